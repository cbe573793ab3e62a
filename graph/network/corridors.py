"""The part of a network in which the shortest ways from one to another lie.

Two balls, around the source and around the target, hold every way that is no longer than both radii
together; where they meet they hold a small part of a large network (a few people in a hundred for
the best chain among 20,000), so that one Dijkstra over everybody is not needed. The search from
both ends is Pohl's (1971); exact lengths from both ends then leave out each arc on which such a way
cannot lie. O(m + n log n) of what is in the balls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import inf
from typing import Final

import numpy as np
from scipy.sparse import csgraph

from graph.network.network import Bools, Floats, Ints, Matrix, matrix

SMALL: Final = 4_000  # of so many the whole is as soon searched as a part of it
FIRST: Final = 0.5  # the first radius is longer than this share of all arcs
SAMPLE: Final = 1_000  # arcs by which that is judged
MOST: Final = 0.5  # share of all in the balls, beyond which the whole is as soon searched
WIDER: Final = 1.4  # each next radius, in that before
ON: Final = 1.15  # the same once they meet: a ball grows ever faster, and too far is dear
FURTHER: Final = 1.4  # how much more than the last a corridor must tell
ROUNDS, CORRIDORS = 24, 5  # radii and corridors that are tried before the whole is
ROUNDING: Final = 1e-9  # share by which sums from either end may differ, amply


class Corridor:
    """The ways of at most `within`, all of them: each step of theirs, and what is left after it.

    Other ways may be in it too, or in part, and then lengths that are left may be too large: what
    comes out longer than `within` is to be asked of a wider corridor.
    """

    def __init__(self, steps: Matrix, left: Floats, within: float) -> None:
        self.within = within
        self._steps, self._left = steps, left
        self._leaving: dict[int, dict[int, tuple[float, float]]] = {}

    def leaving(self, v: int) -> dict[int, tuple[float, float]]:
        """Where one step from v leads: its length, and what is left from there; no dead ends."""
        steps = self._leaving.get(v)
        if steps is None:
            arcs = slice(int(self._steps.indptr[v]), int(self._steps.indptr[v + 1]))
            heads = self._steps.indices[arcs]
            sizes, lefts = self._steps.data[arcs].tolist(), self._left[heads].tolist()
            steps = self._leaving[v] = {
                y: (size, left)
                for y, size, left in zip(heads.tolist(), sizes, lefts, strict=True)
                if left < inf
            }
        return steps

    def lengths(self, way: Sequence[int]) -> list[float]:
        """Of the way as far as each who is on it, summed from the start."""
        steps = (self.leaving(v)[y][0] for v, y in pairwise(way))
        return list(accumulate(steps, initial=0.0))


def corridors(M: Matrix, back: Matrix, source: int, target: int) -> Iterator[Corridor]:
    """Ever wider ones; the last is without bound.

    `M` has the lengths of arcs, at least 0, (n, n); `back` is M transposed, or what of it carries
    ways on to the target.
    """
    n = M.shape[0]
    some = M.data[:: 1 + M.nnz // SAMPLE]
    radius = float(np.quantile(some, FIRST)) if n > SMALL and M.nnz else inf
    ends = [(M, source), (back, target)]
    radii, balls = [radius, radius], [_ball(*end, radius) for end in ends] if radius < inf else []
    within, number = 0.0, 0
    for _ in range(ROUNDS if balls else 0):
        sizes = [int(ball.sum()) for ball in balls]
        if sum(sizes) > MOST * n or number == CORRIDORS:
            break
        meet = bool((balls[0] & balls[1]).any())
        if meet and sum(radii) >= FURTHER * within:
            within, number = sum(radii), number + 1
            yield _between(M, back, source, target, np.flatnonzero(balls[0] | balls[1]), within)
        smaller = int(sizes[1] < sizes[0])
        if not meet and _ends_here(ends[smaller][0], balls[smaller]):
            break  # the two are apart, or the target is soon searched
        radii[smaller] *= ON if meet else WIDER
        balls[smaller] = _ball(*ends[smaller], radii[smaller])
    yield Corridor(M, _away(back, target), inf)


def _away(M: Matrix, start: int, within: float = inf) -> Floats:
    """The length of the shortest way to each, (n,); inf: none, or longer."""
    away: Floats = np.ravel(csgraph.dijkstra(M, indices=np.array(start), limit=within))
    return away


def _ball(M: Matrix, centre: int, radius: float) -> Bools:
    return np.isfinite(_away(M, centre, radius))


def _ends_here(M: Matrix, ball: Bools) -> bool:
    """Whether no arc leaves it."""
    own: Matrix = M[np.flatnonzero(ball)]
    return bool(ball[own.indices].all())


def _between(
    M: Matrix, back: Matrix, source: int, target: int, near: Ints, within: float
) -> Corridor:
    """The corridor in these, ascending, among whom are all who are on a way of that length."""
    n, amply = M.shape[0], within * (1 + ROUNDING)
    onward: Matrix = M[near][:, near]
    homeward: Matrix = back[near][:, near]
    first, last = np.searchsorted(near, [source, target]).tolist()
    behind, ahead = _away(onward, first, amply), _away(homeward, last, amply)
    rows = np.repeat(np.arange(len(near)), np.diff(onward.indptr))
    within_reach = behind[rows] + onward.data + ahead[onward.indices] <= amply
    starts = np.concatenate([[0], np.cumsum(np.bincount(near[rows[within_reach]], minlength=n))])
    heads = near[onward.indices[within_reach]]
    left = np.full(n, inf)
    left[near] = ahead
    return Corridor(matrix(n, onward.data[within_reach], heads, starts), left, within)
