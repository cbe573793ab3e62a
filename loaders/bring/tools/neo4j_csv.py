"""CSV as Neo4j imports it in bulk: nodes with :ID and :LABEL, relationships with :START_ID,
:END_ID and :TYPE."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.model.words import number, say
from loaders.bring.table import ForeignTable
from loaders.bring.tools.meanings import columns_with_strength, free_name, guessed, name_among
from loaders.bring.tools.registry import header_format
from loaders.bring.tools.words import detail_of_entity, kind_of_entity

TOOL: Final = "Neo4j"
# name:type(space){options}; the type of an array ends in [].
_COLUMN = re.compile(r"(?P<name>[^:]*):(?P<type>[\w-]+(?:\[\])?)(?:\((?P<space>.*?)\))?(?:\{.*\})?")
_MEANS: Final = {"ID": "id", "START_ID": "from", "END_ID": "to", "TYPE": "kind", "LABEL": "kind"}
_BETWEEN: Final = ";"  # several values or labels


@header_format
def neo4j(table: ForeignTable) -> tuple[ForeignTable, ...] | None:
    """Ids keep their ID space before them, since an id may stand in several; of several labels the
    most telling is the kind, and all stand in “labels”; :IGNORE is ignored."""
    parsed = [_COLUMN.fullmatch(column.strip()) for column in table.header]
    types = [match["type"].upper() if match else "" for match in parsed]
    ties = {"START_ID", "END_ID"} <= set(types)
    if not ties and "ID" not in types:
        return None
    header: list[str] = []
    turns: list[tuple[int, Callable[[str], str]]] = []  # which cell of a row, and what it becomes
    meaning: dict[str, str] = {}
    for place, (column, match, type) in enumerate(zip(table.header, parsed, types, strict=True)):
        if type == "IGNORE":
            continue
        name = (match["name"] if match else column) or type.replace("_", " ").capitalize()
        name = free_name(name, header)
        if type in _MEANS:
            meaning[name] = _MEANS[type]
        header.append(name)
        turns.append((place, _turn(type, match["space"] if match else "")))
    if "LABEL" in types:
        header.append(free_name("labels", header))
        turns.append((types.index("LABEL"), lambda cell: cell.replace(_BETWEEN, "|")))
    own = header[: len(header) - ("LABEL" in types)]
    if not ties and (title := name_among({c: c for c in own if c not in meaning})):
        meaning[title] = "name"

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for place, row in table.rows():
            yield place, [turn(row[at]) for at, turn in turns]

    new = replace(
        table,
        header=tuple(header),
        rows=rows,
        role="ties" if ties else "entities",
        tool=TOOL,
        lost=(*table.lost, *_ignored(types.count("IGNORE"))),
    )
    rest = columns_with_strength(new, [*meaning, *header[len(own) :]])
    meaning |= guessed(new.role, rest, set(meaning.values()))
    return (replace(new, meaning=meaning),)


def main_label(labels: Sequence[str]) -> str:
    """Which of several labels says best what something is: one that says its role or sector too,
    else one whose kind is known, else the first.

    >>> main_label(["Person", "Lawyer"]), main_label(["Thing", "Person"]), main_label([])
    ('Lawyer', 'Person', '')
    """
    telling = (label for label in labels if detail_of_entity(label))
    known = (label for label in labels if kind_of_entity(label))
    return next(telling, "") or next(known, "") or next(iter(labels), "")


def _turn(type: str, space: str | None) -> Callable[[str], str]:
    """What a cell of a type becomes."""
    if type in ("ID", "START_ID", "END_ID") and space:
        return lambda cell: f"{space}:{cell}" if cell else ""
    if type == "LABEL":
        return lambda cell: main_label([one.strip() for one in cell.split(_BETWEEN)])
    if type.endswith("[]"):
        return lambda cell: cell.replace(_BETWEEN, "|")
    return lambda cell: cell


def _ignored(times: int) -> tuple[str, ...]:
    return (say("Columns marked :IGNORE: {n}.", n=number(times)),) if times else ()
