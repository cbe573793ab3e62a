"""What we asked: overdue, open, planned, answered; and what each was asked before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.campaign.ledger import approaches
from graph.model.records import Entity, Origin, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.answer import Table
from queries.question import ask
from queries.shared.past_asks import past_asks
from tests.conftest import small_network, write
from tests.queries import golden

DAY = date(2026, 11, 20)
ORIGIN = Origin("our own knowledge")


def asked_of(n: int, to: str, **values: str) -> list[Record]:
    """One ask about Case One, with who was asked."""
    usual: dict[str, Any] = {"status": "made", "instrument": "letter"}
    one = Entity("Approach", f"app:{n}", "letter", usual | values, ORIGIN)
    return [
        one,
        Tie("CONCERNS", one.id, "cas:1", origin=ORIGIN),
        Tie("MADE_TO", one.id, to, origin=ORIGIN),
    ]


@pytest.fixture
def store(empty: Store) -> Store:
    records = small_network()
    records += asked_of(1, "gov:FRA", date="2026-01-10", instrument="general")
    records += asked_of(2, "org:press", date="2026-11-10")
    records += asked_of(3, "org:watch", date="2026-02-01", response="declined")
    records += asked_of(4, "gov:FRA", status="planned", due="2027-01-01")
    records += asked_of(5, "per:ada", date="2026-03-01", response="agreed", effect="access")
    write(empty, *records)
    return empty


def rows(store: Store, **parameters: str) -> list[dict[str, Any]]:
    answer = ask("ledger", store, parameters, Label.RED, DAY)
    table = answer.blocks[0]
    assert isinstance(table, Table)
    return [dict(row) for row in table.rows]


def test_what_is_overdue_comes_first_then_what_is_open(store: Store) -> None:
    assert [(row["id"], row["standing"]) for row in rows(store, case="cas:1")] == [
        ("app:1", "overdue"),
        ("app:2", "open"),
        ("app:4", "planned"),
        ("app:3", "answered"),
        ("app:5", "answered"),
    ]


def test_an_ask_without_a_day_is_due_after_what_its_kind_takes(store: Store) -> None:
    by_id = {row["id"]: row for row in rows(store, case="cas:1")}
    assert by_id["app:1"]["due"] == "2026-02-09"  # 30 days after it was made
    assert by_id["app:2"]["due"] == "2026-12-25"
    assert "no day was agreed" in by_id["app:1"]["due_words"]
    assert by_id["app:4"]["due_words"] == "agreed, or as planned"
    assert by_id["app:5"]["due"] is None


def test_the_sentence_begins_with_what_is_late(store: Store) -> None:
    sentence = ask("ledger", store, {"case": "cas:1"}, Label.RED, DAY).sentence
    assert sentence == (
        "First, ask France for its answer to “letter”, due by 9 February 2026. 1 ask is overdue, "
        "1 ask is open, 1 ask is planned and 2 asks are answered."
    )


def test_what_was_learnt(store: Store) -> None:
    learnt = {row["id"]: row["learnt"] for row in rows(store)}
    assert learnt["app:3"] == "Watch refused this: do not ask the same again."
    assert learnt["app:5"] == "Ada answers."
    assert learnt["app:1"] is None


def test_who_is_not_to_be_contacted_is_neither_named_nor_chased(store: Store) -> None:
    bo = Entity("Person", "per:bo", "Bo", {"contact": "do not contact"}, ORIGIN)
    write(store, bo, dataset="rules")
    write(store, *asked_of(6, "per:bo", date="2026-01-01"), dataset="more")
    (row,) = [row for row in rows(store) if row["id"] == "app:6"]
    assert (row["to"], row["chase"]) == ("somebody who is not to be contacted", None)


def test_nothing_asked_yet(empty: Store) -> None:
    write(empty, *small_network())
    assert ask("ledger", empty, {}, Label.RED, DAY).sentence == (
        "Nothing has been asked for Case One yet, as far as is recorded."
    )


def test_in_words_for_the_embassies(store: Store) -> None:
    clauses = past_asks(approaches(View(store, Label.RED, DAY), "cas:1"), DAY)
    assert clauses["gov:FRA"] == "We asked. letter: no reply since 10 January 2026, for 314 days."
    assert clauses["org:watch"] == "We asked. letter: declined."
    assert "per:bo" not in clauses


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("ledger", campaign, {"case": "Swallow"}, Label.STRICT, DAY))
