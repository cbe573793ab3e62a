"""The embedded store: one SQLite file, from the standard library, with nothing to install.

Every change is one transaction. Each reading has a connection of its own (kept for the next one),
so that threads do not meet, a reading sees one state from beginning to end, and it neither waits
for a writer nor holds one up.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from graph.model.errors import StoreError
from graph.model.records import Entity, Record
from graph.model.words import say
from graph.store import claims
from graph.store.base import Load, Report, Scope
from graph.store.columns import Columns
from graph.store.loads import counts_with, live_already, no_load, refuse_passed
from graph.store.remembered import forget_all
from graph.store.sqlite.connections import Connections, revision_of
from graph.store.sqlite.erasing import drop_unused, erase, nodes_of
from graph.store.sqlite.file import no_patience, refuse_unsound
from graph.store.sqlite.live import batches_of, flip, loads_of
from graph.store.sqlite.reading import SqlReading, records_of
from graph.store.sqlite.schema import check, connect, create, migrate, sentences
from graph.store.sqlite.writing import stored


class SQLiteStore(Connections):
    """The Store protocol on one file. Raises `StoreError` for a file that cannot be used."""

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
            unchanged = live_already(loads_of(db), load)
            if unchanged is not None:
                return Report(unchanged=unchanged)
            num, stream = stored(db, load, None, records)
            report, anything = flip(db, load.dataset)
            stream.refuse_loose_ends()
            if consider:
                consider(report)
            if dry_run or not anything:
                db.execute("ROLLBACK")
                return report
            report = replace(report, load=num)
            counts = json.dumps(counts_with(load, report))
            db.execute("UPDATE load SET counts = ? WHERE num = ?", (counts, num))
        return report

    def adopt(self, load: Load, records: Iterable[tuple[str, Record]]) -> None:
        with self._writing() as db:
            last = db.execute("SELECT coalesce(max(num), 0) FROM load").fetchone()[0]
            refuse_passed(load.id, last)
            stored(db, load, load.id, records)
            flip(db, load.dataset)

    def undo(self, load: int) -> Report:
        return self._mark(load, undone=True)

    def redo(self, load: int) -> Report:
        return self._mark(load, undone=False)

    def _mark(self, load: int, *, undone: bool) -> Report:
        with self._writing() as db:
            row = db.execute("SELECT dataset, undone FROM load WHERE num = ?", (load,)).fetchone()
            if row is None:
                raise no_load(load)
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

    # SqlReading

    def records_of(
        self,
        load: int,
        kinds: Collection[str] | None = None,
        parts: Collection[str] | None = None,
    ) -> Iterator[tuple[str, Record]]:
        with self._connection() as db:
            db.execute("BEGIN")
            if not db.execute("SELECT 1 FROM load WHERE num = ?", (load,)).fetchone():
                raise no_load(load)
            yield from records_of(db, load, kinds, parts)

    def read(self, scope: Scope) -> Iterator[Record]:
        with self._reading(scope) as reading:
            yield from reading.entities()
            yield from reading.ties()

    def near(self, scope: Scope) -> list[str]:
        # Nobody is chosen yet: the walk itself is what is wanted.
        with self._reading(structs.replace(scope, around=frozenset())) as reading:
            return reading.around(scope.around or frozenset())

    def table(self, kind: str, scope: Scope, values: Collection[str] | None = None) -> Columns:
        with self._reading(structs.replace(scope, ties=frozenset({kind}))) as reading:
            return claims.table(reading.tie_rows(), scope.audience, values)

    def candidates(self, text: str, scope: Scope) -> Iterator[Entity]:
        with self._reading(structs.replace(scope, ids=None, around=None)) as reading:
            yield from reading.find(text)

    def loads(self) -> Sequence[Load]:
        with self._connection() as db:
            db.execute("BEGIN")
            return loads_of(db)

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
            now: str = db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()[0]
        return now

    def exposure(self) -> str | None:
        return say(
            "Keep the store on an encrypted disk before you enter families, lawyers or sources. It "
            "is not encrypted: whoever gets “{path}”, or the computer it lies on, can read "
            "everything in it.",
            path=self.path,
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
            raise StoreError(say("Name a backup of a store: “{path}” is not a file.", path=path))
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            with sentences(path), closing(connect(path, readonly=True)) as source:
                if not check(source, path):
                    raise StoreError(say("Name a backup of a store: “{path}” is empty.", path=path))
                source.backup(copy)
                refuse_unsound(copy, path)
                migrate(copy, path)
            with self._connection() as db:
                # Above both, so that nobody takes what they remember for what is here now.
                newest = max(revision_of(db), revision_of(copy)) + 1
                copy.execute("UPDATE state SET revision = ?", (newest,))
                copy.backup(db, progress=no_patience)
                forget_all(self)
                self._overwrite(db)

    @contextmanager
    def _reading(self, scope: Scope) -> Iterator[SqlReading]:
        with self._connection() as db:
            db.execute("BEGIN")
            yield SqlReading(db, scope)
