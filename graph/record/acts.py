"""Who acts for a prisoner: a government's share in past public acts for prisoners like this one.

What a campaign wants to know is not who speaks at UN reviews but who signs, visits, attends trials
for prisoners held by T. On the day D that is foreseen from the acts before it, drawn towards the
government's habit u at UN reviews (`forecast.py`, settings `SLOW`, not calibrated):

    k = exp(-(Δθ/1.0)²/2) · exp(-(Δp/.2)²/2) · (1 if the same region else ¼)
    w = k · ½^(years since the act / 3) / number of acts of the same speech
    m = 1 if the act's list is complete or the government is on it, else 0
    c = (Σ w·y + 2u) / (Σ w·m + 2),    n = Σ w·m + 2

y is 1 if the government joined: absence from a list that is not complete says nothing. Where T is
of the Americas, c′ = expit(logit c + 1) for candidates that are too; else c′ = c. c′ orders the
list. It is conditional: if governments act publicly for such a prisoner, this one is among them;
`SMALL` and `LARGE` say how likely that is for an act of 3 to 15 governments, and of more.

Chosen on acts before July 2024, then tried on later ones (README.md of loaders/reference, and the
question `backtest`): MAP .641 against .444 of the record of UN reviews alone. Nothing here says
what an act achieves. Cost: O(acts · candidates) a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, expit, logit

from graph.record.forecast import SLOW, Bools, Floats, Ints, Names, Platt

HALF_LIFE: Final = 3.0  # years
YEAR: Final = 365.25  # days
PRIOR: Final = 2.0  # acts that the habit is worth
OTHER_REGION: Final = 1 / SLOW.region_factor
AMERICAS: Final = 1.0  # added to the log-odds within the Organization of American States
KNOWN_FOR: Final = 3.0  # years after the newest act in which a chance is stated
FEWEST, MOST_OF_SMALL = 3, 15  # governments in a small act
# Fitted on c′ of acts before July 2024, candidates weighted by the share of their act; refit with
# `backtest` when the table has grown by half.
SMALL: Final = Platt(1.4, -1.7)
LARGE: Final = Platt(1.2, 0.8)
FLATTER, FLATTEST = 0.08, 0.6  # of the curve for UN reviews, by year of age; at the least


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """Acts of one stance: n acts, m candidates. NaN, or "" for a region: a missing covariate.

    Covariates are those of the state that holds the prisoners, of the year before the act.
    """

    id: Names  # (n,)
    target: Names  # (n,) ISO3
    last: Ints  # (n,) the last day that its date may mean, as `date.toordinal`
    usable: (
        Ints  # (n,) the first day that may know of it: after its last day, and when it was known
    )
    theta: Floats  # (n,)
    p: Floats  # (n,)
    region: Names  # (n,)
    speech: Ints  # (n,) a number, the same for acts of one speech
    complete: Bools  # (n,) whether the list names everybody who joined
    senders: Names  # (m,) ISO3
    joined: Floats  # (n, m), 1 where the candidate did


def likeness(acts: Acts, theta: float, p: float, region: str) -> Floats:
    """(n,): k of the module's formula, how like this state the one of each act was; 1: the same."""
    far_theta, far_p = np.abs(acts.theta - theta), np.abs(acts.p - p)
    far_theta = np.where(np.isnan(far_theta), SLOW.missing_theta, far_theta)
    far_p = np.where(np.isnan(far_p), SLOW.missing_p, far_p)
    same = (acts.region == region) & (acts.region != "")
    square = (far_theta / SLOW.bandwidth_theta) ** 2 + (far_p / SLOW.bandwidth_p) ** 2
    return np.asarray(np.exp(-square / 2) * np.where(same, 1.0, OTHER_REGION), np.float64)


class Parts(NamedTuple):
    """acts.sum() + habit + americas is the chance of one candidate, to rounding."""

    acts: Floats  # (n,) what each act that it joined adds
    habit: float
    americas: float  # "same regional organization"
    joined: float  # Σ w·y
    comparable: float  # Σ w·m


