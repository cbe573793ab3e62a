"""The page that brings what a campaign has: any table, a file of another tool, or what is pasted.

A file is read in memory alone; what comes of it is looked at, corrected and loaded, or given up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import streamlit as st

from graph.model.errors import DemarcheError, Undecodable
from graph.model.schema import Label
from graph.model.words import count, number, say
from graph.store.base import Store
from loaders.bring.plain import PASTED
from loaders.bring.recognize import proposed_name
from loaders.bring.saved import drop
from loaders.bring.table import ForeignTable
from loaders.browser import bring_columns, bring_trial
from loaders.browser.bring_questions import ask, is_open
from loaders.browser.bring_state import Bringing, begun, tables_of
from loaders.browser.files import Uploaded, chosen, which_reads_right
from loaders.files.sources import Source, Upload

NAME = "bring"
_TURN, _STAGED, _SENTENCE = "bring.turn", "bring.staged", "bring.said"
Go = Callable[[str, Mapping[str, str]], None]


def show(store: Store, audience: Label, go: Go) -> None:
    """Draw the page. `go` opens another page by its name."""
    st.title(say("Bring what you have"), anchor=False)
    turn = st.session_state.setdefault(_TURN, 0)  # a new one empties the widgets
    if st.session_state.get(f"bring.files.{turn}"):
        st.session_state.pop(_SENTENCE, None)
    if sentence := st.session_state.get(_SENTENCE):  # stays for the button below it
        st.success(say("Done."))
        st.text(sentence)
        if st.button(say("See it among the loads, or undo it there"), key="bring.loads"):
            del st.session_state[_SENTENCE]
            go("loads", {})
    st.text(
        say(
            "Choose a table or a file of another tool, as it is. You see what it becomes, and "
            "correct that, before anything is stored. It is sent to no other service."
        )
    )
    uploaded = st.file_uploader(
        say("Your file, or several that belong together"),
        accept_multiple_files=True,
        key=f"bring.files.{turn}",
        help=say(
            "CSV, Excel, ODS; Kumu, Gephi, GraphML, GML, Cytoscape, LittleSis, FollowTheMoney, "
            "Neo4j."
        ),
    )
    with st.expander(say("Or paste a table, or name a path on this computer")):
        text = st.text_area(
            say("A table copied from a spreadsheet, its header with it"),
            key=f"bring.pasted.{turn}",
        )
        typed = st.text_input(
            say("A path on this computer, for large files"), key=f"bring.path.{turn}"
        )
    sources = chosen(uploaded, typed)
    if text.strip():
        sources.append(Upload(PASTED, text.encode()))
    if sources:
        mapped(store, audience, sources, identity(uploaded, sources), f"bring.{turn}", _done)
    else:
        st.session_state.pop(_STAGED, None)


def identity(uploaded: Sequence[Uploaded], sources: Sequence[Source]) -> tuple[object, ...]:
    """What files these are: changes with what a path holds, and with what was pasted."""
    states = tuple(
        (str(p), p.stat().st_mtime_ns if p.exists() else None)
        if isinstance(p, Path)
        else sha256(p.content).digest()
        if p.name == PASTED
        else p.name
        for p in sources
    )
    return tuple(file.file_id for file in uploaded), states


def _done(sentence: str) -> None:
    """Start afresh, saying what happened."""
    st.session_state.pop(_STAGED, None)
    st.session_state[_TURN] += 1
    st.session_state[_SENTENCE] = sentence
    st.rerun()


def mapped(
    store: Store,
    audience: Label,
    sources: Sequence[Source],
    of_files: tuple[object, ...],
    turn: str,
    done: Callable[[str], None],
) -> None:
    """Draw what some files are and what would come of them, with all that can be said of it.

    `of_files`: what files these are (`identity`). `turn`: begins the keys of the widgets. `done`
    is called with what happened, at the end.
    """
    try:
        bringing = _staged(store, audience, sources, of_files, turn)
    except DemarcheError as problem:
        st.error(say("Nothing was written."))
        st.text(str(problem))
        return
    if bringing is None:
        return
    if bringing.as_before:
        st.info(say("As last time: what you chose for a file with this header is chosen again."))
        if st.button(say("Choose anew"), key=f"{turn}.anew"):
            for table in bringing.tables:
                drop(store, table)
            bringing.anew()
            st.rerun()
    for n, table in enumerate(bringing.tables):
        _table(bringing, table, n, f"{turn}.{n}")
    bring_trial.show(store, audience, bringing, turn, done)


def _staged(
    store: Store,
    audience: Label,
    sources: Sequence[Source],
    of_files: tuple[object, ...],
    turn: str,
) -> Bringing | None:
    """What is known of these files. None: in which encoding they read right was just asked."""
    encoding = which_reads_right(st.session_state.get(f"{turn}.readings"), f"{turn}.reading")
    of_files = (*of_files, encoding)
    staged = st.session_state.get(_STAGED)
    if isinstance(staged, Bringing) and staged.identity == of_files:
        return staged
    try:
        tables = tables_of(sources, encoding)
    except Undecodable as problem:
        if f"{turn}.readings" in st.session_state:
            return None
        st.session_state[f"{turn}.readings"] = problem.readings
        st.rerun()
    file = ", ".join(say("what was pasted") if s.name == PASTED else s.name for s in sources)
    first = sources[0]
    name = say("Pasted table") if first.name == PASTED else proposed_name(first)
    with st.spinner(say("Looking at the file …")):
        staged = begun(of_files, file, name, tables, store, audience)
    st.session_state[_STAGED] = staged
    return staged


def _table(bringing: Bringing, table: ForeignTable, n: int, key: str) -> None:
    """What a table is, what is asked about it, and what of it is not taken."""
    total = len(bringing.tables)
    if total > 1:
        st.subheader(say("Table {n} of {total}", n=n + 1, total=number(total)), anchor=False)
    else:
        st.subheader(say("What it is"), anchor=False)
    st.text(_what(bringing, table))
    questions = bringing.asked_of(table.name)
    for question in sorted(questions, key=lambda one: not one.needed):
        if is_open(question):
            ask(bringing, question, key)
    meaning = bringing.meaning(table.name)
    if meaning is None or not meaning.lists:
        return
    if meaning.left:
        columns = ", ".join(f"“{column}”" for column in meaning.left)
        st.text(say("Not taken, and named here so that you know: {columns}.", columns=columns))
    closed = st.expander(
        say("More: which column is what, roles and words"), key=f"{key}.more", on_change="rerun"
    )
    if closed.open:
        with closed:
            for question in questions:
                if not is_open(question):
                    ask(bringing, question, key)
            bring_columns.show(bringing, table, f"{key}.columns")


def _what(bringing: Bringing, table: ForeignTable) -> str:
    """A table in words: whose format, how many rows, why they are what is proposed, what is
    lost."""
    size = say(
        "{rows}, {columns}",
        rows=count("{n} row", "{n} rows", bringing.sizes[table.name]),
        columns=count("{n} column", "{n} columns", len(table.header)),
    )
    kind = say("A table: {size}.", size=size)
    if table.tool:
        kind = say("A file of {tool}: {size}.", tool=table.tool, size=size)
    lines = [f"“{table.name}”. {kind}" if table.name else kind]
    reason = dict(bringing.proposal.reasons).get(table.name, "")
    return "\n".join([*lines, reason, *table.lost])
