"""What is to be done before which date: from a case's events, its ledger, its consents.

How many days before an event something is to be done, and what, are judgements of practice; only
the times before a UN review follow its rules (VOCABULARY, dates). Dates are relative to the day of
the view: an event that has passed drops out, an ask whose answer is late does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.campaign.consent import Standing, use_in_words
from graph.campaign.ledger import LedgerEntry
from graph.campaign.reviews import USUAL_SUBMISSION, Review, submissions_due
from graph.model.date_kinds import BY_ID, DateKind
from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate
from graph.model.vocabulary import Stage, stage_of
from graph.model.words import count, mark, say
from graph.view import View

WEEK, MONTH = 7, 30  # days: "this week" and "soon"


@dataclass(frozen=True, slots=True)
class Preparation:
    """Something to be done some days before an event of one kind."""

    days: int
    what: str  # marked; a task says it
    ask: str = ""  # of vocabulary.ASKS; "": nobody outside is asked
    function: str = ""  # of vocabulary.FUNCTIONS: whose work it is
    use: str = ""  # the consent without which it is not done; "": none


_DIALOGUE = mark("ask them to raise the case by name, in private")
PREPARATIONS: Final[Mapping[str, tuple[Preparation, ...]]] = {
    "detention renewal": (
        Preparation(
            14,
            mark("ask for a private word with those who renew it"),
            "demarche desk",
            "diplomacy",
            "embassies",
        ),
        Preparation(7, mark("ask counsel what can be said against it"), function="local defence"),
    ),
    "hearing": (
        Preparation(
            14,
            mark("ask embassies to send an observer"),
            "trial observation",
            "diplomacy",
            "embassies",
        ),
        Preparation(
            7,
            mark("agree with counsel and the family what may be said after it"),
            function="local defence",
        ),
    ),
    "verdict": (
        Preparation(
            14,
            mark("ask embassies to send an observer"),
            "trial observation",
            "diplomacy",
            "embassies",
        ),
        Preparation(7, mark("have a text ready for either outcome"), function="media", use="media"),
    ),
    "execution date": (
        Preparation(
            60,
            mark("ask in private for the sentence to be commuted"),
            "commutation",
            "mediation",
            "embassies",
        ),
        Preparation(
            60,
            mark("ask the ambassador to ask for a stay"),
            "demarche ambassador",
            "diplomacy",
            "embassies",
        ),
    ),
    "appeal limit": (
        Preparation(14, mark("ask counsel whether the appeal is ready"), function="local defence"),
    ),
    "medical review": (
        Preparation(
            14,
            mark("ask for a transfer to a hospital, with a doctor’s opinion"),
            "medical transfer",
            "medical",
            "health",
        ),
    ),
    "visit": (
        Preparation(30, _DIALOGUE, "dialogue", "diplomacy", "embassies"),
        Preparation(
            14,
            mark("ask whether they may visit the prison"),
            "prison visit",
            "diplomacy",
            "embassies",
        ),
    ),
    "amnesty holiday": (
        Preparation(
            60,
            mark("ask for a pardon, so that mercy can pass for the custom of the day"),
            "pardon",
            "mediation",
            "embassies",
        ),
    ),
    "government reply due": (
        Preparation(
            0,
            mark("ask whether the reply has come, and have the answer to it ready"),
            function="international law",
            use="UN",
        ),
    ),
    "rights dialogue": (Preparation(30, _DIALOGUE, "dialogue", "diplomacy", "embassies"),),
    "NGO submission": (
        Preparation(
            60, mark("write the submission from the evidence"), function="documentation", use="UN"
        ),
    ),
    "pre-session": (
        Preparation(
            60,
            mark("ask to speak there, and invite missions"),
            function="international pressure",
            use="UN",
        ),
    ),
    "review": (
        Preparation(
            60,
            mark("ask missions in Geneva for an advance question and a recommendation"),
            "recommendation",
            "international pressure",
            "UN",
        ),
    ),
    "Council session": (
        Preparation(
            30,
            mark("ask missions in Geneva for a statement"),
            "Council statement",
            "international pressure",
            "UN",
        ),
    ),
}
# What was agreed to and is not done yet: no answer is waited for any more, but what comes of it.
_PROMISED: Final = frozenset({"agreed", "agreed if private", "partly done"})


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do by a day. `of`: the event, the approach, the case or the statement."""

    by: str  # the last day, ISO 8601
    what: str
    of: Entity
    preparation: Preparation | None = None
    approach: LedgerEntry | None = None
    use: str = ""  # the consent that is asked for again

    @property
    def before(self) -> str | None:
        """The day of the event that it prepares."""
        return str(self.of.values["date"]) if self.preparation else None

    def when(self, today: date) -> str:
        """overdue, this week, soon or later: words that code compares, said where they are shown.

        >>> task = Task("2026-12-02", "ask", Entity("Event", "eve:1"))
        >>> [task.when(date(2026, *day)) for day in ((12, 3), (12, 1), (11, 20), (7, 1))]
        ['overdue', 'this week', 'soon', 'later']
        """
        left = (date.fromisoformat(self.by) - today).days
        return (
            mark("overdue")
            if left < 0
            else mark("this week")
            if left <= WEEK
            else (mark("soon") if left <= MONTH else mark("later"))
        )


