"""Ranks and their intervals, against ranking every world by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.network.conversion import from_networkx
from graph.network.network import Network
from graph.network.rank_stability import ranks
from graph.network.structural_holes import Holes
from tests.graph.random_networks import examples


def known(G: Network) -> np.ndarray:
    """How many each is tied to."""
    return np.diff(G.mutual.indptr).astype(float)


def place(values: dict[str, float], id: str, lowest: bool) -> int:
    """1 + how many are better; who has no value comes after all who have one."""
    present = [value for value in values.values() if not np.isnan(value)]
    if np.isnan(values[id]):
        return len(present) + 1
    better = [v for v in present if (v < values[id] - 1e-9 if lowest else v > values[id] + 1e-9)]
    return 1 + len(better)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "lowest"), [(known, False), (lambda G: Holes(G).constraint, True)]
)
def test_every_world_ranked_by_hand(measure: object, lowest: bool) -> None:
    assert callable(measure)
    words = set()
    for example in examples(60, seed=1, most=8, ties=24, with_silent=False):
        G = example.G
        values = dict(zip(G.ids, measure(G), strict=True))
        intervals = ranks(G, measure, most=3, draws=20, seed=4, lowest=lowest)
        order = {id: place(values, id, lowest) for id in G.ids if not np.isnan(values[id])}
        assert [(r.id, r.rank) for r in intervals] == sorted(
            ((id, rank) for id, rank in order.items() if rank <= 3), key=lambda r: (r[1], r[0])
        )
        drawn = [dict(zip(G.ids, measure(G.world(i, 4)), strict=True)) for i in range(20)]
        for r in intervals:
            places = sorted(place(world, r.id, lowest) for world in drawn)
            assert r.stays == np.mean([p <= 3 for p in places])
            assert r.low <= r.rank <= r.high
            inside = [p for p in places if r.low <= p <= r.high]
            assert len(inside) >= 16  # eight in ten
            assert places[0] <= r.low or r.low == r.rank
            assert r.high <= max(places[-1], r.rank)
            assert r.word == ("stable" if r.stays >= 0.8 else "unstable")
            words.add(r.word)
    assert words == {"stable", "unstable"}


def test_sure_ties_give_sure_ranks_and_level_ones_are_level() -> None:
    G = from_networkx(nx.Graph(["ab", "ac", "ad", "bc"]))
    intervals = ranks(G, known, most=2)
    assert [(r.id, r.rank, r.low, r.high) for r in intervals] == [
        ("a", 1, 1, 1),
        ("b", 2, 2, 2),
        ("c", 2, 2, 2),
    ]
    assert {r.word for r in intervals} == {"stable"}


def test_the_same_seed_the_same_ranks() -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(30, 0.2, seed=1), lambda v: f"{v:02}")
    nx.set_edge_attributes(graph, 0.4, "p")
    G = from_networkx(graph, "p")
    assert ranks(G, known, seed=1) == ranks(G, known, seed=1) != ranks(G, known, seed=2)
