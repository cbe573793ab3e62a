"""NetworkX's names for our kernels (`networkx.backends` in pyproject.toml), and nothing else.

`nx.constraint(G)` of a Network comes here, with `backend="demarche"` that of any NetworkX graph.
What a kernel does not know is refused by `can_run`; there NetworkX itself runs. Functions,
parameters, errors and results are NetworkX's own; nodes are in the graph's order, and numbers are
Python's.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from networkx.algorithms.community.quality import NotAPartition

# Modules, not functions: every public name here is one of NetworkX's.
from graph.network import betweenness as _betweenness
from graph.network import communities as _communities
from graph.network import connectivity as _connectivity
from graph.network import dominators as _dominators
from graph.network import paths as _paths
from graph.network.backend_info import get_info
from graph.network.conversion import from_any
from graph.network.network import Floats, Ints, Network
from graph.network.pairs import find as _find
from graph.network.pairs import shared as _shared
from graph.network.refusals import refusal as _refusal
from graph.network.structural_holes import holes as _holes

_KERNELS = frozenset(get_info()["functions"])
_AMONG_EQUALS = "it pins the order of paths of equal length"
_OWN_ORDER = "it pins what comes of the order that NetworkX's random numbers give"
_OTHERWISE = {
    ("test_simple_paths", "test_shortest_simple_paths"): _AMONG_EQUALS,
    (
        "test_simple_paths",
        "test_shortest_simple_paths_directed_with_weight_function",
    ): _AMONG_EQUALS,
    ("test_simple_paths", "test_Greg_Bernstein"): _AMONG_EQUALS,
    ("test_louvain", "test_karate_club_partition"): _OWN_ORDER,
    ("test_louvain", "test_undirected_selfloops"): _OWN_ORDER,
    ("test_louvain", "test_none_weight_param"): _OWN_ORDER,
    ("test_louvain", "test_multigraph"): _OWN_ORDER,
}
Node = Hashable
Graph: TypeAlias = "Network | nx.Graph[Any]"


def convert_from_nx(
    graph: Graph,
    edge_attrs: Mapping[str, float] | None = None,
    preserve_edge_attrs: bool = False,
    **_: object,
) -> Network:
    """A NetworkX graph with these attributes of its edges, or with all of them that are numbers."""
    if isinstance(graph, Network):
        return graph
    attributes = {name: 1 if value is None else value for name, value in (edge_attrs or {}).items()}
    if preserve_edge_attrs:
        numbers = (int, float)
        attributes = {
            str(name): 1.0
            for _, _, edge in graph.edges(data=True)
            for name, value in edge.items()
            if isinstance(value, numbers)
        }
    return from_any(graph, attributes)


def can_run(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool | str:
    """Whether our kernel says what NetworkX would of these arguments, or why not."""
    if name not in _KERNELS:
        return False
    return _refusal(globals()[name], args, kwargs) or True


def on_start_tests(items: Sequence[Any]) -> None:
    """For NetworkX's own tests: which of them cannot hold here, and why."""
    pytest: Any = sys.modules["pytest"]  # which calls this
    for item in items:
        if reason := _OTHERWISE.get((item.path.stem, item.name)):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


def convert_to_nx(result: object, **_: object) -> object:
    """A Network as a NetworkX graph; anything else as it is."""
    return result.as_networkx if isinstance(result, Network) else result


# Paths


def single_source_dijkstra(
    G: Network,
    source: Node,
    target: Node | None = None,
    cutoff: float | None = None,
    weight: str | None = "weight",
) -> tuple[Any, Any]:
    away, came, near = _from(G, [source], cutoff, weight)
    if target is not None:
        goal = _at(G, target)
        if goal is None or not np.isfinite(away[goal]):
            raise nx.NetworkXNoPath(f"No path to {target}.")
        return float(away[goal]), [G.ids[v] for v in _paths.back_from(goal, came)]
    return _by_node(G, near, away), _to_each(G, came, near)


def single_source_dijkstra_path(
    G: Network, source: Node, cutoff: float | None = None, weight: str | None = "weight"
) -> dict[Node, list[Node]]:
    _, came, near = _from(G, [source], cutoff, weight)
    return _to_each(G, came, near)


