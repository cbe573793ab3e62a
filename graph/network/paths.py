"""Chains of introductions: the most reliable ones, and some that do not stand or fall together.

The most reliable chain is the shortest path by length -ln p, as NetworkX calls it: ask
`nx.shortest_simple_paths(G.from_(source), source, target, weight="length")`, which comes here. The
next ones come in order by splitting what is left after each (Yen 1971, Lawler 1972); each search is
guided by the exact remaining length, from one Dijkstra around the target, and is only made when its
lower bound comes up. O(m + n log n) once, then mostly the entities along the chains.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise
from math import exp, inf, log, prod
from typing import Final, NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from graph.network.network import Floats, Ints, Network

PENALTY: Final = log(4)  # a chain through the same people as another counts a quarter; judgement
MOST_OVERLAP: Final = 0.5  # share of people that two chains of one answer may have in common
POOL: Final = 50  # chains among which the diverse ones are chosen

Way = tuple[float, tuple[int, ...]]


class Step(NamedTuple):
    """The source introduces you to the target, with chance p."""

    source: str
    target: str
    p: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Who introduces whom, from one end to the other."""

    steps: tuple[Step, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.steps[0].source, *(step.target for step in self.steps))

    @property
    def between(self) -> tuple[str, ...]:
        """Those who have to be asked; the first of them first."""
        return self.ids[1:-1]

    @property
    def p(self) -> float:
        """The chance that every step works."""
        return prod(step.p for step in self.steps)

    @property
    def weakest(self) -> Step:
        return min(self.steps, key=lambda step: step.p)

    @classmethod
    def along(cls, G: Network, path: Sequence[str]) -> Chain:
        """The chain that goes from one to the next of these."""
        return cls(tuple(Step(v, y, G.chance(v, y)) for v, y in pairwise(path)))


def diverse_chains(
    G: Network, source: str, target: str, k: int = 5, *, pool: int = POOL, at_least: float = 0.0
) -> list[Chain]:
    """Up to k chains, reliable and unlike each other, the most reliable first.

    Greedy: each time the chain with the highest ln p - ln 4 · (largest Jaccard overlap of those
    between with a chain already chosen), out of the `pool` most reliable ones and the best one
    that avoids everybody on the chosen ones; never one with more than half in common.

    >>> import networkx as nx
    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = nx.Graph([("a", "b"), ("b", "x"), ("x", "d"), ("b", "y"), ("y", "d"), ("a", "z")])
    >>> G.add_edge("z", "d")
    >>> [chain.between for chain in diverse_chains(from_networkx(G), "a", "d")]
    [('b', 'x'), ('b', 'y'), ('z',)]
    """
    search = Search.of_chains(G, source, target, at_least=at_least)
    root = (search.source,)
    likeliest = list(islice(search.ways(), pool))
    chosen: list[Way] = []
    used: set[int] = set()
    while len(chosen) < k:
        worth = [(_overlap(way, chosen), way) for way in likeliest if way not in chosen]
        scored = [
            (round(way[0] + PENALTY * most, 12), way) for most, way in worth if most <= MOST_OVERLAP
        ]
        best = min(scored, default=(inf, None))
        if chosen:  # whoever avoids everybody has no penalty, so need be no longer than the best
            direct = {search.target} if any(len(way[1]) == 2 for way in chosen) else set[int]()
            apart = search.best(root, skip=direct, avoid=used, most=best[0])
            best = min(best, (round(apart[0], 12), apart)) if apart else best
        if best[1] is None:
            break
        chosen.append(best[1])
        used.update(best[1][1][1:-1])
    return [Chain.along(G, [G.ids[v] for v in way[1]]) for way in sorted(chosen)]


