"""What the ties of a tool's file are in our words, by what their two ends are.

A tie of ours has its ends in one order, and only some kinds of entities at each: a directorship of
a company is no leading, and “funded by” is read from the second end. So the ties get a column of
their own, “tie”, and stand in our order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from graph.model.schema import TIES
from graph.model.words import number, say
from loaders.bring.table import ForeignTable
from loaders.bring.tools.pieces import GOVERNMENT, SELF
from loaders.bring.tools.words import UNKNOWN_TIE, between, kind_of_entity, kind_of_tie

COLUMN: Final = "tie"
MUTUAL: Final = "mutual"
Kinds = Callable[[], Mapping[str, str | None]]  # by what ties call an element; None: not known


def with_our_ties(tables: Sequence[ForeignTable]) -> tuple[ForeignTable, ...]:
    """The tables, those of ties with a column “tie” in our words where they say what a tie is.

    A word that is not known is “is linked to”; the tool's own word stays in its column. A tie that
    is marked as mutual, of a kind that has a direction, becomes two.
    """

    @cache
    def kinds() -> Mapping[str, str | None]:
        return _kinds([table for table in tables if table.role == "entities"])

    return tuple(_worded(table, kinds) if table.role == "ties" else table for table in tables)


def without_loops(table: ForeignTable) -> ForeignTable:
    """A table of ties without those from an element to itself, which it says."""
    place = _places(table)
    first, second = place["from"], place["to"]
    loops = sum(bool(row[first]) and row[first] == row[second] for _, row in table.rows())
    if not loops:
        return table

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        yield from (
            (line, row) for line, row in table.rows() if not row[first] or row[first] != row[second]
        )

    return replace(table, rows=rows, lost=(*table.lost, say(SELF, n=number(loops))))


def _places(table: ForeignTable) -> dict[str, int]:
    """Which column has a meaning."""
    return {table.meaning[c]: n for n, c in enumerate(table.header) if c in table.meaning}


def _kinds(tables: Sequence[ForeignTable]) -> dict[str, str | None]:
    """Our kind of each element, by its id and, where it has none, by its name."""
    kinds: dict[str, str | None] = {}
    for table in tables:
        place = _places(table)
        by, kind = place.get("id", place.get("name")), place.get("kind")
        for _, row in table.rows() if by is not None and kind is not None else ():
            kinds[row[by or 0]] = _kind(row[kind or 0])
    return kinds


@cache
def _kind(word: str) -> str | None:
    return kind_of_entity(word)


def _worded(table: ForeignTable, kinds: Kinds) -> ForeignTable:
    place = _places(table)
    if "kind" not in place or COLUMN in table.header:
        return table
    first, second, word = place["from"], place["to"], place["kind"]
    way = place.get("directed")

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        of = kinds()
        for line, row in table.rows():
            source, target = row[first], row[second]
            known = kind_of_tie(row[word]) if row[word] else None
            kind, turned = UNKNOWN_TIE, False
            if known:
                kind, turned = between(known[0], _of(source, of), _of(target, of), known[1])
            cells = [*row, TIES[kind].phrase]
            if turned:
                cells[first], cells[second] = target, source
            yield line, cells
            if way is not None and row[way] == MUTUAL and TIES[kind].directed:
                again = list(cells)
                again[first], again[second] = cells[second], cells[first]
                yield line, again

    header = (*table.header, COLUMN)
    return replace(table, header=header, rows=rows, meaning={**table.meaning, COLUMN: COLUMN})


def _of(end: str, kinds: Mapping[str, str | None]) -> str | None:
    return "Government" if end.startswith(GOVERNMENT) else kinds.get(end)
