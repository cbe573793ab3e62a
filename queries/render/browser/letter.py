"""A draft on the page: a field in which it is changed, and the text as it is then, to be copied.

What is changed stays in this session, and is sent nowhere.
"""

from __future__ import annotations

import hashlib

import streamlit as st

from graph.model.words import say
from queries.letter import Letter
from queries.render.browser import anew


def show(block: Letter, page: str) -> None:
    """Draw the draft in a field; below it the text, whose own button copies it."""
    _part(block, page)


@anew.fragment()
def _part(block: Letter, page: str) -> None:
    digest = hashlib.sha256(block.text.encode()).hexdigest()[:16]
    text = st.text_area(say("Change it here"), block.text, height=360, key=f"{page}.{digest}")
    st.caption(say("As it is now, to be copied:"))
    st.code(text, language=None, wrap_lines=True)
