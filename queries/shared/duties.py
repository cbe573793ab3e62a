"""What is due for a case: the tasks of its dates, with whom they are done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from math import isnan

from graph.approach.embassies import EMBASSY, GENEVA, Door, doors
from graph.approach.gate import BY_ID, Gate, Gates
from graph.campaign.contacts import Contacts, contacts, stances
from graph.campaign.deadlines import (
    Task,
    asks_due,
    coming,
    consents_due,
    events,
    preparations,
    statements_due,
    unknown_date,
)
from graph.campaign.functions import coverage
from graph.campaign.ledger import LedgerEntry, approaches
from graph.model.errors import QuestionError
from graph.model.ids import government_id, is_kind, iso3_of
from graph.model.records import Entity
from graph.model.vocabulary import stage_of
from graph.record.history import history
from graph.view import View
from queries.answer import Row
from queries.shared.about import hosts
from queries.shared.reach import Reach
from queries.wording import listed

WHOM = 3  # governments named for one task
STOPPED = "stopped"
ORDER = ("overdue", "this week", "soon", "later", STOPPED)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """What is overdue first, then by day."""
    return sorted(
        rows, key=lambda row: (ORDER.index(str(row["when"])), str(row["by"]), str(row["what"]))
    )


def least(gates: Iterable[Gate]) -> str:
    """What is always possible, as far as that is so for each of some cases."""
    return min((gate.always for gate in gates), key=len)


def brief(row: Row, several: bool = False) -> str:
    """One thing that is due, in a clause; of several cases it says of which."""
    of = f", for {row['case']}" if several else ""
    before = f", before: {row['before']}" if row["before"] else ""
    whom = row["whom"]
    to = f" ({listed([str(name) for name in whom])})" if isinstance(whom, list) and whom else ""
    return f"{row['what']}{to}{before}{of}"


class Due:
    """What is due for one case."""

    def __init__(self, view: View, case: Entity, gates: Gates) -> None:
        self.view, self.case, self.gate = view, case, gates.of(case)
        self.asks = approaches(view, case.id)
        people = {id for one in self.asks for id in one.people} | stances(view, case.id).keys()
        around = sorted(id for id in people if not is_kind(id, "Government"))
        self.contacts: Contacts = contacts(view, case.id, around)
        self.reach = Reach(view, self.contacts)
        self.covered = coverage(self.contacts, view.today)
        self.states = {id for id in self.contacts.detaining if is_kind(id, "Government")}
        self.hosts = hosts(view, self.states)
        self.dated = events(view, {case.id, *self.states})
        self.events = coming(self.dated, stage_of(case.values), view.today)

    def rows(self, days: int) -> list[Row]:
        today = self.view.today
        about = {t.source for t in self.view.ties("ABOUT", of=[self.case.id])}
        written = [one for one in self.view.several(about) if one.kind == "Statement"]
        tasks = [
            *preparations(self.events, today),
            *asks_due(self.asks, today),
            *consents_due(self.case, self.gate.consents.values()),
            *statements_due(written),
            *unknown_date(self.case, self.events, today),
        ]
        near = [t for t in tasks if (date.fromisoformat(t.by) - today).days <= days]
        return [self._row(task) for task in near if not self._done(task) and self._may(task)]

    def _may(self, task: Task) -> bool:
        """Whether those who were asked may be asked again; who may not is not written of."""
        to = task.approach.to if task.approach else ()
        return not to or bool(set(to) - self.contacts.no_target)

    def _done(self, task: Task) -> bool:
        """Whether somebody was asked for the same thing and has done it, or may yet."""
        ask = task.preparation.ask if task.preparation else ""
        return bool(ask) and any(
            one.ask.values.get("instrument") == ask and (one.open or one.response == "done")
            for one in self.asks
        )

    def _row(self, task: Task) -> Row:
        reason, before = self.gate.task(task), task.before
        # Whom a stopped step would be taken with is not proposed; a plan says itself of whom.
        whom = [] if reason and not task.approach else self._whom(task)
        how = [] if reason else [f"{one.title}: {self._how(one, task.approach)}" for one in whom]
        return {
            "by": task.by,
            "when": STOPPED if reason else task.when(self.view.today),
            "case": self.case.title,
            "what": task.what,
            "before": f"{task.of.title} ({before})" if before else None,
            "whom": [one.title for one in whom],
            "how": how or None,
            "ours": None if reason else self._ours(task),
            "stop": f"Not to be done: {reason}." if reason else None,
            "reason": reason,
            "id": task.of.id,
            "whom_ids": [one.id for one in whom],
        }

    def _whom(self, task: Task) -> list[Entity]:
        if task.approach:
            return self.view.several(set(task.approach.to) - self.contacts.no_target)
        if task.of.kind == "Statement":
            sent = self.view.ties("ADDRESSED_TO", of=[task.of.id])
            return self.view.several(t.target for t in sent)
        ask = BY_ID.get(task.preparation.ask) if task.preparation else None
        if ask is None:
            return []
        if ask.channel == "detaining state":
            deciding = self.view.ties("DECIDES", of=[self.case.id], now=True)
            return self.view.several(t.source for t in deciding)
        if ask.id in ("dialogue", "prison visit"):
            parties = [t.target for t in self.view.ties("MADE_BY", of=[task.of.id])]
            hosts = [
                id for id in parties if id not in self.contacts.no_target | self.contacts.detaining
            ]
            if hosts:
                return self.view.several(hosts)
        return self._governments(ask.id, GENEVA if ask.channel == "UN" else EMBASSY)

    def _governments(self, ask: str, kind: str) -> list[Entity]:
        """Those with such a door that were not asked for it, the best record first."""
        already = {
            id for one in self.asks if one.ask.values.get("instrument") == ask for id in one.to
        }
        ids = [
            government_id(code)
            for code, doors_of in self.doors.items()
            if kind in {one.kind for one in doors_of}
        ]
        apart = already | self.contacts.opponents | self.states | self.gate.strikes.governments
        free = [id for id in ids if id not in apart]
        order = sorted(free, key=lambda id: (-self.record.get(id, 0.0), id))[:WHOM]
        known = {one.id: one for one in self.view.several(order)}
        return [known[id] for id in order if id in known]

    @cached_property
    def doors(self) -> Mapping[str, Sequence[Door]]:
        """By ISO3, the doors of a government towards each that detains; most often that is one."""
        doors_of: dict[str, list[Door]] = {}
        for host, _ in self.hosts:
            for code, door in doors(self.view, host).items():
                if door.id not in {one.id for one in doors_of.setdefault(code, [])}:
                    doors_of[code].append(door)
        return doors_of

    @cached_property
    def record(self) -> Mapping[str, float]:
        """The chance that each government raises such cases; empty where no record is loaded.

        Of several that detain, that of the one towards whom it is highest.
        """
        best: dict[str, float] = {}
        for host, _ in self.hosts:
            try:
                past = history(self.view)
                chances = past.chances(past.target(iso3_of(host)))
            except QuestionError:
                return {}
            for code, p in zip(past.reviews.senders.tolist(), chances.chance, strict=True):
                if not isnan(p):
                    id = government_id(code)
                    best[id] = max(float(p), best.get(id, 0.0))
        return best

    def _how(self, entity: Entity, approach: LedgerEntry | None) -> str:
        if entity.kind == "Government":
            known = self.doors.get(iso3_of(entity.id), ())
            words = [f"{door.name} ({door.kind}, {door.status})" for door in known]
            return " or ".join(words) or "no door is known"
        if approach and approach.door and approach.door not in self.contacts.no_target:
            return f"as before, through {self.view.get(approach.door).title}"
        return self.reach.words(entity)

    def _ours(self, task: Task) -> list[str] | None:
        if task.approach:
            by = set(task.approach.by) - self.contacts.no_target
            return [ally.title for ally in self.view.several(by)] or None
        if task.preparation and task.preparation.function:
            covered = self.covered[task.preparation.function]
            nobody = "whoever does it already" if covered.at_risk else "nobody on record"
            return [self.contacts.name(id) for id in covered.now] or [nobody]
        return None
