"""The loads so far: what is live, and undo and redo of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import SAMPLE, Load, Report, Store
from loaders.changes.leaving import with_ends
from loaders.changes.listing import listed

_KEY = "loads.history"


def show(store: Store, audience: Label) -> None:
    """Draw the list as an audience may see it, newest first; a chosen load can be undone."""
    loads = sorted(listed(store, audience), key=lambda load: -load.id)
    if not loads:
        st.text("Nothing was loaded yet.")
        return
    frame = pd.DataFrame(
        {
            "What": [_title(load) for load in loads],
            "State": [_state(load) for load in loads],
            "Day": [load.at.date() for load in loads],
            "File": [", ".join(load.files) for load in loads],
            "New": [load.counts.get("created") for load in loads],
            "Load": [load.id for load in loads],
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        key=_KEY,
        on_select="rerun",
        selection_mode="single-row",
        height=37 + 35 * min(len(frame), 8),
        alt="The loads so far",
        column_config={"New": st.column_config.NumberColumn(format="localized")},
        column_order=[str(name) for name in frame if name != "New" or audience is Label.RED],
    )
    st.text(
        "Lists of which the chosen audience may see nothing are not here. To see all of them, "
        "choose at the top that named persons look."
    )
    rows = st.session_state[_KEY]["selection"]["rows"]
    if rows and rows[0] < len(loads):
        _offer(store, loads[rows[0]])
    else:
        st.text("Choose a load to undo it, or to let an undone one count again.")
    _sample(store, [load for load in loads if load.dataset.startswith(SAMPLE)])


def _offer(store: Store, load: Load) -> None:
    st.text(f"Chosen: {_title(load)}, load {load.id}.")
    if load.undone:
        if st.button("Let it count again", key="loads.redo"):
            done = f"Load {load.id} counts again"
            _change(lambda id: with_ends(store, id, store.redo), [load], done)
    elif st.button("Undo this load", key="loads.undo"):
        _change(lambda id: with_ends(store, id, store.undo), [load], f"Load {load.id} is undone")


def _sample(store: Store, loads: Sequence[Load]) -> None:
    """The sample campaign goes, and comes back, as one."""
    there, gone = [x for x in loads if not x.undone], [x for x in loads if x.undone]
    if there and st.button("Take the sample campaign away", key="loads.sample.undo"):
        _change(store.undo, there, "The sample campaign is gone")
    if gone and not there and st.button("Bring the sample campaign back", key="loads.sample.redo"):
        _change(store.redo, gone, "The sample campaign is back")


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
    counts = {"new": came, "changed": changed, "taken away": went}
    changes = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number)
    st.session_state["loads.said"] = f"{done}. Statements: {changes or 'none changed'}."
    st.rerun()


def _title(load: Load) -> str:
    title = load.about.get("title") or load.dataset
    return f"{title} (sample campaign)" if load.dataset.startswith(SAMPLE) else title


def _state(load: Load) -> str:
    return "undone" if load.undone else "live" if load.live else "replaced by a later load"
