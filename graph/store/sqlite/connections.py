"""The connections to one store's file: one for each reading, and a writer's turn.

Each reading has a connection of its own (kept for the next one), so that threads do not meet, a
reading sees one state from beginning to end, and it neither waits for a writer nor holds one up.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.model.errors import StoreBusy, StoreError, StoreReplaced
from graph.model.words import say
from graph.store.remembered import forget_all
from graph.store.sqlite.file import OneFile, refuse_damaged, tighten
from graph.store.sqlite.schema import check, connect, create, migrate, sentences, writing


class Connections:
    """A store's file, opened. Raises `StoreError` for a file that cannot be used."""

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

    def revision(self) -> int:
        with self._connection() as db:
            return revision_of(db)

    def close(self) -> None:
        """Give the file back. A reading that is still going on ends with it."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if self._closed:
            raise StoreError(say("The store “{path}” is closed.", path=self.path))
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
                say(
                    "Close the program everywhere: whoever closes it last overwrites what was "
                    "erased. It is gone for every reader, but not yet overwritten in “{path}”, "
                    "because somebody is still reading or writing there.",
                    path=self.path,
                )
            )


def revision_of(db: sqlite3.Connection) -> int:
    """How often what readers see has changed."""
    revision: int = db.execute("SELECT revision FROM state").fetchone()[0]
    return revision
