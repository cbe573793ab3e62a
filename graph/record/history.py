"""The UN reviews that a View knows of, as the record kernel wants them, and what they forecast.

One code for today's answer and for the backtest: the backtest asks it as of the day before each
session. What differs follows from how old the newest review is: while the record is fresh a
covariate must be from the four years before the review and recent sessions weigh most; once the
record is years old, the newest value of each covariate is taken, whatever its year, and the record
fades more slowly (README.md; settings `RECENT` and `SLOW` of `forecast.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

import msgspec
import numpy as np

from graph.model.errors import QuestionError
from graph.model.ids import government_id, iso3_of
from graph.model.words import say, written
from graph.record import sessions as calendar
from graph.record.acceptance import Heeding, Recommendations, fit
from graph.record.forecast import (
    RECENT,
    SLOW,
    STEADY,
    Floats,
    Forecast,
    Kernel,
    Platt,
    Reviews,
    as_of,
    forecast,
    interval,
)
from graph.store.base import SAMPLE
from graph.store.claims import uncollected
from graph.view import View

IDEAL_POINT, POLYARCHY = "msr:ideal-point", "msr:polyarchy"
_FACTS = ("session", "core", "action", "response", "answered")  # of a recommendation
_review = attrgetter("session", "target")
WINDOW = 4  # years before a review from which a covariate may come
FRESH = timedelta(days=730)  # a record whose newest review is older than this is an old one


class Recommended(msgspec.Struct, frozen=True, gc=False):
    """A recommendation, with what is known of it; the governments by ISO3."""

    source: str
    target: str
    session: int
    core: bool
    action: int | None
    response: str | None
    answered: str | None  # on that day


class Known(NamedTuple):
    """A covariate and the year it is of; NaN and None where it is missing."""

    value: float
    year: int | None


@dataclass(frozen=True)
class Target:
    """What is known of the government under review."""

    iso3: str
    theta: Known
    p: Known
    region: str


@dataclass(frozen=True)
class Chances:
    """For one target: each sender's calibrated chance and interval, (senders,); NaN: the target."""

    target: Target
    forecast: Forecast
    chance: Floats
    low: Floats
    high: Floats


class Habit(NamedTuple):
    """(senders,) u, the evidence behind it in reviews, and the last day of the newest session."""

    chance: Floats
    evidence: float
    ended: date


