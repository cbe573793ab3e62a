"""What to ask of one government: one fitting ask, its way, what allows it, by when; and what else.

The order of asks is a judgement from practice: what the prisoner needs most first, quietly, on the
spot, and only what the government's own rules or the law let it do. Nothing that names the person
without consent, nothing public without consent for it, nor where the state struck back at a public
ask, nor where the risk of that is high. Doing nothing now, and asking privately first, are always
among the options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.backfire import LEVELS, Backfire, Counter, struck_back
from graph.consent import WITHDRAWN, Standing, consent
from graph.deadlines import PREPARATIONS, events
from graph.doors import ACCREDITED, EMBASSY, GENEVA, THERE, Door
from graph.ledger import Approach, approaches
from graph.records import Entity, PartialDate
from graph.rules import Rule
from graph.view import View
from graph.vocabulary import ASKS, CONSENT_USES, DATE_KINDS, Ask

BY_ID: Final = {ask.id: ask for ask in ASKS}
NOTHING, GENERAL = BY_ID["do nothing"], BY_ID["general"]
QUIET, DESK = BY_ID["demarche ambassador"], BY_ID["demarche desk"]
CHANNELS: Final[Mapping[str, str]] = {
    "embassy": "embassy", "ministry": "capital desk", "parliament": "parliament", "UN": "Geneva",
    "regional body": "regional body", "nobody": "nobody", "detaining state": "detaining state",
}  # fmt: skip
NEEDS: Final[Mapping[str, str]] = {"medical transfer": "health"}  # a further consent, by ask
GONE: Final = frozenset({"disappeared", "incommunicado"})
ILL: Final = frozenset({"life in danger", "health in danger"})
FREE: Final = frozenset({"released", "conditional release", "died in custody"})
AHEAD: Final = frozenset(kind.id for kind in DATE_KINDS if kind.ahead)
_CONVENTION: Final = "Vienna Convention on Consular Relations, article 36"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that may be asked, or done."""

    ask: Ask
    channel: str
    public: bool
    allowed_by: str | None  # None: no rule is known that provides for it
    by: str | None  # the last day, ISO 8601
    before: str | None  # what comes then
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """A case as it stands, the same for every government; `case` None: a state, nobody named."""

    case: Entity | None
    today: date
    consents: Mapping[str, Standing]
    dated: Sequence[Entity]  # events to come of the case and of the state, by date
    asked: Sequence[Approach]
    struck: str | None  # why nothing public, where the state struck back

    @property
    def next_date(self) -> str | None:
        """The next day on which something is decided, where the case says so and it is ahead."""
        said = self.case.values.get("next_date") if self.case else None
        ahead = said and PartialDate(str(said)).last >= self.today.isoformat()
        return str(said) if ahead else None

    def may(self, use: str) -> bool:
        """Whether consent for a use is given."""
        return use in self.consents and self.consents[use].may_name

    @property
    def stopped(self) -> bool:
        """Consent for embassies was withdrawn: nothing at all is to be done."""
        return "embassies" in self.consents and self.consents["embassies"].state == WITHDRAWN

    def refusal(self, ask: Ask, public: bool, risk: Backfire | None = None) -> str | None:
        """Why an ask is not to be proposed; None: it may be."""
        if ask.id == NOTHING.id:
            return None
        if self.stopped:
            return "consent was withdrawn"
        if ask.names_the_person and (self.case is None or not self.may("embassies")):
            return "it names the person, and there is no consent for embassies"
        if ask.id in NEEDS and not self.may(NEEDS[ask.id]):
            return f"there is no consent for {NEEDS[ask.id]}"
        if not public:
            return None
        use = "UN" if ask.channel == "UN" else "media"
        if not self.may(use) or not self.may("embassies") or not self.may("name"):
            return f"it is public, and there is no consent for name and {use}"
        if self.case is not None and self.case.values.get("posture") in (None, "silent", "private"):
            return "the family and counsel want nothing public"
        if self.struck:
            return self.struck
        if risk is not None and risk.level == LEVELS[0]:
            return "the risk of an ask in public by this government is high"
        return None


