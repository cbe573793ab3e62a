"""The tables on the UN made by hand: country mandates, and the calendar of reviews."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Entity, PartialDate, Tie
from graph.model.schema import Label
from graph.record.country_mandates import KINDS
from loaders.loader import named
from loaders.public.review_calendar import BY_ORDER, STATED
from tests.loaders.read import REFERENCE, one, records, ties

TABLES = ("country_mandates", "review_calendar")
SOURCED = {"source": "https://example.org/a", "checked": "2026-11-29"}
REVIEW = {
    "government": "MMR",
    "session": "54",
    "cycle": "4",
    "date": "2027-01",
    "basis": "stated",
    "submissions": "2026-07-17",
}
MANDATE = {
    "government": "BLR",
    "code": "SR-BLR",
    "title": "Special Rapporteur on Belarus",
    "kind": "special rapporteur",
}


def table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_each_row_has_a_source_a_day_of_checking_and_who_checks_next(name: str) -> None:
    rows = table(name)
    for row in rows:
        assert row["source"].startswith("https://"), row
        assert row["checked"] == "2026-11-29"
        assert "before 2027-" in row["checks next"]
        assert PartialDate(row["known"]).last <= row["checked"]
    assert {*rows[0]} <= {*named(name).columns, "source", "known"}


def test_every_member_of_the_un_but_one_is_in_the_calendar_once() -> None:
    rows = table("review_calendar")
    assert max(Counter(row["government"] for row in rows).values()) == 1
    # Ukraine is in no list of a session that was read.
    assert len(rows) == 192
    assert "UKR" not in {row["government"] for row in rows}
    sizes = Counter(row["session"] for row in rows)
    assert sizes.keys() == {str(n) for n in range(41, 55)}
    assert set(sizes.values()) <= {13, 14}


def test_later_sessions_lie_later_and_say_how_they_are_known() -> None:
    by_session: dict[int, set[str]] = {}
    for row in table("review_calendar"):
        by_session.setdefault(int(row["session"]), set()).add(row["date"][:7])
    firsts = [min(by_session[n]) for n in sorted(by_session)]
    assert firsts == sorted(firsts)
    assert {row["basis"] for row in table("review_calendar")} == {STATED, BY_ORDER}


def test_a_review_is_an_event_of_the_state_and_so_is_the_end_of_submissions() -> None:
    _, claims = one("review_calendar", REVIEW | SOURCED | {"until": "2027-02"})
    review, closing = (r for r in claims if isinstance(r, Entity))
    assert (review.values["kind"], review.values["date"]) == ("review", "2027-01")
    assert (review.values["until"], review.values["session"]) == ("2027-02", 54)
    assert (closing.values["kind"], closing.values["date"]) == ("NGO submission", "2026-07-17")
    assert ties(claims, "CONCERNS") == {(review.id, "gov:MMR"), (closing.id, "gov:MMR")}
    assert {r.origin.label for r in claims} == {Label.CLEAR}
    assert {str(r.origin.retrieved) for r in claims} == {"2026-11-29"}
    moved = one("review_calendar", REVIEW | SOURCED | {"date": "2027-05"})[1]
    assert moved[0].identity == review.identity  # put off: the same review on another day


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"checked": ""}, "checked"),
        ({"source": ""}, "source"),
        ({"session": "0"}, "session"),
        ({"until": "2026-12"}, "until"),
        ({"submissions": "2027-03"}, "submissions"),
        ({"basis": "guessed"}, "basis"),
        ({"government": "XXX"}, "government"),
    ],
)
def test_a_review_that_cannot_be_is_refused(cells: dict[str, str], column: str) -> None:
    with pytest.raises(RowProblem) as problem:
        one("review_calendar", REVIEW | SOURCED | cells)
    assert problem.value.column == column


def test_a_mandate_is_about_its_state_and_public() -> None:
    _, claims = one("country_mandates", MANDATE | SOURCED | {"until": "2026-07", "since": "2012"})
    mandate, tie = claims
    assert isinstance(mandate, Entity)
    assert isinstance(tie, Tie)
    assert (tie.kind, tie.source, tie.target) == ("ABOUT", mandate.id, "gov:BLR")
    assert mandate.values["mandate"] == "special rapporteur"
    assert (mandate.values["since"], mandate.values["until"]) == ("2012", "2026-07")
    assert tie.until is None  # where our reading ends the mandate need not
    assert {r.origin.label for r in claims} == {Label.CLEAR}
    for cells, column in (
        ({"kind": "friend"}, "kind"),
        ({"since": "2027"}, "until"),
        ({"source": ""}, "source"),
    ):
        with pytest.raises(RowProblem) as problem:
            one("country_mandates", MANDATE | SOURCED | {"until": "2026-07"} | cells)
        assert problem.value.column == column


def test_the_shipped_mandates_are_distinct_and_of_known_kinds() -> None:
    claims = records("country_mandates", REFERENCE / "country_mandates.csv")
    mandates = [r for r in claims.values() if isinstance(r, Entity)]
    assert len(mandates) == len(table("country_mandates"))
    assert {r.values["mandate"] for r in mandates} <= set(KINDS)
    watched = {target for _, target in ties(claims, "ABOUT")}
    assert {"gov:BLR", "gov:IRN", "gov:MMR", "gov:PRK", "gov:RUS", "gov:NIC", "gov:VEN"} <= watched
