"""Gephi's tables of nodes and of edges, as its Data Laboratory and others write them as CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.model.text import fold
from loaders.bring.table import ForeignTable
from loaders.bring.tools.meanings import columns_with_strength, day_of, free_name, guessed
from loaders.bring.tools.registry import header_format

TOOL: Final = "Gephi"
_INTERVAL: Final = ("time interval", "interval", "timeset", "timestamp")
_BOUND = re.compile(r"[\[(<]\s*\[?([^\[\],;<>()]*),\s*([^\[\],;<>()]*)")
_EDGES: Final = {
    "source": "from",
    "target": "to",
    "type": "directed",
    "weight": "weight",
    "id": "id",
}
_NODES: Final = {"id": "id", "label": "name"}
_WAYS: Final = frozenset(("directed", "undirected", "mixed", "mutual", ""))


@header_format
def gephi_edges(table: ForeignTable) -> ForeignTable | None:
    """Source, Target, Type (Directed, Undirected), Id, Label, Weight, Time Interval."""
    columns = [fold(column) for column in table.header]
    if not {"source", "target"} <= set(columns[:4]) or "name" in columns[:2]:
        return None
    means = dict(_EDGES)
    if "type" in columns:
        types = {fold(cells[columns.index("type")]) for _, cells in table.rows()}
        if not types <= _WAYS:
            means["type"] = "kind"
    meaning = {column: means[fold(column)] for column in table.header if fold(column) in means}
    rest = columns_with_strength(table, meaning)
    meaning |= guessed("ties", rest, set(meaning.values()))
    return _timed(replace(table, role="ties", tool=TOOL, meaning=meaning))


@header_format
def gephi_nodes(table: ForeignTable) -> ForeignTable | None:
    """Id, Label, and any attributes; Time Interval."""
    columns = [fold(column) for column in table.header]
    if columns[:2] not in (["id", "label"], ["label", "id"]):
        return None
    meaning = {column: _NODES[fold(column)] for column in table.header if fold(column) in _NODES}
    rest = {column: False for column in table.header if column not in meaning}
    meaning |= guessed("entities", rest, set(meaning.values()))
    return _timed(replace(table, role="entities", tool=TOOL, meaning=meaning))


def _timed(table: ForeignTable) -> ForeignTable:
    """The table with the interval of each row as two columns, where it has one."""
    place = next((n for n, column in enumerate(table.header) if fold(column) in _INTERVAL), None)
    if place is None or {"since", "until"} & set(table.meaning.values()):
        return table
    at = place

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for number, cells in table.rows():
            yield number, [*cells, *interval(cells[at])]

    names = [free_name(name, table.header) for name in ("since", "until")]
    meaning = {**table.meaning, names[0]: "since", names[1]: "until"}
    return replace(table, header=(*table.header, *names), rows=rows, meaning=meaning)


def interval(cell: str) -> tuple[str, str]:
    """The first and last day of an interval, or of several from the first to the last.

    >>> interval("<[2010.0, 2012.0]>"), interval("[2019-01-01,2020-02-01]"), interval("")
    (('2010', '2012'), ('2019-01-01', '2020-02-01'), ('', ''))
    >>> interval("<[2001, 2002]; [2005, Infinity]>"), interval("2010")
    (('2001', ''), ('2010', ''))
    """
    bounds = [(day_of(first), day_of(last)) for first, last in _BOUND.findall(cell)]
    if not bounds:
        return day_of(cell.strip("<[]> ")), ""
    firsts, lasts = [first for first, _ in bounds], [last for _, last in bounds]
    return min(firsts) if all(firsts) else "", max(lasts) if all(lasts) else ""
