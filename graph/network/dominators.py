"""Immediate dominators: the last one whom every chain from a source to somebody goes through.

Cooper, Harvey & Kennedy (2001): O(m) a pass, few passes; in the order of one depth-first search.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csgraph

from graph.network.network import Ints, Matrix, Network


def immediate_dominators(G: Network, source: int) -> dict[int, int]:
    """By number, for each that can be reached from the source, the source itself left out.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_any
    >>> immediate_dominators(from_any(nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]), {}), 0)
    {1: 0, 2: 0, 3: 0, 4: 3}
    """
    order, parent = csgraph.depth_first_order(G.p, source)
    entering: Matrix = G.p.T.tocsr()
    finished = _postorder(order.astype(np.int64), parent.astype(np.int64))
    number, into, heads = finished.tolist(), entering.indptr.tolist(), entering.indices.tolist()
    last = {source: source}
    backwards = sorted((v for v in order.tolist() if v != source), key=lambda v: -number[v])
    changed = True
    while changed:
        changed = False
        for v in backwards:
            new = -1
            for u in heads[into[v] : into[v + 1]]:
                if u not in last:
                    continue
                if new < 0:
                    new = u
                    continue
                while u != new:  # up to where both ways meet
                    while number[new] < number[u]:
                        new = last[new]
                    while number[u] < number[new]:
                        u = last[u]
            if last.get(v) != new:
                last[v], changed = new, True
    del last[source]
    return {v: last[v] for v in sorted(last)}


def _postorder(order: Ints, parent: Ints) -> Ints:
    """When each was finished with, (n,): its place, its descendants, less those above it."""
    n = len(parent)
    place, above, below = np.zeros(n, np.int64), [0] * n, [1] * n
    place[order] = np.arange(len(order))
    ordered, parents = order.tolist(), parent.tolist()
    for v in ordered[1:]:
        above[v] = above[parents[v]] + 1
    for v in reversed(ordered[1:]):
        below[parents[v]] += below[v]
    return np.asarray(place + np.array(below) - 1 - np.array(above), np.int64)
