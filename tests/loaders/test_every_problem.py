"""Every problem of a row, and none that is only there because of another."""

from __future__ import annotations

import pytest

from graph.model.errors import LoadRefused
from tests.loaders.conftest import Give


def problems(give: Give, loader: str, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(LoadRefused) as refused:
        give(loader, text)
    return [(problem.row, problem.column) for problem in refused.value.problems]


def test_three_wrong_cells_are_three_problems(give: Give) -> None:
    text = "name,role,country,minor,contact rule\nIlse,spyy,Belaruss,maybe,ok\nOmar,,France,,\n"
    assert sorted(problems(give, "activists", text), key=str) == [
        (2, "country"),
        (2, "minor"),
        (2, "role"),
        (3, "role"),
    ]


def test_a_wrong_word_does_not_make_the_rest_wrong(give: Give) -> None:
    text = "name,role,affiliation,affiliated as,position\nIlse,activist,Nobody Known,chief,Head\n"
    assert sorted(problems(give, "activists", text)) == [(2, "affiliated as"), (2, "affiliation")]


def test_whom_a_wrong_row_tells_of_is_known_to_others(give: Give) -> None:
    text = "name,sector,part of\nA,ngoo,\nB,ngo,A\n"
    assert problems(give, "organizations", text) == [(2, "sector")]


def test_a_wrong_status_says_nothing_of_the_date(give: Give) -> None:
    text = (
        "ask,case,made to,status,date\nprison visit,Swallow,Norway,maade,2026-01-05\n"
        "prison visit,Swallow,Nowhereland,made,soon\n"
    )
    assert sorted(problems(give, "approaches", text)) == [
        (2, "status"),
        (3, "date"),
        (3, "made to"),
    ]


def test_both_ends_of_a_tie_are_told(give: Give) -> None:
    text = "from,kind,to\nNobody One,knows,Nobody Two\n"
    assert problems(give, "ties", text) == [(2, "from"), (2, "to")]


def test_one_unknown_name_in_several_records_is_one_problem(give: Give) -> None:
    text = "name,persons,detained by\nHeron,Nobody Known,Belarus\n"
    assert problems(give, "cases", text) == [(2, "persons")]
