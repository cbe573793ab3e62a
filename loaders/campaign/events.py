"""Events: the dates of a case, past and to come."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.date_kinds import BY_ID, DATE_KINDS
from graph.model.records import Entity
from graph.model.vocabulary import by_word
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader, values
from loaders.people import ACTORS, noted

_KINDS = by_word(DATE_KINDS)


@loader(
    title=mark("Events"),
    after=("governments", "organizations", "activists", "cases", "coalitions"),
)
def events(row: Row) -> Iterator[Loaded]:
    """Events of a case or of a state: hearings, limits, visits, UN reviews; one row each.

    A release, a conditional release, a death, and an arrest after a release say from their day on
    at what stage the case is, unless a newer word on the stage is known.

    kind (needed): arrest, transfer, hearing, sentence, release, death, visit, review, …
    date (needed): such as 2027-01-14 or 2027-01
    name: what it is called; empty: its kind
    until: its last day, such as the end of a hunger strike
    case: whom it concerns; several separated by |
    about: the state or other actor that it concerns, as in a UN review; several separated by |
    held by: who holds it or sets it
    country: where it takes place
    place: where it takes place
    code: tells apart two events of one kind, day and case
    note: for yourselves; shown to the strictest audience only
    """
    kind = BY_ID[_KINDS[row.word(row.take("kind"), _KINDS, "kind")]]
    row.take("date")
    instead = mark("Give what is only expected a kind such as hearing.")
    date = row.date("date") if kind.ahead else row.past("date", instead)
    until = row.date("until")
    if date and until and until.last < date.first:
        raise row.problem(say("The last day is before the first."), "until")
    # What is set in advance is known before its day; when, only the column “known” can say.
    where = row.origin(None if kind.ahead else date)
    id = row.id(
        "Event", kind.id, str(date), row.maybe("case"), row.maybe("about"), row.maybe("code")
    )
    yield Entity(
        "Event",
        id,
        row.maybe("name") or kind.title,
        values=values(
            kind=kind.id,
            date=str(date),
            until=None if until is None else str(until),
            place=row.maybe("place"),
            note=row.maybe("note"),
        ),
        origin=where,
        labels=noted(row),
    )
    for case in row.several("case"):
        turn = {"since": date, "values": {"turn": kind.id}} if kind.stage else {}
        yield row.tie("CONCERNS", id, row.ref("Case", case, "case"), origin=where, **turn)
    for actor in row.several("about"):
        yield row.tie("CONCERNS", id, row.ref(ACTORS, actor, "about"), origin=where)
    if holder := row.maybe("held by"):
        yield row.tie("MADE_BY", id, row.ref(ACTORS, holder, "held by"), origin=where)
    if row.maybe("country"):
        yield row.tie("LOCATED_IN", id, row.place("country"), origin=where)
