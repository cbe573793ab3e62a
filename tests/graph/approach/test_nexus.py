"""Bonds, rules and leverage: what ties a government to a case, to a rule, and to the target."""

from __future__ import annotations

from datetime import date

import pytest

from graph.approach.leverage import dependence, measures
from graph.approach.mandates import eu_members, mandates, rules
from graph.approach.nexus import nexus, ties_of_history
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

DAY = date(2026, 11, 25)
ORIGIN = Origin("https://example.org", known=PartialDate("2026-06-05"))
OLD = Origin("https://example.org", known=PartialDate("2019-12-31"))
HOST = "gov:XZV"
STATES: list[Record] = [
    Entity("Government", f"gov:{code}", code, {}, ORIGIN)
    for code in ("XZV", "FRA", "DEU", "NOR", "CHE", "CAN")
]
EU = Entity("Organization", "org:EU", "European Union", {}, Origin(label=Label.CLEAR))


def view(store: Store, *records: Record, audience: Label = Label.RED) -> View:
    write(store, *STATES, *records)
    return View(store, audience, DAY)


CASE: list[Record] = [
    Entity("Case", "cas:1", "Case One", {}, ORIGIN),
    Entity("Person", "per:p", "P", {"role": "prisoner"}, ORIGIN),
    Entity("Person", "per:k", "K", {"role": "relative"}, ORIGIN),
    Entity("Organization", "org:w", "W", {"sector": "media"}, ORIGIN),
    Tie("CONCERNS", "cas:1", "per:p", origin=ORIGIN),
    Tie("NATIONAL_OF", "cas:1", HOST, origin=ORIGIN),
    Tie("NATIONAL_OF", "per:p", "gov:FRA", origin=ORIGIN),
    Tie("RESIDES_IN", "per:p", "gov:CHE", origin=ORIGIN),
    Tie("KIN_OF", "per:k", "per:p", origin=ORIGIN),
    Tie("RESIDES_IN", "per:k", "gov:DEU", origin=ORIGIN),
    Tie("RESIDES_IN", "per:k", "gov:FRA", "other", origin=ORIGIN),
    Tie("WORKS_FOR", "per:p", "org:w", origin=ORIGIN),
    Tie("LOCATED_IN", "org:w", "gov:NOR", origin=ORIGIN),
]


def test_the_strongest_bond_counts_and_the_host_has_none(empty: Store) -> None:
    bonds = nexus(view(empty, *CASE), "cas:1", HOST)
    assert {id: bond.value for id, bond in bonds.items()} == {
        "gov:FRA": 1.0,
        "gov:CHE": 0.6,
        "gov:DEU": 0.6,
        "gov:NOR": 0.4,
    }
    assert all(bond.year == 2026 for bond in bonds.values())
    assert not any("K" in bond.sentence for bond in bonds.values())


def test_a_relative_whom_the_audience_may_not_see_makes_no_bond(empty: Store) -> None:
    bonds = nexus(view(empty, *CASE, audience=Label.STRICT), "cas:1", HOST)  # relatives: RED
    assert "gov:DEU" not in bonds


def test_ties_of_history_are_added_up_and_say_who_ruled(empty: Store) -> None:
    bonds = ties_of_history(
        view(
            empty,
            Tie("BORDERS", "gov:DEU", HOST),
            Tie("SHARES_LANGUAGE_WITH", HOST, "gov:DEU"),
            Tie("COLONIZED", "gov:FRA", HOST),
            Tie("COLONIZED", HOST, "gov:CHE"),
        ),
        HOST,
    )
    assert {id: bond.value for id, bond in bonds.items()} == {
        "gov:DEU": pytest.approx(0.7),
        "gov:FRA": 0.3,
        "gov:CHE": 0.3,
    }
    assert bonds["gov:FRA"].sentence == "It once ruled the detaining country."
    assert bonds["gov:CHE"].sentence == "It was once ruled by the detaining country."
    assert bonds["gov:DEU"].year is None  # timeless


def test_a_measure_in_force_is_leverage_and_one_that_ended_is_not(empty: Store) -> None:
    shown = view(
        empty,
        EU,
        Tie("SANCTIONS", "gov:CAN", HOST, origin=ORIGIN),
        Tie("SANCTIONS", "gov:NOR", HOST, until=PartialDate("2020"), origin=OLD),
        Tie("SANCTIONS", HOST, "gov:CHE", origin=ORIGIN),
        Tie("AIDS", "gov:DEU", HOST, origin=OLD),
        Tie("SANCTIONS", "org:EU", HOST, origin=ORIGIN),
    )
    bonds = measures(shown, HOST, frozenset({"gov:FRA", "gov:DEU"}))
    assert {id: known.value for id, known in bonds.items()} == {
        "gov:CAN": 1.0,
        "gov:DEU": 0.5,
        "gov:FRA": 0.5,
    }


def paper(id: str, kind: str) -> Entity:
    return Entity("Agreement", f"agr:{id}", id, {"kind": kind}, Origin(label=Label.CLEAR))


def test_rules_bind_from_their_year_to_their_end_and_those_of_the_eu_its_members(
    empty: Store,
) -> None:
    shown = view(
        empty,
        EU,
        paper("EU guidelines", "guideline"),
        paper("Norwegian guidelines", "guideline"),
        paper("Media Freedom Coalition", "pledge"),
        paper("Arbitrary detention", "pledge"),
        paper("ICCPR", "treaty"),
        Tie("MEMBER_OF", "gov:DEU", "org:EU", values={"status": "member"}, origin=ORIGIN),
        Tie("MEMBER_OF", "gov:CHE", "org:EU", values={"status": "observer"}, origin=ORIGIN),
        Tie("MEMBER_OF", "gov:CAN", "org:EU", until=PartialDate("2020"), origin=ORIGIN),
        Tie("ADOPTED", "org:EU", "agr:EU guidelines", since=PartialDate("2004"), origin=ORIGIN),
        Tie(
            "ADOPTED",
            "gov:NOR",
            "agr:Norwegian guidelines",
            since=PartialDate("2010"),
            origin=ORIGIN,
        ),
        Tie("SIGNED", "gov:CAN", "agr:Media Freedom Coalition", origin=ORIGIN),
        Tie("SIGNED", "gov:CAN", "agr:Arbitrary detention", origin=ORIGIN),
        Tie(
            "SIGNED",
            "gov:FRA",
            "agr:Media Freedom Coalition",
            until=PartialDate("2024"),
            origin=ORIGIN,
        ),
        Tie(
            "SIGNED", "gov:CHE", "agr:Arbitrary detention", since=PartialDate("2027"), origin=ORIGIN
        ),
        Tie("PARTY_TO", "gov:CHE", "agr:ICCPR", origin=ORIGIN),
    )
    members = eu_members(shown)
    assert members == {"gov:DEU"}
    binding = rules(shown, members)
    assert {id: [rule.title for rule in of] for id, of in binding.items() if id != "org:EU"} == {
        "gov:DEU": ["EU guidelines"],
        "gov:NOR": ["Norwegian guidelines"],
        "gov:CAN": ["Arbitrary detention", "Media Freedom Coalition"],
    }
    assert {id: known.value for id, known in mandates(binding).items()} == {
        "gov:DEU": 0.5,
        "gov:NOR": 1.0,
    }
    assert mandates(binding, ["journalist"])["gov:CAN"].value == 0.25
    assert mandates(binding, [], ["gov:CAN"])["gov:CAN"].sentence == "Bound by Arbitrary detention."


def test_without_a_table_dependence_is_not_known(empty: Store) -> None:
    assert dependence(view(empty), HOST) == {}
