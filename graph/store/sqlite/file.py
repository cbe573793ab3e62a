"""The embedded store's file as the system sees it: which file it is, who may read it, whether it is
sound."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
from pathlib import Path

from graph.model.errors import StoreBusy, StoreError, StoreReplaced
from graph.model.words import mark, say

_LOG = logging.getLogger("demarche")
_READABLE = mark(
    "Move the store to a folder that only you may open: others on this computer may read “{path}”, "
    "which could not be changed, and so everything in the store."
)


def default_path() -> Path:
    """Where the embedded store lies unless told otherwise: the user's own data folder."""
    if os.name == "nt":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif os.uname().sysname == "Darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "demarche" / "demarche.sqlite"


class OneFile:
    """The file that was opened, told from whatever else comes to lie at its path."""

    def __init__(self, path: Path) -> None:
        self._path, self._first = path, _number(path)

    def refuse_another(self) -> None:
        """Raise StoreReplaced where the file is gone or another one lies there. A few µs."""
        now = _number(self._path)
        if now == self._first:
            return
        if now is None:
            raise StoreReplaced(
                say(
                    "Put the store back, or restore a backup, and look again: “{path}” is no "
                    "longer there. It was deleted or moved while the program used it. Nothing was "
                    "written.",
                    path=self._path,
                )
            )
        raise StoreReplaced(
            say(
                "Another file lies where the store was: “{path}” was replaced while the program "
                "used it. Nothing was written. If you meant to replace it, open it anew; otherwise "
                "put the first one back.",
                path=self._path,
            )
        )


def _number(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def tighten(path: Path) -> None:
    """Let nobody but its owner read a store, its journals, and the folder that this program made
    for it; where the system refuses that, say so in the log."""
    if os.name == "nt":  # a user's folder is the user's there
        return
    own = [path.parent] if path.parent == default_path().parent else []
    for each in (*own, path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        try:
            if others := stat.S_IMODE(each.stat().st_mode) & 0o077:
                each.chmod(stat.S_IMODE(each.stat().st_mode) & ~others)
                if stat.S_IMODE(each.stat().st_mode) & 0o077:  # a disk that knows no permissions
                    _LOG.warning(say(_READABLE, path=each))
        except FileNotFoundError:
            continue
        except OSError:
            _LOG.warning(say(_READABLE, path=each))


def refuse_damaged(db: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError for a store whose pages contradict each other: what is written to it might
    be lost, or make it worse. About 6 ms a megabyte, so it is asked once, before the first change.
    """
    problem = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if problem != "ok":
        raise StoreError(
            say(
                "The store “{path}” is damaged, so nothing is written to it any more. Restore the "
                "last backup (python -m loaders restore FILE). Without one, copy what can still be "
                "read: python -m loaders copy FROM TO.",
                path=path,
            )
        )


def refuse_unsound(db: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError for a backup whose tables and indexes contradict each other."""
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise StoreError(
            say("Use another backup: “{path}” is damaged. Nothing was changed.", path=path)
        )


def no_patience(status: int, remaining: int, total: int) -> None:
    """Do not wait, when a backup is brought back, until somebody else has written."""
    if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StoreBusy(
            say("Try again later: somebody is writing to the store. Nothing was restored.")
        )
