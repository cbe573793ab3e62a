"""Who acts for prisoners: would it have been foreseen, each act with what was known before it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np

from graph.model.errors import QuestionError
from graph.record import evaluation
from graph.record.acts import KNOWN_FOR, LARGE, MOST_OF_SMALL, SMALL, YEAR, fitted
from graph.record.forecast import SLOW, Floats, Platt, forecast
from graph.record.public_acts import Act, Outlook, PublicActs, public_acts, scored
from graph.view import View
from queries.answer import Answer, Note, Row, Table, columns

RANKER: Final = "acts and record"
PLAIN: Final = "acts and record, without the region"
REVIEWS, FREQUENCY = "UN reviews", "UN frequency"
SIGNATURES: Final = "signatures so far"
DRAWS, SEED = 4000, 1
AGES: Final = (0.0, 1.5, 3.0)  # years that the newest evidence is old
FEWEST_IN_TENTH: Final = 30  # governments × acts
NO_POLYARCHY: Final = 0.3  # what a missing value counts as, where the index alone ranks
REGIONS: Final = {"Africa": "Africa", "Asia": "Asia-Pacific", "EEG": "Eastern Europe"}
REGIONS_LEFT: Final = {
    "GRULAC": "Latin America and the Caribbean",
    "WEOG": "Western Europe, others",
}


@dataclass
class Trial:
    """The acts put to the test, and what each ranker said of each; (acts, senders)."""

    acts: list[Act]
    share: Floats  # (acts,)
    joined: Floats
    senders: Any
    scores: dict[str, list[Floats]] = field(default_factory=dict)

    @property
    def small(self) -> Any:
        return self.joined.sum(axis=1) <= MOST_OF_SMALL

    @cached_property
    def measured(self) -> dict[str, Floats]:
        """By ranker: (3, acts), average precision, precision among ten, AUC."""
        return {
            name: np.array(evaluation.measures(np.array(rows), self.joined, self.senders))
            for name, rows in self.scores.items()
        }

    def mean(self, name: str, which: Any = slice(None)) -> Floats:
        """(3,): the means over acts, each by its share of its speech."""
        rows, share = self.measured[name][:, which], self.share[which]
        return np.asarray((rows * share).sum(axis=1) / share.sum(), np.float64)

    def spread(self, values: Floats) -> evaluation.Estimate:
        """A mean over acts and its 95 % interval over resampled detaining states."""
        targets = np.unique([act.target for act in self.acts], return_inverse=True)[1]
        sums = np.bincount(targets, values * self.share)
        shares = np.bincount(targets, self.share)
        drawn = np.random.default_rng(SEED).integers(len(sums), size=(DRAWS, len(sums)))
        means = sums[drawn].sum(axis=1) / shares[drawn].sum(axis=1)
        low, high = np.quantile(means, [0.025, 0.975])
        mean = float((values * self.share).sum() / self.share.sum())
        return evaluation.Estimate(mean, float(low), float(high), len(values))


def backtest_acts(view: View, since: date | None = None, until: date | None = None) -> Answer:
    """Every scored act from one day on and before another, foreseen on its first day.

    QuestionError: there is none.
    """
    known = public_acts(view)
    every = _trial(known, scored(_evidence(known)))
    chosen = [
        n
        for n, act in enumerate(every.acts)
        if (since is None or act.first >= since) and (until is None or act.first < until)
    ]
    if not chosen:
        raise QuestionError(
            "There is no act with a whole list of three governments or more in that time. Load "
            "the table of acts (python -m loaders acts FILE), or choose other days."
        )
    trial = Trial(
        [every.acts[n] for n in chosen], every.share[chosen], every.joined[chosen], every.senders
    )
    for act in trial.acts:
        _test(trial, known, act)
    rows = [_ranker(trial, name) for name in trial.scores]
    best, habit = trial.mean(RANKER), trial.mean(REVIEWS)
    chance = float(np.average(trial.joined.mean(axis=1), weights=trial.share)) * 10
    first, last = (pick(act.first for act in trial.acts).year for pick in (min, max))
    return Answer(
        f"Of its ten suggestions {10 * best[1]:.1f} acted; by chance {chance:.1f} would have, by "
        f"the record of UN reviews alone {10 * habit[1]:.1f}. Mean of {len(trial.acts)} public "
        f"acts for prisoners, {first} to {last}.",
        [
            Table(
                "acts_backtest",
                "The rankings compared",
                columns(
                    "ranker",
                    "acts",
                    ("weight", "Speeches"),
                    ("map", "MAP"),
                    ("map_low", "low"),
                    ("map_high", "high"),
                    ("p10", "P@10"),
                    ("auc", "AUC"),
                ),
                rows,
                note="Each act is foreseen on the first day that its date may mean, from what was "
                "known before. Acts of one speech count as one. Ranges: 95 %, over detaining "
                "states. Habit alone is one list for the whole world.",
            ),
            Table(
                "differences",
                "How much better “acts and record” is, act by act",
                columns(
                    "against",
                    ("map", "MAP gained"),
                    ("map_low", "low"),
                    ("map_high", "high"),
                    ("p10", "P@10 gained"),
                    ("p10_low", "low"),
                    ("p10_high", "high"),
                ),
                [_gain(trial, name) for name in trial.scores if name != RANKER],
                note="What matters most is to have the table of acts at all: next to a plain count "
                "of signatures the gain is small.",
            ),
            _parts(trial, known),
            _ageing(trial, known),
            _curves(trial, known),
            Note(
                "limits",
                "What this does not test",
                "The table of acts is a sample of what public pages report, richest for famous "
                "cases from 2020 to 2025 and for Western governments. Quiet approaches leave no "
                "trace in it. To act is not to free: nothing here predicts a release.",
                "caution",
            ),
        ],
    )


def _evidence(known: PublicActs) -> list[Act]:
    return [act for act in known.all if known.evidence(act)]


def _trial(known: PublicActs, acts: Sequence[Act]) -> Trial:
    """Acts with who joined; their shares by the whole table."""
    speeches = known.speeches(known.evidence)
    of_speech = np.bincount(list(speeches.values()))
    senders = known.past.reviews.senders
    return Trial(
        list(acts),
        np.array([1 / of_speech[speeches[act.entity.id]] for act in acts], np.float64),
        np.array(
            [[code in known.evidence(act) for code in senders] for act in acts], np.float64
        ).reshape(len(acts), len(senders)),
        senders,
    )


def _test(trial: Trial, known: PublicActs, act: Act) -> None:
    """Ask for one act on its first day."""
    then, past = known.outlook(act.target, act.first), known.past
    over = past.over_before(act.first)
    record = forecast(
        over, then.target.theta.value, then.target.p.value, then.target.region, SLOW, act.target
    )
    year = act.first.year - 1
    others = [past.covariates(code, year) for code in trial.senders.tolist()]
    usable = known.speaking_up.usable <= act.first.toordinal()
    speeches = known.speaking_up.speech[usable]
    share = 1 / np.bincount(speeches)[speeches]
    own = trial.senders == act.target
    for name, score in (
        (RANKER, then.ranked),
        (PLAIN, then.acting.plain),
        (REVIEWS, record.chance),
        (FREQUENCY, (over.spoke.sum(axis=0) + 0.5) / (len(over.spoke) + 1)),
        (SIGNATURES, share @ known.speaking_up.joined[usable]),
        ("ideal point", _ranks([one.theta.value for one in others], -np.inf)),
        ("polyarchy", _ranks([one.p.value for one in others], NO_POLYARCHY)),
        ("habit alone", record.prior),
    ):
        trial.scores.setdefault(name, []).append(np.where(own, np.nan, score))


def _ranks(values: Sequence[float], missing: float) -> Floats:
    return np.nan_to_num(np.array(values, np.float64), nan=missing, neginf=-np.inf)


def _ranker(trial: Trial, name: str) -> Row:
    average, precise, auc = trial.mean(name).tolist()
    spread = trial.spread(trial.measured[name][0])
    return {
        "ranker": name,
        "acts": len(trial.acts),
        "weight": float(trial.share.sum()),
        "map": average,
        "map_low": spread.low,
        "map_high": spread.high,
        "p10": precise,
        "auc": auc,
    }


def _gain(trial: Trial, name: str) -> Row:
    average, precise = (
        trial.spread(trial.measured[RANKER][k] - trial.measured[name][k]) for k in range(2)
    )
    return {
        "against": name,
        "map": average.mean,
        "map_low": average.low,
        "map_high": average.high,
        "p10": precise.mean,
        "p10_low": precise.low,
        "p10_high": precise.high,
    }


def _parts(trial: Trial, known: PublicActs) -> Table:
    """The first ranker by region of the detaining state, and by size of the act."""
    region = np.array([known.past.regions.get(act.target, "") for act in trial.acts], np.str_)
    parts = [
        *((title, region == code) for code, title in (REGIONS | REGIONS_LEFT).items()),
        ("3 to 15 governments", trial.small),
        ("more than 15 governments", ~trial.small),
    ]
    rows: list[Row] = []
    for title, which in parts:
        if which.any():
            average, precise, auc = trial.mean(RANKER, which).tolist()
            rows.append(
                {
                    "part": title,
                    "acts": int(which.sum()),
                    "weight": float(trial.share[which].sum()),
                    "map": average,
                    "p10": precise,
                    "auc": auc,
                    "reviews_map": float(trial.mean(REVIEWS, which)[0]),
                }
            )
    return Table(
        "parts",
        "Where it works: by region of the detaining state and by size of the act",
        columns(
            "part",
            "acts",
            ("weight", "Speeches"),
            ("map", "MAP"),
            ("p10", "P@10"),
            ("auc", "AUC"),
            ("reviews_map", "MAP of UN reviews"),
        ),
        rows,
    )


def _ageing(trial: Trial, known: PublicActs) -> Table:
    """How good ranking and intervals are when the newest evidence is years old."""
    rows: list[Row] = []
    for age in AGES:
        outlooks = [_older(known, act, age) for act in trial.acts]
        scores = np.array([one.ranked for one in outlooks])
        measured = np.array(evaluation.measures(scores, trial.joined, trial.senders))
        average, precise, auc = (measured * trial.share).sum(axis=1) / trial.share.sum()
        within, cells = _coverage(trial, outlooks)
        rows.append(
            {
                "age": age,
                "map": float(average),
                "p10": float(precise),
                "auc": float(auc),
                "within": within,
                "tenths": cells,
            }
        )
    return Table(
        "ageing",
        "With older evidence",
        columns(
            ("age", "Newest evidence", "years old"),
            ("map", "MAP"),
            ("p10", "P@10"),
            ("auc", "AUC"),
            ("within", "Ranges that hold", "%"),
            ("tenths", "Tenths of the chance"),
        ),
        rows,
        note="Ranges that hold: of the governments × acts, the share in tenths of the chance in "
        f"which what came lies within the mean 80 % range. With evidence older than "
        f"{KNOWN_FOR:g} years no chance is stated; the order stands.",
    )


def _older(known: PublicActs, act: Act, age: float) -> Outlook:
    """The outlook on the day of an act, from what was known some years before it."""
    before = act.first - timedelta(days=round(age * YEAR))
    return known.outlook(act.target, act.first, known=before)


def _coverage(trial: Trial, outlooks: Sequence[Outlook]) -> tuple[float | None, int]:
    chance, low, high = (
        np.concatenate(part) for part in zip(*(one.acts for one in outlooks), strict=True)
    )
    joined = trial.joined.ravel()
    tenth = np.minimum(np.floor(np.nan_to_num(chance, nan=-1) * 10), 9)
    held = size = cells = 0
    for number in range(10):
        here = tenth == number
        if here.sum() >= FEWEST_IN_TENTH:
            cells, size = cells + 1, size + int(here.sum())
            within = low[here].mean() <= joined[here].mean() <= high[here].mean()
            held += int(here.sum()) * int(within)
    return (held / size if size else None), cells


def _curves(trial: Trial, known: PublicActs) -> Table:
    """The curves for small and large acts: those in use, those fitted on these acts, and how far
    off each was."""
    chance = np.array(trial.scores[RANKER])
    rows: list[Row] = []
    kinds: tuple[tuple[str, Any, Platt], ...] = (
        ("3 to 15 governments", trial.small, SMALL),
        ("more than 15 governments", ~trial.small, LARGE),
    )
    for title, which, used in kinds:
        if not which.any():
            continue
        said, joined, share = chance[which], trial.joined[which], trial.share[which]
        fresh = fitted(np.array(trial.scores[PLAIN])[which], joined, share)
        weigh: Callable[[Floats], float] = _weighed(said, share)
        rows.append(
            {
                "size": title,
                "acts": int(which.sum()),
                "slope": used.slope,
                "intercept": used.intercept,
                "slope_here": fresh.slope,
                "intercept_here": fresh.intercept,
                "said": weigh(used(said)),
                "observed": weigh(joined),
                "brier": weigh((used(said) - joined) ** 2),
                "brier_plain": weigh((said - joined) ** 2),
            }
        )
    return Table(
        "curves",
        "From “among those who act” to small and large acts",
        columns(
            ("size", "Size of the act"),
            "acts",
            ("slope", "Slope"),
            "intercept",
            ("slope_here", "Slope, fitted here"),
            ("intercept_here", "Intercept, fitted here"),
            ("said", "Mean chance said", "%"),
            ("observed", "Came", "%"),
            ("brier", "Brier"),
            ("brier_plain", "Brier, unchanged"),
        ),
        rows,
        note="The curves in use were fitted, without the region, on acts before July 2024. Fitted "
        "here: on the acts chosen above, by the same code; use it when the table has grown by "
        "half.",
    )


def _weighed(said: Floats, share: Floats) -> Callable[[Floats], float]:
    known = ~np.isnan(said)
    weight = (np.broadcast_to(share[:, None], said.shape))[known]
    return lambda values: float((values[known] * weight).sum() / weight.sum())
