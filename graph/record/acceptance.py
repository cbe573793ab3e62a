"""Who is heeded: is a recommendation accepted, or only noted?

Wording first, the government under review second, the sender third. For a recommendation of action
category c (1, minimal, to 5, specific) to a target T from a sender at ideal-point distance d:

    own    = (accepted by T before + 5 · base) / (made to T before + 5)
    chance = expit(logit(own) + effect[c] + slope · (d - mean d))

base is the rate over all earlier sessions; effects and slope are the maximum-likelihood logit of
the earlier sessions around `own`, where 5 pseudo-recommendations draw each effect towards none.
(The questions, and distance as a reason: Terman & Voeten 2018; action categories: McMahon.)

Acceptance is a promise in Geneva: not implementation, not release. Governments choose whom they
address and on what, so no effect here is causal. A target's own past tells targets apart better
than it tells how often: they change their minds between reviews, so read `judged` before `own`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from graph.model.words import mark
from graph.record.evaluation import DECIMALS, Estimate
from graph.record.forecast import Floats, Ints, logistic

ACTIONS = (1, 2, 3, 4, 5)
PSEUDO = 5
LADDER = (  # each adds to the one before
    mark("base rate"),
    mark("own past"),
    mark("own past and wording"),
    mark("own past, wording and distance"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Recommendations:
    """n recommendations that were answered, in the order of their sessions; columns (n,).

    ValueError: anything else than what is said here.
    """

    session: Ints  # ascending
    target: Ints  # from 0, an index of the caller's
    accepted: Floats  # 1 accepted, 0 noted
    action: Ints  # 1 … 5
    distance: Floats  # |Δθ| of sender and target at that review, NaN where either is missing

    def __post_init__(self) -> None:
        kinds = (np.int64, np.int64, np.float64, np.int64, np.float64)
        for field, kind in zip(fields(self), kinds, strict=True):
            object.__setattr__(self, field.name, np.asarray(getattr(self, field.name), kind))
        if len({getattr(self, field.name).shape for field in fields(self)}) > 1:
            raise ValueError("The columns must describe the same recommendations.")
        if (np.diff(self.session) < 0).any() or (self.target < 0).any():
            raise ValueError("Sessions must be in order, and targets be counted from 0.")
        if not np.isin(self.accepted, (0, 1)).all() or not np.isin(self.action, ACTIONS).all():
            raise ValueError("accepted must be 0 or 1, and action 1 to 5.")
        if (self.distance < 0).any() or np.isinf(self.distance).any():
            raise ValueError("A distance is negative or infinite; a missing one is NaN.")

    def only(self, rows: npt.NDArray[np.bool_]) -> Recommendations:
        """Those of the rows (n,) that are true, such as the CORE ones."""
        return Recommendations(*(getattr(self, field.name)[rows] for field in fields(self)))

    def before(self, session: int) -> Recommendations:
        """Those of earlier sessions."""
        return self.only(self.session < session)


class Rate(NamedTuple):
    """The share accepted of n; NaN of none."""

    accepted: float
    n: int


def by_action(recommendations: Recommendations) -> list[Rate]:
    """The share accepted in each action category, 1 to 5.

    >>> by_action(Recommendations([1, 1], [0, 0], [1, 0], [5, 5], [.3, .9]))[4]
    Rate(accepted=0.5, n=2)
    """
    answers = [recommendations.accepted[recommendations.action == category] for category in ACTIONS]
    return [Rate(float(a.mean()) if len(a) else np.nan, len(a)) for a in answers]


@dataclass(frozen=True, slots=True, eq=False)
class Heeding:
    """What earlier sessions say of acceptance."""

    base: float  # share accepted of all
    to_each: Ints  # (targets,) recommendations to each
    own: Floats  # (targets + 1,) of each target, shrunk; the last is for those not seen
    effect: Floats  # (5,) of each action category, on the log-odds
    slope: float  # of one unit of ideal-point distance, on the log-odds
    middle: float  # mean distance

    def past(self, target: npt.ArrayLike) -> Floats:
        """The target's own shrunk rate, same shape; without a past, the base rate."""
        return self.own[np.minimum(np.asarray(target, np.int64), len(self.to_each))]

    def chance(
        self, target: npt.ArrayLike, action: npt.ArrayLike, distance: npt.ArrayLike = np.nan
    ) -> Floats:
        """That it is accepted, of the broadcast shape; a missing distance moves nothing."""
        effect = self.effect[np.asarray(action, np.int64) - 1]
        far = self.slope * _centred(np.asarray(distance, np.float64), self.middle)
        return np.asarray(expit(logit(self.past(target)) + effect + far), np.float64)


def _centred(distance: Floats, middle: float) -> Floats:
    return np.where(np.isnan(distance), 0.0, distance - middle)


