"""The stores that the one contract suite runs on. No test knows which it has."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.store.base import Store
from graph.store.neo4j import archive as neo4j_archive
from graph.store.neo4j import reading as neo4j_reading
from graph.store.neo4j import tidying as neo4j_tidying
from graph.store.neo4j import writing as neo4j_writing
from graph.store.opening import open_store
from graph.store.sqlite import writing as sqlite_writing
from tests.neo4j import server


@pytest.fixture(params=["sqlite", "neo4j"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'contract.sqlite'}"
    server.require()
    return server.empty()


@pytest.fixture
def opened(url: str) -> Iterator[Callable[[], Store]]:
    """Opens the store once more, as another process would."""
    stores: list[Store] = []

    def once_more() -> Store:
        stores.append(open_store(url))
        return stores[-1]

    yield once_more
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()


@pytest.fixture
def leftovers(url: str) -> Callable[[], int]:
    """How much lies in the database that belongs to no load or to nothing that readers see."""
    if url.startswith("sqlite"):
        return lambda: _in_file(Path(url.removeprefix("sqlite:///")))
    return server.leftovers


def _in_file(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        unused = db.execute(
            "SELECT num FROM node EXCEPT SELECT node FROM entity EXCEPT SELECT source FROM tie "
            "EXCEPT SELECT target FROM tie"
        ).fetchall()
    return len(broken) + len(unused)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few hundred records are many: every store takes them in several steps."""
    monkeypatch.setattr(sqlite_writing, "_AT_ONCE", 70)
    monkeypatch.setattr(neo4j_archive, "CHUNK", 60)
    monkeypatch.setattr(neo4j_writing, "BATCH", 50)
    monkeypatch.setattr(neo4j_writing, "PACKED", 2_000)
    monkeypatch.setattr(neo4j_tidying, "BATCH", 40)
    monkeypatch.setattr(neo4j_reading, "MANY", 20)
    monkeypatch.setattr(neo4j_reading, "PAGE", 40)
