"""How doors are shown: as cells of a row, on the world map, and on the network map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.approach.embassies import Door
from graph.model.ids import government_id
from graph.model.records import Entity, Tie
from graph.model.words import say, written
from graph.record.public_acts import Outlook
from graph.view import View
from queries.answer import NetworkMap, Row, WorldMap
from queries.shared.maps import network_map

DOOR_CELLS = (
    "door",
    "door_id",
    "door_kind",
    "city",
    "door_status",
    "door_known",
    "website",
    "phone",
    "email",
    "post",
)


def door_cells(door: Door | None) -> dict[str, Any]:
    """A door as cells of a row; `post`: what one needs to knock, in one line."""
    if door is None:
        return dict.fromkeys(DOOR_CELLS) | {"door_kind": say("not known")}
    status = say(door.status)
    if door.known:
        status = say("{status} ({day})", status=status, day=written(door.known))
    place = [door.name, door.city] if door.city else [door.name]
    contacts = [door.website, door.phone, door.email]
    return {
        "door": door.name,
        "door_id": door.id,
        "door_kind": say(door.kind),
        "city": door.city,
        "door_status": status,
        "door_known": door.known,
        "website": door.website,
        "phone": door.phone,
        "email": door.email,
        "post": "; ".join([", ".join(place), door.checked, *filter(None, contacts)]),
    }


def world(
    host: Entity,
    order: Sequence[int],
    top: Sequence[int],
    chances: Outlook,
    governments: Mapping[str, Entity],
    at: Mapping[str, Door],
) -> WorldMap:
    senders = chances.acting.acts.senders
    states = [
        {
            "id": government_id(code),
            "name": governments[code].title,
            "numeric": governments[code].values.get("numeric"),
            "value": float(chances.ranked[n]) if chances.stated else None,
        }
        for n in order
        if (code := senders[n].item())
    ]
    places: list[Row] = [
        {
            "id": host.id,
            "of": host.id,
            "name": host.title,
            "kind": "target",
            "latitude": host.values.get("latitude"),
            "longitude": host.values.get("longitude"),
        }
    ]
    arcs: list[Row] = []
    for n in top:
        code = senders[n].item()
        door, home = at.get(code), governments[code].values
        if door is None or door.latitude is None or door.longitude is None:
            continue
        places.append(
            {
                "id": door.id,
                "of": government_id(code),
                "name": door.name,
                "kind": door.kind,
                "latitude": door.latitude,
                "longitude": door.longitude,
            }
        )
        if "latitude" in home:
            arcs.append(
                {
                    "of": government_id(code),
                    "kind": door.kind,
                    "from_latitude": home["latitude"],
                    "from_longitude": home["longitude"],
                    "to_latitude": door.latitude,
                    "to_longitude": door.longitude,
                }
            )
    return WorldMap(
        id="world",
        title=say("Where the embassies and missions are"),
        unit="%",
        states=states,
        places=places,
        arcs=arcs,
        note=say(
            "Shade: the chance of speaking up. An arc leads from a capital to its embassy or "
            "mission; where that lies is not known of all."
        ),
    )


def network(
    view: View,
    host: Entity,
    rows: Sequence[Mapping[str, Any]],
    governments: Mapping[str, Entity],
    at: Mapping[str, Door],
    about: Entity | None,
) -> NetworkMap:
    shown = {host.id: host} | {
        government_id(r["government"]): governments[r["government"]] for r in rows
    }
    shown |= {one.id: one for one in view.several(r["door_id"] for r in rows if r["door_id"])}
    ties: list[Tie] = []
    for door in (at[r["government"]] for r in rows if r["government"] in at):
        ties += door.ties
    if about is not None:
        around = view.network([about.id], 1, 60)
        shown |= {one.id: one for one in around.entities}
        ties += around.ties
    # What each has said to this very target, one line for all of it.
    senders = {government_id(r["government"]) for r in rows}
    ties += view.ties(
        "RECOMMENDED_TO",
        of=[host.id],
        end="target",
        where=lambda t: t.source in senders and bool(t.values["core"]),
    )
    inside = [tie for tie in ties if tie.source in shown and tie.target in shown]
    return network_map(
        id="map",
        title=say("Who, through which embassy or mission"),
        entities=shown.values(),
        ties=inside,
        focus=[about.id if about else host.id],
        note=say(
            "A line between governments counts recommendations on detention, expression or civil "
            "society."
        ),
    )
