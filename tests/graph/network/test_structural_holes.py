"""Structural holes and brokers, against the formulas as they are written down."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import networkx as nx
import numpy as np
import pytest

from graph.network.conversion import from_networkx
from graph.network.structural_holes import Holes
from tests.graph.random_networks import Example, examples

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def role(a: str, v: str, b: str) -> str:
    """By the groups of the three (Gould & Fernandez 1989)."""
    if a == v == b:
        return "coordinator"
    if a == b:
        return "itinerant"
    if v == b:
        return "gatekeeper"
    return "representative" if a == v else "liaison"


@pytest.mark.slow
def test_brokerage_is_every_open_step_counted() -> None:
    rng = np.random.default_rng(0)
    total = 0
    for example in examples(600, seed=1, most=8, ties=24):
        groups = {id: str(rng.integers(3)) for id in example.ids if rng.random() < 0.9}
        roles = Holes(example.G).brokerage(groups)
        wanted = {(name, v): 0 for name in ROLES for v in example.ids}
        for a, v, b in permutations(example.ids, 3):
            here = {a, v, b} <= groups.keys() and {(a, v), (v, b)} <= example.p.keys()
            if here and (a, b) not in example.p:
                wanted[role(groups[a], groups[v], groups[b]), v] += 1
        for (name, v), count in wanted.items():
            value = getattr(roles, name)[example.G.at(v)]
            if v in example.silent:
                assert np.isnan(value)
            else:
                assert value == count
                total += count
    assert total > 1000


def by_hand(example: Example, i: str) -> tuple[float, float]:
    """Constraint and effective size of one, by Burt's and Borgatti's definitions."""
    ids = example.ids
    a = {(u, v): example.p.get((u, v), 0.0) for u in ids for v in ids}
    near = {u: [v for v in ids if a[u, v] + a[v, u] > 0] for u in ids}

    def share(u: str, v: str) -> float:
        return (a[u, v] + a[v, u]) / sum(a[u, k] + a[k, u] for k in near[u])

    if not near[i]:
        return np.nan, np.nan
    constraint = sum(
        (share(i, j) + sum(share(i, q) * share(q, j) for q in near[i] if q != j)) ** 2
        for j in near[i]
    )
    among = sum(frozenset((u, v)) in example.pairs for u in near[i] for v in near[i] if u < v)
    return constraint, len(near[i]) - 2 * among / len(near[i])


@pytest.mark.slow
def test_constraint_and_effective_size() -> None:
    for example in examples(600, seed=2, most=8, ties=24):
        holes = Holes(example.G)
        wanted = [by_hand(example, id) for id in example.G.ids]
        np.testing.assert_allclose(holes.constraint, [c for c, _ in wanted])
        np.testing.assert_allclose(holes.effective_size, [size for _, size in wanted])


@pytest.mark.slow
def test_what_a_new_tie_would_change() -> None:
    checked = 0
    for example in examples(500, seed=3, most=7, ties=16):
        pairs = [(u, v) for u in example.ids for v in example.ids if u < v]
        gain = Holes(example.G).gain(pairs, 0.4)
        for k, (u, v) in enumerate(pairs):
            if frozenset((u, v)) in example.pairs:
                assert np.isnan(gain.constraint[k]).all()
                continue
            arcs = example.p | {(u, v): 0.4, (v, u): 0.4}
            other = Example(example.G, example.ids, arcs, example.silent)
            for side, id in enumerate((u, v)):
                before, after = by_hand(example, id), by_hand(other, id)
                np.testing.assert_allclose(
                    gain.constraint[k, side], after[0] - before[0], atol=1e-9
                )
                size = after[1] - np.nan_to_num(before[1])  # who had no tie had no size
                np.testing.assert_allclose(gain.effective_size[k, side], size, atol=1e-9)
                checked += 1
    assert checked > 1000


def test_as_networkx() -> None:
    for graph in (nx.karate_club_graph(), nx.davis_southern_women_graph()):
        G = nx.relabel_nodes(nx.Graph(graph.edges), str)
        holes = Holes(from_networkx(G))
        ids = holes.G.ids
        constraint, size = nx.constraint(G), nx.effective_size(G)
        np.testing.assert_allclose(holes.constraint, [constraint[v] for v in ids])
        np.testing.assert_allclose(holes.effective_size, [size[v] for v in ids])


def test_burts_published_example() -> None:
    """Burt 1992, figure 2.2, whose effective size Borgatti (1997) gives as 4.67; as NetworkX."""
    G = nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])
    holes = Holes(from_networkx(G))
    of = dict(
        zip(holes.G.ids, zip(holes.constraint, holes.effective_size, strict=True), strict=True)
    )
    assert of["G"] == pytest.approx((0.400, 4.67), abs=0.005)
    assert of["A"] == pytest.approx((0.595, 2.5), abs=0.005)
    assert of["C"] == pytest.approx((1.0, 1.0))


def test_medici_bridge_the_most_holes() -> None:
    """Padgett & Ansell 1993: none of the families tied to the Medici are tied to each other, but
    for Ridolfi and Tornabuoni; 6 - 2/6."""
    holes = Holes(from_networkx(nx.florentine_families_graph()))
    least = int(np.nanargmin(holes.constraint))
    assert holes.G.ids[least] == "Medici"
    assert holes.effective_size[least] == pytest.approx(6 - 2 / 6)


def test_who_may_carry_nothing_brokers_nothing_and_nobody_has_no_constraint() -> None:
    G = from_networkx(nx.Graph(["ab", "bc"]))
    barred = replace(G, endpoints=np.array([False, True, False]))
    assert np.isnan(Holes(barred).brokerage(dict.fromkeys("abc", "x")).total[1])
    alone: nx.Graph = nx.Graph()
    alone.add_node("a")
    assert np.isnan(Holes(from_networkx(alone)).constraint).all()