def dijkstra(
    G: Network, sources: Ints, weight: str | None, most: float = inf
) -> tuple[Floats, Ints, Ints]:
    """The length of the shortest path to each from the nearest of the sources; (n,).

    And from where its last step comes, (n,); and who can be reached within `most`, the nearest
    first, (k,). Lengths are at least 0.
    """
    away, came, _ = csgraph.dijkstra(
        G.weighted(weight),
        directed=True,
        indices=sources,
        return_predecessors=True,
        limit=most,
        min_only=True,
    )
    near = np.flatnonzero(np.isfinite(away))
    return away, came.astype(np.int64), near[np.argsort(away[near], kind="stable")]


def back_from(goal: int, came: Ints) -> list[int]:
    """The path to one, given from where the last step to each comes (`dijkstra`)."""
    way = [goal]
    while (last := int(came[way[-1]])) >= 0:
        way.append(last)
    return way[::-1]


def to_each(near: Sequence[int], came: Sequence[int]) -> Iterator[list[int]]:
    """The path to each of these, in their order."""
    paths: dict[int, list[int]] = {}
    for v in near:
        rest = [v]  # with steps of length 0 whoever comes before may be named after
        while rest[-1] not in paths and came[rest[-1]] >= 0:
            rest.append(came[rest[-1]])
        for u in reversed(rest):
            if u not in paths:
                paths[u] = [*paths[came[u]], u] if came[u] >= 0 else [u]
        yield paths[v]


class Near(NamedTuple):
    """Somebody who can be reached, and how many ties are between them and who cannot be."""

    id: str
    ties: int
    p: float


def nearest(G: Network, source: str, target: str, most: int = 5) -> list[Near]:
    """Where no chain leads to the target: those within reach who are fewest ties away from it.

    Ties count in either direction here; those who carry no chain are not named.
    """
    free = np.flatnonzero(~G.endpoints | (np.arange(len(G.ids)) == G.at(target)))
    inner = G.mutual[free][:, free]
    place = int(np.searchsorted(free, G.at(target)))
    away = np.ravel(csgraph.dijkstra(inner, indices=np.array(place), unweighted=True))
    lengths = nx.single_source_dijkstra_path_length(G.from_(source), source, weight="length")
    reach = {id: exp(-length) for id, length in lengths.items() if id != source}
    within_reach = [
        Near(G.ids[v], int(ties), reach[G.ids[v]])
        for v, ties in zip(free.tolist(), away.tolist(), strict=True)
        if ties < inf and G.ids[v] in reach
    ]
    return sorted(within_reach, key=lambda near: (near.ties, -near.p, near.id))[:most]


