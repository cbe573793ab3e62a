"""Writing down what happens: a dialog over any page, for whatever there is a form for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from graph.model.errors import DemarcheError, LoadRefused, NotAccepted
from graph.model.schema import Label
from graph.model.words import listed, say
from graph.store.base import SAMPLE, Store
from graph.view import View
from loaders.browser import writing_newcomers
from loaders.browser.writing_fields import Fields
from loaders.changes.listing import shows
from loaders.edits.entry_forms import FORMS, ORIGIN
from loaders.edits.newcomers import newcomers, save_with
from loaders.edits.on_record import Writing
from loaders.edits.saving import (
    Entry,
    another,
    begun,
    is_invented,
    namesakes,
    problems_by_column,
)
from loaders.edits.taking_away import emptied
from loaders.edits.what_we_wrote import redo, undo

_OPEN: Final = "writing.open"  # of the session: the forms that are to be filled in, the first first
_TURN: Final = "writing.turn"  # a new one empties the widgets
_BEGUN: Final = "writing.begun"  # what stood in the open form at first
_PROBLEMS: Final = "writing.problems"  # of the open form, by column; "": of the whole
_WAITING: Final = "writing.waiting"  # an entry about which something was asked
_DONE: Final = "writing.done"  # the loads that were written last, and whether they are undone
_FAILED: Final = "writing.failed"  # why it could not be taken back
Spoken = Callable[[Callable[..., None]], Callable[..., None]]


def begin(*writings: Writing) -> None:
    """Open the form of each, one after the other, from the next run of the app on."""
    _close()
    st.session_state[_OPEN] = list(writings)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def menu(case: str | None) -> None:
    """The button “Add”, with all that can be written down; `case`: what it is probably about."""
    names = [name for name in FORMS if name != "answer"]  # which is of an ask that is on record
    name = st.menu_button(
        say("Add"),
        names,
        format_func=lambda name: say(FORMS[name].title),
        key="writing.menu",
        help=say("Write down what happens: it is our word, beside what the lists say"),
    )
    if name:
        begin(Writing(name, about(name, case), about=case or ""))


def about(name: str, case: str | None) -> Mapping[str, str]:
    """The cells by which a form is about a case."""
    if not case:
        return {}
    if name == "work":
        return {"name": case}
    return {"case": case} if name in ("ask", "date", "stance", "consent") else {}


def show(store: Store, audience: Label, spoken: Spoken) -> None:
    """Draw the form that is open, if any, over the page; `spoken` sets the language around it."""
    open_forms: Sequence[Writing] = st.session_state.get(_OPEN) or ()
    if not open_forms:
        return
    writing = open_forms[0]
    title = FORMS[writing.form].title
    heading = (
        say("Say something new") if writing.edited and writing.form != "answer" else say(title)
    )

    @spoken
    def draw() -> None:
        _form(store, audience, writing)

    st.dialog(heading, width="medium", on_dismiss=_close)(draw)()


def _close() -> None:
    for key in (_OPEN, _BEGUN, _PROBLEMS, _WAITING):
        st.session_state.pop(key, None)


def _form(store: Store, audience: Label, writing: Writing) -> None:
    form, view = FORMS[writing.form], View(store, audience)
    try:
        first = st.session_state.get(_BEGUN) or begun(view, writing)
    except DemarcheError as problem:  # erased meanwhile, or not for this audience
        st.text(str(problem))
        return
    st.session_state[_BEGUN] = first
    problems: Mapping[str, Sequence[str]] = st.session_state.get(_PROBLEMS, {})
    prefix = f"writing.{st.session_state[_TURN]}"
    fields = Fields(view, form, first, prefix, edited=bool(writing.edited))
    _intro(view, writing)
    for text in problems.get("", ()):
        st.warning(say("Nothing was written."))
        st.text(text)
    with st.form(f"{prefix}.form", border=False):
        fields.draw(form.first, problems)
        fields.draw(ORIGIN, problems)
        with st.expander(say("More"), expanded=bool(problems.keys() & {*form.more})):
            fields.draw(form.more, problems)
        invented = _world(store, writing, prefix)
        pressed = st.form_submit_button(say("Write it down"), type="primary")
    carried = {c: first[c] for c in (*form.fixed, *form.without) if c in first and c != "code"}
    empty = emptied(first, fields.cells)
    entry = Entry(form.name, {**carried, **fields.cells}, writing.edited, invented, empty)
    if pressed:
        _try(store, audience, entry)
    if st.session_state.get(_WAITING):
        _ask_first(store, audience, view, prefix)


def _intro(view: View, writing: Writing) -> None:
    """Of whom an edit says something new; a name is text, so it stands in no heading."""
    if writing.edited:
        one = view.get(writing.edited)
        st.text(one.title)
        of_whom = {t.target for t in view.ties("MADE_TO", of=[one.id])}
        if names := listed([each.title for each in view.several(of_whom)]):
            st.text(say("Of whom: {names}", names=names))
        st.text(
            say(
                "What you change is written down as our word, beside what the lists say. They stay "
                "as they are. Empty a field to take away what was written in it here."
            )
        )


def _world(store: Store, writing: Writing, prefix: str) -> bool:
    """Whether somebody new belongs to the sample campaign; asked where nothing else tells."""
    if writing.edited or FORMS[writing.form].kind not in ("Person", "Organization"):
        return False
    if not any(load.live and load.dataset.startswith(SAMPLE) for load in store.loads()):
        return False
    return st.checkbox(
        say("Part of the invented sample campaign"),
        is_invented(store, writing.about),
        key=f"{prefix}.invented",
        help=say("What is invented is left out of every answer about a real case."),
    )


def _try(store: Store, audience: Label, entry: Entry, *, sure: bool = False) -> None:
    """Save it, unless something is to be asked first; every problem is told at its field."""
    st.session_state.pop(_WAITING, None)
    if not sure and namesakes(View(store, audience), entry):
        st.session_state[_WAITING] = ("namesake", entry, ())
        return
    _save(store, audience, entry)


def _save(
    store: Store,
    audience: Label,
    entry: Entry,
    new: Sequence[Entry] = (),
    *,
    accepted: bool = False,
) -> None:
    st.session_state.pop(_PROBLEMS, None)
    try:
        numbers = save_with(store, new, entry, audience=audience, accept_unencrypted=accepted)
    except NotAccepted:
        st.session_state[_WAITING] = ("risk", entry, new)
        st.rerun(scope="fragment")
    except LoadRefused as refusal:
        st.session_state[_PROBLEMS] = _placed(entry, problems_by_column(refusal.problems))
        if unknown := newcomers(entry, refusal.problems):
            st.session_state[_WAITING] = ("newcomers", entry, unknown)
        st.rerun(scope="fragment")
    except DemarcheError as problem:
        st.session_state[_PROBLEMS] = {"": [str(problem)]}
        st.rerun(scope="fragment")
    rest = st.session_state[_OPEN][1:]
    begin(*rest)
    written_down(numbers)
    st.rerun()


def _placed(entry: Entry, by_column: dict[str, list[str]]) -> Mapping[str, Sequence[str]]:
    """Problems of columns that the form does not show stand above it."""
    form = FORMS[entry.form]
    shown = {*form.first, *ORIGIN, *form.more}
    placed: dict[str, list[str]] = {}
    for column, texts in by_column.items():
        placed.setdefault(column if column in shown else "", []).extend(texts)
    return placed


def _ask_first(store: Store, audience: Label, view: View, prefix: str) -> None:
    """What must be answered before it is written."""
    question, entry, new = st.session_state[_WAITING]
    if question == "newcomers":
        entries = writing_newcomers.draw(view, new, entry, f"{prefix}.new")
        if st.button(say("Write down all of it"), type="primary", key="writing.all"):
            _save(store, audience, entry, entries)
        return
    if question == "risk":
        st.warning(say("This tells of people at risk."))
        st.text(store.exposure() or "")
        if st.button(say("I know. They may be kept in this store."), key="writing.accept"):
            _save(store, audience, entry, new, accepted=True)
        return
    st.warning(say("Somebody of this name is on record already."))
    alike = namesakes(view, entry)
    for number, text in enumerate(view.apart(alike)):
        st.text(text)
        if st.button(say("It is the same: add to what is known"), key=f"writing.same.{number}"):
            _try(store, audience, replace(entry, edited=alike[number].id), sure=True)
    if st.button(say("It is another of the same name"), key="writing.another"):
        _try(store, audience, another(entry), sure=True)


def written_down(loads: Sequence[int]) -> None:
    """Tell at the foot of the page that something was written, with the way back."""
    if loads:
        st.session_state[_DONE] = (tuple(loads), False)


def notice(store: Store, audience: Label) -> None:
    """After something was written: that it was, and how to take it back."""
    done: tuple[tuple[int, ...], bool] | None = st.session_state.get(_DONE)
    if done is None:
        return
    numbers, undone = done
    with st.container(horizontal=True, vertical_alignment="center", key="writing.notice"):
        there = {load.id: load for load in store.loads() if load.id in numbers}
        st.text(say("Taken back.") if undone else say("Written down."))
        if not undone and not any(shows(store, load, audience) for load in there.values()):
            st.text(say("The chosen audience may not see it."))
        if problem := st.session_state.pop(_FAILED, None):
            st.text(problem)
        if undone:
            again = (store, numbers, False)
            st.button(say("Write it down again"), key="writing.redo", on_click=change, args=again)
        else:
            back = (store, numbers, True)
            st.button(say("Take it back"), key="writing.undo", on_click=change, args=back)
        st.button(say("Close"), key="writing.close", type="tertiary", on_click=_forget)


def change(store: Store, loads: Sequence[int], undone: bool) -> None:
    """Take forms back, or let them count again; a callback of a button."""
    try:
        for number in reversed(loads) if undone else loads:
            (undo if undone else redo)(store, number)
    except DemarcheError as problem:
        st.session_state[_FAILED] = str(problem)
        return
    st.session_state[_DONE] = (tuple(loads), undone)


def _forget() -> None:
    st.session_state.pop(_DONE, None)
