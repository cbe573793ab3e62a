"""The loads so far: what is live, and undo and redo of each."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from graph.errors import DemarcheError
from graph.store import Load, Report, Store

_KEY = "loads.history"


def show(store: Store) -> None:
    """Draw the list, newest first; a chosen load can be undone or redone."""
    loads = sorted(store.loads(), key=lambda load: -load.id)
    if not loads:
        st.text("Nothing was loaded yet.")
        return
    frame = pd.DataFrame(
        {
            "Load": [load.id for load in loads],
            "Day": [load.at.date() for load in loads],
            "What": [load.about.get("title") or load.dataset for load in loads],
            "Dataset": [load.dataset for load in loads],
            "Files": [", ".join(load.files) for load in loads],
            "Created": [load.counts.get("created") for load in loads],
            "State": [_state(load) for load in loads],
        }
    )
    st.dataframe(
        frame, hide_index=True, key=_KEY, on_select="rerun", selection_mode="single-row",
        height=37 + 35 * min(len(frame), 8), alt="The loads so far",
    )  # fmt: skip
    rows = st.session_state[_KEY]["selection"]["rows"]
    if not rows or rows[0] >= len(loads):
        st.text("Choose a load to undo it, or to let an undone one count again.")
        return
    load = loads[rows[0]]
    undo, redo = st.columns(2)
    if undo.button(f"Undo load {load.id}", disabled=load.undone, key="loads.undo"):
        _change(store.undo, load, "is undone")
    if redo.button(f"Redo load {load.id}", disabled=not load.undone, key="loads.redo"):
        _change(store.redo, load, "counts again")


def _change(change: Callable[[int], Report], load: Load, done: str) -> None:
    try:
        report = change(load.id)
    except DemarcheError as problem:
        st.text(str(problem))
        return
    st.session_state["loads.said"] = (
        f"Load {load.id} {done}: {report.created:,} claims came, {report.changed:,} changed, "
        f"{report.removed:,} went."
    )
    st.rerun()


def _state(load: Load) -> str:
    return "undone" if load.undone else "live" if load.live else "superseded"
