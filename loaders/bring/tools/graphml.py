"""GraphML, as yEd, NetworkX, igraph, Gephi and Cytoscape write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.model.words import mark
from loaders.bring.table import ForeignTable, Role
from loaders.bring.tools.neo4j_csv import main_label
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.bring.tools.xml_parts import Part, parts_of
from loaders.files.sources import Source

_BEGINS = re.compile(r"(?:<[?!].*?>\s*|<!--.*?-->\s*)*<(?:\w+:)?graphml\b", re.DOTALL)
_ROLES: Final[Mapping[str, Role]] = {"node": "entities", "edge": "ties"}
_HYPER: Final = mark("Ties of more than two elements (hyperedges), which no tie here has: {n}.")
_PORTS: Final = mark("Ports, the places of elements where ties begin in a drawing: {n}.")
_DRAWN: Final = mark("Drawings of elements and ties, of which the labels alone are taken: {n}.")
_UNDECLARED: Final = mark("Values whose key the file never declares, named by that key: {n}.")
_LABELS: Final = ("NodeLabel", "EdgeLabel")  # yEd's


@dataclass
class _Begun:
    """An element or a tie that has begun."""

    role: Role
    part: Part
    values: dict[str, str] = field(default_factory=dict)  # by title
    label: str = ""
    drawn: bool = False


@dataclass
class _Keys:
    """What the file's keys mean, wherever in it they are declared."""

    titles: dict[tuple[str, str], str] = field(default_factory=dict)  # by role or "", and id
    defaults: dict[tuple[str, str], str] = field(default_factory=dict)

    def title(self, role: Role, id: str) -> str:
        return self.titles.get((role, id)) or self.titles.get(("", id), "")


@file_format
def graphml(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Nodes and edges of all graphs, nested ones too, with their values by the titles of the keys.

    A key may stand anywhere; a node of a nested graph names the one around it in “inside”.
    """
    if not _BEGINS.match(begins):
        return None
    keys = _keys(source)
    return network_tables("GraphML", source, lambda losses: _pieces(source, keys, losses))


def _keys(source: Source) -> _Keys:
    keys, open_key = _Keys(), ("", "")
    for part in parts_of(source):
        if part.tag == "key" and part.at == "start":
            id = part.attributes.get("id", "")
            title = part.attributes.get("attr.name", "") or id
            open_key = (_ROLES.get(part.attributes.get("for", "all"), ""), id)
            others = {one for (role, _), one in keys.titles.items() if role == open_key[0]}
            base, again = title, 2
            while title in others:
                title, again = f"{base} {again}", again + 1
            keys.titles[open_key] = title
        elif part.tag == "default" and part.at == "end" and part.text:
            keys.defaults[open_key] = part.text
    return keys


def _pieces(source: Source, keys: _Keys, losses: Losses) -> Iterator[Piece]:
    waiting: list[_Begun] = []
    directed: list[str] = []  # of the graphs around
    for part in parts_of(source):
        if part.at == "start":
            if part.tag in _ROLES:
                waiting.append(_Begun(_ROLES[part.tag], part))
            elif part.tag == "graph":
                directed.append(part.attributes.get("edgedefault", "undirected"))
            elif part.tag == "hyperedge":
                losses.add("ties", _HYPER)
            elif part.tag == "port":
                losses.add("entities", _PORTS)
        elif part.tag in _ROLES:
            one = waiting.pop()
            if losses.role not in ("", one.role):
                continue
            above = next((x.part for x in reversed(waiting) if x.role == "entities"), None)
            yield _piece(one, above, directed[-1:] or ["undirected"], keys, losses)
        elif part.tag == "graph":
            directed.pop()
        elif waiting:
            _value(waiting[-1], part, keys, losses)


def _value(one: _Begun, part: Part, keys: _Keys, losses: Losses) -> None:
    if part.tag == "data":
        id = part.attributes.get("key", "")
        title = keys.title(one.role, id)
        if not title:
            losses.add(one.role, _UNDECLARED)
        if part.text:
            one.values[title or id] = part.text
    elif part.tag in _LABELS and part.text and not one.label:
        one.label = " ".join(part.text.split())
    elif part.tag in ("Geometry", "Path", "Fill"):
        one.drawn = True


def _piece(one: _Begun, above: Part | None, usual: list[str], keys: _Keys, losses: Losses) -> Piece:
    fields = one.part.attributes
    if one.drawn:
        losses.add(one.role, _DRAWN)
    more = {
        keys.titles[role, id]: text
        for (role, id), text in keys.defaults.items()
        if role in ("", one.role)
    } | one.values
    if one.role == "entities":
        if more.get("labels", "").startswith(":"):  # as Neo4j's APOC writes them
            labels = more["labels"].strip(":").split(":")
            more = {"kind": main_label(labels)} | more | {"labels": "|".join(labels)}
        if above:
            more["inside"] = above.attributes.get("id", "")
        known = {"id": fields.get("id", ""), "name": one.label}
        return Piece(one.part.line, one.role, known, more)
    if one.label:
        more.setdefault("label", one.label)
    way = {"true": "directed", "false": "undirected"}.get(fields.get("directed", ""), usual[0])
    known = {
        "from": fields.get("source", ""),
        "to": fields.get("target", ""),
        "directed": way,
        "id": fields.get("id", ""),
    }
    return Piece(one.part.line, one.role, known, more)
