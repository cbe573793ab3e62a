"""Possible duplicates as an answer: what to look at first, the two side by side, and that a
judgement undone leaves every answer as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Entity, Origin, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.judgements import SAME, VERDICTS, judge
from graph.view import View
from queries.answer import Answer, Table
from queries.question import ask, questions
from tests.conftest import small_network, write

DAY = date(2026, 11, 25)
FIRST = Entity("Organization", "org:1", "Open Margin", {"city": "Brno", "website": "om.org"})
SECOND = Entity("Organization", "org:2", "OPEN Margin", {"city": "Oslo", "website": "www.om.org"})
WATCH = Entity("Organization", "org:watch", "Watch")


def duplicates(store: Store, audience: Label = Label.STRICT, **values: Any) -> Answer:
    return ask("duplicates", store, values, audience, DAY)


def rows(answer: Answer, block: str) -> list[dict[str, Any]]:
    table = answer.block(block)
    assert isinstance(table, Table)
    return [dict(row) for row in table.rows]


def test_nobody_twice_is_said_and_nothing_else_is_drawn(empty: Store) -> None:
    write(empty, FIRST)
    answer = duplicates(empty)
    assert answer.sentence == "Nobody on record seems to be recorded twice."
    assert [block.id for block in answer.blocks] == ["not_to_do", "limits"]


def test_what_to_look_at_first_is_said_with_why(empty: Store) -> None:
    partners = [Tie("PARTNERS_WITH", id, "org:watch") for id in ("org:1", "org:2")]
    write(empty, FIRST, SECOND, WATCH, *partners)
    answer = duplicates(empty)
    assert answer.sentence == (
        "Look first at Open Margin (Brno) and OPEN Margin (Oslo): the same name, the same website "
        "(om.org) and tied to the same others: Watch."
    )
    sides = {row["what"]: row["compared"] for row in rows(answer, "sides")}
    assert sides == {"name": "differs", "city": "differs", "website": "differs"}
    assert [(row["who"], row["first"]) for row in rows(answer, "shared")] == [
        ("Watch", "works together with")
    ]
    assert [row["name"] for row in rows(answer, "claims")] == ["Open Margin", "OPEN Margin"]


def test_what_nobody_has_twice_is_told_in_the_sentence(empty: Store) -> None:
    for n, (born, label) in enumerate((("1980", None), ("1990", None), ("1970", Label.RED))):
        origin = Origin(label=label)
        write(
            empty, Entity("Person", f"per:{n}", "Ann Lee", {"born": born}, origin), dataset=f"{n}"
        )
    answer = duplicates(empty)
    assert "Mind what speaks against it: day of birth: 1980 and 1990." in answer.sentence
    assert len(rows(answer, "pairs")) == 1
    assert "1970" not in answer.json().decode()


def test_two_that_were_chosen_are_shown_alone(empty: Store) -> None:
    third = Entity("Organization", "org:3", "Open margin")
    write(empty, FIRST, SECOND, third, WATCH)
    answer = duplicates(empty, one="org:3", other="org:1")
    assert (
        answer.sentence
        == "Open Margin (Brno) and Open margin (organization) may be one: the same name."
    )
    assert {row["id"] for row in rows(answer, "claims")} == {"org:1", "org:3"}
    assert "pairs" not in [block.id for block in answer.blocks]
    nothing = duplicates(empty, one="org:watch")
    assert nothing.sentence == "Nothing on record speaks for a duplicate here."
    for pair in ({"one": "org:1", "other": "org:1"}, {"one": "org:1", "other": "cas:1"}):
        write(empty, Entity("Case", "cas:1", "Case One"), dataset="cases")
        with pytest.raises(QuestionError, match="two of one kind"):
            duplicates(empty, **pair)


def test_any_two_can_be_compared(empty: Store) -> None:
    write(empty, FIRST, WATCH)
    answer = duplicates(empty, one="org:watch", other="org:1")
    assert (
        answer.sentence
        == "Nothing on record says that Open Margin (Brno) and Watch (organization) are one."
    )
    assert len(rows(answer, "sides")) == 3


PARAMETERS = {
    "duplicates": {},
    "overview": {},
    "due": {},
    "functions": {"case": "cas:1"},
    "meetings": {"case": "cas:1"},
    "spectrum": {"case": "cas:1"},
    "neighbourhood": {"entity": "per:ada", "hops": 2},
    "introductions": {"case": "cas:1", "to": "org:press"},
    "weak-points": {"case": "cas:1"},
    "coverage": {"case": "cas:1"},
    "changes": {"case": "cas:1"},
}


def answers(store: Store) -> Iterator[tuple[str, Label, bytes]]:
    for name, values in PARAMETERS.items():
        for audience in (Label.AMBER, Label.STRICT, Label.RED):
            if audience > Label.AMBER or "per:ada" not in values.values():
                yield name, audience, ask(name, store, values, audience, DAY).json()


@pytest.mark.parametrize("verdict", VERDICTS)
def test_undone_a_judgement_leaves_every_answer_as_it_was(empty: Store, verdict: str) -> None:
    assert PARAMETERS.keys() <= questions().keys()
    twin = Entity("Person", "per:ada2", "Ada", {"role": "activist"})
    write(empty, *small_network(), twin, Tie("WORKS_ON", "per:ada2", "cas:1"))
    before = list(answers(empty))
    pair = View(empty, Label.RED).several(["per:ada", "per:ada2"])
    load = judge(empty, pair[0], pair[1], verdict, "told by both").load
    during = list(answers(empty))
    changed = {now[0] for now, was in zip(during, before, strict=True) if now != was}
    assert "duplicates" in changed
    assert verdict == SAME or changed == {"duplicates"}
    empty.undo(load or 0)
    assert list(answers(empty)) == before
