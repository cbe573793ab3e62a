"""From a publisher's file, as its loader reads it, to the text of a table that is shipped."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.model.records import Entity, Record, Tie
from loaders.files.sheets import Sheet
from loaders.files.sources import encoding_of
from loaders.loader import ORIGIN_COLUMNS, Row, named

HERE = Path(__file__).parent
Cells = Mapping[str, str]


def read(name: str, file: Path) -> Iterator[tuple[Row, list[Record]]]:
    """The rows of an original and what its loader makes of each."""
    loader = named(name)
    columns = {**loader.columns, **ORIGIN_COLUMNS}
    sheet = Sheet(file, loader, encoding_of(file, loader.encoding))
    for number, cells in sheet:
        row = Row(cells, columns, file.name, number, b"")
        yield row, [r for r in loader.read(row) if isinstance(r, Entity | Tie)]


def ties(records: Iterable[Record]) -> Iterator[Tie]:
    """Those of some records that are ties."""
    return (record for record in records if isinstance(record, Tie))


def as_csv(columns: tuple[str, ...], rows: Iterable[Cells], order: Callable[[Cells], Any]) -> str:
    """The text of a table: each row once, in order."""
    distinct = {tuple(row.get(column, "") for column in columns): row for row in rows}
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(distinct.values(), key=order))
    return text.getvalue()
