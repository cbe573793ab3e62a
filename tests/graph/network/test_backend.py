"""Every kernel says what NetworkX says of the same network; and how our code calls them."""

from __future__ import annotations

import ast
import inspect
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from itertools import combinations, islice, pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.network import backend
from graph.network.backend_info import get_info
from graph.network.conversion import from_any, from_networkx
from graph.network.network import Network
from tests.graph.random_networks import examples

ROOT = Path(__file__).parents[3]
KERNELS = sorted(get_info()["functions"])
SOURCES = [
    ROOT / "app.py",
    *(p for top in ("graph", "loaders", "queries") for p in (ROOT / top).rglob("*.py")),
]
# What holds no numbers but nodes.
EXACT = {
    "articulation_points",
    "bridges",
    "connected_components",
    "immediate_dominators",
    "louvain_communities",
}
TREES = {path: ast.parse(path.read_text()) for path in SOURCES}


def function(name: str) -> Callable[..., Any]:
    return getattr(nx, name, None) or getattr(nx.community, name)


def networks(count: int) -> Iterator[Network]:
    """Directed and not; with those who carry no chain, who are nothing to NetworkX."""
    for example in examples(count, seed=8, most=9, ties=26):
        yield from (example.G, example.G.undirected, example.G.from_(example.ids[0]))


def weights(name: str, G: Network) -> list[dict[str, Any]]:
    """With each weight that the function takes there, and without."""
    if "weight" not in inspect.signature(getattr(backend, name)).parameters:
        return [{}]
    weighted = [{"weight": "p"}, *([{"weight": "length"}] if G.is_directed() else [])]
    return [{"weight": None}, *weighted]


def calls(name: str, G: Network) -> Iterator[dict[str, Any]]:
    """What the function may be arguments of this network."""
    ids = list(G.ids)
    pairs = list(combinations(ids, 2))
    tied = [(u, v) for u, v in pairs if G.mutual[G.at(u), G.at(v)]]
    needs_direction = name == "immediate_dominators"
    if needs_direction != G.is_directed() and name in {
        "adamic_adar_index", "articulation_points", "bridges", "connected_components",
        "immediate_dominators", "louvain_communities", "resource_allocation_index",
    }:  # fmt: skip
        return
    for weight in weights(name, G):
        if "dijkstra" in name and name.startswith("single"):
            yield from ({"source": id, **weight} for id in ids[:2])
            yield {"source": ids[0], "cutoff": 1.0, **weight}
        elif name.startswith("multi"):
            yield {"sources": set(ids[:2]), **weight}
        elif name == "shortest_simple_paths":
            yield {"source": ids[0], "target": ids[-1], **weight}
        elif name == "immediate_dominators":
            yield {"start": ids[0]}
        elif name == "local_constraint":
            yield from ({"u": u, "v": v, **weight} for u, v in tied[:3])
        elif name == "modularity" and G.p.nnz:
            yield {"communities": [set(ids[:2]), set(ids[2:])], **weight}
        elif name in ("adamic_adar_index", "resource_allocation_index"):
            yield {"ebunch": pairs}
        elif name == "betweenness_centrality":
            yield from (
                {"k": k, "seed": 3, "normalized": n} for k in (None, 2) for n in (True, False)
            )
        elif name not in ("modularity",):
            yield weight


def comparable(name: str, result: Any, graph: nx.Graph, arguments: dict[str, Any]) -> Any:
    """What of a result NetworkX promises."""
    if name == "single_source_dijkstra_path" or name == "single_source_dijkstra":
        lengths, paths = result if name == "single_source_dijkstra" else ({}, result)
        along = {v: length(graph, path, arguments["weight"]) for v, path in paths.items()}
        return {**along, **{("length", v): d for v, d in lengths.items()}}
    if name == "shortest_simple_paths":
        try:
            return [length(graph, path, arguments["weight"]) for path in islice(result, 30)]
        except nx.NetworkXNoPath:
            return "no path"
    if name == "louvain_communities":
        return sorted(v for members in result for v in members)
    if name in ("articulation_points", "bridges"):
        return sorted(tuple(sorted(one)) if name == "bridges" else one for one in result)
    if name == "connected_components":
        return [sorted(members) for members in result]
    if name in ("adamic_adar_index", "resource_allocation_index"):
        return {(u, v): value for u, v, value in result}
    return result


