"""What may have ended a government's policy, and with it what its record says."""

from __future__ import annotations

from collections.abc import Iterable

from graph.approach.evidence import BREAK
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.view import View


def breaks(view: View, governments: Iterable[str]) -> dict[str, list[Entity]]:
    """The breaks of policy on record of each of these governments, newest last, by its id."""
    ids = frozenset(governments)
    quiet = view.quiet()  # most events are those of cases, which the answer has nothing to do with
    about = quiet.ties(
        "CONCERNS", of=ids, where=lambda t: t.target in ids and is_kind(t.source, "Event")
    )
    known = quiet.several({tie.source for tie in about})
    facts = {event.id for event in known if event.values.get("kind") == BREAK}
    events = {event.id: event for event in view.several(facts)}
    by_government: dict[str, list[Entity]] = {}
    for tie in about:
        if tie.source in events:
            by_government.setdefault(tie.target, []).append(events[tie.source])
    return {id: sorted(of, key=day) for id, of in by_government.items()}


def day(event: Entity) -> str:
    """When it happened, as far as that is known."""
    return str(event.values["date"])
