"""Twin worlds on a real Neo4j server: what an audience may not see was never there."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from loaders.copying import copy
from tests import random_campaigns as campaigns
from tests.neo4j import server
from tests.test_twin_worlds import FEW, compare, governed

__all__ = ["governed"]  # the fixture


@pytest.mark.parametrize(
    ("seed", "audience"), [(200, Label.STRICT), (201, Label.AMBER), (202, Label.GREEN)]
)
def test_a_campaign_is_as_if_its_secrets_had_never_been_there(
    seed: int,
    audience: Label,
    governed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.require()

    def opened(_: str) -> Store:
        store = open_store(server.empty())
        with closing(open_store(f"sqlite:///{governed}")) as begun:
            copy(begun, store)
        store.set("accepts unencrypted", "yes")
        return store

    lists = campaigns.campaign(seed)
    assert campaigns.hidden(lists, audience)
    compare(lists, audience, opened, tmp_path, FEW, capsys)
