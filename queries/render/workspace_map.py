"""The map of the workspace as a small document: rows, classes and places, for its adapter.

What all of a kind have in common is said once (`classes`); the adapter (assets/workspace) unfolds
it. Parallel ties are one line with a count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from graph.model.layers import layer_of
from graph.model.records import Entity, Tie
from graph.model.schema import LAYERS, TIES
from graph.model.words import say
from queries.render import network_map
from queries.workspace.around import MapContents
from queries.workspace.workspace_state import WorkspaceState

Places = Mapping[str, tuple[float, float]]
LATELY: Final = timedelta(days=31)  # the strip plays month by month
_OVER: Final = 6  # where an edge says so


def map_document(
    there: MapContents, state: WorkspaceState, places: Places, day: str
) -> dict[str, Any]:
    """{"nodes", "edges", "classes", "options", "layers", "total", "cut", "layers_off", "centre"}.

    A node is [id, kind, name, x, y, state]: "ended" where none of its ties holds any more, "new" on
    a day of the strip where it has been known for `LATELY` at most, else "". An edge is [from, to,
    phrase, ties in it, directed, with a source, over, layer, further phrases]; yes and no are 1, 0.
    """
    lines = merged(there.ties, day)
    holding = {end for line in lines if not line[_OVER] for end in line[:2]}
    tied = {end for line in lines for end in line[:2]}
    recent = (date.fromisoformat(day) - LATELY).isoformat() if state.day else ""
    drawn = network_map.drawn(
        (
            (
                one.id,
                one.kind,
                one.title,
                *places[one.id],
                "ended" if one.id in tied - holding else "new" if _came(one, recent) else "",
            )
            for one in there.entities
        ),
        lines,
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


def _came(one: Entity, recent: str) -> bool:
    """Whether somebody came to be known after a day; of "" nobody did."""
    known = one.origin.known
    return bool(recent and known and known.first > recent)


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
