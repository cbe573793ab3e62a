"""Communities against all divisions there are, their measures against the formulas."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from graph.network.communities import (
    _joined,
    _numbered,
    _summed,
    ei,
    labels,
    overlaps,
    participation,
    stability,
)
from graph.network.conversion import from_networkx
from graph.network.network import Network
from tests.graph.random_networks import Example, examples


def weights(example: Example) -> nx.Graph:
    """The undirected network, p + pᵀ."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(example.ids)
    for pair in example.pairs:
        u, v = sorted(pair)
        weight = example.p.get((u, v), 0.0) + example.p.get((v, u), 0.0)
        graph.add_edge(u, v, weight=weight)
    return graph


def divisions(ids: list[str]) -> Iterator[list[set[str]]]:
    """Every way to divide them into groups."""
    if not ids:
        yield []
        return
    for rest in divisions(ids[1:]):
        yield [{ids[0]}, *rest]
        for i in range(len(rest)):
            yield [*rest[:i], rest[i] | {ids[0]}, *rest[i + 1 :]]


def communities(G: Network, seed: int = 0) -> list[tuple[str, ...]]:
    """As questions ask for them."""
    rng = np.random.default_rng(seed)
    sets = nx.community.louvain_communities(G.undirected, weight="p", seed=rng)
    return [tuple(sorted(ids)) for ids in sets]


def modularity(G: Network) -> float:
    """Of the division that is found."""
    return nx.community.modularity(G.undirected, communities(G), weight="p")


@pytest.mark.slow
def test_everybody_is_in_one_community_that_hangs_together() -> None:
    for example in examples(500, seed=1, most=9, ties=24):
        partition = communities(example.G)
        assert sorted(id for ids in partition for id in ids) == list(example.G.ids)
        graph = weights(example)
        assert all(nx.is_connected(graph.subgraph(ids)) for ids in partition)
        assert [(-len(ids), ids) for ids in partition] == sorted(
            (-len(ids), ids) for ids in partition
        )


@pytest.mark.slow
def test_modularity_and_how_near_the_best_division() -> None:
    lost = []
    for example in examples(120, seed=2, most=6, ties=18):
        graph = weights(example)
        if not graph.edges:
            with pytest.raises(ZeroDivisionError):
                modularity(example.G)
            continue
        value = modularity(example.G)
        assert value == pytest.approx(nx.community.modularity(graph, communities(example.G)))
        best = max(nx.community.modularity(graph, d) for d in divisions(example.ids))
        assert value <= best + 1e-9
        lost.append(best - value)
    assert len(lost) > 80
    assert np.mean(lost) < 0.005
    assert np.mean(np.array(lost) < 1e-9) > 0.9


def numbered(graph: nx.Graph) -> Network:
    return from_networkx(nx.relabel_nodes(nx.Graph(graph.edges), lambda v: f"{v:03}"))


def test_karate_club() -> None:
    """The best modularity there is, .4198 in four communities (Brandes and others 2008)."""
    G = numbered(nx.karate_club_graph())
    partition = communities(G)
    assert modularity(G) == pytest.approx(0.4198, abs=0.0051)
    assert len(partition) == 4
    split = nx.get_node_attributes(nx.karate_club_graph(), "club")
    faction = {f"{v:03}": club for v, club in split.items()}
    strays = sum(
        min(sum(faction[id] == c for id in ids) for c in set(split.values())) for ids in partition
    )
    assert strays <= 2  # each community lies within one faction of the club that split


def test_a_few_at_a_time_divide_it_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.network.communities.PATIENT", 0)
    G = numbered(nx.karate_club_graph())
    assert modularity(G) == pytest.approx(0.4198, abs=0.0051)


@pytest.mark.slow
def test_large_networks_are_divided_no_worse_than_by_louvain_to_the_end() -> None:
    better = []
    for seed in range(3):
        graph = nx.gaussian_random_partition_graph(1500, 40, 10, 0.15, 0.004, seed=seed)
        peer = nx.community.louvain_communities(graph, seed=seed)
        better.append(modularity(numbered(graph)) - nx.community.modularity(graph, peer))
    assert np.mean(better) > -0.005