class History:
    """The reviews known to a view, and the governments by ISO3; build it with `history`."""

    def __init__(self, view: View) -> None:
        self.day = view.today
        self.used = view.used
        self.table = _recommendations(view)
        self.governments = {iso3_of(g.id): g for g in view.entities("Government")}
        regions = ((iso3, g.values.get("region")) for iso3, g in self.governments.items())
        self.regions = {iso3: str(region or "") for iso3, region in regions}
        senders = sorted(i for i, g in self.governments.items() if g.values.get("un_seat"))
        if not senders or not self.table:
            raise QuestionError(
                say(
                    "No UN review was on record by that day: choose a later day, or load the "
                    "tables of governments and UN reviews."
                )
            )
        self._theta, self._p = (_series(view, m) for m in (IDEAL_POINT, POLYARCHY))
        self.reviews = self._reviews(senders)
        newest = calendar.opens(int(self.reviews.session[-1]))
        self.fresh = self.day - newest <= FRESH
        self.kernel = RECENT if self.fresh else SLOW
        self._over = dict[int, Reviews]()  # by the session after which none is in it

    def _reviews(self, senders: list[str]) -> Reviews:
        reviews = sorted({(r.session, r.target) for r in self.table})
        at = {review: n for n, review in enumerate(reviews)}
        column = {iso3: n for n, iso3 in enumerate(senders)}
        spoke = np.zeros((len(reviews), len(senders)))
        for r in self.table:
            if r.core and r.source in column and r.source != r.target:
                spoke[at[r.session, r.target], column[r.source]] = 1
        of = [(target, calendar.year_of(session)) for session, target in reviews]
        return Reviews(
            target=np.array([target for _, target in reviews], np.str_),
            session=np.array([session for session, _ in reviews], np.int64),
            theta=np.array([_value(self._theta, t, y - 1, WINDOW).value for t, y in of]),
            p=np.array([_value(self._p, t, y - 1, WINDOW).value for t, y in of]),
            region=np.array([self.regions.get(t, "") for _, t in reviews], np.str_),
            senders=np.array(senders, np.str_),
            spoke=spoke,
        )

    @cached_property
    def platt(self) -> Platt:
        """The calibration, fitted on what would have been forecast for the reviews known here."""
        return Platt.fit(as_of(self.reviews, self.kernel).chance, self.reviews.spoke)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Governments that made any recommendation at all."""
        return frozenset(r.source for r in self.table)

    @cached_property
    def answers(self) -> list[Recommended]:
        """Recommendations on any subject whose answer was public by then."""
        day = self.day.isoformat()
        return [
            r
            for r in self.table
            if r.response in ("accepted", "noted") and r.answered and r.answered <= day
        ]

    @cached_property
    def answered(self) -> list[Recommended]:
        """Those of them on detention, expression or civil society."""
        return [r for r in self.answers if r.core]

    @cached_property
    def answered_by(self) -> Mapping[str, Sequence[Recommended]]:
        """These by whom they were made to, who answered."""
        by: defaultdict[str, list[Recommended]] = defaultdict(list)
        for r in self.answered:
            by[r.target].append(r)
        return by

    def recommendations(self, *, core: bool) -> Recommendations:
        """The answers, for the model of who is heeded; those of unknown wording left out."""
        answers = self.answered if core else self.answers
        known = sorted((r for r in answers if r.action is not None), key=_review)
        target = {iso3: n for n, iso3 in enumerate(sorted({r.target for r in known}))}
        near: dict[tuple[str, int], float] = {}

        def theta(iso3: str, session: int) -> float:
            key = (iso3, calendar.year_of(session))
            if key not in near:
                near[key] = _value(self._theta, iso3, key[1] - 1, WINDOW).value
            return near[key]

        return Recommendations(
            np.array([r.session for r in known], np.int64),
            np.array([target[r.target] for r in known], np.int64),
            np.array([r.response == "accepted" for r in known], np.float64),
            np.array([r.action for r in known], np.int64),
            np.array([abs(theta(r.source, r.session) - theta(r.target, r.session)) for r in known]),
        )

    @cached_property
    def heeding(self) -> Heeding | None:
        """What the answers on record say of who is heeded; None: too few to say anything."""
        answers = self.recommendations(core=True)
        return fit(answers) if 0 < answers.accepted.sum() < len(answers.accepted) else None

    @cached_property
    def heard(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """(accepted, answered) of what one government recommended to another on these subjects."""
        counts: dict[tuple[str, str], tuple[int, int]] = {}
        for r in self.answered:
            accepted, answered = counts.get((r.source, r.target), (0, 0))
            counts[r.source, r.target] = (accepted + (r.response == "accepted"), answered + 1)
        return counts

    def target(self, iso3: str, session: int | None = None) -> Target:
        """A government's covariates as of a review session, or the newest ones known here."""
        if self.fresh or session is not None:
            year = calendar.year_of(session) if session is not None else self.day.year
            return self.covariates(iso3, year - 1)
        theta, p = (_value(s, iso3, self.day.year, None) for s in (self._theta, self._p))
        return Target(iso3, theta, p, self.regions.get(iso3, ""))

    def covariates(self, iso3: str, year: int) -> Target:
        """A government as it was in a year: values of that year or of the three before it."""
        theta, p = (_value(series, iso3, year, WINDOW) for series in (self._theta, self._p))
        return Target(iso3, theta, p, self.regions.get(iso3, ""))

    def over_before(self, day: date) -> Reviews:
        """The reviews of the sessions that were over before a day."""
        session = calendar.over_before(day)
        if session not in self._over:
            self._over[session] = self.reviews.before(session + 1)
        return self._over[session]

    def habit(self, target: Target, day: date) -> Habit:
        """How readily each sender speaks up at UN reviews of such a state, by the sessions that
        were over before a day: u of `acts.py`, not calibrated. QuestionError: there is none."""
        over = self.over_before(day)
        if not len(over.session):
            raise QuestionError(
                say("No UN review on record was over before {day}.", day=written(day))
            )
        covariates = target.theta.value, target.p.value, target.region
        raw = forecast(over, *covariates, SLOW, target.iso3)
        return Habit(raw.chance, raw.evidence, calendar.SESSIONS[int(over.session[-1])][1])

    def chances(self, target: Target, kernel: Kernel | None = None) -> Chances:
        """Who would raise such cases at a review of this target."""
        raw = self.forecast(target, kernel or self.kernel)
        platt = self.platt
        low, high = interval(raw.chance, raw.evidence, platt)
        return Chances(target=target, forecast=raw, chance=platt(raw.chance), low=low, high=high)

    def alike(self, target: Target) -> Floats:
        """(reviews,): how much each past review resembles this one whatever its age, maximum 1."""
        return self.forecast(target, STEADY).weight

    def forecast(self, target: Target, kernel: Kernel) -> Forecast:
        """The chances before calibration."""
        return forecast(
            self.reviews, target.theta.value, target.p.value, target.region, kernel, target.iso3
        )

    def distance(self, target: Target) -> dict[str, Known]:
        """How far apart two governments vote at the UN, |Δθ|, by the other's ISO3; with its year.

        The year is the older of the two; governments without an ideal point are left out.
        """
        year, window = self.day.year, WINDOW if self.fresh else None
        by_government = {}
        for iso3 in self._theta:
            other = _value(self._theta, iso3, year, window)
            if other.year is not None and target.theta.year is not None:
                apart = abs(other.value - target.theta.value)
                by_government[iso3] = Known(apart, min(other.year, target.theta.year))
        return by_government


