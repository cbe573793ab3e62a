"""What to ask of one government: one fitting ask, its way, what allows it, by when; and what else.

What fits is decided by the government's door (ways.py). Of that only what the gate lets pass is
proposed: nothing that names the person without consent, nothing public without consent for it, nor
where the state struck back at a public ask, nor where the risk of that is high. Doing nothing now,
and asking privately first, are always among the options.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.approach.backfire import LEVELS, Backfire, Counter, struck_back
from graph.approach.gate import BY_ID, NOTHING, Gate, Strikes
from graph.approach.mandates import Rule
from graph.approach.ways import DESK, GENERAL, Way, wanted
from graph.campaign.consent import consents
from graph.campaign.deadlines import PREPARATIONS, coming, events, last_day
from graph.campaign.ledger import LedgerEntry, approaches
from graph.campaign.reviews import REVIEW, SUBMISSION
from graph.model.date_kinds import DATE_KINDS
from graph.model.records import Entity, PartialDate
from graph.model.vocabulary import Ask, stage_of
from graph.model.words import mark, say, written
from graph.view import View

AHEAD: Final = frozenset(kind.id for kind in DATE_KINDS if kind.ahead)
_CONVENTION: Final = mark("Vienna Convention on Consular Relations, article 36")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that may be asked, or done."""

    ask: Ask
    channel: str
    through: str  # the same in words; "": through nobody
    public: bool
    allowed_by: str | None  # None: no rule is known that provides for it
    by: str | None  # the last day, ISO 8601, as in what is due; it may have passed
    before: str | None  # why by then: what comes then, or that it is planned so
    reason: str


UN_DATES: Final = frozenset({REVIEW, SUBMISSION})


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """A case as it stands, the same for every government; without a case a state, nobody named."""

    gate: Gate
    today: date
    dated: Sequence[Entity]  # events to come of the case and of the state, by date
    asks: Sequence[LedgerEntry]

    @property
    def case(self) -> Entity | None:
        return self.gate.case

    @property
    def next_date(self) -> str | None:
        """The next day on which something is decided, where the case says so and it is ahead."""
        day = self.case.values.get("next_date") if self.case else None
        ahead = day and PartialDate(str(day)).last >= self.today.isoformat()
        return str(day) if ahead else None


def situation(
    view: View, host: str, case: Entity | None, known_counters: Iterable[Counter]
) -> Situation:
    """How a case (or a state) stands on the day of the view."""
    ids = [host] if case is None else [case.id, host]
    today = view.today.isoformat()
    asks = [] if case is None else approaches(view, case.id)
    struck = frozenset(to for ask in asks if ask.response == "retaliation" for to in ask.to)
    strikes = Strikes(struck_back(known_counters), struck)
    return Situation(
        Gate(case, {} if case is None else consents(view, case.id), lambda: strikes),
        view.today,
        [
            event
            for event in coming(
                events(view, ids), stage_of(case.values if case else {}), view.today
            )
            if event.values.get("kind") in AHEAD
            and PartialDate(str(event.values["date"])).last >= today
        ],
        asks,
    )


def propose(
    now: Situation,
    government: str,
    way: Way,
    rules: Sequence[Rule],
    risk: Backfire,
    *,
    barred: bool = False,
) -> list[Proposal]:
    """The fitting ask, then "privately first", then "do nothing now"; never fewer than these.

    `rules`: that bind the government; `barred`: it is not to be contacted, or not safe to tell.
    """
    fitting = (
        _nothing(
            say("Do not approach: it is recorded as not to be contacted, or not safe to tell.")
        )
        if barred
        else _fitting(now, government, way, rules, risk)
    )
    gate = now.gate
    quiet = GENERAL if gate.refusal(DESK, False) else DESK
    stop = gate.refusal(quiet, False)
    if barred or stop:
        quiet = NOTHING
    words = (
        say("Not now: {reason}.", reason=stop)
        if stop
        else say("Speak of it to nobody outside until this is clear.")
        if quiet is NOTHING
        else say("Ask by word of mouth how they would take such an ask, naming nobody.")
        if quiet is GENERAL
        else say("Ask the desk in confidence before anything is written or said elsewhere.")
    )
    return [
        fitting,
        _proposal(now, quiet, False, way, rules, words),
        _nothing(
            say(
                "Right while the family is deciding, while an answer is due, or while counsel sees "
                "hope."
            )
        ),
    ]