@dataclass(frozen=True, eq=False)
class Acting:
    """What the acts and the habit say of one state on one day."""

    acts: Acts
    alike: Floats  # (n,) k
    weight: Floats  # (n,) w
    habit: Floats  # (m,) u; NaN for the state itself
    shift: Floats  # (m,) on the log-odds, within the Americas
    plain: Floats  # (m,) c
    evidence: Floats  # (m,) n

    @cached_property
    def chance(self) -> Floats:
        """(m,): c′, by which the list is ordered."""
        with np.errstate(divide="ignore"):
            shifted = expit(logit(self.plain) + self.shift)
        return np.where(self.shift == 0, self.plain, shifted)

    def interval(self, level: float = 0.8) -> tuple[Floats, Floats]:
        """(m,) and (m,): the central interval of Beta(c′·n, (1 - c′)·n), containing c′."""
        chance = self.chance
        sure = np.clip(chance, 1e-9, 1 - 1e-9)
        ends = ((1 - level) / 2, (1 + level) / 2)
        low, high = (
            betaincinv(sure * self.evidence, (1 - sure) * self.evidence, end) for end in ends
        )
        return np.minimum(low, chance), np.maximum(high, chance)

    def parts(self, sender: str) -> Parts:
        """A candidate's chance as a sum. ValueError: not a candidate, or the state itself."""
        i = self.acts.senders.tolist().index(sender)
        if np.isnan(self.plain[i]):
            raise ValueError(f"{sender} holds the prisoners: it has no chance to explain.")
        joined, n = self.acts.joined[:, i], float(self.evidence[i])
        return Parts(
            acts=self.weight * joined / n,
            habit=PRIOR * float(self.habit[i]) / n,
            americas=float(self.chance[i] - self.plain[i]),
            joined=float(_summed(self.weight, joined)),
            comparable=n - PRIOR,
        )

    def silences(self, sender: str) -> Floats:
        """(n,): the weight of each complete list that it might have joined and did not."""
        i = self.acts.senders.tolist().index(sender)
        return np.where(self.acts.complete, self.weight * (1 - self.acts.joined[:, i]), 0.0)


def acting(
    acts: Acts,
    habit: Floats,
    *,
    day: int,
    known: int,
    theta: float,
    p: float,
    region: str,
    shift: Floats | None = None,
) -> Acting:
    """Who acts if governments act for prisoners of a state with these covariates on a day.

    `habit` (m,) is NaN for the state itself. Acts that are not usable on the day `known` are as if
    they were not there; days are `date.toordinal`, and most often both are one.

    >>> acts = Acts(*map(np.array, (["a"], ["BLR"], [0], [1], [0.0], [0.5], ["EEG"], [0], [True],
    ...             ["FRA", "PER"], [[1.0, 0.0]])))
    >>> then = acting(acts, np.array([0.5, 0.5]), day=1, known=1, theta=0, p=0.5, region="EEG")
    >>> then.chance.round(3)
    array([0.667, 0.333])
    """
    alike = likeness(acts, theta, p, region)
    usable = acts.usable <= known
    numbers = int(acts.speech.max(initial=-1)) + 1
    of_speech = np.bincount(acts.speech[usable], minlength=numbers)[acts.speech]
    fading = 0.5 ** (np.maximum(day - acts.last, 0) / YEAR / HALF_LIFE)
    weight = np.where(usable, alike * fading / np.maximum(of_speech, 1), 0.0)
    complete = np.where(acts.complete, weight, 0.0)
    evidence = PRIOR + _summed(complete) + _summed(weight - complete, acts.joined)
    joined = _summed(weight, acts.joined)
    return Acting(
        acts=acts,
        alike=alike,
        weight=weight,
        habit=habit,
        shift=np.zeros(len(habit)) if shift is None else shift,
        plain=(joined + PRIOR * habit) / evidence,
        evidence=evidence,
    )


def opposing(against: Acting, votes: Floats) -> Floats:
    """(m,): o = (Σ w·y + 2r) / (Σ w + 2) over acts against prisoners of such a state.

    `votes` (m,) is r, the share of "no" among its votes on country situations; 0 where no votes
    are loaded. Unproven but for China: shown, never subtracted.
    """
    joined = _summed(against.weight, against.acts.joined)
    return np.asarray((joined + PRIOR * votes) / (_summed(against.weight) + PRIOR), np.float64)


def _summed(weight: Floats, of: Floats | None = None) -> Floats:
    """Σ w, or Σ w·y by column, without what has no weight: to add nothing is to round otherwise,
    and then an act that nobody knows of yet would change the last digit."""
    rows = np.flatnonzero(weight)
    return np.asarray(weight[rows].sum() if of is None else weight[rows] @ of[rows], np.float64)


def at_review(habit: Floats, evidence: float, age: float) -> tuple[Floats, Floats, Floats]:
    """The chance of raising such cases at a UN review, low and high: (m,) each.

    `evidence` in reviews, `age` in years since the newest session of the record. The older the
    record, the flatter the curve: q = expit(s · logit u), s = max(.6, 1 - .08 · age).

    >>> [float(bound[0].round(3)) for bound in at_review(np.array([0.858]), 20, 6)]
    [0.746, 0.648, 0.829]
    """
    curve = Platt(max(FLATTEST, 1 - FLATTER * age), 0)
    middle, a, b = curve(habit), habit * evidence + 0.5, (1 - habit) * evidence + 0.5
    low, high = (curve(betaincinv(a, b, end)) for end in (0.1, 0.9))
    return middle, np.minimum(low, middle), np.maximum(high, middle)


def fitted(chance: Floats, joined: Floats, share: npt.ArrayLike) -> Platt:
    """The curve of greatest likelihood for some acts: (acts, m), (acts, m) and (acts,).

    The code by which SMALL and LARGE were found; each act's candidates count by its share.
    """
    return Platt.fit(chance, joined, np.broadcast_to(np.asarray(share)[:, None], chance.shape))
