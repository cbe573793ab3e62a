"""Records as a map: how entities and the ties among them become the rows of a block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, TIES
from graph.model.words import say
from queries.answer import NetworkMap, Row


def network_map(
    id: str,
    title: str,
    entities: Iterable[Entity],
    ties: Iterable[Tie],
    focus: Sequence[str] = (),
    note: str = "",
) -> NetworkMap:
    """A map of records: parallel ties of one kind are one line that counts them."""
    shown = [
        {
            "id": entity.id,
            "name": entity.title,
            "kind": entity.kind,
            "label": say(ENTITIES[entity.kind].label),
        }
        for entity in entities
    ]
    lines: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in ties:
        ends = (tie.source, tie.target)
        if not TIES[tie.kind].directed:
            ends = (min(ends), max(ends))
        lines.setdefault((tie.kind, *ends), []).append(tie)
    drawn = [_line(*key, lines[key]) for key in sorted(lines)]
    return NetworkMap(id=id, title=title, entities=shown, ties=drawn, focus=focus, note=note)


def _line(kind: str, source: str, target: str, ties: Sequence[Tie]) -> Row:
    return {
        "source": source,
        "target": target,
        "kind": kind,
        "phrase": say(TIES[kind].phrase),
        "directed": TIES[kind].directed,
        "count": len(ties),
        "sourced": any(tie.origin.url for tie in ties),
        "since": min((str(tie.since) for tie in ties if tie.since), default=None),
        "until": None
        if any(tie.until is None for tie in ties)
        else max(str(tie.until) for tie in ties),
        "strength": max((tie.strength for tie in ties if tie.strength), default=None),
    }
