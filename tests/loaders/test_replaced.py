"""What a load takes away is told first: an emptied list, another one, an older table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store.base import Scope, Store
from tests.loaders.conftest import HEADER, PEOPLE, Run, content_of


@pytest.mark.slow
def test_an_emptied_list_takes_away_what_it_said_after_a_yes(
    run: Run, copy_of_filled: Store, people: Callable[..., Path]
) -> None:
    assert run("activists", people(PEOPLE))[0] == 0
    before = content_of(copy_of_filled)
    emptied = people(PEOPLE.splitlines()[0] + "\n", "nobody.csv")
    code, _, err = run("activists", emptied)
    assert code == 1
    assert "3 statements would be taken away" in err
    assert "--yes" in err
    assert content_of(copy_of_filled) == before
    code, out, _ = run("activists", emptied, "--dry-run")
    assert code == 0
    assert "It would take away: Ilse Korn (person); Omar Lund (person); Ilse Korn" in out
    assert content_of(copy_of_filled) == before
    assert run("activists", emptied, "--yes")[0] == 0
    assert not [
        e
        for e in copy_of_filled.read(Scope(kinds=frozenset({"Person"})))
        if e.origin.dataset == "activists"
    ]
    number = copy_of_filled.loads()[-1].id
    assert "exactly this already" in run("activists", emptied)[1]
    assert run("undo", number)[0] == 0  # and they are back
    assert list(copy_of_filled.read(Scope(kinds=frozenset()))) == before[2]


def test_what_one_row_said_and_says_no_longer_is_named(
    run: Run, people: Callable[..., Path]
) -> None:
    assert run("activists", people(PEOPLE))[0] == 0
    code, out, _ = run("activists", people("".join(PEOPLE.splitlines(True)[:2]), "fewer.csv"))
    assert code == 0
    assert "Taken away: Omar Lund (person)." in out


@pytest.mark.slow
def test_another_list_under_the_name_of_a_long_one_is_asked_about(
    run: Run, copy_of_filled: Store, people: Callable[..., Path]
) -> None:
    rows = "".join(f"Ally {n},activist\n" for n in range(14))
    assert run("activists", people(f"name,role\n{rows}"))[0] == 0
    others = people("name,role\n" + rows.replace("Ally", "Guest"), "guests.csv")
    before = content_of(copy_of_filled)
    code, _, err = run("activists", others)
    assert code == 1
    assert "14 statements would be taken away and only 0 would stay. Is this another list?" in err
    assert content_of(copy_of_filled) == before
    assert run("activists", others, "--dataset", "guests")[0] == 0
    assert (
        "“guests” is the name of a list of another kind"
        in run(
            "organizations", people("name,sector\nOpen Hand,ngo\n", "o.csv"), "--dataset", "guests"
        )[2]
    )


@pytest.mark.slow
def test_a_table_of_sessions_without_a_row_says_nothing_of_what_it_replaces(
    run: Run, copy_of_filled: Store, upr: Callable[[str], Path]
) -> None:
    before = content_of(copy_of_filled)
    code, _, err = run("upr", upr(HEADER), "--yes")
    assert code == 1
    assert "no rows" in err
    assert content_of(copy_of_filled) == before


@pytest.mark.slow
def test_an_older_public_table_does_not_replace_a_newer_one_unasked(
    run: Run, copy_of_filled: Store, people: Callable[..., Path]
) -> None:
    header = "operator,country,city,type,snapshot\n"
    newer = people(f"{header}France,Norway,Oslo,embassy,2024-05-01\n", "m.csv")
    assert run("missions", newer, "--dataset", "doors")[0] == 0
    before = content_of(copy_of_filled)
    older = people(f"{header}France,Norway,Oslo,embassy,2021-02-03\n", "m2.csv")
    code, _, err = run("missions", older, "--dataset", "doors")
    assert code == 1
    assert "ends on 3 February 2021, the loaded one on 1 May 2024" in err
    assert content_of(copy_of_filled) == before
    assert run("missions", older, "--dataset", "doors", "--yes")[0] == 0
    assert run("missions", newer, "--dataset", "doors")[0] == 0
