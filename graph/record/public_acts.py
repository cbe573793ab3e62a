"""The public acts that a View knows of, as `acts.py` wants them, and what they say of one state.

One code for today's answer and for the backtest: the backtest asks it as of the first day that the
date of an act may mean. Nothing dated on that day or later changes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from graph.model.act_kinds import BY_TITLE
from graph.model.ids import iso3_of
from graph.record.act import Act, acts_of
from graph.record.acts import (
    AMERICAS,
    FEWEST,
    KNOWN_FOR,
    LARGE,
    SMALL,
    YEAR,
    Acting,
    Acts,
    acting,
    at_review,
    opposing,
)
from graph.record.forecast import Bools, Floats, Forecast, Platt
from graph.record.history import Habit, History, Target, history
from graph.view import View

# Members of the Organization of American States, those that left or are shut out included.
NORTHERN: Final = frozenset({"USA", "CAN"})
ALIKE: Final = 0.25  # from this likeness on an act is comparable
LATELY: Final = 730  # days in which a break shows
ORGANIZATION: Final = "GRULAC"  # the UN group of all its other members


class Range(NamedTuple):
    """(senders,) each: a chance, and the ends of its 80 % interval."""

    chance: Floats
    low: Floats
    high: Floats


class PublicActs:
    """The acts known to a view; build it with `public_acts`."""

    def __init__(self, view: View) -> None:
        self.past: History = history(view)
        self.used = view.used
        signed = view.ties("SIGNED", where=lambda tie: "stance" in tie.values)
        entities = {act.id: act for act in view.several({tie.target for tie in signed})}
        about = view.ties("ABOUT", of=entities, where=lambda tie: tie.source in entities)
        self.all = acts_of(entities.values(), [*about, *signed])
        self._voted = [
            (iso3_of(tie.source), tie.values["vote"] == "no", tie.origin.known)
            for tie in view.ties("VOTED", where=lambda tie: "situation" in tie.values)
        ]

    @cached_property
    def by_id(self) -> dict[str, Act]:
        return {act.entity.id: act for act in self.all}

    def evidence(self, act: Act) -> frozenset[str]:
        """The candidates that spoke up for prisoners by an act, none where it is no evidence."""
        counts = BY_TITLE[str(act.entity.values["act"])].evidence
        return act.joined() & self.candidates if counts else frozenset()

    @cached_property
    def candidates(self) -> frozenset[str]:
        return frozenset(self.past.reviews.senders.tolist())

    @cached_property
    def speaking_up(self) -> Acts:
        """The acts for prisoners that are evidence, in the order of their days."""
        return self.table(self.evidence)

    @cached_property
    def against(self) -> Acts:
        """The acts by which governments took the side of who holds the prisoners."""
        return self.table(lambda act: act.joined("against") & self.candidates)

    def speeches(self, joined: Callable[[Act], frozenset[str]]) -> dict[str, int]:
        """By the act's id the number of its speech, of those acts that anybody joined.

        Where the table names no speech: acts of one day and forum with the same signatories.
        """
        number: dict[Hashable, int] = {}
        return {
            act.entity.id: number.setdefault(
                str(act.entity.values.get("speech", ""))
                or (act.first, act.entity.values.get("forum"), codes),
                len(number),
            )
            for act in self.all
            if (codes := joined(act))
        }

    def table(self, joined: Callable[[Act], frozenset[str]]) -> Acts:
        speeches = self.speeches(joined)
        acts = [act for act in self.all if act.entity.id in speeches]
        acts.sort(key=lambda act: (act.last, act.entity.id))
        # Of the year before its last day: no later value was known.
        then = [self.past.covariates(act.target, act.last.year - 1) for act in acts]
        senders = self.past.reviews.senders
        column = {code: n for n, code in enumerate(senders.tolist())}
        who = np.zeros((len(acts), len(senders)))
        for row, act in enumerate(acts):
            who[row, [column[code] for code in joined(act)]] = 1
        return Acts(
            id=np.array([act.entity.id for act in acts], np.str_),
            target=np.array([act.target for act in acts], np.str_),
            last=np.array([act.last.toordinal() for act in acts], np.int64),
            usable=np.array([act.usable.toordinal() for act in acts], np.int64),
            theta=np.array([one.theta.value for one in then], np.float64),
            p=np.array([one.p.value for one in then], np.float64),
            region=np.array([one.region for one in then], np.str_),
            speech=np.array([speeches[act.entity.id] for act in acts], np.int64),
            complete=np.array([act.complete for act in acts], np.bool_),
            senders=senders,
            joined=who,
        )

    def refusals(self, day: date) -> Floats:
        """(senders,): of its votes on country situations before a day, the share of "no"; 0 where
        no votes are loaded."""
        voted, refused = Counter[str](), Counter[str]()
        for code, no, known in self._voted:
            if known is None or known.last < day.isoformat():
                voted[code] += 1
                refused[code] += no
        senders = self.past.reviews.senders.tolist()
        return np.array([refused[c] / voted[c] if voted[c] else 0.0 for c in senders])

    def shift(self, iso3: str) -> Floats:
        """(senders,): what being of the Americas, as this state, adds to the log-odds."""
        members = {c for c, region in self.past.regions.items() if region == ORGANIZATION}
        members |= NORTHERN
        within = [iso3 in members and code in members for code in self.past.reviews.senders]
        return np.where(within, AMERICAS, 0.0)

    def outlook(self, iso3: str, day: date | None = None, known: date | None = None) -> Outlook:
        """Who would act for a prisoner held by this state, on the view's day or another one.

        On an earlier day it says what a view of that day would; the tests hold that. `known`: from
        what was known on a day before it. QuestionError: no UN review was over by then.
        """
        on = day or self.past.day
        return Outlook(self, iso3, on, known or on)


@dataclass(frozen=True, eq=False)
class Outlook:
    """For one state on one day: who acts for prisoners, and who speaks at a UN review.

    Ranges and `ranked` are (senders,), NaN for the state itself.
    """

    of: PublicActs
    iso3: str
    day: date
    known: date

    @cached_property
    def target(self) -> Target:
        return self.of.past.covariates(self.iso3, self.day.year - 1)

    @cached_property
    def reviews(self) -> Forecast:
        """The record of UN reviews by itself: what each past review says, before calibration."""
        return self.of.past.forecast(self.target, self.of.past.kernel)

    @cached_property
    def alike(self) -> Floats:
        """(reviews,): how much each past review resembles this state's, whatever its age."""
        return self.of.past.alike(self.target)

    @cached_property
    def habit(self) -> Habit:
        return self.of.past.habit(self.target, self.known)

    @cached_property
    def acting(self) -> Acting:
        return self._acting(self.of.speaking_up)

    @cached_property
    def opposing(self) -> Floats:
        """(senders,): how much of the acts against prisoners of such states each joined, and of its
        votes on country situations refused (`acts.opposing`)."""
        return opposing(self._acting(self.of.against), self.of.refusals(self.known))

    def _acting(self, acts: Acts) -> Acting:
        return acting(
            acts,
            self.habit.chance,
            day=self.day.toordinal(),
            known=self.known.toordinal(),
            theta=self.target.theta.value,
            p=self.target.p.value,
            region=self.target.region,
            shift=self.of.shift(self.iso3),
        )

    @property
    def ranked(self) -> Floats:
        return self.acting.chance

    @cached_property
    def newest(self) -> date | None:
        """The last day of the newest act that counts as evidence; None: there is none."""
        acts = self.of.speaking_up
        known = acts.last[acts.usable <= self.known.toordinal()]
        return date.fromordinal(int(known.max())) if len(known) else None

    @property
    def stated(self) -> bool:
        """Whether chances of acting are said at all: with older acts only the order stands."""
        return self.newest is not None and (self.day - self.newest).days <= KNOWN_FOR * YEAR

    @cached_property
    def acts(self) -> Range:
        """The chance of being among those who act, if governments act."""
        return self._ranges(None)

    @cached_property
    def small(self) -> Range:
        """The same for an act of 3 to 15 governments, which is what a campaign causes."""
        return self._ranges(SMALL)

    @cached_property
    def large(self) -> Range:
        """The same for an act of more than 15 governments."""
        return self._ranges(LARGE)

    def _ranges(self, curve: Platt | None) -> Range:
        chance, (low, high) = self.acting.chance, self._interval
        if curve is None:
            return Range(chance, low, high)
        middle = curve(chance)
        return Range(middle, np.minimum(curve(low), middle), np.maximum(curve(high), middle))

    @cached_property
    def _interval(self) -> tuple[Floats, Floats]:
        """What has grown older is never said more surely: as wide as a year before, or two, with
        the same evidence."""
        low, high = self.acting.interval()
        evidence = max(filter(None, (self.newest, self.habit.ended)))
        for years in range(1, int(KNOWN_FOR) + 1):
            before = self.day - timedelta(days=round(years * YEAR))
            if before <= evidence:
                break
            past_low, past_high = Outlook(self.of, self.iso3, before, before).acting.interval()
            lacking = np.maximum((past_high - past_low) - (high - low), 0)
            high = np.minimum(high + lacking, 1.0)
            low = np.maximum(np.minimum(low, high - (past_high - past_low)), 0.0)
        return low, high

    @cached_property
    def comparable(self) -> Bools:
        """(acts,): those known with a whole list of three or more, for prisoners of such states."""
        acts = self.acting.acts
        several = acts.joined.sum(axis=1) >= FEWEST
        usable = acts.usable <= self.known.toordinal()
        return np.asarray(acts.complete & several & usable & (self.acting.alike >= ALIKE), np.bool_)

    @property
    def lately_from(self) -> date:
        """The day from which on it shows whether a record has broken off, 24 months ago."""
        return self.day - timedelta(days=LATELY)

    def lately(self, sender: int, since: date) -> tuple[float, float]:
        """Of the comparable acts from a day on: how many it joined, and all, by share."""
        acts = self.acting.acts
        recent = self.comparable & (acts.last >= since.toordinal())
        speeches = acts.speech[recent]
        share = 1 / np.bincount(speeches)[speeches] if len(speeches) else np.zeros(0)
        return float(share @ acts.joined[recent, sender]), float(share.sum())

    @cached_property
    def at_review(self) -> Range:
        """The chance of raising detention, expression or civil society at a UN review."""
        if self.of.past.fresh:
            chances = self.of.past.chances(self.target)
            return Range(chances.chance, chances.low, chances.high)
        age = (self.day - self.habit.ended).days / YEAR
        return Range(*at_review(self.habit.chance, self.habit.evidence, age))


def public_acts(view: View) -> PublicActs:
    """The acts that a view knows of. QuestionError: no UN reviews. Kept until the store changes."""
    return view.remembered("public acts", (), PublicActs, most=24)
