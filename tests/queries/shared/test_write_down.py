"""What may be written down about somebody, and with what a form begins."""

from __future__ import annotations

import pytest

from graph.model.records import Entity, Origin, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.shared.write_down import ask_cells, of_entity, of_pair, of_row, of_supposed
from tests.conftest import small_network, write

ORIGIN = Origin("our own knowledge")


@pytest.fixture
def view(empty: Store) -> View:
    mission = Entity("Mission", "mis:1", "Embassy of France", {}, ORIGIN)
    post = Tie("REPRESENTS", "mis:1", "gov:FRA", origin=ORIGIN)
    planned = Entity("Approach", "app:1", "letter", {"status": "planned"}, ORIGIN)
    write(empty, *small_network(), mission, post, planned)
    return View(empty, Label.RED)


def names(view: View, id: str) -> list[str]:
    return [form.name for form in of_entity(view, view.get(id), "cas:1")]


def test_each_kind_has_its_forms(view: View) -> None:
    assert names(view, "cas:1") == ["ask", "date", "consent", "work", "case"]
    assert names(view, "org:watch") == ["ask", "stance", "tie", "organization"]
    assert names(view, "gov:FRA") == ["ask", "stance", "tie"]
    assert names(view, "app:1") == ["ask", "answer", "ask"]
    assert names(view, "gov:BLR") == ["tie"]  # who detains is not asked by a form of ours


def test_an_embassy_is_asked_as_the_door_of_its_government(view: View) -> None:
    rows = [{"ask_id": "prison visit", "ask_by": "2026-12-02", "introduced_by": "per:ada"}]
    form = next(iter(of_entity(view, view.get("mis:1"), "cas:1", rows)))
    assert form.cells == {
        "case": "cas:1",
        "ask": "prison visit",
        "introduced by": "per:ada",
        "due": "2026-12-02",
        "status": "planned",
        "made to": "gov:FRA",
        "door": "mis:1",
    }


def test_of_two_that_are_tied_the_tie_can_end(view: View) -> None:
    forms = list(of_pair(view, view.get("per:ada"), view.get("org:watch")))
    assert [form.name for form in forms] == ["tie", "tie"]
    assert forms[1].cells["kind"] == "MEMBER_OF"
    assert forms[1].cells["until"] == view.today.isoformat()


def test_a_row_of_a_report_knows_what_can_be_written(view: View) -> None:
    row = {"id": "gov:FRA", "ask_id": "letter", "door_id": "mis:1"}
    form = of_row(row, "id", "cas:1")
    assert form is not None
    assert form.cells == {"case": "cas:1", "ask": "letter", "door": "mis:1", "made to": "gov:FRA"}
    assert of_row(row, "id", None) is None
    assert of_row({"id": None}, "id", "cas:1") is None
    answer = of_row({"id": "app:1"}, "id", "cas:1")
    assert answer is not None
    assert (answer.name, answer.edited) == ("answer", "app:1")


def test_what_is_proposed_must_be_an_ask() -> None:
    assert ask_cells([{"ask_id": "no such ask"}]) == {}


def test_what_is_supposed_is_asked_of_whom_it_names(view: View) -> None:
    form = of_supposed(view, "cas:1", ["set org:watch to active ally"])
    assert form.cells == {"case": "cas:1", "status": "planned", "made to": "org:watch"}
