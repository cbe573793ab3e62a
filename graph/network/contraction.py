"""A network in which some entities stand for others: the people of a body are that body."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from graph.network.network import Matrix, Network


def contract(G: Network, owner: Mapping[str, str]) -> Network:
    """The network in which each key of `owner` is its value. O(m log m).

    Ties of the two become ties of the one; parallel ones are combined as independent, those within
    are gone. Whoever carries no chain takes no tie along: only what everybody concerned has agreed
    to carry is carried in the name of a body. Owners that are not in the network are added.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = from_networkx(nx.Graph([("per:a", "org:x"), ("per:a", "per:b")]))
    >>> found = contract(G, {"per:a": "org:x"})
    >>> found.ids, found.chance("org:x", "per:b")
    (('org:x', 'per:b'), 1.0)
    """
    ends_only = {id for id, end in zip(G.ids, G.endpoints, strict=True) if end}
    ids = tuple(sorted({owner.get(id, id) for id in G.ids}))
    index = {id: n for n, id in enumerate(ids)}
    to = np.array([index[owner.get(id, id)] for id in G.ids], dtype=np.int64)
    silent = np.array([id in ends_only and id in owner for id in G.ids], dtype=bool)
    heads = G.p.indices.astype(np.int64)
    carried = ~(silent[G.tails] | silent[heads]) & (to[G.tails] != to[heads])
    with np.errstate(divide="ignore"):  # a sure tie: ln 0 = -inf, and what is made of it is sure
        missing = np.log1p(-G.p.data[carried])
    shape = (len(ids), len(ids))
    sums: Matrix = sparse.csr_array(
        (missing, (to[G.tails[carried]], to[heads[carried]])), shape=shape
    )
    sums.sum_duplicates()
    p: Matrix = sparse.csr_array((-np.expm1(sums.data), sums.indices, sums.indptr), shape=shape)
    p.sort_indices()
    endpoints = np.array([id in ends_only for id in ids], dtype=bool)
    return Network(ids, p, endpoints, G.left_out)
