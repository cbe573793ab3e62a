"""Which names of a map there is room for, and where: no name runs into another, or into a mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from queries.render.brief_page import em

SIZE: Final = 13.0  # of a name, in pixels
LEADING: Final = 15.0
_GAP: Final = 4.0  # between a mark and its name
_CELL: Final = 80.0  # of the grid by which neighbours are looked up
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something with a name stands, and how much of the map it takes."""

    x: float
    y: float
    radius: float
    lines: Sequence[str]  # of its name


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name's lines from the top: x of their middle, y of the first baseline."""

    x: float
    y: float
    lines: Sequence[str]
    box: Box


@dataclass(slots=True)
class _Ground:
    """What has something on it already, by cells of a grid."""

    cells: dict[tuple[int, int], list[tuple[Box, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, box: Box, of: int) -> None:
        for cell in _cells(box):
            self.cells[cell].append((box, of))

    def free(self, box: Box, of: int) -> bool:
        """Whether nothing of anybody else is there."""
        return not any(
            whose != of and _meet(box, other)
            for cell in _cells(box)
            for other, whose in self.cells.get(cell, ())
        )


def width(text: str, size: float = SIZE) -> float:
    """About how wide a text is, in pixels.

    >>> width("Ada") < width("Ada Berg")
    True
    """
    return size * sum(map(em, text))


def placed_names(spots: Sequence[Spot], order: Iterable[int]) -> dict[int, PlacedName]:
    """The names that have room, by the number of their spot; who is first in `order` is asked
    first. Below the mark, or above, or beside it.

    >>> alike = [Spot(0, 0, 10, ["Ada"]), Spot(2, 0, 10, ["Bo"]), Spot(300, 0, 10, ["Cy"])]
    >>> list(placed_names(alike, [0, 1, 2])), list(placed_names([], []))
    ([0, 1, 2], [])
    """
    ground, names = _Ground(), {}
    for n, spot in enumerate(spots):
        r = spot.radius
        ground.add((spot.x - r, spot.y - r, spot.x + r, spot.y + r), n)
    for n in order:
        for name in _places(spots[n]):
            if ground.free(name.box, n):
                ground.add(name.box, -1)
                names[n] = name
                break
    return names


def _places(spot: Spot) -> Iterator[PlacedName]:
    across = max((width(line) for line in spot.lines), default=0.0)
    down, away = LEADING * len(spot.lines), spot.radius + _GAP
    aside = away + across / 2
    for x, top in (
        (spot.x, spot.y + away),
        (spot.x, spot.y - away - down),
        (spot.x + aside, spot.y - down / 2),
        (spot.x - aside, spot.y - down / 2),
    ):
        box = (x - across / 2, top, x + across / 2, top + down)
        yield PlacedName(x, top + 0.8 * LEADING, spot.lines, box)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(side // _CELL) for side in box)
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