def test_sums_by_label_are_those_of_a_product_in_their_order() -> None:
    """To the last bit: which of equal communities comes first decides where somebody goes."""
    rng = np.random.default_rng(4)
    for n in (1, 2, 7, 60, 300):
        M = sparse.random_array((n, n), density=0.3, rng=rng, format="csr")
        M.sort_indices()
        single, several = np.arange(n), rng.integers(max(n // 4, 1), size=n)
        for label in (single, several, np.zeros(n, dtype=np.int64)):
            count = int(label.max()) + 1
            member = sparse.csr_array((np.ones(n), label, np.arange(n + 1)), shape=(n, count))
            total, product = _summed(M, label, count), M @ member
            assert total.indptr.tolist() == product.indptr.tolist()
            assert total.indices.tolist() == product.indices.tolist()
            assert total.data.tolist() == product.data.tolist()
            own = _numbered(label)
            assert own.tolist() == np.unique(label, return_inverse=True)[1].tolist()
            member = sparse.csr_array((np.ones(n), own, np.arange(n + 1)))
            joined, product = _joined(M.T.tocsr(), own), (member.T @ M @ member).tocsr()
            assert joined.indices.tolist() == product.indices.tolist()
            assert joined.data.tolist() == product.data.tolist()


def test_southern_women() -> None:
    """The two groups of Davis, Gardner & Gardner (1941), but for Pearl Oglethorpe, of whose group
    the 21 studies compared by Freeman (2003) are in doubt too."""
    graph = nx.davis_southern_women_graph()
    women = [v for v, d in graph.nodes(data=True) if d["bipartite"] == 0]
    met = nx.bipartite.weighted_projected_graph(graph, women)
    for _, _, d in met.edges(data=True):
        d["p"] = d["weight"] / 14  # of all 14 events
    first = {
        "Evelyn Jefferson",
        "Laura Mandeville",
        "Theresa Anderson",
        "Brenda Rogers",
        "Charlotte McDowd",
        "Frances Anderson",
        "Eleanor Nye",
        "Ruth DeSand",
    }
    two = communities(from_networkx(met, "p"))
    assert {frozenset(ids) for ids in two} == {frozenset(first), frozenset(set(women) - first)}


def test_planted_groups_are_found_again_and_are_stable() -> None:
    graph = nx.planted_partition_graph(4, 12, 0.8, 0.02, seed=1)
    nx.set_edge_attributes(graph, 0.8, "p")
    G = from_networkx(nx.relabel_nodes(graph, lambda v: f"{v:03}"), "p")
    partition = communities(G)
    assert set(partition) == {tuple(f"{v:03}" for v in range(i, i + 12)) for i in range(0, 48, 12)}
    assert all(each.word == "stable" for each in stability(G, partition))


@pytest.mark.slow
def test_groups_where_there_are_none_are_not_stable() -> None:
    graph = nx.gnp_random_graph(60, 0.1, seed=1)
    nx.set_edge_attributes(graph, 0.5, "p")
    G = from_networkx(nx.relabel_nodes(graph, lambda v: f"{v:03}"), "p")
    drawn = stability(G, [ids for ids in communities(G) if len(ids) > 1])
    assert np.mean([each.jaccard for each in drawn]) < 0.6
    assert not any(each.word == "stable" for each in drawn)


def test_stability_is_hennigs() -> None:
    (example,) = (e for e in examples(1, seed=5, most=8, ties=24))
    partition = communities(example.G)
    wanted = np.zeros(len(partition))
    for number in range(8):
        label = labels(example.G.world(number, 3), np.random.default_rng(3))
        others = [{example.G.ids[v] for v in np.flatnonzero(label == c)} for c in set(label)]
        for k, ids in enumerate(partition):
            wanted[k] += max(len(set(ids) & o) / len(set(ids) | o) for o in others) / 8
    drawn = stability(example.G, partition, draws=8, seed=3)
    assert [each.jaccard for each in drawn] == pytest.approx(wanted.tolist())


@pytest.mark.slow
def test_ei_and_participation() -> None:
    for example in examples(500, seed=3, most=8, ties=20):
        inside = set(example.ids[::2])
        across = sum(len(pair & inside) == 1 for pair in example.pairs)
        within = sum(pair <= inside for pair in example.pairs)
        index = ei(example.G, inside)
        assert (index.external, index.internal) == (across, within)
        if across + within:
            assert index.index == (across - within) / (across + within)
        else:
            assert index.index is None
        groups = [sorted(inside), sorted(set(example.ids) - inside)]
        graph = weights(example)
        for id, value in zip(example.G.ids, participation(example.G, groups), strict=True):
            shares = [sum(graph[id][v]["weight"] for v in graph[id] if v in g) for g in groups]
            if not sum(shares):
                assert np.isnan(value)
            else:
                wanted = 1 - sum((share / sum(shares)) ** 2 for share in shares)
                assert value == pytest.approx(wanted, abs=1e-12)


def test_ei_of_krackhardt_and_stern() -> None:
    """All ties within -1, all outside +1 (1988)."""
    G = from_networkx(nx.Graph(["ab", "cd", "ac"]))
    assert ei(G, "abcd").index == -1
    assert ei(G, "ad").index == 1


def test_overlaps_with_declared_coalitions() -> None:
    partition = [("a", "b", "c", "d"), ("e", "f")]
    declared = {"coa:2": ["e", "f"], "coa:1": ["a", "b", "z"], "coa:3": []}
    first, second = overlaps(partition, declared)
    assert first == ("coa:1", 0, 2, 2 / 3, 2 / 4, 2 / 5)
    assert second == ("coa:2", 1, 2, 1.0, 1.0, 1.0)
    assert overlaps([], declared) == []


def test_the_same_seed_the_same_communities() -> None:
    G = numbered(nx.gnp_random_graph(80, 0.08, seed=2))
    assert communities(G, seed=3) == communities(G, seed=3)
