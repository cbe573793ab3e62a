"""The layers of missions: doors of today, relations broken off, posts that changed, older lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.approach.embassies import (
    ACCREDITED,
    CONSULATE,
    EMBASSY,
    GENEVA,
    NEW_YORK,
    THERE,
    Door,
    doors,
)
from graph.approach.posts import CHANGED, Post
from graph.approach.relations import NONE, PROTECTS, UNRECOGNIZED
from graph.model.ids import iso3_of
from graph.model.records import Entity, Tie
from graph.model.schema import TIES
from graph.model.words import mark, say
from graph.view import View
from queries.shared.layer import APART, CLOSE, NEITHER, Layer, during, newest, to, way, year_of

RELATIONS, OLDER_MISSIONS = mark("relations"), mark("older missions")
_DOORS = {
    EMBASSY: mark("an embassy there"),
    CONSULATE: mark("a consulate general there, and no known embassy"),
    ACCREDITED: mark("accredited from elsewhere"),
    THERE: mark("in the territory only"),
    GENEVA: mark("in Geneva only"),
    NEW_YORK: mark("in New York only"),
}


def doors_between(view: View, one: Entity, other: Entity) -> Iterator[Layer]:
    for sender, host in ((one, other), (other, one)):
        door = doors(view, host.id).get(iso3_of(sender.id))
        if door is not None:
            yield _door(door, sender, host)


def _door(door: Door, sender: Entity, host: Entity) -> Layer:
    year = int(door.known[:4]) if door.known else None
    kind, status = say(_DOORS[door.kind]), say(door.status)
    if door.city and door.city not in door.name:
        what = say(
            "{post} in {city}: {kind}, {status}",
            post=door.name,
            city=door.city,
            kind=kind,
            status=status,
        )
    else:
        what = say("{post}: {kind}, {status}", post=door.name, kind=kind, status=status)
    points = CLOSE if door.kind == EMBASSY else NEITHER
    return Layer(
        layer="doors",
        who=to(sender, host),
        what=what,
        year=year,
        points_to=points,
        source=door.ties[0].origin.dataset,
    )


def relations(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    """Relations broken off, recognition refused, a protecting power, posts that changed."""
    for tie in ties:
        kind = TIES[tie.kind]
        if tie.kind in (NONE, UNRECOGNIZED):
            what, points = say("{does} the other", does=say(kind.phrase)), APART
        elif tie.kind == PROTECTS:
            what, points = (
                say("protects the interests of the other in {host}", host=tie.values["host"]),
                CLOSE,
            )
        elif tie.kind == CHANGED:
            what, points = Post.of(tie).words, NEITHER
        else:
            continue
        if tie.kind != CHANGED:
            what = during(what, tie)
        checked = tie.origin.retrieved
        yield Layer(
            layer=RELATIONS,
            who=way(tie, one, other) if kind.directed else say("both"),
            what=what,
            year=checked.year if checked else None,
            points_to=points,
            source=tie.origin.dataset,
        )


def older_missions(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    """What older lists say of missions, newest only."""
    for tie in newest(ties, "HAS_MISSION_IN"):
        rank = tie.values.get("rank")
        yield Layer(
            layer=OLDER_MISSIONS,
            who=way(tie, one, other),
            what=say("a mission led by: {rank}", rank=rank)
            if rank
            else say("a mission of unknown rank"),
            year=year_of(tie),
            points_to=NEITHER,
            source=tie.origin.dataset,
        )
