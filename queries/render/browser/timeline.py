"""A Timeline on the page: dated rows on a line, and as a table in the order of their dates."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd
import streamlit as st

from graph.model.words import count, say
from queries.answer import Timeline
from queries.render.browser import onward, words
from queries.render.browser.selection import selected
from queries.render.browser.table import grid
from queries.render.cells import cell_text
from queries.render.colours import ABOVE, CHOSEN, INK


def show(block: Timeline, page: str) -> None:
    """Draw the dated rows; those of the selected entity stand out. Undated rows come last."""
    if not block.rows:
        words.quiet(say("Nothing is dated here."))
        return
    day, what = block.columns[:2]
    rows = sorted(block.rows, key=lambda row: (row.get(day.id) is None, str(row.get(day.id))))
    chosen = selected(page)
    frame = pd.DataFrame(
        {
            "day": [str(row[day.id]) for row in rows if row.get(day.id)],
            "what": [cell_text(row.get(what.id), what) for row in rows if row.get(day.id)],
            "mine": [
                block.of is not None and row.get(block.of) == chosen
                for row in rows
                if row.get(day.id)
            ],
        }
    )
    if len(frame):
        chart = (
            alt.Chart(frame)
            .mark_tick(thickness=4, size=44, opacity=0.75)
            .encode(
                x=alt.X("day:T", title=None),
                color=alt.condition("datum.mine", alt.value(CHOSEN), alt.value(ABOVE)),
                tooltip=[
                    alt.Tooltip("day:N", title=day.title),
                    alt.Tooltip("what:N", title=what.title),
                ],
            )
            .properties(width="container", height=70)
            .configure(font="system-ui, sans-serif")
            .configure_axis(labelFontSize=14, labelColor=INK)
            .configure_view(stroke=None)
        )
        st.altair_chart(chart, theme=None, alt=say("{title}: a line of time", title=block.title))
    if len(frame) < len(rows):
        words.quiet(
            count(
                "{n} row whose date is not known stands last.",
                "{n} rows whose dates are not known stand last.",
                len(rows) - len(frame),
            )
        )
    key = f"{page}:{block.id}"
    grid(replace(block, rows=rows), block.columns, key, page if block.onward else "")
    mine = [row for row in rows if block.of and row.get(block.of) == chosen]
    for number, lead in enumerate(block.onward):
        if chosen and mine:
            onward.button(lead, mine[0], f"{key}.onward{number or ''}")
    if block.note:
        words.quiet(block.note)
