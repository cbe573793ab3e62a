"""Who must be left alone is: on no chain, in no count, in no suggestion."""

from __future__ import annotations

from datetime import date

import pytest

from graph.campaign.contacts import circle
from graph.campaign.safety import do_not_contact, protected
from graph.model.merging import merge
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie, Value
from graph.network.network import Network
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

ORIGIN = Origin("https://example.org")
TODAY = date(2026, 6, 1)
CASE = [
    Entity("Case", "cas:1", "One"),
    Entity("Case", "cas:2", "Two"),
    Entity("Government", "gov:BLR", "Belarus"),
    Entity("Government", "gov:FRA", "France"),
    Tie("DETAINS", "gov:BLR", "cas:1"),
    Tie("CONCERNS", "cas:1", "per:held"),
    Entity("Person", "per:held"),
    Entity("Person", "per:x"),
]


def at_risk(*more: Record, case: str | None = "cas:1", day: date = TODAY) -> set[str]:
    known = {record.identity: record for record in [*CASE, *more]}
    entities = [record for record in known.values() if isinstance(record, Entity)]
    ties = [record for record in known.values() if isinstance(record, Tie)]
    return protected(entities, ties, case, day)


def x(**values: Value) -> Entity:
    return Entity("Person", "per:x", values=values)


@pytest.mark.parametrize(
    "why",
    [
        [x(role="prisoner")],
        [x(role="local counsel")],
        [x(role="interpreter")],
        [x(minor=True)],
        [x(contact="do not contact")],
        [x(safe_to_tell="no")],
        [Tie("KIN_OF", "per:x", "per:held")],
        [Tie("KIN_OF", "per:held", "per:x")],
        [
            Entity("Person", "per:y"),
            Tie("KIN_OF", "per:y", "per:held"),
            Tie("KIN_OF", "per:x", "per:y"),
        ],
        [Entity("Family", "fam:1"), Tie("PART_OF", "per:x", "fam:1")],
        [Tie("CO_ACCUSED_WITH", "per:held", "per:x")],
        [Tie("DETAINED_IN", "per:x", "gov:FRA")],
        [Tie("DETAINS", "gov:FRA", "per:x")],
        [Entity("Facility", "fac:1"), Tie("HELD_AT", "per:x", "fac:1")],
        [Entity("Proceeding", "pro:1"), Tie("CONCERNS", "pro:1", "per:x")],
        [Tie("CONCERNS", "cas:2", "per:x")],
        [Tie("RESIDES_IN", "per:x", "gov:BLR")],
        [Tie("RESIDES_IN", "per:x", "gov:BLR", until=PartialDate("2026-06-01"))],
        [Tie("RESIDES_IN", "per:x", "gov:BLR", until=PartialDate("2026"))],
        [
            Entity("Facility", "fac:1"),
            Tie("LOCATED_IN", "fac:1", "gov:BLR"),
            Tie("LOCATED_IN", "per:x", "fac:1"),
        ],
    ],
)
def test_each_reason(why: list[Record]) -> None:
    people = at_risk(*why)
    assert "per:x" in people
    assert "per:held" in people


@pytest.mark.parametrize(
    "why",
    [
        [],
        [x(role="diplomat", minor=False, contact="ask first", safe_to_tell="unknown")],
        [Tie("RESIDES_IN", "per:x", "gov:FRA")],
        [Tie("RESIDES_IN", "per:x", "gov:BLR", until=PartialDate("2026-05-31"))],
        [Tie("KNOWS", "per:x", "per:held")],
        [Entity("Person", "per:y"), Tie("KIN_OF", "per:x", "per:y")],
    ],
)
def test_no_reason(why: list[Record]) -> None:
    assert "per:x" not in at_risk(*why)


def test_opting_in_counts_for_its_case_only_and_never_against_do_not_contact() -> None:
    lives = Tie("RESIDES_IN", "per:x", "gov:BLR")
    agreed = x(opted_in=["cas:1"])
    assert "per:x" not in at_risk(agreed, lives)
    assert "per:x" in at_risk(agreed, lives, case=None)
    assert "per:x" in at_risk(x(opted_in=["cas:2"]), lives)
    assert "per:x" in at_risk(x(opted_in=["cas:1"], contact="do not contact"))
    assert "per:x" in at_risk(x(opted_in=["cas:1"], safe_to_tell="no"))


def test_whose_state_nobody_knows_is_looked_after_everywhere() -> None:
    """Of case two no holder is known: whoever lives in any state that detains is at risk."""
    lives = Tie("RESIDES_IN", "per:x", "gov:BLR")
    assert "per:x" in at_risk(lives, case="cas:2")
    elsewhere = Tie("DETAINS", "gov:FRA", "cas:2")
    assert "per:x" not in at_risk(lives, elsewhere, case="cas:2")


def test_one_careful_claim_is_enough() -> None:
    """A public and highly reliable dataset does not talk the campaign's own file down."""
    sure = Origin(confidence=Confidence.HIGHLY_RELIABLE, dataset="public")
    theirs = Entity(
        "Person",
        "per:x",
        "X",
        {
            "role": "politician",
            "contact": "ok",
            "safe_to_tell": "yes",
            "minor": False,
            "city": "Paris",
        },
        sure,
    )
    for values in (
        {"contact": "do not contact"},
        {"safe_to_tell": "no"},
        {"minor": True},
        {"role": "relative"},
    ):
        ours = Entity("Person", "per:x", "X", {**values, "city": "Lyon"})
        for claims in ([ours, theirs], [theirs, ours]):
            one = merge("per:x", claims)
            assert one.values["city"] == "Paris"
            assert protected([one], [], "cas:1") == {"per:x"}
    assert do_not_contact([theirs]) == set()


def arcs(G: Network) -> set[tuple[str, str]]:
    return {(G.ids[u], G.ids[v]) for u, v in zip(*G.p.nonzero(), strict=True)}


def test_the_network_for_counting_holds_nobody_at_risk(empty: Store) -> None:
    knows = [
        Tie("KNOWS", "per:a", other, origin=ORIGIN)
        for other in ("per:b", "per:held", "per:x", "per:inside", "per:agreed")
    ]
    knows.append(Tie("WORKS_ON", "per:a", "cas:1", origin=ORIGIN))
    more = [
        Entity("Person", "per:a"),
        Entity("Person", "per:b"),
        x(contact="do not contact"),
        Entity("Person", "per:inside"),
        Entity("Person", "per:agreed", values={"opted_in": ["cas:1"]}),
        Tie("RESIDES_IN", "per:inside", "gov:BLR"),
        Tie("RESIDES_IN", "per:agreed", "gov:BLR"),
    ]
    known = {record.identity: record for record in [*CASE, *more, *knows]}
    write(empty, *known.values())
    view = View(empty, as_of=TODAY)
    everybody, of_case = circle(view).network, circle(view, "cas:1").network
    assert everybody.ids == ("per:a", "per:b")
    assert arcs(everybody) == {("per:a", "per:b"), ("per:b", "per:a")}
    assert set(of_case.ids) == {"per:a", "per:b", "per:agreed"}
    assert not view.used.datasets  # nothing is shown yet
