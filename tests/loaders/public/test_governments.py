"""The governments that all public records are about."""

from __future__ import annotations

import csv

import pytest

from graph.model.errors import UnknownName
from graph.model.records import Entity
from loaders.loader import named
from loaders.public.governments import KINDS
from loaders.reference.build import UPR
from tests.loaders.read import DATA, REFERENCE, entity, one, real, records, rows

TERRITORIES = REFERENCE / "territories.csv"


def test_those_who_may_take_the_floor_at_a_review() -> None:
    entities = [r for r in records("governments", TERRITORIES).values() if isinstance(r, Entity)]
    governments = [entity for entity in entities if entity.kind == "Government"]
    members = {g.id for g in governments if g.values["un_member"]}
    assert len(members) == 193
    assert {g.id for g in governments if g.values["un_seat"]} - members == {"gov:VAT", "gov:PSE"}
    assert {g.values["region"] for g in governments if g.values["un_member"]} == {
        "Africa",
        "Asia",
        "EEG",
        "GRULAC",
        "WEOG",
    }
    assert {str(g.values["kind"]) for g in governments} == set(KINDS)


def test_a_territory_is_a_place_in_the_state_that_governs_it() -> None:
    greenland = entity(records("governments", TERRITORIES), "fac:GRL")
    assert (greenland.kind, greenland.name) == ("Facility", "Greenland")


def test_what_is_no_government_is_left_out_with_its_reason() -> None:
    skipped = {row.maybe("name"): row.skipped for row, _ in rows("governments", TERRITORIES)}
    assert skipped["Quebec"] == "not a state"
    assert skipped["Zaveria"] == "invented; it comes with the sample campaign"
    assert skipped["Namibia"] is None


def test_a_government_has_its_codes_names_and_capital() -> None:
    governments = records("governments", TERRITORIES)
    namibia = entity(governments, "gov:NAM")
    assert (namibia.values["iso2"], namibia.values["numeric"], namibia.values["cow"]) == (
        "NA",
        "516",
        "565",
    )
    assert "Намибия" in namibia.values["aliases"]
    assert (namibia.values["capital"], namibia.values["latitude"]) == ("Windhoek", -22.56)
    yugoslavia = entity(governments, "gov:YUG")
    assert yugoslavia.values["until"] == 1992
    assert {"gov:HRV", "gov:SVN"} <= set(yugoslavia.values["successors"])
    assert namibia.origin.known is None


def test_every_successor_exists() -> None:
    governments = records("governments", TERRITORIES)
    named_there = {
        code
        for r in governments.values()
        if isinstance(r, Entity) and isinstance(codes := r.values.get("successors", []), list)
        for code in codes
    }
    places = {f"gov:{row.maybe('iso3')}" for row, _ in rows("governments", TERRITORIES)}
    assert named_there <= places


def test_an_unknown_kind_is_a_problem() -> None:
    with pytest.raises(UnknownName, match="kind"):
        one("governments", {"iso3": "XYZ", "name": "Somewhere", "kind": "empire"})


def test_the_sample_is_the_invented_state_and_says_so() -> None:
    governments = records("governments", named("governments").sample)
    assert set(governments) == {("gov:XZV",)}
    zaveria = entity(governments, "gov:XZV")
    assert zaveria.values["invented"] is True
    assert zaveria.values["un_seat"] is False
    assert "wikidata" not in (zaveria.origin.url or "")


@real
def test_regional_groups_are_those_of_the_reviews() -> None:
    governments = records("governments", TERRITORIES)
    count = 0
    for file in (DATA / name for name in UPR):
        with file.open(encoding="mac_roman", newline="") as opened:
            for cells in csv.DictReader(opened):
                row, _ = one("upr", cells)
                region = entity(governments, row.country("To")).values["region"]
                assert region == cells["To-Rgrp"]
                count += 1
    assert count == 33_082
