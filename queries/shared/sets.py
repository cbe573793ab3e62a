"""The best few to reach everyone, and whose loss would break it apart: sets, not ranks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import networkx as nx
import numpy as np

from graph.campaign.contacts import Circle, stances
from graph.model.ids import is_kind
from graph.model.words import count, listed, number, percent, say
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
from queries.shared.leads import explore, if_they_fell_away, without
from queries.shared.roles import Roles


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
    return Table(
        "best_set",
        say("Whom to work with to reach everyone"),
        columns(
            ("name", "Who, by role"),
            ("alone", "Tied to them directly", "%", "Themselves included"),
            ("without", "Tied to the others", "%", "To one of the set if these were not in it"),
        ),
        rows,
        note=_how(best),
    )


def _how(best: KeySet) -> str:
    who = say("Only organizations, and people who have agreed to help with this case.")
    reach = number(best.value, 2)
    if best.exact:
        return say(
            "No other set does better: Borgatti’s reach is {reach}, where 1 would mean that "
            "everybody is tied to one of them. {who}",
            reach=reach,
            who=who,
        )
    return say(
        "Found step by step, so another set may do better: Borgatti’s reach is {reach}, where 1 "
        "would mean that everybody is tied to one of them. {who}",
        reach=reach,
        who=who,
    )


def fragmenting_table(
    roles: Roles, G: Network, broken: KeySet, case: str | None, fixed: Collection[str]
) -> Table:
    """The organizations of the set; `fixed`: whose leaving nobody supposes."""
    rows: list[Row] = [
        {
            "name": roles.name(id),
            "alone": fragmentation(G, [id]),
            "id": id,
            "changes": None if id in fixed else without(id),
        }
        for id in broken.ids
    ]
    return Table(
        "fragmentation",
        say("Organizations whose loss would break the network apart"),
        columns(
            ("name", "Organization"),
            (
                "alone",
                "Pairs cut off without it",
                "%",
                "Share of all pairs that nothing would connect any more",
            ),
        ),
        rows,
        of="id",
        note=_apart(G, broken),
        onward=[*([if_they_fell_away(case, "changes")] if case else []), explore("id")],
    )


def _apart(G: Network, broken: KeySet) -> str:
    now = percent(fragmentation(G))
    if not broken.ids:
        return say(
            "Today nothing connects {now} of all pairs; losing any one organization would not "
            "change that.",
            now=now,
        )
    how = (
        say("No other set would do more harm.")
        if broken.exact
        else say("Found step by step, so losing others may do more harm.")
    )
    after = count(
        "Today nothing connects {now} of all pairs; without this organization it would be {then}.",
        "Today nothing connects {now} of all pairs; without all {n} it would be {then}.",
        len(broken.ids),
        now=now,
        then=percent(broken.value),
    )
    return f"{after} {how}"


def reaching(roles: Roles, G: Network, best: KeySet) -> str:
    """With whom to work to reach everyone, in a sentence; "" where nobody may be proposed."""
    if not best.ids:
        return ""
    near, names = directly(G, best.ids), listed([roles.in_words(id) for id in best.ids])
    if near == 1:
        return count(
            "To reach everyone, work with {names}: everybody has a direct tie to them.",
            "To reach everyone, work with {names}: everybody has a direct tie to one of them.",
            len(best.ids),
            names=names,
        )
    return count(
        "To reach as many as possible, work with {names}: {share} of the network has a direct tie "
        "to them.",
        "To reach as many as possible, work with {names}: {share} of the network has a direct tie "
        "to one of them.",
        len(best.ids),
        names=names,
        share=percent(near),
    )
