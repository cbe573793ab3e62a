"""Meetings on small networks, and against every pair taken one by one on random ones."""

from __future__ import annotations

import random
from itertools import combinations

import networkx as nx
import pytest

from graph.campaign.complements import COMPLEMENTS, needed
from graph.campaign.meetings import (
    ALONE,
    BRIDGE,
    BRIDGES,
    ENOUGH,
    KNOWN,
    LACKS,
    LANGUAGE,
    OCCASION,
    SAME_TARGET,
    Ally,
    cleared,
    meetings,
)
from graph.model.schema import Label
from graph.model.vocabulary import FUNCTIONS
from graph.network.contraction import contract
from graph.network.conversion import from_networkx
from tests.graph.random_networks import Example, examples

CASES = 120


def test_functions_that_need_each_other_are_functions() -> None:
    known = {function.id for function in FUNCTIONS}
    assert all(one in known for pair in COMPLEMENTS for one in pair)
    assert all(a != b and (b, a) not in COMPLEMENTS for a, b in COMPLEMENTS)
    assert all(why and not why.endswith(".") for why in COMPLEMENTS.values())


def test_the_order_is_need_times_feasibility_times_safety() -> None:
    G = from_networkx(nx.Graph([("per:a", "per:z"), ("per:z", "per:b"), ("per:c", "per:y")]))
    lawyer = Ally("per:a", frozenset({"international law"}), frozenset({"French"}))
    witness = Ally("per:b", frozenset({"documentation"}), frozenset({"French"}), risk=0.5)
    far = Ally("per:c", frozenset({"documentation"}))
    first, second = meetings(G, [lawyer, witness, far])
    assert {first.first.id, first.second.id} == {"per:a", "per:b"}
    assert first.by[0].id == "per:z"
    assert first.feasibility == 1.0  # a sure introducer and a language: capped
    assert first.order == pytest.approx(first.need * 0.5)
    assert second.by == []
    assert second.feasibility == ALONE


def test_who_is_tied_or_meets_in_a_body_is_not_brought_together() -> None:
    G = from_networkx(nx.Graph([("per:a", "per:b"), ("per:a", "per:z"), ("per:c", "per:z")]))
    does, lacks = frozenset({"documentation"}), frozenset({"international law"})
    tied = [Ally("per:a", does), Ally("per:b", lacks)]
    assert meetings(G, tied) == []
    apart = [Ally("per:a", does), Ally("per:c", lacks)]
    assert len(meetings(G, apart)) == 1
    assert meetings(G, apart, met=[("per:c", "per:a")]) == []
    both = [
        Ally("per:a", does, bodies=frozenset({"coa:1"})),
        Ally("per:c", lacks, bodies=frozenset({"coa:1"})),
    ]
    assert meetings(G, both) == []
    member = [Ally("per:a", does, bodies=frozenset({"per:c"})), Ally("per:c", lacks)]
    assert meetings(G, member) == []


@pytest.mark.parametrize("one", Label)
@pytest.mark.parametrize("other", Label)
def test_nobody_learns_of_what_is_not_for_them(one: Label, other: Label) -> None:
    G = from_networkx(nx.Graph([("per:a", "per:z"), ("per:b", "per:z")]))
    pair = [
        Ally("per:a", frozenset({"documentation"}), label=one),
        Ally("per:b", frozenset({"international law"}), label=other),
    ]
    assert bool(meetings(G, pair)) == cleared(one, other)
    secret = {Label.STRICT, Label.RED} & {one, other}
    assert cleared(one, other) == (not secret or one == other)


def test_a_tie_that_may_not_be_told_of_introduces_nobody() -> None:
    G = from_networkx(nx.Graph([("per:a", "per:z"), ("per:b", "per:z")]))
    pair = [
        Ally("per:a", frozenset({"documentation"})),
        Ally("per:b", frozenset({"international law"})),
    ]
    (proposal,) = meetings(G, pair, trusted=lambda one, other: (one, other) != ("per:z", "per:b"))
    assert proposal.by == []


def test_newcomers_are_ordered_by_what_they_do_and_not_by_whom_they_know() -> None:
    G = from_networkx(nx.Graph([("per:a", "per:z"), ("per:new", "cas:1"), ("per:a", "cas:1")]))
    settled = Ally("per:a", frozenset({"international law"}), frozenset({"French"}))
    new = Ally("per:new", frozenset({"documentation"}), frozenset({"French"}))
    stranger = Ally("per:none", frozenset({"documentation"}))
    proposals = meetings(G, [settled, new, stranger])
    assert [(one.second.id, one.newcomer, one.bridge) for one in proposals] == [
        ("per:new", True, 0.0),
        ("per:none", True, 0.0),
    ]


