"""The days of a case: what happened on each, what was asked and answered, who joined or left."""

from __future__ import annotations

from collections.abc import Iterable

from graph.approach.gate import gate
from graph.campaign.consent import NO, use_in_words
from graph.campaign.deadlines import coming, events
from graph.campaign.functions import words_in
from graph.campaign.ledger import LedgerEntry, approaches
from graph.campaign.safety import do_not_contact
from graph.model.records import Entity, PartialDate, Tie
from graph.model.vocabulary import (
    CONSENT_STATES,
    CONSENT_USES,
    EFFECT_STATUS,
    EFFECTS,
    FUNCTIONS,
    STATEMENT_KINDS,
    STATEMENT_STATUS,
    stage_of,
)
from graph.model.words import listed, mark, say
from graph.view import View
from queries.answer import Row
from queries.shared.past_asks import response_title as response_title
from queries.shared.value_words import word_in

JOINED, LEFT = mark("{who} joins"), mark("{who} leaves")
EFFECT_BY_ID = {effect.id: effect for effect in EFFECTS}
FUNCTION_TITLES = {function.id: function.title for function in FUNCTIONS}
FOLLOWED = {
    "none": mark("nothing changed ({certainty})"),
    "worse": mark("things got worse ({certainty})"),
}
BETTER_OR_WORSE = {
    -1: mark("things got worse: {effect} ({certainty})"),
    0: mark("nothing changed: {effect} ({certainty})"),
    1: mark("things got better: {effect} ({certainty})"),
}
MASKED = mark("somebody who is not to be contacted")


def certainty(approach: LedgerEntry) -> str:
    """How sure it is that the effect of an ask came about."""
    return word_in(approach.ask.values.get("effect_status", "claimed"), EFFECT_STATUS)


def day_of(ask: LedgerEntry) -> str:
    """The day by which an ask is ordered."""
    return str(ask.day("date") or ask.day("due") or "")


