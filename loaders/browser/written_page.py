"""The page of what was written in the browser: by day, each taken back with one press."""

from __future__ import annotations

from itertools import groupby
from typing import Final

import streamlit as st

from graph.model.schema import Label
from graph.model.words import count, say, written
from graph.store.base import Store
from loaders.browser import writing
from loaders.edits.what_we_wrote import WrittenEntry, list_title, written_entries

NAME: Final = "written"
_FEW: Final = 30  # at first
_ALL: Final = "written.all"


def show(store: Store, audience: Label) -> None:
    """Draw the page; of what an audience may not see there is no line."""
    st.title(say("What we wrote"), anchor=False)
    st.text(
        say(
            "Everything that was written down here, the newest first. It is our word, beside what "
            "the lists say; loading a list again does not touch it. Anything can be taken back, "
            "and written down again."
        )
    )
    entries = written_entries(store, audience)
    if not entries:
        st.text(say("Nothing was written down yet. Press “Add” above."))
        return
    shown = entries if st.session_state.get(_ALL) else entries[:_FEW]
    for day, of_day in groupby(shown, key=lambda one: one.load.at.date()):
        st.subheader(written(day.isoformat()), anchor=False)
        for one in of_day:
            _line(store, one)
    if more := len(entries) - len(shown):
        text = count("Show {n} more", "Show {n} more", more)
        st.button(text, key="written.more", on_click=_show_all)


def _line(store: Store, one: WrittenEntry) -> None:
    number = one.load.id
    with st.container(border=True, key=f"written.{number}"):
        st.text(
            say("{list}, taken back", list=list_title(one)) if one.load.undone else list_title(one)
        )
        st.text(one.line)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(say("Source: {source}", source=one.source) if one.source else say("No source"))
            text = say("Write it down again") if one.load.undone else say("Take it back")
            st.button(
                text,
                key=f"written.{number}.change",
                on_click=writing.change,
                args=(store, (number,), not one.load.undone),
            )


def _show_all() -> None:
    st.session_state[_ALL] = True
