"""In which session a state was reviewed: by its report, by the year, and by what ships."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from graph.record.reviewed import REVIEWED, session_of_report, session_of_year
from graph.record.sessions import year_of

TABLE = Path(__file__).parents[3] / "loaders/reference/upr.csv"


def test_each_state_is_reviewed_once_in_a_cycle() -> None:
    third = Counter(state for n, states in REVIEWED.items() if n >= 27 for state in states)
    assert set(third.values()) == {1}
    assert [len(REVIEWED[n]) for n in sorted(REVIEWED)] == [16] * 2 + [14] * 10 + [3]


def test_the_list_agrees_with_what_ships() -> None:
    shipped: dict[int, set[str]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            shipped.setdefault(int(row["Session"]), set()).add(row["To"])
    assert {n: set(states) for n, states in REVIEWED.items()} == {
        # Of the Dominican Republic the list of 2017–2020 has no row.
        n: shipped[n] | ({"DOM"} if n == 32 else set())
        for n in REVIEWED
    }


@pytest.mark.parametrize(
    ("symbol", "iso3", "session"),
    [
        ("A/HRC/8/19", "ZAF", 1),
        ("A/HRC/8/36", "ZMB", 2),
        ("A/HRC/8/36", "USA", None),  # which was reviewed in neither
        ("A/HRC/25/3OLD", "ISR", 17),
        ("A/HRC/34/4", "SYR", 26),
        ("A/HRC/9/1", "CHN", None),  # reports stand in the documents of other sessions
        ("A/HRC/120/4", "CHN", None),
        ("of A/HRC/26/4", "AFG", None),
        ("", "AFG", None),
    ],
)
def test_by_its_report(symbol: str, iso3: str, session: int | None) -> None:
    assert session_of_report(symbol, iso3) == session


def test_by_the_year_every_review_and_no_other() -> None:
    for session, states in REVIEWED.items():
        for state in states if session >= 27 else ():
            years = {y for y in range(2008, 2023) if session_of_year(y, state) is not None}
            assert years == {year_of(session), year_of(session) - (session == 37)}
            assert session_of_year(year_of(session), state) == session
    assert session_of_year(2019, "KOR") is None
    assert session_of_year(2018, "SYR") is None
