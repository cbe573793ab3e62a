"""From a stream of records to rows, in large batches."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import Any

from graph.model.records import Entity, Record
from graph.store import claims
from graph.store.base import Load

_AT_ONCE = 20_000  # rows: enough that their number costs nothing, few enough to hold

_ONE_BY_ONE = 8  # to ask for the number of one node takes so many times what all take, each

_TOGETHER = 50  # rows a statement; at most 999 values, for old versions of SQLite

_COLUMNS = {
    "node": "id, num",
    "entity": "batch, node, level, known, body",
    "name": "batch, node, level, known, folded",
    "tie": "batch, source, target, key, since, until, strength, level, known, body",
}


def stored(
    db: sqlite3.Connection, load: Load, num: int | None, records: Iterable[tuple[str, Record]]
) -> tuple[int, Stream]:
    """Put a load and what it says into the tables, not live yet. (None: the next number.)"""
    num = db.execute(
        "INSERT INTO load (num, dataset, loader, files, digest, append, at, undone, counts, about) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            num,
            load.dataset,
            load.loader,
            json.dumps(list(load.files)),
            load.digest,
            load.append,
            load.at.isoformat(),
            num is not None and load.undone,
            json.dumps(dict(load.counts)),
            json.dumps(dict(load.about)),
        ),
    ).lastrowid
    assert num is not None
    stream = Stream(db, num)
    with claims.uncollected():
        for part, record, body in claims.distinct(records):
            stream.add(part, record, body)
        stream.finish(load.parts)
    return num, stream


class Stream:
    """Writes one load's records inside the caller's transaction, invisibly (not live)."""

    def __init__(self, db: sqlite3.Connection, load: int) -> None:
        self.db, self.load = db, load
        self._rows: dict[str, list[Any]] = {"entity": [], "name": [], "tie": []}  # to be written
        self._waiting = 0  # of how many records
        self._batches: dict[tuple[str, str], int] = {}
        self._nodes = _Nodes(db)
        self._entities: set[int] = set()
        self._ends: set[int] = set()
        self._indexes: list[str] | None = None  # to be made again at the end; None: undecided

    def add(self, part: str, record: Record, body: bytes) -> None:
        """Take one record of `claims.distinct`."""
        # Made into a row at once, so that the record need not be kept: memory that is soon free
        # again is fast.
        batch = self._batches.get((part, record.kind)) or self._batch(part, record.kind)
        level, known, nodes = int(record.level), claims.known(record), self._nodes
        if isinstance(record, Entity):
            node = nodes[record.id]
            self._entities.add(node)
            self._rows["entity"].append((batch, node, level, known, body))
            self._rows["name"] += [
                (batch, node, at, known, form) for at, form in claims.names(record)
            ]
        else:
            since, until = record.since, record.until
            self._rows["tie"].append(
                (
                    batch,
                    nodes[record.source],
                    nodes[record.target],
                    record.key,
                    since and str(since),
                    until and str(until),
                    record.strength,
                    level,
                    known,
                    body,
                )
            )
        self._waiting += 1
        if self._waiting >= _AT_ONCE:
            if self._indexes is None:
                self._indexes = self._put_off()
            self._flush()

    def finish(self, parts: Iterable[str] = ()) -> None:
        """Write what is still waiting; then the tables are as if written one by one.

        `parts`: what the load replaces even where it says nothing; there it has an empty batch.
        """
        self._flush()
        for part in sorted(set(parts) - {part for part, _ in self._batches}):
            self._batch(part, "")
        for statement in self._indexes or ():
            self.db.execute(statement)

    def _put_off(self) -> list[str]:
        """Take away the indexes of ties, where this load will be most of the table: sorted once at
        the end they take half of what it takes to keep them in order all along."""
        few = "SELECT count(*) FROM (SELECT 1 FROM tie LIMIT ?)"
        if self.db.execute(few, (_AT_ONCE,)).fetchone()[0] == _AT_ONCE:
            return []
        indexes = self.db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'tie'"
        ).fetchall()
        for name, _ in indexes:
            self.db.execute(f"DROP INDEX {name}")
        return [statement for _, statement in indexes]

    def _flush(self) -> None:
        for end in (1, 2):
            self._ends.update(map(itemgetter(end), self._rows["tie"]))
        for table, rows in (("node", self._nodes.new), *self._rows.items()):
            insert(self.db, table, rows)
            rows.clear()
        self._waiting = 0

    def refuse_loose_ends(self) -> None:
        """Raise `InvalidRecord` unless both ends of every tie are entities here or live ones."""
        row = self.db.execute(
            """
            SELECT num, id FROM node WHERE num IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
                SELECT 1 FROM entity e JOIN batch b ON b.num = e.batch
                WHERE e.node = node.num AND b.live) ORDER BY id LIMIT 1
            """,
            (json.dumps(sorted(self._ends - self._entities)),),
        ).fetchone()
        if row is None:
            return
        kind, source, target = self.db.execute(
            """
            SELECT b.kind, s.id, t.id FROM batch b JOIN tie x ON x.batch = b.num
            JOIN node s ON s.num = x.source JOIN node t ON t.num = x.target
            WHERE b.load = ? AND (x.source = ? OR x.target = ?) LIMIT 1
            """,
            (self.load, row[0], row[0]),
        ).fetchone()
        raise claims.loose_end(claims.tie_in_words(source, kind, target), row[1])

    def _batch(self, part: str, kind: str) -> int:
        num = self.db.execute(
            "INSERT INTO batch (load, part, kind) VALUES (?, ?, ?)", (self.load, part, kind)
        ).lastrowid
        assert num is not None
        self._batches[part, kind] = num
        return num


def insert(db: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Many rows a statement: a fifth faster than one."""
    columns = _COLUMNS[table]
    row = f"({', '.join('?' * len(columns.split()))})"
    into = f"INSERT INTO {table} ({columns}) VALUES "
    whole = len(rows) - len(rows) % _TOGETHER
    many = (list(chain.from_iterable(rows[n : n + _TOGETHER])) for n in range(0, whole, _TOGETHER))
    db.executemany(into + ", ".join([row] * _TOGETHER), many)
    db.executemany(into + row, rows[whole:])


class _Nodes(dict[str, int]):
    """The number of each entity: the one that it has in this store, or a new one."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self.db, self.whole = db, False
        self.new: list[tuple[str, int]] = []
        self._next = 1 + (db.execute("SELECT max(num) FROM node").fetchone()[0] or 0)

    def __missing__(self, id: str) -> int:
        if not self.whole and _ONE_BY_ONE * len(self) > self._next:
            self.update(self.db.execute("SELECT id, num FROM node"))
            self.whole = True
            return self[id]
        by_id = "SELECT num FROM node WHERE id = ?"
        row = None if self.whole else self.db.execute(by_id, (id,)).fetchone()
        if row is None:
            row = (self._next,)
            self.new.append((id, self._next))
            self._next += 1
        self[id] = row[0]
        return self[id]
