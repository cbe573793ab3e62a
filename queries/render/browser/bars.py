"""Bars on the page: what a number is made of, for the selected entity."""

from __future__ import annotations

import math
from collections.abc import Iterable

import streamlit as st

from graph.model.words import say
from queries.answer import Bars, Cell
from queries.render.browser import words
from queries.render.browser.selection import selected
from queries.render.cells import cell_text, told_with
from queries.render.rows import rows_of


def show(block: Bars, page: str) -> None:
    """Draw the bars of the selected entity, of all rows where they stand for no entity."""
    rows = rows_of(block.rows, block.of, selected(page))
    if not rows:
        words.quiet(say("Nothing is recorded of what is selected here."))
        return
    label, value, *more = block.columns
    _draw(
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


def _draw(rows: Iterable[tuple[str, float | None, str]]) -> None:
    """Lengths of numbers under each other: (name, number, the number as told with what is noted).

    Those below zero point the other way. A missing number has no bar, and says so in its text.
    """
    lengths = list(rows)
    numbers = [number for _, number, _ in lengths if number is not None]
    low, high = min(0.0, *numbers, 0.0), max(0.0, *numbers, 0.0)
    wide = (high - low) or 1.0
    items = []
    for name, number, text in lengths:
        start = 100 * (min(number or 0.0, 0.0) - low) / wide
        style = "bar below" if (number or 0) < 0 else "bar"
        size = 100 * abs(number or 0.0) / wide
        items.append(
            f"<li><span class='name' dir='auto'>{words.plain(name)}</span><span class='track' "
            f"aria-hidden='true'><span class='{style}' style='margin-left:{start:.2f}%;"
            f"width:{size:.2f}%'></span></span>"
            f"<span class='told' {words.direction(text)}>{words.plain(text)}</span></li>"
        )
    st.html(f"<ul class='bars'>{''.join(items)}</ul>")
