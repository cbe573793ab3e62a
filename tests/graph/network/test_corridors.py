"""Corridors: in a part of the network the same ways in the same order as in the whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise
from math import inf, log

import networkx as nx
import numpy as np
import pytest

from graph.network import corridors
from graph.network.conversion import from_networkx
from graph.network.network import Network
from graph.network.paths import Search, Way, diverse_chains
from tests.graph.random_networks import CHANCES, ends, examples


def network(graph: nx.Graph, rng: np.random.Generator) -> Network:
    """With few different chances, so that many ways are equally long."""
    graph = nx.relabel_nodes(graph, lambda v: f"{v:05}")
    for _, _, tie in graph.edges(data=True):
        tie["p"] = float(rng.choice(CHANCES))
    return from_networkx(graph, "p")


def answers(G: Network, s: str, t: str) -> list[object]:
    """Everything that is asked of a search: ways in order, ways around each, diverse chains."""
    search = Search.of_chains(G, s, t)
    ways: list[Way | None] = list(islice(search.ways(), 80))
    root = (search.source,)
    for at_least in (0.0, 0.25):
        limited = Search.of_chains(G, s, t, at_least=at_least)
        best = limited.best(root) if s != t else None
        ways.append(best)
        for v in best[1][1:-1] if best else ():
            ways += [limited.best(root, avoid={v}), limited.best(root, avoid={v}, most=1.5)]
        for step in pairwise(best[1]) if best else ():
            ways.append(limited.best(root, without=step))
    return [ways, [chain.ids for chain in diverse_chains(G, s, t)]]


def by_parts(monkeypatch: pytest.MonkeyPatch, G: Network, s: str, t: str) -> list[object]:
    monkeypatch.setattr("graph.network.corridors.SMALL", 0)
    return answers(G, s, t)


def by_the_whole(monkeypatch: pytest.MonkeyPatch, G: Network, s: str, t: str) -> list[object]:
    monkeypatch.setattr("graph.network.corridors.SMALL", len(G.ids))
    return answers(G, s, t)


@pytest.mark.slow
def test_the_ways_are_those_of_the_whole_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    for example in examples(300, seed=11, most=9, ties=24):
        case = (monkeypatch, example.G, *ends(example))
        assert by_parts(*case) == by_the_whole(*case)
    rng = np.random.default_rng(12)
    for number in range(12):
        n = int(rng.integers(60, 300))
        graph = nx.gnm_random_graph(n, int(n * rng.uniform(1, 4)), number, directed=number % 2 > 0)
        G = network(graph, rng)
        if number % 3 == 0:  # some begin or end a chain, and carry none
            G = replace(G, endpoints=rng.random(n) < 0.2)
        for s, t in rng.integers(n, size=(3, 2)).tolist():
            case = (monkeypatch, G, G.ids[s], G.ids[t])
            assert by_parts(*case) == by_the_whole(*case)


def test_narrow_ones_come_first_and_are_small() -> None:
    n = 5_000
    graph: nx.Graph = nx.random_regular_graph(6, n, seed=1)
    rng = np.random.default_rng(2)
    for _, _, tie in graph.edges(data=True):
        tie["p"] = float(1 - rng.random())
        tie["length"] = -log(tie["p"])
    G = from_networkx(graph, "p")
    M = G.weighted("length")
    onward = list(corridors.corridors(M, M, 0, 1))
    assert len(onward) > 1
    assert [each.within for each in onward] == sorted(each.within for each in onward)
    assert onward[-1].within == inf
    visited = sum(bool(onward[0].leaving(v)) for v in range(n))
    assert 0 < visited < n / 10
    length = next(Search(G, 0, 1, "length").ways())[0]
    assert length == pytest.approx(nx.dijkstra_path_length(graph, *G.ids[:2], weight="length"))
    assert length <= onward[0].within


def test_two_who_are_apart_are_soon_known_to_be() -> None:
    graph = nx.disjoint_union(nx.path_graph(5_000), nx.path_graph(3))
    M = from_networkx(graph, None).weighted(None)
    (whole,) = corridors.corridors(M, M, 0, 5_001)
    assert whole.within == inf
    assert not whole.leaving(0)
    with pytest.raises(nx.NetworkXNoPath):
        next(nx.shortest_simple_paths(graph, 0, 5_001, backend="demarche"))
