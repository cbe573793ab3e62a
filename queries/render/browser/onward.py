"""From a row to another question: its page opens with the question already asked.

What is asked travels in the session and not in an address, in which no name may stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from graph.model.edits import Edit
from graph.model.words import say
from queries.answer import Onward, Row
from queries.question import load
from queries.render.browser.selection import select
from queries.shared.write_down import Form, of_row

Write = Callable[[Form], None]  # opens a form, from the next run of the app on
# Rows, in words, of which case, and what is to be done with the loads that were written of them.
Apply = Callable[[Sequence[Edit], Sequence[str], str, Callable[[Sequence[int]], None]], None]
_WRITE: Final = "onward.write"  # of the session: what opens a form
_CASE: Final = "case"  # of the session: the case that was last asked about
_NEXT = "onward"  # of the session: the question whose page is to be opened


def button(lead: Onward, row: Row, key: str) -> None:
    """A button that asks the question of a row, unless the row cannot be asked about."""
    own = {name: row.get(column) for name, column in lead.of_row.items()}
    if None in own.values():
        return
    if st.button(lead.title, key=key, help=say(load(lead.question).summary)):
        open_page(lead.question, {**lead.parameters, **own})
        st.rerun()  # of the app: the button may stand in a part of the page that runs by itself


def offer(write: Write) -> None:
    """From here on rows offer to write something down, which `write` begins; once per page."""
    st.session_state[_WRITE] = write


def form_button(of: str | None, row: Row, key: str) -> None:
    """A button to write down what came of a row: an ask, or its answer; where it can be."""
    write: Write | None = st.session_state.get(_WRITE)
    case = row.get("case_id") or st.session_state.get(_CASE)
    form = of_row(row, of, str(case) if case else None)
    if write is not None and form is not None and st.button(form.label, key=key):
        write(form)
        st.rerun()  # of the app, over which the form opens


def open_page(question: str, parameters: Mapping[str, Any]) -> None:
    """Open the page of a question at the next run of the app, asked already."""
    st.session_state[asked_key(question)] = dict(parameters)
    st.session_state[_NEXT] = question
    select(question, None)


def asked_key(question: str) -> str:
    """Where the session keeps what a question was last asked with."""
    return f"{question}.asked"


def next_page() -> str | None:
    """The question whose page is to be opened now; once."""
    question: str | None = st.session_state.pop(_NEXT, None)
    return question
