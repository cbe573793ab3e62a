"""Ties that have lost an end: on record, but in no answer, because whom they name is gone.

A list that is loaded anew without somebody takes that entity away; the ties of other lists stay in
the store and come back with it. Who may know of them is a question of its own: the gone end has no
label any more, so only the strictest audience is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from graph.model.records import Entity, Tie
from graph.store.base import Scope, Store


class Dangling(NamedTuple):
    """A tie of a live load, and which of its ends are not there."""

    dataset: str
    tie: Tie
    gone: frozenset[str]


def dangling(store: Store) -> list[Dangling]:
    """Every live tie of a campaign's own lists without one of its ends, by dataset and tie."""
    own_ties = [
        (load.dataset, record)
        for load in store.loads()
        if load.live and "publisher" not in load.about  # public tables have their ends with them
        for _, record in store.records_of(load.id)
        if isinstance(record, Tie)
    ]
    there = existing(store, {end for _, tie in own_ties for end in (tie.source, tie.target)})
    by_tie = {
        (dataset, tie.identity): Dangling(dataset, tie, frozenset({tie.source, tie.target} - there))
        for dataset, tie in own_ties
        if not {tie.source, tie.target} <= there
    }
    return [by_tie[key] for key in sorted(by_tie)]


def existing(store: Store, ids: Collection[str]) -> set[str]:
    """Which of these entities are there."""
    records: Iterable[object] = (
        store.read(Scope(ids=frozenset(ids), ties=frozenset())) if ids else ()
    )
    return {record.id for record in records if isinstance(record, Entity)}
