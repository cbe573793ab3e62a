"""What our kernels do not know, so that NetworkX itself runs: `can_run` of its backend.

It gets the arguments before anything is converted: a Network or a NetworkX graph. A reason is the
answer where a kernel would fail or would say something else than NetworkX.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import networkx as nx
import numpy as np

from graph.network.network import Network

Arguments = Mapping[str, Any]
NUMBERS: Final = (int, float, np.integer, np.floating)
EXACT: Final = 2**53  # whole numbers up to here are the same as floats
RATIOS: Final = frozenset(["constraint", "effective_size", "local_constraint"])  # weights above 0
WITHOUT_LOOPS: Final = RATIOS | frozenset(
    ["adamic_adar_index", "louvain_communities", "modularity", "resource_allocation_index"]
)
UNDIRECTED: Final = frozenset(["effective_size", "louvain_communities"])


def refusal(kernel: Callable[..., object], args: Sequence[Any], kwargs: Arguments) -> str | None:
    """Why a kernel must not be called with these arguments; None: it may."""
    name = kernel.__name__
    bound = _signature(kernel).bind(*args, **kwargs)
    bound.apply_defaults()
    arguments = bound.arguments
    G = arguments["G"]
    if type(G) not in (Network, nx.Graph, nx.DiGraph):
        return "a multigraph, or a class of its own"
    if name in UNDIRECTED and G.is_directed():
        return "directed: NetworkX measures something else there"
    if name in WITHOUT_LOOPS and _has_loops(G):
        return "somebody is tied to themselves"
    own = _OWN.get(name)
    if own and (reason := own(arguments)):
        return reason
    return _weights(G, arguments.get("weight"), above_zero=name in RATIOS)


def _weights(G: Network | nx.Graph[Any], weight: object, *, above_zero: bool) -> str | None:
    if weight is None:
        return None
    if not isinstance(weight, str):
        return "a weight that is no name"
    if isinstance(G, Network):
        values = G.weighted(weight).data
    else:
        listed = [edge.get(weight, 1) for _, _, edge in G.edges(data=True)]
        kinds = {*map(type, listed)}
        if not all(issubclass(kind, NUMBERS) and kind is not bool for kind in kinds):
            return "a weight that is no number"
        if any(isinstance(value, int) and abs(value) > EXACT for value in listed):
            return "a weight too large"
        values = np.array(listed, dtype=np.float64)
    if not np.isfinite(values).all():
        return "a weight that is not finite"
    lowest = values.min(initial=1.0)
    return (
        "a weight below 0, or 0 in a ratio" if lowest < 0 or (above_zero and not lowest) else None
    )


def _has_loops(G: Network | nx.Graph[Any]) -> bool:
    if isinstance(G, Network):
        return bool(G.once("loops", lambda: (G.tails == G.p.indices).any()))
    return any(node in neighbours for node, neighbours in G.adj.items())


def _betweenness(arguments: Arguments) -> str | None:
    if arguments["weight"] is not None or arguments["endpoints"]:
        return "ways are counted in ties, and without their ends"
    return None


def _bridges(arguments: Arguments) -> str | None:
    return "only in one part" if arguments["root"] is not None else None


def _effective_size(arguments: Arguments) -> str | None:
    if arguments["weight"] is not None:
        return "weighted: NetworkX measures something else there"
    return _nodes(arguments)


def _nodes(arguments: Arguments) -> str | None:
    G, nodes = arguments["G"], arguments["nodes"]
    return None if nodes is None or _all_in(G, nodes) else "not a list of its nodes"


def _local(arguments: Arguments) -> str | None:
    G, u, v = (arguments[name] for name in "Guv")
    if not _all_in(G, [u, v]):
        return "not its nodes"
    if isinstance(G, Network):
        row = G.mutual_by(None)[[G.index[u]]].indices
        return None if G.index[v] in row else "no tie"
    return None if v in G.adj[u] or u in G.adj[v] else "no tie"


def _louvain(arguments: Arguments) -> str | None:
    usual = arguments["max_level"] is None and arguments["threshold"] == 1e-07
    return None if usual else "levels and thresholds are NetworkX's own"


def _dijkstra(arguments: Arguments) -> str | None:
    cutoff = arguments["cutoff"]
    usual = cutoff is None or (isinstance(cutoff, NUMBERS) and cutoff >= 0)
    usual = usual and isinstance(arguments.get("sources", ()), Collection)
    return None if usual else "a length below 0, or sources that can be read only once"


def _pairs(arguments: Arguments) -> str | None:
    G, pairs = arguments["G"], arguments["ebunch"]
    if not isinstance(pairs, Collection):
        return "all pairs, or pairs that can be read only once"
    ends = [end for pair in pairs for end in pair]
    if len(ends) != 2 * len(pairs) or not _all_in(G, ends):
        return "not pairs of its nodes"
    return "a pair of one" if any(u == v for u, v in pairs) else None


def _all_in(G: Iterable[Hashable], nodes: object) -> bool:
    """Whether these are several of its nodes, and can be read again."""
    if not isinstance(nodes, Collection):
        return False
    inside = G.index if isinstance(G, Network) else G
    try:
        return all(node in inside for node in nodes)
    except TypeError:
        return False


_OWN: Final[Mapping[str, Callable[[Arguments], str | None]]] = {
    "adamic_adar_index": _pairs,
    "betweenness_centrality": _betweenness,
    "bridges": _bridges,
    "constraint": _nodes,
    "effective_size": _effective_size,
    "local_constraint": _local,
    "louvain_communities": _louvain,
    "multi_source_dijkstra_path_length": _dijkstra,
    "resource_allocation_index": _pairs,
    "single_source_dijkstra": _dijkstra,
    "single_source_dijkstra_path": _dijkstra,
    "single_source_dijkstra_path_length": _dijkstra,
}


@cache
def _signature(kernel: Callable[..., object]) -> inspect.Signature:
    return inspect.signature(kernel)
