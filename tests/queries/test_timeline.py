"""The history of a case: the order of days, what is past and what ahead, and the golden text."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Note, Row, Table, Timeline
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_introductions import DAY, but

ALWAYS = Origin("https://example.org")


def answer_of(
    store: Store, day: date = DAY, audience: Label = Label.RED, **parameters: Any
) -> Answer:
    return ask("timeline", store, {"case": "cas:1", **parameters}, audience, day)


def rows(answer: Answer, id: str = "timeline") -> list[Row]:
    block = answer.block(id)
    assert isinstance(block, Timeline | Table)
    return list(block.rows)


def days(answer: Answer) -> list[tuple[str, str, str]]:
    return [(str(row["day"]), str(row["kind"]), str(row["when"])) for row in rows(answer)]


def thing(of: str, id: str, name: str, about: str = "cas:1", **values: Any) -> list[Record]:
    how = "ABOUT" if of == "Statement" else "CONCERNS"
    return [Entity(of, id, name, values, ALWAYS), Tie(how, id, about, origin=ALWAYS)]


def case() -> list[Record]:
    return [
        Entity("Case", "cas:1", "Case One", {"since": "2026-01-01", "stage": "trial"}),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Government", "gov:FRA", "France"),
        Entity("Organization", "org:watch", "Watch"),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=ALWAYS),
        Tie(
            "WORKS_ON",
            "org:watch",
            "cas:1",
            since=PartialDate("2026-02"),
            until=PartialDate("2026-10-01"),
            origin=ALWAYS,
            values={"functions": ["media"]},
        ),
        *thing("Event", "eve:1", "arrest", kind="arrest", date="2026-01-01"),
        *thing("Event", "eve:2", "hearing", kind="hearing", date="2026-12"),
        *thing("Event", "eve:3", "review", "gov:BLR", kind="review", date="2027"),
        *thing(
            "Approach",
            "app:1",
            "call",
            status="made",
            date="2026-03-05",
            public=True,
            response="done",
            response_date="2026-04-01",
            effect="worse",
            effect_status="corroborated",
        ),
        Tie("MADE_TO", "app:1", "gov:FRA", origin=ALWAYS),
        Tie("MADE_BY", "app:1", "org:watch", origin=ALWAYS),
        *thing("Approach", "app:2", "letter", status="made", date="2026-10-01", due="2026-11-01"),
        *thing("Consent", "con:1", "Consent", use="media", state="refused", date="2026-02-02"),
        *thing(
            "Statement", "sta:1", "Free them", kind="letter", status="planned", date="2026-12-01"
        ),
    ]


def test_everything_dated_is_in_the_order_of_its_days(empty: Store) -> None:
    write(empty, *case())
    assert days(answer_of(empty)) == [
        ("2026-01-01", "event", "past"),
        ("2026-02-02", "consent", "past"),
        ("2026-03-05", "asked", "past"),
        ("2026-04-01", "done", "past"),
        ("2026-10-01", "asked", "past"),
        ("2026-11-01", "answer overdue", "past"),
        ("2026-12", "event", "ahead"),
        ("2026-12-01", "letter, planned", "ahead"),
        ("2027", "event", "ahead"),
    ]
    assert [(row["day"], row["what"]) for row in rows(answer_of(empty), "allies")] == [
        ("2026-02", "Watch joins"),
        ("2026-10-01", "Watch leaves"),
    ]


def test_what_is_ahead_follows_the_date_of_the_view(empty: Store) -> None:
    write(empty, *case())
    assert days(answer_of(empty, date(2027, 6, 1)))[-1] == ("2027", "event", "past")
    assert ("2026-11-01", "answer due", "ahead") in days(answer_of(empty, date(2026, 10, 20)))
    assert "Next: hearing (December 2026)" in answer_of(empty).sentence
    assert "Next" not in answer_of(empty, date(2027, 6, 1)).sentence


def test_a_span_of_days(empty: Store) -> None:
    write(empty, *case())
    days_of = days(answer_of(empty, since="2026-10-15", until="2026-12-15"))
    assert [day for day, _, _ in days_of] == ["2026-11-01", "2026-12", "2026-12-01"]
    assert len(rows(answer_of(empty, since="2026-10-15"), "ledger")) == 0
    assert len(rows(answer_of(empty, since="2026-09-15"), "ledger")) == 1


def test_the_ledger_says_what_came_of_it(empty: Store) -> None:
    write(empty, *case())
    answer = answer_of(empty)
    first, second = rows(answer, "ledger")
    assert (first["to"], first["response"], first["effect"], first["effect_status"]) == (
        "France",
        "done",
        "worse",
        "corroborated",
    )
    assert (second["to"], second["response"]) == (None, None)
    assert "Case One (stage: trial): 323 days since 1 January 2026." in answer.sentence
    assert "2 asks were made: 1 done, 1 still open." in answer.sentence
    ledger = answer.block("ledger")
    assert isinstance(ledger, Table)
    assert "What followed: things got worse after “call” (corroborated)." in ledger.note
    lesson = answer.block("not_to_do")
    assert isinstance(lesson, Note)
    assert "worse after public asks (call)" in lesson.text


def test_an_effect_in_private_is_no_lesson_about_the_public(empty: Store) -> None:
    private = thing(
        "Approach",
        "app:1",
        "call",
        status="made",
        date="2026-03-05",
        public=False,
        response="done",
        response_date="2026-04-01",
        effect="worse",
    )
    write(empty, *but(case(), *private))
    assert {block.id for block in answer_of(empty).blocks} == {
        "timeline",
        "ledger",
        "allies",
        "limits",
    }
    ledger = answer_of(empty).block("ledger")
    assert isinstance(ledger, Table)
    assert "things got worse after “call” (claimed)" in ledger.note


def test_people_who_must_not_be_contacted_are_not_named(empty: Store) -> None:
    ada = Entity("Person", "per:ada", "Ada", {"contact": "do not contact"}, ALWAYS)
    work = Tie("WORKS_ON", "per:ada", "cas:1", since=PartialDate("2026-03"), origin=ALWAYS)
    write(empty, *case(), ada, work, Tie("MADE_TO", "app:2", "per:ada", origin=ALWAYS))
    answer = answer_of(empty)
    assert "Ada" not in answer.json().decode()
    assert rows(answer, "ledger")[1]["to"] == "somebody who is not to be contacted"


def test_a_case_of_which_little_is_known(empty: Store) -> None:
    write(empty, Entity("Case", "cas:1", "Case One"), Entity("Government", "gov:BLR", "Belarus"))
    answer = answer_of(empty)
    assert answer.sentence == (
        "Case One: the day of the arrest is not known. No ask is recorded as made."
    )
    assert rows(answer) == []
    write(empty, Entity("Case", "cas:1", "Case One", {"since": "2025"}))
    assert answer_of(empty).sentence.startswith("Case One: arrested in 2025.")


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("timeline", campaign, {"case": "Swallow"}, Label.STRICT, DAY))
