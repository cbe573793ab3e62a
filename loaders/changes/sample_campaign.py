"""The sample campaign goes, and comes back, as one: as it was when it went."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Final

from graph.model.edits import is_our_word
from graph.store.base import Load, Store

_WENT: Final = "sample went"  # a setting of the store: the loads that were undone together


def note_going(store: Store, going: Collection[Load]) -> None:
    """Remember which loads are undone together; what went with them before stays with them."""
    before = {load.id for load in store.loads() if load.undone} & _went(store)
    store.set(_WENT, json.dumps(sorted(before | {load.id for load in going})))


def coming_back(store: Store, gone: Sequence[Load]) -> list[Load]:
    """Of the undone loads of the sample campaign those that come back with it.

    They are those that went with it: what somebody had taken back before stays taken back. Where
    that is not known it is the lists, without what was written in the browser.
    """
    went = _went(store)
    together = [load for load in gone if load.id in went]
    return together or [load for load in gone if not is_our_word(load.dataset)]


def note_back(store: Store) -> None:
    """All that went together is there again."""
    store.set(_WENT, "[]")


def _went(store: Store) -> set[int]:
    return {*json.loads(store.setting(_WENT) or "[]")}
