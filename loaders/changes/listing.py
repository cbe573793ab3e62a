"""Which loads an audience may know of: those that say something that it may see.

A list of nothing but what it may not see is not there: neither its title nor its file's name. The
numbers of loads have gaps then, as they have where a dataset was erased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from graph.model.records import Entity, Record, Tie
from graph.model.schema import Label
from graph.model.words import say
from graph.store.base import Load, Scope, Store

_AT_ONCE = 20  # claims that are looked at together: of most loads the first few are enough


def listed(store: Store, audience: Label) -> list[Load]:
    """The loads that an audience may know of, by number. How much each says is told only to who
    may see all of it."""
    if audience is Label.RED:
        return list(store.loads())
    return [replace(load, counts={}) for load in store.loads() if shows(store, load, audience)]


def titled(load: Load) -> str:
    """What a list is called: by the title of what reads it, else by its own name."""
    title = load.about.get("title")
    return say(title) if title else load.dataset


def shows(store: Store, load: Load, audience: Label) -> bool:
    """Whether an audience may know of a load: it says something that this audience may see."""
    if audience is Label.RED:
        return True
    claims = (record for _, record in store.records_of(load.id) if record.level <= audience)
    while some := list(islice(claims, _AT_ONCE)):
        if _any_visible(store, some, audience):
            return True
    return False


def _any_visible(store: Store, records: Sequence[Record], audience: Label) -> bool:
    """Whether any of these is an entity, or a tie of which both ends are seen."""
    ties = [record for record in records if isinstance(record, Tie)]
    if len(ties) < len(records):
        return True
    ends = frozenset(end for tie in ties for end in (tie.source, tie.target))
    scope = Scope(audience, ids=ends, ties=frozenset())
    there = {record.id for record in store.read(scope) if isinstance(record, Entity)}
    return any({tie.source, tie.target} <= there for tie in ties)
