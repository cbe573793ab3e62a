"""The history of a case: what happened, what was asked, what came back, and what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.campaign.deadlines import custody
from graph.campaign.ledger import LedgerEntry
from graph.model.errors import QuestionError
from graph.model.records import PartialDate
from graph.model.vocabulary import stage_of
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Row, Table, Timeline, columns
from queries.parameters import CaseId
from queries.question import question
from queries.shared.days import EFFECT_BY_ID, RESPONSE_TITLES, CaseDays, day_of
from queries.wording import counted, listed, written

RESULTS = {"worse": "things became worse", "reprisal": "a reprisal"}  # of the effects' titles


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
    tell = _TimelineWords(view, about)
    dated = [row for row in tell.rows() if _within(str(row["day"]), since, until)]
    ledger = [one for one in tell.asks if _within(day_of(one), since, until)]
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


class _TimelineWords(CaseDays):
    """One case's history in words and blocks."""

    def sentence(self) -> str:
        sentences = [f"{self._custody()}."]
        asks = [one for one in self.asks if one.status == "made"]
        if asks:
            done = sum(one.response == "done" for one in asks)
            waiting = sum(one.open for one in asks)
            sentences.append(
                f"Of {counted(len(asks), 'ask')} made {done or 'none'} "
                f"{'was' if done < 2 else 'were'} done and {waiting or 'none'} "
                f"{'waits' if waiting < 2 else 'wait'} for something."
            )
        else:
            sentences.append("No ask is recorded as made.")
        if effects := self._effects(asks):
            sentences.append(f"{effects}.")
        ahead = [one for one in self.events if self._event_when(one) == "ahead"]
        if ahead:
            sentences.append(f"Next: {ahead[0].title} ({ahead[0].values['date']}).")
        return " ".join(sentences)

    def _custody(self) -> str:
        stage = stage_of(self.case.values)
        stage_words = f", stage: {stage.title}" if stage.id else ""
        since, until = custody(self.case, self.events)
        if not stage.detained:
            stage_words = f": {stage.title}{f' ({until})' if until else ''}"
        if since is None:
            return f"{self.case.title}{stage_words}; since when is not recorded"
        if not stage.detained and until is None:
            return (
                f"{self.case.title}{stage_words}; arrested {since}, and until when is not recorded"
            )
        if len(since) < 10 or len(until or since) < 10:  # nobody can count the days
            return f"{self.case.title}{stage_words}; arrested {written(since)}"
        end = date.fromisoformat(until) if until else self.view.today
        days = counted((end - date.fromisoformat(since)).days, "day")
        if until:
            return f"{self.case.title}{stage_words}, {days} after the arrest ({since})"
        return f"{self.case.title}: {days} since {since}{stage_words}"

    def _effects(self, asks: Sequence[LedgerEntry]) -> str:
        """What followed, better and worse apart, each with how sure it is."""
        clauses = [
            f"{RESULTS.get(effect, EFFECT_BY_ID[effect].title)} after “{one.ask.title}” "
            f"({one.ask.values.get('effect_status', 'claimed')})"
            for direction in (1, -1)
            for one in asks
            if (effect := str(one.ask.values.get("effect"))) in EFFECT_BY_ID
            and EFFECT_BY_ID[effect].direction == direction
        ]
        return f"What followed: {listed(clauses, 4)}" if clauses else ""

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
        text = (
            f"It became worse after what was asked in public ({listed(worse)}). It need not have "
            "been the cause; but ask nothing more in public without asking the family and counsel, "
            "and try privately first."
        )
        return [Note("not_to_do", "What not to do", text, "caution")]

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
                    "status": approach.status,
                    "public": bool(values["public"]) if "public" in values else None,
                    "date": str(approach.day("date") or "") or None,
                    "due": str(approach.day("due") or "") or None,
                    "response": RESPONSE_TITLES.get(approach.response or "", approach.response),
                    "response_date": str(approach.day("response_date") or "") or None,
                    "effect": effect.title if effect else None,
                    "effect_status": str(values.get("effect_status", "")) or None,
                    "by": self.listed(approach.by) or None,
                    "door": self.names.get(approach.door or ""),
                    "introducer": self.names.get(approach.introducer or ""),
                    "to_ids": list(approach.to),
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
