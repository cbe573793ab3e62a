"""Erasing claims from the embedded store, whether readers see them or not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store import claims
from graph.store.base import Load, Report
from graph.store.sqlite.writing import insert

_ENTITY = """
SELECT e.rowid, e.batch, e.node, n.id, b.kind, e.known, e.body
FROM batch b JOIN entity e ON e.batch = b.num JOIN node n ON n.num = e.node WHERE b.load = ?"""
_TIE = """
SELECT x.rowid, x.source, x.target,
    b.kind, s.id, t.id, x.key, x.since, x.until, x.strength, x.known, x.body
FROM batch b JOIN tie x ON x.batch = b.num
JOIN node s ON s.num = x.source JOIN node t ON t.num = x.target WHERE b.load = ?"""
_ON_ENTITIES = "UPDATE entity SET level = ?, known = ?, body = ? WHERE rowid = ?"
_ON_TIES = "UPDATE tie SET level = ?, known = ?, body = ? WHERE rowid = ?"


class _StoredClaim(NamedTuple):
    """Where a claim stands, and what it says."""

    number: int
    batch: int | None  # None: of a tie
    nodes: tuple[int, ...]
    record: Record


def erase(
    db: sqlite3.Connection,
    loads: Sequence[Load],
    remains: Callable[[Record], Record | None],
    account: Callable[[Load], Load],
) -> Report:
    """As `Store.erase`, inside the caller's transaction."""
    removed = changed = 0
    anything = False
    nodes: set[int] = set()
    for load in loads:
        touched = False
        for row in list(_affected(db, load, remains)):
            touched = True
            rest = remains(row.record)
            nodes.update(row.nodes)
            removed += rest is None
            changed += rest is not None
            _put(db, row, rest)
        accounted = account(load)
        if touched or accounted != load:
            anything = True
            db.execute(
                "UPDATE load SET files = ?, about = ?, digest = ? WHERE num = ?",
                (
                    json.dumps(list(accounted.files)),
                    json.dumps(dict(accounted.about)),
                    "" if touched else accounted.digest,
                    load.id,
                ),
            )
    drop_unused(db, nodes)
    if anything:
        db.execute("UPDATE state SET revision = revision + 1")
    return Report(changed=changed, removed=removed)


def _affected(
    db: sqlite3.Connection, load: Load, remains: Callable[[Record], Record | None]
) -> Iterator[_StoredClaim]:
    """The claims of a load that do not stay as they are."""
    for number, batch, node, id, kind, known, body in db.execute(_ENTITY, (load.id,)):
        record = claims.entity(id, kind, known, body, load.dataset, Label.RED)
        if remains(record) is not record:
            yield _StoredClaim(number, batch, (node,), record)
    for number, a, b, kind, source, target, key, *dates, known, body in db.execute(
        _TIE, (load.id,)
    ):
        since, until, strength = dates
        other = claims.tie(
            kind, source, target, key, since, until, strength, known, body, load.dataset, Label.RED
        )
        if remains(other) is not other:
            yield _StoredClaim(number, None, (a, b), other)


def _put(db: sqlite3.Connection, row: _StoredClaim, rest: Record | None) -> None:
    table = "tie" if row.batch is None else "entity"
    if row.batch is not None:  # of one batch and one entity there is one claim
        db.execute("DELETE FROM name WHERE batch = ? AND node = ?", (row.batch, row.nodes[0]))
    if rest is None:
        db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row.number,))
        return
    level, known = int(rest.level), claims.known(rest)
    db.execute(
        _ON_TIES if row.batch is None else _ON_ENTITIES,
        (level, known, claims.body(rest), row.number),
    )
    if isinstance(rest, Entity):
        forms = claims.names(rest)
        insert(db, "name", [(row.batch, row.nodes[0], at, known, form) for at, form in forms])


def nodes_of(db: sqlite3.Connection, batches: Iterable[int]) -> list[int]:
    """The numbers of all entities that these batches name."""
    return [
        num
        for (num,) in db.execute(
            "WITH b AS MATERIALIZED (SELECT value AS num FROM json_each(?)) "
            "SELECT node FROM entity WHERE batch IN b "
            "UNION SELECT source FROM tie WHERE batch IN b "
            "UNION SELECT target FROM tie WHERE batch IN b",
            (json.dumps(list(batches)),),
        )
    ]


def drop_unused(db: sqlite3.Connection, nodes: Iterable[int]) -> None:
    """Drop the numbers, among these, of entities of which nothing is left."""
    db.execute(
        "DELETE FROM node WHERE num IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM entity WHERE node = num) "
        "AND NOT EXISTS (SELECT 1 FROM tie WHERE source = num) "
        "AND NOT EXISTS (SELECT 1 FROM tie WHERE target = num)",
        (json.dumps(list(nodes)),),
    )
