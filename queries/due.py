"""What is due: what to do before which date, whom to approach for it, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from graph.approach.gate import Gates
from graph.model.errors import QuestionError
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Row, Table, Timeline, columns
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.duties import STOPPED, Due, brief, in_order, least
from queries.shared.reach import unseen
from queries.shared.review import un_review
from queries.wording import counted, listed

IN_A_SENTENCE = 3  # tasks in the sentence


@question("What is due", section="Campaign")
def due(
    view: View, case: CaseId | None = None, days: Annotated[int, Bounds(1, 1000)] = 120
) -> Answer:
    """What do we have to do before which date, whom do we approach for it, and what is late?

    Hearings, limits, visits, reviews and holidays that lie ahead, and what is to be done before
    each; asks that are to be made or that nobody has answered; letters to be sent; consents to be
    asked for again. All of it counted from the date of the view. What has passed drops out, except
    answers that are late. What consent, the family's wish or the stage of the case rules out is
    shown as stopped, with the reason, and is not to be done. For one case also: whom to lobby, and
    in which weeks, before a UN review that comes within a year.

    case: the case; without it all cases
    days: how many days to look ahead
    """
    about = [view.get(case)] if case else view.entities("Case")
    if not about:
        raise QuestionError("No case is on record yet, so nothing is due.")
    gates = Gates(view)
    cases = [Due(view, one, gates) for one in about]
    rows = in_order(row for one in cases for row in one.rows(days))
    several = len(about) > 1
    blocks: list[Block] = [
        Table(
            "due",
            "What to do, and by when",
            columns(
                "by",
                "when",
                *(["case"] if several else []),
                "what",
                "before",
                ("whom", "Whom to approach"),
                ("ours", "Who of us does it"),
                Column("how", "How to reach them", place="line"),
                Column("stop", "What stands against it", place="line"),
            ),
            rows,
            note=f"Within {days} days. How many days before an event something is done is a "
            "judgement. Overdue: do it now, or decide to leave it. Stopped: do not do it while the "
            "reason holds. Governments: by their record at "
            f"UN reviews, where one is loaded.{_held_by_several(cases)}{unseen(view)}",
        ),
        _ahead(view, cases),
        *(_reviews(view, cases[0]) if case else []),
        Note(
            "not_to_do",
            "What not to do",
            "Do not let a date hurry anything that consent does not cover. Do not ask a second "
            "government for what a first one has been asked for and not yet answered, unless the "
            f"first knows. {least(one.gate for one in cases)}",
            "caution",
        ),
    ]
    return Answer(_sentence(cases, rows), blocks)


def _reviews(view: View, one: Due) -> list[Block]:
    """Whom to lobby before a UN review within a year, as far as the gate of the case allows."""
    states = [host for host, _ in one.hosts]
    return un_review(view, states, one.gate, one.asked_for("recommendation"))


def _held_by_several(cases: Sequence[Due]) -> str:
    """Of cases in which several governments detain, that the doors are those towards each."""
    return "".join(
        f" In {one.case.title} several detain ({listed([name for _, name in one.hosts])}): the "
        "doors are those towards each of them, and the record is the best of them."
        for one in cases
        if len(one.hosts) > 1
    )


def _sentence(cases: Sequence[Due], rows: Sequence[Row]) -> str:
    several = len(cases) > 1
    opening, whose = "", counted(len(cases), "case")
    if not several:
        opening, whose = cases[0].gate.opening, cases[0].case.title
    stopped = [row for row in rows if row["when"] == STOPPED]
    open_ = [row for row in rows if row["when"] != STOPPED]
    if not rows:
        return f"{opening}Nothing is due for {whose} as far as is recorded."
    late = [row for row in open_ if row["when"] == "overdue"]
    clauses = [
        f"by {_day(str(row['by']))} {brief(row, several)}"
        for row in open_
        if row["when"] != "overdue"
    ]
    if late:
        many = "One thing is" if len(late) == 1 else f"{len(late)} things are"
        opening += f"{many} overdue: {brief(late[0], several)}. "
    if clauses:
        opening += f"Next for {whose}: {'; '.join(clauses[:IN_A_SENTENCE])}. "
    elif not late:
        opening += f"Nothing else is due for {whose} as far as is recorded. "
    return f"{opening}{_stopped(stopped, several)}".strip()


def _stopped(rows: Sequence[Row], several: bool) -> str:
    """What is not to be done although it was planned or its day comes, with the first reason."""
    if not rows:
        return ""
    by_reason: dict[str, list[Row]] = {}
    for row in rows:
        by_reason.setdefault(str(row["reason"]), []).append(row)
    parts = [
        f"{listed(list(dict.fromkeys(brief(row, several) for row in some)), 3)} ({reason})"
        for reason, some in list(by_reason.items())[:IN_A_SENTENCE]
    ]
    return f"Stopped, so not to be done: {'; '.join(parts)}."


def _day(iso: str) -> str:
    """A day as people write it.

    >>> _day("2026-12-02")
    '2 December 2026'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"


def _ahead(view: View, cases: Sequence[Due]) -> Timeline:
    """The events that have not passed, each once."""
    ahead = {one.id: one for each in cases for one in each.events}
    rows: list[Row] = [
        {
            "date": str(one.values["date"]),
            "what": one.title,
            "until": str(one.values["until"]) if "until" in one.values else None,
            "place": str(one.values["place"]) if "place" in one.values else None,
            "reliability": one.origin.confidence.title,
            "source": one.origin.url,
            "id": one.id,
        }
        for one in sorted(ahead.values(), key=lambda one: (str(one.values["date"]), one.id))
    ]
    titles = columns(("date", "Day"), "what", "until", "place", "reliability", "source")
    return Timeline("ahead", "Dates that lie ahead", titles, rows, of="id")
