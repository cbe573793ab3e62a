"""A Table on the page: sortable and searchable; the selected row is told in full below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from graph.model.words import listed, say
from queries.answer import (
    NONE_ON_RECORD,
    NOT_APPLICABLE,
    NOT_KNOWN,
    Bars,
    Cell,
    Column,
    Matrix,
    PowerMap,
    Row,
    Table,
    Timeline,
)
from queries.render.browser import anew, language, onward, printed, words
from queries.render.browser.selection import choose, follow, rows, selected
from queries.render.cells import YEARS_AGO, cell_text, span, told_in
from queries.render.rows import one_each

_HIGH = 400  # pixels of rows that are seen without scrolling inside the table
_MANY = 8  # facts of one row that are read at a glance
_SHORT = 5  # characters of a header over numbers that is not cut in a narrow column
_ONE_LINE, _TWO_LINES = 36, 70  # pixels of a row; texts wrap from 4 rem on
_RANGE = " range"
_NONE = "–"  # what is not known: short, so that it is not cut off where it is seen most


@dataclass(frozen=True)
class _Widths:
    """How long the text of a cell may be to take one line; how wide (pixels) a longer one is."""

    line: int
    text: int


_WIDE, _NARROW = _Widths(line=40, text=400), _Widths(line=28, text=165)
Tabular = Table | Bars | Matrix | Timeline | PowerMap


def show(block: Table, page: str) -> None:
    """Draw the table; where each row stands for an entity, choosing one selects that entity."""
    if not block.rows:
        words.quiet(say("There are no rows."))
    elif chosen_one_by_one(block):
        lines(block, page, cells_of(block))
        follow(partial(panel, block, page))
    else:
        lines(block, page, _shown(block))


def chosen_one_by_one(block: Table) -> bool:
    """Whether each row stands for an entity of its own, and so is told in full once chosen."""
    return block.of is not None and one_each(block.rows, block.of)


def cells_of(block: Table) -> list[Column]:
    """The columns of a table whose chosen row is told in full."""
    return [column for column in _shown(block) if column.place == "cell"]


def lines(block: Table, page: str, columns: Sequence[Column], narrow: bool = False) -> None:
    """The rows, what an empty cell means in them, and what to know before believing them.

    `narrow`: they have but a part of the page's width.
    """
    key = f"{page}:{block.id}"
    rows(page, block.id, partial(grid, block, columns, key, page, narrow))
    if missing := " ".join(_missing(block, columns)):
        words.quiet(missing)
    if block.note:
        words.quiet(block.note)


def _missing(block: Table, columns: Sequence[Column]) -> Iterator[str]:
    """What an empty cell means in each column that has some."""
    for meaning in (NOT_KNOWN, NONE_ON_RECORD, NOT_APPLICABLE):
        of_it = [column for column in columns if column.missing == meaning]
        empty = [c.title for c in of_it if any(row.get(c.id) is None for row in block.rows)]
        if empty:
            yield say(
                "“{sign}” in {columns}: {meaning}.",
                sign=_NONE,
                columns=listed(empty),
                meaning=say(meaning),
            )


def panel(block: Table, page: str, beside: bool = False) -> None:
    """The selected row in full, and where it leads; `beside` the rows, without what they show."""
    if row := _row_of(block, selected(page)):
        columns = _shown(block)
        if beside:
            named = _name_of(row, columns)
            columns = [c for c in columns if c is named or not _plain_in_row(row, c)]
        with st.container(border=True):
            _card(row, columns, f"{page}:{block.id}")
            with st.container(horizontal=True, gap="small"):
                for number, lead in enumerate(block.onward):
                    onward.button(lead, row, f"{page}:{block.id}.onward{number or ''}")
                onward.form_button(block.of, row, f"{page}:{block.id}.write")


def _plain_in_row(row: Row, column: Column) -> bool:
    """Whether the table shows a cell as it is, whole."""
    short = len(cell_text(row.get(column.id), column)) <= _NARROW.line
    return column.place == "cell" and not column.ends and short


def _shown(block: Table) -> list[Column]:
    return [column for column in block.columns if column.id not in block.hidden]


def _card(row: Row, columns: Sequence[Column], key: str) -> None:
    """One row in full: its name, what is said of it, and every other column; of many, the figures
    that have no place in the table are closed at first."""
    named = _name_of(row, columns)
    words.name(cell_text(row[named.id], named) if named else "")
    texts = [c for c in columns if c.place == "line" and row.get(c.id) is not None]
    for number, column in enumerate(texts):
        # The first says what the row rests on; those after it say which text they are.
        text = cell_text(row[column.id], column)
        words.prose(say("{title}: {text}", title=column.title, text=text) if number else text)
    rest = [c for c in columns if c.place != "line" and c is not named]
    figures = [c for c in rest if c.place == "aside" and isinstance(row.get(c.id), int | float)]
    if len(rest) <= _MANY or len(figures) < 2:
        figures = []
    _facts(row, [c for c in rest if c not in figures])
    if figures:
        anew.closed(say("Further figures"), f"{key}.figures", partial(_facts, row, figures))


def _name_of(row: Row, columns: Sequence[Column]) -> Column | None:
    """The column that names what a row is about: the first of its texts."""
    texts = (c for c in columns if isinstance(row.get(c.id), str) and c.place != "line")
    return next(texts, None)


def _facts(row: Row, columns: Sequence[Column]) -> None:
    words.facts(((c.title, told_in(row, c)) for c in columns), "facts card")


def grid(
    block: Tabular, columns: Sequence[Column], key: str, page: str = "", narrow: bool = False
) -> None:
    """The rows of any tabular block; with a page, choosing a row selects its entity."""
    # Where a row is told in full beside them, its ranges are told there.
    ranges = not (page and isinstance(block, Table) and block.of)
    widths = _NARROW if narrow else _WIDE
    frame, settings = _frame(block.rows, columns, widths, ranges)
    high = _TWO_LINES if _long(block.rows, columns, widths) else _ONE_LINE
    look: dict[str, Any] = {
        "hide_index": True,
        "column_config": settings,
        "placeholder": _NONE,
        "alt": block.title,
        "height": 37 + high * min(len(frame), _HIGH // high),
        "row_height": high,
    }
    printed.rows(block.rows, columns)
    ids = [row.get(block.of) for row in block.rows] if block.of else []
    if not page or not ids or len(set(ids)) < min(2, len(ids)):  # nothing to choose among
        st.dataframe(frame, key=key, **look)
        return

    @language.spoken
    def picked() -> None:
        numbers = st.session_state[key]["selection"]["rows"]
        choose(page, str(ids[numbers[0]]) if numbers else None, within=block.id)

    chosen = selected(page)
    numbers: list[int] = st.session_state.get(key, {}).get("selection", {}).get("rows", [])
    if [ids[number] for number in numbers if number < len(ids)] != [chosen]:  # chosen elsewhere
        numbers = [ids.index(chosen)] if chosen in ids else []
    st.session_state[key] = {"selection": {"rows": numbers, "columns": [], "cells": []}}
    st.dataframe(frame, key=key, on_select=picked, selection_mode="single-row", **look)


def _row_of(block: Table, id: str | None) -> Row | None:
    if block.of is None or id is None or not one_each(block.rows, block.of):
        return None
    return next((row for row in block.rows if row.get(block.of) == id), None)


def _frame(
    rows: Sequence[Row], columns: Sequence[Column], widths: _Widths, ranges: bool
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The cells and how each column is shown; with `ranges`, each in a column of its own."""
    cells: dict[str, Any] = {}
    settings: dict[str, Any] = {}
    for column in columns:
        values = pd.Series([_cell(row.get(column.id), column) for row in rows])
        cells[column.id] = values
        settings[column.id] = _settings(column, values, widths)
        if column.ends and ranges:
            cells[column.id + _RANGE] = [span(row, column) or None for row in rows]
            settings[column.id + _RANGE] = st.column_config.TextColumn(
                say("Range"), help=column.help
            )
    return pd.DataFrame(cells), settings


