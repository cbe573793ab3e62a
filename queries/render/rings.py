"""From where forces begin: ring by ring around what was asked about, or out from who is there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from queries.render.forces import Numbers, Points, balanced, on_raster

TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: no two of its multiples point one way


def around(numbers: Numbers | Points) -> Points:
    """Directions, one long, of whole numbers: by the golden angle; (n, 2)."""
    return np.stack([np.cos(numbers * TURN), np.sin(numbers * TURN)], axis=1)


def sunflowers(lines: Numbers, parts: Numbers, in_focus: Sequence[bool]) -> Points:
    """Each part around those of it that were asked about, or else around who has most lines.

    One after the other by the golden angle, as wide as the part's forces are in balance.
    """
    near = neighbours(lines, len(parts))
    middles: dict[int, list[int]] = {}
    for one in sorted(range(len(near)), key=lambda n: (not in_focus[n], -len(near[n]), n)):
        if in_focus[one] or int(parts[one]) not in middles:
            middles.setdefault(int(parts[one]), []).append(one)
    place = np.zeros(len(parts))
    for middle in middles.values():
        order = _by_distance(middle, near)
        place[order] = np.arange(len(order))
    points = np.sqrt(place)[:, None] * around(place)
    return on_raster(points / np.sqrt(unit_areas(points, lines, parts))[parts][:, None])


def neighbours(lines: Numbers, count: int) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for one, other in lines.tolist():
        near[one].append(other)
        near[other].append(one)
    return near


def _by_distance(middle: Iterable[int], near: Sequence[Sequence[int]]) -> list[int]:
    """Breadth first; neighbours of one neighbour follow each other."""
    order = list(middle)
    reached = set(order)
    for one in order:
        order += [other for other in near[one] if other not in reached]
        reached.update(near[one])
    return order


def unit_areas(points: Points, lines: Numbers, parts: Numbers) -> Points:
    """By part: the area of a square whose side is the forces' unit where this is their balance."""
    gap = points[lines[:, 0]] - points[lines[:, 1]]
    pulls = np.bincount(parts[lines[:, 0]], (gap**2).sum(axis=1), parts.max(initial=0) + 1)
    areas: Points = np.maximum(pulls, 1e-9) / np.maximum(balanced(lines, parts), 1e-9)
    return areas


def outward(points: Points, lines: Numbers, still: NDArray[np.bool_], reach: float) -> Points:
    """Where newcomers begin: beyond their neighbours who are there, as seen from the middle.

    Those with the same neighbours fan out. `reach`: how far beyond. Each newcomer must hang on one
    of `still`, be it by way of others.
    """
    points, there = points.copy(), still.copy()
    near = neighbours(lines, len(points))
    middle = points[still].mean(axis=0)
    while not there.all():
        groups: dict[tuple[int, ...], list[int]] = {}
        for one in np.flatnonzero(~there).tolist():
            if known := tuple(sorted(n for n in near[one] if there[n])):
                groups.setdefault(known, []).append(one)
        for known, members in groups.items():
            numbers = np.arange(len(members))
            fan = 0.5 * reach * np.sqrt(numbers)[:, None] * around(numbers)
            away = points[list(known)].mean(axis=0) - middle
            far = float(np.hypot(*away))
            way = away / far if far > 1 else around(np.array([known[0]]))[0]
            beyond = reach * (1 + 0.5 * math.sqrt(len(members)))
            points[members] = on_raster(middle + away + way * beyond + fan)
            there[members] = True
    return points
