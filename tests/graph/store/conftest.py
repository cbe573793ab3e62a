"""The stores that the one contract suite runs on. No test knows which it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
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
