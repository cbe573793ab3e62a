"""NetworkX graphs as networks: one whose ties are chances, or any at all for our kernels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np

from graph.network.network import Network, matrix


def from_networkx(G: nx.Graph[str], weight: str | None = None) -> Network:
    """A NetworkX graph as a network: `weight` holds p, in (0, 1]; without it every tie has 1.

    An undirected edge goes both ways; loops are dropped. Parallel edges are combined.

    >>> from_networkx(nx.path_graph(["a", "b"])).chance("b", "a")
    1.0
    """
    ids = tuple(sorted(G))
    index = {id: number for number, id in enumerate(ids)}
    chance: dict[tuple[int, int], float] = {}
    for u, v, value in G.edges(data=weight or "", default=1.0):
        i, j = index[u], index[v]
        for arc in ((i, j),) if G.is_directed() else ((i, j), (j, i)):
            if i != j:
                old, p = chance.get(arc, 0.0), float(value)
                chance[arc] = old + p - old * p
    arcs = sorted(chance)
    counts = np.bincount(np.array([i for i, _ in arcs], int), minlength=len(ids))
    M = matrix(
        len(ids),
        np.array([chance[arc] for arc in arcs], float),
        np.array([j for _, j in arcs], int),
        np.append(0, np.cumsum(counts)),
    )
    return Network(ids, M, np.zeros(len(ids), dtype=bool))


def from_any(graph: nx.Graph[Any], attributes: Mapping[str, float]) -> Network:
    """A graph without parallel edges for our kernels, its nodes in its order, loops included.

    `attributes`: the edge attributes to take along, numbers, and what stands where one is missing.
    An undirected edge becomes two arcs. O(m).

    >>> G = from_any(nx.Graph([("b", "a", {"weight": 3})]), {"weight": 1})
    >>> G.ids, G.weighted("weight").toarray().tolist(), G.is_directed()
    (('b', 'a'), [[0.0, 3.0], [3.0, 0.0]], False)
    """
    nodes: tuple[Any, ...] = tuple(graph)
    index = {node: number for number, node in enumerate(nodes)}
    adjacency = graph.adj
    degree = [len(adjacency[node]) for node in nodes]
    first = np.append(0, np.cumsum(np.array(degree, np.int64)))
    heads = np.fromiter((index[other] for node in nodes for other in adjacency[node]), np.int64)
    rows = np.repeat(np.arange(len(nodes)), degree)
    order = np.lexsort((heads, rows))
    values = {
        name: np.array(
            [edge.get(name, default) for node in nodes for edge in adjacency[node].values()], float
        )[order]
        for name, default in attributes.items()
    }
    return Network(
        ids=nodes,
        p=matrix(len(nodes), np.ones(len(heads)), heads[order], first),
        endpoints=np.zeros(len(nodes), dtype=bool),
        directed=graph.is_directed(),
        values=values,
    )
