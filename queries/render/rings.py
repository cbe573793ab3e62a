"""From where forces begin: ring by ring around what was asked about, or out from who is there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

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
    points, middle = points.copy(), points[still].mean(axis=0)
    for ring in _ring_by_ring(lines, still):
        groups: dict[tuple[int, ...], list[int]] = {}
        for one, known in ring.items():
            groups.setdefault(known, []).append(one)
        for known, members in groups.items():
            numbers = np.arange(len(members))
            fan = 0.5 * reach * np.sqrt(numbers)[:, None] * around(numbers)
            away = points[list(known)].mean(axis=0) - middle
            far = float(np.hypot(*away))
            way = away / far if far > 1 else around(np.array([known[0]]))[0]
            beyond = reach * (1 + 0.5 * math.sqrt(len(members)))
            points[members] = on_raster(middle + away + way * beyond + fan)
    return points


def drawn_in(points: Points, lines: Numbers, still: NDArray[np.bool_], most: float) -> Points:
    """Newcomers no farther than `most` from the middle of those on whom they hang.

    Forces alone send the neighbours of a hub far out, and what is there would shrink on the screen.
    """
    points = points.copy()
    for ring in _ring_by_ring(lines, still):
        for one, known in ring.items():
            middle = points[list(known)].mean(axis=0)
            away = points[one] - middle
            points[one] = on_raster(
                middle + away * min(1.0, most / max(float(np.hypot(*away)), 1e-9))
            )
    return points


def _ring_by_ring(lines: Numbers, still: NDArray[np.bool_]) -> Iterator[dict[int, tuple[int, ...]]]:
    """Newcomers in the order of their distance from those who stay: each with those it is tied to
    who stay or came in a ring before."""
    near, there = neighbours(lines, len(still)), still.copy()
    while not there.all():
        ring = {
            one: known
            for one in np.flatnonzero(~there).tolist()
            if (known := tuple(sorted(n for n in near[one] if there[n])))
        }
        yield ring
        there[list(ring)] = True
