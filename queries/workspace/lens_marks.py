"""A question as a lens: asked of the subject of the workspace, and its answer as marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from graph.campaign.contacts import contacts
from graph.model.errors import DemarcheError, QuestionError, Unchosen
from graph.model.ids import is_kind
from graph.model.schema import TIES
from graph.model.words import mark, say, written
from graph.view import View
from queries.answer import Answer, Cell, Column, Note, PowerMap, Row, Table, WorldMap
from queries.question import Question, answer_of, load
from queries.render.cells import cell_text
from queries.render.rows import listed as main_table
from queries.shared.chains import goals
from queries.workspace.workspace_state import WorkspaceState

CELLS: Final = 5  # columns of the panel's list: it is narrow
ROWS: Final = 100
_OF_A_CASE: Final = tuple(name for name, kind in TIES.items() if "Case" in kind.targets)
_NOBODY_TO_REACH: Final = mark(
    "Choose whom to reach: select somebody on the map, then “Who introduces us”. On record is "
    "nobody yet who decides on the case or was asked."
)
_OF_NO_CASE: Final = mark("Choose a case first: introductions are asked for on its behalf.")
_DAY: Final = re.compile(r"[12]\d{3}-\d\d(-\d\d)?")


def lens_answer(view: View, state: WorkspaceState, name: str) -> Answer:
    """The answer of one question about the subject of the workspace.

    DemarcheError: it cannot be asked of this subject, or refuses; says why.
    """
    question = load(name)
    values = {p.name: p.default for p in question.parameters} | _parameters(question, view, state)
    for p in question.parameters:
        if p.name == "to" and p.required and not values["to"]:
            case = str(values.get("case") or "")
            values["to"] = _usual_goal(view, case) if case else None
            if values["to"] is None:
                raise QuestionError(say(_NOBODY_TO_REACH if case == state.subject else _OF_NO_CASE))
    return answer_of(view, question, values)


def _parameters(question: Question, view: View, state: WorkspaceState) -> dict[str, Any]:
    names = {p.name for p in question.parameters}
    values: dict[str, Any] = {key: value for key, value in state.ask.items() if key in names}
    if is_kind(state.subject, "Case") and "case" in names:
        values["case"] = state.subject
    elif "target" in names and is_kind(state.subject, "Government", "Facility"):
        values["target"] = state.subject
    elif "case" in names and (cases := _cases_of(view, state.subject)):
        values["case"] = cases[0]
    if "changes" in names and state.supposed:
        values["changes"] = list(state.supposed)
    return values


def _cases_of(view: View, id: str) -> list[str]:
    """The cases that somebody works on, or a government detains in."""
    ties = view.ties(*_OF_A_CASE, of=[id], now=True)
    return sorted({tie.target for tie in ties if is_kind(tie.target, "Case")})


def _usual_goal(view: View, case: str) -> str | None:
    """Whom one mostly wants to reach: who decides, then who was asked, if anybody leads there."""
    aims = goals(view, case)
    barred = contacts(view, case, aims).no_target
    return next((id for id in aims if id not in barred), None)


def marks(answer: Answer) -> dict[str, Any]:
    """What the map and its panel show of an answer: rows, for the adapter."""
    lens, table = answer.lens, _table(answer)
    return {
        **_sentence(answer),
        "entities": [[s.id, s.role, s.order, s.words] for s in lens.entities] if lens else [],
        "lines": [
            [t.source, t.target, t.role, t.order, t.words, int(t.directed), t.way]
            for t in lens.lines
        ]
        if lens
        else [],
        "list": _list(answer, table) if table else None,
        "alone": not (answer.exportable or answer.blocks),
        "power": _power(answer),
        "world": _world(answer),
        "effects": [b.text for b in answer.blocks if isinstance(b, Note) and b.id == "in_short"],
    }


def refused(problem: DemarcheError) -> dict[str, Any]:
    """What is shown where a question cannot be asked: why."""
    sentence = problem.advice if isinstance(problem, Unchosen) else str(problem)
    return {"sentence": sentence, "more": "", "caution": "", "entities": [], "lines": []}


def _sentence(answer: Answer) -> dict[str, Any]:
    first, *more = [line for line in answer.sentence.splitlines() if line.strip()] or [""]
    warned = (b for b in answer.blocks if isinstance(b, Note) and b.weight == "warning")
    caution = next((f"{note.title}. {note.text}" for note in warned), "")
    return {"sentence": first, "more": " ".join(more), "caution": caution}


def _table(answer: Answer) -> Table | None:
    """The table that the panel lists beside the map."""
    if answer.lens and answer.lens.list:
        block = answer.block(answer.lens.list)
        return block if isinstance(block, Table) else None
    return main_table(answer)


def _list(answer: Answer, table: Table) -> dict[str, Any]:
    shown = [c for c in table.columns if c.id not in table.hidden and c.place == "cell"][:CELLS]
    return {
        "title": table.title,
        "columns": [{"id": column.id, "title": column.title} for column in shown],
        "rows": [
            {
                "ids": ids_of(answer, table, row),
                "cells": [as_read(row.get(column.id), column) for column in shown],
            }
            for row in table.rows[:ROWS]
        ],
        "more": max(0, len(table.rows) - ROWS),
    }


def as_read(value: Cell, column: Column) -> str:
    """A cell as people read it; days as they write them.

    >>> as_read("2026-12-16", Column("day", "Day"))
    '16 December 2026'
    """
    if isinstance(value, str) and _DAY.fullmatch(value):
        return written(value)
    return cell_text(value, column)


def _power(answer: Answer) -> dict[str, Any] | None:
    block = next((b for b in answer.blocks if isinstance(b, PowerMap)), None)
    return {"rows": list(block.rows), "note": block.note} if block else None


def _world(answer: Answer) -> dict[str, Any] | None:
    block = next((b for b in answer.blocks if isinstance(b, WorldMap)), None)
    if block is None:
        return None
    unit = block.unit
    return {
        "title": block.title,
        "states": [{**state, "words": _share(state.get("value"), unit)} for state in block.states],
        "places": list(block.places),
        "arcs": list(block.arcs),
        "note": block.note,
    }


def _share(value: Cell, unit: str | None) -> str:
    return cell_text(value, Column("value", say("Value"), unit))


def row_of(table: Table, id: str) -> Row | None:
    """The row that stands for an entity."""
    return next((row for row in table.rows if table.of and row.get(table.of) == id), None)


def ids_of(answer: Answer, table: Table, row: Row) -> list[str]:
    """Whom a row of the panel's list is about."""
    several = answer.lens.list_of if answer.lens else ()
    cells = (row.get(column) for column in several or filter(None, [table.of]))
    ids = [id for id in cells if isinstance(id, str)]
    if ids or not (answer.lens and table.columns):
        return ids
    # What only the lens brings, such as a function, is in no store: known there by its name.
    name = row.get(table.columns[0].id)
    return [one["id"] for one in answer.lens.added if one["name"] == name]


def rows_about(answer: Answer, ids: Sequence[str]) -> Sequence[tuple[Table, Row]]:
    """Every table's first row about an entity, the panel's own table first; about several the
    row of that which is about just these."""
    first = _table(answer)
    if len(ids) > 1:
        rows = first.rows if first else ()
        return [(first, r) for r in rows if first and {*ids} == {*ids_of(answer, first, r)}][:1]
    (id,) = ids
    if first and not first.of:
        return [(first, row) for row in first.rows if ids_of(answer, first, row) == [id]][:1]
    tables = [b for b in answer.blocks if isinstance(b, Table) and b is not first]
    pairs = [(t, row_of(t, id)) for t in ([first] if first else []) + tables]
    return [(table, row) for table, row in pairs if row is not None]