def situation(view: View, host: str, case: Entity | None, found: Iterable[Counter]) -> Situation:
    """How a case (or a state) stands on the day of the view."""
    ids = [host] if case is None else [case.id, host]
    today = view.today.isoformat()
    return Situation(
        case,
        view.today,
        {} if case is None else {use: consent(view, case.id, use) for use in CONSENT_USES},
        [
            one
            for one in events(view, ids)
            if one.values.get("kind") in AHEAD
            and PartialDate(str(one.values["date"])).last >= today
        ],
        [] if case is None else approaches(view, case.id),
        struck_back(found),
    )


def propose(
    now: Situation,
    government: str,
    door: Door | None,
    rules: Sequence[Rule],
    risk: Backfire,
    *,
    national: bool = False,
    barred: bool = False,
) -> list[Proposal]:
    """The fitting ask, then "privately first", then "do nothing now"; never fewer than these.

    `rules`: that bind the government; `national`: the prisoner is a national of it; `barred`: it
    is not to be contacted, or not safe to tell.
    """
    fitting = (
        _nothing("Do not approach: it is recorded as not to be contacted, or not safe to tell.")
        if barred else _fitting(now, government, door, rules, risk, national)
    )  # fmt: skip
    quiet = GENERAL if now.refusal(DESK, False) else DESK
    if barred or now.refusal(quiet, False):
        quiet = NOTHING
    words = (
        "Speak of it to nobody outside until consent is clear." if quiet is NOTHING
        else "Ask by word of mouth how they would take such an ask, naming nobody." if quiet
        is GENERAL else "Ask the desk in confidence before anything is written or said elsewhere."
    )  # fmt: skip
    return [
        fitting,
        _made(now, quiet, False, _channel(quiet, door), rules, words),
        Proposal(NOTHING, "nobody", False, None, None, None,
                 "Right while the family decides, while an answer is due, or while counsel hopes."),
    ]  # fmt: skip


def _fitting(
    now: Situation, government: str, door: Door | None, rules: Sequence[Rule], risk: Backfire,
    national: bool,
) -> Proposal:  # fmt: skip
    if now.stopped:
        return _nothing("Consent was withdrawn: stop what is under way.")
    before = [one for one in now.asked if government in one.to and one.status != "given up"]
    if any(one.response == "retaliation" for one in before):
        return _nothing("An ask of this government was answered by retaliation (n = 1 or more).")
    tried = {str(one.ask.values.get("instrument")) for one in before if one.status == "made"}
    late = False
    for one in sorted(before, key=lambda one: str(one.day("due") or one.day("date") or "")):
        ask = BY_ID[str(one.ask.values["instrument"])]
        due, public = one.day("due"), bool(one.ask.values.get("public"))
        if not one.open or now.refusal(ask, public, risk):
            continue
        if one.status == "planned":
            made = _made(now, ask, public, _channel(ask, door), rules, "Planned already.")
            by = due and max(due.last, now.today.isoformat())
            return made if due is None or by is None else _by(made, by, f"planned for {due}")
        if due is not None and due.last >= now.today.isoformat():
            return _nothing(f"Asked already ({ask.title}); an answer is due by {due}: wait for it.")
        late = True
    said = "No answer came in time: ask another way." if late else ""
    for ask, public, reason in _wanted(now, door, national, bool(tried)):
        if ask.id not in tried and not now.refusal(ask, public, risk):
            return _made(now, ask, public, _channel(ask, door), rules, said or reason)
    return _nothing("All that fits was asked: wait, or ask counsel what else would help.")


