"""The one entity that is selected on a page; a selection in one block is seen in the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from graph.store import remembered as memory

B = TypeVar("B")
T = TypeVar("T")


def selected(page: str) -> str | None:
    """The id of the page's selected entity."""
    chosen = st.session_state.get(_key(page))
    return chosen if isinstance(chosen, str) else None


def select(page: str, id: str | None) -> None:
    st.session_state[_key(page)] = id


def once(key: str, block: B, make: Callable[[B], T]) -> T:
    """What is drawn of a block: made once for each answer, not again for every selection."""
    # Not kept in the session, which outlives its page, and with it whoever was erased meanwhile.
    return memory.beside(block, key, make)


def _key(page: str) -> str:
    return f"{page}.selected"
