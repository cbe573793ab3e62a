"""Mandates of the UN on one country: rapporteurs, missions of inquiry, mechanisms for evidence."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.ids import id_of
from graph.model.records import Entity, Tie
from graph.model.words import mark, say, written
from graph.record.country_mandates import KINDS, MANDATE
from loaders.checked import checked
from loaders.loader import Loaded, Row, loader, values


@loader(
    title=mark("Country mandates of the UN"),
    about={
        "publisher": mark("our own list, row by row with its source and the day of checking"),
        "licence": mark("facts of public record"),
        "kind": "by hand",
        "renew": mark(
            "The Human Rights Council’s closing press release of each session says which "
            "mandates it extended, and until when: add it to the row in this list."
        ),
    },
    after=("governments",),
)
def country_mandates(row: Row) -> Iterator[Loaded]:
    """UN mandates that watch one country: whom to inform besides embassies.

    Only rows whose source somebody has read. The Council extends most of them every year or two,
    so that the end given here is where our reading ends, and not always where the mandate does.

    government (needed): the country, by ISO code of three letters
    code (needed): a short id of the mandate, such as SR-BLR
    title (needed): what it is called
    kind (needed): such as special rapporteur, fact-finding mission or investigative mechanism
    created by: the resolution that created it, such as A/HRC/RES/39/2
    since: since when it exists
    until: to when the source says it was extended; empty: not said, or without an end
    checked (needed): the day on which the source was read
    checks next: who checks it next, and when
    """
    government, since, until = (
        row.country("government", "iso3"),
        row.date("since"),
        row.date("until"),
    )
    if since and until and until.last < since.first:
        raise row.problem(
            say(
                "It ends ({until}) before it begins ({since}).",
                until=written(str(until)),
                since=written(str(since)),
            ),
            "until",
        )
    origin = checked(row, since)
    id = id_of("Agreement", f"mandate-{row.take('code')}")
    yield Entity(
        "Agreement",
        id,
        row.take("title"),
        values(
            kind=MANDATE,
            mandate=row.word(row.take("kind"), KINDS, "kind"),
            created_by=row.maybe("created by"),
            since=since and str(since),
            until=until and str(until),
            checks_next=row.maybe("checks next"),
        ),
        origin,
    )
    yield Tie("ABOUT", id, government, origin=origin)
