"""What is kept in memory: computed once, for one state of the store, gone with who was erased."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from graph.model.records import Entity, Origin
from graph.model.schema import Label
from graph.store import remembered as memory
from graph.store.base import Load, Store
from graph.store.opening import open_store
from graph.store.scenario import Changes
from graph.view import View


def person(name: str, label: Label | None = None) -> Entity:
    return Entity("Person", f"per:{name}", name, {}, Origin("list", label=label))


def load(store: Store, *people: Entity, dataset: str = "list") -> None:
    store.write(Load(dataset), [("", one) for one in people])


def names(view: View) -> list[str]:
    return view.remembered(
        "names", (), lambda quiet: [one.title for one in quiet.entities("Person")], most=3
    )


def test_it_is_computed_once_for_each_audience_day_and_revision(empty: Store) -> None:
    load(empty, person("Rosa"), person("Iwan", Label.RED))
    strict, red = View(empty, Label.STRICT), View(empty, Label.RED)
    assert names(strict) == ["Rosa"]
    assert names(red) == ["Iwan", "Rosa"]
    assert names(View(empty, Label.STRICT)) is names(strict)
    load(empty, person("Rosa"), person("Dana"))
    assert names(strict) == ["Dana", "Rosa"]
    supposed = strict.with_(Changes(gone=frozenset({"per:Dana"})))
    assert names(supposed) == ["Rosa"]


def test_whoever_is_given_what_was_kept_has_used_it_too(empty: Store) -> None:
    load(empty, person("Iwan", Label.RED))
    for view in (View(empty, Label.RED), View(empty, Label.RED)):
        names(view)
        assert view.used.label is Label.RED
        assert set(view.used.datasets) == {"list"}


def test_of_one_kind_only_so_many_are_kept_and_the_rest_is_left_alone(empty: Store) -> None:
    load(empty, person("Rosa"))
    view = View(empty)
    view.remembered("other", (), lambda quiet: "stays", most=1)
    for n in range(10):
        view.remembered("many", (n,), lambda quiet: [0], most=3)
    assert memory.size(empty) == 4
    assert view.remembered("other", (), lambda quiet: "made again", most=1) == "stays"


def kept_objects(name: str) -> list[object]:
    """Every text of this process that is this name and hangs on a list."""
    return [
        one
        for one in gc.get_objects()
        if type(one) is list and len(one) < 100 and any(type(x) is str and x == name for x in one)
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.forget("list"),
        lambda store: store.undo(1),
        lambda store: load(store, person("Dana")),
    ],
    ids=["forget", "undo", "load"],
)
def test_after_a_change_nothing_of_before_is_in_the_process(
    empty: Store, change: Callable[[Store], object]
) -> None:
    name = "Zdenka of the old revision"
    load(empty, person(name))
    view = View(empty)
    assert names(view) == [name]
    names(view.with_(Changes(gone=frozenset({"per:nobody"}))))
    memory.beside(names(view), "drawn", lambda block: [*block])
    assert len(kept_objects(name)) >= 3
    change(empty)
    assert memory.size(empty) == 0
    assert kept_objects(name) == []


@pytest.mark.slow
def test_a_change_by_another_process_is_dropped_at_the_next_look(tmp_path: Path) -> None:
    here = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    load(here, person("Rosa"))
    names(View(here))
    view_alone = memory.size(here)
    memory.beside("block", "drawn", str.upper)
    command = [sys.executable, "-m", "loaders", "forget", "list", "--store", here.url]
    subprocess.run(command, cwd=Path(__file__).parents[3], check=True, capture_output=True)
    assert memory.size(here) == view_alone + 1  # nobody here has looked yet
    assert names(View(here)) == []
    assert memory.size(here) == view_alone
    here.close()


def test_an_error_is_not_kept(empty: Store) -> None:
    def fails(view: View) -> str:
        raise ValueError("once")

    with pytest.raises(ValueError, match="once"):
        View(empty).remembered("it", (), fails, most=1)
    assert memory.size(empty) == 0
    assert View(empty).remembered("it", (), lambda view: "now", most=1) == "now"


def test_what_was_computed_while_the_store_changed_is_not_kept(empty: Store) -> None:
    load(empty, person("Rosa"))

    def meanwhile(view: View) -> list[str]:
        before = [one.title for one in view.entities("Person")]
        empty.forget("list")
        return before

    assert View(empty).remembered("names", (), meanwhile, most=3) == ["Rosa"]
    assert memory.size(empty) == 0
    assert names(View(empty)) == []


def test_many_threads_get_one_thing_computed_once_and_others_do_not_wait(empty: Store) -> None:
    load(empty, person("Rosa"))
    together, computed = Barrier(16), []

    def slow(view: View) -> object:
        computed.append("slow")
        time.sleep(0.3)
        return object()

    def ask(n: int) -> tuple[object, float]:
        view = View(empty)
        together.wait()
        began = time.monotonic()
        kind = "slow" if n else "quick"
        thing = view.remembered(kind, (), slow if n else lambda quiet: "quick", most=3)
        return thing, time.monotonic() - began

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(ask, range(16)))
    assert computed == ["slow"]
    assert answers[0][0] == "quick"
    assert answers[0][1] < 0.25
    assert len({id(thing) for thing, _ in answers[1:]}) == 1


def test_one_thing_may_rest_on_another(empty: Store) -> None:
    load(empty, person("Iwan", Label.RED))
    view = View(empty, Label.RED)
    assert view.remembered("sum", (), lambda quiet: len(names(quiet)), most=1) == 1
    assert view.used.label is Label.RED


def test_readers_and_writers_at_once_never_get_an_older_state(tmp_path: Path) -> None:
    """Each reader knows what was there before it asked: it never gets less than that."""
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    people = [person(f"p{n}") for n in range(30)]
    load(store, people[0])
    done: list[int] = [1]

    def write() -> None:
        for n in range(2, 31):
            load(store, *people[:n])
            done[0] = n

    def read(_: int) -> list[tuple[int, int]]:
        pairs = []
        while done[0] < 30:
            before = done[0]
            pairs.append((before, len(names(View(store)))))
        return pairs

    with ThreadPoolExecutor(5) as threads:
        reading = [threads.submit(read, n) for n in range(4)]
        threads.submit(write).result()
        pairs = [pair for one in reading for pair in one.result()]
    assert all(number >= before for before, number in pairs)
    assert len(names(View(store))) == 30
    store.close()
