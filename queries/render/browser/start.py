"""The start page: three doors, so that nobody stands before an empty screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from graph.model.records import Entity
from graph.model.schema import Label
from graph.model.words import mark, say
from graph.store.base import Store
from graph.view import View
from queries.question import by_section
from queries.render.browser import form, words, workspace_page
from queries.shared.tables import in_brief, of_today

_ACROSS = 3
_DOORS = (
    (
        mark("A state’s real record"),
        mark("Which governments have acted for prisoners of such states, and their embassies."),
    ),
    (
        mark("The sample campaign"),
        mark("Try everything on a case in an invented state with invented people."),
    ),
    (
        mark("Your own campaign"),
        mark("Load your lists as they are: organizations, people, letters, asks. Undo any load."),
    ),
)
Go = Callable[[str, Mapping[str, str]], None]  # a page's name, what it is asked


def opening() -> Sequence[Any]:
    """The title, what this is, the columns of the doors: all that needs no store."""
    st.title(say("Whom to ask for a prisoner’s freedom"), anchor=False)
    words.prose(
        say(
            "See which embassies to approach for a prisoner, whom to go through and why, from the "
            "public record and from what your campaign knows. Nothing leaves this computer. A "
            "démarche is the formal approach that one government makes to another."
        )
    )
    doors = st.columns(len(_DOORS), gap="medium", border=True)
    for door, (heading, text) in zip(doors, _DOORS, strict=True):
        with door:
            words.heading(say(heading))
            words.prose(say(text))
    return doors


def show(store: Store, audience: Label, as_of: date | None, go: Go) -> None:
    """Draw the doors; `go` opens another page ("loads" is that of the loads)."""
    record, sample, own = opening()
    view = View(store, audience, as_of)
    with record:
        _record(view, go)
    with sample:
        _sample(view, go)
    with own:
        _own(go)
    _ages(view, go)
    words.heading(say("Or ask something else"))
    _questions(go)


def _record(view: View, go: Go) -> None:
    governments = view.entities("Government")
    names = form.names_of(sorted(governments, key=lambda one: one.title.casefold()), ["Government"])
    target = st.selectbox(
        say("Which government detains?"),
        list(names),
        None,
        format_func=lambda id: names.get(id, str(id)),
        placeholder=say("Choose a government"),
        key="start.target",
        filter_mode="contains",
    )
    ready = target is not None
    if st.button(say("Show the embassies"), type="primary", key="start.record", disabled=not ready):
        _work_on(str(target), go)


def _sample(view: View, go: Go) -> None:
    cases = [case for case in view.entities("Case") if _invented(case)]
    if not cases:
        words.quiet(say("It is not in this store, or this audience may not see it."))
        return
    # The one of which most is known: ids differ from store to store and give no order.
    case = max(cases, key=lambda one: (len(view.ties(of=[one.id])), one.title))
    if st.button(say("Open the sample case"), type="primary", key="start.sample"):
        _work_on(case.id, go)
    if st.button(say("See who surrounds it"), key="start.network"):
        _work_on(case.id, go, lens="")


def _work_on(subject: str, go: Go, **more: str) -> None:
    """Open the workspace on a case or a country, with whom to approach."""
    workspace_page.work_on(subject, **more)
    go(workspace_page.NAME, {})


def _own(go: Go) -> None:
    if st.button(say("Load your own"), type="primary", key="start.own"):
        go("loads", {})


def _ages(view: View, go: Go) -> None:
    """How old the record is, in one line, and where to see what to renew."""
    if tables := of_today(view):
        words.quiet(in_brief(tables, view))
        if st.button(say("What to renew"), key="start.ages", type="tertiary"):
            go("coverage", {})


def _questions(go: Go) -> None:
    """Every question there is, by section."""
    columns: Sequence[Any] = []
    for number, (section, in_section) in enumerate(by_section().items()):
        if number % _ACROSS == 0:
            columns = st.columns(_ACROSS, gap="medium")
        with columns[number % _ACROSS]:
            words.quiet(say(section))
            with st.container(gap=None):
                for question in in_section:
                    key = f"start.ask.{question.name}"
                    title, summary = say(question.title), say(question.summary)
                    if st.button(title, key=key, type="tertiary", help=summary):
                        go(question.name, {})


def _invented(entity: Entity) -> bool:
    return entity.origin.dataset.startswith("sample/")
