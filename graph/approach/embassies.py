"""Doors: where a government can be reached about another, one for each government.

The embassy in the host country; else its consulate general there (as in Jerusalem for Palestine);
else an embassy accredited to it from elsewhere; else the permanent mission in Geneva, then in New
York; else not known. Never an honorary consulate: an honorary consul is a private person, often of
the host country. Never a post that was closed or suspended since, nor one in a state with which its
own has broken off relations: there, only the missions to the UN stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph.approach.posts import Post, Posts
from graph.approach.relations import relations
from graph.model.ids import is_kind, iso3_of
from graph.model.records import Entity, Tie
from graph.model.words import mark, say, written
from graph.view import View

EMBASSY, ACCREDITED = mark("embassy"), mark("accredited")
GENEVA, NEW_YORK = mark("Geneva"), mark("New York")
THERE, CONSULATE = mark("in the territory"), mark("consulate general")
ON_THE_SPOT = frozenset({THERE, EMBASSY, CONSULATE})  # its people can go to a court or a prison
_ORDER = (THERE, EMBASSY, CONSULATE, ACCREDITED, GENEVA, NEW_YORK)
UNVERIFIED = mark("unverified")
# Most promising first; closed is no door.
_STATUS = (mark("open"), mark("moved"), UNVERIFIED, mark("suspended"))
UN = "org:UN"
_LOCAL = {"consulate", "embassy", "delegation"}


@dataclass(frozen=True, slots=True)
class Door:
    """A mission as the way to a government, with the ties that make it one."""

    id: str
    name: str
    kind: str
    city: str | None
    status: str
    known: str | None  # the day of the snapshot that says so
    latitude: float | None
    longitude: float | None
    ties: tuple[Tie, ...]
    website: str | None = None
    phone: str | None = None
    email: str | None = None
    post: Post | None = None  # what became of it since the snapshot, by a table made by hand

    @property
    def checked(self) -> str:
        """How sure it is: its status and the day to which that goes back, as a phrase.

        A snapshot that says nothing of the status is not a check.
        """
        if self.status == UNVERIFIED:
            if self.known is None:
                return say("not checked")
            return say("as listed on {day}, not checked since", day=written(self.known))
        if self.known is None:
            return say(self.status)
        return say("{status}, as of {day}", status=say(self.status), day=written(self.known))


def doors(view: View, host: str, place: str | None = None) -> dict[str, Door]:
    """The best door of each government towards `host`, by ISO3; without one: not in the result.

    With a `place`, a territory that the host governs: missions that are there come first,
    consulates too, since they deal with its authorities.
    """
    centres = [host, UN, *([place] if place else [])]
    near = view.ties("LOCATED_IN", "ACCREDITED_TO", of=centres, where=_of_a_mission)
    there = {t.source: t for t in near if t.kind == "LOCATED_IN" and t.target == place}
    inside = {t.source: t for t in near if t.kind == "LOCATED_IN" and t.target == host}
    accredited = {t.source: t for t in near if t.kind == "ACCREDITED_TO" and t.target == host}
    to_un = {t.source: t for t in near if t.kind == "ACCREDITED_TO" and t.target == UN}
    missions = {one.id: one for one in view.several(inside | accredited | to_un | there)}
    ranked: dict[str, tuple[tuple[object, ...], Door]] = {}
    today, senders, posts = view.today.isoformat(), _senders(view, missions), Posts(view)
    between, lies_in = relations(view, host), _hosts(view, senders, posts, host, inside)
    for sends in senders:
        mission = missions[sends.source]
        kind, tie = _kind(mission, inside, accredited, to_un)
        if sends.source in there and mission.values.get("type") in _LOCAL:
            kind, tie = THERE, there[sends.source]
        if kind is None or tie is None or mission.values.get("status") == "closed":
            continue
        if not (sends.in_force(today) and tie.in_force(today)):
            continue
        iso3 = iso3_of(sends.target)
        if kind not in (GENEVA, NEW_YORK) and between.broken(iso3):
            continue
        post = posts.of(mission, sends.target, lies_in.get(mission.id, ()))
        if post and post.shut:
            continue
        door = _door(mission, kind, (sends, tie))
        door = _since(door, post, host) if post else door
        rank = _rank(door, mission)
        if iso3 not in ranked or rank < ranked[iso3][0]:
            ranked[iso3] = (rank, door)
    return {iso3: door for iso3, (_, door) in ranked.items()}


def _of_a_mission(tie: Tie) -> bool:
    return is_kind(tie.source, "Mission")


def _senders(view: View, missions: Iterable[str]) -> list[Tie]:
    ties = view.ties("REPRESENTS", of=missions, where=_of_a_mission)
    return [tie for tie in ties if is_kind(tie.target, "Government")]


def _hosts(
    view: View, senders: Iterable[Tie], posts: Posts, host: str, inside: Mapping[str, Tie]
) -> dict[str, list[str]]:
    """Where the missions lie, by id, of the governments of which a post has changed."""
    changing = posts.senders()
    changed = {tie.source for tie in senders if tie.target in changing}
    lies_in = {id: [host] for id in changed if id in inside}
    elsewhere = changed - lies_in.keys()
    for tie in view.ties("LOCATED_IN", of=elsewhere) if elsewhere else ():
        lies_in.setdefault(tie.source, []).append(tie.target)
    return lies_in


def _since(door: Door, post: Post, host: str) -> Door:
    """The door as it is since its post changed: in the city from which it works now."""
    door = replace(
        door, status=post.status, known=post.checked, ties=(*door.ties, post.tie), post=post
    )
    if post.to is None:
        return door
    kind = EMBASSY if post.to_host == host else ACCREDITED
    return replace(door, kind=kind, city=post.to, latitude=None, longitude=None, phone=None)


def _kind(
    mission: Entity,
    inside: Mapping[str, Tie],
    accredited: Mapping[str, Tie],
    to_un: Mapping[str, Tie],
) -> tuple[str | None, Tie | None]:
    if mission.values.get("honorary"):
        return None, None
    id, diplomatic = mission.id, mission.values.get("type") in {"embassy", "delegation"}
    # An embassy that lies in the host country but is accredited to others only is not for it:
    # those to the Holy See lie in Italy.
    if diplomatic and id in accredited:
        return (EMBASSY, inside[id]) if id in inside else (ACCREDITED, accredited[id])
    if mission.values.get("type") == "consulate" and (tie := inside.get(id) or accredited.get(id)):
        # A plain consulate is often an honorary one that the source does not call so.
        general = "general" in str(mission.values.get("described", "")).casefold()
        return (CONSULATE, tie) if general else (None, None)
    if mission.values.get("type") == "permanent mission" and id in to_un:
        city = str(mission.values.get("city", ""))
        if "Geneva" in city:
            return GENEVA, to_un[id]
        if "New York" in city or "Manhattan" in city:
            return NEW_YORK, to_un[id]
    return None, None


def _door(mission: Entity, kind: str, ties: tuple[Tie, ...]) -> Door:
    values = mission.values
    latitude, longitude = values.get("latitude"), values.get("longitude")
    city, website, phone, email = (
        str(values[one]) if values.get(one) else None
        for one in ("city", "website", "phone", "email")
    )
    return Door(
        id=mission.id,
        name=mission.title,
        kind=kind,
        status=str(values.get("status", "unverified")),
        known=str(mission.origin.known) if mission.origin.known else None,
        latitude=float(str(latitude)) if latitude is not None else None,
        longitude=float(str(longitude)) if longitude is not None else None,
        ties=ties,
        city=city,
        website=website,
        phone=phone,
        email=email,
    )


def _rank(door: Door, mission: Entity) -> tuple[object, ...]:
    status = _STATUS.index(door.status) if door.status in _STATUS else len(_STATUS)
    embassy_first = mission.values.get("type") != "embassy"
    return (_ORDER.index(door.kind), status, embassy_first, door.latitude is None, door.id)
