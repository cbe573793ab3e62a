"""Breaks of policy: what may have ended a government's record."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from graph.model.records import Entity, Tie
from graph.model.schema import Label
from loaders.loader import Loaded, Row, loader


@loader(
    title="Breaks of policy",
    about={
        "publisher": "your own list, row by row with its source",
        "licence": "yours",
        "kind": "by hand",
        "renew": "After an election, a coup or a change of law: a row of your own, with its "
        "source (--append).",
    },
    after=("governments",),
)
def policy_breaks(row: Row) -> Iterator[Loaded]:
    """What may have ended a government's record: a change of government, a closed programme.

    Nothing here changes a chance. It stands beside the record, so that an old record is not taken
    for today's policy.

    government (needed): the government, by name or ISO code
    date (needed): when it happened
    fact (needed): what happened, in one sentence
    """
    government, fact = row.country("government"), row.take("fact")
    row.take("date")
    date, origin = row.date("date"), row.origin()
    if origin.url is None:
        raise row.problem("Give the source.", "source")
    where = replace(origin, known=origin.known or date, label=Label.CLEAR)
    id = row.id("Event", "policy break", government, str(date), fact)
    yield Entity("Event", id, fact, {"kind": "policy break", "date": str(date)}, where)
    yield Tie("CONCERNS", id, government, origin=where)
