"""What is due: what to do before which date, whom to approach for it, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from math import isnan
from typing import Annotated

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
from graph.model.records import Entity
from graph.model.vocabulary import stage_of
from graph.record.history import history
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Row, Table, Timeline, columns
from queries.parameters import Between, CaseId
from queries.question import question
from queries.shared.about import hosts
from queries.shared.allies import Reach, unseen
from queries.wording import counted, listed

WHOM = 3  # governments named for one task
TOLD = 3  # tasks in the sentence
STOPPED = "stopped"
ORDER = ("overdue", "this week", "soon", "later", STOPPED)


@question("What is due", section="Campaign")
def due(
    view: View, case: CaseId | None = None, days: Annotated[int, Between(1, 1000)] = 120
) -> Answer:
    """What do we have to do before which date, whom do we approach for it, and what is late?

    Hearings, limits, visits, reviews and holidays that lie ahead, and what is to be done before
    each; asks that are to be made or that nobody has answered; letters to be sent; consents to be
    asked for again. All of it counted from the date of the view. What has passed drops out, except
    answers that are late. What consent, the family's wish or the stage of the case rules out is
    shown as stopped, with the reason, and is not to be done.

    case: the case; without it all cases
    days: how many days to look ahead
    """
    about = [view.get(case)] if case else view.entities("Case")
    if not about:
        raise QuestionError("No case is on record yet, so nothing is due.")
    gates = Gates(view)
    told = [Due(view, one, gates) for one in about]
    rows = in_order(row for one in told for row in one.rows(days))
    several = len(about) > 1
    blocks: list[Block] = [
        Table(
            "due",
            "What to do, and by when",
            columns(
                "by",
                "when",
                *(["case"] if several else []),
                "what",
                "before",
                ("whom", "Whom to approach"),
                ("ours", "Who of us does it"),
                Column("how", "How to reach them", place="line"),
                Column("stop", "What stands against it", place="line"),
            ),
            rows,
            note=f"Within {days} days. How many days before an event something is done is a "
            "judgement. Overdue: do it now, or decide to leave it. Stopped: do not do it while the "
            "reason holds. Governments: by their record at "
            f"UN reviews, where one is loaded.{_held_by_several(told)}{unseen(view)}",
        ),
        _ahead(view, told),
        Note(
            "not_to_do",
            "What not to do",
            "Do not let a date hurry anything that consent does not cover. Do not ask a second "
            "government for what a first one has been asked for and not yet answered, unless the "
            f"first knows. {least(one.gate for one in told)}",
            "caution",
        ),
    ]
    return Answer(_sentence(told, rows), blocks)


def _held_by_several(told: Sequence[Due]) -> str:
    """Of cases in which several governments detain, that the doors are those towards each."""
    return "".join(
        f" In {one.case.title} several detain ({listed([name for _, name in one.hosts])}): the "
        "doors are those towards each of them, and the record is the best of them."
        for one in told
        if len(one.hosts) > 1
    )


def in_order(rows: Iterable[Row]) -> list[Row]:
    """What is overdue first, then by day."""
    return sorted(
        rows, key=lambda row: (ORDER.index(str(row["when"])), str(row["by"]), str(row["what"]))
    )


def _sentence(told: Sequence[Due], rows: Sequence[Row]) -> str:
    several = len(told) > 1
    opening, whose = "", counted(len(told), "case")
    if not several:
        opening, whose = told[0].gate.opening, told[0].case.title
    stopped = [row for row in rows if row["when"] == STOPPED]
    open_ = [row for row in rows if row["when"] != STOPPED]
    if not rows:
        return f"{opening}Nothing is due for {whose} as far as is recorded."
    late = [row for row in open_ if row["when"] == "overdue"]
    clauses = [
        f"by {_day(str(row['by']))} {brief(row, several)}"
        for row in open_
        if row["when"] != "overdue"
    ]
    if late:
        many = "One thing is" if len(late) == 1 else f"{len(late)} things are"
        opening += f"{many} overdue: {brief(late[0], several)}. "
    if clauses:
        opening += f"Next for {whose}: {'; '.join(clauses[:TOLD])}. "
    elif not late:
        opening += f"Nothing else is due for {whose} as far as is recorded. "
    return f"{opening}{_stopped(stopped, several)}".strip()


def _stopped(rows: Sequence[Row], several: bool) -> str:
    """What is not to be done although it was planned or its day comes, with the first reason."""
    if not rows:
        return ""
    by_reason: dict[str, list[Row]] = {}
    for row in rows:
        by_reason.setdefault(str(row["reason"]), []).append(row)
    parts = [
        f"{listed(list(dict.fromkeys(brief(row, several) for row in some)), 3)} ({reason})"
        for reason, some in list(by_reason.items())[:TOLD]
    ]
    return f"Stopped, so not to be done: {'; '.join(parts)}."


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


def _day(iso: str) -> str:
    """A day as people write it.

    >>> _day("2026-12-02")
    '2 December 2026'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"


