"""Erasing a person: whom, the list of all that goes, and two presses before it does."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.model.words import language, say
from graph.store.base import Store
from loaders.person.commands import after, before, elsewhere
from loaders.person.erasure import Erasure, erase, erasure
from loaders.person.traces import Trace, traces

_TRACES, _SURE, _DONE = "erase.found", "erase.sure", "erase.done"


def show(store: Store, audience: Label) -> None:
    """Draw it; the list shows everything, so only to who may see everything."""
    with st.expander(say("Erase a person from the store"), expanded=_DONE in st.session_state):
        if audience is not Label.RED:
            st.text(say("Choose TLP:RED above to look for a person in every list."))
            return
        st.text(
            say(
                "For somebody who no longer wants to be in it. Type whom: every place is shown "
                "first, and nothing is erased until you have pressed twice."
            )
        )
        for line in st.session_state.pop(_DONE, ()):
            st.text(line)
        name = st.text_input(say("Whom: a name, an alias, a code or an id"), key="erase.person")
        alone = st.checkbox(
            say("Only this person, not others judged to be the same"), key="erase.alone"
        )
        if not name.strip():
            return
        try:
            whom, places = _looked(store, name.strip(), alone)
        except DemarcheError as problem:
            st.text(str(problem))
            return
        _list(whom, places)
        _ask(store, whom, places)


def _looked(store: Store, name: str, alone: bool) -> tuple[Erasure, list[Trace]]:
    """Whom a text means, and every place; kept until the store or the text is another."""
    state = (store.url, store.revision(), name, alone, language())
    looked = st.session_state.get(_TRACES)
    if looked is None or looked[0] != state:
        st.session_state.pop(_SURE, None)
        with st.spinner(say("Looking through every load …")):
            whom = erasure(store, name, alone=alone)
            looked = (state, whom, traces(store, whom))
        st.session_state[_TRACES] = looked
    return looked[1], looked[2]


def _list(whom: Erasure, places: list[Trace]) -> None:
    for somebody in whom.people:
        st.text(str(somebody))
    if not whom.people:
        st.text(say("Nobody is called “{name}”, but texts mention it.", name=whom.names[0]))
    what = say("What")
    frame = pd.DataFrame(
        [
            (
                say("stays") if one.stays else say("goes"),
                one.kind,
                one.text,
                one.load.dataset,
                ", ".join(one.load.files),
                one.load.id,
                one.state,
            )
            for one in places
        ],
        columns=[
            say("Erased"),
            say("Kind"),
            what,
            say("Dataset"),
            say("File"),
            say("Load"),
            say("State"),
        ],
    )
    st.dataframe(
        frame,
        hide_index=True,
        key="erase.places",
        height=37 + 35 * min(len(frame), 10),
        alt=say("Every place in the store that holds the person"),
        column_config={what: st.column_config.TextColumn(width="large")},
    )


def _ask(store: Store, whom: Erasure, places: list[Trace]) -> None:
    for line in before(places):
        st.text(line)
    if not st.session_state.get(_SURE):
        if st.button(say("Erase all that goes …"), key="erase.first"):
            st.session_state[_SURE] = True
            st.rerun()
        return
    st.warning(say("Last question: erase it in every load, for good?"))
    yes, no = st.columns([1, 3])
    if no.button(say("Keep it"), key="erase.keep", type="primary"):
        del st.session_state[_SURE]
        st.rerun()
    if yes.button(say("Erase for good"), key="erase.second"):
        try:
            report = erase(store, whom)
        except DemarcheError as problem:
            st.text(str(problem))
            return
        residue = store.residue()
        st.session_state[_DONE] = [
            after(report),
            *([residue] if residue else []),
            *elsewhere(store, whom.names),
        ]
        for key in (_SURE, _TRACES, "erase.person"):
            st.session_state.pop(key, None)
        st.rerun()
