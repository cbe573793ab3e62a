"""Whoever must be left alone is on no chain, in no count and in no suggestion, in both stores.

Random campaigns; who is at risk is found out here from what was written, not by `graph.safety`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice, permutations
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.campaign.contacts import circle, contacts
from graph.model.records import Entity, Origin, Record, Tie
from graph.model.schema import Label
from graph.network.betweenness import betweenness
from graph.network.key_players import key_set
from graph.network.network import Network
from graph.network.pairs import introducers
from graph.network.paths import diverse_chains, nearest
from graph.network.reliability import reliability
from graph.network.structural_holes import Holes
from graph.store.base import Store
from graph.view import View
from tests.graph.random_networks import chains
from tests.graph.store.given import give

TODAY = date(2026, 6, 1)
ORIGIN = Origin("https://example.org")
PEOPLE = [f"per:{x}" for x in "abcdef"]
ORGS = ["org:1", "org:2"]
RED = ["prisoner", "co-accused", "relative", "local counsel", "source", "doctor"]


@dataclass(frozen=True)
class Campaign:
    """What is written, and who of it is at risk by which rule."""

    records: list[Record]
    gone: set[str]  # not to be contacted: nothing overrides it
    at_risk: set[str]
    agreed: set[str]  # to introductions for the case

    @property
    def left_alone(self) -> set[str]:
        return self.gone | (self.at_risk - self.agreed)


def campaign(random: Random) -> Campaign:
    """Six people, two organizations, and whatever may be the matter with them."""

    def once_in(so_many: int) -> bool:
        return random.randrange(so_many) == 0

    records: list[Record] = [
        Entity("Case", "cas:1", "One"),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Government", "gov:FRA", "France"),
        *(Entity("Organization", id, id) for id in ORGS),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=ORIGIN),
        Tie("WORKS_ON", "org:1", "cas:1", origin=ORIGIN),
    ]
    gone, at_risk, agreed = set[str](), set[str](), set[str]()
    for id in PEOPLE:
        values: dict[str, str | bool | list[str]] = {"role": "activist"}
        if once_in(8):
            values["role"] = random.choice(RED)
            at_risk.add(id)
        if once_in(10):
            values["minor"] = True
            at_risk.add(id)
        if once_in(8):
            values |= random.choice([{"contact": "do not contact"}, {"safe_to_tell": "no"}])
            gone.add(id)
        if once_in(2):
            values["opted_in"] = ["cas:1"]
            agreed.add(id)
        records.append(Entity("Person", id, id, values))
        if once_in(8):
            records.append(Tie("RESIDES_IN", id, "gov:BLR"))
            at_risk.add(id)
        elif once_in(3):
            records.append(Tie("RESIDES_IN", id, "gov:FRA"))
    if once_in(2):
        prisoner, kin = random.sample(PEOPLE, 2)
        records += [Tie("CONCERNS", "cas:1", prisoner), Tie("KIN_OF", kin, prisoner, origin=ORIGIN)]
        at_risk |= {prisoner, kin}
    for _ in range(random.randrange(4, 18)):
        u, v = random.sample([*PEOPLE, *ORGS], 2)
        kind = {"perper": "KNOWS", "perorg": "MEMBER_OF"}.get(u[:3] + v[:3], "PARTNERS_WITH")
        records.append(Tie(kind, u, v, origin=ORIGIN))
    different = {record.identity: record for record in records}
    return Campaign(list(different.values()), gone, at_risk, agreed)


def check(store: Store, population: Campaign) -> None:
    give(store, *population.records)
    view = View(store, Label.RED, TODAY)
    reached = contacts(view, "cas:1", ORGS)
    assert reached.no_target >= population.gone & reached.entities.keys()
    for G in (reached.askable, reached.agreed):
        assert not population.gone & set(G.ids)
        _carry_nothing(G, population.left_alone)
    people = {id for id in PEOPLE if id not in population.agreed}
    _carry_nothing(reached.agreed, people)
    for case, left_alone in (
        ("cas:1", population.left_alone),
        (None, population.gone | population.at_risk),
    ):
        G = circle(view, case).network
        assert not left_alone & set(G.ids)
        _as_if_never_there(store, population, left_alone, case, G)


def _carry_nothing(G: Network, ids: set[str]) -> None:
    """On no chain but at its end, in no count, in no suggestion."""
    inside = ids & set(G.ids)
    pairs = list(permutations(G.ids, 2))
    for s, t in pairs:
        for chain in islice(chains(G, s, t), 20):
            assert not inside & set(chain.between)
        if s in ORGS:
            assert not any(inside & set(chain.between) for chain in diverse_chains(G, s, t))
            assert not inside & {near.id for near in nearest(G, s, t)} - {s, t}
    for by in introducers(G, pairs):
        assert not inside & {one.id for one in by}
    assert not inside & set(key_set(G, 2).ids)
    roles = Holes(G).brokerage(dict.fromkeys(G.ids, "x")).total
    between = betweenness(G).pairs
    for id in inside:
        assert np.isnan(roles[G.at(id)])
        assert np.isnan(between[G.at(id)])
    s, t = "org:1", "org:2"
    if {s, t} <= set(G.ids):
        without = _without(G, inside)
        assert reliability(G, s, t).chance == pytest.approx(reliability(without, s, t).chance)


def _without(G: Network, ids: set[str]) -> Network:
    outside = np.array([id not in ids for id in G.ids])
    left = tuple(id for id in G.ids if id not in ids)
    return Network(left, G.p[outside][:, outside], G.endpoints[outside])


def _as_if_never_there(
    store: Store, population: Campaign, left_alone: set[str], case: str | None, G: Network
) -> None:
    """Every count is what it would be if nobody had ever written of them."""
    for id in sorted(left_alone):
        assert id not in G.index
    rest = [
        record
        for record in population.records
        if not (isinstance(record, Entity) and record.id in left_alone)
        and not (isinstance(record, Tie) and {record.source, record.target} & left_alone)
    ]
    give(store, *rest)
    other = circle(View(store, Label.RED, TODAY), case).network
    give(store, *population.records)
    assert other.ids == G.ids
    assert (other.p != G.p).nnz == 0
    assert other.left_out == G.left_out


@pytest.mark.slow
def test_left_alone(store: Store) -> None:
    # Each campaign is written five times over, which a server does slowly.
    @settings(
        max_examples=6,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32).map(lambda seed: campaign(Random(seed))))
    def holds(campaign: Campaign) -> None:
        check(store, campaign)

    holds()
