"""Sets of key players, against trying every set with distances by Floyd and Warshall."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.network.conversion import from_networkx
from graph.network.key_players import distances, fragmentation, fragmentation_set, key_set, reach
from tests.graph.network.test_weak_points import parts
from tests.graph.random_networks import Example, examples


def steps(example: Example) -> dict[tuple[str, str], float]:
    """Ties on the shortest way; who carries no chain is at its ends only."""
    far = float("inf")
    ids = example.ids
    d = {(u, v): 0.0 if u == v else 1.0 if (u, v) in example.p else far for u in ids for v in ids}
    for k in ids:
        if k in example.silent:
            continue
        for u in ids:
            for v in ids:
                d[u, v] = min(d[u, v], d[u, k] + d[k, v])
    return d


def worth(example: Example, few: tuple[str, ...], targets: list[str]) -> float:
    """Borgatti's R: the mean of 1/distance from the set, 1 for its members."""
    d = steps(example)
    return float(np.mean([max(1 / max(d[k, t], 1.0) for k in few) for t in targets]))


@pytest.mark.slow
@pytest.mark.parametrize("k", [1, 2, 3])
def test_key_set_is_the_best_of_all_sets(k: int) -> None:
    for example in examples(200, seed=k, most=7, ties=12):
        may = [id for id in example.ids if id not in example.silent]
        sets = list(combinations(may, min(k, len(may))))
        chosen = key_set(example.G, k)
        if not may:
            assert chosen.ids == ()
            continue
        best = max(worth(example, few, example.ids) for few in sets)
        assert chosen.exact
        assert chosen.value == pytest.approx(best)
        assert worth(example, chosen.ids, example.ids) == pytest.approx(best)
        fewer = [few for size in range(1, len(chosen.ids)) for few in combinations(may, size)]
        assert all(worth(example, few, example.ids) < best - 1e-10 for few in fewer)
        assert not set(chosen.ids) & example.silent


@pytest.mark.slow
def test_key_set_towards_targets_among_candidates() -> None:
    for example in examples(300, seed=5, most=7, ties=12):
        may, targets = example.ids[::2], example.ids[1::2]
        best = max(worth(example, few, targets) for few in combinations(may, min(2, len(may))))
        chosen = key_set(example.G, 2, candidates=may, targets=targets)
        assert chosen.value == pytest.approx(best)
        assert set(chosen.ids) <= set(may)
        assert reach(example.G, may) == pytest.approx(worth(example, tuple(may), example.ids))


def falls_apart(example: Example, gone: tuple[str, ...]) -> float:
    """Borgatti's F: the share of ordered pairs that no longer reach each other."""
    left = [id for id in example.ids if id not in gone]
    together = sum(
        parts({*left}, {q for q in example.pairs if q <= {*left}} | {frozenset((u, v))})
        == parts({*left}, {q for q in example.pairs if q <= {*left}})
        for u, v in combinations(left, 2)
    )
    n = len(left)
    return 1 - 2 * together / (n * (n - 1)) if n > 1 else np.nan


@pytest.mark.slow
def test_fragmentation_set_is_the_worst_of_all_losses() -> None:
    for example in examples(300, seed=6, most=6, ties=10, with_silent=False):
        k = 1 if len(example.ids) < 5 else 2
        sets = [
            few
            for size in range(min(k, len(example.ids) - 2) + 1)
            for few in combinations(example.ids, size)
        ]
        worst = max((falls_apart(example, few) for few in sets), default=np.nan)
        chosen = fragmentation_set(example.G, k, candidates=example.ids)
        if len(example.ids) < 2:
            assert chosen.ids == ()
            continue
        assert len(chosen.ids) == min(
            len(few) for few in sets if falls_apart(example, few) == pytest.approx(worst)
        )
        assert chosen.exact
        assert chosen.value == pytest.approx(worst)
        assert falls_apart(example, chosen.ids) == pytest.approx(worst)


def test_distances_from_more_than_one_word_of_starts() -> None:
    G = nx.gnp_random_graph(150, 0.02, seed=3, directed=True)
    network = from_networkx(nx.relabel_nodes(G, lambda v: f"{v:03}"))
    ties_away = distances(network, np.arange(150))
    for start in range(150):
        away = nx.single_source_shortest_path_length(G, start)
        assert ties_away[start].tolist() == [away.get(v, 0) for v in range(150)]


def test_a_greedy_set_is_nearly_as_good_as_the_best() -> None:
    G = nx.relabel_nodes(nx.connected_watts_strogatz_graph(45, 4, 0.2, seed=1), lambda v: f"{v:02}")
    network = from_networkx(G)
    chosen = key_set(network, 4)
    assert not chosen.exact
    near = 1 / np.maximum(distances(network, np.arange(45)), 1)
    sets = np.array(list(combinations(range(45), 4)))
    best = max(near[some].max(axis=1).mean(axis=1).max() for some in np.array_split(sets, 50))
    assert (1 - 1 / np.e) * best <= chosen.value <= best + 1e-12
    assert chosen.value > 0.99 * best  # as it is here, with swaps


def test_greedy_loses_never_less_than_the_worst_single_loss() -> None:
    G = nx.relabel_nodes(nx.random_labeled_tree(90, seed=2), lambda v: f"{v:02}")
    network = from_networkx(G)
    chosen = fragmentation_set(network, 4, candidates=network.ids)
    assert not chosen.exact
    single = max(fragmentation(network, [id]) for id in network.ids)
    assert chosen.value >= single
    assert chosen.value == pytest.approx(fragmentation(network, chosen.ids))


def test_karate_club() -> None:
    """The heads of the two factions, the instructor (0) and the officer (33) (Zachary 1977)."""
    G = nx.relabel_nodes(nx.karate_club_graph(), lambda v: f"{v:02}")
    assert key_set(from_networkx(G), 2).ids == ("00", "33")


def test_florentine_families_without_the_medici() -> None:
    """What is left are the Pazzi and Salviati, the Acciaiuoli, and the other eleven families."""
    G = from_networkx(nx.florentine_families_graph())
    worst = fragmentation_set(G, 1, candidates=G.ids)
    assert worst.ids == ("Medici",)
    assert worst.value == pytest.approx(1 - (11 * 10 + 2 * 1) / (14 * 13))
