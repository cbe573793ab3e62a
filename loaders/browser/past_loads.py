"""The loads so far: what is live, and undo and redo of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.model.words import say
from graph.store.base import SAMPLE, Load, Report, Store
from loaders.changes.leaving import with_ends
from loaders.changes.listing import listed, titled
from loaders.changes.load_report import statements
from loaders.changes.sample_campaign import coming_back, note_back, note_going
from loaders.person.traces import state

_KEY = "loads.history"


def show(store: Store, audience: Label) -> None:
    """Draw the list as an audience may see it, newest first; a chosen load can be undone."""
    loads = sorted(listed(store, audience), key=lambda load: -load.id)
    if not loads:
        st.text(say("Nothing was loaded yet."))
        return
    new = say("New")
    frame = pd.DataFrame(
        {
            say("What"): [_title(load) for load in loads],
            say("State"): [state(load) for load in loads],
            say("Day"): [load.at.date() for load in loads],
            say("File"): [", ".join(load.files) for load in loads],
            new: [load.counts.get("created") for load in loads],
            say("Load"): [load.id for load in loads],
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        key=_KEY,
        on_select="rerun",
        selection_mode="single-row",
        height=37 + 35 * min(len(frame), 8),
        alt=say("The loads so far"),
        column_config={new: st.column_config.NumberColumn(format="localized")},
        column_order=[str(name) for name in frame if name != new or audience is Label.RED],
    )
    if audience is not Label.RED:
        st.text(
            say(
                "Choose TLP:RED above to see every list: those of which the chosen audience may "
                "see nothing are not here."
            )
        )
    rows = st.session_state[_KEY]["selection"]["rows"]
    if rows and rows[0] < len(loads):
        _offer(store, loads[rows[0]])
    else:
        st.text(say("Choose a load to undo it, or to restore an undone one."))
    _sample(store, [load for load in loads if load.dataset.startswith(SAMPLE)])


def _offer(store: Store, load: Load) -> None:
    st.text(say("Chosen: {list}, load {number}.", list=_title(load), number=load.id))
    if load.undone:
        if st.button(say("Restore this load"), key="loads.redo"):
            done = say("Load {number} is restored.", number=load.id)
            _change(lambda id: with_ends(store, id, store.redo), [load], done)
    elif st.button(say("Undo this load"), key="loads.undo"):
        done = say("Load {number} is undone.", number=load.id)
        _change(lambda id: with_ends(store, id, store.undo), [load], done)


def _sample(store: Store, loads: Sequence[Load]) -> None:
    """The sample campaign goes, and comes back, as one."""
    there, gone = [x for x in loads if not x.undone], [x for x in loads if x.undone]
    if there and st.button(say("Remove the sample campaign"), key="loads.sample.undo"):
        note_going(store, there)
        _change(store.undo, there, say("The sample campaign is removed."))
    restore = say("Restore the sample campaign")
    back = [] if there else coming_back(store, gone)
    if back and st.button(restore, key="loads.sample.redo"):
        note_back(store)
        _change(store.redo, back, say("The sample campaign is restored."))


def _change(change: Callable[[int], Report], loads: Sequence[Load], done: str) -> None:
    came = went = changed = 0
    try:
        for load in loads:
            report = change(load.id)
            came, went = came + report.created, went + report.removed
            changed += report.changed
    except DemarcheError as problem:
        st.text(str(problem))
        return
    changes = statements(Report(came, changed, removed=went))
    st.session_state["loads.said"] = f"{done} {changes}"
    st.rerun()


def _title(load: Load) -> str:
    title = titled(load)
    if load.dataset.startswith(SAMPLE):
        return say("{list} (sample campaign)", list=title)
    return title
