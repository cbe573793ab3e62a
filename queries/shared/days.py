"""The days of a case: what happened on each, what was asked and answered, who joined or left."""

from __future__ import annotations

from collections.abc import Iterable

from graph.approach.gate import gate
from graph.campaign.consent import NO
from graph.campaign.deadlines import coming, events
from graph.campaign.functions import words_in
from graph.campaign.ledger import LedgerEntry, approaches
from graph.campaign.safety import do_not_contact
from graph.model.records import Entity, PartialDate, Tie
from graph.model.vocabulary import EFFECTS, FUNCTIONS, RESPONSES, stage_of
from graph.view import View
from queries.answer import Row
from queries.wording import listed

EFFECT_BY_ID = {effect.id: effect for effect in EFFECTS}
RESPONSE_TITLES = {response.id: response.title for response in RESPONSES}
FUNCTION_TITLES = {function.id: function.title for function in FUNCTIONS}
WORDS = {-1: "worse followed", 0: "nothing changed", 1: "better followed"}
MASKED = "somebody who is not to be contacted"


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
        self.names = {one.id: MASKED if one.id in barred else one.title for one in actors}

    def listed(self, ids: Iterable[str]) -> str:
        return listed(sorted(self.names[id] for id in ids if id in self.names))

    def when(self, day: str) -> str:
        """Past or ahead of the view's date, which belongs to the past."""
        return "past" if PartialDate(day).first <= self.view.today.isoformat() else "ahead"

    def _event_when(self, event: Entity) -> str:
        when = self.when(str(event.values["date"]))
        lapsed = not coming([event], stage_of(self.case.values), self.view.today)
        return "no longer to come" if when == "ahead" and lapsed else when

    def rows(self) -> list[Row]:
        rows = [*self._events(), *self._asks(), *self._papers(), *self._consents()]
        return sorted(rows, key=lambda row: (str(row["day"]), str(row["what"]), str(row["id"])))

    def _row(self, entity: Entity, day: str, what: str, kind: str, detail: str = "") -> Row:
        return {
            "day": day,
            "what": what,
            "kind": kind,
            "when": self.when(day),
            "detail": detail or None,
            "reliability": entity.origin.confidence.title,
            "source": entity.origin.url,
            "id": entity.id,
        }

    def _events(self) -> list[Row]:
        rows: list[Row] = []
        for event in self.events:
            day, place = str(event.values["date"]), str(event.values.get("place", ""))
            row = self._row(event, day, event.title, "event", place)
            rows.append({**row, "when": self._event_when(event)})
        return rows

    def _asks(self) -> list[Row]:
        rows = []
        for approach in self.asks:
            to, by = self.listed(approach.to), self.listed(approach.by)
            what = f"{approach.ask.title}: {to}" if to else approach.ask.title
            if day := approach.day("date"):
                rows.append(
                    self._row(approach.ask, str(day), what, "asked", f"by {by}" if by else "")
                )
            if approach.response and (answered := approach.day("response_date")):
                kind = RESPONSE_TITLES.get(approach.response, approach.response)
                rows.append(
                    self._row(approach.ask, str(answered), what, kind, self._followed(approach))
                )
            elif approach.open and (due := approach.day("due")):
                late = ", overdue" if self.when(due) == "past" else ""
                stop = self.gate.ask(approach) if approach.status == "planned" else None
                kind = "to be asked" if approach.status == "planned" else "answer due"
                kind = f"{kind}{late}" if stop is None else "stopped"
                detail = f"by {by}" if by else ""
                detail = detail if stop is None else f"not to be done: {stop}"
                rows.append(self._row(approach.ask, str(due), what, kind, detail))
        return rows

    def _followed(self, approach: LedgerEntry) -> str:
        effect = EFFECT_BY_ID.get(str(approach.ask.values.get("effect")))
        if effect is None:
            return ""
        how = approach.ask.values.get("effect_status", "claimed")
        return f"{WORDS[effect.direction]}: {effect.title} ({how})"

    def _papers(self) -> list[Row]:
        rows = []
        for paper in self.papers:
            signers = self.listed(
                t.source for t in self.signed if (t.kind, t.target) == ("SIGNED", paper.id)
            )
            to = self.listed(
                t.target for t in self.signed if (t.kind, t.source) == ("ADDRESSED_TO", paper.id)
            )
            detail = "; ".join(
                filter(None, [f"signed by {signers}" * bool(signers), f"to {to}" * bool(to)])
            )
            kind = f"{paper.values.get('kind', 'statement')}, {paper.values.get('status', 'sent')}"
            rows.append(self._row(paper, str(paper.values["date"]), paper.title, kind, detail))
        return rows

    def _consents(self) -> list[Row]:
        """Every consent that the reader may see, and a no of which only the stop is seen."""
        shown = {(one.values.get("use"), one.values.get("state")) for one in self.consents}
        stops = [
            self._row(self.case, one.since, f"Consent for {one.use}: {one.state}", "consent")
            for one in self.gate.consents.values()
            if one.state in NO and one.since and (one.use, one.state) not in shown
        ]
        return stops + [
            self._row(
                one,
                str(one.values["date"]),
                f"Consent for {one.values.get('use')}: {one.values.get('state')}",
                "consent",
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
            self._work(tie, str(day), f"{names[tie.source]} {verb}")
            for tie in work
            if tie.source in names
            for day, verb in ((tie.since, "joins"), (tie.until, "leaves"))
            if day
        ]
        return sorted(rows, key=lambda row: (str(row["day"]), str(row["what"])))

    def _work(self, tie: Tie, day: str, what: str) -> Row:
        functions = [
            FUNCTION_TITLES.get(name, name) for name in words_in(tie.values.get("functions"))
        ]
        return {
            "day": day,
            "what": what,
            "functions": functions or None,
            "source": tie.origin.url,
            "id": tie.source,
        }
