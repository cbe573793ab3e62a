"""Diplomatic relations with a host, and who protects whose interests there."""

from __future__ import annotations

from datetime import date

import pytest

from graph.approach.relations import relations
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

ORIGIN = Origin("https://example.org", known=PartialDate("1980"))


def on(store: Store, day: str) -> View:
    return View(store, Label.CLEAR, date.fromisoformat(day))


def broken(one: str, other: str, since: str, until: str | None = None) -> Tie:
    start, end = PartialDate(since), PartialDate(until) if until else None
    return Tie("NO_RELATIONS_WITH", one, other, since, start, end, origin=ORIGIN)


def power(protector: str, protected: str, host: str, since: str, until: str | None = None) -> Tie:
    return Tie(
        "PROTECTS_INTERESTS_OF",
        protector,
        protected,
        f"{host} {since}",
        PartialDate(since),
        PartialDate(until) if until else None,
        values={"host": host},
        origin=ORIGIN,
    )


@pytest.fixture
def store(empty: Store) -> Store:
    names = {"IRN": "Iran", "USA": "United States", "CHE": "Switzerland", "SWE": "Sweden"}
    names |= {"PRK": "North Korea", "SAU": "Saudi Arabia", "ISR": "Israel", "PAK": "Pakistan"}
    write(
        empty,
        *(Entity("Government", f"gov:{id}", name) for id, name in names.items()),
        broken("gov:IRN", "gov:USA", "1980"),
        broken("gov:IRN", "gov:SAU", "2016-01", "2023-03-10"),
        Tie("DOES_NOT_RECOGNIZE", "gov:IRN", "gov:ISR", origin=ORIGIN),
        power("gov:CHE", "gov:USA", "IRN", "1980"),
        power("gov:PAK", "gov:IRN", "USA", "1992"),
        power("gov:SWE", "gov:USA", "PRK", "1995"),
        power("gov:SWE", "gov:SAU", "IRN", "2016", "2017"),
        power("gov:CHE", "gov:SAU", "IRN", "2017-10-25", "2023-03-10"),
    )
    return empty


def test_relations_are_missing_in_both_directions_while_nothing_restores_them(store: Store) -> None:
    for day, missing in (("2022-06-01", True), ("2023-06-01", False), ("2015-06-01", False)):
        view = on(store, day)
        for one, other in (("SAU", "gov:IRN"), ("IRN", "gov:SAU")):
            assert (relations(view, other).broken(one) is not None) is missing, day
    today = relations(on(store, "2026-11-29"), "gov:IRN")
    assert today.none.keys() == {"USA"}
    assert today.unrecognized.keys() == {"ISR"}
    assert [iso3 for iso3 in ("ISR", "USA", "CHE") if today.broken(iso3)] == ["ISR", "USA"]


def test_a_protecting_power_is_of_one_state_in_one_other_only(store: Store) -> None:
    view = on(store, "2026-11-29")
    assert relations(view, "gov:IRN").protector("USA") == "CHE"
    assert relations(view, "gov:PRK").protector("USA") == "SWE"
    assert relations(view, "gov:USA").protector("IRN") == "PAK"
    assert relations(view, "gov:SAU").protector("USA") is None
    assert relations(view, "gov:IRN").protector("SAU") is None  # it has ended


def test_of_two_in_one_year_the_later_is_the_protecting_power(store: Store) -> None:
    assert relations(on(store, "2017-12-01"), "gov:IRN").protector("SAU") == "CHE"
    assert relations(on(store, "2016-12-01"), "gov:IRN").protector("SAU") == "SWE"
