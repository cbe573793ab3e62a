"""From a row to another question: its page opens with the question already asked.

What is asked travels in the session and not in an address, in which no name may stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from graph.model.words import say
from queries.answer import Onward, Row
from queries.question import load
from queries.render.browser.selection import select

_NEXT = "onward"  # of the session: the question whose page is to be opened


def button(lead: Onward, row: Row, key: str) -> None:
    """A button that asks the question of a row, unless the row cannot be asked about."""
    own = {name: row.get(column) for name, column in lead.of_row.items()}
    if None in own.values():
        return
    if st.button(lead.title, key=key, help=say(load(lead.question).summary)):
        open_page(lead.question, {**lead.parameters, **own})
        st.rerun()  # of the app: the button may stand in a part of the page that runs by itself


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
