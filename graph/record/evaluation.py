"""Was it right? Measures of rankings and of chances against what happened.

A ranking is judged review by review and then averaged over the reviews, so that a review at which
many speak up counts no more than another. Scores are rounded to 12 decimals; equal is tied, and
ties are ordered by the candidate's id, ascending; in the AUC a tie counts half. NaN as a score
means "not a candidate"; -inf ranks last. Chances are judged by Brier's score (1950), by a
calibration table, and by whether the stated ranges contain what was observed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.record.forecast import Platt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Names = npt.NDArray[np.str_]
Bools = npt.NDArray[np.bool_]

DECIMALS = 12


def ranking(scores: Floats, ids: Names) -> Ints:
    """The positions of the candidates, highest score first, ties by id; (candidates,).

    >>> ranking(np.array([.1, .5, .5, np.nan]), ["A", "C", "B", "D"])
    array([2, 1, 0])
    """
    order = np.lexsort((np.asarray(ids), -np.round(scores, DECIMALS)))  # NaN sorts last
    return order[: len(scores) - int(np.isnan(scores).sum())]


def average_precision(hits: Floats) -> float:
    """Mean precision at each hit; `hits` is 0 or 1 in the order of the ranking. NaN: no hit.

    >>> average_precision(np.array([1., 0., 1.])) == (1 + 2 / 3) / 2
    True
    """
    at_hits = np.flatnonzero(hits)
    return (
        float(np.mean(np.arange(1, len(at_hits) + 1) / (at_hits + 1))) if len(at_hits) else np.nan
    )


def precision(hits: Floats, most: int = 10) -> float:
    """The share of hits among the first `most`; with fewer candidates, still out of `most`."""
    return float(hits[:most].sum()) / most


def auc(scores: Floats, hits: Floats) -> float:
    """The chance that a hit outranks a miss, ties half (Hanley & McNeil 1982). NaN: one kind only.

    >>> auc(np.array([3., 2., 2., 1.]), np.array([1., 1., 0., 0.]))
    0.875
    """
    known = ~np.isnan(scores)
    scores, hits = np.round(scores[known], DECIMALS), hits[known]
    _, level, size = np.unique(scores, return_inverse=True, return_counts=True)
    rank = (np.cumsum(size) - (size - 1) / 2)[level]  # from 1, the mean rank of those tied
    hit = float(hits.sum())
    if not 0 < hit < len(hits):
        return np.nan
    return float((rank @ hits - hit * (hit + 1) / 2) / (hit * (len(hits) - hit)))


def earlier(session: Ints, values: Floats) -> Floats:
    """For each review the sum of `values` over the reviews of earlier sessions, same shape.

    >>> earlier(np.array([1, 1, 2, 3]), np.array([1., 2., 4., 8.]))
    array([0., 0., 3., 7.])
    """
    running = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
    return running[np.searchsorted(session, session, "left")]


class Measures(NamedTuple):
    """One number per review, each (n,); NaN for a review at which nobody spoke up."""

    average_precision: Floats
    precision: Floats
    auc: Floats


def measures(scores: Floats, spoke: Floats, ids: Names, most: int = 10) -> Measures:
    """The ranking measures of each review; scores and spoke are (n, m), ids (m,)."""
    rows = np.full((3, len(scores)), np.nan)
    for i, (score, hit) in enumerate(zip(scores, spoke, strict=True)):
        hits = hit[ranking(score, ids)]
        if hits.any():
            rows[:, i] = average_precision(hits), precision(hits, most), auc(score, hit)
    return Measures(*rows)


class Estimate(NamedTuple):
    """A mean over n reviews with the bounds of its interval."""

    mean: float
    low: float
    high: float
    n: int


def bootstrap(values: Floats, *, level: float = 0.95, draws: int = 2000, seed: int = 0) -> Estimate:
    """The mean of one number per review and its percentile interval over resampled reviews.

    NaN are left out; of a difference of two rankers it is the paired interval (Efron 1979).
    """
    values = values[~np.isnan(values)]
    n = len(values)
    if not n:
        return Estimate(np.nan, np.nan, np.nan, 0)
    means = values[np.random.default_rng(seed).integers(n, size=(draws, n))].mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(values.mean()), float(low), float(high), n)


def platts(session: Ints, chance: Floats, spoke: Floats) -> dict[int, Platt]:
    """For each session the curve fitted on earlier sessions only; (n,), (n, m) and (n, m)."""
    past = {int(now): session < now for now in np.unique(session)}
    return {now: Platt.fit(chance[rows], spoke[rows]) for now, rows in past.items()}


def brier(chance: Floats, spoke: Floats) -> float:
    """Mean squared error of the chances over all candidates of all reviews (Brier 1950)."""
    known = ~np.isnan(chance)
    return float(np.mean((chance[known] - spoke[known]) ** 2)) if known.any() else np.nan


class Decile(NamedTuple):
    """The candidates whose chance was within one tenth, low ≤ chance < low + .1 (the last to 1)."""

    low: float
    n: int
    chance: float  # mean of what was said
    observed: float  # share that spoke up


def _tenth(chance: Floats) -> Ints:
    return np.minimum(np.floor(chance * 10), 9).astype(np.int64)


def calibration(chance: Floats, spoke: Floats) -> list[Decile]:
    """What was said against what happened, by tenth of the chance; empty tenths are left out.

    >>> calibration(np.array([.12, .18, .9]), np.array([0., 1., 1.]))[0].observed
    0.5
    """
    known = ~np.isnan(chance)
    chance, spoke = chance[known], spoke[known]
    tenth = _tenth(chance)
    return [
        Decile(
            int(i) / 10,
            int((tenth == i).sum()),
            float(chance[tenth == i].mean()),
            float(spoke[tenth == i].mean()),
        )
        for i in np.unique(tenth)
    ]


class RangeCoverage(NamedTuple):
    """Of how many cells the observed rate lies within the mean stated range."""

    within: int
    cells: int

    @property
    def share(self) -> float:
        return self.within / self.cells if self.cells else np.nan


def range_coverage(
    chance: Floats, low: Floats, high: Floats, spoke: Floats, session: Ints, fewest: int = 10
) -> RangeCoverage:
    """Do the ranges contain what happened? All (n, m) but session (n,).

    A cell is one session and one tenth of the chance, with at least `fewest` candidates.
    """
    within = cells = 0
    known = ~np.isnan(chance)
    cell = np.where(known, session[:, None] * 10 + _tenth(np.where(known, chance, 0.0)), -1)
    for number in np.unique(cell[known]):
        here = cell == number
        if here.sum() >= fewest:
            cells += 1
            within += bool(low[here].mean() <= spoke[here].mean() <= high[here].mean())
    return RangeCoverage(within, cells)


def permuted(spoke: Floats, own: Bools, seed: int) -> Floats:
    """The outcomes shuffled within each review among its candidates: nothing is left to learn.

    Forecasts from this history must rank no better than chance (AUC .5); if they do, the future
    leaks. Shuffle before forecasting, so that history and habit are shuffled too. All (n, m).
    """
    rng = np.random.default_rng(seed)
    shuffled = spoke.copy()
    for row, mine in zip(shuffled, own, strict=True):
        row[~mine] = rng.permutation(row[~mine])
    return shuffled
