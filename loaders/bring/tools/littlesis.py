"""LittleSis: what its API and its bulk files hold, maps of Oligrapher, and lists to be added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from graph.model.words import mark, say
from loaders.bring.table import ForeignTable
from loaders.bring.tools.json_parts import JsonPart, cell, cells, json_parts, opened_out, shape
from loaders.bring.tools.meanings import day_of
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format, header_format
from loaders.files.sources import Source

TOOL: Final = "LittleSis"
_CATEGORIES: Final = (
    "Position",
    "Education",
    "Membership",
    "Family",
    "Donation",
    "Transaction",
    "Lobbying",
    "Social",
    "Professional",
    "Ownership",
    "Hierarchy",
    "Generic",
)
_CAPTIONS: Final = mark("Texts that stand free in the drawing: {n}.")
_HEADER: Final = {"name", "primary_ext", "description1", "is_current"}


@file_format
def littlesis(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Entities and relationships, each with its `attributes`; the category says what a tie is."""
    if begins[:1] not in "{[":
        return None
    parts = shape(source)
    first = [parts.get(path) for path in ((), ("data",), ("included",))]
    if not any(isinstance(one, dict) and _is_ours(one) for one in first):
        return None
    return network_tables(TOOL, source, lambda losses: _pieces(source, losses))


def _is_ours(value: dict[str, Any]) -> bool:
    fields = opened_out(value, "attributes")
    return value.get("type") in ("entities", "relationships") or (
        "primary_ext" in fields or {"entity1_id", "category_id"} <= fields.keys()
    )


def _pieces(source: Source, losses: Losses) -> Iterator[Piece]:
    places = {"entities": 0, "ties": 0}
    single: dict[str, Any] = {}  # an answer of the API about one
    for part in json_parts(source):
        if part.path in ((), ("data",), ("included",)) and isinstance(part.value, dict):
            if part.number and _is_ours(part.value):
                yield _piece(opened_out(part.value, "attributes"), places)
        elif part.path[:1] == ("data",) and len(part.path) > 1:
            single[part.path[1]] = part.value
    if single and _is_ours(single):
        yield _piece(opened_out(single, "attributes"), places)


def _piece(fields: dict[str, Any], places: dict[str, int]) -> Piece:
    if "entity1_id" in fields:
        places["ties"] += 1
        return _tie(places["ties"], fields)
    places["entities"] += 1
    known = {
        "id": cell(fields.get("id")),
        "name": cell(fields.get("name")),
        "kind": cell(fields.get("primary_ext")),
        "description": cell(fields.get("blurb")),
        "aliases": cell(fields.get("aliases")),
        "since": day_of(cell(fields.get("start_date"))),
        "until": day_of(cell(fields.get("end_date"))),
    }
    used = ("type", *known, "primary_ext", "blurb", "start_date", "end_date", "links")
    return Piece(places["entities"], "entities", known, cells(fields, *used))


def _tie(place: int, fields: dict[str, Any]) -> Piece:
    number = cell(fields.get("category_id"))
    kind = number
    if number.isdigit() and 0 < int(number) <= len(_CATEGORIES):
        kind = _CATEGORIES[int(number) - 1]
    first, second = (cell(fields.get(name)) for name in ("description1", "description2"))
    if kind == "Hierarchy":
        if "child" in first.lower() or "parent" in second.lower():
            kind = "Child of"
        elif "parent" in first.lower() or "child" in second.lower():
            kind = "Parent of"
    known = {
        "from": cell(fields.get("entity1_id")),
        "to": cell(fields.get("entity2_id")),
        "kind": kind,
        "since": day_of(cell(fields.get("start_date"))),
        "until": day_of(cell(fields.get("end_date"))),
        "position": first,
        "description": cell(fields.get("description")),
        "id": cell(fields.get("id")),
    }
    used = ("type", "id", "entity1_id", "entity2_id", "category_id", "description", "description1")
    more = cells(
        opened_out(fields, "category_attributes"), *used, "start_date", "end_date", "links"
    )
    return Piece(place, "ties", known, more)


@file_format
def oligrapher(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """A map of Oligrapher: nodes and edges by id, an edge between node1_id and node2_id."""
    if not begins.startswith("{"):
        return None
    parts = shape(source)
    for around in ((), ("graph",)):
        both = [parts.get((*around, name), {}) for name in ("nodes", "edges")]
        values = [one for x in both if isinstance(x, dict) for one in (x, *x.values())]
        if any(isinstance(one, dict) and {"node1_id", "edgeIds"} & one.keys() for one in values):
            return network_tables("Oligrapher", source, lambda losses: _drawn(source, losses))
    return None


def _drawn(source: Source, losses: Losses) -> Iterator[Piece]:
    places = {"nodes": 0, "edges": 0}
    for part in json_parts(source):
        for group, id, value in _by_id(part):
            if group == "captions":
                losses.add("entities", _CAPTIONS)
            elif group == "nodes":
                places[group] += 1
                known = {
                    "id": id,
                    "name": cell(value.get("name")),
                    "website": cell(value.get("url")),
                }
                aside = ("name", "url", "id", "x", "y", "scale", "color", "edgeIds", "image")
                yield Piece(places[group], "entities", known, cells(value, *aside))
            else:
                places[group] += 1
                known = {
                    "from": cell(value.get("node1_id")),
                    "to": cell(value.get("node2_id")),
                    "kind": cell(value.get("label")),
                    "source": cell(value.get("url")),
                    "directed": "directed" if value.get("arrow") else "",
                    "id": id,
                }
                look = ("node1_id", "node2_id", "label", "url", "arrow", "id", "scale", "dash")
                yield Piece(places[group], "ties", known, cells(value, *look, "cx", "cy"))


def _by_id(part: JsonPart) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(group, id, value) of what a part of a map holds, whether by id or in a list."""
    path = part.path[1:] if part.path[:1] == ("graph",) else part.path
    if not path or path[0] not in ("nodes", "edges", "captions"):
        return
    if len(path) == 2 and isinstance(part.value, dict):
        yield path[0], path[1], part.value
    elif part.number and isinstance(part.value, dict):
        yield path[0], cell(part.value.get("id")), part.value
    elif isinstance(part.value, dict):
        for id, value in part.value.items():
            if isinstance(value, dict):
                yield path[0], id, value


@header_format
def bulk_add(table: ForeignTable) -> ForeignTable | None:
    """A list to be added to one entity, which the file does not name."""
    if not set(table.header) >= _HEADER:
        return None
    means = {"name": "name", "blurb": "description", "primary_ext": "kind", "notes": "note"}
    lost = say(
        "Which entity of LittleSis the list is to be added to: that does not stand in the file, so "
        "no tie is made."
    )
    meaning = {column: means[column] for column in table.header if column in means}
    return replace(table, role="entities", tool=TOOL, meaning=meaning, lost=(*table.lost, lost))
