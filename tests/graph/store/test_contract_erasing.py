"""Every store: what is erased is in no load, live or not, and nothing brings it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as with_

import pytest
from msgspec.structs import replace

from graph.model.errors import StoreError
from graph.model.records import Entity, Record, Tie
from graph.store.base import Load, Scope, Store
from tests.conftest import small_network, write

NAME = "Ada"


def without_ada(record: Record) -> Record | None:
    if isinstance(record, Tie):
        return None if "per:ada" in (record.source, record.target) else record
    if record.id == "per:ada":
        return None
    note = record.values.get("note")
    if isinstance(note, str) and NAME in note:
        return replace(record, values={**record.values, "note": note.replace(NAME, "[erased]")})
    return record


def same(load: Load) -> Load:
    return load


def everything(store: Store) -> list[Record]:
    return [record for load in store.loads() for _, record in store.records_of(load.id)]


@pytest.fixture
def history(store: Store) -> Store:
    """Ada in a superseded load, an undone one, a live one and a note of somebody else's."""
    write(store, *small_network(), dataset="network")
    write(store, *small_network()[:-1], dataset="network")
    ada = Entity("Person", "per:ada", "Ada Second", {"aliases": ["Aide"]})
    store.undo(write(store, ada, dataset="people") or 0)
    noted = Entity("Organization", "org:watch", "Watch", {"note": "Ask Ada.", "phone": "2"})
    store.write(Load("notes", "organizations", ("ada.csv",), "digest"), [("", noted)])
    write(store, Entity("Person", "per:a", "A."), Tie("SAME_AS", "per:a", "per:ada"), dataset="j")
    return store


def test_it_is_in_no_load_and_in_no_reading(history: Store, leftovers: Callable[[], int]) -> None:
    revision = history.revision()
    before = everything(history)
    report = history.erase(without_ada, same)
    rest = [record for each in before if (record := without_ada(each))]
    assert sorted(map(repr, everything(history))) == sorted(map(repr, rest))
    assert not any("per:ada" in repr(record) or "Ask Ada" in repr(record) for record in rest)
    assert (report.removed, report.changed) == (len(before) - len(rest), 1)
    assert history.revision() == revision + 1
    visible = list(history.read(Scope()))
    assert {r.id for r in visible if isinstance(r, Entity)} >= {"per:a", "per:bo", "org:watch"}
    assert "per:ada" not in repr(visible)
    for text in ("Ada", "Aide", "per:ada"):
        assert not list(history.candidates(text, Scope()))
    assert len(history.table("KNOWS", Scope())) == 0
    assert leftovers() == 0


def test_undo_and_redo_bring_nothing_back(history: Store) -> None:
    history.erase(without_ada, same)
    for load in history.loads():
        for _ in range(2):
            (history.redo if load.undone else history.undo)(load.id)
            assert "per:ada" not in repr(list(history.read(Scope())))
            load = with_(load, undone=not load.undone)
    history.undo(2)
    assert sum(isinstance(record, Tie) for record in history.read(Scope())) == 6 - 1


def test_a_changed_claim_is_as_if_it_had_been_loaded_so(history: Store) -> None:
    history.erase(without_ada, same)
    claims = list(history.read(Scope(ids=frozenset({"org:watch"}), ties=frozenset())))
    assert ["[erased]" in str(claim.values.get("note")) for claim in claims] == [False, True]
    assert claims[1].values["phone"] == "2"
    rest = Entity("Organization", "org:watch", "Watch", {"note": "Ask [erased].", "phone": "2"})
    assert not history.write(Load("notes"), [("", rest)]).changes


def test_the_same_file_is_read_again_and_the_others_are_not(history: Store) -> None:
    noted = Entity("Organization", "org:press", "Press")
    history.write(Load("other", "organizations", ("x.csv",), "untouched"), [("", noted)])
    history.erase(without_ada, same)
    digests = {load.dataset: load.digest for load in history.loads()}
    assert digests["notes"] == ""
    assert digests["other"] == "untouched"
    again = Entity("Organization", "org:watch", "Watch", {"note": "Ask Ada.", "phone": "2"})
    assert history.write(Load("notes", "organizations", (), "digest"), [("", again)]).changed == 1


def test_what_a_load_says_of_itself_is_changed_too(history: Store) -> None:
    revision = history.revision()

    def account(load: Load) -> Load:
        return with_(load, files=tuple(file.replace("ada", "erased") for file in load.files))

    history.erase(lambda record: record, account)
    assert [load.files for load in history.loads() if load.dataset == "notes"] == [("erased.csv",)]
    assert history.revision() == revision + 1


def test_nothing_to_erase_changes_nothing(history: Store) -> None:
    before = history.revision(), list(history.loads()), everything(history)
    assert not history.erase(lambda record: record, same).changes
    assert (history.revision(), list(history.loads()), everything(history)) == before


def test_what_fails_halfway_leaves_all_as_it_was(
    history: Store, opened: Callable[[], Store], leftovers: Callable[[], int]
) -> None:
    before = history.revision(), list(history.loads()), everything(history)

    def fails(record: Record) -> Record | None:
        if "Ask Ada" in repr(record):
            raise StoreError("the cable was pulled")
        return without_ada(record)

    with pytest.raises(StoreError, match="cable"):
        history.erase(fails, same)
    again = opened()
    assert (again.revision(), list(again.loads()), everything(again)) == before
    assert leftovers() == 0
    assert history.erase(without_ada, same).changes


def test_one_load_says_only_what_is_of_a_kind(history: Store) -> None:
    kinds = {record.kind for _, record in history.records_of(1, {"Person", "KNOWS"})}
    assert kinds == {"Person", "KNOWS"}
    assert list(history.records_of(1, set())) == []


def test_many_claims_in_several_steps(
    store: Store, small_steps: None, leftovers: Callable[[], int]
) -> None:
    people = [Entity("Person", f"per:{n:03}", f"Person {n}") for n in range(300)]
    ties = [Tie("KNOWS", f"per:{n:03}", f"per:{n * 7 % 300:03}") for n in range(300) if n * 6 % 300]
    write(store, *people, *ties)

    def even(record: Record) -> Record | None:
        ids = (record.id,) if isinstance(record, Entity) else (record.source, record.target)
        return record if all(int(id[4:]) % 2 == 0 for id in ids) else None

    store.erase(even, same)
    rest = [record for record in (*people, *ties) if even(record)]
    assert len(list(store.read(Scope()))) == len(rest)
    assert {r.identity for r in store.read(Scope())} == {r.identity for r in rest}
    assert leftovers() == 0
