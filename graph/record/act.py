"""One public act of governments for or against prisoners, as a view knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from graph.model.ids import is_kind, iso3_of
from graph.model.records import Entity, PartialDate, Tie
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


def acts_of(entities: Iterable[Entity], ties: Iterable[Tie]) -> list[Act]:
    """The public acts among some entities, by id. `ties`: SIGNED and ABOUT, of these and others.

    An act without the state that holds the prisoners is left out.
    """
    acts = {one.id: one for one in entities if "act" in one.values}
    detaining = dict[str, str]()
    stances: dict[str, dict[str, set[str]]] = {id: {} for id in acts}
    for tie in ties:
        if tie.kind == "ABOUT" and tie.source in acts and is_kind(tie.target, "Government"):
            detaining[tie.source] = iso3_of(tie.target)
        elif tie.kind == "SIGNED" and tie.target in acts and "stance" in tie.values:
            on_side = stances[tie.target].setdefault(str(tie.values["stance"]), set())
            on_side.add(iso3_of(tie.source))
    return [
        Act(
            acts[id],
            detaining[id],
            *days(str(acts[id].values["date"])),
            {stance: frozenset(codes) for stance, codes in stances[id].items()},
        )
        for id in sorted(acts)
        if id in detaining
    ]


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
