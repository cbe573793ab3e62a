"""Small random networks with everything that goes wrong in large ones, for brute force.

Ties of equal chance, loops, parallel ties, parts that are not connected, one-way ties, and some who
carry no chain. `Example` holds them as plain arcs, so that a brute force shares no code with
`graph.network`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

import networkx as nx
import numpy as np

from graph.network.conversion import from_networkx
from graph.network.network import Network
from graph.network.paths import Chain

CHANCES = (0.25, 0.5, 0.5, 0.8, 1.0)  # few values, so that many chains are equally likely


@dataclass(frozen=True)
class Example:
    """A network, and the same as a brute force wants it."""

    G: Network
    ids: list[str]
    p: dict[tuple[str, str], float]  # of each arc, parallels combined, loops left out
    silent: frozenset[str]  # who carries no chain

    def onward(self, v: str, start: str | None = None) -> list[str]:
        """Where a chain goes on from v; from those who carry none only if it begins there."""
        if v in self.silent and v != start:
            return []
        return [y for x, y in self.p if x == v]

    def ways(self, s: str, t: str, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        """Every way from s to t that visits nobody twice, by trying everything."""
        way = way or (s,)
        if way[-1] == t:
            yield way
            return
        for y in self.onward(way[-1], s):
            if y not in way:
                yield from self.ways(s, t, (*way, y))

    def chance(self, way: tuple[str, ...]) -> float:
        return prod(self.p[step] for step in pairwise(way))

    @property
    def pairs(self) -> set[frozenset[str]]:
        """Who is tied, whatever the direction."""
        return {frozenset(arc) for arc in self.p}


def examples(
    count: int,
    seed: int = 0,
    *,
    most: int = 6,
    ties: int = 14,
    directed: bool | None = None,
    with_silent: bool = True,
) -> Iterator[Example]:
    """So many networks of 3 to `most` entities and up to `ties` ties, loops among them."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n = int(rng.integers(3, most + 1))
        ids = [chr(ord("a") + i) for i in range(n)]
        one_way = bool(rng.random() < 0.5) if directed is None else directed
        multigraph: nx.MultiDiGraph = nx.MultiDiGraph()
        multigraph.add_nodes_from(ids)
        fails: dict[tuple[str, str], float] = {}
        for _ in range(int(rng.integers(ties // 4, ties + 1))):
            u, v = (ids[i] for i in rng.integers(n, size=2))
            p = CHANCES[rng.integers(len(CHANCES))]
            for x, y in ((u, v),) if one_way else ((u, v), (v, u)):
                multigraph.add_edge(x, y, p=p)
                if u != v:
                    fails.setdefault((x, y), 1.0)
                    fails[x, y] *= 1 - p
        G = from_networkx(multigraph, weight="p")
        barred = frozenset(id for id in ids if with_silent and rng.random() < 0.1)
        G = replace(G, endpoints=np.array([id in barred for id in G.ids]))
        yield Example(G, ids, {arc: 1 - fail for arc, fail in sorted(fails.items())}, barred)


def chains(G: Network, s: str, t: str) -> Iterator[Chain]:
    """Every chain, the most reliable first, as questions ask for them."""
    try:
        for path in nx.shortest_simple_paths(G.from_(s), s, t, weight="length"):
            yield Chain.along(G, path)
    except nx.NetworkXNoPath:
        return


def ends(example: Example) -> tuple[str, str]:
    """Two different entities of an example."""
    return example.ids[0], example.ids[-1]
