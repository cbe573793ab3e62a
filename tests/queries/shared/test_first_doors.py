"""The ways to a state and its first doors, on the shipped tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.approach.portfolio import MEDIATOR, NEAR, NEXUS
from graph.model.ids import iso3_of
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from queries.question import ask
from queries.shared.first_doors import FAINT, Ways
from tests.conftest import write
from tests.queries.shared.test_approach import DAY, ORIGIN, ground

HOSTS = ["gov:BLR", "gov:EGY", "gov:CHN", "gov:NIC", "gov:TZA", "gov:VEN", "gov:IRN"]


def ways(store: Store, host: str, case: str | None = None, barred: tuple[str, ...] = ()) -> Ways:
    on = ground(store, host, case)
    chances = dict(zip(on.past.reviews.senders.tolist(), on.chances.ranked.tolist(), strict=True))
    order = sorted(on.senders, key=lambda id: (-chances[iso3_of(id)], id))
    return Ways(on, order, lambda id: on.past.governments[iso3_of(id)].title, barred)


@pytest.mark.parametrize("host", HOSTS)
def test_nobody_is_a_first_door_that_should_not_be(filled: Store, host: str) -> None:
    to = ways(filled, host)
    for one in to.chosen:
        iso3 = iso3_of(one.id)
        assert one.id != host
        assert not to.relations.broken(iso3)
        assert to.reason(one).endswith(".")
        if one.role == NEAR:
            assert to.ground.evidence["chance"][one.id].value >= FAINT
            assert not to.defended(iso3)
    without = ways(filled, host, barred=tuple(one.id for one in to.chosen)).chosen
    assert not {one.id for one in without} & {one.id for one in to.chosen}


def test_one_that_has_no_relations_goes_through_its_protecting_power(filled: Store) -> None:
    way = ways(filled, "gov:IRN").way("gov:USA")
    assert (way.apart, way.protector) == (True, "Switzerland")
    assert not way.on_the_spot


def test_of_the_members_of_the_eu_one_leads_and_is_on_the_spot(filled: Store) -> None:
    to = ways(filled, "gov:EGY")
    assert to.lead is not None
    assert to.way(to.lead).leads
    assert to.way(to.lead).on_the_spot
    assert not to.way("gov:GBR").lead
    assert ways(filled, "gov:HUN").lead is None  # among members there is no common door


def test_who_signs_together_is_named_but_not_whom_we_may_not_contact(filled: Store) -> None:
    alongside = ways(filled, "gov:BLR").way("gov:GBR").alongside
    assert "Canada" in alongside
    assert "Canada" not in ways(filled, "gov:BLR", barred=("gov:CAN",)).way("gov:GBR").alongside


def test_what_to_mind_of_a_government(filled: Store) -> None:
    to = ways(filled, "gov:IRN")
    assert to.caveats("gov:USA")["no relations"] == "It has no relations with Iran."
    assert "holds such prisoners itself" in to.caveats("gov:TUR")["holds prisoners"]
    assert "break of policy" in to.caveats("gov:USA")
    china = ways(filled, "gov:CHN")
    assert china.caveats("gov:CUB")["took the other side"].startswith("It took the side of China")
    # What is on record of its acts may be said; nothing else is.
    assert to.caveats("gov:ISL").keys() <= {"break of policy"}


@pytest.fixture
def planted(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{shutil.copy(filled_file, tmp_path / 'planted.sqlite')}")
    yield store
    store.close()


@pytest.mark.slow
def test_nationality_comes_before_any_other_bond_and_a_dual_national_is_known(
    planted: Store,
) -> None:
    write(
        planted,
        Entity("Case", "cas:1", "Case One", {"stage": "trial"}, ORIGIN),
        Entity("Person", "per:1", "Somebody", {}, ORIGIN),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=ORIGIN),
        Tie("CONCERNS", "cas:1", "per:1", origin=ORIGIN),
        Tie("NATIONAL_OF", "per:1", "gov:CHE", origin=ORIGIN),
        Tie("NATIONAL_OF", "per:1", "gov:BLR", origin=ORIGIN),
        Tie("RESIDES_IN", "per:1", "gov:DEU", origin=ORIGIN),  # it acts more than Switzerland
    )
    to = ways(planted, "gov:BLR", "cas:1")
    assert to.chosen[0] == ("gov:CHE", NEXUS)
    assert to.reason(to.chosen[0]).startswith("The prisoner is its national")
    swiss = to.way("gov:CHE")
    assert (swiss.national, swiss.dual) == (True, True)
    assert not to.way("gov:DEU").national
    sentence = ask("embassies", planted, {"case": "cas:1"}, Label.RED, DAY).sentence
    _, first, record = sentence.splitlines()  # it opens with the consent that is lacking
    assert first.startswith("Start with Switzerland, ")  # before the first of the list
    assert record.startswith("Strongest record of speaking up for prisoners")
    assert record.endswith("Canada, the United Kingdom and Norway.")


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "there"), [("trial", True), ("released", False)])
def test_who_is_free_needs_nobody_to_bargain(planted: Store, stage: str, there: bool) -> None:
    write(
        planted,
        Entity("Case", "cas:1", "Case One", {"stage": stage}, ORIGIN),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=ORIGIN),
    )
    roles = {one.role for one in ways(planted, "gov:BLR", "cas:1").chosen}
    assert (MEDIATOR in roles) == there
    assert NEAR in roles
