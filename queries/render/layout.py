"""Where the entities of a map stand: computed here, so that a map is drawn at once and never moves.

Rings by distance from what was asked about, then forces between entities (Fruchterman and Reingold
1991, "Graph drawing by force-directed placement", Software: Practice and Experience 21), then room
for each name. No chance is involved: the same network has the same map on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Points = NDArray[np.float64]

NAME = np.array([120.0, 52.0])  # pixels, across and down, that an entity and its name take
SHAPE = 1.9  # screens are wider than high
_ROUNDS = 80
_MANY = 400  # entities from which fewer rounds must do


def positions(
    ids: Sequence[str], lines: Iterable[tuple[str, str]], focus: Sequence[str] = ()
) -> dict[str, Point]:
    """Pixels (x, y) of each id; what has no line stands around the rest. O(n²) per round.

    >>> positions(["a"], [])
    {'a': (0.0, 0.0)}
    """
    order = {id: number for number, id in enumerate(sorted(ids))}
    pairs = {(order[a], order[b]) for a, b in lines if a in order and b in order and a != b}
    if not order:
        return {}
    near: dict[int, list[int]] = {number: [] for number in order.values()}
    for a, b in sorted(pairs):
        near[a].append(b)
        near[b].append(a)
    chosen = [order[id] for id in focus if id in order]
    start = chosen or [max(near, key=lambda number: (len(near[number]), -number))]
    points = _forces(_rings(near, start), np.array(sorted(pairs), dtype=int).reshape(-1, 2))
    points = np.round(_apart(_spread(points)))
    points -= np.round(points.mean(axis=0))
    return {id: (float(points[n, 0]), float(points[n, 1])) for id, n in order.items()}


def _rings(near: Mapping[int, Sequence[int]], start: Sequence[int]) -> Points:
    """A ring for each distance from the start; within a ring, neighbours of neighbours together."""
    points = np.zeros((len(near), 2))
    ring, placed, radius = list(start), set(start), 0.0 if len(start) == 1 else 1.0
    while ring:
        for place, number in enumerate(ring):
            # A small twist keeps rings from lining up into rays that forces cannot leave.
            angle = place * 2 * math.pi / len(ring) + radius * 0.37
            points[number] = (radius * math.cos(angle), radius * math.sin(angle))
        ring = list(dict.fromkeys(n for member in ring for n in near[member] if n not in placed))
        ring = ring or [number for number in near if number not in placed]  # unconnected parts
        placed.update(ring)
        radius += max(1.0, len(ring) / (2 * math.pi) - radius)
    return points


def _forces(points: Points, pairs: NDArray[np.int_]) -> Points:
    """The algorithm of the paper, its ideal distance being 1, with a little gravity."""
    count = len(points)
    rounds = _ROUNDS if count <= _MANY else max(8, _ROUNDS * _MANY // count // 2)
    for number in range(rounds if count > 1 else 0):
        push = 1 / _squares(points)
        move = points * push.sum(axis=1, keepdims=True) - push @ points
        between = points[pairs[:, 0]] - points[pairs[:, 1]]
        pull = between * np.sqrt((between**2).sum(axis=1, keepdims=True))
        np.add.at(move, pairs[:, 0], -pull)
        np.add.at(move, pairs[:, 1], pull)
        move -= 0.05 * (points - points.mean(axis=0))  # keeps unconnected parts in sight
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        points = points + move / length * np.minimum(length, 0.6 * (1 - number / rounds) + 0.01)
    return points


def _squares(points: Points) -> Points:
    """Squared distances (n, n), never below a hundredth."""
    own = (points**2).sum(axis=1)
    squares: Points = np.maximum(own[:, None] + own[None, :] - 2 * points @ points.T, 0.01)
    return squares


def _spread(points: Points) -> Points:
    """Over a field of the screen's shape that has room for all names."""
    high = math.sqrt(len(points) * NAME.prod() / SHAPE) * 0.9
    extent = np.maximum(np.ptp(points, axis=0), 1e-9)
    spread: Points = (points - points.min(axis=0)) / extent * np.array([high * SHAPE, high])
    return spread


def _apart(points: Points) -> Points:
    """Push apart what stands on another's name, along the shorter way."""
    for _ in range(30 if len(points) <= _MANY else 5):
        gap = points[:, None, :] - points[None, :, :]
        over = np.maximum(NAME - np.abs(gap), 0.0)
        over[over.min(axis=2) <= 0] = 0.0
        np.einsum("iij->ij", over)[:] = 0.0
        if not over.any():
            break
        across = over[:, :, 0] / NAME[0] < over[:, :, 1] / NAME[1]
        # Of two on the same spot, the later one in the order of ids goes right or down.
        later = np.sign(np.subtract.outer(np.arange(len(points)), np.arange(len(points))))
        side = np.where(gap == 0, later[:, :, None], np.sign(gap))
        step = over * side * np.stack([across, ~across], axis=2)
        points = points + 0.45 * step.sum(axis=1)
    return points


def placed_beside(
    ids: Sequence[str],
    lines: Iterable[tuple[str, str]],
    fixed: Mapping[str, tuple[float, float]],
) -> dict[str, tuple[float, float]]:
    """Pixels of those who come later, beside their neighbours; nobody who is there moves."""
    places = positions(ids, lines)
    return {id: fixed.get(id, places[id]) for id in ids}
