"""An order under doubt: who would be first if weights and facts were what they may as well be.

Each alternative has a value from 0 to 1 on each criterion, with an 80 % range, or no value: then
anything within its range is as likely. The total is Σ weight · value. Nobody knows the right
weights, so weights, values and what is missing are drawn together, and what is told is how often
each comes first, where it mostly stands, and who cannot be told apart: SMAA-2 (Lahdelma & Salminen
2001).

Weights: Dirichlet(20 · weights). Values: a two-piece normal around the value through both ends of
its range (Wallis 2014), cut at 0 and 1. Of equals one is put first by lot in each draw, so that
every row and every column of the rank probabilities adds up to 1. O(draws · n · (k + log n + n)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CONCENTRATION: Final = 20.0  # how firmly the user's weights are meant: judgement
DRAWS: Final = 10_000  # 9,604 give every share within .01, 19 times in 20
BLOCK: Final = 250  # draws at a time: they stay in the cache
TIED: Final = 0.65  # neither is above the other in this share of the draws
_NORMAL_90: Final = 1.2815515655446004  # the 90 % quantile of the standard normal
_EQUAL: Final = 11  # decimals in which totals are compared
_LOT_BITS: Final = 63 - 37  # what a total in that many decimals leaves of 63 bits


@dataclass(frozen=True, slots=True, eq=False)
class RankChances:
    """Where each of n alternatives stands; made by `standing`."""

    ids: Sequence[str]
    total: Floats  # (n,) by the weights as given; what is missing counts as its middle
    ranks: Floats  # (n, n): how likely alternative i has rank j + 1; rows and columns add up to 1
    place: npt.NDArray[np.unsignedinteger]  # (n, draws): the rank in each draw, 0 the first
    central: Floats  # (n, k): the mean weights of the draws in which i is first; NaN: never

    @property
    def first(self) -> Floats:
        """(n,): the chance of being first."""
        return self.ranks[:, 0]

    def among(self, most: int) -> Floats:
        """(n,): the chance of being among the first so many."""
        return np.asarray(self.ranks[:, :most].sum(axis=1), np.float64)

    def rank(self, share: float = 0.5) -> npt.NDArray[np.int64]:
        """(n,): the rank that is reached or bettered in this share of the draws; .5: the median."""
        return np.asarray((self.ranks.cumsum(axis=1) < share - 1e-12).sum(axis=1) + 1, np.int64)

    def above(self, ids: Sequence[int]) -> Floats:
        """(m, m): the share of draws in which i is above j, for each pair of these."""
        place = self.place[list(ids)]
        return np.array([(one < place).mean(axis=1) for one in place], np.float64)

    def tied(self, ids: Sequence[int]) -> npt.NDArray[np.bool_]:
        """(m, m): which of these cannot be told apart; nobody from itself."""
        above = self.above(ids)
        return (np.maximum(above, above.T) < TIED) & ~np.eye(len(above), dtype=bool)


def standing(
    ids: Sequence[str],
    value: Floats,
    low: Floats,
    high: Floats,
    weights: Floats,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> RankChances:
    """Where each alternative stands; weights (k,), the others (n, k), value NaN where not known.

    ValueError: weights that are negative or all zero, a range outside 0 to 1 or without its value.

    >>> x = np.array([[0.9, 0.8], [0.5, np.nan], [0.4, 0.3]])
    >>> low, high = x.copy(), x.copy()
    >>> low[1, 1], high[1, 1] = 0, 1
    >>> found = standing(["a", "b", "c"], x, low, high, np.array([0.8, 0.2]))
    >>> found.total.round(2), found.first.round(1), found.rank()
    (array([0.88, 0.5 , 0.38]), array([1., 0., 0.]), array([1, 2, 3]))
    """
    weights = np.asarray(weights, np.float64)
    _check(value, low, high, weights)
    n, k = value.shape
    weights = weights / weights.sum()
    rng = np.random.Generator(np.random.SFC64(seed))
    ranks, first, weighed = np.zeros(n * n), np.empty(draws, np.int64), np.empty((draws, k))
    place = np.empty((draws, n), np.uint8 if n <= 256 else np.uint32)
    columns = [_Column(value[:, c], low[:, c], high[:, c]) for c in range(k) if weights[c]]
    used = np.flatnonzero(weights)
    each = np.arange(BLOCK)[:, None] * n
    rank = np.tile(np.arange(n, dtype=place.dtype), BLOCK)
    for start in range(0, draws, BLOCK):
        m = min(BLOCK, draws - start)
        drawn = rng.standard_gamma(CONCENTRATION * weights, (m, k))
        drawn /= drawn.sum(axis=1, keepdims=True)
        total = np.zeros((n, m))
        for c, column in zip(used.tolist(), columns, strict=True):
            total -= column.draw(rng, m) * drawn[:, c]
        order = _order(total, rng)
        first[start : start + m], weighed[start : start + m] = order[:, 0], drawn
        block = place[start : start + m].reshape(-1)
        block[(order + each[:m]).ravel()] = rank[: m * n]
        order *= n
        order += np.arange(n)
        ranks += np.bincount(order.ravel(), minlength=n * n)
    rank_probability = ranks.reshape(n, n) / draws
    summed = [np.bincount(first, one, minlength=n) for one in weighed.T]
    with np.errstate(invalid="ignore"):
        central = np.stack(summed, axis=1, dtype=np.float64) / (rank_probability[:, :1] * draws)
    middle = np.where(np.isnan(value), (low + high) / 2, value)
    return RankChances(tuple(ids), middle @ weights, rank_probability, place.T.copy(), central)


def _order(total: Floats, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """(m, n): the alternatives of each draw, least (n, m) total first, of equals one by lot.

    Total, lot and number stand in one integer each, as sorting these is faster than argsort.
    """
    n = len(total)
    bits = (n - 1).bit_length()
    lots = _LOT_BITS - bits
    if lots < 1:
        raise ValueError(f"{n} alternatives are too many to be put in order.")
    keys = np.rint(total * 10.0**_EQUAL).astype(np.int64)
    keys <<= lots
    drawn = rng.random(total.shape)
    drawn *= 1 << lots
    keys += drawn.astype(np.int64)
    keys <<= bits
    keys |= np.arange(n)[:, None]
    keys = keys.T.copy()
    keys.sort(axis=1)
    keys &= (1 << bits) - 1
    return keys


class _Column:
    """One criterion: what is certain is the same in each draw."""

    def __init__(self, value: Floats, low: Floats, high: Floats) -> None:
        self.base = np.nan_to_num(value).astype(np.float32)
        self.missing = np.flatnonzero(np.isnan(value))
        self.least = low[self.missing, None].astype(np.float32)
        self.width = (high - low)[self.missing, None].astype(np.float32)
        self.doubted = np.flatnonzero((low < value) | (value < high))
        ends = ((value - low)[self.doubted], (high - value)[self.doubted])
        self.below, self.beyond = ((end / _NORMAL_90).astype(np.float32)[:, None] for end in ends)

    def draw(self, rng: np.random.Generator, m: int) -> npt.NDArray[np.float32]:
        """(n, m), or (n, 1) where nothing is in doubt."""
        if not len(self.missing) and not len(self.doubted):
            return self.base[:, None]
        drawn = np.repeat(self.base[:, None], m, axis=1)
        if len(self.doubted):
            z = rng.standard_normal((len(self.doubted), m), np.float32)
            beyond = np.maximum(z, 0)
            beyond *= self.beyond
            np.minimum(z, 0, out=z)
            z *= self.below
            z += beyond  # one of both is 0
            z += self.base[self.doubted, None]
            np.clip(z, 0, 1, out=z)
            if len(self.doubted) == len(drawn):
                return z
            drawn[self.doubted] = z
        if len(self.missing):
            drawn[self.missing] = self.least + self.width * rng.random(
                (len(self.missing), m), np.float32
            )
        return drawn


def _check(value: Floats, low: Floats, high: Floats, weights: Floats) -> None:
    if not (weights >= 0).all() or not weights.sum() > 0 or weights.shape != value.shape[1:]:
        raise ValueError("There must be a weight for each criterion, none below 0, not all 0.")
    middle = np.where(np.isnan(value), low, value)
    if not ((low >= 0) & (low <= middle) & (middle <= high) & (high <= 1)).all():
        raise ValueError("Every range lies within 0 to 1 and holds its value.")
