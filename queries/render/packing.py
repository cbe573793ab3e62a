"""Room on a map: parts as large as their entities need, nobody on another's spot, all packed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from queries.render.forces import Numbers, Points, on_raster
from queries.render.rings import around

SHAPE = 1.4  # what is left of a screen beside panels is so much wider than high
_AMPLE = 1.04  # pushed apart a little further than must be, so that whole pixels do
_PUSHES = 100
_EAGER = 0.8  # of what two overlap, each goes so much: half would do for two alone
_TRIES = 30  # spots that are tried first

Box = tuple[float, float]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Room:
    """What one entity takes: pixels across and down, as a box or as a disc."""

    across: float
    down: float
    box: bool
    slack: float  # so many times what all take side by side is a field that reads well

    @property
    def size(self) -> Points:
        return np.array([self.across, self.down])

    @property
    def norm(self) -> float:
        """Minkowski's p in which two that are nearer than 1 overlap."""
        return math.inf if self.box else 2.0


def apart(points: Points, room: Room) -> Points:
    """Push apart what is nearer than its room; O(n log n) a round.

    Whoever is too near after the last round goes to the nearest free spot.
    """
    # Neighbours of one hub come to lie on one another: this tells pushes which way to go.
    at = points / room.size + 0.1 * around(np.arange(len(points)))
    for _ in range(_PUSHES):
        near = _too_near(at, room)
        if not len(near):
            return at * room.size
        step = _EAGER * _steps(at[near[:, 0]] - at[near[:, 1]], room)
        moves = [
            np.bincount(near[:, 0], way, len(at)) - np.bincount(near[:, 1], way, len(at))
            for way in step.T
        ]
        at = on_raster(at + np.stack(moves, axis=1))
    movers = np.zeros(len(at), dtype=bool)
    movers[_too_near(at, room)[:, 1]] = True
    return beside(at * room.size, room, ~movers)


def beside(points: Points, room: Room, still: Marks) -> Points:
    """Those of `still` stay; each other goes to the nearest free spot, one after the other.

    (Pushed, they would be handed on through a crowd and come out far away.)
    """
    at = points / room.size
    there = cKDTree(at[still])
    newcomers = np.flatnonzero(~still)
    for count, one in enumerate(newcomers.tolist()):
        before = at[newcomers[:count]]
        for around_it in _spots():
            spots = on_raster(at[one] + around_it)
            spots = spots[np.asarray(there.query(spots, p=room.norm)[0]) >= _AMPLE]
            gap = np.abs(spots[:, None, :] - before)
            far = gap.max(axis=2) if room.box else np.hypot(gap[:, :, 0], gap[:, :, 1])
            spots = spots[far.min(axis=1, initial=math.inf) >= _AMPLE]
            if len(spots):
                at[one] = spots[0]
                break
    return np.where(still[:, None], points, at * room.size)


def _too_near(at: Points, room: Room) -> Numbers:
    """Pairs that overlap, always in the same order."""
    tree = cKDTree(at, balanced_tree=False, compact_nodes=False)
    pairs = tree.query_pairs(1.0, p=room.norm, output_type="ndarray").astype(np.int64)
    ordered: Numbers = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return ordered


def _steps(gap: Points, room: Room) -> Points:
    """How far, and which way, each pair has to part: a box along the way that is shorter."""
    if room.box:
        far = np.abs(gap)
        across = far[:, 0] >= far[:, 1]
        ways = np.stack([across, ~across], axis=1) * np.where(gap < 0, -1.0, 1.0)
        apart: Points = ways * (_AMPLE - far.max(axis=1))[:, None]
        return apart
    distance = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-9)
    return gap * ((_AMPLE - distance) / distance)[:, None]


def _spots() -> Iterator[Points]:
    """Spots around a point, ever farther from it, ever more at once."""
    begin, end = 0, _TRIES
    while True:
        yield _ring(begin, end)
        begin, end = end, 3 * end


