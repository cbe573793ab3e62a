"""Breaks of policy: what may have ended a government's policy, and with it what its record says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.model.records import Entity
from graph.model.words import say, written
from graph.view import View

BREAK: Final = "policy break"  # the kind of such an event


def breaks(view: View, governments: Iterable[str], since: str = "") -> dict[str, list[Entity]]:
    """The breaks of policy on record of each of these governments from a day (ISO 8601) on, newest
    last, by its id."""
    ids = frozenset(governments)
    quiet = view.quiet()  # most events are those of cases, which the answer has nothing to do with
    about = quiet.ties("CONCERNS", of=ids, end="target")
    facts = [e.id for e in quiet.several(t.source for t in about) if e.values.get("kind") == BREAK]
    events = {event.id: event for event in view.several(facts)}
    by_government: dict[str, list[Entity]] = {}
    for tie in about:
        if (event := events.get(tie.source)) and day(event) >= since:
            by_government.setdefault(tie.target, []).append(event)
    return {id: sorted(of, key=day) for id, of in by_government.items()}


def day(event: Entity) -> str:
    """When it happened, as far as that is known."""
    return str(event.values["date"])


def fact(event: Entity) -> str:
    """What happened, and when, for a list of such facts."""
    return say("{event} ({day})", event=event.title.rstrip("."), day=written(day(event)))
