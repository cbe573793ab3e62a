"""Doors: which mission is the way to a government, best first."""

from __future__ import annotations

from itertools import combinations

import pytest

from graph.approach.embassies import ACCREDITED, CONSULATE, EMBASSY, GENEVA, doors
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

ORIGIN = Origin("https://example.org", known=PartialDate("2022-11-16"))
KINDS = (EMBASSY, CONSULATE, ACCREDITED, GENEVA)


def mission(kind: str, **values: object) -> list[Record]:
    """A mission of Zaveria's friend in, or for, gov:XZV."""
    id = f"mis:{kind.replace(' ', '')}"
    type = {EMBASSY: "embassy", ACCREDITED: "embassy", CONSULATE: "consulate"}
    facts: dict[str, object] = {
        "type": type.get(kind, "permanent mission"),
        "described": "consulate general" if kind == CONSULATE else type.get(kind, "x"),
    }
    city = "Geneva" if kind == GENEVA else "Vesna"
    ends = {
        EMBASSY: [("LOCATED_IN", "gov:XZV"), ("ACCREDITED_TO", "gov:XZV")],
        CONSULATE: [("LOCATED_IN", "gov:XZV")],
        ACCREDITED: [("LOCATED_IN", "gov:POL"), ("ACCREDITED_TO", "gov:XZV")],
        GENEVA: [("ACCREDITED_TO", "org:UN")],
    }[kind]
    return [
        Entity("Mission", id, f"Its {kind}", facts | {"city": city} | values, ORIGIN),
        Tie("REPRESENTS", id, "gov:FRA", origin=ORIGIN),
        *(Tie(tie, id, end, origin=ORIGIN) for tie, end in ends),
    ]


@pytest.fixture
def world(empty: Store) -> Store:
    ends = [Entity("Government", f"gov:{code}", code, {}, ORIGIN) for code in ("FRA", "POL", "XZV")]
    write(empty, *ends, Entity("Organization", "org:UN", "United Nations", {}, ORIGIN))
    return empty


@pytest.mark.parametrize(("better", "worse"), list(combinations(KINDS, 2)))
def test_the_nearer_mission_is_the_door(world: Store, better: str, worse: str) -> None:
    write(world, *mission(worse), *mission(better), dataset="missions")
    assert doors(View(world), "gov:XZV")["FRA"].kind == better


def test_a_consulate_general_counts_where_there_is_no_embassy_and_no_lesser_one(
    world: Store,
) -> None:
    write(world, *mission(CONSULATE, phone="+1-2", email="post@example.org"), dataset="missions")
    door = doors(View(world), "gov:XZV")["FRA"]
    assert (door.kind, door.city, door.phone, door.email, door.website) == (
        CONSULATE,
        "Vesna",
        "+1-2",
        "post@example.org",
        None,
    )


@pytest.mark.parametrize("values", [{"described": "consulate"}, {"honorary": True}])
def test_a_plain_or_honorary_consulate_is_no_door(world: Store, values: dict[str, object]) -> None:
    write(world, *mission(CONSULATE, **values), dataset="missions")
    assert "FRA" not in doors(View(world), "gov:XZV")


def test_a_closed_embassy_is_no_door(world: Store) -> None:
    write(world, *mission(EMBASSY, status="closed"), *mission(ACCREDITED), dataset="missions")
    assert doors(View(world), "gov:XZV")["FRA"].kind == ACCREDITED
