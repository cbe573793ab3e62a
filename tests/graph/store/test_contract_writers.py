"""Every store: one writer at a time, readers at any time, and a write that fails is none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from graph.model.errors import StoreBusy, StoreError
from graph.model.records import Entity, Record, Tie
from graph.store import base
from graph.store.base import Load, Scope, Store
from tests.graph.store.given import ALL, FRANCE, PERU, allied, give, ids, names, org, person, ties

Open = Callable[[], Store]
MANY = 300  # in small steps


class Stopped(Exception):
    """What goes wrong in the middle of a file."""


def parts(*records: Record) -> list[tuple[str, Record]]:
    return [("", record) for record in records]


@contextmanager
def writing(store: Store, *first: Record) -> Iterator[Callable[[], None]]:
    """A load that has begun, in another thread, and goes on when it is told to."""
    begun, go = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def records() -> Iterator[tuple[str, Record]]:
        yield from parts(*first)
        begun.set()
        go.wait(60)

    def work() -> None:
        try:
            store.write(Load("slow"), records())
        except BaseException as error:
            failed.append(error)
            raise

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(60)

    def finish() -> None:
        go.set()
        thread.join(60)

    try:
        yield finish
    finally:
        finish()
        assert not failed


@pytest.mark.slow
def test_a_second_writer_gets_a_sentence(
    store: Store, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(store, FRANCE)
    other = opened()
    with writing(store, PERU) as finish:
        monkeypatch.setattr(base, "PATIENCE", 0.3)
        for act in (
            lambda: give(other, org("a"), dataset="other"),
            lambda: other.write(Load("other"), parts(org("a")), dry_run=True),
            lambda: other.undo(1),
            lambda: other.forget("d"),
        ):
            with pytest.raises(StoreBusy, match="Somebody else is writing"):
                act()
        monkeypatch.undo()
        finish()
    assert names(store) == ["France", "Peru"]
    assert give(other, org("a"), dataset="other").created == 1


def test_a_second_writer_waits_for_its_turn(store: Store, opened: Open) -> None:
    other = opened()
    done: list[int] = []
    with writing(store, PERU) as finish:
        second = threading.Thread(
            target=lambda: done.append(give(other, PERU, org("a"), dataset="other").created)
        )
        second.start()
        second.join(0.5)
        assert not done
        finish()
        second.join(30)
    assert done == [2]
    assert [load.dataset for load in store.loads()] == ["slow", "other"]
    assert ids(store) == ["gov:PER", "gov:PER", "org:a"]


def test_writers_after_one_another_never_lose_a_load(store: Store, opened: Open) -> None:
    mine = [opened() for _ in range(3)]

    def work(n: int) -> None:
        for k in range(3):
            give(mine[n], org(f"{n}{k}"), dataset=f"{n}{k}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [load.id for load in store.loads()] == list(range(1, 10))
    assert len(ids(store)) == 9
    assert store.revision() == 9


def test_a_reader_during_a_load_sees_what_was_there(store: Store, opened: Open) -> None:
    give(store, FRANCE)
    reader = opened()
    revision = reader.revision()
    with writing(store, FRANCE, PERU, Tie("BORDERS", "gov:FRA", "gov:PER")):
        assert (names(reader), ties(reader)) == (["France"], [])
        assert list(reader.candidates("peru", ALL)) == []
        assert [load.dataset for load in reader.loads()] == ["d"]
        assert reader.revision() == revision
        assert names(opened()) == ["France"]
    assert names(reader) == ["France", "France", "Peru"]
    assert reader.revision() > revision


def test_a_reading_that_has_begun_ends_with_the_state_it_began_with(
    store: Store, opened: Open
) -> None:
    give(store, *(org(f"{n:05}", "old") for n in range(200)), allied("00000", "00001"))
    reading = opened().read(ALL)
    first = next(reading)
    give(store, *(org(f"{n:05}", "new") for n in range(100, 300)))
    rest = [first, *reading]
    assert [r.id for r in rest if isinstance(r, Entity)] == [f"org:{n:05}" for n in range(200)]
    assert {r.name for r in rest if isinstance(r, Entity)} == {"old"}
    assert sum(isinstance(r, Tie) for r in rest) == 1
    assert set(names(store)) == {"new"}


def test_somebody_elses_change_is_seen_at_once(store: Store, opened: Open) -> None:
    other = opened()
    before = other.revision()
    give(store, FRANCE)
    assert names(other) == ["France"]
    assert other.revision() == store.revision() > before
    other.undo(1)
    assert names(store) == []


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("after", [0, 3, MANY])
def test_a_write_that_fails_in_the_middle_is_none(store: Store, opened: Open, after: int) -> None:
    give(store, person("Ada"), org("a"))

    def records() -> Iterator[tuple[str, Record]]:
        for n in range(after):
            yield "", org(str(n), "half")
        raise Stopped

    before = (store.revision(), list(store.loads()))
    for dry_run in (True, False):
        with pytest.raises(Stopped):
            store.write(Load("d"), records(), dry_run=dry_run)
    assert (store.revision(), list(store.loads())) == before
    for each in (store, opened()):
        assert names(each) == ["a", "Ada"]
        assert list(each.candidates("half", ALL)) == []
    assert give(store, person("Ada"), org("a")).unchanged == 2


def test_a_write_that_fails_lets_the_next_one_in(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(StoreError):
            store.undo(99)
        with pytest.raises(Stopped):
            store.write(Load("d"), stop())
    assert give(store, FRANCE) == type(give(store))(created=1, load=1)


def stop() -> Iterator[tuple[str, Record]]:
    yield "", PERU
    raise Stopped


def test_a_load_may_read_the_store_that_it_is_written_to(store: Store) -> None:
    give(store, FRANCE, dataset="one")

    def records() -> Iterator[tuple[str, Record]]:
        for entity in store.candidates("France", Scope()):
            yield "", Entity("Government", entity.id, f"{entity.name} again")

    assert store.write(Load("two"), records()).created == 1
    assert names(store) == ["France", "France again"]


@pytest.mark.usefixtures("small_steps")
def test_a_large_load_is_all_there(store: Store) -> None:
    some = [org(f"{n:05}") for n in range(MANY)]
    own = [allied(f"{n:05}", f"{n + 1:05}") for n in range(0, MANY - 1, 2)]
    assert give(store, *own, *some).created == len(own) + len(some)
    assert ids(store) == [entity.id for entity in some]
    assert [(a, b) for _, a, b, _ in ties(store)] == [(tie.source, tie.target) for tie in own]
    assert len(store.table("ALLIED_WITH", ALL)) == len(own)
    everything, every_tie = ids(store), ties(store)
    assert ids(store, Scope(kinds=frozenset({"Organization"}), limit=55)) == everything[:55]
    assert ties(store, Scope(limit=33)) == every_tie[:33]
    third = frozenset(everything[::3])
    touching = [tie for tie in every_tie if third & {*tie[1:3]}]
    assert ids(store, Scope(ids=third)) == everything[::3]
    assert ties(store, Scope(ids=third)) == touching
    near = third.union(*(tie[1:3] for tie in touching))
    assert ids(store, Scope(around=third)) == sorted(near)
    assert give(store, *some, *own).unchanged == len(own) + len(some)
    some[7] = org("00007", "another")
    assert give(store, *some, *own).changed == 1
    assert next(store.read(Scope(ids=frozenset({"org:00007"})))).name == "another"
    assert store.forget("d").removed == len(own) + len(some)
    assert list(store.read(ALL)) == []
