"""Tables of this folder: text beside the code, one entry a line, cells apart by “|”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path


@cache
def table_of(path: Path) -> Sequence[Mapping[str, str]]:
    """The lines of a table by the names of its columns; “#” begins a remark. ValueError: a line
    has too few cells or too many."""
    lines = path.read_text(encoding="utf-8").splitlines()
    columns, *rows = (
        [cell.strip() for cell in line.split("|")]
        for line in lines
        if line.strip() and line[0] != "#"
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]
