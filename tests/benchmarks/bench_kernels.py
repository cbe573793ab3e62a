"""Our kernels beside igraph and NetworkX on 20,000 people and 130,000 ties; run by hand:

python -m tests.benchmarks.bench_kernels

In one process and one run: the best of 15 through NetworkX's names, on a new network each time, so
that nothing that a kernel keeps is counted as its speed (chains: on a warm one); igraph (a
yardstick, no dependency: left out where it is not installed); NetworkX itself once, or on a part
from which the whole is reckoned.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import networkx as nx
import numpy as np

from graph.network.network import Network
from graph.network.paths import diverse_chains
from tests.benchmarks.bench_network import campaign

TIMES = 15


@dataclass(frozen=True)
class Row:
    """Milliseconds here, at most wanted, of igraph and of NetworkX; None: not there."""

    what: str
    ours: float
    most: float
    igraph: float | None
    networkx: float
    note: str = ""


def milliseconds(work: Callable[[Any], object], on: Callable[[], Any], times: int = TIMES) -> float:
    """The best of so many runs; what it works on is made anew before each."""
    durations = []
    for _ in range(times):
        fresh = on()
        begun = time.perf_counter()
        work(fresh)
        durations.append(time.perf_counter() - begun)
    return 1000 * min(durations)


def exhausted(results: Any) -> list[Any]:
    return list(results)


def rows(G: Network) -> Iterator[Row]:
    """All that the kernels are for."""
    undirected, plain = G.undirected, nx.Graph(G.undirected.as_networkx)
    directed = G.as_networkx
    whole = igraph_of(undirected)
    rng = np.random.default_rng(1)
    pairs = [(G.ids[a], G.ids[b]) for a, b in rng.integers(len(G.ids), size=(8, 2)).tolist()]

    def fresh() -> Network:
        return replace(undirected)

    def onward() -> Network:
        return G  # once warm: what every chain needs is there from the first on

    def compared(
        work: Callable[[Any], object], peer: Callable[[Any], object] | None, times: int = TIMES
    ) -> tuple[float, float | None]:
        theirs = milliseconds(peer, lambda: whole, 3) if whole and peer else None
        return milliseconds(work, fresh, times), theirs

    ours, theirs = compared(
        lambda U: (nx.constraint(U, weight="p"), nx.effective_size(U, weight=None)),
        lambda g: g.constraint(weights="p"),
    )
    few = [str(id) for id in rng.choice(G.ids, 10)]
    peer = milliseconds(
        lambda g: (nx.constraint(g, few, weight="p"), nx.effective_size(g, few, weight=None)),
        lambda: plain,
        1,
    )
    note = "igraph: constraint alone; NetworkX: of 10, the whole reckoned"
    yield Row("constraint + effective size", ours, 80, theirs, peer * len(G.ids) / len(few), note)

    ours, theirs = compared(
        lambda U: exhausted(nx.articulation_points(U)), lambda g: g.articulation_points()
    )
    peer = milliseconds(lambda g: exhausted(nx.articulation_points(g)), lambda: plain, 1)
    yield Row("cut points", ours, 20, theirs, peer)

    ours, theirs = compared(lambda U: exhausted(nx.bridges(U)), lambda g: g.bridges())
    peer = milliseconds(lambda g: exhausted(nx.bridges(g)), lambda: plain, 1)
    yield Row("bridges", ours, 20, theirs, peer)

    def best(network: Network, pair: tuple[str, str]) -> object:
        chains = nx.shortest_simple_paths(network.from_(pair[0]), *pair, weight="length")
        return next(chains)

    ours = max(milliseconds(lambda N, pair=pair: best(N, pair), onward) for pair in pairs)
    peer = milliseconds(
        lambda g: nx.bidirectional_dijkstra(g, *pairs[0], weight="length"), lambda: directed, 3
    )
    lengths = igraph_of(G)
    theirs = (
        max(
            milliseconds(
                lambda g, pair=pair: g.get_shortest_paths(*pair, weights="length"),
                lambda: lengths,
                3,
            )
            for pair in pairs
        )
        if lengths
        else None
    )
    yield Row("best chain, worst of 8", ours, 10, theirs, peer)

    ours = max(
        milliseconds(lambda N, pair=pair: diverse_chains(N, *pair), onward) for pair in pairs
    )
    peer = milliseconds(
        lambda g: exhausted(islice(nx.shortest_simple_paths(g, *pairs[0], weight="length"), 2)),
        lambda: directed,
        1,
    )
    yield Row("five diverse, worst of 8", ours, 25, None, peer * 25, "NetworkX: 50, of 2")

    ours, theirs = compared(
        lambda U: nx.betweenness_centrality(U, k=64, seed=0, weight=None),
        lambda g: g.betweenness(sources=list(range(64))),
    )
    peer = milliseconds(
        lambda g: nx.betweenness_centrality(g, k=1, seed=0, weight=None), lambda: plain, 1
    )
    yield Row("betweenness of 64 starts", ours, 200, theirs, peer * 64, "NetworkX: of one start")

    ours, theirs = compared(
        lambda U: nx.community.louvain_communities(U, weight="p", seed=0),
        lambda g: g.community_multilevel(weights="p"),
    )
    peer = milliseconds(
        lambda g: nx.community.louvain_communities(g, weight="p", seed=0), lambda: plain, 1
    )
    parts = nx.community.louvain_communities(undirected, weight="p", seed=0)
    quality = nx.community.modularity(undirected, parts, weight="p")
    yield Row("Louvain", ours, 140, theirs, peer, f"modularity {quality:.3f}")


def igraph_of(G: Network) -> Any:
    """The same network as igraph has it; None: igraph is not installed."""
    if importlib.util.find_spec("igraph") is None:
        return None
    import igraph

    upper = G.tails < G.p.indices if not G.directed else np.ones(G.p.nnz, dtype=bool)
    edges = np.stack([G.tails[upper], G.p.indices[upper]], axis=1).tolist()
    graph = igraph.Graph(len(G.ids), edges, directed=G.directed)
    graph.vs["name"] = list(G.ids)
    graph.es["p"] = G.p.data[upper].tolist()
    if G.directed:
        graph.es["length"] = G.weighted("length").data[upper].tolist()
    return graph


def main(people: int = 20_000, ties: int = 130_000) -> None:
    G = campaign(people, ties)
    print(f"{len(G.ids):,} people, {G.undirected.p.nnz // 2:,} pairs tied; milliseconds")
    print(f"{'':30}{'here':>8}{'at most':>9}{'igraph':>9}{'NetworkX':>11}{'times':>8}")
    for row in rows(G):
        theirs = "–" if row.igraph is None else f"{row.igraph:.1f}"
        print(
            f"{row.what:30}{row.ours:8.1f}{row.most:9.0f}{theirs:>9}{row.networkx:11,.0f}"
            f"{row.networkx / row.ours:8.0f}  {row.note}"
        )


if __name__ == "__main__":
    main()
