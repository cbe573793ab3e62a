"""Mappings that come with the program, for what well-known tools export: a file of ready/ each.

A file is known by the columns that only that export has (`marks`); of the columns that it may have,
those are taken that are there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
from msgspec import structs

from loaders.bring.headers import plain_header
from loaders.bring.mapping import Filling, ListRows, TableMapping
from loaders.bring.table import ForeignTable


class ReadyMade(msgspec.Struct, frozen=True):
    """What a tool exports, and what that means."""

    tool: str
    marks: tuple[str, ...]
    meaning: TableMapping


@cache
def all_ready_made() -> tuple[ReadyMade, ...]:
    """Every file of ready/, by name."""
    folder = Path(__file__).with_name("ready")
    return tuple(
        msgspec.json.decode(file.read_bytes(), type=ReadyMade)
        for file in sorted(folder.glob("*.json"))
    )


def ready_made(table: ForeignTable) -> ReadyMade | None:
    """What a table means by the export that it is, with its own columns; None: it is none."""
    header = {plain_header(column): column for column in table.header}
    for ready in all_ready_made():
        if all(plain_header(mark) in header for mark in ready.marks):
            return structs.replace(ready, meaning=_for(table, ready.meaning, header))
    return None


def _for(table: ForeignTable, meaning: TableMapping, header: dict[str, str]) -> TableMapping:
    lists = tuple(_with(rows, header) for rows in meaning.lists)
    notes = tuple(header[key] for c in meaning.notes if (key := plain_header(c)) in header)
    return TableMapping(table.header, lists, table.name, notes)


def _with(rows: ListRows, header: dict[str, str]) -> ListRows:
    """The same with the columns that are there; what only absent ones fill falls away."""
    columns: dict[str, Filling] = {}
    for ours, filling in rows.columns.items():
        those = tuple(header[key] for c in filling.columns if (key := plain_header(c)) in header)
        if those or filling.constant or not filling.columns:
            columns[ours] = structs.replace(filling, columns=those)
    return structs.replace(rows, columns=columns)
