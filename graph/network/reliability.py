"""The chance that at least one chain holds: two-terminal reliability.

Every tie exists independently with its p; what is the chance that the target can be reached from
the source? Exactly that is #P-hard (Valiant 1979), so it is computed exactly where the network
between the two is small, and otherwise counted in sampled worlds with its standard error,
√(R(1 - R)/N): at most .005 with 10,000 worlds. In each world both ends are explored until they
meet, and only the ties that are met are looked up (sampling.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csgraph

from graph.network.network import Arcs, Bools, Network, Places
from graph.network.sampling import Words, exists, numbered

MOST_STEPS: Final = 20_000  # of the exact computation, before worlds are sampled instead
MOST_BETWEEN: Final = 1_000  # entities between the two, above which it is not even tried
BATCH: Final = 500  # worlds explored at a time
THREADS: Final = min(4, os.cpu_count() or 1)
VISITED: Final = 2**24  # worlds × entities of a batch: what they have visited stays in the cache


class Reliability(NamedTuple):
    """A chance with its standard error and 95 % interval; exact: error 0, worlds 0."""

    chance: float
    error: float
    low: float
    high: float
    worlds: int

    @property
    def exact(self) -> bool:
        return self.worlds == 0


def reliability(
    G: Network,
    source: str,
    target: str,
    *,
    hops: int | None = None,
    worlds: int = 10_000,
    seed: int = 0,
    exact: bool | None = None,
) -> Reliability:
    """The chance that at least one chain (of at most `hops` steps) from source to target holds.

    `exact`: None decides by size, True insists (it may take for ever), False samples. Nobody who
    carries no chain is between. Exact: O(2^breadth); sampled: O(worlds · what is explored).
    NotFound: an end that is not in the network.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = nx.Graph([("a", "b"), ("b", "d"), ("a", "c"), ("c", "d")])
    >>> nx.set_edge_attributes(G, 0.5, "p")
    >>> reliability(from_networkx(G, "p"), "a", "d").chance  # 1 - (1 - ½·½)²
    0.4375
    """
    s, t = G.at(source), G.at(target)
    if s == t:
        return Reliability(1.0, 0.0, 1.0, 1.0, 0)
    between = _between(G, s, t, hops)
    if not between[t]:
        return Reliability(0.0, 0.0, 0.0, 0.0, 0)
    if exact or (exact is None and between.sum() <= MOST_BETWEEN):
        chance = _exact(G, s, t, hops, between, np.inf if exact else MOST_STEPS)
        if chance is not None:
            return Reliability(chance, 0.0, chance, chance, 0)
    batch = max(1, min(BATCH, VISITED // len(G.ids)))
    some = [numbered(np.arange(i, min(i + batch, worlds)), seed) for i in range(0, worlds, batch)]
    arcs = G.outward, G.inward
    with ThreadPoolExecutor(THREADS) as pool:  # numpy works outside Python's lock
        successes = sum(pool.map(lambda those: _sampled(G, arcs, s, t, hops, between, those), some))
    return estimate(successes, worlds)


def estimate(successes: int, worlds: int) -> Reliability:
    """A share with its standard error and Wilson's 95 % interval (1927), right at 0 and 1 too.

    >>> [round(x, 3) for x in estimate(50, 100)]
    [0.5, 0.05, 0.404, 0.596, 100]
    """
    z, share = 1.959964, successes / worlds
    centre = (share + z * z / (2 * worlds)) / (1 + z * z / worlds)
    half = (
        z / (1 + z * z / worlds) * (share * (1 - share) / worlds + (z / (2 * worlds)) ** 2) ** 0.5
    )
    error = (share * (1 - share) / worlds) ** 0.5
    return Reliability(share, error, max(0.0, centre - half), min(1.0, centre + half), worlds)


def _between(G: Network, s: int, t: int, hops: int | None) -> Bools:
    """Who may be on a chain from s to t of at most so many steps; (n,)."""
    heads = G.p.indices[G.p.indptr[s] : G.p.indptr[s + 1]]
    if not len(heads):
        return np.zeros(len(G.ids), dtype=bool)
    away = 1 + csgraph.dijkstra(G.carrying, indices=heads, unweighted=True, min_only=True)
    there = csgraph.dijkstra(G.entering, indices=np.array(t), unweighted=True)
    away[s], there[s] = 0, 1 + there[heads].min()  # s begins chains even if it carries none
    return np.asarray(away + there <= (len(G.ids) if hops is None else hops))


def _exact(
    G: Network, s: int, t: int, hops: int | None, between: Bools, most: float
) -> float | None:
    """Step by step: how likely each (who is reached, who was reached last) is. None: too large."""
    numbers = np.flatnonzero(between)
    place = np.cumsum(between) - 1
    known: dict[int, list[tuple[int, float]]] = {}

    def leaving(i: int) -> list[tuple[int, float]]:
        if i not in known:
            v = numbers[i]
            arcs = slice(G.p.indptr[v], G.p.indptr[v + 1] if v == s or not G.endpoints[v] else 0)
            heads = G.p.indices[arcs]
            onward = between[heads]
            steps = place[heads[onward]].tolist(), G.p.data[arcs][onward].tolist()
            known[i] = list(zip(*steps, strict=True))
        return known[i]

    begin, goal = 1 << int(place[s]), int(place[t])
    states: dict[tuple[int, int], float] = {(begin, begin): 1.0}
    chance, work = 0.0, 0
    for _ in range(len(numbers) if hops is None else hops):
        following: dict[tuple[int, int], float] = {}
        for (reached, last), weight in states.items():
            fails: dict[int, float] = {}
            for v in _bits(last):
                for head, p in leaving(v):
                    if not reached >> head & 1:
                        fails[head] = fails.get(head, 1.0) * (1 - p)
            missed = fails.pop(goal, 1.0)
            chance += weight * (1 - missed)
            work += 1 << len(fails)
            if work > most:
                return None
            joined: list[tuple[int, float]] = [(0, weight * missed)]
            for head, fail in fails.items():
                both = [(new | 1 << head, w * (1 - fail)) for new, w in joined]
                joined = [(new, w * fail) for new, w in joined if fail] + both
            for new, w in joined:
                if new and w:
                    key = (reached | new, new)
                    following[key] = following.get(key, 0.0) + w
        states = following
    return min(chance, 1.0)  # rounding


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Side:
    """One end of the search in a batch of worlds: what it has reached, what it reached last.

    Both as world · n + number.
    """

    def __init__(self, arcs: Arcs, start: int, worlds: Words, onward: Bools) -> None:
        self.arcs, self.worlds, self.onward = arcs, worlds, onward
        self.n = np.int32(len(onward))
        self.last = np.arange(len(worlds), dtype=np.int32) * self.n + np.int32(start)
        self.reached = np.zeros(len(worlds) * len(onward), dtype=bool)
        self.reached[self.last] = True

    @property
    def work(self) -> int:
        """How many ties the next step looks up."""
        v = self.last - self.last // self.n * self.n  # much faster than %
        return int((self.arcs.first.take(v + 1) - self.arcs.first.take(v)).sum())

    def step(self) -> Places:
        """Explore one tie further; what is newly reached."""
        first, heads, draws = self.arcs
        world = self.last // self.n
        v = self.last - world * self.n
        begin = first.take(v)
        degree = first.take(v + 1) - begin
        arc = np.repeat(begin - np.cumsum(degree) + degree, degree)
        arc += np.arange(len(arc))
        pair = draws.take(arc).view(np.uint32)
        drawn = np.repeat(self.worlds.take(world), degree)
        there = np.flatnonzero(exists(pair[::2], pair[1::2], drawn))
        new = np.repeat(self.last - v, degree).take(there) + heads.take(arc.take(there))
        new = np.sort(new[~self.reached.take(new)])
        new = new[np.flatnonzero(np.diff(new, prepend=np.int32(-1)))]
        self.reached[new] = True
        self.last = new[self.onward.take(new - new // self.n * self.n)]
        return new


def _sampled(
    G: Network,
    arcs: tuple[Arcs, Arcs],
    s: int,
    t: int,
    hops: int | None,
    between: Bools,
    worlds: Words,
) -> int:
    """In how many of these worlds s reaches t. The end with less to look up goes on first."""
    out = _Side(arcs[0], s, worlds, between & ~G.endpoints)
    back = _Side(arcs[1], t, worlds, between)
    met = np.zeros(len(worlds), dtype=bool)
    for step in range(2 * len(G.ids) if hops is None else hops):
        # The source first: it begins chains even if it carries none, which `back` cannot see.
        side, other = (out, back) if step == 0 or out.work <= back.work else (back, out)
        new = side.step()
        met[new[other.reached.take(new)] // side.n] = True
        going = np.zeros(len(worlds), dtype=bool)
        going[side.last // side.n] = True
        going &= ~met
        side.last = side.last[going.take(side.last // side.n)]
        other.last = other.last[going.take(other.last // side.n)]
        if not len(side.last) or not len(other.last):
            break
    return int(met.sum())
