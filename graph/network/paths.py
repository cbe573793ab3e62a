"""Chains of introductions: the most reliable ones, and some that do not stand or fall together.

The most reliable chain is the shortest path by length -ln p, as NetworkX calls it: ask
`nx.shortest_simple_paths(G.from_(source), source, target, weight="length")`, which comes here. The
next ones come in order by splitting what is left after each (Yen 1971, Lawler 1972); each search is
guided by the exact remaining length and is only made when its lower bound comes up. All of it
happens in the part of the network where such chains lie (corridors.py), and in a larger one when
longer chains are wanted: the chains and their order are those of the whole. At worst
O(m + n log n) once, then mostly the entities along the chains.
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

from graph.network.corridors import Corridor, corridors
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
    """Searches for ways from one to another. Ways are (length, numbers of the entities on it).

    Each is made in a corridor, and again in a wider one where that one is too narrow to tell.
    """

    def __init__(
        self, G: Network, source: int, target: int, weight: str | None, most: float = inf
    ) -> None:
        self.source, self.target, self.most = source, target, most
        self._wide: list[Corridor] = []
        self._wider = corridors(G.weighted(weight), G.backwards(weight), source, target)

    @classmethod
    def of_chains(cls, G: Network, source: str, target: str, *, at_least: float = 0.0) -> Search:
        """Among the chains of at least this chance. NotFound: an end is not in the network."""
        most = -log(at_least) + 1e-12 if at_least > 0 else inf
        return cls(G.from_(source), G.at(source), G.at(target), "length", most)

    def ways(self) -> Iterator[Way]:
        """Every way, shortest first."""
        if self.source == self.target:
            return
        number = 0
        for corridor in self._corridors():
            for way in islice(self._ways(corridor), number, None):  # the first are the same again
                number += 1
                yield way

    def _corridors(self) -> Iterator[Corridor]:
        """The widest so far and wider ones, as far as ways may be of use."""
        number = max(len(self._wide) - 1, 0)
        while True:
            if number == len(self._wide):
                self._wide.append(next(self._wider))
            corridor = self._wide[number]
            yield corridor
            if corridor.within >= self.most:
                break
            number += 1

    def _ways(self, corridor: Corridor) -> Iterator[Way]:
        """Those that are no longer than the corridor tells.

        A heap of disjoint sets of ways, each all that begin with `root` and do not go on to
        `skip`, under a lower bound; when that comes up, its best way is searched for only as far
        as the next bound, for most of these ways are never asked for.
        """
        heap: list[tuple[float, tuple[int, ...], int, frozenset[int], Walk | float]] = []

        def bound(root: tuple[int, ...], size: float, skip: frozenset[int]) -> None:
            onward = [
                step + left
                for y, (step, left) in corridor.leaving(root[-1]).items()
                if y not in skip and y not in root
            ]
            least = size + min(onward, default=inf)
            if least < self.most:
                heappush(heap, (least - 1e-12, root, len(root), skip, size))

        bound((self.source,), 0.0, frozenset())
        while heap and heap[0][0] <= corridor.within:
            length, way, size, skip, walk = heappop(heap)
            if way[-1] != self.target:
                if not isinstance(walk, Walk):
                    walk = Walk(self, corridor, way, walk, skip=skip)
                arrival = walk.on(min(heap[0][0] if heap else inf, corridor.within))
                if arrival:
                    heappush(heap, (*arrival, len(way), skip, 0.0))
                elif walk.bound < inf:
                    heappush(heap, (walk.bound, way, size, skip, walk))
                continue
            yield length, way
            for i, so_far in enumerate(corridor.lengths(way[:-1]), 1):
                if i >= size:
                    before = skip if i == size else frozenset()
                    bound(way[:i], so_far, before | {way[i]})

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
        for corridor in self._corridors():
            size = corridor.lengths(root)[-1]
            walk = Walk(self, corridor, root, size, skip=skip, avoid=avoid, without=without)
            way = walk.on(min(most, corridor.within))
            if way or corridor.within >= most:
                return way
        return None


class Walk:
    """One search for the shortest way, which can be left off and taken up again.

    A* (Hart, Nilsson & Raphael 1968) from the end of `root`, whose length is `size`. `bound`: what
    is still to be found is no shorter; inf: there is nothing.
    """

    def __init__(
        self,
        search: Search,
        corridor: Corridor,
        root: tuple[int, ...],
        size: float,
        *,
        skip: Collection[int] = (),
        avoid: Collection[int] = (),
        without: tuple[int, int] | None = None,
    ) -> None:
        self.search, self.corridor, self.root = search, corridor, root
        self.skip, self.without = skip, without
        self.closed = {*root[:-1], *avoid}
        self.came: dict[int, int] = {}
        self.bound = 0.0
        self.heap = [(0.0, size, root[-1], -1)]

    def on(self, most: float) -> Way | None:
        """The way, if it is no longer than `most`."""
        search, start, heap, closed = self.search, self.root[-1], self.heap, self.closed
        while heap and heap[0][0] <= most:
            _, size, v, before = heappop(heap)
            if v in closed:
                continue
            closed.add(v)
            self.came[v] = before
            if v == search.target:  # summed from the start, so one length however it was found
                return size, self._whole()
            for y, (step, left) in self.corridor.leaving(v).items():
                if y in closed or (v == start and y in self.skip):
                    continue
                bound = size + step + left
                if bound <= search.most and (v, y) != self.without:
                    heappush(heap, (bound, size + step, y, v))
        self.bound = heap[0][0] if heap else inf
        return None

    def _whole(self) -> tuple[int, ...]:
        way = [self.search.target]
        while way[-1] != self.root[-1]:
            way.append(self.came[way[-1]])
        return (*self.root[:-1], *reversed(way))


def _overlap(way: Way, chosen: list[Way]) -> float:
    inner = set(way[1][1:-1])
    others = (set(other[1][1:-1]) for other in chosen)
    return max((len(inner & o) / len(inner | o) for o in others if inner | o), default=0.0)
