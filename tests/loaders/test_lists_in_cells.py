"""Several values in one cell: what separates them, and what is asked about."""

from __future__ import annotations

import pytest

from graph.model.errors import LoadRefused
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.parameters import resolve
from tests.loaders.conftest import Give


def ties(store: Store, kind: str, dataset: str) -> set[tuple[str, str]]:
    """(source, target) by name."""
    view = View(store, Label.RED)
    named = {e.id: e.title for e in view.entities("Person", "Organization", "Case", "Government")}
    ties = view.ties(kind, where=lambda tie: tie.origin.dataset == dataset)
    return {(named[tie.source], named[tie.target]) for tie in ties}


LISTS = [  # loader, text, then of one entity: kind, name, value, what is read
    (
        "organizations",
        'name,sector,languages\nPine,ngo,"English, French"\n',
        "Organization",
        "Pine",
        "languages",
        ["English", "French"],
    ),
    (
        "organizations",
        'name,sector,languages\nPine,ngo,"English\nFrench"\n',
        "Organization",
        "Pine",
        "languages",
        ["English", "French"],
    ),
    (
        "organizations",
        'name,sector,can do\nPine,ngo,"media, monitoring"\n',
        "Organization",
        "Pine",
        "functions",
        ["media", "monitoring"],
    ),
    (
        "activists",
        'name,role,languages\nPine,exile,"polish,Yoruba; Farsi"\n',
        "Person",
        "Pine",
        "languages",
        ["polish", "Yoruba", "Farsi"],
    ),
    (
        "coalitions",
        'name,languages\nPine,"Dari, Pashto"\n',
        "Coalition",
        "Pine",
        "languages",
        ["Dari", "Pashto"],
    ),
    (
        "statements",
        'title,kind,languages\nPine,letter,"Dari, Pashto"\n',
        "Statement",
        "Pine",
        "languages",
        ["Dari", "Pashto"],
    ),
]


@pytest.mark.parametrize(("loader", "text", "kind", "name", "value", "read"), LISTS)
def test_a_comma_separates_where_every_part_is_a_known_word(
    give: Give,
    copy_of_filled: Store,
    loader: str,
    text: str,
    kind: str,
    name: str,
    value: str,
    read: list[str],
) -> None:
    report = give(loader, text)
    view = View(copy_of_filled, Label.RED)
    assert view.get(resolve(name, [kind], view)).values[value] == read
    assert report.warnings == []


@pytest.mark.parametrize("column", ["also known as", "languages"])
def test_a_comma_that_may_separate_is_asked_about_with_its_place(
    give: Give, copy_of_filled: Store, column: str
) -> None:
    report = give("organizations", f'name,sector,{column}\nPine,ngo,"PN, Zaverian"\n')
    assert report.warnings == [
        f"organizations.csv, row 2, column “{column}”: “PN, Zaverian” is read as one; separate "
        "several with |."
    ]


def test_countries_in_one_cell_are_those_that_a_comma_surely_separates(
    give: Give, copy_of_filled: Store
) -> None:
    give(
        "activists",
        'name,role,nationality\nPine,exile,"France, Mali"\n'
        'Fir,exile,"Congo, Democratic Republic of the"\n',
    )
    assert ties(copy_of_filled, "NATIONAL_OF", "activists") == {
        ("Pine", "France"),
        ("Pine", "Mali"),
        ("Fir", "DR Congo"),
    }
    with pytest.raises(LoadRefused, match="not a known country"):
        give("activists", 'name,role,nationality\nPine,exile,"France, Malii"\n')


def test_names_in_one_cell_that_a_comma_separates_are_offered_one_by_one(give: Give) -> None:
    give("organizations", 'name,sector\nPine,ngo\nFir,ngo\n"Oak, Ash and Elm",ngo\n')
    with pytest.raises(LoadRefused) as refused:
        give("statements", 'title,kind,signatories\nNote,letter,"Pine, Fir"\n')
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.value) == (2, "signatories", "Pine, Fir")
    assert "separate several with |, as in Pine | Fir" in str(problem)
    give("statements", 'title,kind,signatories\nNote,letter,"Oak, Ash and Elm | Pine"\n')
