"""Several files as one archive (ZIP), the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def write_archive(out: BinaryIO, files: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Each file by its name and its texts, one after the other; no day of making, no folder."""
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, texts in files:
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                for text in texts:
                    file.write(text.encode())
