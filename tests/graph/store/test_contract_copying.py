"""Every store: what a load said stays, live or not, and can be taken over from another store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import structs

from graph.model.errors import StoreError
from graph.model.records import Entity, Origin, PartialDate, Record
from graph.model.schema import Label
from graph.store.base import Load, Store
from tests.graph.store.given import ALL, FRANCE, allied, give, names, org, person

CLAIM = Entity(
    "Organization",
    "org:a",
    "A",
    {"phone": "1"},
    Origin("https://example.org", known=PartialDate("2020-05")),
    {"phone": Label.RED},
)


def claims(store: Store, load: int) -> list[tuple[str, Record]]:
    plain = (
        (part, structs.replace(r, origin=structs.replace(r.origin, dataset="")))
        for part, r in store.records_of(load)
    )
    return sorted(plain, key=repr)


def test_what_a_load_said_is_there_when_it_is_live_no_longer(store: Store) -> None:
    first = [("1", CLAIM), ("2", org("b")), ("2", allied("a", "b"))]
    store.write(Load("d"), first)
    store.write(Load("d"), [("1", org("c")), ("2", org("c"))])
    assert claims(store, 1) == sorted(first, key=repr)
    store.undo(2)
    assert claims(store, 2) == [("1", org("c")), ("2", org("c"))]


def test_what_was_forgotten_is_not_said(store: Store) -> None:
    give(store, FRANCE)
    store.forget("d")
    for load in (0, 1, 2):
        with pytest.raises(StoreError, match=f"no load {load}"):
            list(store.records_of(load))


def test_a_load_is_taken_over_as_it_is(store: Store, opened: Callable[[], Store]) -> None:
    load = Load(
        "d",
        "countries",
        ("a.csv",),
        "abc",
        False,
        id=7,
        undone=True,
        counts={"created": 9},
        about={"title": "T"},
    )
    store.adopt(load, [("p", person("Ada"))])
    assert names(store) == []
    assert opened().loads() == [replace(load, parts=("p",), live=False)]
    assert store.redo(7).created == 1
    assert names(store) == ["Ada"]
    assert give(store, FRANCE).load == 8


def test_what_changes_nothing_is_taken_over_too(store: Store) -> None:
    for number in (3, 5):
        store.adopt(Load("d", id=number), [("", person("Ada"))])
    assert [(load.id, load.live) for load in store.loads()] == [(3, False), (5, True)]


def test_a_tie_to_what_is_gone_is_taken_over_too(store: Store) -> None:
    store.adopt(Load("ties", id=2), [("", allied("a", "b"))])
    assert list(store.read(ALL)) == []
    store.adopt(Load("entities", id=3), [("", org("a")), ("", org("b"))])
    assert len(list(store.read(ALL))) == 3


def test_a_number_that_was_given_is_not_taken_over(store: Store) -> None:
    give(store, FRANCE)
    with pytest.raises(StoreError, match="Load 1 cannot be taken over"):
        store.adopt(Load("e", id=1), [("", person("Ada"))])
    assert names(store) == ["France"]


def test_taking_over_raises_the_revision_exactly_with_what_readers_see(store: Store) -> None:
    before = store.revision()
    store.adopt(Load("d", id=1, undone=True), [("", FRANCE)])
    assert store.revision() == before
    store.adopt(Load("d", id=2), [("", FRANCE)])
    assert store.revision() > before