def _long(rows: Sequence[Row], columns: Sequence[Column], widths: _Widths) -> bool:
    return any(
        len(cell_text(row.get(column.id), column)) > widths.line
        for row in rows
        for column in columns
    )


def _cell(value: Cell, column: Column) -> Cell:
    """Numbers stay numbers, so that they sort as such; all else is text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if column.unit == say(YEARS_AGO):
            return round(12 * value)  # months, as the header says
        # Rounded once, here: 78.48 is not first 78.5 and then, where it is drawn, 79.
        return round(100 * value) if column.unit == "%" else round(value, 3)
    return value if value is None else cell_text(value, column)


def _settings(column: Column, values: pd.Series[Any], widths: _Widths) -> Any:
    help = column.help or None
    if not pd.api.types.is_numeric_dtype(values):
        wide = bool((values.dropna().astype(str).str.len() > widths.line).any())
        width = widths.text if wide else None
        return st.column_config.TextColumn(column.title, help=help, width=width)
    if column.unit == "%" and column.ends:
        return st.column_config.ProgressColumn(
            column.title, help=help, format="%.0f%%", min_value=0, max_value=100, width=100
        )
    whole = bool((values.dropna() == values.dropna().round()).all())
    form = "%.0f%%" if column.unit == "%" else "%d" if whole else "%.3f"
    title = _with_unit(column)
    small = 60 if len(title) <= _SHORT else None
    return st.column_config.NumberColumn(title, help=help, format=form, width=small)


def _with_unit(column: Column) -> str:
    """The header of a column of numbers: bare numbers in it would not say what they count."""
    if column.unit in (None, "", "%"):
        return column.title
    unit = say("months ago") if column.unit == say(YEARS_AGO) else column.unit
    return say("{title} ({unit})", title=column.title, unit=unit)
