"""Every problem of every row of what somebody brings, and its cells, to be corrected on the page:
the file itself stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from graph.model.words import count, listed, number, say
from loaders.bring.cell_problems import BringRefused, CellProblem
from loaders.browser.bring_state import Bringing
from loaders.conversion import MOST_PROBLEMS

_AT_ONCE = 12  # cells that are corrected together
_ROWS = 6  # that are named of a cell that many rows have
_TALL = 70  # pixels: two lines of a sentence


@dataclass
class WrongCell:
    """A cell that cannot be used, of all rows in which it says the same."""

    table: str
    column: str
    text: str
    rows: list[int] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)  # what the cell could say instead

    def note(self, problem: CellProblem) -> None:
        """Add a problem of a cell that says this."""
        if problem.row not in self.rows:
            self.rows.append(problem.row)
        if problem.message not in self.messages:
            self.messages.append(problem.message)
        for candidate in problem.candidates:
            within = problem.value and problem.value in self.text
            text = self.text.replace(problem.value, candidate) if within else candidate
            if text not in self.choices:
                self.choices.append(text)


def wrong_cells(bringing: Bringing, problems: Sequence[CellProblem]) -> list[WrongCell]:
    """The cells behind these problems, with all that each says; those alike are one."""
    texts = _texts(bringing, {problem.place for problem in problems if problem.column})
    cells: dict[tuple[str, str, str], WrongCell] = {}
    for problem in problems:
        if problem.column:
            text = texts.get(problem.place, problem.value)
            key = (problem.table, problem.column, text)
            cells.setdefault(key, WrongCell(*key)).note(problem)
    return list(cells.values())


def _texts(
    bringing: Bringing, places: set[tuple[str, int, str]]
) -> dict[tuple[str, int, str], str]:
    """What cells say, as the file or a correction has it."""
    texts: dict[tuple[str, int, str], str] = {}
    for table in bringing.tables:
        wanted: dict[int, set[str]] = {}
        for name, number_, column in places:
            if name == table.name:
                wanted.setdefault(number_, set()).add(column)
        if not wanted:
            continue
        for number_, cells in table.rows():
            for column in wanted.get(number_, ()):
                place = (table.name, number_, column)
                text = cells[table.header.index(column)]
                texts[place] = bringing.corrections.get(place, text)
    return texts


def show(bringing: Bringing, refusal: BringRefused, turn: str) -> None:
    """Draw all problems, and what can be corrected here."""
    problems = refusal.cells
    st.error(say("This cannot be loaded yet. Nothing was written."))
    more = say("The file has more; these come first.") if len(problems) >= MOST_PROBLEMS else ""
    sentence = count(
        "{n} problem is left. Correct it here, or in the file, which you choose again then.",
        "{n} problems are left. Correct them here, or in the file, which you choose again then.",
        len(problems),
    )
    st.text(f"{sentence} {more}".strip())
    corrected(bringing, turn)
    if cells := wrong_cells(bringing, problems):
        _form(bringing, cells, turn)
    _table(bringing, problems)


def corrected(bringing: Bringing, turn: str) -> None:
    """Say how many cells were corrected, and take that back."""
    if not bringing.corrections:
        return
    st.text(
        count(
            "{n} cell is corrected here; your file stays as it is.",
            "{n} cells are corrected here; your file stays as it is.",
            len(bringing.corrections),
        )
    )
    st.button(say("Take the corrections back"), key=f"{turn}.back", on_click=bringing.take_back)


def _form(bringing: Bringing, cells: Sequence[WrongCell], turn: str) -> None:
    first = cells[:_AT_ONCE]
    keys = [f"{turn}.cell.{bringing.version}.{n}" for n in range(len(first))]
    with st.form(f"{turn}.cells", border=True):
        for cell, key in zip(first, keys, strict=True):
            st.text(f"{_place(cell, bringing)} “{cell.text}”. {' '.join(cell.messages)}")
            st.selectbox(
                say("Instead, in row {rows}", rows=_rows(cell)),
                [*cell.choices, *([""] if cell.text else [])],
                None,
                key=key,
                format_func=lambda text: text or say("(leave this cell empty)"),
                placeholder=say("Choose, or type what it should say"),
                accept_new_options=True,
                filter_mode="contains",
            )
        if len(cells) > len(first):
            st.text(say("{n} more cells follow.", n=number(len(cells) - len(first))))
        st.form_submit_button(
            say("Correct and look again"),
            type="primary",
            key=f"{turn}.correct",
            on_click=lambda: _correct(bringing, first, keys),
        )


def _correct(bringing: Bringing, cells: Sequence[WrongCell], keys: Sequence[str]) -> None:
    corrections: dict[tuple[str, int, str], str] = {}
    for cell, key in zip(cells, keys, strict=True):
        text = st.session_state.get(key)
        if text is not None:
            corrections |= {(cell.table, row, cell.column): str(text) for row in cell.rows}
    bringing.correct(corrections)


def _rows(cell: WrongCell) -> str:
    return listed([number(row) for row in sorted(cell.rows)], _ROWS)


def _place(cell: WrongCell, bringing: Bringing) -> str:
    column = f"“{cell.column}”"
    if len(bringing.tables) > 1:
        column = f"“{cell.table}”, {column}"
    return say("{column}, row {rows}:", column=column, rows=_rows(cell))


def _table(bringing: Bringing, problems: Sequence[CellProblem]) -> None:
    row, what = say("Row"), say("What to do")
    table, column, says = say("Table"), say("Column"), say("It says")
    frame = pd.DataFrame(
        [(p.table, p.row, p.column or p.ours, p.value, p.message) for p in problems],
        columns=[table, row, column, says, what],
    )
    order = [table] if len(bringing.tables) > 1 else []
    st.text(say("Every problem:"))
    st.dataframe(
        frame,
        hide_index=True,
        placeholder="",
        row_height=_TALL,
        height=37 + _TALL * min(len(frame), 6),
        key="bring.problems",
        alt=say("Every problem: row, column, what it says, what to do"),
        column_order=[*order, row, column, says, what],
        column_config={what: st.column_config.TextColumn(width="large")},
    )
