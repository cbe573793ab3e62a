"""What next: where the buttons of the panel lead. Each is answered, or it is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graph.campaign.contacts import contacts
from graph.model.errors import DemarcheError
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.schema import ACTORS
from graph.model.words import say
from graph.view import View
from queries.answer import Answer, Row, Table
from queries.question import lenses, load
from queries.shared.leads import detaining
from queries.shared.write_down import Form, of_entity, of_pair
from queries.workspace.workspace_state import WorkspaceState

WHAT_IF: Final = "what-if"
INTRODUCTIONS: Final = "introductions"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A button: what it changes of the workspace, or the page that it opens with what it asks, or
    the form that it opens to write something down."""

    label: str
    state: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""
    ask: Mapping[str, Any] = field(default_factory=dict)
    form: Form | None = None


def asked_with(step: NextStep, subject: str) -> dict[str, Any]:
    """What the page of a step is asked with: about the subject, as far as it can be asked so."""
    about = {"case" if is_kind(subject, "Case") else "target": subject}
    names = {p.name for p in load(step.page).parameters}
    return {name: value for name, value in {**about, **step.ask}.items() if name in names}


def of_rows(rows: Iterable[tuple[Table, Row]]) -> Iterable[NextStep]:
    """Where the rows about somebody lead: into another lens, or onto a page."""
    there = {question.name for question in lenses()}
    for table, row in rows:
        for lead in table.onward:
            own = {name: row.get(column) for name, column in lead.of_row.items()}
            if None in own.values():
                continue
            ask = {**lead.parameters, **own}
            if lead.question == WHAT_IF:
                yield NextStep(lead.title, {"lens": WHAT_IF, "supposed": _changes(ask)})
            elif lead.question in there:
                further = {k: v for k, v in ask.items() if k not in ("case", "target")}
                yield NextStep(lead.title, {"lens": lead.question, "ask": further})
            else:
                yield NextStep(lead.title, page=lead.question, ask=ask)


def _changes(ask: Mapping[str, Any]) -> list[str]:
    changes = ask.get("changes")
    return [str(one) for one in changes] if isinstance(changes, list) else [str(changes or "")]


def to_write(
    view: View, state: WorkspaceState, chosen: Sequence[Entity], rows: Iterable[tuple[Table, Row]]
) -> Iterable[NextStep]:
    """What one may write down about who is selected; `rows`: what the answer says of them."""
    case = state.subject if is_kind(state.subject, "Case") else None
    forms = (
        of_pair(view, chosen[0], chosen[1])
        if len(chosen) == 2
        else of_entity(view, chosen[0], case, [row for _, row in rows])
    )
    yield from (NextStep(form.label, form=form) for form in forms)


def of_one(
    view: View, state: WorkspaceState, one: Entity, answer: Answer | None
) -> Iterable[NextStep]:
    """What one may do next about anybody."""
    if one.id == state.subject:
        yield from _of_subject(view, state, answer)
        return
    case = is_kind(state.subject, "Case")
    if case and one.kind in ACTORS:
        if state.lens != INTRODUCTIONS and _can_be_reached(view, state.subject, one.id):
            ask = {"to": one.id}
            yield NextStep(say("Who introduces us"), {"lens": INTRODUCTIONS, "ask": ask})
            yield NextStep(say("Draft a letter"), page="draft", ask={"case": state.subject, **ask})
        if government := _asked_there(view, state.subject, one):
            yield brief_step(state.subject, government)
        if one.kind == "Mission":
            yield _suppose(say("What if it closed"), state, f"close {one.id}")
        elif not _detains(view, state.subject, one.id):
            yield _suppose(say("What if they were gone"), state, f"remove {one.id}")
    if one.kind in ("Case", "Government"):
        afresh = {"lens": "embassies", "ask": {}, "selected": [], "expanded": []}
        yield NextStep(say("Work on this"), {"subject": one.id, **afresh})
    expanded = [id for id in state.expanded if id != one.id]
    if len(expanded) == len(state.expanded):
        yield NextStep(say("Show what surrounds it"), {"expanded": [*expanded, one.id]})
    else:
        yield NextStep(say("Hide what surrounds it"), {"expanded": expanded})
    yield NextStep(say("All that is on record"), page="neighbourhood", ask={"entity": one.id})


def brief_step(case: str, government: str = "") -> NextStep:
    """The page to take along to a government, or to whoever is to know the case."""
    ask = {"case": case, **({"government": government} if government else {})}
    return NextStep(say("A page to take along"), page="brief", ask=ask)


def _asked_there(view: View, case: str, one: Entity) -> str | None:
    """The government that is asked where one goes to it or to its mission; None: none is."""
    if one.kind == "Government":
        government = one.id
    elif one.kind == "Mission":
        ties = view.quiet().ties("REPRESENTS", of=[one.id])
        sent = (t.target for t in ties if t.source == one.id and is_kind(t.target, "Government"))
        government = min(sent, default="")
    else:
        return None
    states = {id for id in detaining(view, case) if is_kind(id, "Government")}
    return government if government and states and government not in states else None


def _of_subject(view: View, state: WorkspaceState, answer: Answer | None) -> Iterable[NextStep]:
    if is_kind(state.subject, "Case"):
        yield NextStep(say("What is due"), page="due", ask={"case": state.subject})
        yield NextStep(say("The case at a glance"), page="overview", ask={"case": state.subject})
        if any(is_kind(id, "Government") for id in detaining(view, state.subject)):
            yield brief_step(state.subject)
    elif is_kind(state.subject, "Government"):
        yield NextStep(say("What binds this government"), page="hooks", ask=_target(state))
        yield NextStep(say("Who has acted for prisoners"), page="acts", ask=_target(state))
    if answer:
        asked_with = {name: value for name, value in answer.parameters.items() if value}
        label = say("The whole page: {name}", name=answer.title)
        yield NextStep(label, page=answer.question, ask=asked_with)


def _target(state: WorkspaceState) -> dict[str, str]:
    return {"target": state.subject}


def of_several(view: View, state: WorkspaceState, chosen: Sequence[Entity]) -> Iterable[NextStep]:
    """What one may ask of two: the introduction from one to the other, and what if they met."""
    if len(chosen) != 2 or not is_kind(state.subject, "Case"):
        return
    one, other = (id for id in state.selected if id in {e.id for e in chosen})
    actors = all(entity.kind in ACTORS for entity in chosen)
    if actors and _can_be_reached(view, state.subject, other):
        ask = {"start": one, "to": other}
        yield NextStep(say("Path between the two"), {"lens": INTRODUCTIONS, "ask": ask})
    if actors:
        yield _suppose(say("What if they met"), state, f"add {one} meets {other}")


def _suppose(label: str, state: WorkspaceState, change: str) -> NextStep:
    supposed = list(dict.fromkeys([*state.supposed, change]))
    return NextStep(label, {"lens": WHAT_IF, "supposed": supposed})


def _can_be_reached(view: View, case: str, id: str) -> bool:
    """Whether an introduction to somebody may be asked for at all."""
    try:
        around_case = contacts(view, case, [id])
    except DemarcheError:
        return False
    return id in around_case.agreed.index and id not in around_case.no_target


def _detains(view: View, case: str, id: str) -> bool:
    return any(t.source == id for t in view.ties("DETAINS", of=[case]))
