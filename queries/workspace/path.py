"""A path between two on the map: through whom one of them leads to the other.

Of a case by the rules of introductions: through whoever has agreed, else through whoever could be
asked. Elsewhere through bodies only: people carry nothing there for whom nobody has asked them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import networkx as nx

from graph.campaign.contacts import contacts
from graph.model.ids import is_kind
from graph.model.words import listed, percent, say
from graph.network.building import build
from graph.network.network import Network
from graph.network.paths import Chain
from graph.view import View
from queries.workspace.around import MapContents
from queries.workspace.workspace_state import WorkspaceState


def path(view: View, state: WorkspaceState, there: MapContents) -> dict[str, Any] | None:
    """{"words", "lines"} of the most reliable path between the two of `state.path`; None: nobody
    asked for one. A line is [from, to, order]."""
    if len(state.path) != 2:
        return None
    one, other = state.path
    names = {e.id: e.title for e in view.several(state.path)}
    if len(names) < 2:
        return None
    for network, agreed in _networks(view, state, there):
        if chain := _chain(network, one, other):
            names |= {e.id: e.title for e in view.several(chain.ids)}
            steps = [[a, b, order] for order, (a, b) in enumerate(pairwise(chain.ids), 1)]
            return {"words": _words(chain, names, agreed), "lines": steps}
    words = say(
        "No path from {one} to {other} that may be used is known.",
        one=names[one],
        other=names[other],
    )
    return {"words": words, "lines": []}


def _networks(
    view: View, state: WorkspaceState, there: MapContents
) -> Sequence[tuple[Network, bool]]:
    """The networks in which a path may be looked for, and whether all in it have agreed."""
    if is_kind(state.subject, "Case"):
        around_case = contacts(view, state.subject, list(state.path))
        if set(state.path) & around_case.no_target:
            return []
        return [(around_case.agreed, True), (around_case.askable, False)]
    bodies = [e for e in there.entities if e.kind not in ("Person", "Family", "Case")]
    inside = {e.id for e in bodies}
    ties = [t for t in there.ties if {t.source, t.target} <= inside]
    return [(build(bodies, ties, view.today), True)]


def _chain(G: Network, one: str, other: str) -> Chain | None:
    if one not in G.index or other not in G.index:
        return None
    try:
        ids = nx.shortest_path(G.from_(one), one, other, weight="length")
    except nx.NetworkXNoPath:
        return None
    return Chain.along(G, ids)


def _words(chain: Chain, names: dict[str, str], agreed: bool) -> str:
    one, other = names[chain.ids[0]], names[chain.ids[-1]]
    if not chain.between:
        return say("{one} is tied to {other} directly.", one=one, other=other)
    through = listed([names[id] for id in chain.between])
    chance = percent(chain.p)
    if agreed:
        return say(
            "From {one} to {other} through {through}. The chance that all of it works is about "
            "{chance}.",
            one=one,
            other=other,
            through=through,
            chance=chance,
        )
    return say(
        "From {one} to {other} through {through}, if they agree: ask them first. The chance that "
        "all of it works is about {chance}.",
        one=one,
        other=other,
        through=through,
        chance=chance,
    )
