"""Functions: covered, by one only, lapsed, by nobody; who could, and who is never suggested."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.records import Entity, Origin, PartialDate, Record, Tie
from graph.schema import Label
from graph.store import Store
from queries.answer import Answer, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 20)
SEEN = Origin("https://example.org", known=PartialDate("2026-10-01"))


def org(name: str, **values: Any) -> Entity:
    return Entity("Organization", f"org:{name.lower()}", name, values, SEEN)


def works(who: str, *functions: str, until: str | None = None) -> Tie:
    return Tie(
        "WORKS_ON", who, "cas:1", until or "", until=PartialDate(until) if until else None,
        values={"functions": list(functions)}, origin=SEEN,
    )  # fmt: skip


CASE = [
    Entity("Case", "cas:1", "Case One", {"severity": "health in danger"}, SEEN),
    Entity("Government", "gov:XZV", "Zaveria", {}, SEEN),
    Tie("DETAINS", "gov:XZV", "cas:1", origin=SEEN),
]


def table(store: Store, *records: Record, block: str = "functions") -> dict[str, dict[str, Any]]:
    write(store, *CASE, *records)
    found = asked(store).block(block)
    assert isinstance(found, Table)
    return {str(row["function_id"]): dict(row) for row in found.rows}


def asked(store: Store, audience: Label = Label.RED) -> Answer:
    return ask("functions", store, {"case": "cas:1"}, audience, DAY)


def test_two_who_are_not_of_one_body_cover_a_function(empty: Store) -> None:
    found = table(
        empty,
        *(org(name) for name in ("A", "B", "C", "D")),
        Tie("PART_OF", "org:d", "org:c", origin=SEEN),
        works("org:a", "media", "medical"),
        works("org:b", "media"),
        works("org:c", "translation"),
        works("org:d", "translation"),
        works("org:c", "security", until="2026-08"),
    )
    states = {id: row["state"] for id, row in found.items()}
    assert states["media"] == "covered"
    assert states["medical"] == "by one only"
    assert states["translation"] == "by one only"  # a body and its part fall together
    assert states["security"] == "lapsed"
    assert states["mediation"] == "nobody"
    assert next(iter(found)) == "medical"  # health in danger: it cannot wait
    assert found["medical"]["urgent"] is True


def test_people_of_one_body_count_once(empty: Store) -> None:
    people = [Entity("Person", f"per:{n}", n.upper(), {"role": "activist"}, SEEN) for n in "ab"]
    at = [Tie("WORKS_FOR", f"per:{n}", "org:a", origin=SEEN) for n in "ab"]
    found = table(empty, org("A"), *people, *at, works("per:a", "media"), works("per:b", "media"))
    assert found["media"]["state"] == "by one only"
    assert found["media"]["by"] == ["A", "B"]


@pytest.mark.parametrize(
    ("values", "ties", "suggested"),
    [
        ({}, [], True),
        ({"contact": "ask first"}, [], True),
        ({"contact": "do not contact"}, [], False),
        ({"safe_to_tell": "no"}, [], False),
        ({}, [Tie("OPPOSES", "org:b", "cas:1", values={"stance": -1}, origin=SEEN)], False),
    ],
)
def test_who_may_be_suggested(
    empty: Store, values: dict[str, Any], ties: list[Tie], suggested: bool
) -> None:
    able = {"functions": ["mediation"]} | values
    tied = Tie("COORDINATES_WITH", "org:a", "org:b", origin=SEEN)
    found = table(empty, org("A"), org("B", **able), works("org:a", "media"), tied, *ties)
    assert bool(found["mediation"]["next"]) == suggested
    if suggested:
        assert found["mediation"]["next"] == ["B (through A)"]
    else:
        assert b'"B' not in asked(empty).json()


def test_who_must_not_be_contacted_covers_nothing(empty: Store) -> None:
    gone = org("B", contact="do not contact")
    found = table(empty, org("A"), gone, works("org:a", "media"), works("org:b", "media"))
    assert found["media"]["state"] == "by one only"
    assert found["media"]["by"] == ["A"]


def test_an_ally_the_audience_may_not_see_is_not_counted(empty: Store) -> None:
    hidden = Entity("Organization", "org:b", "B", {}, Origin(label=Label.RED))
    table(empty, org("A"), hidden, works("org:a", "media"), works("org:b", "media"))
    states = {
        row["function_id"]: row["state"]
        for row in asked(empty, Label.STRICT).block("functions").rows
    }
    assert states["media"] == "by one only"


def test_what_is_needed_after_a_release_is_told_apart(campaign: Store) -> None:
    answer = ask("functions", campaign, {"case": "Swallow"}, Label.RED, DAY)
    after = {row["function"] for row in answer.block("after_release").rows}
    every = {row["function"] for row in answer.block("functions").rows}
    assert after < every
    assert "local defence in court" not in after


def test_each_government_to_be_asked_has_its_way_in(campaign: Store) -> None:
    answer = ask("functions", campaign, {"case": "Swallow"}, Label.RED, DAY)
    cells = {(row["government"], row["what"]): row["state"]
             for row in answer.block("governments").rows}  # fmt: skip
    assert cells["Norway", "asked"] == "planned"
    assert cells["Ireland", "asked"] == "asked: no reply"
    assert cells["Norway", "door"] == "embassy"
    assert cells["Costa Rica", "door"] == "not known"
    assert "Zaveria" not in {government for government, _ in cells}


def test_the_sample_answer_reads_as_it_did(campaign: Store) -> None:
    golden.check(ask("functions", campaign, {"case": "Swallow"}, Label.RED, DAY))
