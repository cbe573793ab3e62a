"""The map of the workspace as a small document: rows, classes and places, for its adapter.

What all of a kind have in common is said once (`classes`); the adapter (assets/workspace) unfolds
it. Parallel ties are one line with a count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model.records import Entity, Tie
from graph.model.schema import LAYERS, TIES
from graph.model.words import say
from queries.render import network_map
from queries.workspace.around import MapContents, layer_of
from queries.workspace.workspace_state import WorkspaceState

Places = Mapping[str, tuple[float, float]]


def map_document(
    there: MapContents, state: WorkspaceState, places: Places, day: str
) -> dict[str, Any]:
    """{"nodes", "edges", "classes", "options", "layers", "total", "cut", "layers_off", "centre"}.

    A node is [id, kind, name, x, y, ties that are not drawn]; an edge is [from, to, phrase, ties in
    it, directed, with a source, over, layer, further phrases]; yes and no are 1 and 0.
    """
    lines = merged(there.ties, day)
    drawn = network_map.drawn(
        [(one.id, one.kind, one.title, *places[one.id]) for one in there.entities], lines
    )
    kinds = Counter(one.kind for one in there.entities)
    return {
        **drawn,
        "classes": network_map.classes(kinds),
        "centre": there.centre.id,
        "layers": dict(there.counts),
        "layers_off": len(LAYERS) - len(state.layers),
        "total": there.total,
        "cut": there.cut,
    }


def merged(ties: Iterable[Tie], day: str) -> list[list[Any]]:
    """One line for each two who are tied, however often: what ties them most closely is its phrase,
    the rest is counted and named after it."""
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        pairs.setdefault((min(tie.source, tie.target), max(tie.source, tie.target)), []).append(tie)
    return [_line(sorted(pairs[pair], key=_closest), day) for pair in sorted(pairs)]


_PLACE = {name: place for place, name in enumerate(LAYERS)}


def _closest(tie: Tie) -> tuple[int, float, str, str, str]:
    influence = TIES[tie.kind].influence or 0.0
    return _PLACE[layer_of(tie)], -influence, tie.kind, tie.source, tie.key


def _line(ties: Sequence[Tie], day: str) -> list[Any]:
    first = ties[0]
    directed = TIES[first.kind].directed and all(t.source == first.source for t in ties)
    phrases = dict.fromkeys(say(TIES[t.kind].phrase) for t in ties)
    over = all(t.until is not None and not t.in_force(day) for t in ties)
    return [
        first.source,
        first.target,
        next(iter(phrases)),
        len(ties),
        int(directed),
        int(any(t.origin.url for t in ties)),
        int(over),
        layer_of(first),
        list(phrases)[1:],
    ]


def ends(ties: Iterable[Tie]) -> list[tuple[str, str]]:
    """The two ends of each tie, for the layout; each two once, in order."""
    return sorted({(min(t.source, t.target), max(t.source, t.target)) for t in ties})


def ids(entities: Iterable[Entity]) -> list[str]:
    return sorted(one.id for one in entities)
