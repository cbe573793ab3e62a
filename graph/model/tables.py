"""Tables that are data of the model: text beside the code, one entry a line, cells apart by “|”.

Not CSV, since they are read and edited by people, who line the columns up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

NOTHING = "-"  # what a cell says in which there is nothing; none is left empty


def entries(name: str) -> Iterator[Mapping[str, str]]:
    """The lines of a table beside this file, each by the names of its columns; “#” begins a remark.

    ValueError: a line has too few cells or too many, or one that is empty.
    """
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    columns, *rows = ([cell.strip() for cell in s.split("|")] for s in lines if s[:1] != "#")
    for row in rows:
        if len(row) != len(columns) or not all(row):
            raise ValueError(
                f"{name}, {row[0]}: fill in each of {', '.join(columns)}; “{NOTHING}” for nothing."
            )
        yield dict(zip(columns, row, strict=True))
