"""What changes follows the newest credible word; what does not follows the most reliable one."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.merging import differing, merge, newest_first, turns
from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie
from graph.model.schema import CHANGING, Label
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

SURE, LIKELY, DOUBTED = (
    Confidence.HIGHLY_RELIABLE,
    Confidence.LIKELY_RELIABLE,
    Confidence.LIKELY_UNRELIABLE,
)


def case(known: str | None, sure: Confidence, **values: str) -> Entity:
    origin = Origin("somebody", known=PartialDate(known) if known else None, confidence=sure)
    return Entity("Case", "cas:1", "Heron", values, origin)


@pytest.mark.parametrize("key", sorted(set(CHANGING) - {"opted_in"}))
def test_the_newest_credible_word_on_each_thing_that_changes(key: str) -> None:
    old, new = case("2024-10-01", SURE, **{key: "old"}), case("2026-11-20", LIKELY, **{key: "new"})
    assert merge("cas:1", [old, new]).values[key] == "new"
    assert merge("cas:1", [new, old]).values[key] == "new"
    doubted = case("2026-11-25", DOUBTED, **{key: "rumour"})
    assert merge("cas:1", [old, new, doubted]).values[key] == "new"


def test_what_does_not_change_follows_the_most_reliable() -> None:
    old, new = case("2024", SURE, charge="a"), case("2026-11-20", LIKELY, charge="b")
    assert merge("cas:1", [old, new]).values["charge"] == "a"


def test_a_word_without_a_day_outdoes_none_that_has_one() -> None:
    dated, undated = case("2024-10-01", LIKELY, stage="trial"), case(None, SURE, stage="released")
    assert merge("cas:1", [dated, undated]).values["stage"] == "trial"
    # A case that is dated by its arrest alone does not say when its stage was told.
    arrested = case("2025-01-10", SURE, stage="pre-trial", since="2025-01-10")
    assert merge("cas:1", [dated, arrested]).values["stage"] == "trial"


def test_a_year_outdoes_no_day_within_it() -> None:
    year, day = case("2026", SURE, stage="trial"), case("2026-11-20", LIKELY, stage="released")
    assert merge("cas:1", [year, day]).values["stage"] == "released"


def test_who_must_be_left_alone_stays_so_whatever_is_newer() -> None:
    old, new = (
        Entity("Person", "per:1", values={"contact": rule}, origin=Origin(known=PartialDate(year)))
        for rule, year in (("do not contact", "2020"), ("ok", "2026"))
    )
    assert merge("per:1", [old, new]).values["contact"] == "do not contact"


def test_a_label_goes_with_the_word_that_counts() -> None:
    old = Entity(
        "Case",
        "cas:1",
        "Heron",
        {"stage": "trial"},
        Origin(known=PartialDate("2024")),
        {"stage": Label.RED},
    )
    assert merge("cas:1", [old, case("2026", SURE, stage="final")]).labels == {}


def test_differing_says_each_value_once_and_the_newest_first() -> None:
    claims = [
        case("2024", SURE, stage="trial"),
        case("2025", LIKELY, stage="trial"),
        case("2026", LIKELY, stage="released"),
    ]
    assert [one.values["stage"] for one in differing(claims)["stage"]] == ["released", "trial"]
    assert differing(claims[:2]) == {}
    assert newest_first(claims, "posture") == []


def event(kind: str, day: str) -> Tie:
    origin = Origin("a call", known=PartialDate(day))
    return Tie(
        "CONCERNS",
        f"eve:{kind}-{day}",
        "cas:1",
        since=PartialDate(day),
        values={"turn": kind},
        origin=origin,
    )


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ([("arrest", "2025-01-10")], "trial"),  # a first arrest says nothing of the stage
        ([("arrest", "2025-01-10"), ("release", "2026-10-01")], "released"),
        ([("release", "2026-10-01"), ("arrest", "2026-11-02")], "re-arrested"),
        ([("conditional release", "2026-10-01"), ("death", "2026-11-02")], "died"),
        ([("death", "2026-11-02")], "died in custody"),
        ([("release", "2024-10-01")], "trial"),  # older than the case's own word
    ],
)
def test_events_say_the_stage_from_their_day_on(
    empty: Store, events: list[tuple[str, str]], stage: str
) -> None:
    newest = case("2026-02-01", SURE, stage="trial", since="2025-01-10")
    ties = [event(*one) for one in events]
    ends = [Entity("Event", t.source, "an event", {"date": str(t.since)}) for t in ties]
    write(empty, newest, *ends, *ties)
    view = View(empty, Label.RED)
    assert view.get("cas:1").values["stage"] == stage
    assert view.get("cas:1").name == "Heron"
    assert [e.values["stage"] for e in view.entities("Case")] == [stage]
    assert view.at(date(2026, 3, 1)).get("cas:1").values["stage"] == "trial"


def test_who_may_not_see_the_event_is_told_the_older_word(empty: Store) -> None:
    release = event("release", "2026-10-01")
    write(
        empty,
        case("2026-02-01", SURE, stage="trial"),
        Entity("Event", release.source, "release", {"date": "2026-10-01"}, Origin(label=Label.RED)),
        release,
    )
    assert View(empty, Label.RED).get("cas:1").values["stage"] == "released"
    assert View(empty, Label.STRICT).get("cas:1").values["stage"] == "trial"


def test_turns_without_events_are_none() -> None:
    assert turns("cas:1", [case("2026", SURE, stage="released")], []) == []
