"""Acts put to the test, and how well rankings, ranges and curves did on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np

from graph.model.words import mark, number, percent, say, written
from graph.record import evaluation
from graph.record.act import Act
from graph.record.acts import KNOWN_FOR, LARGE, MOST_OF_SMALL, SMALL, YEAR, fitted
from graph.record.forecast import Floats, Platt
from graph.record.public_acts import Outlook, PublicActs
from queries.answer import Column, Row, Table, columns

RANKER: Final = mark("acts and record")
PLAIN: Final = mark("acts and record, without the region")
REVIEWS: Final = mark("UN reviews")
DRAWS, SEED = 4000, 1
AGES: Final = (0.0, 1.5, 3.0)  # years that the newest evidence is old
FEWEST_IN_TENTH: Final = 30  # governments × acts
REGIONS: Final = {
    "Africa": mark("Africa"),
    "Asia": mark("Asia-Pacific"),
    "EEG": mark("Eastern Europe"),
    "GRULAC": mark("Latin America and the Caribbean"),
    "WEOG": mark("Western Europe and others"),
}
SMALL_ACTS: Final = mark("3 to 15 governments")
LARGE_ACTS: Final = mark("more than 15 governments")


@dataclass
class ActsTrial:
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


def gains(title: str, gained: Mapping[str, Sequence[evaluation.Estimate]], note: str = "") -> Table:
    """How much better one ranker is than each other: in average precision, among the first ten."""
    rows: list[Row] = [
        {
            "against": say(name),
            "map": average.mean,
            "map_low": average.low,
            "map_high": average.high,
            "p10": precise.mean,
            "p10_low": precise.low,
            "p10_high": precise.high,
        }
        for name, (average, precise) in gained.items()
    ]
    return Table(
        "differences",
        title,
        columns(
            "against",
            ("map", "MAP gained"),
            ("map_low", "low"),
            ("map_high", "high"),
            ("p10", "P@10 gained"),
            ("p10_low", "low"),
            ("p10_high", "high"),
        ),
        rows,
        note=note,
    )


def parts(trial: ActsTrial, known: PublicActs) -> Table:
    """The first ranker by region of the detaining state, and by size of the act."""
    region = np.array([known.past.regions.get(act.target, "") for act in trial.acts], np.str_)
    parts = [
        *((title, region == code) for code, title in REGIONS.items()),
        (SMALL_ACTS, trial.small),
        (LARGE_ACTS, ~trial.small),
    ]
    rows: list[Row] = []
    for title, which in parts:
        if which.any():
            average, precise, auc = trial.mean(RANKER, which).tolist()
            rows.append(
                {
                    "part": say(title),
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
        say("Where it works: by region of the detaining state and by size of the act"),
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


def ageing(trial: ActsTrial, known: PublicActs) -> Table:
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
        say("With older evidence"),
        columns(
            Column("age", say("Newest evidence"), say("years old")),
            ("map", "MAP"),
            ("p10", "P@10"),
            ("auc", "AUC"),
            ("within", "Ranges that hold", "%"),
            ("tenths", "Tenths of the chance"),
        ),
        rows,
        note=" ".join(
            [
                say(
                    "Ranges that hold: of the governments × acts, the share in tenths of the "
                    "chance in which what came lies within the mean {share} range.",
                    share=percent(0.8),
                ),
                say(
                    "With evidence older than {years} years no chance is stated; the order stands.",
                    years=number(KNOWN_FOR, 0 if round(KNOWN_FOR) == KNOWN_FOR else 1),
                ),
            ]
        ),
    )


def _older(known: PublicActs, act: Act, age: float) -> Outlook:
    """The outlook on the day of an act, from what was known some years before it."""
    before = act.first - timedelta(days=round(age * YEAR))
    return known.outlook(act.target, act.first, known=before)


def _coverage(trial: ActsTrial, outlooks: Sequence[Outlook]) -> tuple[float | None, int]:
    chance, low, high = (
        np.concatenate(part) for part in zip(*(one.acts for one in outlooks), strict=True)
    )
    joined = trial.joined.ravel()
    tenth = np.minimum(np.floor(np.nan_to_num(chance, nan=-1) * 10), 9)
    covered = size = cells = 0
    for nth in range(10):
        here = tenth == nth
        if here.sum() >= FEWEST_IN_TENTH:
            cells, size = cells + 1, size + int(here.sum())
            within = low[here].mean() <= joined[here].mean() <= high[here].mean()
            covered += int(here.sum()) * int(within)
    return (covered / size if size else None), cells


def curves(trial: ActsTrial) -> Table:
    """The curves for small and large acts: those in use, those fitted on these acts, and how far
    off each was."""
    chance = np.array(trial.scores[RANKER])
    rows: list[Row] = []
    kinds: tuple[tuple[str, Any, Platt], ...] = (
        (SMALL_ACTS, trial.small, SMALL),
        (LARGE_ACTS, ~trial.small, LARGE),
    )
    for title, which, used in kinds:
        if not which.any():
            continue
        chances, joined, share = chance[which], trial.joined[which], trial.share[which]
        fresh = fitted(np.array(trial.scores[PLAIN])[which], joined, share)
        weigh: Callable[[Floats], float] = _weighed(chances, share)
        rows.append(
            {
                "size": say(title),
                "acts": int(which.sum()),
                "slope": used.slope,
                "intercept": used.intercept,
                "slope_here": fresh.slope,
                "intercept_here": fresh.intercept,
                "said": weigh(used(chances)),
                "observed": weigh(joined),
                "brier": weigh((used(chances) - joined) ** 2),
                "brier_plain": weigh((chances - joined) ** 2),
            }
        )
    return Table(
        "curves",
        say("From “among those who act” to small and large acts"),
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
        note=" ".join(
            [
                say(
                    "The curves in use were fitted, without the region, on acts before {month}.",
                    month=written("2024-07"),
                ),
                say(
                    "“Fitted here” is on the acts chosen above, by the same code: use it when the "
                    "table has grown by half."
                ),
            ]
        ),
    )


def _weighed(chances: Floats, share: Floats) -> Callable[[Floats], float]:
    known = ~np.isnan(chances)
    weight = (np.broadcast_to(share[:, None], chances.shape))[known]
    return lambda values: float((values[known] * weight).sum() / weight.sum())