class CaseDays:
    """What is dated in one case, as rows in the order of their days."""

    def __init__(self, view: View, case: Entity) -> None:
        self.view, self.case = view, case
        holding = [t for t in view.ties("DETAINS", of=[case.id]) if t.target == case.id]
        self.events = events(view, {case.id, *(t.source for t in holding)})
        self.gate = gate(view, case)
        self.asks = sorted(approaches(view, case.id), key=lambda one: (day_of(one), one.ask.id))
        concerning = [t.source for t in view.ties("CONCERNS", of=[case.id]) if t.target == case.id]
        papers = [t.source for t in view.ties("ABOUT", of=[case.id]) if t.target == case.id]
        known = view.several([*concerning, *papers])
        self.consents = [one for one in known if one.kind == "Consent" and "date" in one.values]
        self.papers = [one for one in known if one.kind == "Statement" and "date" in one.values]
        self.signed = view.ties("SIGNED", "ADDRESSED_TO", of=[one.id for one in self.papers])
        people = {id for one in self.asks for id in one.people}
        people |= {end for tie in self.signed for end in (tie.source, tie.target)}
        actors = view.several(people)
        barred = do_not_contact(one for one in actors if one.kind in ("Person", "Family"))
        self.names = {one.id: say(MASKED) if one.id in barred else one.title for one in actors}

    def listed(self, ids: Iterable[str]) -> str:
        return listed(sorted(self.names[id] for id in ids if id in self.names))

    def chased(self, ask: LedgerEntry) -> str | None:
        """Whom to ask for what an open ask still waits for; None: nobody, or it is stopped."""
        if not ask.open or self.gate.ask(ask) is not None:
            return None
        return next((id for id in ask.to if self.names.get(id) not in (None, say(MASKED))), None)

    def past(self, day: str) -> bool:
        """Whether a day is past for the view's date, which belongs to the past itself."""
        return PartialDate(day).first <= self.view.today.isoformat()

    def to_come(self, event: Entity) -> bool:
        """Whether an event lies ahead and can still happen at the stage of the case."""
        ahead = not self.past(str(event.values["date"]))
        return ahead and bool(coming([event], stage_of(self.case.values), self.view.today))

    def rows(self) -> list[Row]:
        rows = [*self._events(), *self._asks(), *self._papers(), *self._consents()]
        return sorted(rows, key=lambda row: (str(row["day"]), str(row["what"]), str(row["id"])))

    def _row(self, entity: Entity, day: str, what: str, kind: str, detail: str = "") -> Row:
        return {
            "day": day,
            "what": what,
            "kind": kind,
            "when": say("past") if self.past(day) else say("ahead"),
            "detail": detail or None,
            "reliability": say(entity.origin.confidence.title),
            "source": entity.origin.url,
            "id": entity.id,
        }

    def _events(self) -> list[Row]:
        rows: list[Row] = []
        for event in self.events:
            day, place = str(event.values["date"]), str(event.values.get("place", ""))
            row = self._row(event, day, event.title, say("event"), place)
            lapsed = not self.past(day) and not self.to_come(event)
            rows.append({**row, "when": say("no longer expected")} if lapsed else row)
        return rows

    def _asks(self) -> list[Row]:
        rows = []
        for approach in self.asks:
            to, by, title = self.listed(approach.to), self.listed(approach.by), approach.ask.title
            what = say("{ask}: {to}", ask=title, to=to) if to else title
            by_whom = say("by {who}", who=by) if by else ""
            if day := approach.day("date"):
                rows.append(self._row(approach.ask, str(day), what, say("asked"), by_whom))
            if approach.response and (answered := approach.day("response_date")):
                kind = response_title(approach.response)
                rows.append(
                    self._row(approach.ask, str(answered), what, kind, self._followed(approach))
                )
            elif approach.open and (due := approach.due):
                stop = self.gate.ask(approach) if approach.status == "planned" else None
                kind, detail = self._pending(approach.status == "planned", str(due)), by_whom
                if stop is not None:
                    kind, detail = say("stopped"), say("not to be done: {why}", why=stop)
                rows.append(self._row(approach.ask, str(due), what, kind, detail))
        return rows

    def _pending(self, planned: bool, due: str) -> str:
        """What an open ask waits for."""
        if self.past(due):
            return say("to be asked, overdue") if planned else say("answer overdue")
        return say("to be asked") if planned else say("answer due")

    def _followed(self, approach: LedgerEntry) -> str:
        effect = EFFECT_BY_ID.get(str(approach.ask.values.get("effect")))
        if effect is None:
            return ""
        template = FOLLOWED.get(effect.id) or BETTER_OR_WORSE[effect.direction]
        return say(template, effect=say(effect.title), certainty=certainty(approach))

    def _papers(self) -> list[Row]:
        rows = []
        for paper in self.papers:
            signers = self.listed(
                t.source for t in self.signed if (t.kind, t.target) == ("SIGNED", paper.id)
            )
            to = self.listed(
                t.target for t in self.signed if (t.kind, t.source) == ("ADDRESSED_TO", paper.id)
            )
            detail = (
                say("signed by {signers}, to {recipients}", signers=signers, recipients=to)
                if signers and to
                else say("signed by {signers}", signers=signers)
                if signers
                else say("to {recipients}", recipients=to)
                if to
                else ""
            )
            kind = say(
                "{paper}, {status}",
                paper=word_in(paper.values.get("kind", "statement"), STATEMENT_KINDS),
                status=word_in(paper.values.get("status", "sent"), STATEMENT_STATUS),
            )
            rows.append(self._row(paper, str(paper.values["date"]), paper.title, kind, detail))
        return rows

    def _consents(self) -> list[Row]:
        """Every consent that the reader may see, and a no of which only the stop is seen."""
        shown = {(one.values.get("use"), one.values.get("state")) for one in self.consents}
        stops = [
            self._row(self.case, one.since, _consent(one.use, one.state), say("consent"))
            for one in self.gate.consents.values()
            if one.state in NO and one.since and (one.use, one.state) not in shown
        ]
        return stops + [
            self._row(
                one,
                str(one.values["date"]),
                _consent(one.values.get("use"), one.values.get("state")),
                say("consent"),
            )
            for one in self.consents
        ]

    def allies(self) -> list[Row]:
        """Who began or ceased to work on the case."""
        work = [
            t for t in self.view.ties("WORKS_ON", of=[self.case.id]) if t.target == self.case.id
        ]
        known = self.view.several(t.source for t in work)
        barred = do_not_contact(known)
        names = {one.id: one.title for one in known if one.id not in barred}
        rows = [
            self._work(tie, str(day), say(template, who=names[tie.source]))
            for tie in work
            if tie.source in names
            for day, template in ((tie.since, JOINED), (tie.until, LEFT))
            if day
        ]
        return sorted(rows, key=lambda row: (str(row["day"]), str(row["what"])))

    def _work(self, tie: Tie, day: str, what: str) -> Row:
        functions = [
            say(FUNCTION_TITLES[name]) if name in FUNCTION_TITLES else name
            for name in words_in(tie.values.get("functions"))
        ]
        return {
            "day": day,
            "what": what,
            "functions": functions or None,
            "source": tie.origin.url,
            "id": tie.source,
        }


def _consent(use: object, state: object) -> str:
    return say(
        "Consent for {use}: {state}",
        use=use_in_words(str(use)) if use in CONSENT_USES else word_in(use, CONSENT_USES),
        state=word_in(state, CONSENT_STATES),
    )
