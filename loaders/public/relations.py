"""Diplomatic relations that are missing, recognition that is refused, and protecting powers."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.ids import iso3_of
from graph.model.words import mark, say
from loaders.checked import checked
from loaders.loader import Loaded, Row, loader, values

NO_RELATIONS, NO_RECOGNITION, POWER = "no relations", "no recognition", "protecting power"


@loader(
    title=mark("Relations"),
    about={
        "publisher": mark("our own list, row by row with its source and the day of checking"),
        "licence": mark("facts of public record"),
        "kind": "by hand",
        "renew": mark(
            "Ministries announce when relations are broken off or restored, and who protects "
            "whom: add a row of your own to what is there, with its source."
        ),
    },
    after=("governments",),
)
def relations(row: Row) -> Iterator[Loaded]:
    """Missing diplomatic relations, refused recognition, and who protects whose interests where.

    Only rows whose source somebody has read: two governments without a row may have no relations
    either; add yours. A protecting power speaks for a government where that has no
    embassy. Governments are given by name.

    kind (needed): no relations, no recognition or protecting power
    government (needed): one of the two; who does not recognize; whose interests are protected
    other (needed): the other of the two; who is not recognized; where they are protected
    power: the protecting power
    since: since when
    until: until when
    note: what else matters, such as consular services only
    checked (needed): the day on which the source was read
    checks next: who checks it next, and when
    """
    kind = row.word(row.take("kind"), (NO_RELATIONS, NO_RECOGNITION, POWER), "kind")
    one, other = row.country("government"), row.country("other")
    if one == other:
        raise row.problem(say("Both governments are the same. Name two."), "other")
    if (kind == POWER) is not bool(row.maybe("power")):
        raise row.problem(
            say("Name a power here if the kind is protecting power, and only then."), "power"
        )
    since = row.date("since")
    origin = checked(row, since)
    if kind == POWER:
        name, source, target = "PROTECTS_INTERESTS_OF", row.country("power"), one
    elif kind == NO_RECOGNITION:
        name, source, target = "DOES_NOT_RECOGNIZE", one, other
    else:
        name, (source, target) = "NO_RELATIONS_WITH", sorted((one, other))
    place = iso3_of(other) if kind == POWER else None
    yield row.tie(
        name,
        source,
        target,
        key=" ".join(part for part in (place, since) if part),
        since=since,
        until=row.date("until"),
        values=values(host=place, note=row.maybe("note"), checks_next=row.maybe("checks next")),
        origin=origin,
    )
