"""How old what was loaded is: the last day of each public table, and when it is to be renewed.

What a load recorded of itself is enough (`Load.counts`, `Load.about`), so that no claim is read. A
load counts only what everybody may see, so that every audience may be told the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from graph.model.words import count, mark, say, written
from graph.store.base import SAMPLE, Load

_YEAR: Final = 365.25  # days
_MONTH: Final = _YEAR / 12
# Among a load's counts, days as whole numbers such as 20221116:
NEWEST: Final = "newest"  # the last day that its data tell of
CHECKED: Final = "checked"  # the last day on which somebody checked a row
DUE: Final = "due"  # the first day by which a row is to be checked again


class Ageing(NamedTuple):
    """After how many years what is of this kind is out of date (None: never), and why."""

    years: float | None
    why: str


# What old means, for every kind of source: a loader names the kind of its own (`about["kind"]`).
AGEING: Final = {
    "acts": Ageing(
        0.5, mark("governments act every week, and those who joined last may join next")
    ),
    "missions": Ageing(1, mark("posts open, close and move every year")),
    "reviews": Ageing(2, mark("in two years six sessions review some eighty states")),
    "measures": Ageing(2, mark("a year is published in the course of the next")),
    "law": Ageing(2, mark("few join or leave in a year, but each of them can be held to it")),
    "by hand": Ageing(
        1, mark("nobody but us adds to it; a day to check it by, in the table, goes first")
    ),
    "lasting": Ageing(None, mark("states, borders and the past hardly change")),
}


@dataclass(frozen=True, slots=True)
class Age:
    """A public table, how far it goes, and how it can be renewed."""

    dataset: str
    title: str
    loader: str  # which reads its file
    last: date  # the last day that it tells of; of a table made by hand, when it was last checked
    kind: str  # of `AGEING`
    due: date | None = None  # by which it is to be checked again, where the table says so
    renew: str = ""  # where the official file is, in words

    @property
    def until(self) -> date | None:
        """The last day on which it is not out of date; None: it does not age."""
        years = AGEING[self.kind].years
        if years is None:
            return None
        return self.due or self.last + timedelta(days=round(years * _YEAR))

    def stale(self, today: date) -> bool:
        """Whether it is to be renewed."""
        return self.until is not None and self.until < today

    def state(self, today: date) -> str:
        """Whether it is to be renewed, in words."""
        if self.until is None:
            return say("does not go out of date")
        day, stale = written(self.until), self.stale(today)
        if self.due is not None:
            if stale:
                return say("was to be checked by {day}", day=day)
            return say("to be checked by {day}", day=day)
        if stale:
            return say("out of date since {day}", day=day)
        return say("up to date until {day}", day=day)

    def old(self, today: date) -> str:
        """How old it is, in words."""
        return in_words((today - self.last).days)


def ages(loads: Iterable[Load], today: date) -> list[Age]:
    """Each public table of which something counts; what has been out of date longest first.

    Without the sample campaign, and without tables of which no day is known.
    """
    by_dataset: dict[str, list[Load]] = {}
    for load in loads:
        if load.live and "publisher" in load.about and not load.dataset.startswith(SAMPLE):
            by_dataset.setdefault(load.dataset, []).append(load)
    known = [age for of in by_dataset.values() if (age := _age(of, today)) is not None]
    return sorted(known, key=lambda age: (age.until or date.max, age.last, age.title))


def in_words(days: int) -> str:
    """How old something is.

    >>> in_words(0), in_words(1), in_words(59), in_words(200), in_words(1475)
    ('from today', '1 day old', '59 days old', '7 months old', '4 years old')
    """
    if days <= 0:
        return say("from today")
    if days >= 2 * _YEAR:
        return count("{n} year old", "{n} years old", round(days / _YEAR))
    if days >= 2 * _MONTH:
        return count("{n} month old", "{n} months old", round(days / _MONTH))
    return count("{n} day old", "{n} days old", days)


def _age(loads: Sequence[Load], today: date) -> Age | None:
    """Of the live loads of one dataset; a list that does not say its kind ages like a measure."""
    last = loads[-1]
    kind = last.about.get("kind", "measures")
    days = {name: _days(loads, name) for name in (NEWEST, CHECKED, DUE)}
    by_hand = days[CHECKED] if kind == "by hand" else []
    newest = max(by_hand or days[NEWEST], default=None)
    if newest is None and last.dataset == last.loader and "as_of" in last.about:
        newest = date.fromisoformat(last.about["as_of"])
    if newest is None:
        return None
    return Age(
        dataset=last.dataset,
        title=last.about.get("title", last.dataset),
        loader=last.loader,
        last=min(newest, last.at.date(), today),  # a year that is not over yet
        kind=kind if kind in AGEING else "measures",
        due=min(days[DUE], default=None),
        renew=say(last.about.get("renew", "")),
    )


def _days(loads: Iterable[Load], name: str) -> list[date]:
    numbers = [load.counts[name] for load in loads if name in load.counts]
    return [date(n // 10000, n // 100 % 100, n % 100) for n in numbers]
