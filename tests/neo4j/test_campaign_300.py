"""A campaign of 300 people in both stores: every question gives every audience the same bytes."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from loaders.copying import copy
from loaders.loader import named
from loaders.loading import REFERENCE, load
from queries.question import ask
from tests.neo4j import server
from tests.queries.campaign_300 import DAY
from tests.queries.campaign_questions import PARAMETERS, PUBLIC

FIRST = 34  # session of the UN reviews that are kept; test_same_answers.py has all of them


@pytest.fixture(scope="module")
def campaign(three_hundred: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The campaign with the newest UN reviews only: a server reads the others for minutes."""
    folder = tmp_path_factory.mktemp("campaign")
    path = Path(shutil.copy(three_hundred.url.removeprefix("sqlite:///"), folder / "store.sqlite"))
    with (REFERENCE / "upr.csv").open(newline="") as file:
        table = csv.DictReader(file)
        newest = [row for row in table if int(row["Session"]) >= FIRST]
    with (folder / "upr.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, newest[0])
        writer.writeheader()
        writer.writerows(newest)
    store = open_store(f"sqlite:///{path}")
    store.forget("upr")
    load(named("upr"), [folder / "upr.csv"], store, encoding="utf-8")
    yield store
    store.close()


@pytest.fixture(scope="module")
def twin(campaign: Store) -> Iterator[Store]:
    server.require()
    store = open_store(server.empty())
    copy(campaign, store)
    yield store
    store.close()


@pytest.mark.parametrize("audience", list(Label))
@pytest.mark.parametrize("name", [name for name in PARAMETERS if name not in PUBLIC])
def test_every_question_gives_the_same_bytes(
    campaign: Store, twin: Store, name: str, audience: Label
) -> None:
    for parameters in PARAMETERS[name]:
        assert json_of(name, twin, parameters, audience) == json_of(
            name, campaign, parameters, audience
        )


def json_of(name: str, store: Store, parameters: Mapping[str, str], audience: Label) -> str:
    """The answer as JSON, or the sentence that refuses it."""
    try:
        return ask(name, store, parameters, audience, DAY).json().decode()
    except DemarcheError as refused:
        return str(refused)
