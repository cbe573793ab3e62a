"""Every store: what changes follows the newest credible word, and events say the stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Load, Store
from graph.view import View


def claims(day: str, sure: Confidence, **values: str) -> Iterator[tuple[str, Record]]:
    origin = Origin("a call", known=PartialDate(day), confidence=sure)
    yield "", Entity("Case", "cas:1", "Heron", values, origin)


def release(day: str) -> Iterator[tuple[str, Record]]:
    origin = Origin("a call", known=PartialDate(day), label=Label.STRICT)
    yield "", Entity("Event", "eve:1", "release", {"kind": "release", "date": day}, origin)
    yield (
        "",
        Tie(
            "CONCERNS",
            "eve:1",
            "cas:1",
            since=PartialDate(day),
            origin=origin,
            values={"turn": "release"},
        ),
    )


def test_the_newest_credible_word_on_every_store(store: Store) -> None:
    store.write(
        Load("counsel"),
        claims("2024-10-01", Confidence.HIGHLY_RELIABLE, stage="trial", posture="silent"),
    )
    store.write(Load("family"), claims("2026-02-01", Confidence.LIKELY_RELIABLE, stage="appeal"))
    store.write(Load("rumour"), claims("2026-11-25", Confidence.HIGHLY_UNRELIABLE, stage="final"))
    store.write(Load("events"), release("2026-11-20"))
    for audience, day, stage in (
        (Label.STRICT, None, "released"),
        (Label.STRICT, date(2026, 11, 21), "released"),
        (Label.AMBER, None, "appeal"),  # who may not see the event
        (Label.STRICT, date(2026, 11, 19), "appeal"),
        (Label.STRICT, date(2025, 1, 1), "trial"),
    ):
        view = View(store, audience, day)
        (case,) = view.entities("Case")
        assert (case.values["stage"], case.values["posture"]) == (stage, "silent")
        assert view.get("cas:1") == case
        assert [one.values["stage"] for one in view.claims("cas:1")][-1] == (
            "released" if stage == "released" else stage if day else "final"
        )
