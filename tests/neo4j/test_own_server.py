"""A server that is killed while somebody loads (the state is the old one or the new, nothing else),
and one that lets its data only be read."""

from __future__ import annotations

import os
import random
import threading
import time

import pytest

from graph.model.errors import StoreError, StoreUnreachable
from graph.store.base import Load, Store
from graph.store.neo4j import archive as neo4j_archive
from graph.store.neo4j import writing as neo4j_writing
from graph.store.opening import open_store
from tests.graph.store.given import FRANCE, PERU, give, names
from tests.graph.store.victim import claims, visible_version
from tests.neo4j.server import Server, leftovers

TIMES = int(os.environ.get("DEMARCHE_KILLS", "3"))
POINTS = [(n + random.Random(n).random()) / TIMES for n in range(TIMES)]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_archive, "CHUNK", 100)
    monkeypatch.setattr(neo4j_writing, "BATCH", 60)
    monkeypatch.setattr(neo4j_writing, "PACKED", 4_000)


def test_the_server_is_killed_during_a_load(own: Server) -> None:
    store = open_store(own.url)
    store.write(Load("d"), claims("old"))
    begun = time.monotonic()
    store.write(Load("d"), claims("newer"))
    whole = time.monotonic() - begun
    store.undo(2)
    ended = {"old": 0, "newer": 0}
    for point in POINTS:
        failed: list[BaseException] = []
        loading = threading.Thread(target=lambda store=store, failed=failed: load(store, failed))  # type: ignore[misc]
        loading.start()
        time.sleep(point * whole)
        own.kill()
        loading.join(120)
        assert not loading.is_alive()
        assert all(isinstance(error, StoreUnreachable) for error in failed), failed
        with pytest.raises(StoreUnreachable, match="No Neo4j server answers"):
            store.revision()
        store.close()
        own.start()
        store = open_store(own.url)
        version = visible_version(store)
        assert version is not None
        ended[version] += 1
        last = store.loads()[-1]
        assert (last.id > 2 and not last.undone) is (version == "newer")
        assert version == "newer" or failed
        with pytest.raises(StoreError, match="no load 99"):
            store.undo(99)
        assert leftovers(own.url) == 0
        if version == "newer":
            store.undo(last.id)
    assert store.write(Load("d"), claims("newer")).changes
    assert visible_version(store) == "newer"
    assert leftovers(own.url) == 0
    store.close()
    print(f"{TIMES} times killed: {ended}")


def load(store: Store, failed: list[BaseException]) -> None:
    try:
        store.write(Load("d"), claims("newer"))
    except BaseException as error:
        failed.append(error)


# A user who may only read. Roles are the enterprise edition's; the community edition says the same
# to whoever writes to a database that may only be read.


def test_a_database_that_may_only_be_read(own: Server) -> None:
    store = open_store(own.url)
    store.forget("d")
    give(store, FRANCE)
    store.close()
    own.stop()
    own.start(read_only=True)
    store = open_store(own.url)
    assert names(store) == ["France"]
    for act in (
        lambda: give(store, PERU),
        lambda: store.undo(1),
        lambda: store.forget("d"),
        lambda: store.set("key", "value"),
    ):
        with pytest.raises(StoreUnreachable, match=r"lets this database be read, but not changed"):
            act()
    assert len(store.loads()) == 1
    store.close()
