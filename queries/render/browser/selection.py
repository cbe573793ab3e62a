"""The one entity that is selected on a page; a selection in one block is seen in the others."""

from __future__ import annotations

import streamlit as st


def selected(page: str) -> str | None:
    """The id of the page's selected entity."""
    chosen = st.session_state.get(_key(page))
    return chosen if isinstance(chosen, str) else None


def select(page: str, id: str | None) -> None:
    st.session_state[_key(page)] = id


def _key(page: str) -> str:
    return f"{page}.selected"
