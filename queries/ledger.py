"""What we asked: of whom, what is open, overdue or answered, and what was learnt."""

from __future__ import annotations

from collections.abc import Sequence

from graph.campaign.ledger import LedgerEntry
from graph.model.errors import QuestionError
from graph.model.records import Entity
from graph.model.words import count, listed, say, written
from graph.view import View
from queries.answer import Answer, Column, Note, Onward, Row, Table, columns
from queries.parameters import CaseId
from queries.question import question
from queries.shared.days import CaseDays, response_title
from queries.shared.leads import explore
from queries.shared.past_asks import (
    ANSWERED,
    GIVEN_UP,
    OPEN,
    ORDER,
    OVERDUE,
    PLANNED,
    effect_title,
    learnt,
    standing_of,
)


@question("What we asked", section="Campaign")
def ledger(view: View, case: CaseId | None = None) -> Answer:
    """What have we asked, of whom, what is open or overdue, and what came of it?

    Every ask on record: overdue first, then what is open, planned, answered and given up. An ask
    for which no day was agreed is due after what such an ask usually takes. What was answered says
    that the tie between who asked and who answered holds, and so makes introductions along it
    likelier.

    case: the case; without it all cases
    """
    about = [view.get(case)] if case else view.entities("Case")
    if not about:
        raise QuestionError(say("No case is on record yet, so nothing was asked."))
    cases = [CaseDays(view, one) for one in about]
    rows = [_row(tell, entry) for tell in cases for entry in tell.asks]
    rows.sort(
        key=lambda row: (ORDER.index(str(row["standing"])), str(row["due"] or "9"), str(row["id"]))
    )
    return Answer(
        _sentence(rows, about),
        [
            Table(
                "asks",
                say("Asks, and what came of them"),
                columns(
                    "ask",
                    ("to", "Of whom"),
                    ("standing_words", "State"),
                    *(["case"] if len(about) > 1 else []),
                    ("date", "Asked on"),
                    "due",
                    ("response", "Answer"),
                    "effect",
                    Column("learnt", say("What was learnt"), place="line"),
                    Column("stop", say("What stands against it"), place="line"),
                    Column("due_words", say("Why then"), place="aside"),
                    Column("response_date", say("Answered on"), place="aside"),
                    Column("door", say("Asked through"), place="aside"),
                    Column("by", say("Asked by"), place="aside"),
                    Column("introducer", say("Introduced by"), place="aside"),
                    none_on_record=[
                        "learnt",
                        "stop",
                        "effect",
                        "door",
                        "by",
                        "introducer",
                        "response",
                    ],
                    not_applicable=["due", "due_words", "response_date"],
                ),
                rows,
                of="id",
                onward=[
                    Onward(
                        say("Who can introduce us?"),
                        "introductions",
                        {},
                        {"case": "asked_in", "to": "chase"},
                    ),
                    explore("id"),
                ],
                note=say(
                    "How many days an ask usually takes is a judgement of practice; it counts only "
                    "where no day was agreed."
                ),
            ),
            *_again(rows),
        ],
    )


def _row(tell: CaseDays, entry: LedgerEntry) -> Row:
    values = entry.ask.values
    standing = standing_of(entry, tell.view.today)
    waits = standing in (OVERDUE, OPEN, PLANNED)
    due = entry.due if waits else entry.day("due")
    reason = tell.gate.ask(entry) if waits else None
    chased = tell.chased(entry) if waits else None
    return {
        "id": entry.ask.id,
        "standing": standing,
        "standing_words": say(standing),
        "case": tell.case.title,
        "case_id": tell.case.id,
        "ask": entry.ask.title,
        "to": tell.listed(entry.to) or None,
        "date": str(entry.day("date") or "") or None,
        "due": str(due or "") or None,
        "due_words": _why_then(entry) if due else None,
        "response": response_title(entry.response) if entry.response else None,
        "response_date": str(entry.day("response_date") or "") or None,
        "effect": effect_title(str(values["effect"])) if "effect" in values else None,
        "learnt": learnt(entry, tell.names),
        "stop": say("Not to be done: {reason}.", reason=reason) if reason else None,
        "door": tell.names.get(entry.door or ""),
        "by": tell.listed(entry.by) or None,
        "introducer": tell.names.get(entry.introducer or ""),
        "asked_in": tell.case.id if chased else None,
        "chase": chased,
    }


def _why_then(entry: LedgerEntry) -> str:
    if entry.day("due") is not None:
        return say("agreed, or as planned")
    return count(
        "no day was agreed; such an ask usually takes {n} day",
        "no day was agreed; such an ask usually takes {n} days",
        entry.usual_days or 0,
    )


def _sentence(rows: Sequence[Row], about: Sequence[Entity]) -> str:
    """What to do first, and how many asks stand how."""
    if not rows:
        names = listed([one.title for one in about])
        return say("Nothing has been asked for {case} yet, as far as is recorded.", case=names)
    counts = {word: sum(row["standing"] == word for row in rows) for word in ORDER}
    sentences = []
    if late := [row for row in rows if row["standing"] == OVERDUE and row["chase"]]:
        sentences.append(_first(late[0]))
    standings = [
        count("{n} ask is overdue", "{n} asks are overdue", counts[OVERDUE]),
        count("{n} ask is open", "{n} asks are open", counts[OPEN]),
        count("{n} ask is planned", "{n} asks are planned", counts[PLANNED]),
        count("{n} ask is answered", "{n} asks are answered", counts[ANSWERED]),
        count("{n} ask was given up", "{n} asks were given up", counts[GIVEN_UP]),
    ]
    there = [text for text, n in zip(standings, counts.values(), strict=True) if n]
    return " ".join([*sentences, say("{standings}.", standings=listed(there, most=len(there)))])


def _again(rows: Sequence[Row]) -> list[Note]:
    """What not to do while asks are open."""
    if not any(row["standing"] in (OVERDUE, OPEN) for row in rows):
        return []
    text = say(
        "Do not ask a second government for what a first one was asked for and has not answered "
        "yet, unless the first knows."
    )
    return [Note("not_to_do", say("What not to do"), text, "caution")]


def _first(row: Row) -> str:
    """What to do about the ask that is late for longest."""
    words = {"to": row["to"], "ask": row["ask"], "day": written(str(row["due"]))}
    if row["date"] is None:
        return say("First, make the planned ask of {to}, “{ask}”, due by {day}.", **words)
    if row["response"] and row["response_date"]:
        return say("First, ask {to} what came of “{ask}”, due by {day}.", **words)
    return say("First, ask {to} for its answer to “{ask}”, due by {day}.", **words)
