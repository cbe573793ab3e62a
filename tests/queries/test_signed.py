"""What was signed for a case, as the answers say it: in danger, free, refused, and with nothing."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.records import Entity, PartialDate, Record, Tie, Value
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Note, Table
from queries.question import ask
from tests.conftest import small_network, write

DAY = date(2026, 11, 25)
NEW = Entity("Organization", "org:new", "Newcomers", {"functions": ["translation"]})
PETITION = "“Let her go” has 3,127 signatories, among them 120 in France and 3 in Belarus."
IDLE = "On our side already, with no part in the case now: Newcomers."


def records(**values: Value) -> list[Record]:
    texts = ["FRA 120", "BLR 3"]
    counted = {"kind": "petition", "signatories": 3127, "signatories_by_country": texts}
    return [
        *small_network(),
        NEW,
        Entity("Case", "cas:1", "Case One", {"stage": "trial", "posture": "public", **values}),
        Entity("Statement", "sta:1", "Let her go", counted),
        Tie("ABOUT", "sta:1", "cas:1"),
        Tie(
            "WORKS_ON",
            "org:watch",
            "cas:1",
            since=PartialDate("2026-01"),
            values={"functions": ["monitoring"]},
        ),
        *(
            Tie("SIGNED", id, "sta:1", since=PartialDate("2026-01"))
            for id in ("org:new", "org:watch")
        ),
    ]


def answer(store: Store, question: str, **parameters: str) -> Answer:
    return ask(question, store, parameters or {"case": "cas:1"}, Label.STRICT, DAY)


def text(whole: Answer, block: str) -> str:
    note = whole.block(block)
    assert isinstance(note, Note)
    return note.text


def store_with(store: Store, *more: Record, **values: Value) -> Store:
    some = {one.identity: one for one in records(**values)}  # the last of one id counts
    write(store, *some.values(), *more)
    return store


def test_the_petition_is_told_with_who_has_no_part_yet(empty: Store) -> None:
    store_with(empty)
    for question, block in (("overview", "case_1"), ("functions", "in_short")):
        words = text(answer(empty, question), block)
        assert PETITION in words
        assert IDLE in words
    table = answer(empty, "functions").block("signed")
    assert isinstance(table, Table)
    (row,) = table.rows
    assert (row["bodies"], row["idle"]) == (["Newcomers", "Watch"], ["Newcomers"])
    assert row["countries"] == ["120 in France", "3 in Belarus"]


def test_who_signed_could_be_asked_directly(empty: Store) -> None:
    store_with(empty)
    gaps = answer(empty, "functions").block("gaps")
    assert isinstance(gaps, Table)
    (row,) = (row for row in gaps.rows if row["function_id"] == "translation")
    assert row["reach"] == ["Newcomers: they signed “Let her go”, so thank them and ask directly"]


@pytest.mark.parametrize("stage", ["released", "died in custody"])
def test_where_nobody_is_held_it_is_told_and_nothing_is_asked(empty: Store, stage: str) -> None:
    store_with(empty, stage=stage)
    words = text(answer(empty, "functions"), "in_short")
    assert PETITION in words
    assert IDLE not in words
    table = answer(empty, "functions").block("signed")
    assert isinstance(table, Table)
    assert table.note.endswith("Ask nobody for more now.")


@pytest.mark.parametrize(("state", "idle"), [("refused", True), ("withdrawn", False)])
def test_after_a_withdrawn_yes_nobody_is_asked_for_more(
    empty: Store, state: str, idle: bool
) -> None:
    values = {"use": "embassies", "state": state, "given": "2026-05-01"}
    no = [Entity("Consent", "con:1", values=values), Tie("CONCERNS", "con:1", "cas:1")]
    store_with(empty, *no)
    words = text(answer(empty, "overview"), "case_1")
    assert PETITION in words
    assert (IDLE in words) is idle
    table = answer(empty, "functions").block("signed")
    assert isinstance(table, Table)
    assert table.note.endswith("Ask nobody for more now.") is not idle


def test_with_nothing_signed_nothing_is_said(empty: Store) -> None:
    write(empty, *small_network())
    assert "signator" not in text(answer(empty, "overview"), "case_1")
    assert "signed" not in [block.id for block in answer(empty, "functions").blocks]
