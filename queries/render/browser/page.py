"""The page of any question: its words, its form, its answer, and where the answer comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from graph.errors import DemarcheError
from graph.schema import Label
from graph.store import Store
from graph.view import View
from queries.answer import Answer, Block, Note
from queries.question import Parameter, Question, ask, load
from queries.render.browser import footer, form, words
from queries.render.browser.blocks import SHOW
from queries.render.browser.selection import select, selected
from queries.render.rows import in_detail, listed


def show(name: str, store: Store, audience: Label, as_of: date | None) -> None:
    """Draw the page of one question for an audience, as of a day (None: today)."""
    asked = load(name)
    st.title(asked.title, anchor=False)
    words.said(asked.summary)
    _explained(asked)
    view = View(store, audience, as_of)
    try:
        before = _remembered(asked, view)
    except (
        DemarcheError
    ) as problem:  # the address names what is not there, or not for this audience
        words.problem(problem)
        before = {}
    values = form.fields(asked, view, before)
    if st.button("Answer", type="primary", key=f"{name}.answer", shortcut="Ctrl+Enter"):
        _remember(asked, values)
        select(name, None)
    if not _ready(asked):
        return
    try:
        answer = _answer(asked, store, audience, as_of)
    except DemarcheError as problem:
        words.problem(problem)
        return
    _first_selected(name, answer)
    if answer.invented:
        words.invented()
    words.sentence(answer.sentence)
    footer.label(answer)
    for block in answer.blocks:
        _block(in_detail(answer, block, selected(name)), name)
        footer.downloads(answer, block)
    footer.sources(answer)


def _explained(asked: Question) -> None:
    more = asked.help.removeprefix(asked.summary).strip()
    if not (more or asked.cypher):
        return
    with st.expander("What this page does"):
        for paragraph in filter(None, more.split("\n\n")):
            words.said(" ".join(paragraph.split()))
        if asked.cypher:
            words.quiet(
                "The same question for the Neo4j Browser, where the store is a Neo4j server. It "
                "sees everything: no audience, no date, no judgements that two are the same."
            )
            st.code(asked.cypher.strip(), language=None)


def _block(block: Block, page: str) -> None:
    if not isinstance(block, Note):  # a note has its title in its box
        words.heading(block.title)
    SHOW[type(block)](block, page)


def _first_selected(page: str, answer: Answer) -> None:
    """Where nothing is selected, the first row is."""
    main = listed(answer)
    if main is not None and selected(page) is None:
        select(page, str(main.rows[0][str(main.of)]))


# What was asked, kept for the session and in the address, where a name of a person never stands


def _remembered(asked: Question, view: View) -> Mapping[str, Any]:
    """What the address says, else what was last asked on this page."""
    said = {p.name: st.query_params[p.name] for p in asked.parameters if p.name in st.query_params}
    before: Mapping[str, Any] | None = st.session_state.get(f"{asked.name}.asked")
    if said and (before is None or said != _address(asked, before)):
        by_name = {p.name: p for p in asked.parameters}
        _remember(asked, {name: by_name[name].parse(text, view) for name, text in said.items()})
        select(asked.name, None)
    elif before is not None:
        _remember(asked, before)
    return st.session_state.get(f"{asked.name}.asked") or {}


def _remember(asked: Question, values: Mapping[str, Any]) -> None:
    st.session_state[f"{asked.name}.asked"] = dict(values)
    for name, text in _address(asked, values).items():
        if st.query_params.get(name) != text:
            st.query_params[name] = text
    for p in asked.parameters:
        if p.name in st.query_params and values.get(p.name) is None:
            del st.query_params[p.name]


def _address(asked: Question, values: Mapping[str, Any]) -> dict[str, str]:
    kept = {p.name: values.get(p.name) for p in asked.parameters if _may_stand_in_address(p)}
    return {name: _text(value) for name, value in kept.items() if value is not None}


def _may_stand_in_address(p: Parameter) -> bool:
    """Ids say nothing about a person; a free text may."""
    return p.of is not None or bool(p.choices) or p.kind is not str


def _text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _ready(asked: Question) -> bool:
    """Whether something was asked."""
    return st.session_state.get(f"{asked.name}.asked") is not None


def _answer(asked: Question, store: Store, audience: Label, as_of: date | None) -> Answer:
    """The answer; a rerun for a selection finds it made already."""
    values = st.session_state[f"{asked.name}.asked"]
    state = (store.url, store.revision(), audience, as_of, date.today(), tuple(values.items()))
    kept: tuple[Any, Answer] | None = st.session_state.get(f"{asked.name}.kept")
    if kept is None or kept[0] != state:
        with st.spinner("Looking at the record …"):
            kept = (state, ask(asked.name, store, values, audience, as_of))
        st.session_state[f"{asked.name}.kept"] = kept
    return kept[1]