def _ahead(view: View, told: Sequence[Due]) -> Timeline:
    """The events that have not passed, each once."""
    ahead = {one.id: one for each in told for one in each.events}
    rows: list[Row] = [
        {
            "date": str(one.values["date"]),
            "what": one.title,
            "until": str(one.values["until"]) if "until" in one.values else None,
            "place": str(one.values["place"]) if "place" in one.values else None,
            "reliability": one.origin.confidence.title,
            "source": one.origin.url,
            "id": one.id,
        }
        for one in sorted(ahead.values(), key=lambda one: (str(one.values["date"]), one.id))
    ]
    titles = columns(("date", "Day"), "what", "until", "place", "reliability", "source")
    return Timeline("ahead", "Dates that lie ahead", titles, rows, of="id")


class Due:
    """What is due for one case."""

    def __init__(self, view: View, case: Entity, gates: Gates) -> None:
        self.view, self.case, self.gate = view, case, gates.of(case)
        self.asks = approaches(view, case.id)
        people = {id for one in self.asks for id in one.people} | stances(view, case.id).keys()
        around = sorted(id for id in people if not id.startswith("gov:"))
        self.found: Contacts = contacts(view, case.id, around)
        self.reach = Reach(view, self.found)
        self.covered = coverage(self.found, view.today)
        self.states = {id for id in self.found.detaining if id.startswith("gov:")}
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
        return not to or bool(set(to) - self.found.no_target)

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
            return self.view.several(set(task.approach.to) - self.found.no_target)
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
            held = [t.target for t in self.view.ties("MADE_BY", of=[task.of.id])]
            hosts = [id for id in held if id not in self.found.no_target | self.found.detaining]
            if hosts:
                return self.view.several(hosts)
        return self._governments(ask.id, GENEVA if ask.channel == "UN" else EMBASSY)

    def _governments(self, ask: str, kind: str) -> list[Entity]:
        """Those with such a door that were not asked for it, the best record first."""
        asked = {
            id for one in self.asks if one.ask.values.get("instrument") == ask for id in one.to
        }
        ids = [
            f"gov:{code}"
            for code, known in self.doors.items()
            if kind in {one.kind for one in known}
        ]
        apart = asked | self.found.opponents | self.states | self.gate.strikes.governments
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
                chances = past.chances(past.target(host.removeprefix("gov:")))
            except QuestionError:
                return {}
            for code, p in zip(past.reviews.senders.tolist(), chances.chance, strict=True):
                if not isnan(p):
                    best[f"gov:{code}"] = max(float(p), best.get(f"gov:{code}", 0.0))
        return best

    def _how(self, one: Entity, approach: LedgerEntry | None) -> str:
        if one.kind == "Government":
            known = self.doors.get(one.id.removeprefix("gov:"), ())
            words = [f"{door.name} ({door.kind}, {door.status})" for door in known]
            return " or ".join(words) or "no door is known"
        if approach and approach.door and approach.door not in self.found.no_target:
            return f"as before, through {self.view.get(approach.door).title}"
        return self.reach.words(one)

    def _ours(self, task: Task) -> list[str] | None:
        if task.approach:
            by = set(task.approach.by) - self.found.no_target
            return [one.title for one in self.view.several(by)] or None
        if task.preparation and task.preparation.function:
            one = self.covered[task.preparation.function]
            nobody = "whoever does it already" if one.at_risk else "nobody on record"
            return [self.found.name(id) for id in one.now] or [nobody]
        return None
