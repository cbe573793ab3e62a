"""Whether a file replaces a list that is there, adds to it, or is another list beside it."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from graph.model.edits import is_our_word
from graph.model.schema import Label
from graph.model.words import say
from graph.store.base import SAMPLE, Store
from loaders.changes.listing import shows
from loaders.changes.naming import list_name
from loaders.loader import Loader

_REPLACES, _ADDS, _OTHER = "replaces", "adds", "other"


class ListPlace(NamedTuple):
    """The list that a file goes to; `append`: beside what that says already."""

    dataset: str
    append: bool = False


def placed(store: Store, loader: Loader, turn: int, audience: Label) -> ListPlace | None:
    """Ask where a list of this kind is there already. None: another one, whose name is missing."""
    if loader.dataset != loader.name:  # it finds its place there by itself
        return ListPlace(loader.dataset)
    there = dict[str, bool]()  # the lists of this kind; whether their name may be read
    for load in store.loads():
        apart = load.dataset.startswith(SAMPLE) or is_our_word(load.dataset)
        if load.live and load.loader == loader.name and not apart:
            readable = there.get(load.dataset) or shows(store, load, audience)
            # Under its usual name a list that may not be read would be replaced unasked.
            if readable or load.dataset == loader.name:
                there[load.dataset] = readable
    if not there:
        return ListPlace(loader.name)
    hidden = say("a list that you may not see")
    names = {name: f"“{name}”" if there[name] else hidden for name in sorted(there)}
    titles = {
        **{
            (_REPLACES, name): say("A newer version of {list}: it replaces that list", list=text)
            for name, text in names.items()
        },
        **{
            (_ADDS, name): say("More of {list}: it adds to that list", list=text)
            for name, text in names.items()
        },
        (_OTHER, ""): say("Another list, beside what is there"),
    }
    what, dataset = st.radio(
        say(
            "There is a list of this kind already ({kind}). What is this file?",
            kind=say(loader.title),
        ),
        list(titles),
        format_func=lambda option: titles.get(option, ""),
        key=f"loads.place.{turn}",
    )
    if what != _OTHER:
        return ListPlace(dataset, what == _ADDS)
    text = st.text_input(say("What shall the new list be called?"), key=f"loads.name.{turn}")
    if not text.strip():
        st.text(say("Give it a name, by which you know it among the loads."))
        return None
    return ListPlace(list_name(text))
