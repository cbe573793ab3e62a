"""The page of any question: its words, its form, its answer, and where the answer comes from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from graph.model.errors import DemarcheError
from graph.model.ids import is_kind
from graph.model.schema import Label
from graph.model.words import ENGLISH, say
from graph.store.base import Store
from graph.view import View
from queries.answer import Answer, Bars, Block, Note, Table, WorldMap
from queries.brief_document import Brief
from queries.parameters import Parameter
from queries.question import Question, answer_of, load
from queries.render.browser import anew, blocks, footer, form, panes, printed, words
from queries.render.browser.onward import asked_key
from queries.render.browser.selection import begin, follow, main_of, select, selected
from queries.render.rows import follows, in_detail, listed

_PARTS = 4  # from so many parts on, a page has links to them
CASE = "case"  # of the session: the case that was last asked about


def show(name: str, store: Store, audience: Label, as_of: date | None) -> None:
    """Draw the page of one question for an audience, as of a day (None: today).

    What lacks nothing is answered without being asked.
    """
    question = load(name)
    anew.begin(store)
    st.title(say(question.title), anchor=False)
    words.prose(say(question.summary))
    view = View(store, audience, as_of)
    try:
        before = _remembered(question, view)
    except DemarcheError as problem:  # the address names what is not there for this audience
        words.problem(problem)
        before = None
    values, pressed = form.fields(question, view, before or {})
    if pressed:
        _remember(question, values)
        select(name, None)
    remembered = st.session_state.get(asked_key(name))
    wanted = _at_first(question, before) if remembered is None else remembered
    if wanted is not None:
        try:
            with st.spinner(say("Looking at the record …")):
                answer = answer_of(view, question, wanted)
            english = View(store, audience, as_of, language=ENGLISH)
            _show(question, answer, view, partial(answer_of, english, question, wanted))
        except DemarcheError as problem:
            # What the form lacks is told whoever asked, not whoever has only opened the page.
            if remembered is not None:
                words.problem(problem)
    if question.more or question.cypher:
        anew.closed(say("What this page does"), f"{name}.explained", partial(_explained, question))


def _at_first(question: Question, before: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What a page that was only opened is asked: its form as nobody has touched it. None where
    that lacks what is needed, or where the address is wrong (`before` is None)."""
    if before is None:
        return None
    holds = {p.name: before.get(p.name, p.default) for p in question.parameters}
    return holds if all(holds[p.name] for p in question.parameters if p.required) else None


def _show(question: Question, answer: Answer, view: View, in_english: Callable[[], Answer]) -> None:
    """The answer: its sentence, its blocks, and where it comes from; `in_english` for programs."""
    name = question.name
    _first_selected(name, answer)
    printed.allow(answer.exportable)
    if answer.invented:
        words.invented()
    words.sentence(answer.sentence)
    footer.label(answer)
    if not (answer.exportable or answer.blocks) and answer.audience < Label.RED:
        st.button(
            say("Show it to me alone"), type="primary", on_click=show_alone, key=f"{name}.alone"
        )
    later = {*answer.more, *answer.how_sure}
    first = [block for block in answer.blocks if block.id not in later]
    titled = [block for block in first if not isinstance(block, Note)]
    if len(titled) >= _PARTS:
        words.contents((_anchor(block), block.title) for block in titled)
    _blocks(answer, first)
    _closed(say("More on this"), f"{name}.more", answer, answer.more)
    _closed(say("How sure this is"), f"{name}.how_sure", answer, answer.how_sure)
    footer.sources(answer)
    footer.downloads(answer, view, in_english)


def show_alone() -> None:
    """From here on named recipients are shown to; the picker above says so (app.py)."""
    st.session_state["looking"]["audience"] = Label.RED
    st.session_state.pop("audience", None)


def _closed(title: str, key: str, answer: Answer, ids: Collection[str]) -> None:
    """Some blocks in a part that is closed at first; what is in it is said above."""
    inside = [block for block in answer.blocks if block.id in ids]
    if not inside:
        return

    def draw() -> None:
        for block in inside:
            _block(answer, block)

    anew.closed(title, key, draw)
    words.within(block.title for block in inside)


def _explained(question: Question) -> None:
    for paragraph in question.more:
        words.prose(say(paragraph))
    if question.cypher:
        words.quiet(
            say(
                "Mind that this query sees everything: it knows no audience, no date, and no "
                "judgements that two are the same. It asks the same in the Neo4j Browser, "
                "where the store is a Neo4j server."
            )
        )
        st.code(question.cypher.strip(), language=None)


