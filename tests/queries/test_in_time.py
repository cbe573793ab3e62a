"""A tie that begins in the future counts from then on; pages of a case say that sources differ."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer
from queries.question import ask
from tests.conftest import write

pytestmark = pytest.mark.slow

SURE = Origin("the minutes", confidence=Confidence.HIGHLY_RELIABLE)
TODAY = date(2026, 11, 28)


def answer_of(name: str, store: Store, day: date = TODAY) -> Answer:
    key = "entity" if name == "neighbourhood" else "case"
    return ask(name, store, {key: "cas:1"}, Label.RED, day)


@pytest.fixture
def store(empty: Store) -> Store:
    write(
        empty,
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Case", "cas:1", "Heron", {"since": "2025-01-10"}, SURE),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=SURE),
        Entity("Organization", "org:a", "Reed", {"functions": ["media"]}, SURE),
        Entity("Organization", "org:b", "Sedge", {"functions": ["family"]}, SURE),
        Tie(
            "WORKS_ON",
            "org:a",
            "cas:1",
            "2026",
            PartialDate("2026-01-01"),
            origin=SURE,
            values={"functions": ["media"]},
        ),
        Tie(
            "WORKS_ON",
            "org:b",
            "cas:1",
            "2027",
            PartialDate("2027-03"),
            origin=SURE,
            values={"functions": ["family"]},
        ),
    )
    return empty


def test_work_that_is_to_begin_covers_nothing_before(store: Store) -> None:
    def covers(day: date) -> set[str]:
        gaps = answer_of("functions", store, day).block("allies").rows  # type: ignore[union-attr]
        return {str(row["ally"]) for row in gaps if row["state"] == "covers"}

    assert covers(TODAY) == covers(date(2027, 2, 28)) == {"Reed"}
    assert covers(date(2027, 3, 1)) == {"Reed", "Sedge"}
    for day, allies in ((TODAY, 1), (date(2027, 3, 1), 2)):
        (row,) = answer_of("overview", store, day).block("cases").rows  # type: ignore[union-attr]
        assert row["allies"] == allies


@pytest.mark.parametrize("name", ["overview", "timeline", "neighbourhood", "due", "functions"])
def test_pages_of_a_case_say_that_sources_differ_with_both(store: Store, name: str) -> None:
    def differing(day: date = TODAY, audience: Label = Label.RED) -> str:
        key = "entity" if name == "neighbourhood" else "case"
        answer = ask(name, store, {key: "cas:1"}, audience, day)
        notes = [b for b in answer.blocks if b.id == "sources_differ"]
        return notes[0].text if notes else ""  # type: ignore[union-attr]

    assert differing() == ""
    counsel = Origin("counsel", known=PartialDate("2024-10-01"), confidence=SURE.confidence)
    write(store, Entity("Case", "cas:1", values={"stage": "trial"}, origin=counsel), dataset="one")
    sister = Origin(
        "a sister",
        known=PartialDate("2026-11-20"),
        confidence=Confidence.LIKELY_RELIABLE,
        label=Label.STRICT,
    )
    write(
        store, Entity("Case", "cas:1", values={"stage": "released"}, origin=sister), dataset="two"
    )
    assert differing() == (
        "Sources differ on the stage. Used here, as the newest credible word: released (20 "
        "November 2026, a sister, likely reliable). Also on record: trial (1 October 2024, "
        "counsel, highly reliable)."
    )
    assert differing(date(2026, 10, 15)) == ""  # the older word was all that was known
    assert differing(audience=Label.AMBER) == ""


def test_the_day_of_release_ends_the_days_in_custody(store: Store) -> None:
    word = Origin("a call", known=PartialDate("2026-11-20"))
    write(
        store,
        Entity("Event", "eve:1", "release", {"kind": "release", "date": "2026-11-20"}, word),
        Tie(
            "CONCERNS",
            "eve:1",
            "cas:1",
            since=PartialDate("2026-11-20"),
            origin=word,
            values={"turn": "release"},
        ),
        dataset="events",
    )
    sentence = answer_of("timeline", store).sentence
    assert sentence.startswith("Heron: released (20 November 2026), 679 days after the arrest")
    (row,) = answer_of("overview", store).block("cases").rows  # type: ignore[union-attr]
    assert (row["held"], row["stage"]) == (None, "released")
    (row,) = answer_of("overview", store, date(2026, 11, 19)).block("cases").rows  # type: ignore[union-attr]
    assert (row["held"], row["stage"]) == (678, None)