def single_source_dijkstra_path_length(
    G: Network, source: Node, cutoff: float | None = None, weight: str | None = "weight"
) -> dict[Node, float]:
    away, _, near = _from(G, [source], cutoff, weight)
    return _by_node(G, near, away)


def multi_source_dijkstra_path_length(
    G: Network,
    sources: Collection[Node],
    cutoff: float | None = None,
    weight: str | None = "weight",
) -> dict[Node, float]:
    if not sources:
        raise ValueError("sources must not be empty")
    away, _, near = _from(G, sources, cutoff, weight)
    return _by_node(G, near, away)


def shortest_simple_paths(
    G: Network, source: Node, target: Node, weight: str | None = None
) -> Iterator[list[Node]]:
    s, t = _at(G, source), _at(G, target)
    if s is None or t is None:
        end, node = ("source", source) if s is None else ("target", target)
        raise nx.NodeNotFound(f"{end} node {node} not in graph")
    if s == t:
        yield [source]
        return
    none = True
    for _, way in _paths.Search(G, s, t, weight).ways():
        none = False
        yield [G.ids[v] for v in way]
    if none:
        raise nx.NetworkXNoPath(f"No path between {source} and {target}.")


def immediate_dominators(G: Network, start: Node) -> dict[Node, Node]:
    source = _at(G, start)
    if source is None:
        raise nx.NetworkXError("start is not in G")
    last = _dominators.immediate_dominators(G, source)
    return {G.ids[v]: G.ids[u] for v, u in last.items()}


# Brokers


def constraint(
    G: Network, nodes: Iterable[Node] | None = None, weight: str | None = None
) -> dict[Node, float]:
    if nodes is None:
        return _of(G, None, _holes(G, weight).constraint)
    M = G.mutual_by(weight)
    near = {v: M.indices[M.indptr[v] : M.indptr[v + 1]] for v in _numbered(G, nodes).tolist()}
    return {
        G.ids[v]: sum(local_constraint(G, G.ids[v], G.ids[u], weight) for u in others)
        if len(others)
        else math.nan
        for v, others in near.items()
    }


def effective_size(
    G: Network, nodes: Iterable[Node] | None = None, weight: str | None = None
) -> dict[Node, float]:
    return _of(G, nodes, _holes(G, weight).effective_size)


def local_constraint(G: Network, u: Node, v: Node, weight: str | None = None) -> float:
    measures = _holes(G, weight)
    at = _find(measures.M, _numbered(G, [u]), _numbered(G, [v]))[0]
    return float(measures.local_constraint[at])


def betweenness_centrality(
    G: Network,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Random | None = None,
) -> dict[Node, float]:
    n, starts = len(G.ids), np.arange(len(G.ids))
    if k is not None and k != n:
        starts = _numbered(G, (seed or Random()).sample(list(G.ids), k))
    every = G.weighted(None)
    back = every.T.tocsr() if G.directed else every
    value, _ = _betweenness.dependencies(every, every, back, starts)
    scale = np.full(n, _scale(G, len(starts), normalized))
    if len(starts) < n and n > 2:  # a start is between none of its own pairs
        scale[starts] = _scale(G, len(starts) - 1, normalized) if len(starts) > 1 else np.nan
    return _of(G, None, value * scale)


def _scale(G: Network, starts: int, normalized: bool) -> float:
    """What a sum over so many starts is multiplied by, as in NetworkX 3.6."""
    others = len(G.ids) - 1
    if others < 2:
        return 1.0
    if starts > others:
        starts = others
    return 1 / (starts * (others - 1)) if normalized else others / (starts * (2 - G.directed))


# Parts


def connected_components(G: Network) -> Iterator[set[Node]]:
    part = _connectivity.parts(G)
    order = np.argsort(part, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(part[order])) + 1) if len(order) else ():
        yield {G.ids[v] for v in members}


def articulation_points(G: Network) -> Iterator[Node]:
    yield from (G.ids[v] for v in _connectivity.cut_points(G))


