"""The language of a session: in its address and in its state, set around all that it draws.

Streamlit runs pages, fragments and callbacks each in a context of its own, in which no language is
set. So whatever of them says texts is wrapped in `spoken`.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from graph.model import words
from graph.model.words import ENGLISH, PSEUDO, languages

_KEY: Final = "language"  # of the session, and in the address
_SCRIPT: Final = """
export default ({ data }) => Object.assign(document.documentElement, data);
"""


def chosen() -> str:
    """The language of the session: what its address says, else what it said before."""
    language = st.query_params.get(_KEY) or st.session_state.get(_KEY)
    return str(language) if language in languages() else ENGLISH


spoken = words.spoken(chosen)


def keep() -> None:
    """Keep the language from page to page, and tell the browser, which reads and hyphenates by it;
    once per page."""
    language = chosen()
    if language == ENGLISH and _KEY not in {*st.session_state, *st.query_params}:
        return  # as every page is unless told otherwise
    st.session_state[_KEY] = language
    if st.query_params.get(_KEY) != language:
        st.query_params[_KEY] = language
    _component()(
        key="language.of.page",
        data={
            "lang": language.replace("_", "-"),
            "dir": "rtl" if words.right_to_left(language) else "ltr",
        },
    )


def picker() -> None:
    """A choice of languages, once there are several."""
    codes = [code for code in languages() if code != PSEUDO]
    if len(codes) > 1:
        st.selectbox(
            words.say("Language"),
            codes,
            codes.index(chosen()) if chosen() in codes else None,
            format_func=words.own_name,
            key="language.picker",
            on_change=_changed,
        )


def _changed() -> None:
    st.query_params[_KEY] = st.session_state[_KEY] = st.session_state["language.picker"]


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("language_of_page", js=_SCRIPT)