class Search:
    """Searches for ways from one to another. Ways are (length, numbers of the entities on it)."""

    def __init__(
        self, G: Network, source: int, target: int, weight: str | None, most: float = inf
    ) -> None:
        self.source, self.target, self.most = source, target, most
        self.M = G.weighted(weight)
        # The length that is left from each.
        away = csgraph.dijkstra(G.backwards(weight), indices=np.array(target))
        self.left: list[float] = np.ravel(away).tolist()
        self._leaving: dict[int, dict[int, float]] = {}

    @classmethod
    def of_chains(cls, G: Network, source: str, target: str, *, at_least: float = 0.0) -> Search:
        """Among the chains of at least this chance. NotFound: an end is not in the network."""
        most = -log(at_least) + 1e-12 if at_least > 0 else inf
        return cls(G.from_(source), G.at(source), G.at(target), "length", most)

    def leaving(self, v: int) -> dict[int, float]:
        """Where one step from v leads, and its length, without dead ends."""
        steps = self._leaving.get(v)
        if steps is None:
            arcs = slice(int(self.M.indptr[v]), int(self.M.indptr[v + 1]))
            both = zip(self.M.indices[arcs].tolist(), self.M.data[arcs].tolist(), strict=True)
            steps = self._leaving[v] = {y: size for y, size in both if self.left[y] < inf}
        return steps

    def ways(self) -> Iterator[Way]:
        """Every way, shortest first.

        A heap of disjoint sets of ways, each all that begin with `root` and do not go on to
        `skip`, under a lower bound; when that comes up, its best way is searched for only as far
        as the next bound, for most of these ways are never asked for.
        """
        root = (self.source,)
        if self.source == self.target:
            return
        heap: list[tuple[float, tuple[int, ...], int, frozenset[int], Walk | None]] = []
        self._bound(heap, root, frozenset())
        while heap:
            length, way, size, skip, walk = heappop(heap)
            if way[-1] != self.target:
                walk = walk or Walk(self, way, skip=skip)
                arrival = walk.on(heap[0][0] if heap else inf)
                if arrival:
                    heappush(heap, (*arrival, len(way), skip, None))
                elif walk.bound < inf:
                    heappush(heap, (walk.bound, way, size, skip, walk))
                continue
            yield length, way
            for i in range(size, len(way)):
                before = skip if i == size else frozenset()
                self._bound(heap, way[:i], before | {way[i]})

    def _bound(
        self,
        heap: list[tuple[float, tuple[int, ...], int, frozenset[int], Walk | None]],
        root: tuple[int, ...],
        skip: frozenset[int],
    ) -> None:
        onward = [
            size + self.left[y]
            for y, size in self.leaving(root[-1]).items()
            if y not in skip and y not in root
        ]
        bound = self.length(root) + min(onward, default=inf)
        if bound < self.most:
            heappush(heap, (bound - 1e-12, root, len(root), skip, None))

    def best(
        self,
        root: tuple[int, ...],
        *,
        skip: Collection[int] = (),
        avoid: Collection[int] = (),
        without: tuple[int, int] | None = None,
        most: float = inf,
    ) -> Way | None:
        """The shortest way that begins with `root` and does not go on to `skip`.

        It visits nobody in `avoid`, does not use the step `without` and is no longer than `most`.
        """
        return Walk(self, root, skip=skip, avoid=avoid, without=without).on(most)

    def length(self, way: tuple[int, ...]) -> float:
        """Summed from the start, so that a way has one length however it was found."""
        return sum(self.leaving(v)[y] for v, y in pairwise(way))


class Walk:
    """One search for the shortest way, which can be left off and taken up again.

    A* (Hart, Nilsson & Raphael 1968). `bound`: what is still to be found is no shorter; inf: there
    is nothing.
    """

    def __init__(
        self,
        search: Search,
        root: tuple[int, ...],
        *,
        skip: Collection[int] = (),
        avoid: Collection[int] = (),
        without: tuple[int, int] | None = None,
    ) -> None:
        self.search, self.root = search, root
        self.skip, self.avoid, self.without = skip, avoid, without
        self.closed = set(root[:-1])
        self.came: dict[int, int] = {}
        self.bound = 0.0
        self.heap = [(0.0, search.length(root), root[-1], -1)]

    def on(self, most: float) -> Way | None:
        """The way, if it is no longer than `most`."""
        search, start, heap, closed = self.search, self.root[-1], self.heap, self.closed
        while heap and heap[0][0] <= most:
            _, length, v, before = heappop(heap)
            if v in closed:
                continue
            closed.add(v)
            self.came[v] = before
            if v == search.target:
                return self._whole()
            for y, size in search.leaving(v).items():
                if y in closed or y in self.avoid or (v == start and y in self.skip):
                    continue
                bound = length + size + search.left[y]
                if bound <= search.most and (v, y) != self.without:
                    heappush(heap, (bound, length + size, y, v))
        self.bound = heap[0][0] if heap else inf
        return None

    def _whole(self) -> Way:
        way = [self.search.target]
        while way[-1] != self.root[-1]:
            way.append(self.came[way[-1]])
        whole = (*self.root[:-1], *reversed(way))
        return self.search.length(whole), whole


def _overlap(way: Way, chosen: list[Way]) -> float:
    inner = set(way[1][1:-1])
    others = (set(other[1][1:-1]) for other in chosen)
    return max((len(inner & o) / len(inner | o) for o in others if inner | o), default=0.0)
