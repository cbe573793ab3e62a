"""A case in which two governments detain: said, and either can be asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.approach.gate import Gates
from graph.model.errors import QuestionError
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.answer import Answer, Table
from queries.question import ask
from queries.shared.duties import Due
from tests.conftest import write

DAY = date(2026, 11, 25)
SURE = Origin(
    "https://example.org",
    known=PartialDate("2026-10"),
    confidence=Confidence.HIGHLY_RELIABLE,
    label=Label.CLEAR,
)
CHOICE = (
    "Belarus and Vietnam are recorded as detaining in “Case Two”: this is about Belarus. For "
    "Vietnam choose that government as the target, together with the case. "
)


def mission(id: str, place: str) -> list[Record]:
    values = {"type": "embassy", "status": "open"}
    return [
        Entity("Mission", id, f"Embassy of France in {place[4:]}", values, SURE),
        Tie("REPRESENTS", id, "gov:FRA", origin=SURE),
        Tie("LOCATED_IN", id, place, origin=SURE),
        Tie("ACCREDITED_TO", id, place, origin=SURE),
    ]


@pytest.fixture
def two(copy_of_filled: Store) -> Store:
    """The public record, and a case of a prisoner whom Belarus and Vietnam have both held."""
    write(
        copy_of_filled,
        Entity("Case", "cas:two", "Case Two", {"stage": "detained"}, SURE),
        Entity("Event", "eve:1", "Hearing", {"kind": "hearing", "date": "2026-12-15"}, SURE),
        Tie("CONCERNS", "eve:1", "cas:two", origin=SURE),
        Tie("DETAINS", "gov:VNM", "cas:two", origin=SURE),
        Tie("DETAINS", "gov:BLR", "cas:two", origin=SURE),
        *mission("mis:two-1", "gov:BLR"),
        *mission("mis:two-2", "gov:VNM"),
    )
    return copy_of_filled


def answer(store: Store, name: str, **parameters: Any) -> Answer:
    return ask(name, store, {"case": "cas:two", **parameters}, Label.RED, DAY)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["embassies", "hooks", "coverage"])
def test_the_answer_says_about_which_it_is_and_how_to_ask_for_the_other(
    two: Store, name: str
) -> None:
    first, other = answer(two, name), answer(two, name, target="VNM")
    assert CHOICE.strip() in " ".join(first.sentence.split())  # on lines of their own
    assert "target" not in other.sentence
    assert "Vietnam" in other.sentence
    assert first.blocks != other.blocks


@pytest.mark.parametrize("name", ["embassies", "hooks", "coverage"])
def test_who_does_not_detain_in_the_case_is_no_target_of_it(two: Store, name: str) -> None:
    with pytest.raises(QuestionError, match="France is not recorded as detaining in “Case Two”"):
        answer(two, name, target="FRA")


def test_what_is_due_names_the_doors_towards_each(two: Store) -> None:
    due = answer(two, "due").block("due")
    assert isinstance(due, Table)
    assert "In Case Two several governments detain (Belarus and Vietnam)" in due.note
    view = View(two, Label.RED, DAY)
    doors = Due(view, view.get("cas:two"), Gates(view)).doors["FRA"]
    assert {"mis:two-1", "mis:two-2"} & {door.id for door in doors}
    assert len(doors) == 2


def test_an_introduction_names_the_doors_towards_each(two: Store) -> None:
    note = answer(two, "introductions", to="FRA").block("target")
    text = repr(note)
    assert "Its embassy or mission for Belarus is " in text
    assert "Its embassy or mission for Vietnam is " in text
    assert "Several governments detain in this case: Belarus and Vietnam." in text


def test_a_door_that_closes_is_told_with_the_state_that_it_was_towards(two: Store) -> None:
    doors = answer(two, "what-if", changes="close Embassy of France in VNM").block("doors")
    assert isinstance(doors, Table)
    assert {row["name"] for row in doors.rows} == {"France towards Vietnam"}
