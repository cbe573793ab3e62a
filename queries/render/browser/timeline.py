"""A Timeline on the page: dated rows on a line, and as a table in the order of their dates."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from graph.model.words import count, say, written
from queries.answer import Timeline
from queries.render.browser import onward, words
from queries.render.browser.selection import selected
from queries.render.browser.table import grid
from queries.render.cells import cell_text
from queries.render.colours import ABOVE, CHOSEN, INK

MOST: Final = 7  # ticks, whose words are to stand beside each other on a narrow screen
# By how far apart ticks are: as much of the day as is to be read there.
_STEPS: Final = (
    *(("D", 10), ("7D", 10), ("MS", 7), ("3MS", 7), ("6MS", 7)),
    *((f"{years}YS", 4) for years in (1, 2, 5, 10, 20, 50)),
)


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
        utc = alt.Scale(type="utc")  # a day is a day, wherever the browser is
        chart = (
            alt.Chart(frame)
            .mark_tick(thickness=4, size=44, opacity=0.75)
            .encode(
                x=alt.X("day:T", title=None, scale=utc, axis=lettered(frame["day"])),
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


def ticks(days: Iterable[str]) -> list[str]:
    """Where a line of time is lettered: days, months or years, at most seven, first to last.

    >>> ticks(["2026-03-02", "2026-05", "2027-01-09"])
    ['2026-04', '2026-07', '2026-10', '2027-01']
    >>> ticks(["2026-03-02", "2026-03-04"])
    ['2026-03-02', '2026-03-03', '2026-03-04']
    """
    at = pd.to_datetime([f"{day}-01-01"[:10] for day in days])
    for step, length in _STEPS:
        there = pd.date_range(at.min(), at.max(), freq=step)
        if len(there) <= MOST:
            return [str(day.date())[:length] for day in there] or [str(at.min().date())]
    return [str(at.min().date())[:4], str(at.max().date())[:4]]


def lettered(days: Iterable[str]) -> alt.Axis:
    """Lettered by us: Vega writes months in English, whatever language is spoken."""
    at = {day: pd.Timestamp(day) for day in ticks(days)}
    texts = json.dumps({str(one.date()): written(day) for day, one in at.items()})
    return alt.Axis(
        values=[
            alt.DateTime(year=d.year, month=d.month, date=d.day, utc=True) for d in at.values()
        ],
        labelExpr=f"({texts})[utcFormat(datum.value, '%Y-%m-%d')]",
    )
