"""The risk of asking in public: a range, never low, and n beside what was recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.approach.backfire import (
    LEVELS,
    Backfire,
    Counter,
    backfire,
    counters,
    struck_back,
    unknown_risk,
)
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.record.history import Known
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

DAY = date(2026, 11, 25)
ORIGIN = Origin("https://example.org", known=PartialDate("2026-06-05"))
HOST = "gov:XZV"
STATES: list[Record] = [
    Entity("Government", f"gov:{code}", code, {}, ORIGIN) for code in ("XZV", "FRA", "DEU", "URY")
]
APART = {"FRA": Known(2.0, 2019), "DEU": Known(1.0, 2019), "URY": Known(0.0, 2018)}


def risks(
    store: Store,
    *records: Record,
    framed: bool | None = False,
    members: frozenset[str] = frozenset(),
    countered: tuple[Counter, ...] = (),
) -> dict[str, Backfire]:
    write(store, *STATES, *records)
    return backfire(View(store, Label.RED, DAY), HOST, APART, countered, framed, members)


def sanction(source: str, target: str, until: str | None = None) -> Tie:
    return Tie(
        "SANCTIONS", source, target, until=PartialDate(until) if until else None, origin=ORIGIN
    )


def test_nothing_on_record_is_not_known_and_never_low(empty: Store) -> None:
    assert "low" not in LEVELS
    risk = risks(empty)
    assert {one.level for one in risk.values()} == {"not known"}
    near = risk["gov:URY"]
    assert (near.least, near.most) == (0, pytest.approx(0.45))
    assert near.reasons == ()
    assert len(near.unknown) == 2
    assert unknown_risk(None).most == pytest.approx(1)
    assert unknown_risk(None).level == "not known"


def test_what_is_known_raises_the_lower_end_only(empty: Store) -> None:
    risk = risks(empty, sanction("gov:FRA", HOST), framed=True)
    high, raised, far = risk["gov:FRA"], risk["gov:DEU"], risk["gov:URY"]
    assert (high.level, high.least) == ("high", pytest.approx(0.35 + 0.25 + 0.2))
    assert high.most == pytest.approx(1)
    assert "it sanctions the detaining government" in high.reasons or "further" in high.reasons[0]
    assert (raised.level, raised.least) == ("not known", pytest.approx(0.175 + 0.2))
    assert far.least == pytest.approx(0.2)


def test_a_sanction_that_ended_is_no_conflict_and_one_of_the_eu_is_that_of_its_members(
    empty: Store,
) -> None:
    eu = Entity("Organization", "org:EU", "European Union", {}, Origin(label=Label.CLEAR))
    risk = risks(
        empty,
        eu,
        sanction("gov:FRA", HOST, "2020"),
        sanction("org:EU", HOST),
        members=frozenset({"gov:DEU"}),
    )
    assert risk["gov:FRA"].least == pytest.approx(0.35)
    assert risk["gov:DEU"].least == pytest.approx(0.175 + 0.25)
    assert risk["gov:DEU"].level == "raised"


def ask(id: str, **values: Any) -> list[Record]:
    all_values = {"instrument": "statement", "status": "made", "public": True} | values
    return [
        Entity("Approach", f"app:{id}", "statement", all_values, ORIGIN),
        Tie("CONCERNS", f"app:{id}", "cas:1", origin=ORIGIN),
        Tie("MADE_TO", f"app:{id}", "gov:FRA", origin=ORIGIN),
    ]


CASE: list[Record] = [
    Entity("Case", "cas:1", "Case One", {}, ORIGIN),
    Tie("DETAINS", HOST, "cas:1", origin=ORIGIN),
]


@pytest.mark.parametrize(
    ("values", "public", "struck"),
    [
        ({"response": "retaliation"}, 1, 1),
        ({"response": "done", "effect": "worse"}, 1, 1),
        ({"response": "done", "effect": "reprisal"}, 1, 1),
        ({"response": "done", "effect": "none"}, 1, 0),
        ({"response": "retaliation", "public": False}, 0, 0),
        ({"response": "retaliation", "status": "given up"}, 0, 0),
        ({}, 1, 0),
    ],
)
def test_what_counts_as_a_strike_at_a_public_ask(
    empty: Store, values: dict[str, Any], public: int, struck: int
) -> None:
    write(empty, *STATES, *CASE, *ask("1", **values))
    countered = counters(View(empty, Label.RED, DAY), HOST, "cas:1")
    assert sum(one.public for one in countered) == public
    sentence = struck_back(countered)
    assert (sentence is not None) == bool(struck)
    if sentence:
        assert "the one public ask on record" in sentence  # each of these has one, which failed
        assert struck == 1


def test_who_was_struck_within_a_year_is_at_more_risk(empty: Store) -> None:
    write(empty, *STATES, *CASE, *ask("1", response="retaliation", response_date="2026-06-05"))
    view = View(empty, Label.RED, DAY)
    countered = counters(view, HOST, "cas:1")
    now = backfire(view, HOST, APART, countered, False)
    assert now["gov:FRA"].least == pytest.approx(0.35 + 0.2)
    assert now["gov:DEU"].least == pytest.approx(0.175)
    later = View(empty, Label.RED, date(2027, 7, 1))
    assert backfire(later, HOST, APART, countered, False)["gov:FRA"].least == pytest.approx(0.35)


def test_a_strike_at_a_private_ask_says_nothing_of_public_ones(empty: Store) -> None:
    struck = {"response": "retaliation", "response_date": "2026-06-05"}
    write(empty, *STATES, *CASE, *ask("1", public=False, **struck))
    view = View(empty, Label.RED, DAY)
    countered = counters(view, HOST, "cas:1")
    assert [one.struck for one in countered] == [True]
    assert backfire(view, HOST, APART, countered, False)["gov:FRA"].least == pytest.approx(0.35)


def test_what_the_audience_may_not_see_is_not_counted(empty: Store) -> None:
    write(empty, *STATES, *CASE, *ask("1", response="retaliation"))
    assert counters(View(empty, Label.AMBER, DAY), HOST, "cas:1") == []  # approaches: STRICT
