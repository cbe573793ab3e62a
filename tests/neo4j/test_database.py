"""What somebody finds in the database who opens it with the Neo4j Browser, and what a store does
with a database that is not as it should be."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import Neo4jError

from graph.model.errors import StoreBusy, StoreError, StoreTooNew
from graph.model.records import Entity, Tie
from graph.store.base import Load, Scope, Store
from graph.store.neo4j import cypher
from graph.store.neo4j import reading as neo4j_reading
from graph.store.neo4j import writing as neo4j_writing
from graph.store.opening import open_store
from tests.graph.store.given import FRANCE, PERU, allied, give, names, org, person
from tests.neo4j import server


@pytest.fixture
def url() -> str:
    server.require()
    return server.empty()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = open_store(url)
    yield store
    store.close()


def query(statement: str, **values: Any) -> list[list[Any]]:
    with GraphDatabase.driver(server.shared(), auth=server.login()) as driver:
        return [record.values() for record in driver.execute_query(statement, values).records]


def shown() -> list[list[Any]]:
    return query("MATCH (e:Entity) RETURN e.id, e.name, labels(e) ORDER BY e.id")


def test_entities_have_their_kind_their_name_and_their_values(store: Store) -> None:
    odd = {"city": "Lyon", "id": "mine", "_body": "x", "aliases": ["W"], "founded": 1999}
    give(
        store,
        FRANCE,
        Entity("Organization", "org:a", "Watch", odd),
        Entity("Person", "per:x", values={"role": "activist"}),
    )
    assert shown() == [
        ["gov:FRA", "France", ["Entity", "Government"]],
        ["org:a", "Watch", ["Entity", "Organization"]],
        ["per:x", "activist", ["Entity", "Person"]],
    ]
    assert query("MATCH (o:Organization) RETURN properties(o)") == [
        [{"id": "org:a", "name": "Watch", "city": "Lyon", "aliases": ["W"], "founded": 1999}]
    ]


def test_ties_are_relationships_of_their_kind(store: Store) -> None:
    tie = Tie("ALLIED_WITH", "org:a", "org:b", "k", strength=0.5, values={"note": "n", "key": "x"})
    give(store, org("a"), org("b"), tie)
    assert query(
        "MATCH (a)-[r:ALLIED_WITH]->(b) RETURN a.name, b.name, r.key, r.strength, r.note, r.dataset"
    ) == [["a", "b", "k", 0.5, "n", "d"]]


def test_names_follow_each_change(store: Store) -> None:
    give(store, person("Ada"))
    give(store, person("Ada Quill"), dataset="better")
    assert shown()[0][1] == "Ada Quill"
    store.undo(2)
    assert shown()[0][1] == "Ada"
    give(store, person("Adah"))
    store.redo(2)
    assert query("MATCH (p:Person) RETURN p.name, p.aliases") == [["Ada Quill", ["Adah"]]]
    store.forget("better")
    assert query("MATCH (p:Person) RETURN p.name, p.aliases") == [["Adah", None]]


def test_nothing_old_is_left_in_the_graph(store: Store) -> None:
    give(store, org("a", "old"), org("b"), allied("a", "b"))
    give(store, org("a", "new"), org("c"), allied("a", "c"))
    assert [row[:2] for row in shown()] == [["org:a", "new"], ["org:c", "c"]]
    assert query("MATCH (a)-[r:ALLIED_WITH]->(b) RETURN b.id") == [["org:c"]]
    store.undo(2)
    assert [row[:2] for row in shown()] == [["org:a", "old"], ["org:b", "b"]]
    store.undo(1)
    assert shown() == []
    assert server.leftovers() == 0


def test_what_is_forgotten_is_nowhere(store: Store) -> None:
    give(store, Entity("Organization", "org:a", "Watch", {"note": "once"}), allied("a", "a"))
    give(store, org("a"))
    store.forget("d")
    assert query("MATCH (n) RETURN DISTINCT labels(n)[0] AS label ORDER BY label") == [
        ["Store"],
        ["Turnstile"],
    ]


def test_an_entity_of_which_only_ties_are_left_has_no_name(store: Store) -> None:
    give(store, FRANCE, PERU, dataset="entities")
    give(store, Tie("BORDERS", "gov:FRA", "gov:PER"))
    store.forget("entities")
    assert shown() == [["gov:FRA", None, ["Entity"]], ["gov:PER", None, ["Entity"]]]
    store.forget("d")
    assert shown() == []


def test_ids_are_unique_and_indexed(store: Store) -> None:
    plan = query(
        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties "
        "RETURN type, labelsOrTypes, properties"
    )
    assert ["UNIQUENESS", ["Entity"], ["id"]] in plan


def test_several_may_open_a_new_store_at_once(url: str) -> None:
    stores: list[Store] = []
    threads = [threading.Thread(target=lambda: stores.append(open_store(url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    secrets = {store.set_once("secret", str(n)) for n, store in enumerate(stores)}
    assert (len(stores), len(secrets)) == (4, 1)
    for n, store in enumerate(stores):
        give(store, org(str(n)), dataset=str(n))
    assert names(stores[0]) == ["0", "1", "2", "3"]
    assert query("MATCH (s:Store) RETURN count(s)") == [[1]]
    for store in stores:
        store.close()


def test_a_store_of_a_later_version_is_left_alone(store: Store, url: str) -> None:
    give(store, FRANCE)
    query("MATCH (s:Store) SET s.format = 99")
    for act in (lambda: open_store(url), lambda: names(store), lambda: give(store, PERU)):
        with pytest.raises(StoreTooNew, match="later version of the program"):
            act()
    query("MATCH (s:Store) SET s.format = 1")
    assert names(store) == ["France"]


def test_a_graph_that_was_changed_by_hand_is_noticed(store: Store) -> None:
    give(store, org("a", "old"), org("b"))
    query("MATCH (c:Claim {id: 'org:a'}) DETACH DELETE c")
    with pytest.raises(StoreError, match="somebody else has changed it"):
        give(store, org("a", "new"), org("b"))
    assert server.leftovers() == 0


def test_batches_that_go_side_by_side_say_what_one_would(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_writing, "BATCH", 3)
    ends = [f"{n:02}" for n in range(20)]
    ties = [allied(one, other) for one in ends for other in ends if one < other]
    give(store, *(org(end, "old") for end in ends), *ties)
    give(store, *(org(end, "new") for end in ends), *ties[::2])
    assert set(names(store)) == {"new"}
    identities = [tie.identity for tie in ties[::2]]
    assert sorted(r.identity for r in store.read(Scope()) if isinstance(r, Tie)) == sorted(
        identities
    )
    query("MATCH (:Entity {id: 'org:07'})-[r:ALLIED_WITH]->() DELETE r")
    with pytest.raises(StoreError, match="somebody else has changed it"):
        store.forget("d")
    assert set(names(store)) == {"new"}
    assert server.leftovers() == 0


def test_the_driver_tells_no_log_what_it_writes(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="neo4j"):
        give(store, org("secret", "Whispering"), FRANCE, allied("secret", "secret"))
        give(store, org("secret", "Murmuring"))
    assert "UNWIND $rows" in caplog.text
    assert "Whispering" not in caplog.text
    assert "Murmuring" not in caplog.text
    assert "org:secret" not in caplog.text


def test_a_writer_that_lost_its_turn_writes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(store, FRANCE)
    archive = neo4j_writing.Turn.archive

    def late(turn: neo4j_writing.Turn, *load: Any) -> None:
        number = turn.number
        assert query(cypher.RESERVE, lanes=cypher.LANES) == [[number + 1]]
        archive(turn, *load)

    with monkeypatch.context() as patched:
        patched.setattr(neo4j_writing.Turn, "archive", late)
        with pytest.raises(StoreBusy, match="somebody else began to write"):
            give(store, PERU, dataset="late")
    assert names(store) == ["France"]
    assert server.leftovers() == 0
    give(store, PERU, dataset="next")
    assert names(store) == ["France", "Peru"]


@pytest.mark.parametrize("lane", cypher.LANES)
def test_nobody_else_may_begin_while_a_batch_is_written(store: Store, lane: str) -> None:
    give(store, FRANCE)
    ((number,),) = query("MATCH (s:Store) RETURN s.reserved")
    with (
        GraphDatabase.driver(server.shared(), auth=server.login()) as driver,
        driver.session() as session,
        session.begin_transaction() as batch,
        driver.session() as others,
    ):
        assert batch.run(cypher.FENCE, lane=lane, number=number).single() is not None
        with pytest.raises(Neo4jError), others.begin_transaction(timeout=0.5) as beginning:
            beginning.run(cypher.RESERVE, lanes=cypher.LANES).consume()
    assert query("MATCH (s:Store) RETURN s.reserved") == [[number]]


def test_a_store_that_an_earlier_version_made_gets_its_lanes(store: Store) -> None:
    query("MATCH (t:Turnstile) WHERE t.name IN $lanes DELETE t", lanes=cypher.LANES)
    give(store, FRANCE)
    assert names(store) == ["France"]


def test_a_long_reading_that_is_overtaken_says_so(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_reading, "SAFE", 5)
    monkeypatch.setattr(neo4j_reading, "PAGE", 5)
    give(store, *(org(f"{n:02}", "old") for n in range(20)))
    other = open_store(url)
    reading = other.read(Scope())
    first = next(reading)
    give(store, *(org(f"{n:02}", "new") for n in range(20)))
    with pytest.raises(StoreBusy, match="changed while it was being read"):
        list(reading)
    assert first.origin.dataset == "d"
    assert set(names(other)) == {"new"}
    other.close()


def test_an_earlier_attempt_is_swept_when_the_store_is_opened(store: Store, url: str) -> None:
    give(store, FRANCE)
    query(
        "MATCH (s:Store) SET s.reserved = s.reserved + 1 WITH s "
        "CREATE (e:Entity {id: 'org:half'})<-[:CLAIMS]-(:Claim {id: 'org:half', _born: s.reserved})"
        "CREATE (e)-[:ALLIED_WITH {_born: s.reserved}]->(e) CREATE (:Chunk {load: 2, n: 0})"
    )
    assert server.leftovers() > 0
    open_store(url).close()
    assert server.leftovers() == 0
    assert names(store) == ["France"]


def test_the_address_of_a_store_names_its_database(store: Store) -> None:
    assert store.url.endswith("/neo4j")
    assert store.write(Load("d"), [("", FRANCE)]).load == 1
