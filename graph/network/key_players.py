"""Sets of key players (Borgatti 2006): whom to work with, and whose loss would break a network.

The best set is not the set of the best: two who reach the same people are worth little more than
one. Reach is R = (1/n) Σ_j 1/d(K, j) over all n, d in ties, 1 for the members themselves and 0
where there is no way. Fragmentation is F = 1 - Σ_k s_k (s_k - 1) / (n (n - 1)) over the components
of sizes s_k that are left, whatever the direction of ties.

Distances come from a breadth-first search around 64 entities at a time, one bit each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations
from math import comb
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csgraph, csr_matrix

from graph.network.network import Floats, Ints, Network

ENUMERATED: Final = 4_000_000  # sets × targets tried one by one, above that greedily with swaps
SPLIT: Final = 100_000  # the same for sets × entities, where each needs its components counted
SAME: Final = 1e-9  # what two sets may differ by and be worth the same
CANDIDATES: Final = 256  # those with most ties are tried where nobody says who may be chosen


class KeySet(NamedTuple):
    """A set, what it is worth (reach or fragmentation, 0 to 1), and whether it is surely best."""

    ids: tuple[str, ...]
    value: float
    exact: bool


def key_set(
    G: Network,
    k: int,
    *,
    candidates: Iterable[str] | None = None,
    targets: Iterable[str] | None = None,
) -> KeySet:
    """At most k who together are nearest to everyone, or to the targets (KPP-Pos).

    As few as are worth as much: reach is submodular, so where one more of the best set adds
    nothing, no larger set is worth more.
    Ways run from the set outwards; those who carry no chain are not chosen. Exact by enumeration
    for small networks (n ≤ 60, k ≤ 3), else greedy, then improved by swaps of one until none helps.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> key_set(from_networkx(nx.path_graph(["a", "b", "c", "d", "e"])), 1).ids
    ('c',)
    """
    may = _candidates(G, candidates)
    aims = np.arange(len(G.ids)) if targets is None else G.numbers(targets)
    if k < 1 or not len(may) or not len(aims):
        return KeySet((), 0.0, True)
    steps = distances(G, may)[:, aims]
    near = np.divide(1.0, steps, out=np.zeros(steps.shape), where=steps > 0)
    near[may[:, None] == aims[None, :]] = 1.0  # oneself
    best = _best_set(G, may, near, 1)
    for size in range(2, min(k, len(may)) + 1):
        larger = _best_set(G, may, near, size)
        if larger.value <= best.value + SAME:
            break
        best = larger
    return best


def reach(G: Network, ids: Collection[str]) -> float:
    """R of a set: 1 if everyone is a member or tied to one."""
    return key_set(G, len(ids), candidates=ids).value if ids else 0.0


def fragmentation(G: Network, removed: Collection[str] = ()) -> float:
    """F of what is left without some: 0 all connected, 1 nobody is. NaN: fewer than two left.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> fragmentation(from_networkx(nx.path_graph(["a", "b", "c"])), ["b"])
    1.0
    """
    left = np.ones(len(G.ids), dtype=bool)
    left[G.numbers(removed)] = False
    n = int(left.sum())
    if n < 2:
        return np.nan
    M = G.mutual
    stays = np.repeat(left, np.diff(M.indptr)) & left[M.indices]
    ends = np.concatenate(([0], np.cumsum(stays)))[M.indptr]
    rest = csr_matrix((M.data[stays], M.indices[stays], ends), shape=M.shape)
    _, part = csgraph.connected_components(rest, directed=False)  # who is removed is alone in it
    size = np.bincount(part[left]).astype(np.float64)
    return float(1 - (size * (size - 1)).sum() / (n * (n - 1)))


def fragmentation_set(
    G: Network, k: int, *, candidates: Iterable[str], most: int = CANDIDATES
) -> KeySet:
    """At most k of the candidates without whom the network falls apart most (KPP-Neg).

    As few as do as much, and none where no loss makes it fall apart more than it is; at least two
    are left, or nothing could fall apart.
    For organizations only: of people this would be a list of targets. Exact by enumeration for
    small networks, else greedy among the `most` with most ties: after each loss the next worst.
    """
    may = [G.ids[v] for v in G.numbers(candidates)]
    k = max(0, min(k, len(may), len(G.ids) - 2))
    best = KeySet((), fragmentation(G), True)
    if comb(len(may), k) * len(G.ids) <= SPLIT:
        for size in range(1, k + 1):
            ids = min(
                combinations(may, size), key=lambda ids: (-round(fragmentation(G, ids), 12), ids)
            )
            if (value := fragmentation(G, ids)) > best.value + SAME:
                best = KeySet(ids, value, True)
        return best
    chosen: list[str] = []
    degree = np.diff(G.mutual.indptr)
    may = sorted(may, key=lambda id: (-int(degree[G.at(id)]), id))[:most]
    while len(chosen) < k:
        rest = [id for id in may if id not in chosen]
        chosen.append(min(rest, key=lambda id: (-round(fragmentation(G, [*chosen, id]), 12), id)))
        if (value := fragmentation(G, chosen)) > best.value + SAME:
            best = KeySet(tuple(sorted(chosen)), value, False)
    return best._replace(exact=False)


def distances(G: Network, starts: Ints) -> npt.NDArray[np.int16]:
    """Ties on the shortest way from each start to each entity, 0: itself or no way; (k, n)."""
    n, k = len(G.ids), len(starts)
    result = np.zeros((k, n), dtype=np.int16)
    words = -(-k // 64)
    bit = np.zeros((n, words), dtype=np.uint64)
    order = np.arange(k)
    np.bitwise_or.at(bit, (starts, order // 64), np.uint64(1) << (order % 64).astype(np.uint64))
    reached, last, level = bit.copy(), bit, 0
    M = G.p.T.tocsr()  # who leads to each; a start may lead on even if it carries no chain
    while True:
        level += 1
        filled = np.flatnonzero(np.diff(M.indptr))
        met = np.zeros_like(reached)
        if len(filled):
            met[filled] = np.bitwise_or.reduceat(last[M.indices], M.indptr[filled], axis=0)
        new = met & ~reached
        if not new.any():
            return result
        reached |= new
        flags = np.unpackbits(new.view(np.uint8), axis=1, bitorder="little")[:, :k]
        result[flags.T.astype(bool)] = level
        last, M = new, G.entering


def _candidates(G: Network, ids: Iterable[str] | None) -> Ints:
    may = np.arange(len(G.ids)) if ids is None else G.numbers(ids)
    may = may[~G.endpoints[may]] if ids is None else may
    degree = np.diff(G.p.indptr)
    if ids is None and len(may) > CANDIDATES:
        may = np.sort(may[np.lexsort((may, -degree[may]))[:CANDIDATES]])
    return may


def _best_set(G: Network, may: Ints, near: Floats, k: int) -> KeySet:
    """Rows of `near` (candidates, targets) whose maximum over the set is largest on average."""
    k = min(k, len(may))
    if comb(len(may), k) * near.shape[1] <= ENUMERATED:
        sets = np.array(list(combinations(range(len(may)), k)))
        value = np.zeros(len(sets))
        for i in range(0, len(sets), 1000):  # a thousand at a time, so that they fit in memory
            value[i : i + 1000] = near[sets[i : i + 1000]].max(axis=1).mean(axis=1)
        chosen, exact = list(sets[int(np.argmax(np.round(value, 12)))]), True
    else:
        chosen, exact = _greedy(near, k), False
    ids = tuple(sorted(G.ids[may[i]] for i in chosen))
    return KeySet(ids, float(near[chosen].max(axis=0).mean()), exact)


def _greedy(near: Floats, k: int) -> list[int]:
    chosen: list[int] = []
    covered = np.zeros(near.shape[1])
    for _ in range(k):
        chosen.append(int(np.argmax(np.maximum(near, covered).sum(axis=1).round(9))))
        covered = near[chosen].max(axis=0)
    improved = True
    while improved:
        improved = False
        for i in range(k):
            others = near[chosen[:i] + chosen[i + 1 :]].max(axis=0, initial=0.0)
            value = np.maximum(near, others).sum(axis=1).round(9)
            best = int(np.argmax(value))
            if value[best] > value[chosen[i]]:
                chosen[i], improved = best, True
    return chosen
