"""The embedded store: one SQLite file, from the standard library, with nothing to install.

Every change is one transaction. Each reading has a connection of its own (kept for the next one),
so that threads do not meet, a reading sees one state from beginning to end, and it neither waits
for a writer nor holds one up.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd

from graph.model.errors import StoreBusy, StoreError, StoreReplaced
from graph.model.records import Entity, Record
from graph.store import claims
from graph.store.base import Load, Report, Scope
from graph.store.remembered import forget_all
from graph.store.sqlite.erasing import drop_unused, erase, nodes_of
from graph.store.sqlite.file import OneFile, no_patience, refuse_damaged, refuse_unsound, tighten
from graph.store.sqlite.live import batches_of, flip, loads_of, same
from graph.store.sqlite.reading import Reading, said
from graph.store.sqlite.schema import check, connect, create, migrate, sentences, writing
from graph.store.sqlite.writing import Stream


class SQLiteStore:
    """The Store protocol on one file. Raises `StoreError` for a file that cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path, self.url = path, f"sqlite:///{path}"
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        self._sound = False  # looked at before the first change
        create(path)
        tighten(path)
        self._file = OneFile(path)
        forget_all(self)  # of a file that lay here before
        with self._connection() as db:
            check(db, path)
            if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                db.execute("PRAGMA journal_mode = WAL")
            migrate(db, path)

    # Changing

    def write(
        self,
        load: Load,
        records: Iterable[tuple[str, Record]],
        *,
        dry_run: bool = False,
        consider: Callable[[Report], object] | None = None,
    ) -> Report:
        with self._writing() as db:
            known = same(db, load)
            if known is not None:
                return Report(unchanged=known)
            num, stream = _taken(db, load, None, records)
            report, anything = flip(db, load.dataset)
            stream.refuse_loose_ends()
            if consider:
                consider(report)
            if dry_run or not anything:
                db.execute("ROLLBACK")
                return report
            report = replace(report, load=num)
            counts = {**load.counts, **{k: v for k, v in asdict(report).items() if k != "load"}}
            db.execute("UPDATE load SET counts = ? WHERE num = ?", (_json(counts), num))
        return report

    def adopt(self, load: Load, records: Iterable[tuple[str, Record]]) -> None:
        with self._writing() as db:
            last = db.execute("SELECT coalesce(max(num), 0) FROM load").fetchone()[0]
            if load.id <= last:
                raise StoreError(
                    f"Load {load.id} cannot be taken over: load {last} is here already."
                )
            _taken(db, load, load.id, records)
            flip(db, load.dataset)

    def undo(self, load: int) -> Report:
        return self._mark(load, undone=True)

    def redo(self, load: int) -> Report:
        return self._mark(load, undone=False)

    def _mark(self, load: int, *, undone: bool) -> Report:
        with self._writing() as db:
            row = db.execute("SELECT dataset, undone FROM load WHERE num = ?", (load,)).fetchone()
            if row is None:
                raise StoreError(f"There is no load {load} in this store.")
            if bool(row[1]) == undone:
                return Report()
            db.execute("UPDATE load SET undone = ? WHERE num = ?", (undone, load))
            report, _ = flip(db, row[0])
        return replace(report, load=load)

    def forget(self, dataset: str) -> Report:
        """Erase every load of a dataset, also what is superseded or undone.

        Raises `StoreBusy` when somebody was still reading what is now gone: call it again later, to
        have it overwritten on the disk too.
        """
        with self._writing() as db:
            db.execute("UPDATE load SET undone = 1 WHERE dataset = ?", (dataset,))
            report, _ = flip(db, dataset)
            nodes = nodes_of(db, batches_of(db, dataset))
            db.execute("DELETE FROM load WHERE dataset = ?", (dataset,))
            drop_unused(db, nodes)
        with self._connection() as db:
            self._overwrite(db)
        return report

    def erase(
        self, remains: Callable[[Record], Record | None], account: Callable[[Load], Load]
    ) -> Report:
        """As the protocol says, and written anew, so that no page of the file holds a trace.

        Raises `StoreBusy` as `forget` does; then what was erased is gone for every reader.
        """
        with self._writing() as db:
            report = erase(db, loads_of(db), remains, account)
        with self._connection() as db:
            # Also where there was nothing: the last time somebody may still have been reading.
            self._overwrite(db, anew=True)
        return report

    def residue(self) -> str | None:
        return None

    def _overwrite(self, db: sqlite3.Connection, *, anew: bool = False) -> None:
        """Let nothing of what was deleted stay in the file or in its journal. `anew`: nor in the
        room between what is there, where a page that was split may keep a copy."""
        try:
            if anew:
                db.execute("VACUUM")
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            busy = True
        if busy:
            raise StoreBusy(
                f"It is gone for every reader, but not yet overwritten in “{self.path}”, because "
                "somebody is still reading or writing there. Close the program everywhere: whoever "
                "closes it last overwrites it."
            )

    # Reading

    def said(self, load: int, kinds: Collection[str] | None = None) -> Iterator[tuple[str, Record]]:
        with self._connection() as db:
            db.execute("BEGIN")
            if not db.execute("SELECT 1 FROM load WHERE num = ?", (load,)).fetchone():
                raise StoreError(f"There is no load {load} in this store.")
            yield from said(db, load, kinds)

    def read(self, scope: Scope) -> Iterator[Record]:
        with self._reading(scope) as reading:
            yield from reading.entities()
            yield from reading.ties()

    def near(self, scope: Scope) -> list[str]:
        # Nobody is chosen yet: the walk itself is what is wanted.
        with self._reading(replace(scope, around=frozenset())) as reading:
            return reading.around(scope.around or frozenset())

    def table(self, kind: str, scope: Scope, values: Collection[str] | None = None) -> pd.DataFrame:
        with self._reading(replace(scope, ties=frozenset({kind}))) as reading:
            return claims.frame(
                ((*row[1:8], row[10], row[9], row[8]) for row in reading.tie_rows()),
                scope.audience,
                values,
            )

    def candidates(self, text: str, scope: Scope) -> Iterator[Entity]:
        with self._reading(replace(scope, ids=None, around=None)) as reading:
            yield from reading.find(text)

    def loads(self) -> Sequence[Load]:
        with self._connection() as db:
            db.execute("BEGIN")
            return loads_of(db)

    def revision(self) -> int:
        with self._connection() as db:
            return _revision(db)

    # About the store itself

    def setting(self, key: str) -> str | None:
        with self._connection() as db:
            row = db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
            return row[0] if row else None

    def set(self, key: str, value: str) -> None:
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))

    def set_once(self, key: str, value: str) -> str:
        with self._writing() as db:
            db.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", (key, value))
            kept: str = db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()[0]
        return kept

    def exposure(self) -> str | None:
        return (
            f"The embedded store is not encrypted: whoever gets “{self.path}”, or the computer it "
            "lies on, reads everything in it. Keep it on an encrypted disk before you enter "
            "families, lawyers or sources."
        )

    def backup(self, path: Path) -> None:
        """Copy the store as it is now, with its loads and its secret, to a new file.

        Raises `StoreError` if the file is there already or the copy is not sound.
        """
        create(path, new=True)
        try:
            with self._connection() as db, sentences(path), closing(connect(path)) as copy:
                db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # so that it is a single file
                refuse_unsound(copy, path)
        except BaseException:
            path.unlink()
            raise

    def restore(self, path: Path) -> None:
        """Put a backup in the place of all that is here: all at once, or not at all.

        Raises `StoreError` for a file that is not a backup of a store, or is damaged.
        """
        if not path.is_file():
            raise StoreError(f"“{path}” is not a file. Name a backup of a store.")
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            with sentences(path), closing(connect(path, readonly=True)) as source:
                if not check(source, path):
                    raise StoreError(f"“{path}” is empty. Name a backup of a store.")
                source.backup(copy)
                refuse_unsound(copy, path)
                migrate(copy, path)
            with self._connection() as db:
                # Above both, so that nobody takes what they remember for what is here now.
                newest = max(_revision(db), _revision(copy)) + 1
                copy.execute("UPDATE state SET revision = ?", (newest,))
                copy.backup(db, progress=no_patience)
                forget_all(self)
                self._overwrite(db)

    def close(self) -> None:
        """Give the file back. A reading that is still going on ends with it."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    # Connections

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if self._closed:
            raise StoreError(f"The store “{self.path}” is closed.")
        self._refuse_another()
        with sentences(self.path):
            try:
                db = self._idle.pop()
            except IndexError:
                db = connect(self.path)
            try:
                yield db
            except sqlite3.DatabaseError:
                self._sound = False  # perhaps damaged: the next change looks first
                raise
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                if self._closed:
                    db.close()
                else:
                    self._idle.append(db)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; what this process remembers of the store goes when it is committed."""
        with self._connection() as db:
            if not self._sound:
                refuse_damaged(db, self.path)
                self._sound = True
            with writing(db):
                yield db
                committed = db.in_transaction
                self._refuse_another()  # it may have gone while a long load was written
            if committed:
                forget_all(self)

    def _refuse_another(self) -> None:
        """Raise StoreReplaced where the store's file is not the one that was opened; then nothing
        of that one is remembered either."""
        try:
            self._file.refuse_another()
        except StoreReplaced:
            forget_all(self)
            while self._idle:
                self._idle.pop().close()
            raise

    @contextmanager
    def _reading(self, scope: Scope) -> Iterator[Reading]:
        with self._connection() as db:
            db.execute("BEGIN")
            yield Reading(db, scope)


def _taken(
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
            _json(load.files),
            load.digest,
            load.append,
            load.at.isoformat(),
            num is not None and load.undone,
            _json(load.counts),
            _json(load.about),
        ),
    ).lastrowid
    assert num is not None
    stream = Stream(db, num)
    with claims.uncollected():
        for part, record, body in claims.distinct(records):
            stream.add(part, record, body)
        stream.finish(load.parts)
    return num, stream


def _json(value: Sequence[object] | Mapping[str, object]) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else list(value))


def _revision(db: sqlite3.Connection) -> int:
    revision: int = db.execute("SELECT revision FROM state").fetchone()[0]
    return revision