def history(view: View) -> History:
    """The reviews that a view knows of. QuestionError: none. Kept until the store changes."""
    # The invented state's figures are read with all others, but used only where it is the target.
    return view.remembered(
        "history", (), History, most=24, counts=lambda used: used.without(SAMPLE)
    )


def _recommendations(view: View) -> list[Recommended]:
    """Each recommendation once: what the first claim of it says."""
    table = view.table("RECOMMENDED_TO", values=_FACTS)
    prefix = government_id("")
    iso3 = {id: id.removeprefix(prefix) for id in {*table["source"], *table["target"]}}
    once: dict[tuple[str, str, str], Recommended] = {}
    with uncollected():
        for source, target, key, session, core, *rest in table.rows(
            "source", "target", "key", *_FACTS
        ):
            identity = source, target, key
            if session is not None and identity not in once:
                once[identity] = Recommended(
                    iso3[source], iso3[target], int(session), bool(core), *rest
                )
    return list(once.values())


Series = Mapping[str, Mapping[int, float]]  # ISO3 → year → value


def _series(view: View, measure: str) -> Series:
    table = view.table("MEASURED", of=[measure], values=("value",))
    series: dict[str, dict[int, float]] = {}
    for source, key, value in table.rows("source", "key", "value"):
        series.setdefault(iso3_of(source), {})[int(key)] = float(value)
    return series


def _value(series: Series, iso3: str, year: int, window: int | None) -> Known:
    """The newest value of that year or before, within the window."""
    years = [y for y in series.get(iso3, ()) if y <= year and (not window or y > year - window)]
    return Known(series[iso3][max(years)], max(years)) if years else Known(np.nan, None)
