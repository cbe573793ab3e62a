"""The history of a case: what happened, what was asked, what came back, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.approach.gate import gate
from graph.campaign.consent import NO
from graph.campaign.deadlines import coming, custody, events
from graph.campaign.functions import words_in
from graph.campaign.ledger import LedgerEntry, approaches
from graph.campaign.safety import do_not_contact
from graph.model.errors import QuestionError
from graph.model.records import Entity, PartialDate, Tie
from graph.model.vocabulary import EFFECTS, FUNCTIONS, RESPONSES, stage_of
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Row, Table, Timeline, columns
from queries.parameters import CaseId
from queries.question import question
from queries.wording import counted, listed, written

_EFFECTS = {effect.id: effect for effect in EFFECTS}
_RESPONSES = {response.id: response.title for response in RESPONSES}
_FUNCTIONS = {function.id: function.title for function in FUNCTIONS}
RESULTS = {"worse": "things became worse", "reprisal": "a reprisal"}  # of the effects' titles
WORDS = {-1: "worse followed", 0: "nothing changed", 1: "better followed"}
MASKED = "somebody who is not to be contacted"


@question(
    "What happened, and what came of it",
    section="Campaign",
    cypher="""
MATCH (case:Case {id: $case})
OPTIONAL MATCH (state:Government)-[:DETAINS]->(case)
MATCH (one:Event|Approach|Statement|Consent)-[:CONCERNS|ABOUT]->(about)
WHERE about IN [case, state] AND (about = case OR one:Event)
  AND coalesce(one.date, one.due) IS NOT NULL
