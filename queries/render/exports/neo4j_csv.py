"""Two CSV files for `neo4j-admin database import`, nodes and relationships, in one archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from graph.campaign.extract import Extract
from graph.model.records import Value
from graph.model.words import count, mark
from queries.render.archive import write_archive
from queries.render.export_cells import columns_of, entity_cells, tie_cells
from queries.render.export_file import MUTUAL, Lack, about_line, export_file
from queries.render.spreadsheet import csv_line, safe

_BETWEEN: Final = ";"  # the parts of a list, as neo4j-admin reads it
_TYPES: Final = {bool: "boolean", int: "long", float: "double", list: "string[]"}


def _parts(extract: Extract) -> int:
    return sum(
        isinstance(value, list) and any(_BETWEEN in part for part in value)
        for one in extract.records()
        for value in one.values.values()
    )


SEMICOLONS: Final = Lack(
    _parts,
    lambda n: count(
        "{n} list has a semicolon in one of its parts: a comma stands for it.",
        "{n} lists have a semicolon in one of their parts: a comma stands for it.",
        n,
    ),
)


@export_file(
    mark("CSV of nodes and of relationships, for Neo4j"),
    ending="zip",
    media="application/zip",
    lacks=(MUTUAL, SEMICOLONS),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """`nodes.csv` (id:ID, …, :LABEL) and `relationships.csv` (:START_ID, :END_ID, :TYPE, …)."""
    nodes: list[dict[str, Value]] = [
        {"name": one.name, **entity_cells(one, extract)} for one in extract.entities
    ]
    ties = [{"tie_id": tie.code, **tie_cells(tie, extract)} for tie in extract.ties]
    of_node, of_tie = _typed(nodes), _typed(ties)
    lines = [["id:ID", *of_node.values(), ":LABEL"]]
    for one, cells in zip(extract.entities, nodes, strict=True):
        lines.append([safe(one.code), *_cells(cells, of_node), one.kind])
    links = [[":START_ID", ":END_ID", ":TYPE", *of_tie.values()]]
    for tie, cells in zip(extract.ties, ties, strict=True):
        links.append([safe(tie.source), safe(tie.target), tie.kind, *_cells(cells, of_tie)])
    write_archive(
        out,
        [
            ("nodes.csv", map(csv_line, lines)),
            ("relationships.csv", map(csv_line, links)),
            ("about.txt", [about_line(extract), "\n"]),
        ],
    )


def _typed(rows: Sequence[Mapping[str, Value]]) -> dict[str, str]:
    """By the names of these rows' columns what each is called in the header, with its type."""
    return {name: f"{name}{_type(rows, name)}" for name in columns_of(rows)}


def _type(rows: Iterable[Mapping[str, Value]], name: str) -> str:
    types = {type(row[name]) for row in rows if name in row}
    if types == {int, float}:
        return ":double"
    return f":{_TYPES[only]}" if len(types) == 1 and (only := next(iter(types))) in _TYPES else ""


def _cells(cells: Mapping[str, Value], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = cells.get(name)
        if isinstance(value, bool):
            yield "true" if value else "false"
        elif isinstance(value, list):
            yield safe(_BETWEEN.join(part.replace(_BETWEEN, ",") for part in value))
        else:
            yield safe(value)
