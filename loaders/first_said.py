"""What each thing of a load is said to be first, and where: packed into one number each, since a
list may say a million things, and these stay in memory until all is read."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.places import Place
from loaders.row import Row

_NUMBER = 36  # bits for a row's number
_PLACE = _NUMBER + 12  # bits for that and its file's


class FirstSaid:
    """By identity: a number that stands for all that was said, and the row that said it."""

    def __init__(self, detailed: int) -> None:
        """`detailed`: of so many rows all cells are held, so that a problem can show them."""
        self._detailed = detailed
        self._packed: dict[tuple[str, ...], int] = {}
        self._rows: dict[int, Row] = {}
        self._files: dict[str, int] = {}
        self._names: list[str] = []

    def __contains__(self, identity: tuple[str, ...]) -> bool:
        return identity in self._packed

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._packed)

    def before(self, identity: tuple[str, ...], content: int, row: Row) -> tuple[int, Place] | None:
        """What was said first of it, and where; None: nothing was, and now this is."""
        packed = self._packed.get(identity)
        if packed is None:
            self._packed[identity] = content << _PLACE | self._place(row)
            return None
        return packed >> _PLACE, self._at(packed & ((1 << _PLACE) - 1))

    def _place(self, row: Row) -> int:
        file = self._files.get(row.file)
        if file is None:
            file = self._files[row.file] = len(self._names)
            self._names.append(row.file)
        place = file << _NUMBER | row.number
        if len(self._rows) < self._detailed:
            self._rows[place] = row
        return place

    def _at(self, place: int) -> Place:
        row = self._rows.get(place)
        if row is not None:
            return row
        return self._names[place >> _NUMBER], place & ((1 << _NUMBER) - 1)
