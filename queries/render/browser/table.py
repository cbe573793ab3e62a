"""A Table on the page: sortable and searchable; the selected row is told in full below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from queries.answer import Bars, Cell, Column, Matrix, Row, Table, Timeline
from queries.render.browser import words
from queries.render.browser.selection import select, selected
from queries.render.cells import MISSING, told
from queries.render.rows import one_each

_HIGH = 10  # rows that are seen without scrolling inside the table
_LONG = 40  # characters from which a column is wide

Tabular = Table | Bars | Matrix | Timeline


def show(block: Table, page: str) -> None:
    """Draw the table; where rows stand for entities, choosing a row selects its entity."""
    if not block.rows:
        words.quiet("There are no rows.")
        return
    columns = [column for column in block.columns if column.id not in block.hidden]
    chosen, key = selected(page), f"{page}.{block.id}"
    grid(block, columns, key, page)
    if block.note:
        words.quiet(block.note)
    row = _row_of(block, chosen)
    if row is not None:
        with st.container(border=True):
            words.facts(((c.title, told(row.get(c.id), c)) for c in columns), "facts card")


def grid(block: Tabular, columns: Sequence[Column], key: str, page: str = "") -> None:
    """The rows of any tabular block; with a page, choosing a row selects its entity."""
    frame = pd.DataFrame(
        {c.id: pd.Series([_cell(row.get(c.id), c) for row in block.rows]) for c in columns}
    )
    settings: Mapping[str, Any] = {c.id: _settings(c, frame[c.id]) for c in columns}
    look: dict[str, Any] = {
        "hide_index": True,
        "column_config": settings,
        "placeholder": MISSING,
        "alt": block.title,
        "height": 37 + 36 * min(len(frame), _HIGH),
        "row_height": 36,
    }
    if block.of is None or not page:
        st.dataframe(frame, key=key, **look)
        return
    ids = [row.get(block.of) for row in block.rows]

    def picked() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        select(page, str(ids[rows[0]]) if rows else None)

    chosen = selected(page)
    rows: list[int] = st.session_state.get(key, {}).get("selection", {}).get("rows", [])
    if [ids[row] for row in rows if row < len(ids)] != [chosen]:  # chosen elsewhere
        rows = [ids.index(chosen)] if chosen in ids else []
    st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    st.dataframe(frame, key=key, on_select=picked, selection_mode="single-row", **look)


def _row_of(block: Table, id: str | None) -> Row | None:
    if block.of is None or id is None or not one_each(block.rows, block.of):
        return None
    return next((row for row in block.rows if row.get(block.of) == id), None)


def _cell(value: Cell, column: Column) -> Cell:
    """Numbers stay numbers, so that they sort as such; all else is text."""
    if isinstance(value, float):
        return round(value, 3)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return told(value, column)


def _settings(column: Column, values: pd.Series[Any]) -> Any:
    help = column.help or None
    if pd.api.types.is_numeric_dtype(values):
        whole = bool((values.dropna() == values.dropna().round()).all())
        form = "percent" if column.unit == "%" else "%d" if whole else "%.3f"
        return st.column_config.NumberColumn(column.title, help=help, format=form)
    wide = bool((values.dropna().astype(str).str.len() > _LONG).any())
    return st.column_config.TextColumn(column.title, help=help, width="large" if wide else None)
