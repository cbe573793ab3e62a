"""What was supposed, written down for good: what it is, one question, and a load for each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import streamlit as st

from graph.model.edits import Edit
from graph.model.errors import DemarcheError, NotAccepted
from graph.model.schema import Label
from graph.model.words import count, say
from graph.store.base import Store
from loaders.browser import writing
from loaders.edits.saving import save_rows

_OPEN: Final = "supposed.open"
_RISK: Final = "supposed.risk"
Spoken = Callable[[Callable[..., None]], Callable[..., None]]


class _Rows(NamedTuple):
    """What is to be written of a case, in words, and what is done with the loads it became."""

    edits: Sequence[Edit]
    clauses: Sequence[str]
    case: str
    then: Callable[[Sequence[int]], None]


def begin(
    edits: Sequence[Edit],
    clauses: Sequence[str],
    case: str,
    then: Callable[[Sequence[int]], None],
) -> None:
    """Ask, from the next run of the app on, whether this is to be written down."""
    _close()
    st.session_state[_OPEN] = _Rows(tuple(edits), tuple(clauses), case, then)


def show(store: Store, audience: Label, spoken: Spoken) -> None:
    """Draw the question, if there is one, over the page."""
    rows: _Rows | None = st.session_state.get(_OPEN)
    if rows is None:
        return

    @spoken
    def draw() -> None:
        _ask(store, audience, rows)

    st.dialog(say("Write down what was supposed"), on_dismiss=_close)(draw)()


def _close() -> None:
    for key in (_OPEN, _RISK):
        st.session_state.pop(key, None)


def _ask(store: Store, audience: Label, rows: _Rows) -> None:
    for clause in rows.clauses:
        st.text(clause)
    if not rows.edits:
        st.text(say("Nothing of this can be written down as it is: no row of a list says it."))
        return
    text = count(
        "This becomes {n} entry of our word, beside what the lists say. It can be taken back.",
        "This becomes {n} entries of our word, beside what the lists say. Each can be taken back.",
        len(rows.edits),
    )
    st.text(text)
    accepted = False
    if st.session_state.get(_RISK):
        st.warning(say("This tells of people at risk."))
        st.text(store.exposure() or "")
        risk = say("I know. They may be kept in this store.")
        accepted = st.checkbox(risk, key="supposed.accepted")
    if st.button(say("Write it down"), type="primary", key="supposed.write"):
        _write(store, audience, rows, accepted)


def _write(store: Store, audience: Label, rows: _Rows, accepted: bool) -> None:
    try:
        numbers = save_rows(
            store, rows.edits, rows.case, audience=audience, accept_unencrypted=accepted
        )
    except NotAccepted:
        st.session_state[_RISK] = True
        st.rerun(scope="fragment")
    except DemarcheError as problem:
        st.warning(say("Nothing was written."))
        st.text(str(problem))
        return
    _close()
    writing.written_down(numbers)
    rows.then(numbers)
    st.rerun()
