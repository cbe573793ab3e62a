"""What is due for a case: the tasks of its dates, with whom they are done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from graph.approach.embassies import EMBASSY, Door, doors
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
    unread_deadlines,
)
from graph.campaign.functions import coverage
from graph.campaign.ledger import approaches
from graph.campaign.reviews import within_a_year
from graph.model.ids import government_id, is_kind, iso3_of
from graph.model.records import Entity
from graph.model.vocabulary import Ask, stage_of
from graph.model.words import listed, mark, say, written
from graph.view import View
from queries.answer import Row
from queries.shared.about import hosts
from queries.shared.reach import Reach
from queries.shared.review import ReviewChance, geneva, review_chances, unlisted

UN_CHANNEL = "UN"  # the channel of asks that are made in Geneva
WHOM = 3  # governments named for one task
# When something is due, as a row holds it: programs compare it, and it is said where it is shown.
STOPPED = mark("stopped")
ORDER = (mark("overdue"), mark("this week"), mark("soon"), mark("later"), STOPPED)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """What is overdue first, then by day."""
    return sorted(
        rows, key=lambda row: (ORDER.index(str(row["when"])), str(row["by"]), str(row["what"]))
    )


def least(gates: Iterable[Gate]) -> str:
    """What is always possible, as far as that is so for each of some cases."""
    return min(gates, key=lambda gate: gate.privately).always


def _embassy(door: Door) -> str:
    return say(
        "{name} ({kind}; {checked})", name=door.name, kind=say(door.kind), checked=door.checked
    )


def brief(row: Row, several: bool = False) -> str:
    """One thing that is due, in a clause; of several cases it says of which."""
    task, whom = str(row["what"]), row["whom"]
    if isinstance(whom, list) and whom:
        task = say("{task} ({whom})", task=task, whom=listed([str(name) for name in whom]))
    if row["before"]:
        task = say("{task}, before “{event}”", task=task, event=row["before"])
    return say("{task}, for {case}", task=task, case=row["case"]) if several else task


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
        papers = [one for one in self.view.several(about) if one.kind == "Statement"]
        tasks = [
            *preparations(self.events, today),
            *unread_deadlines(within_a_year(self.view, self.states), today),
            *asks_due(self.asks, today),
            *consents_due(self.case, self.gate.consents.values()),
            *statements_due(papers),
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
        how = (
            []
            if reason
            else [say("{name}: {how}", name=one.title, how=self._how(one, task)) for one in whom]
        )
        return {
            "by": task.by,
            "when": STOPPED if reason else task.when(self.view.today),
            "case": self.case.title,
            "what": task.what,
            "before": say("{event}, {day}", event=task.of.title, day=written(before))
            if before
            else None,
            "whom": [one.title for one in whom],
            "how": how or None,
            "ours": None if reason else self._ours(task),
            "stop": say("Not to be done: {reason}.", reason=reason) if reason else None,
            "reason": reason,
            "id": task.of.id,
            "whom_ids": [one.id for one in whom],
            "case_id": self.case.id,
            "asked_in": None if reason else self.case.id,
            "to": whom[0].id if whom and not reason else None,
            "ranked_in": self._ranked_in(whom) if not reason else None,
        }

    def _ranked_in(self, whom: Sequence[Entity]) -> str | None:
        """The case, where governments are to be approached and a record to rank them is loaded."""
        governments = any(one.kind == "Government" for one in whom)
        return self.case.id if governments and self.record else None

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
        return self._governments(ask)

    def _governments(self, ask: Ask) -> list[Entity]:
        """Those with a door for it that were not asked for it, the best record first."""
        apart = self.asked_for(ask.id) | self.gate.strikes.governments
        free = (self._at_the_un if ask.channel == UN_CHANNEL else self._with_embassy) - apart
        order = sorted(free, key=lambda id: (-self._chance(id), id))[:WHOM]
        known = {one.id: one for one in self.view.several(order)}
        return [known[id] for id in order if id in known]

    def asked_for(self, ask: str) -> set[str]:
        """Who is not to be asked for it: was asked already, stands against it, or detains."""
        already = {
            id for one in self.asks if one.ask.values.get("instrument") == ask for id in one.to
        }
        return already | self.contacts.opponents | self.states | self.contacts.no_target

    @property
    def _with_embassy(self) -> set[str]:
        return {
            government_id(code)
            for code, doors_of in self.doors.items()
            if EMBASSY in {one.kind for one in doors_of}
        }

    @cached_property
    def geneva(self) -> Mapping[str, Door]:
        """The missions in Geneva that are on record, by ISO3."""
        return geneva(self.view)

    @property
    def _at_the_un(self) -> set[str]:
        """Those that speak at the UN: with a mission there on record, or with a record of it."""
        return {government_id(code) for code in self.geneva} | self.record.keys()

    def _chance(self, government: str) -> float:
        return self.record[government].chance if government in self.record else 0.0

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
    def record(self) -> Mapping[str, ReviewChance]:
        """The chance that each government raises such cases; empty where no record is loaded.

        Of several that detain, that of the one towards whom it is highest.
        """
        return review_chances(self.view, [host for host, _ in self.hosts])

    def _how(self, entity: Entity, task: Task) -> str:
        approach, code = task.approach, iso3_of(entity.id)
        if entity.kind == "Government" and self._of_the_un(task):
            return self.geneva[code].name if code in self.geneva else unlisted(entity)
        if entity.kind == "Government":
            known = self.doors.get(code, ())
            embassies = [_embassy(one) for one in known]
            return listed(embassies, len(embassies), either=True) or say("no embassy is known")
        if approach and approach.door and approach.door not in self.contacts.no_target:
            return say("as before, through {name}", name=self.view.get(approach.door).title)
        return self.reach.words(entity)

    def _of_the_un(self, task: Task) -> bool:
        ask = BY_ID.get(task.preparation.ask) if task.preparation else None
        return ask is not None and ask.channel == UN_CHANNEL

    def _ours(self, task: Task) -> list[str] | None:
        if task.approach:
            by = set(task.approach.by) - self.contacts.no_target
            return [ally.title for ally in self.view.several(by)] or None
        if task.preparation and task.preparation.function:
            covered = self.covered[task.preparation.function]
            nobody = say("whoever does it already") if covered.at_risk else say("nobody on record")
            return [self.contacts.name(id) for id in covered.now] or [nobody]
        return None
