"""A Matrix on the page: a grid of a few states, each told in words and by colour."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from graph.model.words import say
from queries.answer import Matrix, Row
from queries.render.browser import anew, printed, words
from queries.render.browser.table import grid
from queries.render.cells import cell_text
from queries.render.colours import LAND, STATES

_NONE = "–"


def show(block: Matrix, page: str) -> None:
    """Draw the grid in the order of its rows; notes are in the list below it."""
    if not block.rows:
        words.quiet(say("There are no rows."))
        return
    frame = crossed(block)
    states = list(dict.fromkeys(v for v in frame.to_numpy().ravel() if v != _NONE))
    colours = {state: STATES[number % len(STATES)] for number, state in enumerate(states)}

    def colour(value: Any) -> str:
        # A quarter of the colour: the word on it stays readable.
        return f"background-color: {colours[value]}40" if value in colours else f"color: {LAND}"

    printed.rows(block.rows, block.columns)
    st.dataframe(frame.style.map(colour), key=f"{page}:{block.id}", alt=block.title)
    if block.note:
        words.quiet(block.note)
    listed = partial(grid, block, block.columns, f"{page}:{block.id}.list")
    anew.closed(say("The same as a list"), f"{page}:{block.id}.closed", listed)


def crossed(block: Matrix) -> pd.DataFrame:
    """Rows × columns of told states, both in the order in which they come first."""
    down, across, value = block.columns[:3]

    def cell(row: Row, column: Any) -> str:
        return cell_text(row.get(column.id), column)

    rows = list(dict.fromkeys(cell(row, down) for row in block.rows))
    columns = list(dict.fromkeys(cell(row, across) for row in block.rows))
    frame = pd.DataFrame(_NONE, index=rows, columns=columns)
    for row in block.rows:
        frame.loc[cell(row, down), cell(row, across)] = cell(row, value)
    return frame.rename_axis(down.title)
