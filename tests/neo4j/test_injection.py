"""Text is text: no fragment of Cypher in any property, search box or parameter does anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from neo4j import GraphDatabase

from graph.model.errors import DemarcheError
from graph.model.records import Entity, Origin, Tie
from graph.model.schema import ENTITIES, Label
from graph.store.base import Load, Scope, Store
from graph.store.opening import open_store
from queries.question import ask, questions
from tests.graph.store.given import FRANCE, PERU
from tests.neo4j import server

FRAGMENTS = [
    "' DETACH DELETE e //",
    '" DETACH DELETE e //',
    "`) DETACH DELETE n //",
    "' OR 1=1 RETURN e //",
    "}) MATCH (n) DETACH DELETE n //",
    "\\' }) MATCH (n) DETACH DELETE n //",
    "\\u0027 MATCH (n) DETACH DELETE n //",
    "x`:Evil {p: 1}) CREATE (:Evil) //",
    "'; CREATE (:Evil); MATCH (n) WHERE '1'='1",
    "' UNION MATCH (s:Setting) RETURN s.value AS name //",
    "$rows",
    "${jndi:ldap://127.0.0.1/x}",
    "{{ x }}",
    "/* */ CALL dbms.listConfig()",
    "LOAD CSV FROM 'file:///etc/passwd' AS line CREATE (:Evil)",
    "*0..9",
    "KNOWS|OWNS",
]
OURS = {*ENTITIES, "Entity", "Claim", "Load", "Chunk", "Store", "Setting", "Turnstile"}


@pytest.fixture
def store() -> Iterator[Store]:
    server.require()
    store = open_store(server.empty())
    yield store
    store.close()


def shape() -> tuple[set[str], set[str], int, int]:
    """Labels in use, types in use, how many nodes and how many relationships there are."""
    with GraphDatabase.driver(server.shared(), auth=server.login()) as driver:
        labels, nodes = driver.execute_query(
            "MATCH (n) WITH collect(n) AS every UNWIND every AS n UNWIND labels(n) AS label "
            "RETURN collect(DISTINCT label), size(every)"
        ).records[0]
        types, ties = driver.execute_query(
            "MATCH ()-[r]->() RETURN collect(DISTINCT type(r)), count(r)"
        ).records[0]
    return set(labels), set(types), nodes, ties


def test_what_is_written_is_text(store: Store) -> None:
    for n, bad in enumerate(FRAGMENTS):
        origin = Origin(url=bad)
        a = Entity("Organization", f"org:{bad}", bad, {bad: bad, "aliases": [bad]}, origin)
        tie = Tie("ALLIED_WITH", a.id, a.id, bad, values={bad: bad, "list": [bad]}, origin=origin)
        load = Load(bad, bad, (bad,), bad, about={bad: bad})
        assert store.write(load, [(bad, a), (bad, tie)]).created == 2
        store.set(bad, bad)
        assert store.setting(bad) == bad
        labels, types, nodes, ties = shape()
        assert labels <= OURS
        assert types == {"CLAIMS", "ALLIED_WITH"}
        # Of each: an entity, its claim, two chunks, a load, a setting. The store, four turnstiles.
        assert (nodes, ties) == (6 * (n + 1) + 5, 2 * (n + 1))
    assert sorted(r.name for r in store.read(Scope()) if isinstance(r, Entity)) == sorted(FRAGMENTS)
    for n, load in enumerate(store.loads()):
        if n % 5 == 0:
            store.undo(load.id)
            store.redo(load.id)
        store.forget(load.dataset)
    labels, types, nodes, ties = shape()
    assert (labels, types, ties) == ({"Store", "Turnstile", "Setting"}, set(), 0)


def test_what_is_asked_is_text(store: Store) -> None:
    store.write(Load("d"), [("", FRANCE), ("", PERU), ("", Tie("BORDERS", "gov:FRA", "gov:PER"))])
    store.set("secret", "hidden")
    before = shape()
    for bad in FRAGMENTS:
        odd = frozenset({bad})
        assert list(store.candidates(bad, Scope())) == []
        assert list(store.candidates("France", Scope(kinds=odd))) == []
        for scope in (Scope(ids=odd), Scope(around=odd, hops=4), Scope(kinds=odd, ties=odd)):
            assert list(store.read(scope)) == []
        assert len(list(store.read(Scope(around=frozenset({"gov:FRA"}), ties=odd)))) == 1
        assert store.setting(bad) is None
        assert not store.forget(bad).changes
        assert not store.table(bad, Scope())
        assert shape() == before


@pytest.mark.parametrize("name", list(questions()))
def test_what_a_question_is_given_is_text(store: Store, name: str) -> None:
    store.write(Load("d"), [("", FRANCE), ("", PERU), ("", Tie("BORDERS", "gov:FRA", "gov:PER"))])
    before = shape()
    for bad in FRAGMENTS[::4]:
        for parameter in questions()[name].parameters:
            parameters = {p.name: "France" for p in questions()[name].parameters if p.required}
            try:
                answer = ask(
                    name, store, parameters | {parameter.name: bad}, Label.RED, date.today()
                )
            except DemarcheError:
                continue
            assert answer.sentence
    assert shape() == before
