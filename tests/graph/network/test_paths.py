"""Chains against trying every way, on random networks."""

from __future__ import annotations

from itertools import combinations, islice
from math import exp, log

import networkx as nx
import pytest

from graph.model.errors import NotFound
from graph.network.conversion import from_networkx
from graph.network.network import Network
from graph.network.paths import Chain, diverse_chains, nearest
from tests.graph.random_networks import Example, chains, ends, examples


@pytest.fixture(autouse=True)
def in_corridors(monkeypatch: pytest.MonkeyPatch) -> None:
    """These networks are small; let them be searched as large ones are (corridors.py)."""
    monkeypatch.setattr("graph.network.corridors.SMALL", 0)


def strongest(G: Network, s: str) -> dict[str, float]:
    lengths = nx.single_source_dijkstra_path_length(G.from_(s), s, weight="length")
    return {t: exp(-length) for t, length in lengths.items() if t != s}


@pytest.mark.slow
def test_every_chain_most_reliable_first() -> None:
    several = 0
    for example in examples(600, seed=1, most=7, ties=20):
        s, t = ends(example)
        results = list(chains(example.G, s, t))
        wanted = {way: example.chance(way) for way in example.ways(s, t)}
        assert {chain.ids: pytest.approx(chain.p) for chain in results} == wanted
        assert len(results) == len(wanted)
        assert [chain.p for chain in results] == pytest.approx(
            sorted(wanted.values(), reverse=True)
        )
        several += len(results) > 3
    assert several > 80


@pytest.mark.slow
def test_the_best_few_and_a_least_chance() -> None:
    for example in examples(500, seed=2, most=7, ties=14):
        s, t = ends(example)
        best = sorted((example.chance(way) for way in example.ways(s, t)), reverse=True)
        few = islice(chains(example.G, s, t), 4)
        assert [chain.p for chain in few] == pytest.approx(best[:4])
        enough = [p for p in best if p >= 0.2 - 1e-9]
        ways = diverse_chains(example.G, s, t, 1, at_least=0.2)
        assert [chain.p for chain in ways] == pytest.approx(enough[:1])


def overlap(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    one, other = set(a[1:-1]), set(b[1:-1])
    return len(one & other) / len(one | other) if one | other else 0.0


def by_hand(example: Example, s: str, t: str, k: int) -> list[tuple[str, ...]]:
    """The rule in the plainest code: argmax ln p(P) - ln 4 · max Jaccard, stop at overlap > .5."""
    left, chosen = set(example.ways(s, t)), list[tuple[str, ...]]()
    while len(chosen) < k:
        worth = {}
        for way in left - set(chosen):
            most = max((overlap(way, other) for other in chosen), default=0.0)
            if most <= 0.5:
                worth[way] = round(log(example.chance(way)) - log(4) * most, 9)
        if not worth:
            break
        chosen.append(
            min(worth, key=lambda way: (-worth[way], -round(example.chance(way), 9), way))
        )
    return chosen


@pytest.mark.slow
def test_diverse_chains_are_those_of_the_definition() -> None:
    several = 0
    for example in examples(500, seed=3, most=7, ties=20):
        s, t = ends(example)
        results = diverse_chains(example.G, s, t, 4, pool=10_000)
        assert {chain.ids for chain in results} == set(by_hand(example, s, t, 4))
        assert [c.p for c in results] == sorted((c.p for c in results), reverse=True)
        assert all(overlap(a.ids, b.ids) <= 0.5 for a, b in combinations(results, 2))
        several += len(results) > 2
    assert several > 100


@pytest.mark.slow
def test_a_small_pool_still_finds_the_best_chain_and_one_apart_from_it() -> None:
    for example in examples(500, seed=4, most=7, ties=16):
        s, t = ends(example)
        ways = sorted(example.ways(s, t), key=lambda way: -example.chance(way))
        results = diverse_chains(example.G, s, t, pool=1)
        assert bool(results) == bool(ways)
        if results:
            assert results[0].p == pytest.approx(example.chance(ways[0]))
            apart = [w for w in ways if w != results[0].ids and not overlap(w, results[0].ids)]
            assert (len(results) > 1) == bool(apart)


@pytest.mark.slow
def test_strongest_is_the_best_chain_to_each() -> None:
    for example in examples(500, seed=5):
        s = example.ids[0]
        best = {
            t: max((example.chance(way) for way in example.ways(s, t)), default=0.0)
            for t in example.ids
            if t != s
        }
        assert strongest(example.G, s) == pytest.approx({t: p for t, p in best.items() if p})
        lengths, paths = nx.single_source_dijkstra(example.G.from_(s), s, weight="length")
        assert lengths.keys() == paths.keys()
        for t, path in paths.items():
            assert t == s or tuple(path) in set(example.ways(s, t))
            assert exp(-lengths[t]) == pytest.approx(Chain.along(example.G, path).p)


def test_nearest_names_who_is_fewest_ties_away() -> None:
    checked = 0
    for example in examples(500, seed=6):
        s, t = ends(example)
        if list(example.ways(s, t)):
            continue
        both: nx.Graph = nx.Graph([tuple(pair) for pair in example.pairs])
        both.add_nodes_from(example.ids)
        both.remove_nodes_from(example.silent - {t})
        away = nx.single_source_shortest_path_length(both, t)
        best = strongest(example.G, s)
        wanted = sorted((away[v], -best[v], v) for v in away if v in best)[:5]
        results = [(near.ties, -near.p, near.id) for near in nearest(example.G, s, t)]
        assert results == wanted
        checked += bool(results)
    assert checked > 20


def test_a_chain_says_whom_to_ask_and_where_it_is_weak() -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 0.9), ("b", "c", 0.4), ("c", "d", 0.8)], weight="p")
    (chain,) = chains(from_networkx(graph, "p"), "a", "d")
    assert chain.between == ("b", "c")
    assert (chain.weakest.source, chain.weakest.target, chain.weakest.p) == ("b", "c", 0.4)
    assert chain.p == pytest.approx(0.9 * 0.4 * 0.8)


def test_an_end_that_is_not_there() -> None:
    G = from_networkx(nx.path_graph(["a", "b"]))
    with pytest.raises(NotFound):
        diverse_chains(G, "a", "z")
    with pytest.raises(NotFound):
        G.from_("z")