def bridges(G: Network, root: Node | None = None) -> Iterator[tuple[Node, Node]]:
    yield from ((G.ids[u], G.ids[v]) for u, v in _connectivity.bridges(G).tolist())


# Groups


def louvain_communities(
    G: Network,
    weight: str | None = "weight",
    resolution: float = 1,
    threshold: float = 1e-07,
    max_level: int | None = None,
    seed: Random | None = None,
) -> list[set[Node]]:
    rng = getattr(seed, "_rng", None)  # NetworkX wraps a generator of numpy's
    if not isinstance(rng, np.random.Generator):
        rng = np.random.default_rng((seed or Random()).getrandbits(64))
    label = _communities.labels(G, rng, weight=weight, resolution=resolution)
    return [{G.ids[v] for v in members.tolist()} for members in _communities.sets(label)]


def modularity(
    G: Network,
    communities: Iterable[Collection[Node]],
    weight: str | None = "weight",
    resolution: float = 1,
) -> float:
    groups = communities if isinstance(communities, list) else list(communities)
    label = np.full(len(G.ids), -1)
    for number, members in enumerate(groups):
        label[[v for node in members if (v := _at(G, node)) is not None]] = number
    if sum(map(len, groups)) != len(G.ids) or (label < 0).any():
        raise NotAPartition(G, groups)
    return _communities.modularity(G, label, weight=weight, resolution=resolution)


# Neighbours in common


def adamic_adar_index(
    G: Network, ebunch: Iterable[tuple[Node, Node]] | None = None
) -> Iterator[tuple[Node, Node, float]]:
    return _in_common(G, ebunch or (), lambda degree: 1 / np.log(degree))


def resource_allocation_index(
    G: Network, ebunch: Iterable[tuple[Node, Node]] | None = None
) -> Iterator[tuple[Node, Node, float]]:
    return _in_common(G, ebunch or (), lambda degree: 1 / degree)


def _in_common(
    G: Network, ebunch: Iterable[tuple[Node, Node]], worth: Callable[[Floats], Floats]
) -> Iterator[tuple[Node, Node, float]]:
    pairs = list(ebunch)
    ends = np.array([_numbered(G, pair) for pair in pairs], np.int64).reshape(-1, 2)
    common = _shared(G.weighted(None), ends)
    degree = np.diff(G.p.indptr).astype(np.float64)
    with np.errstate(divide="ignore"):
        each = worth(degree)[common.who]
    totals = np.bincount(common.pair, each, len(pairs)).tolist()
    return iter([(u, v, total) for (u, v), total in zip(pairs, totals, strict=True)])


# What kernels share


def _at(G: Network, node: Any) -> int | None:
    try:
        return G.index.get(node)
    except TypeError:  # it cannot be hashed, so it is in no graph
        return None


def _numbered(G: Network, nodes: Iterable[Any]) -> Ints:
    return np.array([G.index[node] for node in nodes], dtype=np.int64)


def _of(G: Network, nodes: Iterable[Any] | None, values: Floats) -> dict[Node, float]:
    every: dict[Node, float] = dict(zip(G.ids, values.tolist(), strict=True))
    return every if nodes is None else {node: every[node] for node in nodes}


def _from(
    G: Network, sources: Iterable[Node], cutoff: float | None, weight: str | None
) -> tuple[Floats, Ints, Ints]:
    numbers = []
    for source in sources:
        if (s := _at(G, source)) is None:
            raise nx.NodeNotFound(f"Node {source} not found in graph")
        numbers.append(s)
    return _paths.dijkstra(G, np.array(numbers), weight, np.inf if cutoff is None else cutoff)


def _by_node(G: Network, near: Ints, values: Floats) -> dict[Node, float]:
    return {G.ids[v]: value for v, value in zip(near.tolist(), values[near].tolist(), strict=True)}


def _to_each(G: Network, came: Ints, near: Ints) -> dict[Node, list[Node]]:
    paths = _paths.to_each(near.tolist(), came.tolist())
    return {G.ids[way[-1]]: [G.ids[v] for v in way] for way in paths}
