"""XGMML, as Cytoscape writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.model.words import mark
from loaders.bring.table import ForeignTable, Role
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.bring.tools.xml_parts import Part, parts_of
from loaders.files.sources import Source

_BEGINS: Final = re.compile(
    r"(?:<\?.*?\?>\s*|<!--.*?-->\s*)*(?:<!DOCTYPE\s+graph\b|<(?:\w+:)?graph\b[^>]*XGMML)",
    re.DOTALL | re.IGNORECASE,
)
_ROLES: Final[Mapping[str, Role]] = {"node": "entities", "edge": "ties"}
_LOOK: Final = mark("Colours, sizes, shapes and positions of the drawing: {n}.")
_OWN: Final = ("name", "shared name", "shared interaction", "interaction", "SUID", "selected")


@dataclass
class _Being:
    """A node or an edge that has begun."""

    role: Role
    part: Part
    values: dict[str, list[str]] = field(default_factory=dict)
    drawn: bool = False


@file_format
def xgmml(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Nodes and edges with their att; a list by the values in it; a node inside another names it
    in “inside”."""
    if not _BEGINS.match(begins):
        return None
    return network_tables("XGMML", source, lambda losses: _pieces(source, losses))


def _pieces(source: Source, losses: Losses) -> Iterator[Piece]:
    open_ones: list[_Being] = []
    lists: list[str] = []  # the names of the att that are open
    directed = "undirected"
    for part in parts_of(source):
        if part.at == "start":
            if part.tag == "graph":
                directed = "directed" if part.attributes.get("directed") == "1" else directed
            elif part.tag in _ROLES:
                open_ones.append(_Being(_ROLES[part.tag], part))
                lists.clear()
            elif part.tag == "graphics" and open_ones:
                open_ones[-1].drawn = True
            elif part.tag == "att":
                name = part.attributes.get("name") or (lists[-1] if lists else "")
                lists.append(name)
                value = part.attributes.get("value", "")
                if open_ones and not open_ones[-1].drawn and name and value:
                    open_ones[-1].values.setdefault(name, []).append(value)
        elif part.tag == "att":
            lists[-1:] = []
        elif part.tag in _ROLES and open_ones:
            one = open_ones.pop()
            if one.drawn:
                losses.add(one.role, _LOOK)
            above = open_ones[-1].part.attributes.get("id", "") if open_ones else ""
            yield _piece(one, above, directed)


def _piece(one: _Being, above: str, directed: str) -> Piece:
    fields = one.part.attributes
    texts = {name: "|".join(each) for name, each in one.values.items()}
    more = {name: text for name, text in texts.items() if name not in _OWN}
    id = fields.get("id", "")
    if one.role == "entities":
        if above:
            more["inside"] = above
        name = texts.get("name") or fields.get("label", "") or texts.get("shared name", "")
        return Piece(one.part.line, one.role, {"id": id, "name": name}, more)
    kind = texts.get("interaction") or texts.get("shared interaction") or fields.get("label", "")
    known = {
        "from": fields.get("source", ""),
        "to": fields.get("target", ""),
        "kind": kind,
        "directed": {"1": "directed", "0": "undirected"}.get(fields.get("directed", ""), directed),
        "id": id,
    }
    return Piece(one.part.line, one.role, known, more)
