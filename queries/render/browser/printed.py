"""What only paper shows: a table on the screen is drawn on a canvas, of which paper would show what
was in sight, and cut off the columns at its edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from graph.model.words import count, number, say
from queries.answer import Column, Row
from queries.render.browser.words import direction, plain
from queries.render.cells import told_in

_ALLOWED = "printed"  # of the session: whether the answer that is shown may leave the program
_WIDE = 8  # columns from which words are broken rather than cut off
_MOST = 60  # rows that are sent for paper; more would be slow to send, and nobody's to read there


def allow(exportable: bool) -> None:
    """Once per answer, before its blocks: whether paper may show its rows."""
    st.session_state[_ALLOWED] = exportable


def rows(shown: Sequence[Row], columns: Sequence[Column]) -> None:
    """The rows of a table, with all of these columns; none where they may not leave the program."""
    if not st.session_state.get(_ALLOWED, True):
        return
    head = "".join(f"<th>{plain(column.title)}</th>" for column in columns)
    body = "".join(f"<tr>{_cells(row, columns)}</tr>" for row in shown[:_MOST])
    foot = ""
    if len(shown) > _MOST:
        left_out = count("{n} more row", "{n} more rows", len(shown) - _MOST)
        text = say(
            "The first {n} rows; {more} are in the download.", n=number(_MOST), more=left_out
        )
        foot = f"<p class='quiet'>{plain(text)}</p>"
    many = " many" if len(columns) > _WIDE else ""
    st.html(
        f"<div class='printed{many}'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{foot}</div>"
    )


def lines(texts: Iterable[str]) -> None:
    """Texts under each other."""
    items = "".join(f"<li {direction(text)}>{plain(text)}</li>" for text in texts)
    st.html(f"<ul class='printed quiet'>{items}</ul>")


def _cells(row: Row, columns: Sequence[Column]) -> str:
    texts = [told_in(row, column) for column in columns]
    return "".join(f"<td {direction(text)}>{plain(text)}</td>" for text in texts)
