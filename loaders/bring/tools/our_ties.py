"""What the ties of a tool's file are in our words, by what their two ends are.

A tie of ours has its ends in one order, and only some kinds of entities at each: a directorship of
a company is no leading, and “funded by” is read from the second end. So the ties get a column of
their own, “tie”, and stand in our order; an end that is a government has the id that it has here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from graph.model.ids import kind_of
from graph.model.schema import TIES
from graph.model.text import fold
from graph.model.words import number, say
from loaders.bring.table import ForeignTable
from loaders.bring.tools.meanings import free_name
from loaders.bring.tools.pieces import IN_STORE, SELF
from loaders.bring.tools.words import UNKNOWN_TIE, between, kind_of_entity, kind_of_tie
from loaders.countries import known as known_country

COLUMN: Final = "tie"
MUTUAL: Final = "mutual"
# By what ties call an element: our kind (None: not known), and what we call it.
Elements = Callable[[], Mapping[str, tuple[str | None, str]]]


def with_our_ties(tables: Sequence[ForeignTable]) -> tuple[ForeignTable, ...]:
    """The tables, those of ties with a column “tie” in our words where they say what a tie is.

    A word that is not known is “is linked to”; the tool's own word stays in its column. A tie that
    is marked as mutual, of a kind that has a direction, becomes two.
    """

    @cache
    def elements() -> Mapping[str, tuple[str | None, str]]:
        return _elements([table for table in tables if table.role == "entities"])

    return tuple(_worded(table, elements) if table.role == "ties" else table for table in tables)


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


def _elements(tables: Sequence[ForeignTable]) -> dict[str, tuple[str | None, str]]:
    """Our kind of each element that has one, by its id and, where it has none, by its name; and
    its id: of a government, whose country is named exactly, the id that it has here."""
    elements: dict[str, tuple[str | None, str]] = {}
    for table in tables:
        place = _places(table)
        name = place.get("name", place.get("id"))
        by, kind = place.get("id", name), place.get("kind")
        for _, row in table.rows() if by is not None and kind is not None else ():
            ours, id = _kind(row[kind or 0]), row[by or 0]
            state = known_country(row[name or 0]) if ours == "Government" else None
            elements[id] = (ours, f"gov:{state}" if state else id)
    return elements


@cache
def _kind(word: str) -> str | None:
    return kind_of_entity(word)


def _worded(table: ForeignTable, elements: Elements) -> ForeignTable:
    place = _places(table)
    if "kind" not in place or COLUMN in place:
        return table
    first, second, word = place["from"], place["to"], place["kind"]
    way = place.get("directed")

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        of = elements()
        for line, row in table.rows():
            ends = [_end(row[first], of), _end(row[second], of)]
            known = kind_of_tie(row[word]) if row[word] else None
            kind, turned = UNKNOWN_TIE, False
            if known:
                kind, turned = between(known[0], ends[0][0], ends[1][0], known[1])
            cells = [*row, TIES[kind].phrase]
            cells[first], cells[second] = (ends[turned][1], ends[not turned][1])
            yield line, cells
            if way is not None and fold(row[way]) == MUTUAL and TIES[kind].directed:
                again = list(cells)
                again[first], again[second] = cells[second], cells[first]
                yield line, again

    name = free_name(COLUMN, table.header)
    header, meaning = (*table.header, name), {**table.meaning, name: COLUMN}
    return replace(table, header=header, rows=rows, meaning=meaning)


def _end(id: str, elements: Mapping[str, tuple[str | None, str]]) -> tuple[str | None, str]:
    kind = kind_of(id) if id.startswith(IN_STORE) else None
    return (kind.name, id) if kind else elements.get(id, (None, id))
