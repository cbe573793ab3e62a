"""Bars on the page: what a number is made of, for the selected entity."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from queries.answer import Bars, Column
from queries.render.browser import words
from queries.render.browser.selection import selected
from queries.render.cells import told
from queries.render.colours import ABOVE, BELOW, INK
from queries.render.rows import rows_of


def show(block: Bars, page: str) -> None:
    """Draw the bars of the selected entity, of all rows where they stand for no entity."""
    rows = rows_of(block.rows, block.of, selected(page))
    if not rows:
        words.quiet("Nothing is recorded of what is selected here.")
        return
    label, value, *more = block.columns
    frame = pd.DataFrame(
        {
            "label": [told(row.get(label.id), label) for row in rows],
            "value": [row.get(value.id) for row in rows],
            "told": [told(row.get(value.id), value) for row in rows],
            "note": ["; ".join(told(row.get(c.id), c) for c in more) for row in rows],
        }
    )
    st.altair_chart(_chart(frame, value), theme=None, alt=f"{block.title}: bars")
    if block.note:
        words.quiet(block.note)
    with st.expander("The same as a list"):
        words.facts(
            (
                told(row.get(label.id), label),
                "; ".join(told(row.get(c.id), c) for c in (value, *more)),
            )
            for row in rows
        )


def _chart(frame: pd.DataFrame, value: Column) -> Any:
    order = alt.EncodingSortField(field="order")
    frame = frame.assign(order=range(len(frame)))
    base = alt.Chart(frame).encode(
        y=alt.Y(
            "label:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=320, labelPadding=8, ticks=False),
        ),
        tooltip=[
            alt.Tooltip("label:N", title="What"),
            alt.Tooltip("told:N", title=value.title),
            alt.Tooltip("note:N", title="Note"),
        ],
    )
    form = "%" if value.unit == "%" else "~g"
    x = alt.X("value:Q", title=value.title, axis=alt.Axis(tickCount=5, format=form))
    colour = alt.condition("datum.value < 0", alt.value(BELOW), alt.value(ABOVE))
    bars = base.mark_bar(height=18, cornerRadius=2).encode(x=x, color=colour)
    texts = base.mark_text(align="left", dx=6, fontSize=14, color=INK).encode(
        x=alt.X("value:Q"), text="told:N"
    )
    return (
        (bars + texts)
        .properties(width="container", height=alt.Step(34))
        .configure(font="system-ui, sans-serif")
        .configure_axis(labelFontSize=14, titleFontSize=13, labelColor=INK, titleColor=INK)
        .configure_view(stroke=None)
    )
