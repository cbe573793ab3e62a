"""From claims to one weighted network, against working each arc out by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

import networkx as nx
import numpy as np
import pytest
from msgspec.structs import replace

from graph.model.errors import NotFound
from graph.model.records import Confidence, Entity, Origin, Tie
from graph.model.schema import TIES
from graph.network.building import REVERSIBLE, build
from graph.network.conversion import from_networkx
from graph.network.network import Network
from graph.network.tie_strength import belief, last_seen
from tests.graph.random_claims import claims, entities
from tests.graph.random_networks import examples

TODAY = date(2024, 6, 1)
DAY = TODAY.isoformat()
SURE = Origin("https://example.org", confidence=Confidence.HIGHLY_RELIABLE)
Arcs = dict[tuple[str, str], float]


def holds(tie: Tie, claims: Iterable[Tie]) -> bool:
    """Whether a claim holds today, given the other claims of the same tie."""
    if tie.since and tie.since.first > DAY:
        return False
    if tie.until:
        return tie.until.last >= DAY
    ends = [t.until.last for t in claims if t.until and t.until.last < DAY]
    return not any((last_seen(tie) or "") <= end for end in ends)


def by_hand(
    ties: Iterable[Tie], *, unsourced: bool = False, gone: Collection[str] = ()
) -> tuple[Arcs, Arcs]:
    """The chance of each arc, and how many ties it is believed for."""
    claims = defaultdict(list)
    for tie in ties:
        if (tie.origin.url or unsourced) and not {tie.source, tie.target} & set(gone):
            directed = TIES[tie.kind].directed
            ends = (tie.source, tie.target) if directed else sorted((tie.source, tie.target))
            claims[tie.kind, *ends, tie.key].append(tie)
    fails: Arcs = defaultdict(lambda: 1.0)
    count: Arcs = defaultdict(float)
    for (kind, source, target, _), same in claims.items():
        if TIES[kind].influence is None or source == target:
            continue
        chances = [belief(tie, TODAY).p for tie in same if holds(tie, same)]
        if not chances:
            continue
        back = kind in REVERSIBLE or not TIES[kind].directed
        for arc in ((source, target), (target, source))[: 2 if back else 1]:
            fails[arc] *= 1 - max(chances)
            count[arc] += 1
    return {arc: 1 - fail for arc, fail in fails.items()}, count


def arcs(G: Network) -> Arcs:
    tails, heads = G.p.nonzero()
    return {(G.ids[u], G.ids[v]): G.p[u, v] for u, v in zip(tails, heads, strict=True)}


@pytest.mark.slow
@pytest.mark.parametrize("unsourced", [False, True])
def test_every_arc_of_random_claims(unsourced: bool) -> None:
    parallel = 0
    for ties in claims(500, seed=1):
        G = build(entities(), ties, TODAY, unsourced=unsourced)
        wanted, count = by_hand(ties, unsourced=unsourced)
        assert arcs(G) == pytest.approx(wanted)
        for u, v in {*count, ("per:a", "per:b"), ("org:d", "cas:h")}:
            reasons = G.reasons(u, v)
            assert len(reasons) == count[u, v]
            assert 1 - np.prod([1 - p for _, p in reasons]) == pytest.approx(
                wanted.get((u, v), 0.0)
            )
            assert [-p for _, p in reasons] == sorted(-p for _, p in reasons)
            assert all({tie.source, tie.target} == {u, v} for tie, _ in reasons)
            parallel += len(reasons) > 1
        assert G.chance("per:a", "per:b") == pytest.approx(wanted.get(("per:a", "per:b"), 0.0))
    assert parallel > 100


def test_what_is_left_out_is_counted_once_for_each_tie() -> None:
    reasons = set()
    for ties in claims(300, seed=2):
        G = build(entities(), ties, TODAY)
        carrying = [t for t in ties if TIES[t.kind].influence and t.source != t.target]
        sourced = [t for t in carrying if t.origin.url]
        assert G.left_out.get("unsourced", 0) == len(carrying) - len(sourced)
        known = {
            (
                t.kind,
                frozenset((t.source, t.target))
                if not TIES[t.kind].directed
                else (t.source, t.target),
                t.key,
            )
            for t in sourced
        }
        used = {tie.identity for u, v in arcs(G) for tie, _ in G.reasons(u, v)}
        left = G.left_out.get("ended", 0) + G.left_out.get("not begun", 0)
        assert len(known) == len(used) + left
        reasons |= G.left_out.keys()
    assert reasons == {"unsourced", "ended", "not begun"}


def test_the_order_of_claims_changes_nothing() -> None:
    for ties in claims(100, seed=3):
        one, other = (build(entities(), some, TODAY) for some in (ties, ties[::-1]))
        assert one.ids == other.ids
        np.testing.assert_array_equal(one.p.toarray(), other.p.toarray())


def test_who_is_excluded_is_as_if_never_there() -> None:
    for ties in claims(200, seed=4):
        gone = {"per:b", "org:d"}
        G = build(entities(), ties, TODAY, excluded=gone)
        left = [t for t in ties if not {t.source, t.target} & gone]
        wanted = build([e for e in entities() if e.id not in gone], left, TODAY)
        assert G.ids == wanted.ids
        assert G.left_out == wanted.left_out
        np.testing.assert_array_equal(G.p.toarray(), wanted.p.toarray())
    with pytest.raises(NotFound, match="per:b"):
        G.at("per:b")


def test_who_may_begin_or_end_a_chain_and_carries_none() -> None:
    tie = Tie("KNOWS", "per:a", "per:b", origin=SURE)
    G = build(entities(), [tie, replace(tie, target="per:c")], TODAY, endpoints_only={"per:a"})
    barred = {id for id, end in zip(G.ids, G.endpoints, strict=True) if end}
    assert barred == {"per:a", "cas:h"}  # a case introduces nobody
    assert G.carrying[G.at("per:a")].nnz == 0
    assert G.chance("per:a", "per:b") > 0


def test_influence_strictly_as_directed() -> None:
    tie = Tie("MEMBER_OF", "per:a", "org:d", origin=SURE)
    both, one = build(entities(), [tie], TODAY), build(entities(), [tie], TODAY, reverse=())
    assert both.chance("org:d", "per:a") == both.chance("per:a", "org:d") > 0
    assert one.chance("org:d", "per:a") == 0


def test_a_sure_tie_beside_others_stays_sure() -> None:
    sure = Tie("KIN_OF", "per:a", "per:b", strength=1.0, origin=SURE)
    other = Tie("KNOWS", "per:a", "per:b", origin=SURE)
    p = build(entities(), [sure, other], TODAY).chance("per:a", "per:b")
    assert p == pytest.approx(1 - 0.1 * (1 - 0.5 * 0.9 * 0.5))


def test_nothing_at_all() -> None:
    assert build([], [], TODAY).p.shape == (0, 0)
    alone = build([Entity("Person", "per:a")], [], TODAY)
    assert (alone.ids, alone.p.nnz, alone.left_out) == (("per:a",), 0, {})


def test_a_networkx_graph_and_back() -> None:
    for example in examples(200, seed=5):
        assert arcs(example.G) == pytest.approx(example.p)
        graph = example.G.as_networkx
        assert set(graph.edges) == set(example.p)
        for _, _, data in graph.edges(data=True):
            assert data["length"] == pytest.approx(-np.log(data["p"]))
        assert arcs(from_networkx(graph, "p")) == pytest.approx(example.p)


def test_worlds_hold_each_tie_as_often_as_its_chance_and_both_ways_alike() -> None:
    graph = nx.relabel_nodes(nx.complete_graph(8), lambda v: f"{v}")
    nx.set_edge_attributes(graph, 0.3, "p")
    G = from_networkx(graph, "p")
    there = np.array([G.world(number).p.toarray() > 0 for number in range(2_000)])
    assert (there == there.transpose(0, 2, 1)).all()
    often = there.mean(axis=0)[np.triu_indices(8, 1)]
    assert np.abs(often - 0.3).max() < 4 * (0.21 / 2_000) ** 0.5
    world = G.world(0)
    assert set(world.p.data) == {0.3}
    assert (G.world(3, seed=1).p != G.world(3, seed=2).p).nnz > 0
