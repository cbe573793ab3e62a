"""Who speaks at UN reviews: would it have been foreseen, each with what was known before it?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import numpy as np

from graph.approach.evidence import Ground
from graph.approach.factors import WEIGHED, factors, total
from graph.model.errors import QuestionError
from graph.model.ids import government_id
from graph.model.words import mark, number, percent, say
from graph.record import evaluation
from graph.record.forecast import SLOW, STEADY, Floats, Names, Reviews, as_of
from graph.record.history import History, history
from graph.record.public_acts import public_acts
from graph.record.sessions import opens
from graph.view import View
from queries.answer import Answer, Note, Table, columns
from queries.shared.backtest_heeded import heeded_table
from queries.shared.backtest_trial import gains

SEEDS = 20  # of the control with permuted outcomes
RANDOM_SEEDS = 50

KERNEL = mark("recency kernel")
STEADIER = mark("kernel without recency")
SLOWER = mark("slow kernel")  # for a record that is years old
HABIT = mark("habit alone")  # one list for the world
FREQUENCY = mark("most frequent on these subjects")
ANY_SUBJECT = mark("most frequent on any subject")
FURTHEST = mark("furthest in UN votes")
MIXTURE = mark("usual mixture of factors")  # as the embassies' page offers it beside the chance
RANDOM = mark("random")
RATE = "rate"  # the historical one for everybody: ranks nobody, its Brier is of knowing nothing


@dataclass
class Trial:
    """The reviews put to the test, and what each ranker said of each; (reviews, senders)."""

    senders: Names
    session: list[int] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    spoke: list[Floats] = field(default_factory=list)
    scores: dict[str, list[Floats]] = field(default_factory=dict)
    chances: dict[str, list[Floats]] = field(default_factory=dict)  # calibrated or stated as such
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)


def backtest_reviews(view: View, sessions: str) -> Answer:
    """Every review of these sessions, foreseen. QuestionError: none, or none before them."""
    first, last = _span(sessions)
    whole = history(view)
    reviews = whole.reviews
    tested = [int(s) for s in np.unique(reviews.session) if first <= s <= last]
    if not tested or int(reviews.session[0]) >= tested[0]:
        raise QuestionError(
            say(
                "Choose later sessions, with an earlier one to learn from: the record here has "
                "sessions {first} to {last}.",
                first=int(reviews.session[0]),
                last=int(reviews.session[-1]),
            )
        )
    trial = Trial(reviews.senders)
    for session in tested:
        _test(trial, view, session, reviews)
    spoke, when = np.array(trial.spoke), np.array(trial.session, np.int64)
    scores = {name: np.array(by_review) for name, by_review in trial.scores.items()}
    chances = {name: np.array(by_review) for name, by_review in trial.chances.items()}
    measured = {
        name: evaluation.measures(by_review, spoke, trial.senders)
        for name, by_review in scores.items()
    }
    rows = [_random(spoke, ~np.isnan(scores[KERNEL]), trial.senders, chances.pop(RATE))]
    rows += [_ranker(name, measured[name], chances.get(name), spoke) for name in scores]
    gained = {name: _gained(name, measured) for name in scores if name != KERNEL}
    control = _control(reviews, tested)
    within = evaluation.range_coverage(
        chances[KERNEL], np.array(trial.low), np.array(trial.high), spoke, when
    )
    by_name = dict(zip((RANDOM, *scores), rows, strict=True))
    better = gained[FREQUENCY][1].low > 0  # among the first ten, as the sentence says
    return Answer(
        _sentence(by_name, better, tested),
        [
            Table(
                "backtest",
                say("The rankings compared"),
                columns(
                    "ranker",
                    "reviews",
                    ("map", "MAP"),
                    ("map_low", "low"),
                    ("map_high", "high"),
                    ("p10", "P@10"),
                    ("p10_low", "low"),
                    ("p10_high", "high"),
                    ("auc", "AUC"),
                    ("brier", "Brier"),
                ),
                rows,
                note=" ".join(
                    [
                        say(
                            "Means over reviews at which somebody spoke up; ranges are {share} "
                            "bootstrap intervals over reviews.",
                            share=percent(0.95),
                        ),
                        say(
                            "The Brier score is over all reviews; that of “{random}” is of stating "
                            "the historical rate for everybody.",
                            random=say(RANDOM),
                        ),
                        say(
                            "The mixture had only what was known then: for most governments no "
                            "mission, guideline or measure."
                        ),
                    ]
                ),
            ),
            gains(say("How much better the recency kernel is, review by review"), gained),
            Table(
                "calibration",
                say("What was said against what happened"),
                columns(
                    ("from", "Chance from", "%"),
                    "n",
                    ("said", "Mean chance", "%"),
                    ("observed", "Spoke up", "%"),
                ),
                [
                    {"from": d.low, "n": d.n, "said": d.chance, "observed": d.observed}
                    for d in evaluation.calibration(chances[KERNEL], spoke)
                ],
            ),
            Table(
                "checks",
                say("Checks"),
                columns("check", "value", "means"),
                [
                    {
                        "check": say("permuted outcomes, AUC"),
                        "value": control,
                        "means": say(
                            "mean of {n} seeds; {half} when nothing leaks from the future",
                            n=number(SEEDS),
                            half=number(0.5, 1),
                        ),
                    },
                    {
                        "check": say("ranges that hold"),
                        "value": within.share,
                        "means": say(
                            "in {within} of {cells} cells of session and tenth of the chance the "
                            "observed rate is within the stated range",
                            within=number(within.within),
                            cells=number(within.cells),
                        ),
                    },
                ],
            ),
            heeded_table(whole),
            Note(
                "limits",
                say("What this does not test"),
                " ".join(
                    [
                        say(
                            "Speaking up at a review in Geneva is not help for one prisoner, and "
                            "no measure here predicts a release."
                        ),
                        say(
                            "The UN ideal points are smoothed with later votes, which helps every "
                            "ranking that uses them a little."
                        ),
                    ]
                ),
                "caution",
            ),
        ],
    )


def _sentence(by_name: Mapping[str, Mapping[str, Any]], better: bool, tested: Sequence[int]) -> str:
    """How many of ten suggestions were right, next to chance and to plain counting."""
    best, plain, chance = (by_name[name] for name in (KERNEL, FREQUENCY, RANDOM))
    sessions = (
        say("session {n}", n=tested[0])
        if len(tested) == 1
        else say("sessions {first} to {last}", first=tested[0], last=tested[-1])
    )
    right = say(
        "Of its ten suggestions {n} spoke up, by chance {chance} would have: mean of {reviews} UN "
        "reviews, {sessions}.",
        n=number(10 * best["p10"], 1),
        chance=number(10 * chance["p10"], 1),
        reviews=number(best["reviews"]),
        sessions=sessions,
    )
    counted = number(10 * plain["p10"], 1)
    if better:
        beside = say("That is better than counting past recommendations ({n}).", n=counted)
    else:
        beside = say(
            "That is not clearly better than counting past recommendations ({n}).", n=counted
        )
    return f"{right} {beside}"


def _test(trial: Trial, view: View, session: int, reviews: Reviews) -> None:
    """Ask for every review of one session, as of the day before it opened."""
    then = view.at(opens(session) - timedelta(days=1))
    past, known = history(then), public_acts(then)
    place = {code: n for n, code in enumerate(past.reviews.senders.tolist())}
    columns = [place[code] for code in reviews.senders.tolist()]
    spoken = past.reviews.spoke
    frequency = ((spoken.sum(axis=0) + 0.5) / (len(spoken) + 1))[columns]
    rows_made = _counts(past, reviews.senders)
    for i in np.flatnonzero(reviews.session == session):
        code = reviews.target[i].item()
        target = past.target(code, session)
        chances, steady = past.chances(target), past.forecast(target, STEADY)
        slow = past.forecast(target, SLOW)
        apart = past.distance(target)
        far = np.array(
            [apart[s].value if s in apart else -np.inf for s in reviews.senders.tolist()]
        )
        own = reviews.own[i]
        ground = Ground(
            view=then,
            host=past.governments[code],
            case=None,
            past=past,
            chances=known.outlook(code),
            at={},
        )
        mixed = factors(ground.senders, ground.evidence, WEIGHED, then.today)
        mixture = [
            total(mixed[government_id(s)]) if government_id(s) in mixed else -np.inf
            for s in reviews.senders.tolist()
        ]
        trial.session.append(session)
        trial.target.append(code)
        trial.spoke.append(reviews.spoke[i])
        trial.low.append(chances.low[columns])
        trial.high.append(chances.high[columns])
        rate = np.full(len(columns), spoken[~past.reviews.own].mean())
        for name, score in (
            (ANY_SUBJECT, rows_made),
            (FREQUENCY, frequency),
            (FURTHEST, far),
            (HABIT, slow.prior[columns]),
            (SLOWER, slow.chance[columns]),
            (STEADIER, steady.chance[columns]),
            (MIXTURE, np.array(mixture)),
            (KERNEL, chances.chance[columns]),
        ):
            trial.scores.setdefault(name, []).append(np.where(own, np.nan, score))
        for name, chance in (
            (FREQUENCY, frequency),
            (KERNEL, chances.chance[columns]),
            (RATE, rate),
        ):
            trial.chances.setdefault(name, []).append(np.where(own, np.nan, chance))


def _counts(past: History, senders: Names) -> Floats:
    counts = Counter(r.source for r in past.table)
    return np.array([float(counts[code]) for code in senders.tolist()])


def _span(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*", text)
    if not match or int(match[1]) > int(match[2] or match[1]):
        raise QuestionError(
            say("“{text}” is not a span of sessions: write it as 10-17.", text=text)
        )
    return int(match[1]), int(match[2] or match[1])


def _ranker(
    name: str, measured: evaluation.Measures, chance: Floats | None, spoke: Floats
) -> dict[str, Any]:
    average, precise = (evaluation.bootstrap(m) for m in measured[:2])
    return {
        "ranker": say(name),
        "reviews": average.n,
        "map": average.mean,
        "map_low": average.low,
        "map_high": average.high,
        "p10": precise.mean,
        "p10_low": precise.low,
        "p10_high": precise.high,
        "auc": float(np.nanmean(measured.auc)),
        "brier": None if chance is None else evaluation.brier(chance, spoke),
    }


def _random(spoke: Floats, candidates: Any, senders: Names, rate: Floats) -> dict[str, Any]:
    """What chance alone gives, and the error of stating the historical rate for everybody."""
    rng = np.random.default_rng(0)
    drawn = [
        evaluation.measures(np.where(candidates, rng.random(spoke.shape), np.nan), spoke, senders)
        for _ in range(RANDOM_SEEDS)
    ]
    average, precise, ranked = (np.nanmean([m[k] for m in drawn]) for k in range(3))
    return {
        "ranker": say(RANDOM),
        "reviews": int((spoke.sum(axis=1) > 0).sum()),
        "map": float(average),
        "map_low": None,
        "map_high": None,
        "p10": float(precise),
        "p10_low": None,
        "p10_high": None,
        "auc": float(ranked),
        "brier": evaluation.brier(rate, spoke),
    }


def _gained(name: str, measured: dict[str, evaluation.Measures]) -> list[evaluation.Estimate]:
    """How much better the recency kernel is in average precision, and among the first ten."""
    return [evaluation.bootstrap(measured[KERNEL][k] - measured[name][k]) for k in range(2)]


def _control(reviews: Reviews, tested: Sequence[int]) -> float:
    """The mean AUC over permuted outcomes, history and habit permuted too."""
    reviews = reviews.before(max(tested) + 1)
    rows = np.isin(reviews.session, tested)
    curves = []
    for seed in range(SEEDS):
        shuffled = replace(reviews, spoke=evaluation.permuted(reviews.spoke, reviews.own, seed))
        chances = as_of(shuffled, sessions=tested).chance
        curves.append(evaluation.measures(chances[rows], shuffled.spoke[rows], reviews.senders).auc)
    return float(np.nanmean(curves))
