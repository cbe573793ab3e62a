"""Pairs of entities and whom both know: what every question about two allies is counted from.

Pairs are two columns of numbers (k, 2). Cost: O(k · the smaller of two degrees · log m).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from graph.network.network import Bools, Floats, Ints, Matrix, Network


class CommonTies(NamedTuple):
    """For each pair each entity tied to both: which pair, who, and the places of both ties."""

    pair: Ints
    who: Ints
    left: Ints  # where row pair[0] holds `who` in the matrix's data
    right: Ints  # where row pair[1] does


class Introducer(NamedTuple):
    """Who could introduce two to each other, and the chance that both introductions work."""

    id: str
    p: float


def numbered_pairs(G: Network, pairs: Iterable[tuple[str, str]]) -> Ints:
    """Pairs of ids as pairs of numbers, (k, 2). NotFound: an id that is not in the network."""
    return np.array([(G.at(u), G.at(v)) for u, v in pairs], dtype=np.int64).reshape(-1, 2)


def tied(M: Matrix, pairs: Ints) -> Bools:
    """Whether row pair[0] holds pair[1], (k,)."""
    return find(M, pairs[:, 0], pairs[:, 1]) >= 0


def find(M: Matrix, rows: Ints, columns: Ints) -> Ints:
    """Where the matrix's data hold these places, -1 where they do not. Columns are sorted."""
    n = M.shape[0]
    if not M.nnz:
        return np.full(len(rows), -1)
    place = np.repeat(np.arange(n), np.diff(M.indptr)) * n + M.indices
    wanted = rows * n + columns
    at = np.minimum(np.searchsorted(place, wanted), M.nnz - 1)
    return np.where(place[at] == wanted, at, -1)


def shared(M: Matrix, pairs: Ints) -> CommonTies:
    """Whom both of each pair are tied to, along the rows of M.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = from_networkx(nx.Graph([("a", "c"), ("b", "c"), ("b", "d")]))
    >>> [G.ids[v] for v in shared(G.p, numbered_pairs(G, [("a", "b")])).who]
    ['c']
    """
    degree = np.diff(M.indptr).astype(np.int64)
    turn = degree[pairs[:, 0]] > degree[pairs[:, 1]]  # walk the smaller row, look up in the other
    small = np.where(turn, pairs[:, 1], pairs[:, 0])
    large = np.where(turn, pairs[:, 0], pairs[:, 1])
    size = degree[small]
    pair = np.repeat(np.arange(len(pairs)), size)
    here = np.arange(len(pair)) + np.repeat(M.indptr[small] - np.cumsum(size) + size, size)
    there = find(M, large[pair], M.indices[here].astype(np.int64))
    both = there >= 0
    pair, here, there = pair[both], here[both], there[both]
    left, right = np.where(turn[pair], there, here), np.where(turn[pair], here, there)
    return CommonTies(pair, M.indices[here].astype(np.int64), left, right)


def introducers(G: Network, pairs: Iterable[tuple[str, str]]) -> list[list[Introducer]]:
    """For each pair those who can introduce the one to the other, the likeliest first.

    Whoever introduces must be reached from the first and reach the second, or the other way
    round; the better way counts. Those who carry no chain introduce nobody.
    """
    both = numbered_pairs(G, pairs)
    by_pair: list[dict[int, float]] = [{} for _ in both]
    back: Matrix = G.p.T.tocsr()
    back.sort_indices()
    for first, second in ((0, 1), (1, 0)):
        common = shared(G.mutual, both)
        ends = both[common.pair]
        to = find(G.p, ends[:, first], common.who)
        on = find(G.p, common.who, ends[:, second])
        works = (to >= 0) & (on >= 0) & ~G.endpoints[common.who]
        chance: Floats = G.p.data[to[works]] * G.p.data[on[works]]
        for k, z, p in zip(common.pair[works], common.who[works], chance, strict=True):
            by_pair[k][int(z)] = max(float(p), by_pair[k].get(int(z), 0.0))
    return [
        sorted((Introducer(G.ids[z], p) for z, p in each.items()), key=lambda i: (-i.p, i.id))
        for each in by_pair
    ]
