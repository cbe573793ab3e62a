"""The chance that at least one chain holds, against counting every world."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.network.conversion import from_networkx
from graph.network.reliability import estimate, reliability
from tests.graph.random_networks import Example, ends, examples


def counted(example: Example, s: str, t: str, hops: int | None = None) -> float:
    """The sum over all 2^ties worlds in which t is reached, every arc on its own."""
    number = {id: i for i, id in enumerate(example.ids)}
    arcs = [arc for arc in example.p if arc[0] not in example.silent or arc[0] == s]
    worlds = np.arange(2 ** len(arcs))
    there = [(worlds >> k & 1).astype(bool) for k in range(len(arcs))]
    weight = np.ones(len(worlds))
    for arc, present in zip(arcs, there, strict=True):
        weight *= np.where(present, example.p[arc], 1 - example.p[arc])
    reached = np.zeros((len(example.ids), len(worlds)), dtype=bool)
    reached[number[s]] = True
    for _ in range(len(example.ids) if hops is None else hops):
        before = reached.copy()
        for (u, v), present in zip(arcs, there, strict=True):
            reached[number[v]] |= before[number[u]] & present
    return round(float(weight[reached[number[t]]].sum()), 12)


def small(count: int, seed: int) -> list[Example]:
    return [e for e in examples(2 * count, seed, ties=12) if len(e.p) <= 12][:count]


def test_exact_is_the_sum_over_all_worlds() -> None:
    tasks = small(500, seed=1)
    assert len(tasks) == 500
    for example in tasks:
        s, t = ends(example)
        result = reliability(example.G, s, t)
        assert result.exact
        assert result.chance == pytest.approx(counted(example, s, t), abs=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("hops", [1, 2, 3])
def test_exact_with_few_steps(hops: int) -> None:
    for example in small(200, seed=2 + hops):
        s, t = ends(example)
        result = reliability(example.G, s, t, hops=hops, exact=True)
        assert result.chance == pytest.approx(counted(example, s, t, hops), abs=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("hops", [None, 2])
def test_sampled_worlds_agree_within_their_error(hops: int | None) -> None:
    off = []
    for example in small(150, seed=7):
        s, t = ends(example)
        result = reliability(example.G, s, t, hops=hops, exact=False, worlds=4_000)
        truth = counted(example, s, t, hops)
        assert abs(result.chance - truth) <= 4.5 * (truth * (1 - truth) / 4_000) ** 0.5 + 1e-9
        if 0 < truth < 1:
            off.append(not result.low <= truth <= result.high)
    assert len(off) > 40
    assert np.mean(off) < 0.15  # of 95 % intervals


def test_worlds_of_another_seed_are_others_and_of_the_same_the_same() -> None:
    example = next(e for e in small(50, seed=8) if 0.1 < reliability(e.G, *ends(e)).chance < 0.9)
    result = [
        reliability(example.G, *ends(example), exact=False, seed=seed).chance for seed in (0, 0, 1)
    ]
    assert result[0] == result[1] != result[2]


def test_too_large_to_be_exact_is_sampled_with_an_error_of_half_a_point() -> None:
    grid = nx.grid_2d_graph(9, 9)
    G = nx.relabel_nodes(grid, {at: f"{at[0]}{at[1]}" for at in grid})
    nx.set_edge_attributes(G, 0.6, "p")
    result = reliability(from_networkx(G, "p"), "00", "88")
    assert not result.exact
    assert result.worlds == 10_000
    assert 0 < result.error <= 0.005
    assert result.low < result.chance < result.high


def test_published_bridge_network() -> None:
    """The textbook's bridge: 2p² + 2p³ - 5p⁴ + 2p⁵ (Barlow & Proschan 1975)."""
    G = nx.Graph([("s", "a"), ("s", "b"), ("a", "b"), ("a", "t"), ("b", "t")])
    for p in (0.1, 0.5, 0.9):
        nx.set_edge_attributes(G, p, "p")
        wanted = 2 * p**2 + 2 * p**3 - 5 * p**4 + 2 * p**5
        assert reliability(from_networkx(G, "p"), "s", "t").chance == pytest.approx(wanted)


def test_an_estimate_at_the_edge_is_not_certain() -> None:
    nothing = estimate(0, 10_000)
    assert (nothing.chance, nothing.error, nothing.low) == (0.0, 0.0, 0.0)
    assert 0 < nothing.high < 0.001