def events(view: View, actors: Iterable[str]) -> list[Entity]:
    """The events that concern a case or a state, by date."""
    # One by one: they are a case, of which this is mostly read already, and a state or two.
    ids = set(actors)
    concerning = (tie for id in ids for tie in view.ties("CONCERNS", of=[id]))
    about = {tie.source for tie in concerning if tie.target in ids}
    dated = [
        one
        for one in view.several(id for id in about if is_kind(id, "Event"))
        if one.values.get("date")
    ]
    return sorted(dated, key=lambda one: (str(one.values["date"]), one.id))


def coming(dated: Iterable[Entity], stage: Stage, today: date) -> list[Entity]:
    """Of some events those that have not passed and still come at this stage: who has died is
    heard by no court, whose detention has ended needs no renewal of it."""
    return [
        one
        for one in dated
        if PartialDate(str(one.values.get("until") or one.values["date"])).last >= today.isoformat()
        and _kind(one).comes(stage)
    ]


def custody(case: Entity, dated: Iterable[Entity]) -> tuple[PartialDate | None, PartialDate | None]:
    """Since when the prisoner of a case is or was held, and the day on which that ended.

    The end is that of the last release or death among the case's events; None: still held, or
    not recorded. Who was arrested again is held since then.
    """
    stage, start = stage_of(case.values), case.values.get("since")
    since = PartialDate(str(start)) if start else None
    days = [(PartialDate(str(one.values["date"])), _kind(one)) for one in dated]
    if stage.detained:
        again = [day for day, kind in days if kind.stage and kind.stage == stage.id]
        return max([since, *again] if since else again, key=lambda d: d.first, default=None), None
    ends = [
        day for day, kind in days if kind.stage and not stage_of({"stage": kind.stage}).detained
    ]
    return since, max(ends, key=lambda d: d.first, default=None)


def _kind(event: Entity) -> DateKind:
    """The kind of an event; one that no list knows lapses never."""
    kind = str(event.values.get("kind"))
    return BY_ID.get(kind) or DateKind(kind, kind, True)


def last_day(event: Entity, ask: str = "") -> str:
    """The last day to ask for something before an event: so many days before its first.

    `ask`: what is asked for; where the event's own preparations do not name it, those that ask
    somebody outside say how long it takes, and where none does, all of them.
    """
    steps = PREPARATIONS.get(str(event.values.get("kind")), ())
    fitting = [step for step in steps if step.ask == ask] or [step for step in steps if step.ask]
    days = max((step.days for step in fitting or steps), default=0)
    return _before(event, days)


def _before(event: Entity, days: int) -> str:
    first = date.fromisoformat(PartialDate(str(event.values["date"])).first)
    return str(first - timedelta(days=days))


def preparations(dated: Iterable[Entity], today: date) -> list[Task]:
    """What is to be done before events that have not passed."""
    return [
        Task(_before(one, each.days), say(each.what), one, each)
        for one in dated
        if PartialDate(str(one.values["date"])).last >= today.isoformat()
        for each in PREPARATIONS.get(str(one.values.get("kind")), ())
    ]


def unread_deadlines(coming: Iterable[Review], today: date) -> list[Task]:
    """Of UN reviews within a year those of which nobody has said when submissions close."""
    what = say("find out when submissions close (usually some seven months before), and write one")
    step = Preparation(USUAL_SUBMISSION.days, what, function="documentation", use="UN")
    return [
        Task(str(one.usual_submissions), what, one.event, step)
        for one in submissions_due(coming, today)
    ]


def asks_due(asks: Iterable[LedgerEntry], today: date) -> list[Task]:
    """Asks that are to be made, and asks whose answer is due or late; the rest waits for nobody."""
    tasks = []
    for entry in asks:
        due = entry.due
        if not entry.open or due is None:
            continue
        if entry.status == "planned":
            what = say("make the planned ask “{ask}”", ask=entry.ask.title)
        elif entry.response in _PROMISED:
            what = say("ask what came of “{ask}”", ask=entry.ask.title)
        elif due.last >= today.isoformat():
            what = say("ask for the answer to “{ask}”", ask=entry.ask.title)
        else:
            what = say("chase the missing answer to “{ask}”", ask=entry.ask.title)
        if entry.day("due") is None:
            what = count(
                "{task} (usually answered within {n} day)",
                "{task} (usually answered within {n} days)",
                entry.usual_days or 0,
                task=what,
            )
        tasks.append(Task(due.last, what, entry.ask, approach=entry))
    return tasks


def consents_due(case: Entity, standings: Iterable[Standing]) -> list[Task]:
    """Consents that are to be asked for again, given or not."""
    return [
        Task(
            PartialDate(one.review).last,
            say("ask again about consent for {use}", use=use_in_words(one.use)),
            case,
            use=one.use,
        )
        for one in standings
        if one.review
    ]


def unknown_date(case: Entity, dated: Iterable[Entity], today: date) -> list[Task]:
    """The next date of a case, where no event says what it is."""
    day = PartialDate(str(case.values["next_date"])) if "next_date" in case.values else None
    if day is None or day.last < today.isoformat() or day in {e.values["date"] for e in dated}:
        return []
    what = say("find out what is decided on that day, and record it as an event")
    return [Task(day.first, what, case)]


def statements_due(written: Iterable[Entity]) -> list[Task]:
    """Letters and statements that are planned for a day."""
    return [
        Task(
            PartialDate(str(one.values["date"])).last,
            say("finish and send: {paper}", paper=one.title),
            one,
        )
        for one in written
        if one.values.get("status") == "planned" and one.values.get("date")
    ]
