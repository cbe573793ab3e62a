"""The same data in both stores: every question gives the same bytes; its Cypher names the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from neo4j import GraphDatabase
from neo4j.graph import Node, Path, Relationship

from graph.model.errors import DemarcheError
from graph.model.schema import BY_PREFIX, Label
from graph.store.base import Store
from graph.store.opening import open_store
from loaders.copying import copy
from queries.question import Question, ask, load, questions
from tests.neo4j import server
from tests.queries.natural import natural

NAMES = list(questions())
PUT = [name for name, question in questions().items() if question.cypher]
REVIEWED = {"government": "France", "target": "Belarus"}
DAY = date(2026, 11, 25)
IDS = re.compile(rf'"((?:{"|".join(BY_PREFIX)}):[^"\s]+)"')


@pytest.fixture(scope="module")
def twin(filled: Store) -> Iterator[Store]:
    """A Neo4j store with all that the filled one has: the reference tables, the sample campaign."""
    server.require()
    store = open_store(server.empty())
    copy(filled, store)
    yield store
    store.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_question_gives_the_same_bytes(filled: Store, twin: Store, name: str) -> None:
    parameters = natural(load(name))
    assert json_of(name, twin, parameters, Label.RED, DAY) == json_of(
        name, filled, parameters, Label.RED, DAY
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name != "backtest"])
def test_the_same_bytes_for_others_and_for_earlier_days(
    filled: Store, twin: Store, name: str
) -> None:
    parameters = natural(load(name))
    for audience, day in ((Label.CLEAR, None), (Label.STRICT, date(2012, 6, 1))):
        assert json_of(name, twin, parameters, audience, day) == json_of(
            name, filled, parameters, audience, day
        )


@pytest.mark.parametrize("name", PUT)
def test_its_cypher_names_the_same_entities_as_one_of_its_blocks(
    filled: Store, twin: Store, name: str
) -> None:
    question = load(name)
    answer = ask(name, filled, reviewed(question) | widest(question), Label.RED, DAY)
    blocks = json.loads(answer.json())["blocks"]
    named = [set(IDS.findall(json.dumps(block, ensure_ascii=False))) for block in blocks]
    records = run(question.cypher, answer.parameters)
    assert records
    assert records in named, {
        block["id"]: (sorted(records - ids)[:9], sorted(ids - records)[:9])
        for block, ids in zip(blocks, named, strict=True)
        if ids
    }


def json_of(
    name: str, store: Store, parameters: dict[str, str], audience: Label, day: date | None
) -> str:
    """The JSON of an answer, or the sentence why there is none."""
    try:
        return ask(name, store, parameters, audience, day).json().decode()
    except DemarcheError as error:
        return f"{type(error).__name__}: {error}"


def reviewed(question: Question) -> dict[str, str]:
    """What somebody would give, but of a state that was reviewed where Cypher wants a state."""
    if "$target" in question.cypher:
        return {p.name: REVIEWED[p.name] for p in question.parameters if p.name in REVIEWED}
    return natural(question)


def widest(question: Question) -> dict[str, str]:
    """As many rows as the question gives: Cypher is not told how many to show."""
    return {
        p.name: str(p.between.high) for p in question.parameters if p.name == "most" and p.between
    }


def run(cypher: str, parameters: Any) -> set[str]:
    """The ids of the entities among what a statement returns, as the Neo4j Browser shows it."""
    with GraphDatabase.driver(server.shared(), auth=server.login()) as driver:
        return {
            id
            for record in driver.execute_query(cypher, parameters).records
            for value in record.values()
            for id in entities(value)
        }


def entities(value: Any) -> Iterator[str]:
    if isinstance(value, Node) and "Entity" in value.labels:
        yield value["id"]
    elif isinstance(value, Path | Relationship):
        for node in value.nodes:
            yield from entities(node)
    elif isinstance(value, list):
        for item in value:
            yield from entities(item)
