"""CX and CX2, as Cytoscape and NDEx write them: a list of aspects, each with its own items."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.model.words import mark
from loaders.bring.table import ForeignTable
from loaders.bring.tools.json_parts import cell, json_parts
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.files.sources import Source

_BEGINS: Final = re.compile(r"\[\s*\{\s*\"(?:CXVersion|numberVerification)\"")
_PLACES: Final = mark("Positions of the drawing: {n}.")
_OWN: Final = ("shared name", "shared interaction", "SUID", "selected")  # Cytoscape's own
_ByAspect = dict[str, dict[str, str]]
_ATTRIBUTES: Final = {"nodeAttributes": "nodes", "edgeAttributes": "edges"}


@file_format
def cytoscape_cx(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Nodes and edges with their attributes, by the names that the file declares for its short
    ones (CX2), or with those that stand in aspects of their own (CX)."""
    if not _BEGINS.match(begins):
        return None
    return network_tables("Cytoscape", source, lambda losses: _pieces(source, losses))


def _aspects(source: Source) -> Iterator[tuple[str, Any]]:
    for part in json_parts(source):
        if isinstance(part.value, dict):
            yield from part.value.items()


def _pieces(source: Source, losses: Losses) -> Iterator[Piece]:
    names: _ByAspect = defaultdict(dict)  # by aspect: an alias, and what it means
    usual: _ByAspect = defaultdict(dict)  # by aspect: what is said of all
    apart = _attributes(source)
    for aspect, items in _aspects(source):
        if aspect == "attributeDeclarations":
            _declared(items, names, usual)
        elif aspect in ("nodes", "edges") and isinstance(items, list):
            for number, item in enumerate(items, 1):
                if isinstance(item, dict):
                    id = cell(item.get("id", item.get("@id")))
                    own = _named(item.get("v"), names[aspect])
                    more = usual[aspect] | own | apart.get((aspect, id), {})
                    if aspect == "nodes":
                        yield _node(number, id, item, more, losses)
                    else:
                        yield _edge(number, id, item, more)


def _attributes(source: Source) -> Mapping[tuple[str, str], dict[str, str]]:
    """The attributes that stand apart from nodes and edges, by aspect and id: CX alone."""
    known: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for aspect, items in _aspects(source):
        if aspect in _ATTRIBUTES and isinstance(items, list):
            for item in items:
                if isinstance(item, dict) and (text := cell(item.get("v"))):
                    known[_ATTRIBUTES[aspect], cell(item.get("po"))][cell(item.get("n"))] = text
    return known


def _declared(
    items: Any, names: dict[str, dict[str, str]], usual: dict[str, dict[str, str]]
) -> None:
    for declared in items if isinstance(items, list) else ():
        for aspect, attributes in declared.items() if isinstance(declared, dict) else ():
            for name, about in attributes.items() if isinstance(attributes, dict) else ():
                if isinstance(about, dict):
                    names[aspect][cell(about.get("a")) or name] = name
                    if text := cell(about.get("v")):
                        usual[aspect][name] = text


def _named(values: Any, names: Mapping[str, str]) -> dict[str, str]:
    each = values.items() if isinstance(values, dict) else ()
    return {names.get(key, key): text for key, one in each if (text := cell(one))}


def _node(
    number: int, id: str, item: Mapping[str, Any], more: dict[str, str], losses: Losses
) -> Piece:
    if "x" in item:
        losses.add("entities", _PLACES)
    shared = more.get("shared name", "")
    name = more.pop("name", "") or cell(item.get("n")) or shared
    rest = {title: text for title, text in more.items() if title not in _OWN}
    return Piece(number, "entities", {"id": id, "name": name}, rest)


def _edge(number: int, id: str, item: Mapping[str, Any], more: dict[str, str]) -> Piece:
    shared = more.get("shared interaction", "")
    kind = more.pop("interaction", "") or cell(item.get("i")) or shared
    known = {"from": cell(item.get("s")), "to": cell(item.get("t")), "kind": kind, "id": id}
    rest = {t: text for t, text in more.items() if t not in _OWN and not _is_of_ends(t, text, kind)}
    return Piece(number, "ties", known, rest)


def _is_of_ends(title: str, text: str, kind: str) -> bool:
    """Whether an attribute is the name that Cytoscape makes of an edge's ends."""
    return title == "name" and f"({kind})" in text
