"""Link prediction: the measures by definition, and what they are worth on real networks."""

from __future__ import annotations

from dataclasses import replace
from math import log

import networkx as nx
import numpy as np
import pytest

from graph.campaign.meetings import WARNING
from graph.network.conversion import from_networkx
from graph.network.network import Network
from graph.network.pairs import numbered_pairs
from tests.benchmarks.prediction import (
    adamic_adar,
    common_neighbours,
    foreseen,
    held_out,
    newcomers,
    resource_allocation,
)
from tests.conftest import SHARED
from tests.graph.random_networks import examples

FOLDER = SHARED / "suffragettes"
real = pytest.mark.skipif(not FOLDER.exists(), reason="the real files (../shared/data) are absent")
VISITS, EVENTS, INNER_CIRCLE = 7, 10, 11
YEARS = (0, 1, 2, 3, 4, 5)  # visits, 1908 to 1913


def suffragettes(*numbers: int, everybody: bool = False) -> Network:
    """Edwards & Crossley's networks, from schochastics/networkdata, covert_44."""
    graph: nx.Graph = nx.Graph()
    for number in numbers:
        one = nx.read_graphml(FOLDER / f"covert_44_{number}.graphml")
        graph.add_nodes_from(one)
        graph.add_edges_from((u, v) for u, v in one.edges() if u != v)
    if not everybody:
        graph.remove_nodes_from([v for v, degree in list(graph.degree()) if not degree])
    return from_networkx(graph)


def test_measures_by_definition() -> None:
    for example in examples(500, seed=1, most=7, ties=18):
        G = example.G
        pairs = [(u, v) for u in example.ids for v in example.ids if u < v]
        near = {v: {u for q in example.pairs if v in q for u in q - {v}} for v in example.ids}
        numbers = numbered_pairs(G, pairs)
        results = [m(G, numbers) for m in (common_neighbours, resource_allocation, adamic_adar)]
        for k, (u, v) in enumerate(pairs):
            assert newcomers(G, numbers)[k] == (not near[u] or not near[v])
            if not near[u] or not near[v]:
                assert all(np.isnan(values[k]) for values in results)
                continue
            both = (near[u] & near[v]) - example.silent
            wanted = (
                len(both),
                sum(1 / len(near[z]) for z in both),
                sum(1 / log(len(near[z])) for z in both),
            )
            assert [values[k] for values in results] == pytest.approx(wanted)


def test_as_networkx_on_the_karate_club() -> None:
    graph = nx.karate_club_graph()
    G = from_networkx(nx.relabel_nodes(nx.Graph(graph.edges), lambda v: f"{v:02}"))
    pairs = list(nx.non_edges(graph))
    for ours, theirs in (
        (resource_allocation, nx.resource_allocation_index),
        (adamic_adar, nx.adamic_adar_index),
    ):
        wanted = [value for _, _, value in theirs(graph, pairs)]
        np.testing.assert_allclose(ours(G, np.array(pairs)), wanted)


@real
@pytest.mark.parametrize(
    ("number", "people", "area", "precision"),
    [(VISITS, 85, 0.874, 0.745), (EVENTS, 49, 0.949, 0.834), (INNER_CIRCLE, 108, 0.965, 0.827)],
)
def test_suffragettes_with_ties_hidden_at_random(
    number: int, people: int, area: float, precision: float
) -> None:
    """A fifth of the ties held out, twenty times."""
    G = suffragettes(number)
    assert len(G.ids) == people
    results, spread = held_out(G, resource_allocation)
    assert results.auc == pytest.approx(area, abs=0.02)
    assert results.precision == pytest.approx(precision, abs=0.03)
    assert 0 < spread < 0.06


@real
def test_suffragettes_in_time_and_nothing_about_newcomers() -> None:
    """The visits of 1908-09, and who met for the first time in 1910-13."""
    before = suffragettes(*YEARS[:2], everybody=True)
    after = suffragettes(*YEARS[2:], everybody=True)
    results = foreseen(before, after, resource_allocation)
    assert (results["all"].new, results["both known"].new) == (91, 9)
    assert results["both known"].pairs == 749
    assert results["both known"].precision == pytest.approx(0.242, abs=0.0005)
    assert results["all"].precision < 0.053 + 0.001  # the best of any measure; by luck .027
    for newcomer in ("one newcomer", "two newcomers"):
        assert results[newcomer].auc == 0.5
        assert results[newcomer].precision == pytest.approx(
            results[newcomer].new / results[newcomer].pairs
        )
    at_random, _ = held_out(suffragettes(VISITS), resource_allocation)
    assert at_random.auc - results["both known"].auc > 0.1  # hiding ties at random flatters
    assert at_random.precision - results["both known"].precision > 0.4
    assert "nothing about newcomers" in WARNING


def test_hidden_ties_are_hidden_and_the_same_every_time() -> None:
    """A measure that looks the hidden ties up is perfect, one that knows nothing is level."""
    G = from_networkx(nx.relabel_nodes(nx.gnp_random_graph(30, 0.2, seed=1), lambda v: f"{v:02}"))

    def cheats(hidden: Network, pairs: np.ndarray) -> np.ndarray:
        assert hidden.p.nnz == G.p.nnz - 2 * round(0.2 * G.p.nnz / 2)
        return np.asarray(G.p.toarray()[pairs[:, 0], pairs[:, 1]])

    results, _ = held_out(G, cheats, repeats=3)
    assert (results.auc, results.precision) == (1.0, 1.0)
    level, _ = held_out(G, lambda _, pairs: np.zeros(len(pairs)), repeats=3)
    assert level.auc == 0.5
    assert level.precision == pytest.approx(level.new / level.pairs)
    again = held_out(G, resource_allocation, seed=2)
    assert again == held_out(G, resource_allocation, seed=2) != held_out(G, resource_allocation)


def test_two_networks_of_other_people() -> None:
    one, other = (from_networkx(nx.path_graph(list(ids))) for ids in ("abc", "abd"))
    with pytest.raises(ValueError, match="same entities"):
        foreseen(one, other, common_neighbours)


def test_who_carries_no_chain_brings_nobody_together() -> None:
    G = from_networkx(nx.Graph(["ab", "bc"]))
    barred = replace(G, endpoints=np.array([False, True, False]))
    assert common_neighbours(G, np.array([[0, 2]])) == [1]
    assert common_neighbours(barred, np.array([[0, 2]])) == [0]
