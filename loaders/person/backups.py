"""Copies of a store that this program made, and whether they still hold a person.

A file is read as bytes: a name that stands in it is found wherever it stands, also in what another
program would call empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model.words import say
from graph.store.base import Store
from graph.store.sqlite.schema import APPLICATION
from graph.store.sqlite.store import SQLiteStore
from loaders.copying import copies

_AT_ONCE = 1 << 20  # bytes
_HEADER, _APPLICATION_AT = b"SQLite format 3\0", 68  # bytes into a SQLite file


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the store; `holds`: whether the person is in it, None where nobody can look."""

    place: str
    holds: bool | None

    def __str__(self) -> str:
        if self.holds:
            return say(
                "{place}: still holds the person. Delete it, or restore it and erase there.",
                place=self.place,
            )
        if self.holds is False:
            return say("{place}: does not hold the person.", place=self.place)
        return say(
            "{place}: is not there any more, or is a server. If you moved it, look there; in a "
            "copy on a server, erase the person in the same way.",
            place=self.place,
        )


def copies_holding(store: Store, names: Iterable[str]) -> list[Copy]:
    """Every copy that the program knows of or that lies beside the store, and what it holds."""
    sought = [name.encode() for name in names]
    places = dict.fromkeys(copies(store))
    if isinstance(store, SQLiteStore):
        places |= dict.fromkeys(f"sqlite:///{path}" for path in _beside(store.path))
    by_path: dict[str, Copy] = {}
    for place in places:
        path = Path(place.removeprefix("sqlite:///"))
        readable = path.is_file()
        key = str(path.resolve()) if readable else place
        by_path[key] = Copy(
            place.removeprefix("sqlite:///"), holds(path, sought) if readable else None
        )
    return list(by_path.values())


def holds(path: Path, sought: Iterable[bytes]) -> bool | None:
    """Whether any of these bytes stands in a file; None: it cannot be read."""
    wanted = [text for text in sought if text]
    overlap = max(map(len, wanted), default=1)
    before = b""
    try:
        with path.open("rb") as file:
            while block := file.read(_AT_ONCE):
                window = before + block
                if any(text in window for text in wanted):
                    return True
                before = window[-overlap:]
    except OSError:
        return None
    return False


def _beside(store: Path) -> Iterator[Path]:
    """Other stores in the folder of this one: most backups lie there."""
    for path in sorted(store.absolute().parent.iterdir()):
        if path.is_file() and path.absolute() != store.absolute() and _is_store(path):
            yield path


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    number = header[_APPLICATION_AT : _APPLICATION_AT + 4]
    return header.startswith(_HEADER) and number == APPLICATION.to_bytes(4, "big")
