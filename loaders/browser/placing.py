"""Whether a file replaces a list that is there, adds to it, or is another list beside it."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from graph.store.base import SAMPLE, Store
from loaders.changes.naming import list_name
from loaders.loader import Loader

_REPLACES, _ADDS, _OTHER = "replaces", "adds", "other"


class Place(NamedTuple):
    """The list that a file goes to; `append`: beside what that says already."""

    dataset: str
    append: bool = False


def placed(store: Store, loader: Loader, turn: int) -> Place | None:
    """Ask where a list of this kind is there already. None: another one, whose name is missing."""
    there = sorted(
        {
            load.dataset
            for load in store.loads()
            if load.live and load.loader == loader.name and not load.dataset.startswith(SAMPLE)
        }
    )
    if not there:
        return Place(loader.name)
    titles = {
        **{(_REPLACES, one): f"A newer version of “{one}”: it replaces that list" for one in there},
        **{(_ADDS, one): f"More of “{one}”: it adds to that list" for one in there},
        (_OTHER, ""): "Another list, beside what is there",
    }
    what, dataset = st.radio(
        f"There is a list of this kind already ({loader.title}). What is this file?",
        list(titles),
        format_func=lambda option: titles.get(option, ""),
        key=f"loads.place.{turn}",
    )
    if what != _OTHER:
        return Place(dataset, what == _ADDS)
    text = st.text_input("What shall the new list be called?", key=f"loads.name.{turn}")
    if not text.strip():
        st.text("Give it a name, by which you know it among the loads.")
        return None
    return Place(list_name(text))
