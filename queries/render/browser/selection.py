"""The one entity that is selected on a page; a selection in one block is seen in the others.

A choice draws anew what shows it, and nothing else: what follows the selection is drawn in
fragments of one name, the rows to choose from in fragments of another.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

import streamlit as st
from streamlit.errors import StreamlitAPIException

from graph.store import remembered as memory
from queries.render.browser import anew

B = TypeVar("B")
T = TypeVar("T")
_FOLLOWING: Final = "following"
_LISTED: Final = "listed"  # the rows of the table that lists what the answer is about
_ROWS: Final = "rows"  # those of all others


def selected(page: str) -> str | None:
    """The id of the page's selected entity."""
    chosen = st.session_state.get(_key(page))
    return chosen if isinstance(chosen, str) else None


def select(page: str, id: str | None) -> None:
    st.session_state[_key(page)] = id


def choose(page: str, id: str | None, within: str = "") -> None:
    """In a callback: select an entity, and draw anew what shows it.

    `within`: the table it was chosen in, whose rows show it already.
    """
    select(page, id)
    known = main_of(page) == within and id is not None
    keys = [_FOLLOWING, _ROWS] if known else [_FOLLOWING, _ROWS, _LISTED]
    # Where the page was changed meanwhile and has no such parts, all of it is drawn.
    with suppress(StreamlitAPIException):
        st.rerun(keys)


def begin(page: str, listed: str | None) -> None:
    """Once per page, before its blocks: which table lists what it is about."""
    st.session_state[_listed(page)] = listed
    # Each name must be known when it is asked for, also where a page has nothing of its kind.
    for part in (follow, _listed_rows, _other_rows):
        part(_nothing)


@anew.fragment(_FOLLOWING)
def follow(draw: Callable[[], None]) -> None:
    """Draw what shows the selection: anew with each choice."""
    draw()


def main_of(page: str) -> str | None:
    """The id of the table that lists what the page is about."""
    main: str | None = st.session_state.get(_listed(page))
    return main


def rows(page: str, table: str, draw: Callable[[], None]) -> None:
    """Draw the rows of a table, of which one may be chosen."""
    (_listed_rows if main_of(page) == table else _other_rows)(draw)


@anew.fragment(_LISTED)
def _listed_rows(draw: Callable[[], None]) -> None:
    draw()


@anew.fragment(_ROWS)
def _other_rows(draw: Callable[[], None]) -> None:
    draw()


def _nothing() -> None:
    pass


def once(key: str, block: B, make: Callable[[B], T]) -> T:
    """What is drawn of a block: made once for each answer, not again for every selection."""
    # Not kept in the session, which outlives its page, and with it whoever was erased meanwhile.
    return memory.beside(block, key, make)


def _key(page: str) -> str:
    return f"{page}.selected"


def _listed(page: str) -> str:
    return f"{page}.listed"
