"""The files that somebody chose: uploaded ones, or a path on this computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from graph.errors import UnreadableFile

ENCODINGS = ("utf-8-sig", "cp1252", "mac_roman", "cp1251", "cp1256", "gb18030", "utf-16")
_LINES, _WIDTH, _BYTES = 6, 160, 20_000


class Uploaded(Protocol):
    """A file as a browser sent it."""

    @property
    def name(self) -> str: ...
    @property
    def file_id(self) -> str: ...
    def getvalue(self) -> bytes: ...


@contextmanager
def on_disk(uploaded: Sequence[Uploaded], typed: str) -> Iterator[list[Path]]:
    """Paths to read from. What was uploaded lies in a private folder only as long as it is read."""
    with TemporaryDirectory() as folder:
        paths = []
        for file in uploaded:
            path = Path(folder) / (Path(file.name).name or "file")
            path.write_bytes(file.getvalue())
            paths.append(path)
        if typed.strip():
            paths.append(Path(typed.strip().strip('"')).expanduser())
        yield paths


def preview(path: Path, encoding: str) -> str:
    """The first lines as they read in an encoding; "�" stands where it does not fit.

    Empty for a workbook, whose text has no encoding.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_BYTES)
    except OSError as problem:
        raise UnreadableFile(f"{path.name} cannot be read: {problem.strerror}.") from None
    if raw.startswith((b"PK", b"\xd0\xcf")):
        return ""
    lines = raw.decode(encoding, "replace").splitlines()[:_LINES]
    return "\n".join(line[:_WIDTH] for line in lines)
