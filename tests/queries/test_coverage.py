"""What is not known: what nobody checked, what is old, of one source or of none; nobody at risk."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.campaign.data_quality import facts
from graph.model.errors import QuestionError
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.ages import NEWEST, ages
from graph.store.base import Load, Store
from queries.answer import Answer, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 25)


def origin(day: str | None = "2026-06", url: str | None = "https://example.org/a") -> Origin:
    return Origin(url, known=PartialDate(day) if day else None)


CASE: list[Record] = [
    Entity("Government", "gov:BLR", "Belarus", {}, origin()),
    Entity("Case", "cas:1", "Case One", {}, origin()),
    Tie("DETAINS", "gov:BLR", "cas:1", origin=origin()),
    *(
        Entity("Organization", f"org:{n}", f"Body {n}", {"sector": "ngo"}, origin())
        for n in "abcde"
    ),
    Entity("Organization", "org:z", "Body z", {"contact": "do not contact"}, origin()),
    Tie("WORKS_ON", "org:a", "cas:1", origin=origin()),
    Tie("COORDINATES_WITH", "org:a", "org:b", origin=origin("2021")),
    Tie("COORDINATES_WITH", "org:a", "org:c", origin=origin("2026-06", None)),
    Tie("COORDINATES_WITH", "org:a", "org:d", origin=origin(None)),
    Tie("COORDINATES_WITH", "org:a", "org:e", until=PartialDate("2021"), origin=origin("2021")),
    Tie("COORDINATES_WITH", "org:a", "org:z", origin=origin("2001", None)),
]


def answer_of(store: Store, **parameters: str) -> Answer:
    return ask("coverage", store, parameters or {"case": "cas:1"}, Label.RED, DAY)


def rows(answer: Answer, block: str) -> list[dict[str, Any]]:
    return [dict(row) for row in answer.block(block).rows]  # type: ignore[union-attr]


def test_facts_are_counted_by_what_is_wrong_with_them(empty: Store) -> None:
    write(empty, *CASE)
    write(
        empty,
        Tie("COORDINATES_WITH", "org:b", "org:a", origin=origin("2020", "https://example.org/b")),
        dataset="second",
    )
    answer = answer_of(empty)
    by_kind = {row["kind"]: row for row in rows(answer, "facts")}
    ties = by_kind["coordinates with"]
    # b has two sources (mutual ties count in either direction), e has ended, z is nobody's to ask.
    assert {k: ties[k] for k in ("n", "single", "unsourced", "old", "undated")} == {
        "n": 4,
        "single": 2,
        "unsourced": 1,
        "old": 1,
        "undated": 1,
    }
    assert [(row["fact"].rpartition(" ")[2], row["why"]) for row in rows(answer, "to_check")] == [
        ("c", "no source"),
        ("b", "old"),
        ("d", "no date"),
    ]
    assert "Body z" not in answer.json().decode()
    assert "Of 5 facts about Case One, 3 have a single source, 1 has no source and 1 is old" in (
        answer.sentence
    )


def test_missing_consents_come_first(empty: Store) -> None:
    parameters = {"use": "embassies", "state": "given", "review": "2026-01-01"}
    write(
        empty,
        *CASE,
        Entity("Consent", "con:1", "embassies", parameters, origin()),
        Tie("CONCERNS", "con:1", "cas:1", origin=origin()),
        Entity("Consent", "con:2", "media", {"use": "media", "state": "refused"}, origin()),
        Tie("CONCERNS", "con:2", "cas:1", origin=origin()),
    )
    answer = answer_of(empty)
    by_use = {row["use"]: row["state"] for row in rows(answer, "consents")}
    assert by_use["embassies"] == "was to be reviewed by 1 January 2026"
    assert by_use["name"] == "not recorded"
    assert "media" not in by_use  # refused is an answer
    assert "Ask about consent first: it is missing for" in answer.sentence


def test_doors_that_nobody_checked_and_those_without_a_contact(empty: Store) -> None:
    door = {"type": "embassy", "city": "Minsk"}
    write(
        empty,
        *CASE,
        *(Entity("Government", f"gov:{code}", code, {}, origin()) for code in ("FRA", "DEU")),
        Entity("Mission", "mis:1", "Embassy of France", door | {"status": "open"}, origin()),
        Entity("Mission", "mis:2", "Embassy of Germany", door, origin()),
        Entity("Person", "per:1", "P", {"role": "diplomat"}, origin()),
        *(
            Tie("REPRESENTS", id, gov, origin=origin())
            for id, gov in (("mis:1", "gov:FRA"), ("mis:2", "gov:DEU"))
        ),
        *(
            Tie(kind, id, "gov:BLR", origin=origin())
            for id in ("mis:1", "mis:2")
            for kind in ("LOCATED_IN", "ACCREDITED_TO")
        ),
        Tie("WORKS_FOR", "per:1", "mis:1", origin=origin()),
    )
    answer = answer_of(empty, target="BLR")
    (row,) = rows(answer, "doors")
    assert (row["kind"], row["n"], row["unchecked"], row["no_contact"]) == ("embassy", 2, 1, 1)
    assert answer.sentence.startswith("1 of the 2 posts towards Belarus on record is unverified.")


def test_what_is_not_loaded_is_not_known_and_never_zero(empty: Store) -> None:
    write(empty, *CASE)
    public = answer_of(empty).block("public")
    assert isinstance(public, Table)
    assert all(row["n"] is None and row["aged"] is None for row in public.rows)
    assert public.note.startswith("Not known here of Belarus: ")


def test_an_old_tie_is_old_until_a_newer_claim_is_made() -> None:
    old = Tie("KNOWS", "per:a", "per:b", origin=origin("2020"))
    new = Tie("KNOWS", "per:b", "per:a", origin=origin("2026-01", "https://example.org/b"))
    assert facts([old])[0].old(DAY)
    (both,) = facts([old, new])
    assert not both.old(DAY)
    assert not both.single
    border = Tie("BORDERS", "gov:BLR", "gov:RUS", origin=origin("1990"))
    assert not facts([border])[0].old(DAY)


def test_the_sample_reads_like_advice(filled: Store) -> None:
    answer = ask("coverage", filled, {"case": "Swallow"}, Label.STRICT, DAY)
    golden.check(answer)


def test_how_old_the_public_tables_are_is_told_without_a_case(copy_of_filled: Store) -> None:
    tables = ages(copy_of_filled.loads(), date.today())
    answer = ask("coverage", copy_of_filled, {}, Label.CLEAR)
    assert [row["dataset"] for row in rows(answer, "ages")] == [one.dataset for one in tables]
    first = rows(answer, "ages")[0]
    assert first["stale"]
    assert str(first["state"]).startswith("out of date since ")
    assert answer.sentence.startswith(f"Renew {first['table']} (as of ")
    stale = sum(bool(row["stale"]) for row in rows(answer, "ages"))
    assert f" first: {stale} of the {len(tables)} public datasets used here are " in answer.sentence
    # The same beside what is not known of a state; undone, a table is not used any more.
    copy_of_filled.undo(next(x.id for x in copy_of_filled.loads() if x.dataset == "missions"))
    beside = rows(ask("coverage", copy_of_filled, {"target": "NOR"}, Label.CLEAR), "ages")
    assert {"missions"} == {one.dataset for one in tables} - {row["dataset"] for row in beside}


def test_of_a_past_day_nothing_is_said_of_what_is_loaded_today(filled: Store) -> None:
    answer = ask("coverage", filled, {"target": "NOR"}, Label.CLEAR, DAY)
    assert "ages" not in {block.id for block in answer.blocks}
    with pytest.raises(QuestionError, match="Choose either a case or a target"):
        ask("coverage", filled, {}, Label.CLEAR, DAY)


def test_tables_that_are_all_in_date_are_said_to_be(empty: Store) -> None:
    about = {"title": "Acts", "publisher": "ours", "kind": "acts", "renew": "Add rows."}
    newest = int(date.today().strftime("%Y%m%d"))
    empty.write(Load("acts", "acts", counts={NEWEST: newest}, about=about), [("", CASE[0])])
    answer = ask("coverage", empty, {}, Label.CLEAR)
    assert "The one public dataset used here is up to date." in answer.sentence
    (row,) = rows(answer, "ages")
    assert (row["age"], row["stale"], row["renew"]) == ("from today", False, "Add rows.")
