"""One public act of governments for or against prisoners, as a view knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from graph.model.records import Entity, PartialDate
from graph.record.acts import FEWEST


class Act(NamedTuple):
    """One act: who held the prisoners, the days that its date may mean, who joined and how."""

    entity: Entity
    target: str  # ISO3
    first: date
    last: date
    by_stance: Mapping[str, frozenset[str]]  # ISO3

    @property
    def complete(self) -> bool:
        return bool(self.entity.values.get("complete"))

    @property
    def usable(self) -> date:
        """The first day that may know of it."""
        known = self.entity.origin.known
        after = self.last + timedelta(days=1)
        return max(after, date.fromisoformat(known.last)) if known else after

    def joined(self, stance: str = "for") -> frozenset[str]:
        """Who joined, but for the state that holds the prisoners."""
        return self.by_stance.get(stance, frozenset()) - {self.target}


def days(text: str) -> tuple[date, date]:
    """The first and the last day that the date of an act may mean.

    >>> days("2025-03 to 2025-05")
    (datetime.date(2025, 3, 1), datetime.date(2025, 5, 31))
    """
    first, _, last = text.partition(" to ")
    ends = PartialDate(first).first, PartialDate(last or first).last
    return date.fromisoformat(ends[0]), date.fromisoformat(ends[1])


def scored(acts: Iterable[Act]) -> list[Act]:
    """The acts by which a ranking can be judged: complete, of three governments or more."""
    return [act for act in acts if act.complete and len(act.joined()) >= FEWEST]
