"""Ties of a file that would be one here: of one kind, between the same two, since the same day.

Where they say different things, each goes by its id in the file or its place there; where they say
the same, they are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from loaders.bring.table import ForeignTable
from loaders.bring.tools.meanings import free_name

APART: Final = "apart"  # the column, and its meaning: what tells such ties apart
_SAME: Final = frozenset(("from", "to", "kind", "since"))
_NOTHING: Final = frozenset(("id", "weight", "directed", "tie"))  # tells nothing about a tie


class Parallels:
    """Which ties stand more than once and say different things; their hashes are remembered."""

    def __init__(self) -> None:
        self._once: set[int] = set()
        self._again: set[int] = set()
        self._says_more: set[int] = set()

    def add(self, known: Mapping[str, str], more: bool) -> None:
        """One more tie, by meaning. `more`: it has attributes beside what is known of it."""
        place = _hash(known)
        (self._again if place in self._once else self._once).add(place)
        if more or _details(known):
            self._says_more.add(place)

    def __bool__(self) -> bool:
        return not self._again.isdisjoint(self._says_more)

    def apart(self, line: int, known: Mapping[str, str], more: bool) -> str:
        """What tells a tie apart from others that would be the same; "" where nothing need."""
        if not (more or _details(known)) or _hash(known) not in self._again:
            return ""
        return known.get("id") or str(line)


def _details(known: Mapping[str, str]) -> bool:
    return any(known[name] for name in known.keys() - _SAME - _NOTHING)


def _hash(known: Mapping[str, str]) -> int:
    ends = sorted((known.get("from", ""), known.get("to", "")))
    return hash((*ends, known.get("kind", ""), known.get("since", "")))


def with_parallels_apart(table: ForeignTable) -> ForeignTable:
    """A table of ties with a column that tells apart those that would be one, where it has any."""
    parallels = Parallels()
    columns = [table.meaning.get(column, "") for column in table.header]
    rest = [n for n, meaning in enumerate(columns) if not meaning]

    def known(row: Sequence[str]) -> dict[str, str]:
        return {meaning: cell for meaning, cell in zip(columns, row, strict=True) if meaning}

    for _, row in table.rows():
        parallels.add(known(row), any(row[n] for n in rest))
    if not parallels:
        return table

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for line, row in table.rows():
            yield line, [*row, parallels.apart(line, known(row), any(row[n] for n in rest))]

    name = free_name(APART, table.header)
    return replace(
        table, header=(*table.header, name), rows=rows, meaning={**table.meaning, name: APART}
    )
