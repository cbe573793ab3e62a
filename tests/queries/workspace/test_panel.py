"""The panel: who is selected, what is on record, why, and what next; every button is answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from graph.campaign.safety import do_not_contact
from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.question import ask, lenses
from queries.render.workspace_documents import Workspace
from queries.workspace.next_steps import NextStep, asked_with
from queries.workspace.panel import Panel
from queries.workspace.workspace_state import WorkspaceState
from tests.conftest import write

DAY = date(2026, 11, 25)


def case(store: Store) -> str:
    (id,) = (c.id for c in View(store, Label.STRICT, DAY).entities("Case") if c.title == "Swallow")
    return id


def id_of(store: Store, name: str) -> str:
    return View(store, Label.STRICT, DAY).find(name)[0].id


def shown(store: Store, **values: Any) -> Workspace:
    state = WorkspaceState.of({"subject": case(store), **values})
    return Workspace(store, Label.STRICT, DAY, state)


def labels(panel: Panel) -> list[str]:
    return [step.label for step in panel.steps.values()]


def test_somebody_who_is_selected(campaign: Store) -> None:
    clinic = id_of(campaign, "Wren Legal Clinic")
    panel = shown(campaign, selected=[clinic]).panel()
    document = panel.document
    assert (document["key"], document["title"]) == (clinic, "Wren Legal Clinic")
    assert document["subtitle"].startswith("Organization")
    facts = next(part for part in document["parts"] if part["type"] == "facts")
    assert all(len(row) == 3 and row[2] for row in facts["rows"])  # what, value, who says so
    tied = {part["title"] for part in document["parts"] if part["type"] == "ties"}
    assert {"works on", "works for it"} <= tied
    assert {"Who introduces us", "What if they were gone"} <= set(labels(panel))
    assert [button["primary"] for button in document["next"]][:2] == [True, False]


def test_where_nobody_is_selected_it_is_about_the_subject(campaign: Store) -> None:
    panel = shown(campaign).panel()
    assert panel.document["title"] == "Swallow"
    assert "What is due" in labels(panel)


def test_two_share_and_could_meet(campaign: Store) -> None:
    pair = [id_of(campaign, name) for name in ("Wren Legal Clinic", "Saltmarsh Review")]
    panel = shown(campaign, selected=pair).panel()
    assert panel.document["title"] == "2 selected"
    shared = [part for part in panel.document["parts"] if part["title"] == "Tied to all of them"]
    assert case(campaign) in {row[1] for row in shared[0]["rows"]}
    assert "What if they met" in labels(panel)


def test_who_must_not_be_contacted_is_not_proposed(campaign: Store) -> None:
    view = View(campaign, Label.RED, DAY)
    barred = [p.id for p in view.entities("Person") if p.values.get("contact") == "do not contact"]
    assert barred
    for id in barred:
        state = WorkspaceState.of({"subject": case(campaign), "selected": [id]})
        panel = Workspace(campaign, Label.RED, DAY, state).panel()
        assert "Who introduces us" not in labels(panel)
        assert any(part["type"] == "caution" for part in panel.document["parts"])


@pytest.mark.slow
@pytest.mark.parametrize("lens", ["", *(question.name for question in lenses())])
def test_every_button_of_everybody_is_answered(filled: Store, lens: str) -> None:
    """No page refuses what another proposes, and no lens."""
    start = shown(filled, lens=lens)
    marked = [row[0] for row in start.lens()["entities"]]
    everybody = [one.id for one in start.there.entities]
    followed: set[str] = set()
    for id in dict.fromkeys(["", *marked[:8], *everybody]):
        selected = [id] if id else []
        for step in shown(filled, lens=lens, selected=selected).panel().steps.values():
            kind = f"{step.label} {id[:3]}"
            if kind not in followed:  # one of a kind is followed
                followed.add(kind)
                follow(filled, step, {"lens": lens, "selected": selected})
    assert followed


def follow(store: Store, step: NextStep, before: Mapping[str, Any]) -> None:
    if step.page:
        values = asked_with(step, case(store))
        assert set(step.ask) <= set(values), step
        assert ask(step.page, store, values, Label.STRICT, DAY).sentence
        return
    work = shown(store, **{**before, **step.state})
    work.map()
    assert work.problem is None, (step, str(work.problem))
    assert work.lens()["sentence"]


def test_a_path_between_two_keeps_the_rules_of_introductions(campaign: Store) -> None:
    ends = [id_of(campaign, "Wren Legal Clinic"), id_of(campaign, "Benno Askervale")]
    document = shown(campaign, path=ends).lens()["path"]
    assert document["lines"]
    assert document["lines"][0][0] == ends[0]
    assert document["lines"][-1][1] == ends[1]
    assert [line[2] for line in document["lines"]] == [*range(1, len(document["lines"]) + 1)]
    assert document["words"].startswith("From Wren Legal Clinic to Benno Askervale")
    view = View(campaign, Label.STRICT, DAY)
    barred = do_not_contact(view.entities("Person", "Family"))
    assert not barred & {end for line in document["lines"] for end in line[:2]}


def test_to_somebody_at_risk_no_path_is_shown(campaign: Store) -> None:
    view = View(campaign, Label.RED, DAY)
    barred = [p.id for p in view.entities("Person") if p.values.get("contact") == "do not contact"]
    state = WorkspaceState.of(
        {"subject": case(campaign), "path": [id_of(campaign, "Open Margin"), barred[0]]}
    )
    document = Workspace(campaign, Label.RED, DAY, state).lens()["path"]
    assert document["lines"] == []
    assert "No path" in document["words"]


def test_a_page_is_asked_only_what_it_can_be_asked() -> None:
    """“All that is on record” knows an entity and no case."""
    step = NextStep("", page="neighbourhood", ask={"entity": "gov:NOR"})
    assert asked_with(step, "cas:1") == {"entity": "gov:NOR"}
    assert asked_with(NextStep("", page="due"), "cas:1") == {"case": "cas:1"}
    assert asked_with(NextStep("", page="hooks"), "gov:BLR") == {"target": "gov:BLR"}


def test_introductions_without_anybody_to_reach_say_what_to_do(empty: Store) -> None:
    day = date(2026, 11, 29)
    write(empty, Entity("Case", "cas:1", "Case One"), Entity("Government", "gov:FRA", "France"))
    of_case = Workspace(empty, Label.RED, day, WorkspaceState("cas:1", lens="introductions"))
    assert "“Who introduces us”" in of_case.lens()["sentence"]
    of_none = Workspace(empty, Label.RED, day, WorkspaceState("gov:FRA", lens="introductions"))
    assert of_none.lens()["sentence"].startswith("Choose a case first")