@pytest.mark.slow
def test_every_pair_taken_one_by_one() -> None:
    """The same pairs, factors and order as a loop over all pairs with NetworkX's constraint."""
    looked = 0
    for seed, example in enumerate(examples(CASES, most=8)):
        G, rng = example.G, random.Random(seed)
        words = [function.id for function in FUNCTIONS]
        allies = [
            Ally(
                id,
                frozenset(rng.sample(words, 5)),
                frozenset(rng.sample(["Arabic", "French", "Dutch"], rng.randrange(3))),
                frozenset(rng.sample(["Rome", "Tunis"], rng.randrange(2))),
                frozenset(rng.sample(["gov:FRA", "gov:DEU"], rng.randrange(2))),
                frozenset(rng.sample(["coa:1", "coa:2"], rng.randrange(2))),
                rng.choice([Label.GREEN, Label.AMBER, Label.STRICT]),
                rng.choice([0.0, 0.1]),
            )
            for id in rng.sample(G.ids, min(len(G.ids), 6))
        ]
        appraisals = {
            (one.first.id, one.second.id): (one.need, one.feasibility, one.risk)
            for one in meetings(G, allies)
        }
        wanted = _one_by_one(example, sorted(allies, key=lambda one: one.id))
        assert appraisals.keys() == wanted.keys(), seed
        for pair, factors in wanted.items():
            assert appraisals[pair] == pytest.approx(factors, abs=1e-9), (seed, pair)
        looked += len(wanted)
    assert looked > CASES


def _one_by_one(
    example: Example, allies: list[Ally]
) -> dict[tuple[str, str], tuple[float, float, float]]:
    wanted, p = {}, example.p
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(example.ids)
    for (u, v), chance in p.items():
        old = graph.get_edge_data(u, v, {"weight": 0.0})["weight"]
        graph.add_edge(u, v, weight=old + chance)
    for a, b in combinations(allies, 2):
        if graph.has_edge(a.id, b.id) or a.bodies & b.bodies or not cleared(a.label, b.label):
            continue
        lacks = needed(a.functions, b.functions)
        need = SAME_TARGET * bool(a.targets & b.targets) + LACKS * min(len(lacks) / ENOUGH, 1)
        if not need:
            continue
        known = 0.0
        if graph.degree[a.id] and graph.degree[b.id]:
            then = graph.copy()
            then.add_edge(a.id, b.id, weight=2 * KNOWN)
            before = nx.constraint(graph, [a.id, b.id], weight="weight")
            after = nx.constraint(then, [a.id, b.id], weight="weight")
            fall = sum(before[id] - after[id] for id in (a.id, b.id)) / 2
            need += BRIDGES * min(max(fall, 0) / BRIDGE, 1)
            known = max(
                p.get((s, z), 0) * p.get((z, t), 0)
                for z in set(example.ids) - example.silent - {a.id, b.id} | {""}
                for s, t in ((a.id, b.id), (b.id, a.id))
            )
        feasible = max(ALONE, known) + LANGUAGE * bool(a.languages & b.languages)
        feasible += OCCASION * bool(a.occasions & b.occasions)
        wanted[a.id, b.id] = (need, min(feasible, 1), 1 - (1 - a.risk) * (1 - b.risk))
    return wanted


def test_the_people_of_a_body_are_that_body() -> None:
    """Parallel ties are combined as independent; who carries no chain takes no tie along."""
    for seed, example in enumerate(examples(CASES)):
        G, rng = example.G, random.Random(seed)
        owner = {id: f"org:{rng.randrange(3)}" for id in G.ids if rng.random() < 0.5}
        merged = contract(G, owner)
        silent = example.silent & owner.keys()
        missing: dict[tuple[str, str], float] = {}
        for (a, b), p in example.p.items():
            ends = owner.get(a, a), owner.get(b, b)
            if ends[0] != ends[1] and not {a, b} & silent:
                missing[ends] = missing.get(ends, 1.0) * (1 - p)
        assert set(merged.ids) == {owner.get(id, id) for id in G.ids}
        for a in merged.ids:
            for b in merged.ids:
                assert merged.chance(a, b) == pytest.approx(1 - missing.get((a, b), 1.0))
