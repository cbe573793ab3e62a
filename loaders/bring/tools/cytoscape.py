"""Cytoscape and Cytoscape.js (.cyjs), and st-link-analysis, which writes alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.model.words import mark
from loaders.bring.table import ForeignTable
from loaders.bring.tools.json_parts import JsonPart, cell, cells, json_parts, shape
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.files.sources import Source

_PATHS: Final = (
    ("elements",),
    ("elements", "nodes"),
    ("elements", "edges"),
    ("nodes",),
    ("edges",),
    (),
)
_PLACES: Final = mark("Positions of the drawing: {n}.")
# What Cytoscape adds to each element for itself.
_OWN: Final = ("id", "source", "target", "label", "name", "SUID", "shared_name", "shared name")


@file_format
def cytoscape(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Elements with `data`, in one list or in `nodes` and `edges`; what has a source is a tie."""
    if begins[:1] not in "{[":
        return None
    parts = shape(source)
    first = [parts.get(path) for path in _PATHS]
    if not any(isinstance(one, dict) and isinstance(one.get("data"), dict) for one in first):
        return None
    return network_tables("Cytoscape", source, lambda losses: _pieces(source, losses))


def _pieces(source: Source, losses: Losses) -> Iterator[Piece]:
    for part in json_parts(source):
        if part.path in _PATHS and isinstance(part.value, dict):
            yield _piece(part, losses)


def _piece(part: JsonPart, losses: Losses) -> Piece:
    data = part.value.get("data")
    data = data if isinstance(data, dict) else {}
    if part.value.get("position"):
        losses.add("entities", _PLACES)
    more = cells(data, *_OWN, "parent")
    if "classes" in part.value and (classes := cell(part.value["classes"])):
        more.setdefault("classes", classes)
    id, name, label = (cell(data.get(field)) for field in ("id", "name", "label"))
    if "source" in data or "target" in data:
        known = {
            "from": cell(data.get("source")),
            "to": cell(data.get("target")),
            "kind": label or cell(data.get("interaction")),
            "id": id,
        }
        if name and name != label:
            more["name"] = name
        return Piece(part.number, "ties", known, more)
    if name and label:  # st-link-analysis: the label is the kind
        more["type" if "type" not in more else "label"] = label
    if parent := cell(data.get("parent")):
        more["inside"] = parent
    return Piece(part.number, "entities", {"id": id, "name": name or label}, more)
