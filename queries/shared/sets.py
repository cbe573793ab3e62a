"""The best few to reach everyone, and whose loss would break it apart: sets, not ranks."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np

from graph.campaign.contacts import Circle, stances
from graph.model.ids import is_kind
from graph.network.key_players import (
    CANDIDATES,
    KeySet,
    fragmentation,
    fragmentation_set,
    key_set,
)
from graph.network.network import Network
from graph.view import View
from queries.answer import Row, Table, columns
from queries.shared.roles import Roles
from queries.wording import chance, listed


def best_set(view: View, around: Circle, case: str | None, k: int) -> KeySet:
    """Only bodies, and people who have agreed for the case; nobody who is against it."""
    against = {id for id, stance in stances(view, case).items() if stance < 0} if case else set()
    may = [
        id
        for id in around.network.ids
        if id not in against and (not is_kind(id, "Person") or id in around.agreed)
    ]
    G = around.network
    degree = dict(zip(G.ids, np.diff(G.p.indptr).tolist(), strict=True))
    may.sort(key=lambda id: (-degree[id], id))  # where there are many, those with most ties
    return key_set(G, k, candidates=may[:CANDIDATES])


def fragmenting_set(around: Circle, k: int) -> KeySet:
    organizations = [id for id in around.network.ids if is_kind(id, "Organization")]
    return fragmentation_set(around.network, k, candidates=organizations, most=24)


def directly(G: Network, ids: Sequence[str]) -> float:
    """The share of the network, themselves included, that is tied to one of a set."""
    if not ids:
        return 0.0
    near = nx.multi_source_dijkstra_path_length(G, ids, cutoff=1, weight=None)
    return len(near) / len(G.ids)


def best_table(roles: Roles, G: Network, best: KeySet) -> Table:
    rows: list[Row] = [
        {
            "name": roles.name(id),
            "alone": directly(G, [id]),
            "without": directly(G, [other for other in best.ids if other != id]),
        }
        for id in best.ids
    ]
    how = "No other set does better" if best.exact else "Found step by step: another may do better"
    return Table(
        "best_set",
        "With whom to work to reach everyone",
        columns(
            ("name", "Who, by role"),
            ("alone", "Tied to it directly", "%"),
            ("without", "Tied to the others", "%", "The share tied to one of the set without it"),
        ),
        rows,
        note=f"{how} (Borgatti's reach {best.value:.2f}: 1 if everybody is tied to one of them). "
        "Only bodies, and people who have agreed for the case.",
    )


def fragmenting_table(roles: Roles, G: Network, broken: KeySet) -> Table:
    rows: list[Row] = [
        {"name": roles.name(id), "alone": fragmentation(G, [id])} for id in broken.ids
    ]
    return Table(
        "fragmentation",
        "Organizations whose loss would break it apart",
        columns(
            ("name", "Organization"),
            ("alone", "Cut off without it", "%", "Share of pairs that no tie connects any more"),
        ),
        rows,
        note=_apart(G, broken),
    )


def _apart(G: Network, broken: KeySet) -> str:
    now = f"Now no way connects {chance(fragmentation(G))} of all pairs"
    if not broken.ids:
        return f"{now}; the loss of no organization would change that."
    how = "No other set does more" if broken.exact else "Found step by step: another may do more"
    these = "it" if len(broken.ids) == 1 else "all of these"
    return f"{now}; without {these} {chance(broken.value)}. {how}."


def reaching(roles: Roles, G: Network, best: KeySet) -> str:
    """With whom to work to reach everyone, in a sentence; "" where nobody may be proposed."""
    if not best.ids:
        return ""
    near, one = directly(G, best.ids), len(best.ids) == 1
    ends = "it" if one else "one of them"
    who = "everybody is" if near == 1 else f"{chance(near)} of all are"
    names = listed([roles.in_words(id) for id in best.ids])
    return f" To reach everyone, work with {names}: {who} tied to {ends} directly."
