"""The calendar of UN reviews: when each state is reviewed, and until when one may submit."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity, Tie
from graph.model.words import mark, say, written
from loaders.checked import checked
from loaders.loader import Loaded, Row, loader, values

STATED, BY_ORDER = "stated", "by the order of the third cycle"


@loader(
    title=mark("Calendar of UN reviews"),
    about={
        "publisher": mark("our own list, row by row with its source and the day of checking"),
        "licence": mark("facts of public record"),
        "kind": "by hand",
        "renew": mark(
            "The Office of the High Commissioner publishes the calendar of each cycle and the "
            "last days for submissions on its pages about the Universal Periodic Review: add them "
            "to the rows of this list."
        ),
    },
    after=("governments",),
)
def review_calendar(row: Row) -> Iterator[Loaded]:
    """When each state is reviewed in the fourth cycle of the Universal Periodic Review.

    A row is stated by its source, or follows from the order of the third cycle, which the Human
    Rights Council maintains for every later one (decision 17/119). Reviews are put off at times:
    look at the source before you travel.

    government (needed): the state under review, by ISO code of three letters
    session (needed): which session of the working group
    cycle: which cycle
    date (needed): the day or the month; where the session alone is known, its first day
    until: the last day or month in which it may be
    basis (needed): stated, or by the order of the third cycle
    submissions: the last day for submissions by organizations
    note: what else matters, such as a review that was put off
    checked (needed): the day on which the source was read
    checks next: who checks it next, and when
    """
    government, session = row.country("government", "iso3"), row.whole("session")
    if session is None or session < 1:
        raise row.problem(say("Give the number of the session, such as 54."), "session")
    row.take("date")
    date, until, submissions = row.date("date"), row.date("until"), row.date("submissions")
    if date and until and until.last < date.first:
        raise row.problem(
            say(
                "It ends ({until}) before it begins ({since}).",
                until=written(str(until)),
                since=written(str(date)),
            ),
            "until",
        )
    if date and submissions and submissions.first > date.last:
        raise row.problem(
            say("Submissions are due before the review. Check both days."), "submissions"
        )
    origin = checked(row, None)
    review = row.id("Event", "UN review", government, str(session))
    yield Entity(
        "Event",
        review,
        f"UN review, session {session}",
        values(
            kind="review",
            date=str(date),
            until=until and str(until),
            session=session,
            cycle=row.whole("cycle"),
            basis=row.word(row.take("basis"), (STATED, BY_ORDER), "basis"),
            submissions=submissions and str(submissions),
            note=row.maybe("note"),
            checks_next=row.maybe("checks next"),
        ),
        origin,
    )
    yield Tie("CONCERNS", review, government, origin=origin)
    if submissions:
        id = row.id("Event", "NGO submission", government, str(session))
        title = f"Submissions to the UN review, session {session}"
        facts = {"kind": "NGO submission", "date": str(submissions)}
        yield Entity("Event", id, title, facts, origin)
        yield Tie("CONCERNS", id, government, origin=origin)
