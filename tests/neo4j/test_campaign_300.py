"""A campaign of 300 people in both stores: every question gives every audience the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from loaders.copying import copy
from queries.question import ask
from tests.neo4j import server
from tests.queries.campaign_300 import DAY, PARAMETERS, PUBLIC


@pytest.fixture(scope="module")
def twin(three_hundred: Store) -> Iterator[Store]:
    server.require()
    store = open_store(server.empty())
    copy(three_hundred, store)
    yield store
    store.close()


@pytest.mark.parametrize("audience", list(Label))
@pytest.mark.parametrize("name", [name for name in PARAMETERS if name not in PUBLIC])
def test_every_question_gives_the_same_bytes(
    three_hundred: Store, twin: Store, name: str, audience: Label
) -> None:
    for parameters in PARAMETERS[name]:
        assert json_of(name, twin, parameters, audience) == json_of(
            name, three_hundred, parameters, audience
        )


def json_of(name: str, store: Store, parameters: Mapping[str, str], audience: Label) -> str:
    """The answer as JSON, or the sentence that refuses it."""
    try:
        return ask(name, store, parameters, audience, DAY).json().decode()
    except DemarcheError as refused:
        return str(refused)