def fit(past: Recommendations) -> Heeding:
    """Learn from everything in `past`: cut it with `before`. ValueError: all or none accepted.

    >>> past = Recommendations([1, 1, 1], [0, 0, 1], [1, 1, 0], [4, 4, 5], [np.nan] * 3)
    >>> fit(past).past([0, 1, 2]).round(2)  # (2 + 5 · 2/3) / 7, (0 + 5 · 2/3) / 6, 2/3
    array([0.76, 0.56, 0.67])
    """
    base = float(past.accepted.mean()) if len(past.accepted) else 0.0
    if not 0 < base < 1:
        raise ValueError("There must be accepted and noted recommendations to learn from.")
    to_each = np.bincount(past.target)
    own = (np.bincount(past.target, past.accepted) + PSEUDO * base) / (to_each + PSEUDO)
    known = past.distance[~np.isnan(past.distance)]
    middle = float(known.mean()) if len(known) else 0.0
    category = np.concatenate([past.action, np.repeat(ACTIONS, PSEUDO)])
    pseudo = len(ACTIONS) * PSEUDO
    far = np.concatenate([_centred(past.distance, middle), np.zeros(pseudo)])
    offset = np.concatenate([logit(own[past.target]), np.full(pseudo, logit(base))])
    answer = np.concatenate([past.accepted, np.full(pseudo, base)])
    design = np.stack([*(category == c for c in ACTIONS), far]).astype(np.float64)
    *effect, slope = logistic(design, offset, answer)
    return Heeding(
        base=base,
        to_each=to_each,
        own=np.append(own, base),
        effect=np.array(effect),
        slope=float(slope),
        middle=middle,
    )


def as_of(recommendations: Recommendations) -> Floats:
    """(4, n): the chances of the LADDER, each from earlier sessions only.

    NaN: the target has no earlier review, or earlier sessions are all of one answer.
    """
    chances = np.full((len(LADDER), len(recommendations.session)), np.nan)
    for session in np.unique(recommendations.session)[1:]:
        past, now = (
            recommendations.before(int(session)),
            np.flatnonzero(recommendations.session == session),
        )
        now = now[np.isin(recommendations.target[now], past.target)]
        if not len(now) or not 0 < past.accepted.mean() < 1:
            continue
        target, action, distance = (
            recommendations.target[now],
            recommendations.action[now],
            recommendations.distance[now],
        )
        near = fit(replace(past, distance=np.full(len(past.session), np.nan)))
        full = fit(past)
        chances[:, now] = (
            np.full(len(now), full.base),
            full.past(target),
            near.chance(target, action),
            full.chance(target, action, distance),
        )
    return chances


class Judged(NamedTuple):
    """How good the chances of one rung were; the n of the estimates counts reviews."""

    auc: Estimate
    brier: Estimate


def judged(
    recommendations: Recommendations, *, level: float = 0.95, draws: int = 2000, seed: int = 0
) -> dict[str, Judged]:
    """AUC (ties half) and Brier score of each rung of the LADDER, all recommendations pooled.

    Over the recommendations that `as_of` gives a chance. Those of one review stand or fall
    together, so the percentile intervals resample reviews, not recommendations (cluster bootstrap:
    Field & Welsh 2007). NaN where nothing can be judged.
    """
    chances = as_of(recommendations)
    rows = ~np.isnan(chances[0])
    keys = np.stack([recommendations.session, recommendations.target])[:, rows]
    reviews, review = np.unique(keys, axis=1, return_inverse=True)
    n, y = reviews.shape[1], recommendations.accepted[rows]
    if not n:
        nothing = Estimate(np.nan, np.nan, np.nan, 0)
        return {rung: Judged(nothing, nothing) for rung in LADDER}
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=draws)
    counts = np.concatenate([np.ones((1, n)), times])  # first, each review once
    size, hit = np.bincount(review), np.bincount(review, y)

    def estimate(numerator: Floats, denominator: Floats) -> Estimate:
        with np.errstate(invalid="ignore"):
            mean, *others = numerator / denominator
        low, high = np.nanquantile(others, [(1 - level) / 2, (1 + level) / 2])
        return Estimate(float(mean), float(low), float(high), n)

    result = {}
    for rung, chance in zip(LADDER, chances[:, rows], strict=True):
        wins = ((counts @ _wins(chance, y, review)) * counts).sum(axis=1)
        error = np.bincount(review, (chance - y) ** 2)
        result[rung] = Judged(
            estimate(wins, (counts @ hit) * (counts @ (size - hit))),
            estimate(counts @ error, counts @ size),
        )
    return result


def _wins(chance: Floats, y: Floats, review: Ints) -> Floats:
    """(reviews, reviews): how often a hit of the one outranks a miss of the other, ties half.

    The AUC of any resample of reviews is a weighted sum of these.
    """
    score, n = np.round(chance, DECIMALS), int(review.max()) + 1
    hit, wins = y == 1, np.zeros((n, n))
    for other in range(n):
        misses = np.sort(score[~hit & (review == other)])
        below, upto = (np.searchsorted(misses, score[hit], side) for side in ("left", "right"))
        wins[:, other] = np.bincount(review[hit], (below + upto) / 2, minlength=n)
    return wins