def _wanted(
    now: Situation, door: Door | None, national: bool, tried: bool
) -> Iterator[tuple[Ask, bool, str]]:
    """The asks that fit, best first, with the reason; what may not be is left to `refusal`."""
    said = {} if now.case is None else now.case.values
    near, kind = door is not None, door.kind if door else None
    if said.get("stage") in FREE:
        yield BY_ID["visa"], False, "Free, but perhaps not safe: a visa must be ready early."
        return
    if national:
        yield BY_ID["consular access"], False, "The prisoner is its national."
    if said.get("stage") in GONE:
        yield BY_ID["whereabouts"], False, "Nobody has seen the prisoner: that comes first."
    if said.get("severity") in ILL:
        yield BY_ID["medical transfer"], False, "The prisoner’s life or health is in danger."
    if kind in (EMBASSY, THERE) and any(
        e.values.get("kind") in ("hearing", "verdict") for e in now.dated
    ):
        yield BY_ID["trial observation"], False, "A hearing is ahead, and it has an embassy there."
    if kind in (EMBASSY, THERE) and said.get("severity") in {*ILL, "ill-treated", "harsh"}:
        yield BY_ID["prison visit"], False, "How the prisoner is held is the danger."
    if kind in (EMBASSY, THERE, ACCREDITED):
        yield QUIET, False, "Its ambassador can raise it quietly."
    if kind == GENEVA and any(e.values.get("kind") == "review" for e in now.dated):
        yield BY_ID["recommendation"], True, "Its mission in Geneva speaks at the review."
    yield DESK, False, "Its ministry can raise it quietly." if near else "No door nearer is known."
    if tried and said.get("posture") in ("public", "private then public"):
        yield BY_ID["parliamentary question"], True, "Private asks were made; a question is next."
        yield BY_ID["statement"], True, "Private asks were made; a statement is next."
    yield GENERAL, False, "It names nobody; only if it cannot be traced to one case."


def _made(
    now: Situation, ask: Ask, public: bool, channel: str, rules: Sequence[Rule], reason: str
) -> Proposal:
    made = Proposal(ask, channel, public, _allowed(ask, rules), None, None, reason)
    if ask.id == NOTHING.id:
        return made
    for one in now.dated:  # what this very ask prepares
        for step in PREPARATIONS.get(str(one.values.get("kind")), ()):
            if step.ask == ask.id:
                return _by(made, _last_day(one, now.today, step.days), _told(one))
    for one in now.dated:  # else the next day on which something is decided
        if now.next_date in (None, str(one.values["date"])):
            return _by(made, _last_day(one, now.today), _told(one))
    return made if now.next_date is None else _by(made, now.next_date, "the case’s next date")


def _last_day(event: Entity, today: date, days: int = 0) -> str:
    """The day so many days before an event, or today where that has passed."""
    first = date.fromisoformat(PartialDate(str(event.values["date"])).first)
    return max(first - timedelta(days=days), today).isoformat()


def _told(event: Entity) -> str:
    return f"{event.title} on {event.values['date']}"


def _by(made: Proposal, by: str, before: str) -> Proposal:
    return Proposal(made.ask, made.channel, made.public, made.allowed_by, by, before, made.reason)


def _nothing(reason: str) -> Proposal:
    return Proposal(NOTHING, "nobody", False, None, None, None, reason)


def _channel(ask: Ask, door: Door | None) -> str:
    channel = CHANNELS[ask.channel]
    if channel != "embassy" or (door is not None and door.kind in (EMBASSY, THERE, ACCREDITED)):
        return channel
    return "Geneva" if door is not None and door.kind == GENEVA else "capital desk"


def _allowed(ask: Ask, rules: Sequence[Rule]) -> str | None:
    """What provides for the ask: the government's own rule, else law; None: nothing known."""
    if ask.id == "consular access":
        return _CONVENTION
    if ask.channel in ("UN", "regional body"):
        return ask.basis or None
    rule = next((one for one in rules if one.kind == "guideline"), None)
    if rule is None or ask.id == NOTHING.id:
        return None
    return f"{rule.title} ({rule.year})" if rule.year else rule.title
