"""The stances on a case that may be told of: who stands where, has moved, decides, or is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.approach.gate import FREED, gate
from graph.campaign.contacts import Contacts, holders
from graph.campaign.safety import do_not_contact
from graph.campaign.spectrum import Position, band
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.words import count, say
from graph.view import View


class Stances:
    """Who stands where on one case, the best first, and what has changed since a day."""

    def __init__(
        self, view: View, contacts: Contacts, stood: Sequence[Position], start: date, months: int
    ) -> None:
        self.view, self.contacts, self.start, self.months = view, contacts, start, months
        hidden = {id for id in contacts.no_target if is_kind(id, "Person", "Family")}
        visible = [one for one in stood if one.id not in hidden]
        known = {one.id: one for one in view.several(one.id for one in visible)}
        hidden = {id for id in do_not_contact(known.values()) if is_kind(id, "Person", "Family")}
        self.entities: Mapping[str, Entity] = known
        self.stood = sorted(
            (one for one in visible if one.id in known and one.id not in hidden),
            key=lambda one: (-one.band, known[one.id].title, one.id),
        )
        self.moved = [
            (one, before, one.now)
            for one in self.stood
            if (before := one.at(start)) is not None and band(before) != one.band
        ]
        offices = {t.source for t in contacts.deciding(view.today)}
        day = view.today.isoformat()
        by_office = {id: [t.source for t in holders(contacts.ties, id, day)] for id in offices}
        self.deciding = offices | {id for some in by_office.values() for id in some}
        stand = {one.id for one in self.stood}
        self.answered = stand | {id for id, some in by_office.items() if stand & set(some)}
        self.gate = gate(view, contacts.case)
        free = self.gate.stage is not None and self.gate.stage.free
        self.stop = self.gate.halt or (say(FREED) if free else None)  # why nobody is asked now
        self.new = [one for one in self.stood if one.at(start) is None]

    def name(self, id: str) -> str:
        return self.entities[id].title

    def barred(self, id: str) -> bool:
        """Whether somebody must not be contacted."""
        return self.entities[id].values.get("contact") == "do not contact"

    def stale(self, position: Position) -> bool:
        return position.stale(self.view.today, self.months)


def how_many(stance: int, n: int) -> str:
    """How many take a stance."""
    if stance == -2:
        return count("{n} active opponent", "{n} active opponents", n)
    if stance == -1:
        return count("{n} passive opponent", "{n} passive opponents", n)
    if stance == 0:
        return count("{n} neutral", "{n} neutral", n)
    if stance == 1:
        return count("{n} passive ally", "{n} passive allies", n)
    return count("{n} active ally", "{n} active allies", n)
