"""What became of embassies and consulates since the list of missions."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.ids import iso3_of
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import mark, say
from loaders.checked import checked
from loaders.countries import territories
from loaders.loader import Loaded, Row, loader, values
from loaders.public.missions import with_article

MOVED, OPENED = "moved", "opened"
CHANGES = ("closed", "suspended", MOVED, "reopened", OPENED)
TYPES = ("embassy", "consulate")


@loader(
    title=mark("Posts"),
    about={
        "publisher": mark("our own list, row by row with its source and the day of checking"),
        "licence": mark("facts of public record"),
        "kind": "by hand",
        "renew": mark(
            "Ministries announce which posts close, move and reopen, and newspapers report "
            "it: add a row of your own to what is there, with its source."
        ),
    },
    after=("governments", "missions"),
)
def posts(row: Row) -> Iterator[Loaded]:
    """Embassies and consulates that were closed, suspended, moved, reopened or opened.

    The list of missions is a snapshot of November 2022, with errors of its own. What is closed or
    suspended here is never offered as an embassy; the newest row of a post counts. Only rows whose
    source somebody has read: a post without a row may be closed too; add yours.

    government (needed): the government whose post it is, by name
    host (needed): the government in whose country it is, by name
    type: embassy (also a nunciature or a delegation) or consulate; empty: embassy
    city (needed): the city of the post
    change (needed): closed, suspended, moved, reopened or opened
    to: the city from which it works since it moved
    to country: the country of that city, by name; empty: the host
    date (needed): when it changed
    note: what else matters, such as announced for then
    checked (needed): the day on which the source was read
    checks next: who checks it next, and when
    """
    sender, host = row.country("government"), row.country("host")
    type, city = row.choice("type", TYPES) or TYPES[0], row.take("city")
    change = row.word(row.take("change"), CHANGES, "change")
    if (change == MOVED) is not bool(row.maybe("to")):
        raise row.problem(say("Name a city here if the post has moved, and only then."), "to")
    row.take("date")
    since = row.past("date", mark("Give the post when it has changed, not when that is planned."))
    origin = checked(row, since)
    to_host = row.country("to country") if row.maybe("to country") else host
    yield Tie(
        "CHANGED_POST_IN",
        sender,
        host,
        key=f"{since} {type} {city}",
        since=since,
        values=values(
            type=type,
            city=city,
            change=change,
            to=row.maybe("to"),
            to_host=to_host if change == MOVED else None,
            note=row.maybe("note"),
            checks_next=row.maybe("checks next"),
        ),
        origin=origin,
    )
    if change == OPENED:
        yield from _mission(row, sender, host, type, city, since, origin)


def _mission(
    row: Row,
    sender: str,
    host: str,
    type: str,
    city: str,
    since: PartialDate | None,
    origin: Origin,
) -> Iterator[Loaded]:
    """A post that the list of missions cannot have yet."""
    id = row.id("Mission", iso3_of(sender), iso3_of(host), type, city)
    names = [with_article(territories()[iso3_of(end)].name) for end in (sender, host)]
    title = f"{type.capitalize()} of {names[0]} in {names[1]}"
    yield Entity("Mission", id, title, {"type": type, "status": "open", "city": city}, origin)
    yield Tie("REPRESENTS", id, sender, since=since, origin=origin)
    yield Tie("LOCATED_IN", id, host, since=since, origin=origin)
    if type == TYPES[0]:
        yield Tie("ACCREDITED_TO", id, host, origin=origin)
