"""Kumu: its workbook or CSV of elements and connections, its JSON, and a project's backup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from graph.model.text import fold
from graph.model.words import mark
from loaders.bring.table import ForeignTable
from loaders.bring.tools.json_parts import cell, cells, json_parts, opened_out, shape
from loaders.bring.tools.meanings import columns_with_strength, guessed
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format, header_format
from loaders.files.sources import Source

_BETWEEN: Final = "|"  # several values of a cell
_SIGNS: Final = ("type", "tags", "description", "image")  # of a list of elements
_LOOPS: Final = mark("Loops, notes and views of the project: {n}.")
_BESIDE: Final = ("loops", "notes", "maps", "perspectives", "views")
_ELEMENTS: Final = {
    "id": "id",
    "label": "name",
    "type": "kind",
    "description": "description",
    "tags": "tags",
    "url": "website",
    "email": "email",
}
_CONNECTIONS: Final = {
    "from": "from",
    "to": "to",
    "type": "kind",
    "direction": "directed",
    "description": "description",
}


@file_format
def kumu_json(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """`elements` and `connections`, as Kumu imports them and as it backs up a project.

    The ends of a connection are ids, or labels where one element alone has that label.
    """
    if not begins.startswith("{"):
        return None
    parts = shape(source)
    element, tie = parts.get(("elements",)), parts.get(("connections",))
    if not any(isinstance(one, dict) and "data" not in one for one in (element, tie)):
        return None
    if isinstance(element, dict) and not {"label", "attributes", "_id"} & element.keys():
        return None
    ids = _ids(source)
    return network_tables("Kumu", source, lambda losses: _pieces(source, ids, losses))


def _ids(source: Source) -> Mapping[str, str]:
    """The id of the element of each label; "" where several have it."""
    ids: dict[str, str] = {}
    for part in json_parts(source):
        if part.path == ("elements",) and isinstance(part.value, dict):
            known = _element(part.value)
            ids[known["name"]] = "" if known["name"] in ids else known["id"]
    return ids


def _element(value: dict[str, Any]) -> dict[str, str]:
    flat = opened_out(value, "attributes")
    name = cell(flat.get("label"))
    return {
        "id": cell(flat.get("id")) or cell(flat.get("_id")) or name,
        "name": name,
        "kind": cell(flat.get("type")) or cell(flat.get("element type")),
        "description": cell(flat.get("description")),
        "tags": cell(flat.get("tags")),
    }


def _pieces(source: Source, ids: Mapping[str, str], losses: Losses) -> Iterator[Piece]:
    for part in json_parts(source):
        if part.path[:1] and part.path[0] in _BESIDE and part.number:
            losses.add("entities", _LOOPS)
        if not isinstance(part.value, dict):
            continue
        flat = opened_out(part.value, "attributes")
        if part.path == ("elements",):
            known = _element(part.value)
            more = cells(flat, *known, "_id", "label", "type", "element type")
            yield Piece(part.number, "entities", known, more)
        elif part.path == ("connections",):
            yield _connection(part.number, flat, ids)


def _connection(place: int, flat: Mapping[str, object], ids: Mapping[str, str]) -> Piece:
    ends = [ids.get(end) or end for end in (cell(flat.get("from")), cell(flat.get("to")))]
    if flat.get("reversed") is True:
        ends.reverse()
    known = {
        "from": ends[0],
        "to": ends[1],
        "kind": cell(flat.get("type")) or cell(flat.get("connection type")),
        "directed": cell(flat.get("direction")),
        "id": cell(flat.get("id")) or cell(flat.get("_id")),
        "description": cell(flat.get("description")),
    }
    used = ("from", "to", "type", "connection type", "direction", "reversed", "id", "_id")
    return Piece(place, "ties", known, cells(flat, *used, "description"))


@header_format
def kumu_connections(table: ForeignTable) -> ForeignTable | None:
    """A sheet that begins From, To (or ID, From, To); several targets of a cell are a tie each."""
    columns = [fold(column) for column in table.header]
    if columns[:2] != ["from", "to"] and columns[:3] != ["id", "from", "to"]:
        return None
    if not {"type", "direction", "strength", "label", "tags"} & set(columns[2:]):
        return None
    meaning = {
        column: _CONNECTIONS[fold(column)]
        for column in table.header
        if fold(column) in _CONNECTIONS
    }
    rest = columns_with_strength(table, meaning)
    meaning |= guessed("ties", rest, {*meaning.values(), "id"})
    target = columns.index("to")

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for place, row in table.rows():
            for end in row[target].split(_BETWEEN):
                yield place, [*row[:target], end.strip(), *row[target + 1 :]]

    return replace(table, rows=rows, role="ties", tool="Kumu", meaning=meaning)


@header_format
def kumu_elements(table: ForeignTable) -> ForeignTable | None:
    """A sheet that begins Label (or ID, Label), beside Type, Tags, Description or Image."""
    columns = [fold(column) for column in table.header]
    if columns[:1] != ["label"] and columns[:2] != ["id", "label"]:
        return None
    if not set(_SIGNS) & set(columns):
        return None
    meaning = {
        column: _ELEMENTS[fold(column)] for column in table.header if fold(column) in _ELEMENTS
    }
    rest = {column: False for column in table.header if column not in meaning}
    meaning |= guessed("entities", rest, set(meaning.values()))
    return replace(table, role="entities", tool="Kumu", meaning=meaning)