@lru_cache(maxsize=16)
def _ring(begin: int, end: int) -> Points:
    numbers = np.arange(begin, end)
    ring: Points = 0.3 * np.sqrt(numbers)[:, None] * around(numbers)
    return ring


def stretched(points: Points, room: Room, shape: float = SHAPE) -> Points:
    """A part turned so that its longer way lies across, at the size that its entities need.

    Where names stand on it, it comes to a `shape` that is wider than high, as names are; else it
    is drawn out a little towards it.
    """
    points = points - points.mean(axis=0)
    x, y = points.T
    wide, high, slant = (x * x).mean(), (y * y).mean(), (x * y).mean()
    grain = (wide + high) * 1e-9 or 1.0  # what is round is not turned by a rounding error
    slant, longer = np.rint(slant / grain), np.rint((wide - high) / grain)
    angle = math.atan2(2 * slant, longer) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    points = on_raster(np.stack([cos * x + sin * y, cos * y - sin * x], axis=1))
    spread = np.maximum(4 * np.sqrt((points**2).mean(axis=0)), 1e-6)  # the width of an even disc
    spread = np.maximum(spread, spread.max() / 4)  # a row of entities stays a row
    own = float(spread[0] / spread[1])
    # Pushed apart, names go further across than down.
    shape = 0.88 * shape if room.box else max(own, min(shape, 1.25 * own))
    across = math.sqrt(len(points) * room.across * room.down * room.slack * shape)
    return on_raster(points / spread * np.array([across, across / shape]))


def packed(boxes: Sequence[Box], wide: float = 0.0) -> list[Box]:
    """The upper left corner of each box (width, height), so that all fill about `SHAPE`, or more of
    a width that is free anyway.

    Coffman, Garey, Johnson and Tarjan 1980 ("Performance bounds for level-oriented
    two-dimensional packing algorithms"), but on a skyline. O(boxes²) at most.

    >>> packed([(14, 10)])
    [(0.0, 0.0)]
    """
    if not boxes:
        return []
    area = sum(across * down for across, down in boxes)
    least = max(wide, *(across for across, _ in boxes))
    widths = [max(least, more * math.sqrt(area * SHAPE)) for more in (1.0, 1.1, 1.2, 1.35)]
    trials = [_skyline(boxes, width) for width in widths]
    return min(trials, key=lambda corners: _extent(boxes, corners))


def _extent(boxes: Sequence[Box], corners: Sequence[Box]) -> float:
    right = max(left + wide for (left, _), (wide, _) in zip(corners, boxes, strict=True))
    bottom = max(top + high for (_, top), (_, high) in zip(corners, boxes, strict=True))
    return max(right / SHAPE, bottom)


def _skyline(boxes: Sequence[Box], width: float) -> list[Box]:
    """The highest first: each as far up as it goes within a width, then as far left."""
    corners = [(0.0, 0.0)] * len(boxes)
    line = [(0.0, width, 0.0)]  # from, to, and how far down it is taken
    for number in sorted(range(len(boxes)), key=lambda n: (-boxes[n][1], -boxes[n][0], n)):
        wide, high = boxes[number]
        top, left = min(
            (max(down for begin, end, down in line if begin < left + wide and end > left), left)
            for left, _, _ in line
            if left + wide <= width or left == 0
        )
        right = left + wide
        corners[number] = (left, top)
        before = [(begin, min(end, left), down) for begin, end, down in line if begin < left]
        after = [(max(begin, right), end, down) for begin, end, down in line if end > right]
        line = [*before, (left, right, top + high), *after]
    return corners


def rows(count: int, room: Room, wide: float) -> Points:
    """Row by row within a width, or where that would be high, at `SHAPE`; from (0, 0)."""
    fitting = wide / room.across, math.sqrt(count * SHAPE * room.down / room.across)
    across = max(1, round(max(fitting)))
    number = np.arange(count)
    return np.stack([number % across, number // across], axis=1) * room.size
