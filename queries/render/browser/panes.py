"""The table that a page is about, beside the panel that tells its selected row in full."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from queries.answer import Block, Table
from queries.render.browser import table
from queries.render.browser.selection import follow
from queries.render.cells import cell_text

_LONG = 56  # characters of a cell that two or three short lines hold
_FEW = 6  # columns that leave room for the panel
Draw = Callable[[], None]


def fits(block: Block) -> bool:
    """Whether a table leaves room beside it."""
    return (
        isinstance(block, Table)
        and bool(block.rows)
        and table.chosen_one_by_one(block)
        and len(columns := table.cells_of(block)) <= _FEW
        and all(len(cell_text(row.get(c.id), c)) <= _LONG for row in block.rows for c in columns)
    )


def show(block: Table, page: str, below: Draw, in_panel: Draw) -> None:
    """Draw both; under the table and in the panel stands what else shows the selected row."""
    with st.container(key=f"panes.{page}"):
        left, right = st.columns((8, 5), gap="medium")
    with left:
        table.lines(block, page, table.cells_of(block), narrow=True)
        below()
    with right:
        follow(partial(table.panel, block, page, beside=True))
        in_panel()
