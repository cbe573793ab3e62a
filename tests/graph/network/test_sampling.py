"""Worlds: each tie exists as often as its chance says, alone, and the same wherever it is met."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from graph.network.conversion import from_networkx
from graph.network.reliability import reliability
from graph.network.sampling import exists, joined, keys, numbered, thresholds
from tests.graph.random_networks import ends, examples

WORLDS = numbered(np.arange(20_000))


def tie(a: str, b: str) -> np.ndarray:
    return joined(keys([a]), keys([b]))


@pytest.mark.parametrize("p", [0.001, 0.1, 0.5, 0.93])
def test_as_often_as_its_chance(p: float) -> None:
    counts = []
    for number in range(40):
        there = exists(tie("a", f"b{number}"), thresholds(np.array([p])), WORLDS)
        counts.append(there.sum())
    error = (p * (1 - p) * len(WORLDS)) ** 0.5
    off = (np.array(counts) - p * len(WORLDS)) / error
    assert np.abs(off).max() < 4
    assert 0.6 < off.std() < 1.4


def test_sure_always_and_both_directions_alike() -> None:
    assert exists(tie("a", "b"), thresholds(np.array([1.0])), WORLDS).all()
    half = thresholds(np.array([0.5]))
    one, other = (exists(tie(*ends), half, WORLDS) for ends in (("a", "b"), ("b", "a")))
    assert (one == other).all()


def test_two_ties_and_two_seeds_have_nothing_to_do_with_each_other() -> None:
    half = thresholds(np.array([0.5]))
    draws = [exists(tie("a", f"b{number}"), half, WORLDS) for number in range(30)]
    draws += [exists(tie("a", "b0"), half, numbered(np.arange(20_000), seed)) for seed in (1, 2)]
    together = np.corrcoef(np.array(draws))[np.triu_indices(len(draws), 1)]
    assert np.abs(together).max() < 4.5 / 20_000**0.5


def test_a_likelier_tie_exists_wherever_a_less_likely_one_did() -> None:
    less, more = (exists(tie("a", "b"), thresholds(np.array([p])), WORLDS) for p in (0.3, 0.6))
    assert not (less & ~more).any()


def test_a_what_if_differs_only_where_it_should() -> None:
    """One tie more never loses a world in which the target was reached (common random numbers)."""
    grown = 0
    for example in examples(200, seed=1, most=7, with_silent=False):
        s, t = ends(example)
        graph = nx.DiGraph()
        graph.add_nodes_from(example.ids)
        graph.add_weighted_edges_from([(u, v, p) for (u, v), p in example.p.items()], weight="p")
        graph.add_node("stranger")  # who has nothing to do with it changes nothing
        before = reliability(from_networkx(graph, "p"), s, t, exact=False, worlds=500)
        assert before == reliability(example.G, s, t, exact=False, worlds=500)
        free = [(u, v) for u in example.ids for v in example.ids if u != v]
        free = [arc for arc in free if arc not in example.p]
        if free and before.worlds:
            graph.add_edge(*free[0], p=0.5)
            after = reliability(from_networkx(graph, "p"), s, t, exact=False, worlds=500)
            assert after.chance >= before.chance
            grown += after.chance > before.chance
    assert grown > 10


@pytest.mark.slow
def test_a_world_of_a_network_is_the_one_that_reliability_looks_up() -> None:
    for example in examples(60, seed=2):
        s, t = ends(example)
        estimate = reliability(example.G, s, t, exact=False, worlds=40, seed=5)
        connected = 0
        for number in range(40):
            world = example.G.world(number, seed=5)
            sure = replace(world, p=world.p.sign())
            connected += reliability(sure, s, t).chance == 1
        assert estimate.chance == connected / 40
