"""GEXF 1.1 to 1.3, as Gephi, Gephi Lite and others write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.model.words import mark
from loaders.bring.table import ForeignTable, Role
from loaders.bring.tools.meanings import day_of
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.bring.tools.xml_parts import Part, parts_of
from loaders.files.sources import Source

_ROLES: Final[Mapping[str, Role]] = {"node": "entities", "edge": "ties"}
_BEGINS = re.compile(r"(?:<[?!].*?>\s*|<!--.*?-->\s*)*<(?:\w+:)?gexf\b", re.DOTALL)
_WAYS: Final = frozenset(("directed", "undirected", "mutual"))
_LOOKS: Final = frozenset(("color", "position", "size", "shape", "thickness"))
_LOOK: Final = mark("Colours, sizes, shapes and positions of the drawing: {n}.")
_SPELLS: Final = mark(
    "Those with several spans of time, of which the first day and the last are taken: {n}."
)
_CHANGES: Final = mark("Values that change over time, of which the last is taken: {n}.")


@dataclass
class _Open:
    """An element or a tie that has begun."""

    role: Role
    part: Part
    values: dict[str, str] = field(default_factory=dict)  # by title
    spells: list[tuple[str, str]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    looks: bool = False


@file_format
def gexf(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Nodes with label, attributes by title, start and end; edges with type, kind and weight.

    A node inside another names it in the column “inside”. Of spells the first start and the last
    end are taken; where one is open, none.
    """
    if not _BEGINS.match(begins):
        return None
    return network_tables("GEXF", source, lambda losses: _pieces(source, losses))


def _pieces(source: Source, losses: Losses) -> Iterator[Piece]:
    titles: dict[tuple[Role, str], str] = {}
    lists = set[tuple[Role, str]]()  # titles of attributes that hold several values
    defaults: dict[Role, dict[str, str]] = {"entities": {}, "ties": {}}
    usual, role, attribute = "undirected", _ROLES["node"], ""
    waiting: list[_Open] = []
    for part in parts_of(source):
        if part.at == "start":
            if part.tag == "graph":
                usual = part.attributes.get("defaultedgetype", usual)
            elif part.tag == "attributes":
                role = _ROLES.get(part.attributes.get("class", "node"), "entities")
            elif part.tag == "attribute" and not waiting:
                attribute = _title(titles, role, part)
                if part.attributes.get("type", "").startswith("list"):
                    lists.add((role, attribute))
            elif part.tag in _ROLES:
                waiting.append(_Open(_ROLES[part.tag], part))
            elif waiting:
                _inside(waiting[-1], part, titles, losses)
        elif part.tag == "default" and not waiting and part.text:
            defaults[role][attribute] = part.text
        elif part.tag in _ROLES and waiting:
            one = waiting.pop()
            if losses.role not in ("", one.role):
                continue
            above = waiting[-1].part.attributes.get("id", "") if waiting else ""
            for title in one.values.keys() & {title for of, title in lists if of == one.role}:
                one.values[title] = _several(one.values[title])
            yield _piece(one, above, usual, defaults[one.role], losses)


def _title(titles: dict[tuple[Role, str], str], role: Role, part: Part) -> str:
    """The title of an attribute that is declared; a second of one title has another name."""
    id = part.attributes.get("id", "")
    title = part.attributes.get("title", "") or id
    others = {other for (of, _), other in titles.items() if of == role}
    base, again = title, 2
    while title in others:
        title, again = f"{base} {again}", again + 1
    titles[role, id] = title
    return title


def _inside(one: _Open, part: Part, titles: dict[tuple[Role, str], str], losses: Losses) -> None:
    if part.tag == "attvalue":
        id = part.attributes.get("for", part.attributes.get("id", ""))
        title = titles.get((one.role, id), id)
        if title in one.values:
            losses.add(one.role, _CHANGES)
        one.values[title] = part.attributes.get("value", "")
    elif part.tag == "spell":
        one.spells.append(_span(part.attributes))
    elif part.tag == "parent":
        one.parents.append(part.attributes.get("for", ""))
    elif part.tag in _LOOKS:
        one.looks = True


def _several(text: str) -> str:
    """Several values, as Gephi writes them in brackets, as cells have them.

    >>> _several('[English, "Vasna, old"]'), _several("a|b")
    ('English|Vasna, old', 'a|b')
    """
    if not (text.startswith("[") and text.endswith("]")):
        return text
    each = next(csv.reader([text[1:-1]], skipinitialspace=True), [])
    return "|".join(one.strip() for one in each)


def _span(attributes: Mapping[str, str]) -> tuple[str, str]:
    """The first and the last day that an element says; a moment has a first alone."""
    first = attributes.get("start", attributes.get("startopen", attributes.get("timestamp", "")))
    return day_of(first), day_of(attributes.get("end", attributes.get("endopen", "")))


def _piece(
    one: _Open, above: str, usual: str, defaults: Mapping[str, str], losses: Losses
) -> Piece:
    fields = one.part.attributes
    spans = one.spells or [_span(fields)]
    if len(spans) > 1:
        losses.add(one.role, _SPELLS)
    if one.looks:
        losses.add(one.role, _LOOK)
    firsts, lasts = [first for first, _ in spans], [last for _, last in spans]
    times = {"since": min(firsts) if all(firsts) else "", "until": max(lasts) if all(lasts) else ""}
    more = dict(defaults) | one.values
    for when, day in times.items():  # the time axis has days only: beside it may stand the month
        if more.get(when) and day.startswith(more[when]):
            times[when] = more.pop(when)
    if one.role == "entities":
        parents = [x for x in (above or fields.get("pid", ""), *one.parents) if x]
        if parents:
            more["inside"] = "|".join(parents)
        known = {"id": fields.get("id", ""), "name": fields.get("label", ""), **times}
        return Piece(one.part.line, one.role, known, more)
    if fields.get("label"):
        more.setdefault("label", fields["label"])
    way = fields.get("type", usual)
    known = {
        "from": fields.get("source", ""),
        "to": fields.get("target", ""),
        # NetworkX writes there what a tie is.
        "kind": fields.get("kind", "") or ("" if way in _WAYS else way),
        **times,
        "directed": way if way in _WAYS else usual,
        "weight": fields.get("weight", ""),
        "id": fields.get("id", ""),
    }
    return Piece(one.part.line, one.role, known, more)
