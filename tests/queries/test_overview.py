"""The overview: what it says of each case, whom it leaves out, and the sample's golden text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, NetworkMap, Note, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_due import approach, consented, event
from tests.queries.test_functions import body, works
from tests.queries.test_introductions import DAY, SURE, but, person, tie


def answer_of(store: Store, audience: Label = Label.RED, **parameters: Any) -> Answer:
    return ask("overview", store, parameters, audience, DAY)


def rows(answer: Answer, id: str) -> list[Row]:
    block = answer.block(id)
    assert isinstance(block, Table)
    return list(block.rows)


def words(answer: Answer, number: int = 1) -> str:
    note = answer.block(f"case_{number}")
    assert isinstance(note, Note)
    return note.text


def drawn(answer: Answer) -> set[str]:
    block = answer.block("map")
    assert isinstance(block, NetworkMap)
    return {str(entity["id"]) for entity in block.entities}


def case() -> list[Record]:
    known = {"since": "2026-11-01", "stage": "trial", "severity": "harsh"}
    return [
        Entity("Case", "cas:1", "Case One", known, SURE),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Government", "gov:FRA", "France"),
        Entity("Office", "off:1", "The Court", {}, SURE),
        body("Watch", "media"),
        person("Ada"),
        tie("DETAINS", "gov:BLR", "cas:1"),
        tie("DECIDES", "off:1", "cas:1"),
        works("org:watch", "media"),
        tie("WORKS_FOR", "per:ada", "org:watch"),
        tie("KNOWS", "per:ada", "per:judge"),
        person("Judge", opted_in=[]),
        tie("HOLDS_OFFICE", "per:judge", "off:1"),
        *consented("embassies"),
    ]


def test_it_says_how_the_case_stands(empty: Store) -> None:
    late = approach("1", "gov:FRA", status="made", date="2026-11-02", due="2026-11-10")
    write(empty, *case(), *late)
    answer = answer_of(empty)
    assert answer.sentence.startswith("First, for Case One: ")
    assert answer.sentence.endswith(" 1 thing is overdue.")
    text = words(answer)
    assert text.startswith("Held for 19 days. Stage: trial. State: harsh. ")
    assert "Consent is given for embassies, and for nothing else." in text
    assert "No stance is recorded." in text
    assert "1 ally is at work. 1 function rests on one ally alone. Nobody covers" in text
    assert "1 ask was made, and it still waits for something. 1 thing is overdue." in text
    (row,) = rows(answer, "cases")
    assert (row["allies"], row["alone"], row["gaps"], row["open"]) == (1, 1, 30, 1)
    assert drawn(answer) == {"cas:1", "gov:BLR", "gov:FRA", "off:1", "org:watch"}


def test_the_way_to_who_decides(empty: Store) -> None:
    write(empty, *case())
    assert "Who decides: The Court. No good introduction there is known yet." in words(
        answer_of(empty)
    )
    assert any(
        "introduce us to The Court" in str(r["what"]) for r in rows(answer_of(empty), "first")
    )
    write(empty, *but(case(), person("Judge")))
    (row,) = rows(answer_of(empty), "cases")
    assert isinstance(row["reach"], float)
    assert "Who decides: The Court. The best introduction there works with a chance of about" in (
        words(answer_of(empty))
    )
    nobody = [r for r in case() if r.identity[0] != "DECIDES"]
    write(empty, *nobody)
    assert "It is not known who decides: find that out." in words(answer_of(empty))


def test_withdrawn_consent_opens_it(empty: Store) -> None:
    write(empty, *but(case(), *consented("embassies", "withdrawn")))
    answer = answer_of(empty)
    assert answer.sentence.startswith("Consent for embassies was withdrawn for Case One")
    assert "Consent is withdrawn for embassies" in words(answer)
    without = [
        r
        for r in case()
        if not r.identity[0].startswith("con:") and "con:embassies" not in r.identity
    ]
    write(empty, *without)
    assert "No consent is recorded" in words(answer_of(empty))


def test_several_cases_and_none(empty: Store) -> None:
    assert "No case is on record yet" in answer_of(empty).sentence
    other = [
        Entity("Case", "cas:2", "Case Two", {"stage": "released"}, SURE),
        tie("DETAINS", "gov:BLR", "cas:2"),
    ]
    write(empty, *case(), *other, *event("a", "appeal limit", "2026-12-01", about="cas:2"))
    answer = answer_of(empty)
    assert [row["name"] for row in rows(answer, "cases")] == ["Case One", "Case Two"]
    assert rows(answer, "cases")[1]["held"] is None  # who is free is not held
    assert "appeal limit" in answer.sentence  # counsel may appeal for whoever is free
    assert {row["name"] for row in rows(answer_of(empty, case="cas:2"), "cases")} == {"Case Two"}


@pytest.mark.parametrize(
    "values",
    [
        {"contact": "do not contact"},
        {"safe_to_tell": "no"},
        {"role": "relative", "opted_in": []},
        {"minor": True, "opted_in": []},
    ],
)
def test_people_to_be_left_alone_are_not_counted(empty: Store, values: dict[str, Any]) -> None:
    stance = tie("SUPPORTS", "per:eve", "cas:1", values={"stance": 2})
    everybody = [
        *case(),
        person("Eve"),
        works("per:eve", "medical"),
        stance,
        *approach("1", "per:eve", status="made", due="2026-11-10"),
    ]
    write(empty, *everybody)
    assert "Stances on record: 1 ally." in words(answer_of(empty))
    assert "2 allies are at work" in words(answer_of(empty))
    assert "per:eve" in drawn(answer_of(empty))
    write(empty, *but(everybody, person("Eve", **values)))
    answer = answer_of(empty)
    assert "No stance is recorded." in words(answer)
    assert "1 ally is at work" in words(answer)
    assert "Eve" not in answer.json().decode()
    assert "per:eve" not in drawn(answer)


def test_it_says_how_much_is_old_or_has_no_source(empty: Store) -> None:
    write(empty, *case())
    limits = answer_of(empty).block("limits")
    assert isinstance(limits, Note)
    assert (
        "0% of them are undated or were not confirmed for two years. All have a source."
        in limits.text
    )
    later = ask("overview", empty, {}, Label.RED, date(2030, 1, 1)).block("limits")
    assert isinstance(later, Note)
    assert "100% of them are undated or were not confirmed" in later.text


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("overview", campaign, {}, Label.STRICT, DAY))


def many(n: int) -> list[Record]:
    """Cases in the order of their ids; those worth looking at first are the last of them."""
    claims: dict[int, dict[str, str]] = {
        n - 1: {"severity": "stable"},
        n - 2: {"severity": "harsh", "since": "2024"},
        n - 3: {"severity": "harsh", "next_date": "2027-01-04"},
        n - 4: {"severity": "life in danger", "since": "2025-03"},
    }
    return [
        Entity("Case", f"cas:{at:03d}", f"Person {at}", claims.get(at, {}), SURE) for at in range(n)
    ]


def test_of_many_cases_those_in_danger_come_first_then_by_date(empty: Store) -> None:
    write(empty, *many(93), *event("1", "hearing", "2026-12-24", "cas:050"))
    answer = answer_of(empty)
    close = [str(row["name"]) for row in rows(answer, "cases")]
    assert close[:4] == ["Person 89", "Person 90", "Person 91", "Person 50"]
    others = rows(answer, "others")
    assert len(close) == 10
    assert len(others) == 83
    assert others[-1]["name"] == "Person 92"  # who is stable
    assert answer.sentence.endswith(
        "93 cases, the most pressing first: Person 89, Person 90, Person 91 and 90 more."
    )
    assert words(answer).startswith("Held since March 2025. State: life in danger.")
    assert sum(block.id.startswith("case_") for block in answer.blocks) == 10
    assert {str(row["case"]) for row in rows(answer, "first")} == set(close)


def test_nobody_counts_days_from_a_year(empty: Store) -> None:
    for since, shown in (("2024", "2024"), ("2024-05", "May 2024"), ("2026-11-01", None)):
        known = {"since": since, "stage": "trial", "severity": "harsh"}
        write(empty, *but(case(), Entity("Case", "cas:1", "Case One", known, SURE)))
        (row,) = rows(answer_of(empty), "cases")
        text = f"Held since {shown}." if shown else "Held for 19 days."
        assert text in words(answer_of(empty))
        assert (row["held"], row["since"]) == (None if shown else 19, since)
