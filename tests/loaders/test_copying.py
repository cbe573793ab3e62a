"""Copying a store: everything, without loss, in both directions, broken off or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.model.errors import InputError, StoreError
from graph.model.records import Entity, Record, Tie
from graph.model.schema import Label
from graph.store.base import Load, Scope, Store, secret
from graph.store.opening import open_store
from graph.view import View
from loaders.__main__ import main
from loaders.copying import copy
from tests.conftest import small_network
from tests.neo4j import server

Open = Callable[[str], Store]


@pytest.fixture
def opening() -> Iterator[Open]:
    stores: list[Store] = []

    def open_one(url: str) -> Store:
        stores.append(open_store(url))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture(params=[("sqlite", "neo4j"), ("neo4j", "sqlite"), ("sqlite", "sqlite")])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where from and where to, by kind of store; the second one holds nothing."""
    neo4j = ""
    if "neo4j" in request.param:
        server.require()
        neo4j = server.empty()
    names = {"sqlite": "", "neo4j": neo4j}
    a, b = (
        names[kind] or f"sqlite:///{tmp_path / f'{n}.sqlite'}"
        for n, kind in enumerate(request.param)
    )
    return a, b


def with_history(store: Store) -> Store:
    """A history with all that a history may have."""

    def write(load: Load, *records: Record, part: str = "") -> None:
        store.write(load, [(part, record) for record in records])

    secret(store)
    write(Load("gone"), Entity("Organization", "org:gone", "Forgotten"))
    write(Load("network", "many", ("a.csv",), "abc", about={"licence": "CC0"}), *small_network())
    write(Load("people"), Entity("Person", "per:ada2", "Ада", {"note": "ß" * 10_000}), part="x")
    write(Load("people"), Entity("Person", "per:ada2", "Adah"), part="x")
    write(Load("people", append=True), Entity("Person", "per:ada2", "A."), part="y")
    write(Load("judgements"), Tie("SAME_AS", "per:ada", "per:ada2"))
    write(Load("network"), *small_network()[:-1])
    store.forget("gone")
    store.undo(7)
    return store


def spelled(store: Store, loads: range) -> list[str]:
    records = {
        number: sorted(repr(each) for each in store.records_of(number))
        for number in loads
        if any(load.id == number for load in store.loads())
    }
    return [repr(records), repr(store.loads()), *(repr(record) for record in store.read(Scope()))]


@pytest.mark.slow
def test_a_copy_has_everything(urls: tuple[str, str], opening: Open) -> None:
    source, target = with_history(opening(urls[0])), opening(urls[1])
    progress: list[str] = []
    copied = copy(
        source, target, accept_unencrypted=True, progress=lambda what, _: progress.append(what)
    )
    assert spelled(target, range(9)) == spelled(source, range(9))
    assert [load.id for load in target.loads()] == [2, 3, 4, 5, 6, 7]
    assert secret(target) == secret(source)
    assert (copied.loads, copied.live) == (6, len(list(source.read(Scope()))))
    assert (
        View(target, Label.RED).get("per:ada").name == View(source, Label.RED).get("per:ada").name
    )
    for store in (source, target):
        assert store.redo(7).removed == 1
        store.undo(4)
    assert spelled(target, range(9)) == spelled(source, range(9))
    assert target.write(Load("d"), [("", small_network()[1])]).load == 8


@pytest.mark.slow
def test_a_copy_that_was_broken_off_goes_on(urls: tuple[str, str], opening: Open) -> None:
    source, target = with_history(opening(urls[0])), opening(urls[1])

    class Stopped(Exception):
        pass

    class Breaking:
        """The source, until its connection is cut in the middle of load 5."""

        def __getattr__(self, name: str) -> object:
            return getattr(source, name)

        def records_of(self, load: int) -> Iterator[tuple[str, Record]]:
            for each in source.records_of(load):
                if load == 5:
                    raise Stopped
                yield each

    target.set("accepts unencrypted", "yes")
    with pytest.raises(Stopped):
        copy(Breaking(), target)  # type: ignore[arg-type]
    assert [load.id for load in target.loads()] == [2, 3, 4]
    copy(source, target)
    assert spelled(target, range(9)) == spelled(source, range(9))
    assert copy(source, target).loads == 6  # and once more: nothing is left to do


@pytest.mark.slow
def test_a_store_that_holds_something_else_is_left_alone(
    urls: tuple[str, str], opening: Open
) -> None:
    source, target = with_history(opening(urls[0])), opening(urls[1])
    target.write(Load("mine"), [("", small_network()[6])])
    with pytest.raises(InputError, match="holds other loads already"):
        copy(source, target, accept_unencrypted=True)
    assert [load.dataset for load in target.loads()] == ["mine"]
    with pytest.raises(InputError, match="holds other loads already"):
        copy(target, source)


@pytest.mark.slow
def test_what_was_changed_in_the_copy_is_noticed(urls: tuple[str, str], opening: Open) -> None:
    source, target = with_history(opening(urls[0])), opening(urls[1])
    target.set("secret", secret(source).hex())
    first = source.loads()[0]
    target.adopt(
        first, [("", replace(record, values={})) for _, record in source.records_of(first.id)]
    )
    with pytest.raises(StoreError, match=r"differs from the original in load 2 \(network\)"):
        copy(source, target, accept_unencrypted=True)


@pytest.mark.slow
def test_a_change_during_the_copy_is_noticed(urls: tuple[str, str], opening: Open) -> None:
    source, target = with_history(opening(urls[0])), opening(urls[1])
    other = opening(urls[0])

    sure = Entity("Organization", "org:a", "A")
    target.set("accepts unencrypted", "yes")
    source.write(Load("large"), [("", replace(sure, id=f"org:{n}")) for n in range(1000)])

    def late(what: str, claims: int) -> None:
        if what == "load 8: large" and not source.loads()[0].undone:
            other.undo(2)

    with pytest.raises(StoreError, match="changed while it was copied"):
        copy(source, target, progress=late)


def test_people_at_risk_are_not_copied_to_where_they_may_not_be(
    opening: Open, tmp_path: Path
) -> None:
    source = with_history(opening(f"sqlite:///{tmp_path / 'a.sqlite'}"))
    target = opening(f"sqlite:///{tmp_path / 'b.sqlite'}")
    with pytest.raises(InputError, match=r"not encrypted.*“network” holds people at risk"):
        copy(source, target)
    assert (list(target.loads()), target.setting("secret")) == ([], None)
    assert copy(source, target, accept_unencrypted=True).loads == 6


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b, c = (f"sqlite:///{tmp_path / name}" for name in ("a.sqlite", "b.sqlite", "c.sqlite"))
    with_history(open_store(a)).close()
    assert main(["copy", a, b]) == 1
    assert "--accept-unencrypted" in capsys.readouterr().err
    assert main(["copy", a, b, "--accept-unencrypted"]) == 0
    output = " ".join(capsys.readouterr().out.split())
    assert output.startswith("Copied: 6 loads with")
    assert "Both stores were read and hold the same" in output
    assert main(["copy", c, b]) == 1
    assert "nothing to copy" in capsys.readouterr().err
