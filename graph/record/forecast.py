"""Who speaks up: a government's own record at reviews of governments like this one.

At a public review each candidate (sender) either makes at least one recommendation of the kind
that matters, or does not. The chance that it does at the next review is its past record, where a
past review counts more if its target resembled this target and if it is recent, drawn towards the
sender's own recent habit:

    k  = exp(-(Δθ/1.0)²/2) · exp(-(Δp/.2)²/2) · (4 if the same region else 1)
    w  = k · ½^(age / half-life), scaled to maximum 1          age 0: the newest past session
    p  = (Σ v·y + .5) / (Σ v + 1),  v = ½^(age / prior half-life)
    chance = (Σ w·y + a·p) / (Σ w + a)

A Nadaraya-Watson estimate (Nadaraya 1964, Watson 1964) with a Beta prior worth `a` reviews; the
settings were chosen on the Universal Periodic Review, sessions 1-17. θ is the UN ideal point
(Bailey, Strezhnev & Voeten 2017), p is V-Dem's polyarchy index. The chance is then calibrated on
the log-odds (Platt 1999), refitted on earlier sessions only. Cost: O(reviews · senders) a forecast.

>>> past = Reviews(["AAA", "BBB", "CCC"], [1, 1, 2], [0, 0, 3], [.5, .5, .5], ["N", "N", "S"],
...                senders=["DDD", "EEE"], spoke=[[1, 0], [1, 0], [0, 1]])
>>> forecast(past, theta=0, p=.5, region="N", kernel=STEADY).chance.round(2)
array([0.7, 0.3])
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, expit, logit

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Names = npt.NDArray[np.str_]

STEEPEST, FLATTEST = 20.0, 0.01  # the slope of a Platt curve stays between these


@dataclass(frozen=True, slots=True)
class Kernel:
    """The settings. Bandwidths in units of θ and p, half-lives in sessions, strength in reviews.

    ValueError: a setting that is not positive.
    """

    half_life: float
    prior_half_life: float
    strength: float
    bandwidth_theta: float = 1.0
    bandwidth_p: float = 0.2
    region_factor: float = 4.0
    missing_theta: float = 0.8  # |Δθ| where either is missing
    missing_p: float = 0.2

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) > 0:
                raise ValueError(f"The kernel's {field.name} must be above 0.")


RECENT = Kernel(half_life=2, prior_half_life=1, strength=4)
STEADY = Kernel(half_life=inf, prior_half_life=inf, strength=8)
SLOW = Kernel(half_life=3, prior_half_life=2, strength=8)  # for answers years after the last review


@dataclass(frozen=True, slots=True, eq=False)
class Reviews:
    """Past reviews in the order of their sessions: n reviews, m candidate senders.

    Each covariate is the one known at that review; NaN, or "" for a region, where missing. A
    sender's own review stays in its history as a 0. ValueError: anything else than this.
    """

    target: Names  # (n,)
    session: Ints  # (n,) ascending
    theta: Floats  # (n,)
    p: Floats  # (n,)
    region: Names  # (n,)
    senders: Names  # (m,)
    spoke: Floats  # (n, m), 1 where the sender made at least one such recommendation

    def __post_init__(self) -> None:
        if not all(isinstance(region, str) for region in self.region):
            raise ValueError('A region must be text; a missing one is "".')
        kinds = (np.str_, np.int64, np.float64, np.float64, np.str_, np.str_, np.float64)
        for field, kind in zip(fields(self), kinds, strict=True):
            object.__setattr__(self, field.name, np.asarray(getattr(self, field.name), kind))
        shape = len(self.target), len(self.senders)
        if self.spoke.shape != shape or any(
            len(column) != shape[0] for column in (self.session, self.theta, self.p, self.region)
        ):
            raise ValueError("The columns must describe the same reviews and senders.")
        if (np.diff(self.session) < 0).any() or len(set(self.senders.tolist())) < shape[1]:
            raise ValueError("Sessions must be in order, and each sender occur once.")
        if not np.isin(self.spoke, (0, 1)).all() or self.spoke[self.own].any():
            raise ValueError("spoke must be 0 or 1, and 0 for the government under review itself.")
        if np.isinf(self.theta).any() or np.isinf(self.p).any():
            raise ValueError("A covariate is infinite; a missing one is NaN.")

    @property
    def own(self) -> Bools:
        """(n, m): the sender is itself under review, so it is not a candidate."""
        own = np.zeros(self.spoke.shape, np.bool_)
        column = {sender: i for i, sender in enumerate(self.senders.tolist())}
        for n, target in enumerate(self.target.tolist()):
            if target in column:
                own[n, column[target]] = True
        return own

    def before(self, session: int) -> Reviews:
        """The reviews of earlier sessions: all that may be known on the first day of `session`."""
        end = int(np.searchsorted(self.session, session, "left"))
        rows = {f.name: getattr(self, f.name)[:end] for f in fields(self) if f.name != "senders"}
        return replace(self, **rows)


def weights(past: Reviews, theta: float, p: float, region: str, kernel: Kernel) -> Floats:
    """(n,): how much each past review says of this target, maximum 1; w of the module's formula.

    With a kernel that never forgets (half_life=inf) this is the similarity of the targets alone.
    """
    far_theta, far_p = np.abs(past.theta - theta), np.abs(past.p - p)
    far_theta = np.where(np.isnan(far_theta), kernel.missing_theta, far_theta)
    far_p = np.where(np.isnan(far_p), kernel.missing_p, far_p)
    same = (past.region == region) & (past.region != "")
    logs = same * np.log(kernel.region_factor) - _age(past) * (np.log(2) / kernel.half_life)
    logs -= ((far_theta / kernel.bandwidth_theta) ** 2 + (far_p / kernel.bandwidth_p) ** 2) / 2
    return np.asarray(np.exp(logs - logs.max(initial=-inf)), np.float64)  # never 0 / 0


def _age(past: Reviews) -> Ints:
    """Sessions before the newest of the history."""
    return past.session[-1:] - past.session


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """What the record says of one target, before calibration."""

    past: Reviews
    weight: Floats  # (n,) of each past review, maximum 1
    prior: Floats  # (m,) each sender's habit, whoever is under review
    strength: float  # the prior's weight, in reviews
    chance: Floats  # (m,) NaN for the target itself

    @property
    def evidence(self) -> float:
        """What the chance rests on, in reviews: Σw + strength (the n of `interval`)."""
        return float(self.weight.sum()) + self.strength

    def explain(self, sender: str) -> Explanation:
        """Its chance as a sum over past reviews and its habit. ValueError: not a candidate."""
        i = self.past.senders.tolist().index(sender)
        if np.isnan(self.chance[i]):
            raise ValueError(f"{sender} is itself under review: it has no chance to explain.")
        spoke = self.past.spoke[:, i]
        habit = self.strength * float(self.prior[i]) / self.evidence
        return Explanation(spoke, self.weight * spoke / self.evidence, habit)


class Explanation(NamedTuple):
    """reviews.sum() + habit is the chance, to rounding; the rows are those of the past reviews."""

    spoke: Floats  # (n,) 0 or 1
    reviews: Floats  # (n,) what each past review adds
    habit: float  # what the prior adds


def forecast(
    past: Reviews, theta: float, p: float, region: str, kernel: Kernel = RECENT, target: str = ""
) -> Forecast:
    """The chance that each sender speaks up at the review of one target, given the past reviews.

    `target` itself gets NaN. Everything in `past` is used: cut it with `past.before(session)`.
    ValueError: no past review.
    """
    if not len(past.session):
        raise ValueError("There is no earlier review to learn from.")
    weight = weights(past, theta, p, region, kernel)
    habit = 0.5 ** (_age(past) / kernel.prior_half_life)
    prior = (habit @ past.spoke + 0.5) / (habit.sum() + 1)
    chance = (weight @ past.spoke + kernel.strength * prior) / (weight.sum() + kernel.strength)
    chance[past.senders == target] = np.nan
    return Forecast(past, weight, prior, kernel.strength, chance)


class AsOf(NamedTuple):
    """Forecasts of reviews, each from earlier sessions only; NaN: no earlier session, or own."""

    chance: Floats  # (n, m)
    evidence: Floats  # (n,) in reviews


def as_of(
    reviews: Reviews, kernel: Kernel = RECENT, sessions: Collection[int] | None = None
) -> AsOf:
    """What would have been forecast for each review (of these sessions) on the first day of its
    session."""
    chance = np.full(reviews.spoke.shape, np.nan)
    evidence = np.full(len(reviews.session), np.nan)
    for session in np.unique(reviews.session)[1:]:
        if sessions is not None and session not in sessions:
            continue
        past = reviews.before(int(session))
        for i in np.flatnonzero(reviews.session == session):
            theta, p = float(reviews.theta[i]), float(reviews.p[i])
            target, region = str(reviews.target[i]), str(reviews.region[i])
            estimate = forecast(past, theta, p, region, kernel, target)
            chance[i], evidence[i] = estimate.chance, estimate.evidence
    return AsOf(chance, evidence)


@dataclass(frozen=True, slots=True)
class Platt:
    """A calibration curve on the log-odds (Platt 1999): expit(slope · logit(chance) + intercept).

    >>> round(float(Platt(1, -1)(0.5)), 3)
    0.269
    """

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, chance: npt.ArrayLike) -> Floats:
        """The calibrated chance, same shape; NaN stays NaN."""
        return np.asarray(expit(self.slope * _log_odds(chance) + self.intercept), np.float64)

    @classmethod
    def fit(
        cls, chance: npt.ArrayLike, outcome: npt.ArrayLike, weight: npt.ArrayLike = 1.0
    ) -> Platt:
        """Maximum likelihood by Newton's method, without regularization; NaN chances are left out.
        `weight`: how much each counts, of the same shape.

        The slope stays within FLATTEST … STEEPEST: a higher score never means a lower chance, and
        outcomes that a threshold separates still give a curve. Outcomes of one kind: no change.
        """
        x, y = np.ravel(_log_odds(chance)), np.ravel(np.asarray(outcome, np.float64))
        counts = np.ravel(np.broadcast_to(np.asarray(weight, np.float64), np.shape(chance)))
        known = ~np.isnan(x)
        x, y, counts = x[known], y[known], counts[known]
        if not 0 < y.sum() < len(y):
            return cls()
        slope, intercept = logistic(np.stack([x, np.ones_like(x)]), np.zeros_like(x), y, counts)
        if not FLATTEST <= slope <= STEEPEST:
            slope = np.clip(slope, FLATTEST, STEEPEST)
            (intercept,) = logistic(np.ones((1, len(x))), slope * x, y, counts)
        return cls(float(slope), float(intercept))


def _log_odds(chance: npt.ArrayLike) -> Floats:
    return np.asarray(logit(np.clip(np.asarray(chance, np.float64), 1e-12, 1 - 1e-12)), np.float64)


def logistic(design: Floats, offset: Floats, y: Floats, weight: Floats | float = 1.0) -> Floats:
    """The (k,) coefficients of greatest likelihood of a logistic regression, by Newton's method.

    design (k, rows), offset (rows,) on the log-odds, y (rows,) 0 to 1, weight (rows,). Of
    coefficients that the rows cannot tell apart the smallest; where rows of one kind separate,
    large but finite.

    >>> logistic(np.ones((1, 4)), np.zeros(4), np.array([0, 1, 1, 1])).round(4)  # logit(3/4)
    array([1.0986])
    """

    def loss(at: Floats) -> float:
        odds = at @ design + offset
        losses = y * np.logaddexp(0, -odds) + (1 - y) * np.logaddexp(0, odds)
        return float((weight * losses).sum())

    at: Floats = np.zeros(len(design))
    for _ in range(100):  # converges in about 6; where rows separate, a step adds about 1 forever
        chance = expit(at @ design + offset)
        curvature = (design * (weight * chance * (1 - chance))) @ design.T
        solved = np.linalg.lstsq(curvature, design @ (weight * (y - chance)), rcond=None)[0]
        step = np.asarray(solved, np.float64)
        before = loss(at)
        while np.abs(step).max() > 1e-10 and loss(at + step) > before:
            step *= 0.5
        if np.abs(step).max() <= 1e-10:
            break
        at = at + step
    return at


def interval(
    chance: npt.ArrayLike, evidence: npt.ArrayLike, platt: Platt, level: float = 0.8
) -> tuple[Floats, Floats]:
    """The calibrated chance's central interval, low and high, of the broadcast shape.

    The quantiles of Beta(chance · n + .5, (1 - chance) · n + .5), n the evidence in reviews, mapped
    through the calibration curve, and widened if needed to contain the calibrated chance.

    >>> low, high = interval(0.25, 8, Platt())
    >>> round(float(low), 3), round(float(high), 3)
    (0.106, 0.474)
    """
    chance, n = np.asarray(chance, np.float64), np.asarray(evidence, np.float64)
    middle, a, b = platt(chance), chance * n + 0.5, (1 - chance) * n + 0.5
    low, high = (platt(betaincinv(a, b, q)) for q in ((1 - level) / 2, (1 + level) / 2))
    return np.minimum(low, middle), np.maximum(high, middle)
