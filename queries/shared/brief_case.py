"""What a brief says of the case itself: who is held, what happened, what not to do, whom to answer.

Only facts that somebody recorded; health only with consent for it. Where nobody may be named, what
would tell whom it is about is left out too: dates, the charge, the work they did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.approach.gate import Gate
from graph.approach.ways import ILL
from graph.campaign.consent import NO
from graph.campaign.deadlines import coming, custody, events
from graph.campaign.ledger import LedgerEntry
from graph.campaign.safety import do_not_contact
from graph.model.date_kinds import BY_ID
from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate
from graph.model.vocabulary import stage_of
from graph.model.words import listed, mark, say, written
from graph.view import View
from queries.brief_document import BriefLine
from queries.shared.brief_sources import BriefSources
from queries.shared.unnamed import PrisonerNames
from queries.wording import the

HAPPENED = frozenset({"transfer", "hearing", "verdict", "sentence", "last proof of life"})
HOW: Final[Mapping[str, str]] = {
    "life in danger": mark("The prisoner’s life is in danger."),
    "health in danger": mark("The prisoner’s health is in danger."),
    "ill-treated": mark("The prisoner is ill-treated in custody."),
    "harsh": mark("The conditions in custody are harsh."),
}
COORDINATING = ("diplomacy", "coordination")  # whose work it is to answer embassies, first first
_PAST = 4  # things that happened, the newest


class BriefCase:
    """One case in the words of a brief, for whoever may read the view."""

    def __init__(
        self, view: View, host: Entity, gate: Gate, naming: PrisonerNames, sources: BriefSources
    ) -> None:
        self.view, self.host, self.gate = view, host, gate
        self.naming, self.sources = naming, sources
        self.case = naming.case
        self.dated = events(view, [self.case.id])

    @property
    def who(self) -> str:
        """The prisoner by name, or as somebody whom nobody names."""
        return self.naming.who or say("A person")

    @property
    def about(self) -> str:
        """Who is held by whom, since when; and that consent was given, or that nobody is named."""
        state = the(self.host.title)
        if not self.naming.allowed:
            return say("A person held by {government}. This page names nobody.", government=state)
        profile = self.case.values.get("profile")
        who = self.who
        if isinstance(profile, list) and profile:
            who = say("{who}, {profile}", who=who, profile=listed(profile))
        since, _ = custody(self.case, self.dated)
        text = (
            say(
                "{who} · held by {government} since {day}",
                who=who,
                government=state,
                day=written(since),
            )
            if since
            else say("{who} · held by {government}", who=who, government=state)
        )
        consent = self.gate.consents["embassies"]
        if not consent.since:
            return say("{text} · consent to naming to embassies", text=text)
        return say(
            "{text} · consent to naming to embassies of {day}",
            text=text,
            day=written(consent.since),
        )

    def happened(self) -> list[BriefLine]:
        """What is on record, in order; nothing where nobody may be named."""
        if not self.naming.allowed:
            return []
        return [*self._charge(), *self._events(), *self._now(), *self._next()]

    def _charge(self) -> Iterator[BriefLine]:
        number = self.sources.of(self.case.origin)
        charge, since = self.case.values.get("charge"), self.case.values.get("since")
        if charge and since:
            text = say(
                "Arrested on {day}; charge: “{charge}”.", day=written(str(since)), charge=charge
            )
        elif charge:
            text = say("Charge: “{charge}”.", charge=charge)
        elif since:
            text = say("Arrested on {day}.", day=written(str(since)))
        else:
            return
        yield BriefLine(text, number)

    def _events(self) -> Iterator[BriefLine]:
        today = self.view.today.isoformat()
        past = [
            one
            for one in self.dated
            if one.values.get("kind") in HAPPENED
            and PartialDate(str(one.values["date"])).last <= today
        ]
        for one in past[-_PAST:]:
            day = written(str(one.values["date"]))
            what = say(BY_ID[str(one.values["kind"])].title)
            yield BriefLine(
                say("On record: {what}, {day}.", what=what, day=day),
                self.sources.of(one.origin),
                3,
            )

    def _now(self) -> Iterator[BriefLine]:
        stage, severity = stage_of(self.case.values), str(self.case.values.get("severity"))
        number = self.sources.of(self.case.origin)
        if stage.id:
            yield BriefLine(say("Stage: {stage}.", stage=say(stage.title)), number, 2)
        if severity in HOW and (severity not in ILL or self.gate.may("health")):
            yield BriefLine(say(HOW[severity]), number, 1)

    def _next(self) -> Iterator[BriefLine]:
        ahead = coming(self.dated, stage_of(self.case.values), self.view.today)
        for one in ahead:
            kind = BY_ID.get(str(one.values.get("kind")))
            if kind is None or not kind.ahead or kind.id == "medical review":
                continue
            day = written(str(one.values["date"]))
            yield BriefLine(
                say("Next: {event}, {day}.", event=one.title, day=day),
                self.sources.of(one.origin),
                1,
            )
            return

    def please_not(self) -> list[BriefLine]:
        """What would harm: what the family and counsel want, what nobody consented to, and what
        was followed by worse."""
        posture, gate = self.case.values.get("posture"), self.gate
        lines = []
        back = gate.strikes.back if self.naming.allowed else None
        if posture in ("silent", "private"):
            lines.append(say("Nothing in public: the family and counsel want nothing public."))
        elif back:
            lines.append(say("Nothing in public: {reason}.", reason=back))
        elif posture == "private then public":
            lines.append(say("Nothing in public before we have agreed on it."))
        elif posture is None or not gate.may("media"):
            lines.append(say("Nothing in public before you have asked us."))
        if not self.naming.allowed:
            lines.append(say("Do not name anybody, and do not try to find out whom this is about."))
            return [BriefLine(text) for text in lines]
        if not gate.may("media"):
            lines.append(say("No word to the media: there is no consent for it."))
        if not gate.may("health"):
            lines.append(say("No word on the prisoner’s health: there is no consent for it."))
        if gate.consents["photo"].state in NO:
            lines.append(say("No photograph: the consent for it was refused or withdrawn."))
        return [BriefLine(text, (), n) for n, text in enumerate(lines)]

    def answer_to(self, asks: Sequence[LedgerEntry]) -> list[BriefLine]:
        """Which of our bodies is to be told: whoever makes the ask, else whoever coordinates."""
        for body in self._bodies(asks):
            place = body.values.get("city")
            text = (
                say("{body}, {city}.", body=body.title, city=place)
                if place
                else say("{body}.", body=body.title)
            )
            if website := body.values.get("website"):
                text = say("{text} {website}", text=text, website=website)
            if self.naming.allowed or not self.naming.hints(text):
                return [BriefLine(text)]
        return []

    def _bodies(self, asks: Sequence[LedgerEntry]) -> list[Entity]:
        makers = [id for entry in asks if entry.open for id in entry.by]
        ties = self.view.ties("WORKS_ON", of=[self.case.id], now=True)
        for function in COORDINATING:
            for tie in ties:
                functions = tie.values.get("functions")
                if isinstance(functions, list) and function in functions:
                    makers.append(tie.source)
        ours = list(dict.fromkeys(id for id in makers if is_kind(id, *_OURS)))
        bodies = {one.id: one for one in self.view.several(ours)}
        barred = do_not_contact(bodies.values())
        return [bodies[id] for id in ours if id in bodies and id not in barred]


_OURS = ("Organization", "Coalition", "Campaign")  # never a person: a paper may be lost
