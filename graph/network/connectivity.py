"""Who is connected, and what holds it together: parts, cut points, bridges.

Cut points (articulation points) and bridges come from one depth-first search (Hopcroft & Tarjan
1973) in scipy; an extra entity that is tied to each part once lets one search cover all of them.
Whatever the direction of ties. O(n + m).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.network.network import Ints, Matrix, Network


class DepthFirst(NamedTuple):
    """A depth-first search: each one's place in it, from where it was met, how far back it leads.

    (n + 1,) each; n is the extra entity, place 0.
    """

    place: Ints
    parent: Ints
    low: Ints  # the first place that a tie leads back to from it or from whoever was met after it


def parts(G: Network) -> Ints:
    """The number of the part that each is in, (n,); parts are numbered by their first member."""
    return np.asarray(csgraph.connected_components(G.p, directed=False)[1], np.int64)


def cut_points(G: Network) -> Ints:
    """Those without whom somebody is cut off, ascending."""
    search = G.once("depth_first", lambda: _search(G))
    n = len(G.ids)
    child = np.arange(n)
    parent = search.parent[:n]
    root = parent == n
    holds = ~root & (search.low[:n] >= search.place[parent])  # a child that has no way around
    cuts = np.zeros(n + 1, dtype=bool)
    cuts[parent[holds]] = True
    branches = np.bincount(parent[~root], minlength=n)
    first = child[root]
    cuts[first] = branches[first] > 1  # whoever a part was begun at
    return np.flatnonzero(cuts[:n])


def bridges(G: Network) -> Ints:
    """The pairs whose tie is the only connection of two parts, (k, 2), ascending."""
    search = G.once("depth_first", lambda: _search(G))
    n = len(G.ids)
    parent = search.parent[:n]
    child = np.flatnonzero((parent < n) & (search.low[:n] == search.place[:n]))
    ends = np.sort(np.stack([parent[child], child], axis=1), axis=1)
    return ends[np.lexsort((ends[:, 1], ends[:, 0]))]


def _search(G: Network) -> DepthFirst:
    n = len(G.ids)
    M = _with_root(G)
    order, parent = csgraph.depth_first_order(M, n, directed=True)
    place = np.empty(n + 1, dtype=np.int64)
    place[order] = np.arange(n + 1)
    back = place[M.indices]
    rows = np.repeat(np.arange(n + 1), np.diff(M.indptr))
    back[M.indices == parent[rows]] = n + 1  # the tie along which it was met leads nowhere back
    low = place.copy()
    filled = np.flatnonzero(np.diff(M.indptr))
    if len(filled):
        low[filled] = np.minimum(low[filled], np.minimum.reduceat(back, M.indptr[filled]))
    lows, parents = low.tolist(), parent.tolist()
    for v in reversed(order[1:].tolist()):  # children before parents
        if lows[v] < lows[parents[v]]:
            lows[parents[v]] = lows[v]
    return DepthFirst(place, np.asarray(parent, np.int64), np.array(lows, np.int64))


def _with_root(G: Network) -> Matrix:
    """The undirected ties, loops left out, and an entity n that leads to the first of each part."""
    n, M = len(G.ids), G.mutual_by(None)
    part = parts(G)
    first = np.unique(part, return_index=True)[1] if n else np.empty(0, np.int64)
    rows = np.repeat(np.arange(n), np.diff(M.indptr))
    apart = rows != M.indices
    counts = np.append(np.bincount(rows[apart], minlength=n), len(first))
    heads = np.concatenate([M.indices[apart], first])
    indptr = np.append(0, np.cumsum(counts))
    return sparse.csr_array((np.ones(len(heads)), heads, indptr), shape=(n + 1, n + 1))
