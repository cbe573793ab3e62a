"""Graph Commons: signals, the steps by which a graph is made. (Its export is of nodes and edges:
node_link.py.)"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graph.model.words import mark
from loaders.bring.table import ForeignTable
from loaders.bring.tools.json_parts import cell, cells, json_parts, opened_out, shape
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.files.sources import Source

_PATHS: Final = (("signals",), ())
_OTHERS: Final = mark("Steps that change or delete what was made before: {n}.")
_CREATES: Final = ("node_create", "edge_create")


@file_format
def graph_commons(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """node_create and edge_create; an edge makes its ends where no step before has made them.

    Nodes are told apart by type and name, as Graph Commons does.
    """
    if begins[:1] not in "{[":
        return None
    parts = shape(source)
    first = [parts.get(path) for path in _PATHS]
    if not any(isinstance(one, dict) and one.get("action") in _CREATES for one in first):
        return None
    return network_tables("Graph Commons", source, lambda losses: _pieces(source, losses))


def _pieces(source: Source, losses: Losses) -> Iterator[Piece]:
    known_nodes = set[str]()
    place = 0
    for part in json_parts(source):
        if part.path not in _PATHS or not isinstance(part.value, dict):
            continue
        step = opened_out(part.value, "properties")
        if step.get("action") == "node_create":
            place += 1
            known_nodes.add(_id(step, "type", "name"))
            yield _node(place, step, "type", "name")
        elif step.get("action") == "edge_create":
            for end in ("from", "to"):
                if _id(step, f"{end}_type", f"{end}_name") not in known_nodes:
                    place += 1
                    known_nodes.add(_id(step, f"{end}_type", f"{end}_name"))
                    yield _node(
                        place,
                        {k: step.get(k) for k in (f"{end}_type", f"{end}_name")},
                        f"{end}_type",
                        f"{end}_name",
                    )
            yield _edge(part.number, step)
        else:
            losses.add("entities", _OTHERS)


def _id(step: dict[str, Any], kind: str, name: str) -> str:
    return f"{cell(step.get(kind))}: {cell(step.get(name))}"


def _node(place: int, step: dict[str, Any], kind: str, name: str) -> Piece:
    known = {
        "id": _id(step, kind, name),
        "name": cell(step.get(name)),
        "kind": cell(step.get(kind)),
        "description": cell(step.get("description")),
    }
    return Piece(place, "entities", known, cells(step, "action", kind, name, "description"))


def _edge(place: int, step: dict[str, Any]) -> Piece:
    known = {
        "from": _id(step, "from_type", "from_name"),
        "to": _id(step, "to_type", "to_name"),
        "kind": cell(step.get("name")),
        "directed": "directed",
        "weight": cell(step.get("weight")),
    }
    ends = ("from_type", "from_name", "to_type", "to_name")
    return Piece(place, "ties", known, cells(step, "action", "name", "weight", *ends))
