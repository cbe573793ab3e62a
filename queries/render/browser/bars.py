"""Bars on the page: what a number is made of, for the selected entity."""

from __future__ import annotations

import math

from queries.answer import Bars, Cell
from queries.render.browser import words
from queries.render.browser.selection import selected
from queries.render.cells import cell_text, told_with
from queries.render.rows import rows_of


def show(block: Bars, page: str) -> None:
    """Draw the bars of the selected entity, of all rows where they stand for no entity."""
    rows = rows_of(block.rows, block.of, selected(page))
    if not rows:
        words.quiet("Nothing is recorded of what is selected here.")
        return
    label, value, *more = block.columns
    words.bars(
        (
            cell_text(row.get(label.id), label),
            _number(row.get(value.id)),
            told_with(row, value, more),
        )
        for row in rows
    )
    if block.note:
        words.quiet(block.note)


def _number(value: Cell) -> float | None:
    """A length, None where nothing is known."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
