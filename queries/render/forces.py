"""Forces between the entities of a map: lines pull their ends together, entities push apart.

Jacomy, Venturini, Heymann and Bastian 2014, "ForceAtlas2, a continuous graph layout algorithm for
handy network visualization designed for the Gephi software", PLoS ONE 9(6): a line pulls as it is
long, two entities push as their charges (lines + 1) over their distance, and each moves the slower
the more it swings. Pushes in large parts are reckoned on a grid (Hockney and Eastwood 1981,
"Computer simulation using particles"), so that a round costs O(n + m + g² log g), not O(n²).

Nothing here goes through BLAS, whose sums differ from processor to processor, and each round ends
on a raster: the same network has the same map, to the byte, on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import fft, sparse

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

RASTER = 2.0**-16  # finer than anybody sees, coarser than what processors differ by
FEW = 100  # entities in a part up to which every pair is reckoned
_GRAVITY = 0.3  # holds the ends of long branches near
_PATIENCE = 1.0  # with swinging: more moves farther in a round
_CLOSE = 0.01  # what is nearer than this does not push harder


def on_raster(points: Points) -> Points:
    """The same points where no rounding error of a processor is left."""
    rounded: Points = np.rint(points / RASTER) * RASTER
    return rounded


def charges(lines: Numbers, count: int) -> Points:
    """What each entity pushes with, its lines + 1; (count,)."""
    many: Points = np.bincount(lines.ravel(), minlength=count).astype(np.float64)
    return 1.0 + many


def balanced(lines: Numbers, parts: Numbers) -> Points:
    """The sum of the squared lengths of each part's lines where pulls and pushes are in balance.

    (Clausius's virial, exact for these forces without gravity.)
    """
    charge = charges(lines, len(parts))
    squares: Points = (np.bincount(parts, charge) ** 2 - np.bincount(parts, charge**2)) / 2
    return squares


def relaxed(
    points: Points,
    lines: Numbers,
    parts: Numbers,
    rounds: int,
    still: NDArray[np.bool_] | None = None,
) -> Points:
    """Where (n, 2) entities come to after so many rounds; those of `still` stay.

    `lines` (m, 2) are numbers of entities; `parts` (n,) in rising order: parts do not push each
    other. The unit of `balanced` is theirs. No gravity where some stay.
    """
    charge, sizes = charges(lines, len(points)), np.bincount(parts)
    pull, push = _laplacian(lines, len(points)), _pushing(charge, parts, sizes)
    moving = 1.0 if still is None else (~still).astype(np.float64)
    at = np.ascontiguousarray(points.T)  # across and down each by itself: twice as fast
    before, speed = np.zeros_like(at), np.ones(len(sizes))
    for _ in range(rounds):
        force = push(at) - (pull @ at.T).T  # a sparse product, no BLAS
        if still is None:
            force -= _GRAVITY * charge * _inward(at, parts, sizes)
        force *= moving
        swing = charge * np.hypot(*(force - before))
        along = charge * np.hypot(*(force + before)) / 2
        steady = np.bincount(parts, along) / np.maximum(np.bincount(parts, swing), 1e-9)
        speed, before = np.minimum(_PATIENCE * steady, 1.5 * speed), force
        own = speed[parts]
        at = on_raster(at + force * (own / (1 + np.sqrt(own * swing))))
    return np.ascontiguousarray(at.T)


def _inward(at: Points, parts: Numbers, sizes: Numbers) -> Points:
    """From the middle of its part to each entity, one long."""
    away = np.stack([way - (np.bincount(parts, way) / sizes)[parts] for way in at])
    unit: Points = away / np.maximum(np.hypot(*away), 1e-9)
    return unit


def _laplacian(lines: Numbers, count: int) -> sparse.csr_array:
    """All that the lines pull, as one matrix; (count, count)."""
    one, other = np.concatenate([lines, lines[:, ::-1]]).T
    values = np.repeat([-1.0, 1.0], len(one))
    ends = (np.concatenate([one, one]), np.concatenate([other, one]))
    return sparse.csr_array((values, ends), shape=(count, count))


def _pushing(charge: Points, parts: Numbers, sizes: Numbers) -> Callable[[Points], Points]:
    """What the others of its part push each entity with: (2, n) → (2, n)."""
    if sizes.max() <= FEW:
        return _Pairs(charge, parts, sizes)
    if len(sizes) > 1:
        raise ValueError("a part of more than a few stands by itself")
    return _Grid(charge)


class _Pairs:
    """Every pair within a part; O(Σ size²)."""

    def __init__(self, charge: Points, parts: Numbers, sizes: Numbers) -> None:
        first = np.cumsum(sizes) - sizes
        per = sizes[parts]
        self.rows = np.cumsum(per) - per
        self.one = np.repeat(np.arange(len(parts)), per)
        self.other = np.arange(per.sum()) - np.repeat(self.rows - first[parts], per)
        self.both = charge[self.one] * charge[self.other]

    def __call__(self, at: Points) -> Points:
        across, down = at[:, self.one] - at[:, self.other]
        push = self.both / np.maximum(across * across + down * down, _CLOSE)
        return np.stack([np.add.reduceat(push * way, self.rows) for way in (across, down)])


class _Grid:
    """All pairs by way of a grid: charges spread on it, convolved with the push, read off it."""

    def __init__(self, charge: Points) -> None:
        count = len(charge)
        self.size = 32 if count <= 350 else 64 if count <= 1500 else 128
        self.charge = charge
        wide = 2 * self.size  # twice as wide: what leaves on one side does not come back
        away = np.fft.fftfreq(wide, 1 / wide)
        away[self.size] = 0.0  # as far one way as the other
        square = np.maximum(away[:, None] ** 2 + away[None, :] ** 2, 1.0)
        self.kernels = [fft.rfft2(way) for way in (away[:, None] / square, away[None, :] / square)]

    def __call__(self, at: Points) -> Points:
        size, wide = self.size, 2 * self.size
        low = at.min(axis=1)
        cell = max(float(np.ptp(at, axis=1).max()), RASTER) / (size - 1.001)
        corners = list(self._corners((at - low[:, None]) / cell))
        spread = sum(np.bincount(spot, share, size * size) for spot, share in corners)
        # Row by row, then column by column: half of the rows are empty, or not read.
        spectrum = fft.fft(fft.rfft(np.reshape(spread, (size, size)), wide), wide, axis=0)
        force = np.empty_like(at)
        for way, kernel in enumerate(self.kernels):  # both at once take three times as long
            columns = fft.ifft(spectrum * kernel, axis=0, overwrite_x=True)[:size]
            field = fft.irfft(columns, wide)[:, :size].ravel()
            force[way] = sum(share * field[spot] for spot, share in corners)
        force /= cell
        return force

    def _corners(self, at: Points) -> Iterator[tuple[Numbers, Points]]:
        """The four spots of the grid around each entity, and its charge's share in each."""
        whole = at.astype(np.int64)
        rest = at - whole
        first = whole[0] * self.size + whole[1]
        for down, lower in enumerate((1 - rest[0], rest[0])):
            for right, share in enumerate((1 - rest[1], rest[1])):
                yield first + (down * self.size + right), lower * share * self.charge
