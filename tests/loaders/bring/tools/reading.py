"""What the tests of other tools’ files share: a file in memory; its tables as sets and dicts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from loaders.bring.table import ForeignTable
from loaders.bring.tools.registry import labelled, recognized
from loaders.files.sources import Upload

# What is said of a network whose elements nothing sorts.
ALL_PEOPLE = "The file does not say what its elements are: all are taken for people."


def file(content: str | bytes | object, name: str = "file") -> Upload:
    """A file that was sent: text, bytes, or what becomes JSON."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    return Upload(name, content if isinstance(content, bytes) else content.encode())


def network(content: str | bytes | object) -> tuple[ForeignTable, ...]:
    tables = recognized(file(content))
    assert tables is not None
    return tables


def by_meaning(table: ForeignTable) -> list[dict[str, str]]:
    """The filled cells of each row, by what its column means, else by its header."""
    names = [table.meaning.get(column, column) for column in table.header]
    return [
        {name: cell for name, cell in zip(names, cells, strict=True) if cell}
        for _, cells in table.rows()
    ]


def elements(tables: Sequence[ForeignTable]) -> list[dict[str, str]]:
    return [row for table in tables if table.role == "entities" for row in by_meaning(table)]


def connections(tables: Sequence[ForeignTable]) -> list[dict[str, str]]:
    return [row for table in tables if table.role == "ties" for row in by_meaning(table)]


def ends(tables: Sequence[ForeignTable]) -> set[tuple[str, str]]:
    return {(row["from"], row["to"]) for row in connections(tables)}


def plain(text: str, separator: str = ",", name: str = "") -> ForeignTable:
    """A CSV text as a table that nothing is understood of yet."""
    header, *lines = csv.reader(io.StringIO(text), delimiter=separator)

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        yield from enumerate(lines, 2)

    return ForeignTable(name, tuple(header), rows)


def told_apart(*texts: str) -> tuple[ForeignTable, ...]:
    """CSV texts with what their columns mean, as one workbook's sheets."""
    tables = labelled([plain(text) for text in texts])
    assert tables is not None
    return tables


def problems(tables: Sequence[ForeignTable]) -> list[tuple[int | None, str, str | None]]:
    return [(one.row, one.column, one.value) for table in tables for one in table.problems]
