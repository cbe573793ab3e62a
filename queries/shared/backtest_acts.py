"""Who acts for prisoners: would it have been foreseen, each act with what was known before it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from graph.model.errors import QuestionError
from graph.model.words import count, mark, number, percent, say
from graph.record.act import Act, scored
from graph.record.evaluation import Estimate
from graph.record.forecast import SLOW, Floats, forecast
from graph.record.public_acts import PublicActs, public_acts
from graph.view import View
from queries.answer import Answer, Note, Row, Table, columns
from queries.shared.backtest_trial import (
    PLAIN,
    RANKER,
    REVIEWS,
    ActsTrial,
    ageing,
    curves,
    gains,
    parts,
)

FREQUENCY: Final = mark("UN frequency")
SIGNATURES: Final = mark("signatures so far")
IDEAL_POINT: Final = mark("ideal point")
POLYARCHY: Final = mark("polyarchy")
HABIT: Final = mark("habit alone")
NO_POLYARCHY: Final = 0.3  # what a missing value counts as, where the index alone ranks


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
            say(
                "Choose other days, or load the table of public acts: there is no act with a "
                "complete list of three governments or more in that time."
            )
        )
    trial = ActsTrial(
        [every.acts[n] for n in chosen], every.share[chosen], every.joined[chosen], every.senders
    )
    for act in trial.acts:
        _test(trial, known, act)
    rows = [_ranker(trial, name) for name in trial.scores]
    best, habit = trial.mean(RANKER), trial.mean(REVIEWS)
    chance = float(np.average(trial.joined.mean(axis=1), weights=trial.share)) * 10
    first, last = (pick(act.first for act in trial.acts).year for pick in (min, max))
    return Answer(
        " ".join(
            [
                say(
                    "Of its ten suggestions {acted} acted; by chance {chance} would have, by the "
                    "record of UN reviews alone {reviews}.",
                    acted=number(10 * best[1], 1),
                    chance=number(chance, 1),
                    reviews=number(10 * habit[1], 1),
                ),
                count(
                    "This is tested on {n} public act for prisoners, {first} to {last}.",
                    "This is the mean of {n} public acts for prisoners, {first} to {last}.",
                    len(trial.acts),
                    first=first,
                    last=last,
                ),
            ]
        ),
        [
            Table(
                "acts_backtest",
                say("The rankings compared"),
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
                note=" ".join(
                    [
                        say(
                            "Each act is foreseen on the first day that its date may mean, from "
                            "what was known before."
                        ),
                        say("Acts of one speech count as one."),
                        say(
                            "Ranges are {share} ranges over detaining states.", share=percent(0.95)
                        ),
                        say("Habit alone is one list for the whole world."),
                    ]
                ),
            ),
            gains(
                say("How much better “{ranking}” is, act by act", ranking=say(RANKER)),
                {name: _gained(trial, name) for name in trial.scores if name != RANKER},
                say(
                    "What matters most is to have the table of acts at all: next to a plain count "
                    "of signatures the gain is small."
                ),
            ),
            parts(trial, known),
            ageing(trial, known),
            curves(trial),
            Note(
                "limits",
                say("What this does not test"),
                " ".join(
                    [
                        say(
                            "The table of acts is a sample of what public pages report, richest "
                            "for famous cases from 2020 to 2025 and for Western governments."
                        ),
                        say("Quiet approaches leave no trace in it."),
                        say("To act is not to free: nothing here predicts a release."),
                    ]
                ),
                "caution",
            ),
        ],
    )


def _evidence(known: PublicActs) -> list[Act]:
    return [act for act in known.all if known.evidence(act)]


def _trial(known: PublicActs, acts: Sequence[Act]) -> ActsTrial:
    """Acts with who joined; their shares by the whole table."""
    speeches = known.speeches(known.evidence)
    of_speech = np.bincount(list(speeches.values()))
    senders = known.past.reviews.senders
    return ActsTrial(
        list(acts),
        np.array([1 / of_speech[speeches[act.entity.id]] for act in acts], np.float64),
        np.array(
            [[code in known.evidence(act) for code in senders] for act in acts], np.float64
        ).reshape(len(acts), len(senders)),
        senders,
    )


def _test(trial: ActsTrial, known: PublicActs, act: Act) -> None:
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
        (IDEAL_POINT, _ranks([one.theta.value for one in others], -np.inf)),
        (POLYARCHY, _ranks([one.p.value for one in others], NO_POLYARCHY)),
        (HABIT, record.prior),
    ):
        trial.scores.setdefault(name, []).append(np.where(own, np.nan, score))


def _ranks(values: Sequence[float], missing: float) -> Floats:
    return np.nan_to_num(np.array(values, np.float64), nan=missing, neginf=-np.inf)


def _ranker(trial: ActsTrial, name: str) -> Row:
    average, precise, auc = trial.mean(name).tolist()
    spread = trial.spread(trial.measured[name][0])
    return {
        "ranker": say(name),
        "acts": len(trial.acts),
        "weight": float(trial.share.sum()),
        "map": average,
        "map_low": spread.low,
        "map_high": spread.high,
        "p10": precise,
        "auc": auc,
    }


def _gained(trial: ActsTrial, name: str) -> list[Estimate]:
    """How much better the first ranker is in average precision, and among the first ten."""
    return [trial.spread(trial.measured[RANKER][k] - trial.measured[name][k]) for k in range(2)]
