"""Betweenness, by listing every shortest way; published values; how far a sample is off."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pytest

from graph.network.betweenness import betweenness
from graph.network.conversion import from_networkx
from tests.graph.random_networks import examples


@pytest.mark.slow
def test_every_shortest_way_counted() -> None:
    for example in examples(500, seed=1, most=6, ties=14):
        wanted = dict.fromkeys(example.ids, 0.0)
        for s, t in permutations(example.ids, 2):
            ways = list(example.ways(s, t))
            shortest = [w for w in ways if len(w) == min(map(len, ways))]
            for way in shortest:
                for v in way[1:-1]:
                    wanted[v] += 1 / len(shortest)
        scores = betweenness(example.G)
        values = [np.nan if id in example.silent else wanted[id] for id in example.G.ids]
        np.testing.assert_allclose(scores.pairs, values, atol=1e-12)
        assert not np.nan_to_num(scores.error).any()


def test_as_networkx() -> None:
    for seed in range(20):
        G = nx.gnp_random_graph(40, 0.06, seed=seed, directed=bool(seed % 2))
        network = from_networkx(nx.relabel_nodes(G, lambda v: f"{v:02}"))
        wanted = nx.betweenness_centrality(G.to_directed(), normalized=False)
        np.testing.assert_allclose(betweenness(network).pairs, list(wanted.values()), atol=1e-9)


def published(graph: nx.Graph) -> dict[str, float]:
    """Normalized as in print: the share of pairs of others that somebody is between."""
    network = from_networkx(nx.relabel_nodes(nx.Graph(graph.edges), str))
    n = len(network.ids)
    shares = betweenness(network).pairs / ((n - 1) * (n - 2))
    return dict(zip(network.ids, shares.tolist(), strict=True))


def test_florentine_families() -> None:
    """Jackson, Social and Economic Networks (2008), section 1.2.1."""
    scores = published(nx.florentine_families_graph())
    assert scores["Medici"] == pytest.approx(0.522, abs=0.001)
    assert scores["Strozzi"] == pytest.approx(0.103, abs=0.001)
    assert scores["Guadagni"] == pytest.approx(0.255, abs=0.001)


def test_karate_club() -> None:
    """The values in print since Newman: instructor .438, officer .304, then 32 and 2."""
    scores = published(nx.karate_club_graph())
    most = sorted(scores, key=lambda id: -scores[id])[:4]
    assert most == ["0", "33", "32", "2"]
    assert [scores[id] for id in most] == pytest.approx([0.438, 0.304, 0.145, 0.144], abs=0.001)


def test_southern_women() -> None:
    """Two-mode betweenness (Borgatti & Everett 1997, table 2), normalized for two modes."""
    graph = nx.davis_southern_women_graph()
    women = {v for v, d in graph.nodes(data=True) if d["bipartite"] == 0}
    network = from_networkx(graph)
    wanted = nx.bipartite.betweenness_centrality(graph, women)
    n, m = len(women), len(graph) - len(women)

    def largest(n: int, m: int) -> float:
        s, t = divmod(n - 1, m)
        return (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2

    pairs = dict(zip(network.ids, betweenness(network).pairs / 2, strict=True))
    shares = {id: p / largest(*((n, m) if id in women else (m, n))) for id, p in pairs.items()}
    assert shares == pytest.approx(wanted)
    for id, share in {
        "Nora Fayette": 0.11,
        "Evelyn Jefferson": 0.10,
        "Theresa Anderson": 0.09,
        "E8": 0.24,
        "E9": 0.23,
        "E7": 0.13,
    }.items():
        assert shares[id] == pytest.approx(share, abs=0.005)


def test_a_sample_is_off_by_about_what_it_says() -> None:
    G = from_networkx(
        nx.relabel_nodes(nx.barabasi_albert_graph(300, 2, seed=1), lambda v: f"{v:03}")
    )
    exact = betweenness(G, starts=300)
    off = []
    for seed in range(20):
        sample = betweenness(G, starts=60, seed=seed)
        busy = exact.pairs > np.quantile(exact.pairs, 0.9)
        off.append((sample.pairs - exact.pairs)[busy] / sample.error[busy])
    assert 0.75 < np.mean(np.abs(off) < 2) < 1  # skewed: .95 if it were not
    assert abs(np.median(off)) < 0.3
    assert (
        betweenness(G, starts=60, seed=3).pairs.tolist()
        == betweenness(G, starts=60, seed=3).pairs.tolist()
    )
