"""What Neo4j's APOC exports: a CSV of everything, and JSON with an object a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from loaders.bring.table import ForeignTable, Role
from loaders.bring.tools.json_parts import cell, cells, readable_json
from loaders.bring.tools.meanings import columns_with_strength, free_name, guessed, name_among
from loaders.bring.tools.neo4j_csv import TOOL, main_label
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format, header_format
from loaders.files.json_records import objects
from loaders.files.sources import Source

_OF_NODES: Final = {"_id": "id", "_labels": "kind"}
_OF_TIES: Final = {"_start": "from", "_end": "to", "_type": "kind"}
_LINE: Final = re.compile(r"\{[^\n]*\"type\"\s*:\s*\"(?:node|relationship)\"")


@header_format
def apoc(table: ForeignTable) -> tuple[ForeignTable, ...] | None:
    """apoc.export.csv: nodes have _id and _labels, relationships _start, _end and _type."""
    if not _OF_NODES.keys() | _OF_TIES.keys() <= set(table.header):
        return None
    at = table.header.index("_start")
    roles: tuple[Role, Role] = ("entities", "ties")
    halves = [_half(table, role, at) for role in roles]
    return tuple(half for half in halves if next(half.rows(), None)) or None


def _half(table: ForeignTable, role: Role, start: int) -> ForeignTable:
    """The rows of one role, with the columns that some of these fill."""

    def own() -> Iterator[tuple[int, Sequence[str]]]:
        return ((n, row) for n, row in table.rows() if bool(row[start]) is (role == "ties"))

    filled = set[int]()
    for _, row in own():
        filled.update(n for n, text in enumerate(row) if text)
    places = [n for n in range(len(table.header)) if n in filled]
    header = [table.header[n] for n in places]
    labels = table.header.index("_labels")
    of_nodes = role == "entities" and labels in filled

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for number, row in own():
            named = [name for name in row[labels].split(":") if name]
            kind = {labels: main_label(named)} if of_nodes else {}
            cells_ = [kind.get(n, row[n]) for n in places]
            yield number, [*cells_, "|".join(named)] if of_nodes else cells_

    meanings = _OF_TIES if role == "ties" else _OF_NODES
    meaning = {column: meanings[column] for column in header if column in meanings}
    if of_nodes:
        header.append(free_name("labels", header))
    known = header[-1:] if of_nodes else []
    if role == "entities":
        unknown = {c: c for c in header if c not in meaning and c not in known}
        if title := name_among(unknown):
            meaning[title] = "name"
    new = replace(table, name=role, header=tuple(header), rows=rows, role=role, tool=TOOL)
    rest = columns_with_strength(new, [*meaning, *known])
    return replace(new, meaning=meaning | guessed(role, rest, set(meaning.values())))


@file_format
def apoc_json(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """apoc.export.json: {"type": "node", "id", "labels", "properties"}, and relationships that
    name both ends whole."""
    if not _LINE.match(begins):
        return None
    return network_tables(TOOL, source, lambda losses: _pieces(source, losses))


def _pieces(source: Source, _: Losses) -> Iterator[Piece]:
    with readable_json(source):
        for line, record in enumerate(objects(source), 1):
            of = record.get("properties")
            more = cells(of) if isinstance(of, dict) else {}
            if record.get("type") == "node":
                labels = [str(label) for label in record.get("labels") or ()]
                known = {"id": cell(record.get("id")), "kind": main_label(labels)}
                if len(labels) > 1:
                    more.setdefault("labels", "|".join(labels))
                yield Piece(line, "entities", known, more)
            elif record.get("type") == "relationship":
                ends = {"from": record.get("start"), "to": record.get("end")}
                known = {
                    end: cell(one.get("id")) if isinstance(one, dict) else ""
                    for end, one in ends.items()
                }
                known |= {"kind": cell(record.get("label")), "id": cell(record.get("id"))}
                yield Piece(line, "ties", known, more)
