"""Breaks of policy: what may have ended a government's policy, and with it what its record says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.used import Used
from graph.model.words import say, written
from graph.view import View

BREAK: Final = "policy break"  # the kind of such an event


def breaks(view: View, governments: Iterable[str], since: str = "") -> dict[str, list[Entity]]:
    """The breaks of policy on record of each of these governments from a day (ISO 8601) on, newest
    last, by its id."""
    of = view.remembered("policy breaks", (), _by_government, most=8, counts=lambda _: Used())
    about = {id: of[id] for id in set(governments) if id in of}
    events = sorted(view.several(id for ids in about.values() for id in ids), key=day)
    by_government = {
        id: [event for event in events if event.id in ids and day(event) >= since]
        for id, ids in about.items()
    }
    return {id: of_one for id, of_one in by_government.items() if of_one}


def _by_government(view: View) -> dict[str, set[str]]:
    """The ids of all breaks on record, by that of the government."""
    facts = [event.id for event in view.entities("Event") if event.values.get("kind") == BREAK]
    of: dict[str, set[str]] = {}
    for tie in view.ties("CONCERNS", of=facts, end="source"):
        if is_kind(tie.target, "Government"):
            of.setdefault(tie.target, set()).add(tie.source)
    return of


def day(event: Entity) -> str:
    """When it happened, as far as that is known."""
    return str(event.values["date"])


def fact(event: Entity) -> str:
    """What happened, and when, for a list of such facts."""
    return say("{event} ({day})", event=event.title.rstrip("."), day=written(day(event)))
