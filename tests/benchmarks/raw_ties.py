"""What writing the same ties takes without a store around it: the baseline of bench_store."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from neo4j import GraphDatabase, ManagedTransaction

from graph.model.records import Tie
from graph.store import claims
from tests.neo4j import server

BATCH = 10_000
ENDS = "UNWIND $rows AS id CREATE (:Raw {id: id})"
TIES = """
UNWIND $rows AS row MATCH (a:Raw {id: row[0]}) MATCH (b:Raw {id: row[1]})
CREATE (a)-[r:ALLIED_WITH]->(b) SET r = row[2]
"""


def in_sqlite(path: Path, ties: Sequence[Tie]) -> None:
    """One table, the two indexes that ego networks need, one transaction, as durable."""
    nodes: dict[str, int] = {}
    rows = [
        (
            1,
            nodes.setdefault(t.source, len(nodes)),
            nodes.setdefault(t.target, len(nodes)),
            t.key,
            t.since,
            t.until,
            t.strength,
            int(t.level),
            None,
            claims.body(t),
        )
        for t in ties
    ]
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
            "CREATE TABLE tie (batch INTEGER, source INTEGER, target INTEGER, key TEXT, since TEXT,"
            " until TEXT, strength REAL, level INTEGER, known TEXT, body BLOB);"
            "CREATE INDEX tie_source ON tie (source, batch);"
            "CREATE INDEX tie_target ON tie (target, batch)"
        )
        with db:
            db.executemany(f"INSERT INTO tie VALUES ({', '.join('?' * 10)})", rows)


def in_neo4j(url: str, ties: Sequence[Tie]) -> None:
    """Bare ends by an index, relationships with the same properties, in batches."""
    ends = list(dict.fromkeys(end for tie in ties for end in (tie.source, tie.target)))
    both = [[tie.source, tie.target, _properties(tie)] for tie in ties]
    with GraphDatabase.driver(url, auth=server.login()) as driver, driver.session() as session:
        session.run("CREATE CONSTRAINT IF NOT EXISTS FOR (r:Raw) REQUIRE r.id IS UNIQUE").consume()
        session.run("CALL db.awaitIndexes(60)").consume()
        for statement, rows in ((ENDS, ends), (TIES, both)):
            for n in range(0, len(rows), BATCH):
                session.execute_write(_run, statement, rows[n : n + BATCH])


def clear_neo4j(url: str) -> None:
    """Erase what `in_neo4j` wrote."""
    with GraphDatabase.driver(url, auth=server.login()) as driver, driver.session() as session:
        session.run("MATCH (:Raw)-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS").consume()
        session.run("MATCH (r:Raw) CALL (r) { DELETE r } IN TRANSACTIONS").consume()


def _run(transaction: ManagedTransaction, statement: str, rows: Sequence[object]) -> None:
    transaction.run(statement, rows=rows).consume()


def _properties(tie: Tie) -> dict[str, object]:
    return {
        **tie.values,
        "key": tie.key,
        "since": tie.since,
        "dataset": "random",
        "_born": 1,
        "_level": int(tie.level),
        "_body": claims.body(tie).decode(),
    }
