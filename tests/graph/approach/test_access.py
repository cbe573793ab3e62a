"""The best chain to each government as a factor: what it is worth, and who carries none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from graph.approach.access import NO_WAY, best_chains, chains
from graph.approach.embassies import Door, doors
from graph.approach.nexus import Evidence
from graph.campaign.contacts import contacts
from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie, Value
from graph.model.schema import Label
from graph.network.paths import diverse_chains
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

DAY = date(2026, 11, 25)
ORIGIN = Origin("https://example.org", None, PartialDate("2026-11-01"), Confidence.HIGHLY_RELIABLE)
EMBASSY = Door("mis:fr", "Embassy of France", "embassy", None, "open", None, None, None, ())


def access(view: View, case: str, at: Mapping[str, Door]) -> Mapping[str, Evidence]:
    return chains(view, case, best_chains(view, case, at))


def evidence(empty: Store) -> Mapping[str, Evidence]:
    return access(View(empty, Label.STRICT, DAY), "cas:1", {"FRA": EMBASSY})


def campaign(empty: Store, **ada: Value) -> None:
    """A case, Ada who works on it and knows Bo, who works at the embassy of France."""
    agreed: dict[str, Value] = {"contact": "ok", "opted_in": ["cas:1"]}
    write(
        empty,
        Entity("Case", "cas:1", "Case One", origin=ORIGIN),
        Entity("Government", "gov:FRA", "France", origin=ORIGIN),
        Entity("Mission", "mis:fr", "Embassy of France", {"type": "embassy"}, ORIGIN),
        Entity("Person", "per:ada", "Ada", {**agreed, **ada}, ORIGIN),
        Entity("Person", "per:bo", "Bo", agreed, ORIGIN),
        Tie("WORKS_ON", "per:ada", "cas:1", origin=ORIGIN),
        Tie("KNOWS", "per:ada", "per:bo", origin=ORIGIN),
        Tie("WORKS_FOR", "per:bo", "mis:fr", origin=ORIGIN),
    )


def test_a_government_is_worth_the_best_chain_to_it_or_to_its_door(filled: Store) -> None:
    view = View(filled, Label.STRICT, DAY)
    case = view.find("Swallow", "Case")[0].id
    host = next(t.source for t in view.ties("DETAINS", of=[case]) if t.source.startswith("gov:"))
    at = doors(view, host)
    best = access(view, case, at)
    network = contacts(view, case).agreed
    goals = {id: id for id in network.ids if id.startswith("gov:")}
    goals |= {door.id: f"gov:{iso3}" for iso3, door in at.items() if door.id in network.index}
    worth: dict[str, float] = {}
    for goal, government in goals.items():
        for chain in diverse_chains(network, case, goal, 1, at_least=NO_WAY):
            worth[government] = max(worth.get(government, 0), chain.p)
    worth.pop(host, None)  # which no way of introductions is meant to end at
    assert {id: known.value for id, known in best.items()} == pytest.approx(worth)
    assert worth.keys() == {"gov:NOR"}
    assert "Wren" not in best["gov:NOR"].sentence  # nobody on the chain is named


def test_a_door_that_a_friend_of_a_friend_opens_counts_for_its_government(empty: Store) -> None:
    campaign(empty)
    known = evidence(empty)["gov:FRA"]
    assert known.value is not None
    assert known.low == known.value == known.high > NO_WAY
    assert known.sentence.startswith("You reach it through 2 others")


@pytest.mark.parametrize(
    "ada", [{"opted_in": []}, {"contact": "do not contact"}, {"safe_to_tell": "no"}]
)
def test_who_has_not_agreed_or_must_not_be_asked_opens_no_door(
    empty: Store, ada: dict[str, Value]
) -> None:
    campaign(empty, **ada)
    assert evidence(empty) == {}


def test_a_government_without_a_way_is_not_known_and_nothing_is_zero(empty: Store) -> None:
    campaign(empty)
    write(empty, Entity("Government", "gov:PER", "Peru", origin=ORIGIN), dataset="more")
    assert evidence(empty).keys() == {"gov:FRA"}
