"""What has changed around a case since a day: who came, who went, who moved, what was answered."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from graph.campaign.changes import compared, moved, surroundings
from graph.campaign.contacts import contacts, shown
from graph.campaign.spectrum import positions
from graph.model.errors import QuestionError
from graph.model.ids import is_kind
from graph.model.words import count, listed, mark, say, written
from graph.view import View
from queries.answer import Answer, Block, Note, Onward, Row, Table, columns
from queries.parameters import CaseId
from queries.question import question
from queries.shared.changed import (
    ANSWERED,
    CONSENT,
    ENDED,
    HAPPENED,
    MOVED,
    NEW,
    UNKNOWN,
    ChangeWords,
)
from queries.shared.days import CaseDays
from queries.shared.leads import explore
from queries.shared.stances import Stances

LATELY = 90  # days back, where nobody says since when
STALE = 6  # months


@question("What has changed", section="Explore", lens=mark("Changes"), place=9)
def changes(view: View, case: CaseId, since: date | None = None) -> Answer:
    """What has changed around this case since a day: who came, who went, who moved, what came back?

    What was known on that day is compared with what is known now: people and organizations within
    two steps of the case and their ties, stances, asks and answers, what happened, and what nobody
    knows any more. What nobody recorded shows in neither.

    case: the case, by name or id
    since: compare with what was known on that day; without it 90 days ago
    """
    start = since or view.today - timedelta(days=LATELY)
    if start >= view.today:
        raise QuestionError(
            say(
                "Choose an earlier day: {since} is not before {today}.",
                since=written(start),
                today=written(view.today),
            )
        )
    quiet, earlier = view.quiet(), view.at(start).quiet()
    then, now = surroundings(earlier, case), surroundings(quiet, case)
    stood = positions(view, case)
    around = contacts(view, case, sorted(one.id for one in stood))
    stances = Stances(view, around, stood, start, STALE)
    tell = ChangeWords(
        view=view,
        days=CaseDays(view, around.case),
        since=start,
        changes=compared(quiet, earlier, then, now),
        moved=moved(stances.stood, earlier, case),
        names={one.id: stances.name(one.id) for one in stances.stood},
    )
    rows = tell.rows()
    shown(view, tell.entities(), tell.ties())
    blocks: list[Block] = [
        Table(
            "changes",
            say("What has changed since {day}", day=written(start)),
            columns(
                ("what", "Change"),
                ("who", "Who or what"),
                ("detail", "More"),
                "when",
                "source",
                not_applicable=["detail"],
            ),
            rows,
            of="id",
            onward=[
                explore("around"),
                Onward(say("Who stands where"), "spectrum", {}, {"case": "stance_on"}),
                Onward(
                    say("What happened, and what came of it"), "timeline", {}, {"case": "day_of"}
                ),
            ],
        ),
        _limits(then.truncated or now.truncated),
    ]
    return Answer(
        f"{stances.gate.opening}{_sentence(around.case.title, start, rows)}",
        blocks,
        exportable=not any(is_kind(one.id, "Person") for one, _ in tell.moved),
        lens=tell.lens(),
    )


def _sentence(case: str, since: date, rows: list[Row]) -> str:
    """What weighs most first: consents, answers, stances, then who came and went."""
    day = written(since)
    if not rows:
        return say(
            "Nothing on record has changed around {case} since {day}, which does not mean that "
            "nothing happened.",
            case=case,
            day=day,
        )
    many = Counter(str(row["kind"]) for row in rows)
    clauses = [
        count("{n} consent changed", "{n} consents changed", many[CONSENT])
        if many[CONSENT]
        else "",
        count("{n} answer came", "{n} answers came", many[ANSWERED]) if many[ANSWERED] else "",
        count("{n} stance moved", "{n} stances moved", many[MOVED]) if many[MOVED] else "",
        count("{n} fact is new", "{n} facts are new", many[NEW]) if many[NEW] else "",
        count("{n} fact has ended", "{n} facts have ended", many[ENDED]) if many[ENDED] else "",
        count("{n} thing happened", "{n} things happened", many[HAPPENED])
        if many[HAPPENED]
        else "",
        count("{n} fact is not known any more", "{n} facts are not known any more", many[UNKNOWN])
        if many[UNKNOWN]
        else "",
    ]
    parts = [*filter(None, clauses)]
    return say(
        "Around {case} since {day}: {changes}.",
        case=case,
        day=day,
        changes=listed(parts, len(parts)),
    )


def _limits(truncated: bool) -> Note:
    cut = say("The network was too large to be compared whole.") if truncated else ""
    text = say(
        "A fact counts as known from the day of its source; one without a day was always there. "
        "People who must not be contacted or could be hurt are left out. That nothing is recorded "
        "does not mean that nothing changed."
    )
    return Note("limits", say("How sure this is"), f"{text} {cut}".strip(), "caution")
