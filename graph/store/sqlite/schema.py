"""The embedded store's file: its tables, their migrations, and how a connection to it is made.

    load ──< batch ──< entity, name, tie          node: the number of an id, to keep ties short

A batch is all that one load says in one part about one kind of entity or tie. What readers see is
decided by `batch.live` alone, so one small update shows or hides any number of claims.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.model.errors import StoreBusy, StoreError, StoreTooNew
from graph.model.system_errors import reason
from graph.model.words import mark, say
from graph.store import base

APPLICATION = 0x44454D41  # "DEMA", in the file's header

# MIGRATIONS[n] brings a file from format n to n + 1; a new file begins at 0. Never change one that
# was released: add another.
MIGRATIONS = [
    """
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE state (revision INTEGER NOT NULL);
    INSERT INTO state VALUES (0);
    CREATE TABLE load (
        num INTEGER PRIMARY KEY AUTOINCREMENT, dataset TEXT NOT NULL, loader TEXT NOT NULL,
        files TEXT NOT NULL, digest TEXT NOT NULL, append INTEGER NOT NULL, at TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0, counts TEXT NOT NULL, about TEXT NOT NULL);
    CREATE INDEX load_dataset ON load (dataset);
    CREATE TABLE batch (
        num INTEGER PRIMARY KEY, load INTEGER NOT NULL REFERENCES load ON DELETE CASCADE,
        part TEXT NOT NULL, kind TEXT NOT NULL, live INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX batch_load ON batch (load);
    CREATE INDEX batch_part ON batch (part, load);
    CREATE INDEX batch_kind ON batch (kind, live);
    CREATE TABLE node (num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
    CREATE TABLE entity (
        batch INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE, node INTEGER NOT NULL,
        level INTEGER NOT NULL, known TEXT, body BLOB NOT NULL);
    CREATE INDEX entity_batch ON entity (batch);
    CREATE INDEX entity_node ON entity (node, batch, level, known);
    CREATE TABLE name (
        batch INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE, node INTEGER NOT NULL,
        level INTEGER NOT NULL, known TEXT, folded TEXT NOT NULL);
    CREATE INDEX name_batch ON name (batch);
    CREATE TABLE tie (
        batch INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE,
        source INTEGER NOT NULL, target INTEGER NOT NULL, key TEXT NOT NULL, since TEXT, until TEXT,
        strength REAL, level INTEGER NOT NULL, known TEXT, body BLOB NOT NULL);
    CREATE INDEX tie_batch ON tie (batch);
    CREATE INDEX tie_source ON tie (source, batch);
    CREATE INDEX tie_target ON tie (target, batch);
    """,
]

# WAL: readers go on while one writes. secure_delete: what is erased is overwritten. temp_store:
# no sorted copy of anybody's data in the system's temporary folder. journal_size_limit: a large
# load does not leave its journal behind.
_PRAGMAS = """
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -131072;
    PRAGMA journal_size_limit = 16777216;
"""


PROBLEMS: Final = {  # what a person can do about what SQLite says
    sqlite3.SQLITE_FULL: mark(
        "The store “{path}” cannot be used: the disk is full. Nothing was written; make room and "
        "try again."
    ),
    sqlite3.SQLITE_NOTADB: mark(
        "The store “{path}” cannot be used: it is not a store of this program. Name another file."
    ),
    sqlite3.SQLITE_CORRUPT: mark(
        "The store “{path}” cannot be used: it is damaged. Restore the last backup."
    ),
    sqlite3.SQLITE_CANTOPEN: mark(
        "The store “{path}” cannot be used: it cannot be opened. Check that its folder exists, "
        "that it is a file, and that you may write there."
    ),
    sqlite3.SQLITE_READONLY: mark(
        "The store “{path}” cannot be used: it may not be written. Check its permissions and its "
        "folder’s."
    ),
    sqlite3.SQLITE_PERM: mark(
        "The store “{path}” cannot be used: it may not be opened. Check its permissions."
    ),
    sqlite3.SQLITE_IOERR: mark(
        "The store “{path}” cannot be used: the disk does not answer as it should. Check the disk."
    ),
    sqlite3.SQLITE_TOOBIG: mark(
        "The store “{path}” cannot be used: one value is too large to be stored. Shorten it."
    ),
}


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Whatever SQLite says, said so that a person knows what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _sentence(path, error) from error


def _sentence(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(
            say(
                "Somebody else is writing to “{path}”. Nothing was written; try again when they "
                "are done.",
                path=path,
            )
        )
    if code in PROBLEMS:
        return StoreError(say(PROBLEMS[code], path=path))
    return StoreError(
        say("The store “{path}” cannot be used. SQLite says: {error}.", path=path, error=error)
    )


def create(path: Path, *, new: bool = False) -> None:
    """Make the file and its folder unless they are there (`new`: they must not be), for this
    user's eyes only."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives its journal files the mode of the store. A file that is there is never opened
        # here: closing it would drop every lock that this process has on it, and with them what
        # keeps another process from deleting a journal that is in use.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if new:
            raise StoreError(
                say("Name another file: “{path}” is there already.", path=path)
            ) from None
    except OSError as error:
        raise StoreError(
            say(
                "The store “{path}” cannot be used ({error}). Check the folder and its "
                "permissions, or name another file.",
                path=path,
                error=reason(error),
            )
        ) from error


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """A connection in which a transaction begins and ends only where it is said."""
    target = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rw'}"
    db = sqlite3.connect(
        target, uri=True, timeout=base.PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        db.executescript(_PRAGMAS)
    except BaseException:
        db.close()
        raise
    return db


def check(db: sqlite3.Connection, path: Path) -> int:
    """The file's format (0: empty). Raises `StoreError` for what this program cannot read."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and not (empty and application == version == 0):
        raise StoreError(
            say(
                "“{path}” is the database of another program. Name another file; nothing was "
                "changed.",
                path=path,
            )
        )
    if version > len(MIGRATIONS):
        raise StoreTooNew(
            say(
                "Update the program, or name another file: “{path}” was written by a later version "
                "of this program (format {version}; this one reads up to {newest}).",
                path=path,
                version=version,
                newest=len(MIGRATIONS),
            )
        )
    return version


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the newest format, all the way or not at all."""
    if check(db, path) == len(MIGRATIONS):
        return
    with writing(db):
        # Another process may have done it while this one waited.
        for script in MIGRATIONS[check(db, path) :]:
            for statement in script.split(";"):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction; undone unless it is committed, whatever happens in it."""
    db.execute(f"PRAGMA busy_timeout = {round(base.PATIENCE * 1000)}")
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        if db.in_transaction:
            db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
