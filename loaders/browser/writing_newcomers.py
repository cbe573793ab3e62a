"""Whoever a form names and who is not on record yet: written down in the same dialog."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.model.schema import ENTITIES
from graph.model.words import say
from graph.view import View
from loaders.browser.writing_fields import Fields
from loaders.edits.entry_forms import FORMS
from loaders.edits.newcomers import Newcomer
from loaders.edits.saving import Entry

_AS_WELL = ("source", "reliability")  # as the form says that names them


def draw(view: View, new: Sequence[Newcomer], entry: Entry, prefix: str) -> list[Entry]:
    """Ask what each of them is, and what is needed of such; as entries to be saved.

    `entry`: the form that names them. `prefix`: of the keys.
    """
    st.warning(say("Not on record yet. Choose another name above, or write down who it is."))
    entries = []
    for number, one in enumerate(new):
        key = f"{prefix}.{number}"
        name = st.selectbox(
            say("Who is “{name}”?", name=one.name),
            one.forms,
            format_func=lambda form: say(ENTITIES[FORMS[form].kind].label),
            key=f"{key}.form",
        )
        form = FORMS[name]
        fields = Fields(view, form, {}, f"{key}.{name}", edited=False)
        fields.draw([column for column in form.first if column in form.needed - {"name"}], {})
        origin = {column: entry.cells[column] for column in _AS_WELL if column in entry.cells}
        entries.append(Entry(name, {"name": one.name, **origin, **fields.cells}))
    return entries
