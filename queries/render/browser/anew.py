"""What is drawn anew by itself while the rest of its page stays as it is: Streamlit's fragments.

A fragment goes on drawing what its page was given. So it looks first whether the store is still as
it was then: where it is not (somebody was erased meanwhile), the whole page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import streamlit as st

from graph.model.errors import StoreReplaced
from graph.store.base import Store
from queries.render.browser import language

P = ParamSpec("P")
_DRAWN: Final = "drawn"  # of the session: the store that its page was drawn of, and its revision


def begin(store: Store) -> None:
    """Once per page, before anything of the store is drawn."""
    st.session_state[_DRAWN] = store, store.revision()


def fragment(key: str | None = None) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Makes of what draws something a fragment. `key`: by which callbacks ask for it, with all
    others of that name."""

    def wrap(draw: Callable[P, None]) -> Callable[P, None]:
        @st.fragment(key=key)
        @language.spoken
        @wraps(draw)
        def anew(*args: P.args, **kwargs: P.kwargs) -> None:
            if not _unchanged():
                st.rerun()
            draw(*args, **kwargs)

        return anew

    return wrap


def _unchanged() -> bool:
    store, revision = st.session_state.get(_DRAWN) or (None, 0)
    try:
        return store is None or store.revision() == revision
    except StoreReplaced:
        return False


@fragment()
def closed(title: str, key: str, draw: Callable[[], None]) -> None:
    """A part that is closed at first: what is in it is neither made nor sent until it is opened.

    `title`: our own words: it is read as Markdown, so no name from a file may stand in it.
    """
    inside = st.expander(title, key=key, on_change="rerun")
    if inside.open:
        with inside:
            draw()
