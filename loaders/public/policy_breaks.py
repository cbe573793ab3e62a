"""Breaks of policy: what may have ended a government’s record."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity, Tie
from graph.model.words import mark
from loaders.checked import checked
from loaders.loader import Loaded, Row, loader, values


@loader(
    title=mark("Breaks of policy"),
    about={
        "publisher": mark("our own list, row by row with its source and the day of checking"),
        "licence": mark("facts of public record"),
        "kind": "by hand",
        "renew": mark(
            "After an election, a coup or a change of law: add a row of your own to what is "
            "there, with its source."
        ),
    },
    after=("governments",),
)
def policy_breaks(row: Row) -> Iterator[Loaded]:
    """What may have ended a government’s record: a change of government, a closed programme.

    Nothing here changes a chance. It stands beside the record, so that an old record is not taken
    for today’s policy. Our list has only what a source says that somebody read, so a government
    without a row may have changed its policy too; add yours.

    government (needed): the government, by name
    date (needed): when it happened
    fact (needed): what happened, in one sentence
    checked: the day on which the source was read
    checks next: who checks it next, and when
    """
    government, fact = row.country("government"), row.take("fact")
    row.take("date")
    date = row.date("date")
    origin = checked(row, date, needed=False)
    id = row.id("Event", "policy break", government, str(date), fact)
    details = values(kind="policy break", date=str(date), checks_next=row.maybe("checks next"))
    yield Entity("Event", id, fact, details, origin)
    yield Tie("CONCERNS", id, government, origin=origin)
