"""What is due: what to do before which date, whom to approach for it, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from graph.approach.gate import Gates
from graph.model.errors import QuestionError
from graph.model.words import count, listed, say, written
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Onward, Row, Table, Timeline, columns
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.act_words import paragraph
from queries.shared.duties import STOPPED, Due, brief, in_order, least
from queries.shared.leads import explore
from queries.shared.reach import unseen
from queries.shared.review import un_review

OVERDUE = "overdue"


@question("What is due", section="Campaign")
def due(
    view: View, case: CaseId | None = None, days: Annotated[int, Bounds(1, 1000)] = 120
) -> Answer:
    """What do we have to do before which date, whom do we approach for it, and what is late?

    Hearings, limits, visits, reviews and holidays that lie ahead, and what is to be done before
    each; asks that are to be made or that nobody has answered; letters to be sent; consents to be
    asked for again. All of it counted from the date of the view. What has passed drops out, except
    answers that are late. What consent, the family’s wish or the stage of the case rules out is
    shown as stopped, with the reason, and is not to be done. For one case also: whom to lobby, and
    in which weeks, before a UN review that comes within a year.

    case: the case; without it all cases
    days: how many days to look ahead
    """
    about = [view.get(case)] if case else view.entities("Case")
    if not about:
        raise QuestionError(say("No case is on record yet, so nothing is due."))
    gates = Gates(view)
    cases = [Due(view, one, gates) for one in about]
    rows = in_order(row for one in cases for row in one.rows(days))
    several = len(about) > 1
    blocks: list[Block] = [
        Table(
            "due",
            say("What to do, and by when"),
            columns(
                "by",
                "when",
                *(["case"] if several else []),
                "what",
                "before",
                ("whom", "Whom to approach"),
                ("ours", "Who of us does it"),
                Column("how", say("How to reach them"), place="line"),
                Column("stop", say("What stands against it"), place="line"),
                none_on_record=["ours", "whom", "how", "stop"],
                not_applicable=["before"],
            ),
            [{**row, "when": say(str(row["when"]))} for row in rows],
            of="id",
            onward=[
                Onward(
                    say("Who can introduce us?"),
                    "introductions",
                    {},
                    {"case": "asked_in", "to": "to"},
                ),
                Onward(say("Embassies to approach"), "embassies", {}, {"case": "ranked_in"}),
                Onward(
                    say("What happened, and what came of it"), "timeline", {}, {"case": "case_id"}
                ),
            ],
            note=paragraph(
                say("Overdue: do it now, or decide to leave it."),
                say("Stopped: do not do it while the reason holds."),
                count(
                    "Tasks due within {n} day are shown.",
                    "Tasks due within {n} days are shown.",
                    days,
                ),
                say("How many days before an event something is done is a judgement."),
                say("So is how many days an ask usually takes, where no day was agreed."),
                say("Governments are ordered by their record at UN reviews, where one is loaded."),
                _several_detain(cases),
                unseen(view),
            ),
        ),
        _ahead(view, cases),
        *(_reviews(view, cases[0]) if case else []),
        Note(
            "not_to_do",
            say("What not to do"),
            paragraph(
                say("Do not let a date hurry anything that consent does not cover."),
                say(
                    "Do not ask a second government for what a first one was asked for and has "
                    "not answered yet, unless the first knows."
                ),
                least(one.gate for one in cases),
            ),
            "caution",
        ),
    ]
    return Answer(_sentence(cases, rows), blocks)


def _reviews(view: View, one: Due) -> list[Block]:
    """Whom to lobby before a UN review within a year, as far as the gate of the case allows."""
    states = [host for host, _ in one.hosts]
    return un_review(view, states, one.gate, one.asked_for("recommendation"))


def _several_detain(cases: Sequence[Due]) -> str:
    """Of cases in which several governments detain, that posts are those towards each."""
    return paragraph(
        *(
            say(
                "In {case} several governments detain ({names}): embassies are those in each of "
                "them, and the record is the best of them.",
                case=one.case.title,
                names=listed([name for _, name in one.hosts]),
            )
            for one in cases
            if len(one.hosts) > 1
        )
    )


def _sentence(cases: Sequence[Due], rows: Sequence[Row]) -> str:
    """What is late, what comes next, and what is stopped."""
    several = len(cases) > 1
    opening = "" if several else cases[0].gate.opening
    stopped = [row for row in rows if row["when"] == STOPPED]
    late = [row for row in rows if row["when"] == OVERDUE]
    ahead = [row for row in rows if row["when"] not in (STOPPED, OVERDUE)]
    if not ahead and not late:
        return paragraph(opening, _nothing(cases, stopped), _stopped(stopped, several))
    return paragraph(
        opening, _late(late, several), _next(ahead, several), _stopped(stopped, several)
    )


def _nothing(cases: Sequence[Due], stopped: Sequence[Row]) -> str:
    """That nothing is due, or nothing but what is stopped."""
    if len(cases) == 1:
        case = cases[0].case.title
        if stopped:
            return say("Nothing else is due for {case}, as far as is recorded.", case=case)
        return say("Nothing is due for {case}, as far as is recorded.", case=case)
    if stopped:
        return count(
            "Nothing else is due for {n} case, as far as is recorded.",
            "Nothing else is due for {n} cases, as far as is recorded.",
            len(cases),
        )
    return count(
        "Nothing is due for {n} case, as far as is recorded.",
        "Nothing is due for {n} cases, as far as is recorded.",
        len(cases),
    )


def _late(late: Sequence[Row], several: bool) -> str:
    if not late:
        return ""
    return count(
        "{n} thing is overdue: {task}.",
        "{n} things are overdue, first of all: {task}.",
        len(late),
        task=brief(late[0], several),
    )


def _next(ahead: Sequence[Row], several: bool) -> str:
    """What comes next, and how much more follows."""
    if not ahead:
        return ""
    by = written(str(ahead[0]["by"]))
    first = say("Next, by {day}: {task}.", day=by, task=brief(ahead[0], several))
    if not ahead[1:]:
        return first
    more = count("{n} more task follows.", "{n} more tasks follow.", len(ahead) - 1)
    return paragraph(first, more)


def _stopped(rows: Sequence[Row], several: bool) -> str:
    """What is not to be done although it was planned or its day comes, with the first reason."""
    if not rows:
        return ""
    task, reason = brief(rows[0], several), str(rows[0]["reason"])
    if not rows[1:]:
        return say("Stopped, so not to be done: {task} ({reason}).", task=task, reason=reason)
    return count(
        "Stopped, so not to be done: {task} ({reason}); and {n} more task.",
        "Stopped, so not to be done: {task} ({reason}); and {n} more tasks.",
        len(rows) - 1,
        task=task,
        reason=reason,
    )


def _ahead(view: View, cases: Sequence[Due]) -> Timeline:
    """The events that have not passed, each once."""
    ahead = {one.id: one for each in cases for one in each.events}
    rows: list[Row] = [
        {
            "date": str(one.values["date"]),
            "what": one.title,
            "until": str(one.values["until"]) if "until" in one.values else None,
            "place": str(one.values["place"]) if "place" in one.values else None,
            "reliability": say(one.origin.confidence.title),
            "source": one.origin.url,
            "id": one.id,
        }
        for one in sorted(ahead.values(), key=lambda one: (str(one.values["date"]), one.id))
    ]
    titles = columns(
        ("date", "Day"),
        "what",
        "until",
        "place",
        "reliability",
        "source",
        none_on_record=["until", "place"],
    )
    leads = [explore("id")]
    return Timeline("ahead", say("Dates that lie ahead"), titles, rows, of="id", onward=leads)
