"""The ledger of a case: what was asked of whom, through which door, by whom, and what is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate
from graph.model.vocabulary import ASKS, RESPONSES
from graph.view import View

OPEN: Final = frozenset(response.id for response in RESPONSES if response.open)

_BY_ID: Final = {ask.id: ask for ask in ASKS}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One ask, and who takes part in it; ids of those whom the view shows."""

    ask: Entity
    to: tuple[str, ...] = ()
    door: str | None = None
    by: tuple[str, ...] = ()
    introducer: str | None = None

    @property
    def status(self) -> str:
        """planned, made or given up."""
        return str(self.ask.values.get("status", "planned"))

    @property
    def response(self) -> str | None:
        """The word of what came back; None: nothing is recorded."""
        word = self.ask.values.get("response")
        return str(word) if word else None

    @property
    def open(self) -> bool:
        """Whether something is still to be done or to come."""
        if self.status == "planned":
            return True
        return self.status == "made" and (self.response or "no reply") in OPEN

    def day(self, column: str) -> PartialDate | None:
        """One of its dates: date, due or response_date."""
        text = self.ask.values.get(column)
        return PartialDate(str(text)) if text else None

    @property
    def usual_days(self) -> int | None:
        """After how many days such an ask is usually answered; None: it is not known."""
        ask = _BY_ID.get(str(self.ask.values.get("instrument")))
        return ask.days if ask else None

    @property
    def due(self) -> PartialDate | None:
        """The day on which it is to be made or answered: the day that was agreed, else so many days
        after it was made, or after the last word on it, as its kind usually takes. What had an
        effect already waits for nothing but what was agreed."""
        agreed, waits = self.day("due"), self.status == "made" and "effect" not in self.ask.values
        last_word = self.day("response_date") or self.day("date")
        if agreed or not waits or last_word is None or self.usual_days is None:
            return agreed
        day = date.fromisoformat(last_word.last) + timedelta(days=self.usual_days)
        return PartialDate(day.isoformat())

    def overdue(self, today: date) -> bool:
        """Whether it should have been made or answered by now."""
        return self.open and self.due is not None and self.due.last < today.isoformat()

    @property
    def people(self) -> frozenset[str]:
        """All who take part in it."""
        ends = (*self.to, *self.by, self.door, self.introducer)
        return frozenset(end for end in ends if end)


def approaches(view: View, case: str) -> list[LedgerEntry]:
    """All asks of a case, by id."""
    return ledgers(view, [case])[case]


def ledgers(view: View, cases: Iterable[str]) -> dict[str, list[LedgerEntry]]:
    """All asks of each of some cases, by id; in the order of the cases' ids."""
    about: dict[str, list[str]] = {case: [] for case in sorted(set(cases))}
    for tie in view.ties("CONCERNS", of=about):
        if tie.target in about and is_kind(tie.source, "Approach"):
            about[tie.target].append(tie.source)
    known = {one.ask.id: one for one in _asks(view, {id for ids in about.values() for id in ids})}
    return {
        case: [known[id] for id in sorted(set(ids)) if id in known] for case, ids in about.items()
    }


def _asks(view: View, ids: Iterable[str]) -> list[LedgerEntry]:
    asks = view.several(ids)
    ends: dict[str, dict[str, list[str]]] = {one.id: {} for one in asks}
    for tie in view.ties("MADE_TO", "MADE_BY", of=ends):
        part = tie.values.get("part") or tie.kind
        # Several lists, or a list and our own word, may say the same.
        parties = ends[tie.source].setdefault(str(part), [])
        if tie.target not in parties:
            parties.append(tie.target)
    return [
        LedgerEntry(
            one,
            tuple(sorted(ends[one.id].get("MADE_TO", ()))),
            min(ends[one.id].get("door", ()), default=None),
            tuple(sorted(ends[one.id].get("MADE_BY", ()))),
            min(ends[one.id].get("introducer", ()), default=None),
        )
        for one in asks
    ]
