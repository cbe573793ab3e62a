"""JSON of `nodes` and `links` or `edges`: NetworkX, D3, graphology (Gephi Lite), vis.js, JSON
Graph Format, Graph Commons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from loaders.bring.table import ForeignTable
from loaders.bring.tools.json_parts import JsonPart, cell, cells, json_parts, opened_out, shape
from loaders.bring.tools.meanings import day_of
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.files.sources import Source

_AROUND: Final = ((), ("graph",), ("network",), ("data",))  # fields in which the two lists are
_TIES: Final = ("links", "edges", "relationships")
_ENDS: Final = (("source", "target"), ("from", "to"), ("from_id", "to_id"), ("start", "end"))
_INNER: Final = ("attributes", "properties", "metadata")
_IDS: Final = ("id", "key", "_id")
_KINDS: Final = ("type", "relation", "edge_type", "edgeType")


@file_format
def node_link(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Nodes with an id, a key, or only their place in the list; ties by these, or by names."""
    if not begins.startswith("{"):
        return None
    parts = shape(source)
    for around in _AROUND:
        node = parts.get((*around, "nodes"))
        ties = [parts[path] for path in ((*around, name) for name in _TIES) if path in parts]
        if isinstance(node, dict) and "data" not in node and not _oligrapher(node, ties):
            reader = _Reader(source, around, parts, _by_place(node, ties))
            return network_tables("JSON (nodes and links)", source, reader.pieces)
    return None


def _oligrapher(node: dict[str, Any], ties: list[Any]) -> bool:
    values = [node, *node.values(), *ties]
    return any(isinstance(one, dict) and {"node1_id", "edgeIds"} & one.keys() for one in values)


def _by_place(node: dict[str, Any], ties: list[Any]) -> bool:
    """Whether ties name their ends by their places in the list, as D3 did."""
    if any(name in node for name in _IDS):
        return False
    tie = next((one for one in ties if isinstance(one, dict)), {})
    return cell(tie.get("source", "0")).isdigit()


class _Reader:
    def __init__(
        self,
        source: Source,
        around: tuple[str, ...],
        parts: Mapping[tuple[str, ...], Any],
        by_place: bool,
    ) -> None:
        self.source, self.around, self.by_place = source, around, by_place
        directed = parts.get((*around, "directed"), parts.get(("options", "type")))
        self.directed = {True: "directed", False: "undirected"}.get(directed, cell(directed))

    def pieces(self, losses: Losses) -> Iterator[Piece]:
        nodes, ties = (*self.around, "nodes"), {(*self.around, name) for name in _TIES}
        places = {"entities": 0, "ties": 0}
        for part in json_parts(self.source):
            for one in _items(part, nodes, ties):
                if one.path == nodes:
                    places["entities"] += 1
                    yield self._node(places["entities"], one.value)
                else:
                    places["ties"] += 1
                    yield self._tie(places["ties"], one.value)

    def _node(self, place: int, value: dict[str, Any]) -> Piece:
        flat = opened_out(value, *_INNER)
        id = next((cell(flat[name]) for name in _IDS if cell(flat.get(name))), "")
        label = next((n for n in ("label", "name", "title") if cell(flat.get(n))), "")
        name = cell(flat.get(label)) if label else ""
        id = id or (str(place - 1) if self.by_place else name)
        return Piece(place, "entities", {"id": id, "name": name}, cells(flat, *_IDS, label))

    def _tie(self, place: int, value: dict[str, Any]) -> Piece:
        flat = opened_out(value, *_INNER)
        first, second = next((e for e in _ENDS if e[0] in flat and e[1] in flat), _ENDS[0])
        kind = next((name for name in _KINDS if cell(flat.get(name))), "")
        kind = kind if cell(flat.get(kind)).lower() not in ("directed", "undirected") else ""
        way = flat.get("directed", flat.get("undirected"))
        if isinstance(way, bool):
            way = "directed" if way is ("directed" in flat) else "undirected"
        known = {
            "from": _end(flat.get(first)),
            "to": _end(flat.get(second)),
            "kind": cell(flat.get(kind)),
            "directed": cell(way) or self.directed,
            "id": cell(flat.get("id")),
            "since": day_of(cell(flat.get("since")) or cell(flat.get("start_date"))),
        }
        used = (first, second, kind, "directed", "undirected", "id", "since", "start_date")
        return Piece(place, "ties", known, cells(flat, *used))


def _items(
    part: JsonPart, nodes: tuple[str, ...], ties: set[tuple[str, ...]]
) -> Iterator[JsonPart]:
    """The nodes and ties in a part: itself, or the values of an object by id."""
    if part.path == nodes or part.path in ties:
        if part.number and isinstance(part.value, dict):
            yield part
        elif isinstance(part.value, dict):
            for id, one in part.value.items():
                if isinstance(one, dict):
                    yield JsonPart(part.path, 0, {"id": id} | one)
    elif (part.path[:-1] == nodes or part.path[:-1] in ties) and isinstance(part.value, dict):
        yield JsonPart(part.path[:-1], 0, {"id": part.path[-1]} | part.value)


def _end(value: object) -> str:
    """The id of an end; a drawing that has run has the whole node there."""
    if isinstance(value, dict):
        return next((cell(value[name]) for name in _IDS if name in value), "")
    return cell(value)
