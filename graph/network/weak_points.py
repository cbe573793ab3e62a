"""Weak points: who, and which ties, every chain that matters hangs on; and what would mend it.

A chain matters if its chance is at least `at_least`. Somebody is a weak point of the way from a
source to a target if every chain that matters goes through them. With `at_least` 0 these are the
dominators of the target (`nx.immediate_dominators` on `G.from_(source)`), with ties in their place
the bridges of the way.
All of them lie on the best chain, so each of its few members is left out in turn: one A* each.

Every answer made of these names single points of failure: by role, RED, never exported (DESIGN 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csgraph

from graph.network.network import Floats, Network, lengths
from graph.network.paths import Search, Way


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """What the way from source to target hangs on: an entity, or a tie of two."""

    source: str
    target: str
    hangs_on: tuple[str, ...]  # one id, or the two ends of a tie in the direction it is used
    before: float  # the chance of the best chain
    after: float | None  # without it; None: no chain at all


@dataclass(frozen=True, slots=True)
class NewTie:
    """A tie that could be made, in either direction with chance p, and what it would cost."""

    source: str
    target: str
    p: float
    cost: float = 1.0


@dataclass(frozen=True, slots=True)
class Mending:
    """The cheapest new ties that take away all weak points that can be; and those that cannot."""

    ties: tuple[NewTie, ...]
    cost: float
    left: tuple[WeakPoint, ...]


def weak_points(G: Network, source: str, target: str, *, at_least: float = 0.0) -> list[WeakPoint]:
    """What every chain that matters goes through, in the order of the best chain; ties after.

    Empty if there is no such chain, or several that share nothing.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = from_networkx(nx.Graph([("a", "b"), ("b", "c"), ("c", "e"), ("b", "d"), ("d", "e")]))
    >>> [point.hangs_on for point in weak_points(G, "a", "e")]
    [('b',), ('a', 'b')]
    """
    search = Search.of_chains(G, source, target, at_least=at_least)
    root = (search.source,)
    best = search.best(root) if root[0] != search.target else None
    if best is None:
        return []
    everything = Search.of_chains(G, source, target)  # what is left where no chain that matters is
    length, way = best
    points: list[tuple[tuple[int, ...], Way | None]] = []
    for v in way[1:-1]:
        if search.best(root, avoid={v}) is None:
            after = everything.best(root, avoid={v})
            points.append(((v,), after))
    for step in pairwise(way):
        if search.best(root, without=step) is None:
            points.append((step, everything.best(root, without=step)))
    return [
        WeakPoint(
            source,
            target,
            tuple(G.ids[v] for v in hangs_on),
            exp(-length),
            None if after is None else exp(-after[0]),
        )
        for hangs_on, after in points
    ]


def cut_off(G: Network, most: int = 60) -> dict[str, int]:
    """How many lose every tie to the largest part that is left, for the cut points with most ties.

    In the largest part, whatever the direction of ties.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> cut_off(from_networkx(nx.path_graph(["a", "b", "c", "d"])))
    {'b': 1, 'c': 1}
    """
    U = G.undirected
    degree = np.diff(U.p.indptr)
    parts: list[set[str]] = list(nx.connected_components(U))
    largest = max(map(len, parts), default=0)
    part_of = {id: part for part in parts if len(part) == largest for id in part}
    lost: dict[str, int] = {}
    cuts: list[str] = sorted(nx.articulation_points(U), key=lambda id: (-int(degree[G.at(id)]), id))
    for id in [id for id in cuts[:most] if id in part_of]:
        others = G.numbers(part_of[id] - {id})
        left = csgraph.connected_components(U.p[others][:, others], directed=False)[1]
        lost[id] = len(others) - int(np.bincount(left).max())
    return {id: n for id, n in lost.items() if n}


def mend(
    G: Network, points: Sequence[WeakPoint], candidates: Iterable[NewTie], *, at_least: float = 0.0
) -> Mending:
    """The cheapest set of new ties by which every weak point is bypassed.

    Each is bypassed by a chain that uses one new tie and is at least so likely; which set of ties
    is cheapest is a set cover, solved exactly (branch and bound, scipy's HiGHS). Chains that would
    need two new ties at once are not considered.
    """
    offers = list(candidates)
    most = -log(at_least) + 1e-12 if at_least > 0 else np.inf
    helps = np.array([_helps(G, point, offers, most) for point in points], dtype=bool)
    helps = helps.reshape(len(points), len(offers))
    can = np.flatnonzero(helps.sum(axis=1))
    left = tuple(point for number, point in enumerate(points) if number not in set(can.tolist()))
    if not len(can):
        return Mending((), 0.0, left)
    cost = np.array([offer.cost for offer in offers])
    solved = milp(
        cost,
        constraints=LinearConstraint(helps[can].astype(float), lb=1),
        integrality=np.ones(len(offers), dtype=np.int64),
        bounds=Bounds(0, 1),
    )
    chosen = np.flatnonzero(np.asarray(solved.x) > 0.5)
    return Mending(tuple(offers[i] for i in chosen), float(cost[chosen].sum()), left)


def _helps(G: Network, point: WeakPoint, offers: Sequence[NewTie], most: float) -> list[bool]:
    """Which of the new ties alone bypass a weak point well enough."""
    away, left = _around(G, point)
    bypasses = []
    for offer in offers:
        ends = G.at(offer.source), G.at(offer.target)
        ways = [away[u] - log(offer.p) + left[v] for u, v in (ends, ends[::-1])]
        bypasses.append(min(ways) <= most and np.isfinite(min(ways)))
    return bypasses


def _around(G: Network, point: WeakPoint) -> tuple[Floats, Floats]:
    """Lengths from the source and to the target without the weak point; inf: not that way; (n,)."""
    s, t = G.at(point.source), G.at(point.target)
    gone = [G.at(id) for id in point.hangs_on]
    heads = G.p.indices
    open_arcs = ~G.endpoints[G.tails] | (G.tails == s)
    if len(gone) == 1:
        open_arcs &= (G.tails != gone[0]) & (heads != gone[0])
    else:
        open_arcs &= (G.tails != gone[0]) | (heads != gone[1])
    M = lengths(G.p, open_arcs)
    away = np.ravel(csgraph.dijkstra(M, indices=np.array(s)))
    left = np.ravel(csgraph.dijkstra(M.T.tocsr(), indices=np.array(t)))
    barred = G.endpoints.copy()  # who carries no chain takes no new tie further
    if len(gone) == 1:
        barred[gone[0]] = True
    away[barred & (np.arange(len(barred)) != s)] = np.inf
    left[barred & (np.arange(len(barred)) != t)] = np.inf
    return away, left