def _blocks(answer: Answer, shown: Sequence[Block]) -> None:
    """One after the other; beside the table that the page is about, what shows its selected row."""
    main = next((block for block in shown if block.id == main_of(answer.question)), None)
    if not isinstance(main, Table) or not panes.fits(main):
        for block in shown:
            _block(answer, block)
        return
    bars = [block for block in shown if isinstance(block, Bars) and follows(block)]
    maps = [block for block in shown if isinstance(block, WorldMap)]

    def draw(several: Sequence[Block]) -> None:
        for block in several:
            _block(answer, block)

    place = shown.index(main)
    draw(shown[:place])
    words.heading(main.title, _anchor(main))
    panes.show(main, answer.question, partial(draw, maps), partial(draw, bars))
    draw([block for block in shown[place + 1 :] if block not in (*bars, *maps)])


def _block(answer: Answer, block: Block) -> None:
    """A block under its title; anew with each choice where it shows what is selected."""
    page = answer.question
    if not isinstance(block, Note | Brief):  # a note has its title in its box, a brief on its page
        words.heading(block.title, _anchor(block))
    if isinstance(block, Brief):
        blocks.show(block, page, answer)
    elif isinstance(block, Table) and in_detail(answer, block) is block:
        blocks.show(block, page)  # only the part that tells a row in full follows the selection
    else:
        draw = partial(_as_selected, answer, block)
        follow(draw) if follows(block) or isinstance(block, Table) else draw()


def _as_selected(answer: Answer, block: Block) -> None:
    page = answer.question
    blocks.show(in_detail(answer, block, selected(page)), page)


def _anchor(block: Block) -> str:
    return f"part-{block.id}"


def _first_selected(page: str, answer: Answer) -> None:
    """Where nothing is selected, the first row is."""
    main = listed(answer)
    begin(page, main.id if main else None)
    if main is not None and selected(page) is None:
        select(page, str(main.rows[0][str(main.of)]))


# What was asked: kept for the session, and in the address, where no person's name ever stands


def _remembered(question: Question, view: View) -> Mapping[str, Any]:
    """What the address says, else what was last asked on this page, else the case of the page
    before it."""
    in_address = {
        p.name: st.query_params[p.name] for p in question.parameters if p.name in st.query_params
    }
    before: Mapping[str, Any] | None = st.session_state.get(asked_key(question.name))
    if in_address and (before is None or in_address != _address(question, before)):
        by_name = {p.name: p for p in question.parameters}
        _remember(
            question, {name: by_name[name].parse(text, view) for name, text in in_address.items()}
        )
        select(question.name, None)
    elif before is not None:
        _remember(question, before)
    remembered: Mapping[str, Any] = st.session_state.get(asked_key(question.name)) or {}
    return remembered or _same_case(question, view)


def _same_case(question: Question, view: View) -> dict[str, Any]:
    """The case that another page was asked about, else the only case there is."""
    cases = [
        p.name for p in question.parameters if p.of and p.of.kinds == ("Case",) and not p.several
    ]
    if not cases:
        return {}
    visible = [case.id for case in view.entities("Case")]
    last = st.session_state.get(CASE)
    usual = last if last in visible else visible[0] if len(visible) == 1 else None
    return {cases[0]: usual} if usual else {}


def _remember(question: Question, values: Mapping[str, Any]) -> None:
    st.session_state[asked_key(question.name)] = dict(values)
    for p in question.parameters:
        value = values.get(p.name)
        if p.of and isinstance(value, str) and is_kind(value, "Case"):
            st.session_state[CASE] = value
    address = _address(question, values)
    for p in question.parameters:
        if p.name in address:
            if st.query_params.get(p.name) != address[p.name]:
                st.query_params[p.name] = address[p.name]
        elif p.name in st.query_params:
            del st.query_params[p.name]


def _address(question: Question, values: Mapping[str, Any]) -> dict[str, str]:
    texts = {
        p.name: _text(values.get(p.name)) for p in question.parameters if _may_stand_in_address(p)
    }
    return {name: text for name, text in texts.items() if text}


def _may_stand_in_address(p: Parameter) -> bool:
    """Ids say nothing about a person; a free text may."""
    return p.of is not None or bool(p.choices) or p.kind is not str


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value)
