"""The page “Take away”: what the campaign holds, as a file for another tool; first what leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO

import streamlit as st

from graph.campaign.disclosure import disclosure
from graph.campaign.extract import USUAL, Extract, ExtractChoice, extract
from graph.model.errors import DemarcheError
from graph.model.schema import LAYERS, OURS, Label
from graph.model.words import ENGLISH, say
from graph.store.base import Store
from graph.view import View
from queries.answer import Table
from queries.render.browser import anew, footer, printed, words
from queries.render.browser.page import CASE
from queries.render.browser.table import lines
from queries.render.export_file import ExportFormat, export_format, export_names
from queries.shared.leaving_words import NEVER, leaving_preview

NAME = "take-away"
_ALL = ""  # no case: everything that the campaign knows
_USUAL = "kumu"  # campaigners know it best
_IN_MEMORY = 2  # extracts, which may be large


def show(store: Store, audience: Label, as_of: date | None) -> None:
    """Draw the page for an audience, as of a day (None: today)."""
    anew.begin(store)
    st.title(say("Take away"), anchor=False)
    words.prose(
        say(
            "A file for another tool, with what your campaign holds: as much of it as those may "
            "see to whom you show this. Look at what leaves before you save it; once it is out, "
            "nothing here can call it back."
        )
    )
    view = View(store, min(audience, OURS), as_of)
    try:
        form = _format()
        choice = _choice(view)
        # Words in the file are for programs; kept, since each press of a button draws all anew.
        english = View(store, view.audience, as_of, language=ENGLISH)
        leaving = english.remembered(
            "extract", (choice,), lambda quiet: extract(quiet, choice), most=_IN_MEMORY
        )
        _preview(view, choice, leaving, form)
    except DemarcheError as problem:
        words.problem(problem)


def _format() -> ExportFormat:
    names = export_names()
    name = st.selectbox(
        say("For which tool?"),
        names,
        names.index(_USUAL),
        key=f"{NAME}.format",
        format_func=lambda name: say(export_format(name).title),
    )
    return export_format(name)


def _choice(view: View) -> ExtractChoice:
    cases = {case.id: case.title for case in view.entities("Case")}
    options = [*cases, _ALL]
    last = st.session_state.get(CASE)
    case = st.selectbox(
        say("What stands around which case?"),
        options,
        options.index(last) if last in cases else 0,
        key=f"{NAME}.case",
        format_func=lambda id: cases.get(id) or say("Everything that the campaign knows"),
    )
    layers = st.multiselect(
        say("What of it?"),
        list(LAYERS),
        list(USUAL),
        key=f"{NAME}.layers",
        format_func=lambda name: say(LAYERS[name][0]),
    )
    texts = st.toggle(
        say("With what was written freely"),
        value=True,
        key=f"{NAME}.texts",
        help=say("Charges, purposes, notes: texts that may describe somebody without a name."),
    )
    return ExtractChoice(case or None, tuple(layers), texts)


def _preview(view: View, choice: ExtractChoice, leaving: Extract, form: ExportFormat) -> None:
    preview = leaving_preview(leaving, disclosure(view, choice, leaving), form.losses(leaving))
    printed.allow(exportable=True)
    if leaving.invented:
        words.invented()
    words.sentence(preview.sentence)
    words.chips([footer.readers(leaving.label), footer.known_on(view.as_of)])
    words.quiet(say(NEVER))
    if not leaving.entities:
        return
    if preview.cautions:
        words.heading(say("What could still give somebody away"))
        for text in preview.cautions:
            words.box(text, "caution")
    for table in (preview.entities, preview.ties):
        anew.closed(table.title, f"{NAME}.{table.id}", partial(_table, table))
    if preview.losses:
        words.heading(say("What the format cannot hold"))
        for text in preview.losses:
            words.prose(text)
    _save(leaving, form)


def _table(table: Table) -> None:
    lines(table, NAME, table.columns)


def _save(leaving: Extract, form: ExportFormat) -> None:
    """The button: the file is made when it is pressed, of what was looked at."""
    words.heading(say("Save it"))
    looked_at = st.checkbox(
        say("I have looked at what leaves, and it may."), key=f"{NAME}.looked.{_identity(leaving)}"
    )
    st.download_button(
        say("Save the file"),
        partial(_bytes, leaving, form.write),
        f"{NAME}-{form.name}.{form.ending}",  # never what or whom it is about
        form.media,
        disabled=not looked_at,
        key=f"{NAME}.save",
        on_click="ignore",
        type="primary",
    )


def _identity(leaving: Extract) -> str:
    """Changes with what leaves, so that what was agreed to is no other file."""
    return f"{hash((repr(leaving.entities), repr(leaving.ties))):x}"


def _bytes(leaving: Extract, write: Callable[[Extract, BytesIO], None]) -> bytes:
    write(leaving, file := BytesIO())
    return file.getvalue()
