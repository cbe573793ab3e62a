"""The history of a case: what happened, what was asked, what came back, and what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.campaign.deadlines import custody
from graph.campaign.ledger import LedgerEntry
from graph.model.errors import QuestionError
from graph.model.records import PartialDate
from graph.model.vocabulary import APPROACH_STATUS, stage_of
from graph.model.words import count, listed, mark, number, say, written
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Row, Table, Timeline, columns
from queries.parameters import CaseId
from queries.question import question
from queries.shared.days import EFFECT_BY_ID, CaseDays, certainty, day_of, response_title
from queries.shared.leads import explore, introductions_to

RESULTS = {"worse": mark("things got worse"), "reprisal": mark("a reprisal")}  # other titles


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

    Events, asks with their answers and effects, letters, consents, and who joined or left, day by
    day; what still lies ahead is marked as such. That something followed an ask does not mean that
    the ask caused it.

    case: the case, by name or id
    since: leave out what was before that day
    until: leave out what is after that day
    """
    if since and until and until < since:
        raise QuestionError(
            say(
                "Give the earlier day first: {since} is after {until}.",
                since=written(since),
                until=written(until),
            )
        )
    about = view.get(case)
    tell = _TimelineWords(view, about)
    dated = [row for row in tell.rows() if _within(str(row["day"]), since, until)]
    ledger = [one for one in tell.asks if _within(day_of(one), since, until)]
    blocks: list[Block] = [
        Timeline(
            "timeline",
            say("{case}, day by day", case=about.title),
            columns(
                "day",
                "what",
                "kind",
                ("when", "Past or ahead"),
                "detail",
                "reliability",
                "source",
                not_applicable=["detail"],
            ),
            dated,
            of="id",
            onward=[explore("id")],
        ),
        tell.ledger(ledger),
        Timeline(
            "allies",
            say("Who joined, and who left"),
            columns(
                "day",
                "what",
                "functions",
                "source",
                none_on_record=["functions"],
            ),
            [row for row in tell.allies() if _within(str(row["day"]), since, until)],
            of="id",
            onward=[explore("id")],
        ),
        *tell.lesson(),
        Note(
            "limits",
            say("How sure this is"),
            say(
                "This holds only what was recorded. What followed an ask may have come without it: "
                "an effect is claimed until somebody who does not depend on us corroborates it. "
                "Where only a month or a year is known, it is listed at its beginning."
            ),
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


class _TimelineWords(CaseDays):
    """One case's history in words and blocks."""

    def sentence(self) -> str:
        ahead = [one for one in self.events if self.to_come(one)]
        next_ = ""
        if ahead:
            day = written(str(ahead[0].values["date"]))
            next_ = say("Next: {event} ({day}).", event=ahead[0].title, day=day)
        return " ".join(filter(None, [self._custody(), next_, self._answered()]))

    def _answered(self) -> str:
        """How many of the asks made were done or wait for an answer, in a sentence."""
        asks = [one for one in self.asks if one.status == "made"]
        if not asks:
            return say("No ask is recorded as made.")
        return count(
            "{n} ask was made: {done} done, {open} still open.",
            "{n} asks were made: {done} done, {open} still open.",
            len(asks),
            done=number(sum(one.response == "done" for one in asks)),
            open=number(sum(one.open for one in asks)),
        )

    def _custody(self) -> str:
        """Where the case stands and for how long, in a sentence."""
        stage, case = stage_of(self.case.values), self.case.title
        since, until = custody(self.case, self.events)
        if not stage.detained:
            return self._free(say(stage.title), since, until)
        if since is None:
            if not stage.id:
                return say("{case}: the day of the arrest is not known.", case=case)
            return say(
                "{case} (stage: {stage}): the day of the arrest is not known.",
                case=case,
                stage=say(stage.title),
            )
        day = written(since)
        if len(since) < 10:  # nobody can count the days
            if not stage.id:
                return say("{case}: arrested in {day}.", case=case, day=day)
            return say(
                "{case} (stage: {stage}): arrested in {day}.",
                case=case,
                stage=say(stage.title),
                day=day,
            )
        days = _days(since, self.view.today.isoformat())
        if not stage.id:
            return say("{case}: {days} since {day}.", case=case, days=days, day=day)
        return say(
            "{case} (stage: {stage}): {days} since {day}.",
            case=case,
            stage=say(stage.title),
            days=days,
            day=day,
        )

    def _free(self, stage: str, since: str | None, until: str | None) -> str:
        """The same of somebody who is not in custody any more."""
        case, ended = self.case.title, written(until) if until else ""
        if since is None:
            if not until:
                return say("{case}: {stage}; no days are known.", case=case, stage=stage)
            return say(
                "{case}: {stage} ({until}); the day of the arrest is not known.",
                case=case,
                stage=stage,
                until=ended,
            )
        if until is None:
            return say(
                "{case}: {stage}; in custody from {since}, until when is not known.",
                case=case,
                stage=stage,
                since=written(since),
            )
        if len(since) < 10 or len(until) < 10:
            return say(
                "{case}: {stage} ({until}); in custody from {since}.",
                case=case,
                stage=stage,
                until=ended,
                since=written(since),
            )
        return say(
            "{case}: {stage} ({until}), {days} after the arrest.",
            case=case,
            stage=stage,
            until=ended,
            days=_days(since, until),
        )

    def followed(self) -> str:
        """What followed the asks, better first, each with how sure it is; "" where nothing did."""
        clauses = [
            say(
                "{effect} after “{ask}” ({certainty})",
                effect=say(RESULTS.get(effect, EFFECT_BY_ID[effect].title)),
                ask=one.ask.title,
                certainty=certainty(one),
            )
            for direction in (1, -1)
            for one in self.asks
            if one.status == "made"
            and (effect := str(one.ask.values.get("effect"))) in EFFECT_BY_ID
            and EFFECT_BY_ID[effect].direction == direction
        ]
        return say("What followed: {effects}.", effects=listed(clauses, 4)) if clauses else ""

    def lesson(self) -> list[Note]:
        """What an ask in public was followed by, if it was worse."""
        worse = [
            one.ask.title
            for one in self.asks
            if one.ask.values.get("public") is True
            and (effect := EFFECT_BY_ID.get(str(one.ask.values.get("effect"))))
            and effect.direction < 0
        ]
        if not worse:
            return []
        text = say(
            "Ask nothing more in public without asking the family and counsel, and try privately "
            "first: things got worse after public asks ({asks}). The asks need not have been the "
            "cause.",
            asks=listed(worse),
        )
        return [Note("not_to_do", say("What not to do"), text, "caution")]

    def ledger(self, asks: Sequence[LedgerEntry]) -> Table:
        rows: list[Row] = []
        for approach in asks:
            values = approach.ask.values
            effect = EFFECT_BY_ID.get(str(values.get("effect")))
            rows.append(
                {
                    "id": approach.ask.id,
                    "ask": approach.ask.title,
                    "to": self.listed(approach.to) or None,
                    "status": say(approach.status)
                    if approach.status in APPROACH_STATUS
                    else approach.status,
                    "public": bool(values["public"]) if "public" in values else None,
                    "date": str(approach.day("date") or "") or None,
                    "due": str(approach.day("due") or "") or None,
                    "response": response_title(approach.response) if approach.response else None,
                    "response_date": str(approach.day("response_date") or "") or None,
                    "effect": say(effect.title) if effect else None,
                    "effect_status": certainty(approach) if "effect_status" in values else None,
                    "by": self.listed(approach.by) or None,
                    "door": self.names.get(approach.door or ""),
                    "introducer": self.names.get(approach.introducer or ""),
                    "to_ids": list(approach.to),
                    "chase": self.chased(approach),
                }
            )
        return Table(
            "ledger",
            say("What we asked, and what came of it"),
            columns(
                "ask",
                ("to", "Of whom"),
                "status",
                "date",
                "response",
                "effect",
                ("effect_status", "How sure"),
                Column("public", say("In public?"), place="aside"),
                Column("due", say("Due"), place="aside"),
                Column("response_date", say("Answered"), place="aside"),
                Column("by", say("Asked by"), place="aside"),
                Column("door", say("Asked through"), place="aside"),
                Column("introducer", say("Introduced by"), place="aside"),
                none_on_record=[
                    "effect",
                    "effect_status",
                    "response_date",
                    "door",
                    "by",
                    "introducer",
                ],
                not_applicable=["due"],
            ),
            rows,
            of="id",
            note=self.followed(),
            onward=[introductions_to(self.case.id, "chase"), explore("id")],
        )


def _days(since: str, until: str) -> str:
    """The days from one day to another, in words."""
    days = (date.fromisoformat(until) - date.fromisoformat(since)).days
    return count("{n} day", "{n} days", days)