RETURN one""",
)
def timeline(
    view: View, case: CaseId, since: date | None = None, until: date | None = None
) -> Answer:
    """What has happened in this case, what did we ask of whom, and what came of it?

    Events, asks with their answers and effects, letters, consents, and who joined or left, in the
    order of their days; what lies ahead of the date of the view is told as such. That something
    followed an ask does not say that the ask caused it.

    case: the case, by name or id
    since: leave out what was before that day
    until: leave out what is after that day
    """
    if since and until and until < since:
        raise QuestionError(f"{since} is after {until}: give the earlier day first.")
    about = view.get(case)
    tell = _Telling(view, about)
    dated = [row for row in tell.rows() if _within(str(row["day"]), since, until)]
    ledger = [one for one in tell.asks if _within(_day(one), since, until)]
    blocks: list[Block] = [
        Timeline(
            "timeline",
            f"{about.title}, day by day",
            columns(
                "day", "what", "kind", ("when", "Past or ahead"), "detail", "reliability", "source"
            ),
            dated,
            of="id",
        ),
        tell.ledger(ledger),
        Timeline(
            "allies",
            "Who joined, and who left",
            columns("day", "what", "functions", "source"),
            [row for row in tell.allies() if _within(str(row["day"]), since, until)],
            of="id",
        ),
        *tell.lesson(),
        Note(
            "limits",
            "How sure this is",
            "Only what was recorded. What followed an ask may have come without it: an effect is "
            "claimed until somebody who does not depend on us corroborates it. Days that are known "
            "to the month or the year stand at its beginning.",
            "caution",
        ),
    ]
    return Answer(tell.sentence(), blocks)


def _within(day: str, since: date | None, until: date | None) -> bool:
    """Whether a day that may be known to the month or year only touches a span."""
    if not day:
        return since is None and until is None
    of = PartialDate(day)
    return not (since and of.last < since.isoformat()) and not (
        until and of.first > until.isoformat()
    )


def _day(one: LedgerEntry) -> str:
    """The day by which an ask is ordered."""
    return str(one.day("date") or one.day("due") or "")


class _Telling:
    """One case's history in words and blocks."""

    def __init__(self, view: View, case: Entity) -> None:
        self.view, self.case = view, case
        holding = [t for t in view.ties("DETAINS", of=[case.id]) if t.target == case.id]
        self.events = events(view, {case.id, *(t.source for t in holding)})
        self.gate = gate(view, case)
        self.asks = sorted(approaches(view, case.id), key=lambda one: (_day(one), one.ask.id))
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

    def _event_when(self, one: Entity) -> str:
        when = self.when(str(one.values["date"]))
        lapsed = not coming([one], stage_of(self.case.values), self.view.today)
        return "no longer to come" if when == "ahead" and lapsed else when

    # The sentence

    def sentence(self) -> str:
        told = [f"{self._held()}."]
        made = [one for one in self.asks if one.status == "made"]
        if made:
            done = sum(one.response == "done" for one in made)
            waiting = sum(one.open for one in made)
            told.append(
                f"Of {counted(len(made), 'ask')} made {done or 'none'} "
                f"{'was' if done < 2 else 'were'} done and {waiting or 'none'} "
                f"{'waits' if waiting < 2 else 'wait'} for something."
            )
        else:
            told.append("No ask is recorded as made.")
        if effects := self._effects(made):
            told.append(f"{effects}.")
        ahead = [one for one in self.events if self._event_when(one) == "ahead"]
        if ahead:
            told.append(f"Next: {ahead[0].title} ({ahead[0].values['date']}).")
        return " ".join(told)

    def _held(self) -> str:
        stage = stage_of(self.case.values)
        told = f", stage: {stage.title}" if stage.id else ""
        since, until = custody(self.case, self.events)
        if not stage.held:
            told = f": {stage.title}{f' ({until})' if until else ''}"
        if since is None:
            return f"{self.case.title}{told}; since when is not recorded"
        if not stage.held and until is None:
            return f"{self.case.title}{told}; arrested {since}, and until when is not recorded"
        if len(since) < 10 or len(until or since) < 10:  # nobody can count the days
            return f"{self.case.title}{told}; arrested {written(since)}"
        end = date.fromisoformat(until) if until else self.view.today
        days = counted((end - date.fromisoformat(since)).days, "day")
        if until:
            return f"{self.case.title}{told}, {days} after the arrest ({since})"
        return f"{self.case.title}: {days} since {since}{told}"

    def _effects(self, made: Sequence[LedgerEntry]) -> str:
        """What followed, better and worse apart, each with how sure it is."""
        told = [
            f"{RESULTS.get(effect, _EFFECTS[effect].title)} after “{one.ask.title}” "
            f"({one.ask.values.get('effect_status', 'claimed')})"
            for direction in (1, -1)
            for one in made
            if (effect := str(one.ask.values.get("effect"))) in _EFFECTS
            and _EFFECTS[effect].direction == direction
        ]
        return f"What followed: {listed(told, 4)}" if told else ""

    def lesson(self) -> list[Note]:
        """What an ask in public was followed by, if it was worse."""
        worse = [
            one.ask.title
            for one in self.asks
            if one.ask.values.get("public") is True
            and (effect := _EFFECTS.get(str(one.ask.values.get("effect"))))
            and effect.direction < 0
        ]
        if not worse:
            return []
        text = (
            f"It became worse after what was asked in public ({listed(worse)}). It need not have "
            "been the cause; but ask nothing more in public without asking the family and counsel, "
            "and try privately first."
        )
        return [Note("not_to_do", "What not to do", text, "caution")]

    # The days

    def rows(self) -> list[Row]:
        found = [*self._events(), *self._asks(), *self._papers(), *self._consents()]
        return sorted(found, key=lambda row: (str(row["day"]), str(row["what"]), str(row["id"])))

    def _row(self, one: Entity, day: str, what: str, kind: str, detail: str = "") -> Row:
        return {
            "day": day,
            "what": what,
            "kind": kind,
            "when": self.when(day),
            "detail": detail or None,
            "reliability": one.origin.confidence.title,
            "source": one.origin.url,
            "id": one.id,
        }

    def _events(self) -> list[Row]:
        rows: list[Row] = []
        for one in self.events:
            day, place = str(one.values["date"]), str(one.values.get("place", ""))
            row = self._row(one, day, one.title, "event", place)
            rows.append({**row, "when": self._event_when(one)})
        return rows

    def _asks(self) -> list[Row]:
        found = []
        for one in self.asks:
            to, by = self.listed(one.to), self.listed(one.by)
            what = f"{one.ask.title}: {to}" if to else one.ask.title
            if day := one.day("date"):
                found.append(self._row(one.ask, str(day), what, "asked", f"by {by}" if by else ""))
            if one.response and (answered := one.day("response_date")):
                kind = _RESPONSES.get(one.response, one.response)
                found.append(self._row(one.ask, str(answered), what, kind, self._followed(one)))
            elif one.open and (due := one.day("due")):
                late = ", overdue" if self.when(due) == "past" else ""
                stop = self.gate.ask(one) if one.status == "planned" else None
                kind = "to be asked" if one.status == "planned" else "answer due"
                kind = f"{kind}{late}" if stop is None else "stopped"
                detail = f"by {by}" if by else ""
                detail = detail if stop is None else f"not to be done: {stop}"
                found.append(self._row(one.ask, str(due), what, kind, detail))
        return found

    def _followed(self, one: LedgerEntry) -> str:
        effect = _EFFECTS.get(str(one.ask.values.get("effect")))
        if effect is None:
            return ""
        how = one.ask.values.get("effect_status", "claimed")
        return f"{WORDS[effect.direction]}: {effect.title} ({how})"

    def _papers(self) -> list[Row]:
        found = []
        for one in self.papers:
            signers = self.listed(
                t.source for t in self.signed if (t.kind, t.target) == ("SIGNED", one.id)
            )
            to = self.listed(
                t.target for t in self.signed if (t.kind, t.source) == ("ADDRESSED_TO", one.id)
            )
            detail = "; ".join(
                filter(None, [f"signed by {signers}" * bool(signers), f"to {to}" * bool(to)])
            )
            kind = f"{one.values.get('kind', 'statement')}, {one.values.get('status', 'sent')}"
            found.append(self._row(one, str(one.values["date"]), one.title, kind, detail))
        return found

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

    # The ledger, and the allies

    def ledger(self, asks: Sequence[LedgerEntry]) -> Table:
        rows: list[Row] = []
        for one in asks:
            values = one.ask.values
            effect = _EFFECTS.get(str(values.get("effect")))
            rows.append(
                {
                    "id": one.ask.id,
                    "ask": one.ask.title,
                    "to": self.listed(one.to) or None,
                    "status": one.status,
                    "public": bool(values["public"]) if "public" in values else None,
                    "date": str(one.day("date") or "") or None,
                    "due": str(one.day("due") or "") or None,
                    "response": _RESPONSES.get(one.response or "", one.response),
                    "response_date": str(one.day("response_date") or "") or None,
                    "effect": effect.title if effect else None,
                    "effect_status": str(values.get("effect_status", "")) or None,
                    "by": self.listed(one.by) or None,
                    "door": self.names.get(one.door or ""),
                    "introducer": self.names.get(one.introducer or ""),
                    "to_ids": list(one.to),
                }
            )
        return Table(
            "ledger",
            "What we asked, and what came of it",
            columns(
                "ask",
                ("to", "Of whom"),
                "status",
                "date",
                "response",
                "effect",
                ("effect_status", "How sure"),
                Column("public", "In public", place="aside"),
                Column("due", "Due", place="aside"),
                Column("response_date", "Answered", place="aside"),
                Column("by", "By", place="aside"),
                Column("door", "Door", place="aside"),
                Column("introducer", "Introduced by", place="aside"),
            ),
            rows,
            of="id",
        )

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
        functions = [_FUNCTIONS.get(name, name) for name in words_in(tie.values.get("functions"))]
        return {
            "day": day,
            "what": what,
            "functions": functions or None,
            "source": tie.origin.url,
            "id": tie.source,
        }
