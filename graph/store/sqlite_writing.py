"""From a stream of records to rows, in large batches."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from graph.errors import InvalidRecord
from graph.records import Entity, Record
from graph.schema import TIES
from graph.store import claims, search_forms

_AT_ONCE = 20_000  # rows: enough that their number costs nothing, few enough to hold

_INSERTS = {
    "node": "INSERT INTO node (num, id) VALUES (?, ?)",
    "entity": "INSERT INTO entity (batch, node, level, known, body) VALUES (?, ?, ?, ?, ?)",
    "name": "INSERT INTO name (batch, node, level, known, folded) VALUES (?, ?, ?, ?, ?)",
    "tie": "INSERT INTO tie (batch, source, target, key, since, until, strength, level, known, "
    "body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
}


class Stream:
    """Writes one load's records inside the caller's transaction, invisibly (not live)."""

    def __init__(self, db: sqlite3.Connection, load: int) -> None:
        self.db, self.load = db, load
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _INSERTS}
        self._batches: dict[tuple[str, str], int] = {}
        self._nodes: dict[str, int] = {}
        self._first = self._next = 1 + (db.execute("SELECT max(num) FROM node").fetchone()[0] or 0)
        self._entities: set[int] = set()
        self._ends: set[int] = set()
        self._waiting = 0

    def add(self, part: str, record: Record, body: bytes) -> None:
        """Take one record of `claims.distinct`."""
        batch = self._batch(part, record.kind)
        level, known = int(record.level), claims.known(record)
        if isinstance(record, Entity):
            node = self._node(record.id)
            self._entities.add(node)
            self._rows["entity"].append((batch, node, level, known, body))
            for at, folded in _names(record, level):
                self._rows["name"].append((batch, node, at, known, folded))
        else:
            source, target = self._node(record.source), self._node(record.target)
            self._ends.add(source)
            self._ends.add(target)
            since, until = record.since, record.until
            self._rows["tie"].append(
                (batch, source, target, record.key, since and str(since), until and str(until),
                 record.strength, level, known, body)
            )  # fmt: skip
        self._waiting += 1
        if self._waiting >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what is still waiting."""
        for table, rows in self._rows.items():
            self.db.executemany(_INSERTS[table], rows)
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
        raise InvalidRecord(
            f"“{source} {TIES[kind].phrase} {target}” needs {row[1]}, which is neither in this "
            "load nor in the store. Load that first, or add it."
        )

    def _batch(self, part: str, kind: str) -> int:
        num = self._batches.get((part, kind))
        if num is None:
            num = self.db.execute(
                "INSERT INTO batch (load, part, kind) VALUES (?, ?, ?)", (self.load, part, kind)
            ).lastrowid
            assert num is not None
            self._batches[part, kind] = num
        return num

    def _node(self, id: str) -> int:
        num = self._nodes.get(id)
        if num is None:
            row = None
            if self._first > 1:
                row = self.db.execute("SELECT num FROM node WHERE id = ?", (id,)).fetchone()
            if row is None:
                num, self._next = self._next, self._next + 1
                self._rows["node"].append((num, id))
            else:
                num = row[0]
            self._nodes[id] = num
        return num


def _names(entity: Entity, level: int) -> set[tuple[int, str]]:
    """The texts under which an entity is found, each with who may find it so."""
    aliases = entity.values.get("aliases")
    said = [("name", [entity.name] if entity.name else []),
            ("aliases", aliases if isinstance(aliases, list) else [])]  # fmt: skip
    return {
        (max(level, int(entity.labels.get(key, 0))), form)
        for key, texts in said
        for text in texts
        for form in search_forms(text)
        if form
    }
