"""Every store: what is undone, redone and forgotten."""

from __future__ import annotations

import pytest

from graph.model.errors import StoreError
from graph.store.base import Report, Scope, Store
from tests.graph.store.given import BORDER, FRANCE, PERU, give, names, person


def test_undo_brings_back_what_was_replaced(store: Store) -> None:
    give(store, person("Ada"), PERU)
    give(store, person("Ada Quill"))
    assert store.undo(2) == Report(created=1, changed=1, load=2)
    assert names(store) == ["Peru", "Ada"]


def test_redo_is_the_reverse_of_undo(store: Store) -> None:
    give(store, person("Ada"), PERU)
    give(store, person("Ada Quill"))
    store.undo(2)
    assert store.redo(2) == Report(changed=1, removed=1, load=2)
    assert names(store) == ["Ada Quill"]


def test_undoing_a_superseded_load_changes_nothing_that_readers_see(store: Store) -> None:
    give(store, person("Ada"))
    give(store, person("Ada Quill"))
    revision = store.revision()
    assert not store.undo(1).changes
    assert store.revision() == revision
    assert store.undo(2) == Report(removed=1, load=2)
    assert names(store) == []


def test_undoing_an_addition(store: Store) -> None:
    give(store, FRANCE)
    give(store, PERU, append=True)
    store.undo(2)
    assert names(store) == ["France"]


def test_undoing_the_replacement_brings_back_what_was_added_before(store: Store) -> None:
    give(store, FRANCE)
    give(store, PERU, append=True)
    give(store, person("Ada"))
    store.undo(3)
    assert names(store) == ["France", "Peru"]


def test_undoing_twice_is_undoing_once(store: Store) -> None:
    give(store, FRANCE)
    store.undo(1)
    assert store.undo(1) == Report()
    store.redo(1)
    assert store.redo(1) == Report()
    assert names(store) == ["France"]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_load_that_is_not_there_cannot_be_undone(store: Store, number: int) -> None:
    give(store, FRANCE)
    with pytest.raises(StoreError, match=f"no load {number}"):
        store.undo(number)
    with pytest.raises(StoreError, match=f"no load {number}"):
        store.redo(number)


def test_loading_after_an_undo_replaces_what_is_live(store: Store) -> None:
    give(store, person("Ada"))
    give(store, person("Ada Quill"))
    store.undo(2)
    assert give(store, person("Ada Quill")) == Report(changed=1, load=3)


def test_forget_erases_every_version_of_a_dataset(store: Store) -> None:
    give(store, FRANCE, dataset="other")
    give(store, person("Ada"))
    give(store, person("Ada Quill"))
    assert store.forget("d") == Report(removed=1)
    assert names(store) == ["France"]
    assert [load.dataset for load in store.loads()] == ["other"]


def test_what_is_forgotten_cannot_be_undone_back(store: Store) -> None:
    give(store, person("Ada"))
    store.forget("d")
    with pytest.raises(StoreError, match="no load 1"):
        store.redo(1)


def test_a_number_is_never_given_twice(store: Store) -> None:
    give(store, person("Ada"))
    store.forget("d")
    assert give(store, person("Ada")).load == 2


def test_forgetting_what_is_not_there_changes_nothing(store: Store) -> None:
    give(store, FRANCE)
    revision = store.revision()
    assert store.forget("nothing") == Report()
    assert store.revision() == revision


def test_ties_of_others_to_a_forgotten_entity_come_back_with_it(store: Store) -> None:
    give(store, FRANCE, PERU, dataset="entities")
    give(store, BORDER, dataset="ties")
    store.forget("entities")
    assert list(store.read(Scope())) == []
    give(store, FRANCE, PERU, dataset="entities")
    assert [r.kind for r in store.read(Scope())] == ["Government", "Government", "BORDERS"]


def test_a_redone_load_may_tie_what_was_forgotten_meanwhile(store: Store) -> None:
    give(store, FRANCE, PERU, dataset="entities")
    give(store, BORDER, dataset="ties")
    store.undo(2)
    store.forget("entities")
    store.redo(2)
    assert list(store.read(Scope())) == []
    give(store, FRANCE, PERU, dataset="entities")
    assert len(list(store.read(Scope()))) == 3