def length(graph: nx.Graph, path: list[Any], weight: str | None) -> float:
    assert len(set(path)) == len(path)
    return sum(graph[u][v].get(weight, 1) for u, v in pairwise(path))


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_says_what_networkx_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = []
    kernel = getattr(backend, name)

    @wraps(kernel)
    def counted(*args: Any, **kwargs: Any) -> Any:
        reached.append(name)
        return kernel(*args, **kwargs)

    monkeypatch.setattr(backend, name, counted)
    compared = 0
    for G in networks(60):
        graph = backend.convert_to_nx(G)
        for arguments in calls(name, G):
            ours = comparable(name, function(name)(G, **arguments), graph, arguments)
            theirs = comparable(name, function(name)(graph, **arguments), graph, arguments)
            assert type(ours) is type(theirs)
            exact = name in EXACT
            assert ours == (theirs if exact else pytest.approx(theirs, nan_ok=True, abs=1e-12))
            compared += 1
    assert compared > 50
    assert len(reached) > 50


def test_results_hold_pythons_own_numbers() -> None:
    G = from_networkx(nx.path_graph("abc"))
    for value in (
        nx.constraint(G, weight="p")["a"],
        nx.betweenness_centrality(G)["b"],
        nx.single_source_dijkstra(G, "a", "c", weight="length")[0],
        nx.community.modularity(G.undirected, [{"a", "b", "c"}], weight="p"),
    ):
        assert type(value) is float


def test_what_has_no_kernel_runs_on_the_converted_graph_that_is_kept() -> None:
    G = from_networkx(nx.path_graph("abc"))
    assert nx.pagerank(G) == nx.pagerank(G.as_networkx)
    assert G.as_networkx is backend.convert_to_nx(G)
    assert set(nx.strongly_connected_components(G).__next__()) == {"a", "b", "c"}


@pytest.mark.parametrize("graph", [nx.MultiGraph([(1, 2)]), nx.Graph([(1, 1), (1, 2)])])
def test_what_a_kernel_does_not_know_is_refused(graph: nx.Graph) -> None:
    assert backend.can_run("constraint", (graph,), {}) is not True
    assert backend.can_run("constraint", (nx.Graph([(1, 2)]),), {}) is True


@pytest.mark.parametrize("weight", [-1, 0, math.inf, math.nan, True, "2", None, 2**60])
def test_weights_that_are_refused(weight: object) -> None:
    graph = nx.Graph([(1, 2, {"weight": weight}), (2, 3, {"weight": 1})])
    assert backend.can_run("constraint", (graph,), {"weight": "weight"}) is not True
    paths = backend.can_run("single_source_dijkstra", (graph, 1), {})
    assert (paths is True) == (weight == 0 and weight is not False)


def test_any_graph_with_nodes_of_any_kind_in_their_order() -> None:
    graph = nx.Graph([("b", 2), (2, ("c",)), (("c",), "b"), ("b", frozenset())])
    assert list(nx.constraint(graph, backend="demarche")) == list(graph)
    assert nx.constraint(graph, backend="demarche") == pytest.approx(nx.constraint(graph))
    assert set(nx.bridges(graph, backend="demarche")) == {("b", frozenset())}


def test_a_chain_through_somebody_who_carries_none_is_not_found() -> None:
    graph = nx.Graph([("a", "m"), ("m", "b"), ("a", "x"), ("x", "y"), ("y", "b")])
    G = from_networkx(graph)
    G = replace(G, endpoints=np.array([id == "m" for id in G.ids]))
    onward = G.from_("a")
    assert next(nx.shortest_simple_paths(onward, "a", "b", weight="length")) == ["a", "x", "y", "b"]
    assert nx.shortest_path(onward, "a", "b") == ["a", "x", "y", "b"]  # NetworkX itself
    assert nx.has_path(G.from_("m"), "m", "b")  # the source begins chains even if it carries none


def test_louvain_is_the_same_for_the_same_seed() -> None:
    G = from_any(nx.gnp_random_graph(80, 0.08, seed=2), {})
    first, again = (nx.community.louvain_communities(G, seed=random.Random(4)) for _ in range(2))
    assert first == again


def dispatched() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call of a NetworkX function in our code."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                root = node.func.value
                while isinstance(root, ast.Attribute):
                    root = root.value
                if isinstance(root, ast.Name) and root.id == "nx":
                    yield path, node, node.func.attr


def test_every_call_states_its_weight() -> None:
    silent = []
    for path, call, name in dispatched():
        known = getattr(nx, name, None) or getattr(nx.community, name, None)
        takes = inspect.isroutine(known) and "weight" in inspect.signature(known).parameters
        if takes and "weight" not in {keyword.arg for keyword in call.keywords}:
            silent.append(f"{path.name}:{call.lineno} {name}")
    assert not silent


def test_only_the_network_builds_graphs_and_ten_files_ask_networkx() -> None:
    built, asking = set(), set()
    for path, _, name in dispatched():
        if name in {"Graph", "DiGraph", "MultiGraph", "MultiDiGraph"} or name.startswith("from_"):
            built.add(path.parent.relative_to(ROOT).as_posix())
        elif name in KERNELS:
            asking.add(path)
    assert built <= {"graph/network"}
    assert len(asking) >= 10