def _fitting(
    now: Situation,
    government: str,
    way: Way,
    rules: Sequence[Rule],
    risk: Backfire,
) -> Proposal:
    if now.gate.dead:
        return _nothing(say("The prisoner has died: do only what the family asks for."))
    if now.gate.withdrawn:
        return _nothing(say("Consent was withdrawn: stop what is under way."))
    before = [entry for entry in now.asks if government in entry.to and entry.status != "given up"]
    if government in now.gate.strikes.governments:
        return _nothing(
            say("An ask of this government was answered by retaliation (n = 1 or more).")
        )
    tried = {str(entry.ask.values.get("instrument")) for entry in before if entry.status == "made"}
    late = False
    for entry in sorted(before, key=lambda entry: str(entry.day("due") or entry.day("date") or "")):
        ask = BY_ID[str(entry.ask.values["instrument"])]
        due, public = entry.due, bool(entry.ask.values.get("public"))
        if not entry.open or now.gate.refusal(ask, public, risk):
            continue
        if entry.status == "planned":
            proposal = _proposal(now, ask, public, way, rules, say("Planned already."))
            return proposal if due is None else _by(proposal, due.last, say("as planned"))
        if due is not None and due.last >= now.today.isoformat():
            return _nothing(
                say(
                    "Wait: it was asked already ({ask}), and an answer is due by {day}.",
                    ask=say(ask.title),
                    day=written(due),
                )
            )
        late = True
    overdue = say("No answer came in time: ask another way.") if late else ""
    stops: list[tuple[Ask, str]] = []
    hushed = now.gate.strikes.back is not None or risk.level == LEVELS[0]
    fits = wanted(now.gate, now.dated, way, tried=bool(tried), quiet=hushed)
    for ask, public, reason in fits:
        stop = None if ask.id in tried else now.gate.refusal(ask, public, risk)
        if ask.id not in tried and stop is None:
            return _proposal(now, ask, public, way, rules, overdue or reason)
        stops += [(ask, stop)] if stop else []
    if stops and not tried:
        fits_best, stop = stops[0]
        return _nothing(
            say("What would fit ({ask}) waits: {reason}.", ask=say(fits_best.title), reason=stop)
        )
    return _nothing(say("All that fits was asked: wait, or ask counsel what else would help."))


def _proposal(
    now: Situation, ask: Ask, public: bool, way: Way, rules: Sequence[Rule], reason: str
) -> Proposal:
    proposal = Proposal(
        ask=ask,
        channel=way.channel(ask),
        through=way.through(ask),
        public=public,
        allowed_by=_allowed(ask, rules),
        by=None,
        before=None,
        reason=reason,
    )
    if ask.id == NOTHING.id:
        return proposal
    for event in now.dated:  # what this very ask prepares
        steps = PREPARATIONS.get(str(event.values.get("kind")), ())
        if any(step.ask == ask.id for step in steps):
            return _by(proposal, last_day(event, ask.id), _event_and_day(event))
    for event in now.dated:  # else the next day on which something is decided of the case itself
        if event.values.get("kind") in UN_DATES:
            continue  # a démarche need not wait for Geneva
        if now.next_date in (None, str(event.values["date"])):
            return _by(proposal, last_day(event, ask.id), _event_and_day(event))
    return (
        proposal
        if now.next_date is None
        else _by(proposal, now.next_date, say("the case’s next date"))
    )


def _event_and_day(event: Entity) -> str:
    return say("{event}, {day}", event=event.title, day=written(str(event.values["date"])))


def _by(proposal: Proposal, by: str, before: str) -> Proposal:
    return replace(proposal, by=by, before=before)


def _nothing(reason: str) -> Proposal:
    return Proposal(
        ask=NOTHING,
        channel="nobody",
        through="",
        public=False,
        allowed_by=None,
        by=None,
        before=None,
        reason=reason,
    )


def _allowed(ask: Ask, rules: Sequence[Rule]) -> str | None:
    """What provides for the ask: the government's own rule, else law; None: nothing known."""
    if ask.id == "consular access":
        return say(_CONVENTION)
    if ask.channel in ("UN", "regional body"):
        return say(ask.basis) if ask.basis else None
    rule = next((one for one in rules if one.kind == "guideline"), None)
    if rule is None or ask.id == NOTHING.id:
        return None
    if rule.year is None:
        return rule.title
    return say("{rule} ({year})", rule=rule.title, year=rule.year)
