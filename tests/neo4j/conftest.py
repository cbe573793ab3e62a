"""A server that a test may kill, and start again over the same data."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j.server import Server, missing


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of this module's own."""
    if reason := missing():
        if os.environ.get("DEMARCHE_CI") == "1":
            pytest.fail(f"No Neo4j server in CI: {reason}")
        pytest.skip(reason)
    server = Server(tmp_path_factory.mktemp("own") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USERNAME", "neo4j")
        patch.setenv("NEO4J_PASSWORD", server.password)
        server.start()
        yield server
        server.stop()
