"""Entities that no other list tells of: offices, missions, campaigns, places, events of a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.model.date_kinds import DATE_KINDS
from graph.model.records import Entity, Value
from graph.model.schema import ENTITIES
from graph.model.vocabulary import by_word
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader, values
from loaders.people import day, noted
from loaders.public.missions import STATUSES, TYPES

# By the word of a row. Everybody else has a list with rules of its own: who is asked and who
# consents is never taken over from the picture that another tool drew.
KINDS: Final = {
    ENTITIES[kind].label.lower(): kind
    for kind in (
        *("Office", "Mission", "Family", "Campaign"),
        *("Detention", "Proceeding", "Facility", "Event", "Agreement"),
    )
}
MISSION_TYPES: Final = tuple(dict.fromkeys(TYPES.values()))
_EVENTS: Final = by_word(DATE_KINDS)


@loader(title=mark("Offices, missions, places and others"), after=("governments", "missions"))
def offices(row: Row) -> Iterator[Loaded]:
    """What no other list tells of: offices, missions, campaigns, places, events; a row each.

    To whom each belongs, and whom it concerns, stands in ties. Embassies and offices of states
    that are on public record need no row: name them in ties as they are called here.

    kind (needed): office, mission, family, campaign, detention, proceeding, place, event, agreement
    name (needed): what it is called, in any script
    code: yours, of one alone: then a corrected name keeps all ties
    also known as: other names and spellings, separated by |
    type: of a mission, such as embassy; of an event, such as hearing
    position: of an office: the title of the post
    status: of a mission: open, suspended, closed or unverified
    described: of a mission: what the public list calls it, such as consulate general
    snapshot: of a mission: the day to which the public list that has it goes back
    districts: of a mission: the parts of its city that it stands in, separated by |
    date: of an event: its day, or its first
    until: of an event: its last day
    city: where it is
    latitude: in degrees
    longitude: in degrees
    address: its address
    phone: its telephone
    email: its address for e-mail
    website: its site
    note: for yourselves; shown to the strictest audience only
    """
    kind, name = KINDS[row.word(row.take("kind"), KINDS, "kind")], row.take("name")
    yield Entity(
        kind,
        row.own_id(kind, name),
        name,
        values=values(
            aliases=row.listed("also known as"),
            code=row.maybe("code"),
            position=row.maybe("position"),
            latitude=row.number_of("latitude"),
            longitude=row.number_of("longitude"),
            note=row.maybe("note"),
            **{column: row.maybe(column) for column in ("address", "phone", "email", "website")},
            **_of_kind(row, kind),
        ),
        origin=row.origin(),
        labels=noted(row),
    )


def _of_kind(row: Row, kind: str) -> dict[str, Value | None]:
    """What is said of one kind alone, or called otherwise there."""
    city = row.maybe("city")
    if kind == "Mission":
        type = row.choice("type", MISSION_TYPES)
        honorary = type == "honorary consulate" if type else None
        return {
            "type": type,
            "honorary": honorary,
            "status": row.choice("status", STATUSES),
            "city": city,
            "described": row.maybe("described"),
            "snapshot": None if (day_ := row.date("snapshot")) is None else str(day_),
            "districts": row.several("districts"),
        }
    if row.maybe("status"):
        raise row.problem(say("Only a mission has a status here."), "status")
    for column in ("described", "snapshot", "districts"):
        if row.maybe(column):
            raise row.problem(say("Only a mission has this."), column)
    if kind == "Event":
        type = row.choice("type", _EVENTS)
        if row.maybe("until") and not row.maybe("date"):
            raise row.problem(say("Give its first day too."), "date")
        dates = {column: day(row, column) for column in ("date", "until")}
        return {"kind": _EVENTS[type] if type else None, "place": city, **dates}
    for column in ("type", "date", "until"):
        if row.maybe(column):
            raise row.problem(say("Only an event or a mission has this."), column)
    return {"city": city}
