"""Embassies, consulates and other missions: the doors at which a government can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from msgspec.structs import replace

from graph.model.errors import InvalidRecord
from graph.model.ids import government_id, id_of, is_kind
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.model.words import mark, say
from loaders.cities import city_of
from loaders.countries import STATE_OF, Territory, known, not_a_state, not_states, territories
from loaders.loader import Loaded, Row, loader, values
from loaders.public.governments import KINDS, WIKIDATA

SNAPSHOT = re.compile(r"\d{4}-\d{2}-\d{2}")
# What the label of a Wikidata class says of a mission; the first words that occur in it count.
TYPES = {
    "honorary consul": "honorary consulate",
    "assistant high commission": "consulate",
    "deputy high commission": "consulate",
    "consul": "consulate",
    "permanent mission": "permanent mission",
    "permanent representation": "permanent mission",
    "permanent delegation": "permanent mission",
    "embassy": "embassy",
    "high commission": "embassy",
    "nunciature": "embassy",
    "delegation": "delegation",
    "diplomatic mission": "delegation",
    "interests section": "delegation",
    "liaison office": "delegation",
    "representative office": "delegation",
}
STATUSES = ("open", "suspended", "closed", "unverified")
# Organizations that missions are accredited to, by the name in loaders.countries' `not_states`.
ORGANIZATIONS = {
    "United Nations": "org:UN",
    "European Union": "org:EU",
    "African Union": "org:AU",
    "UNESCO": "org:UNESCO",
    "World Trade Organization": "org:WTO",
}
UN_SEATS = {"Geneva", "New York", "New York City"}
WITH_ARTICLE = (
    "Bahamas",
    "Central African",
    "Comoros",
    "Czech Rep",
    "Democratic",
    "Dominican Rep",
    "European",
    "Gambia",
    "Holy See",
    "Maldives",
    "Netherlands",
    "Philippines",
    "Republic",
    "Soviet",
    "United",
)
# One Wikidata item with two operators, of which one is an error there (the site is Nepal's).
WRONG_OPERATORS = {("Q106686567", "IRQ")}


@loader(
    title=mark("Missions"),
    about={
        "publisher": mark("database-of-embassies, from Wikidata"),
        "url": "https://github.com/database-of-embassies/database-of-embassies",
        "licence": mark("CC0 (Wikidata)"),
        "kind": "missions",
        "renew": mark(
            "At github.com/database-of-embassies the newest database_of_embassies.csv, or a "
            "query of Wikidata saved as CSV with the same columns; keep its day in the name of the "
            "file."
        ),
    },
    expected=(4_000, 30_000),
    after=("governments",),
)
def missions(row: Row) -> Iterator[Loaded]:
    """Embassies, consulates, permanent missions and delegations, and whom they are accredited to.

    Reads the CSV of database-of-embassies as it comes. A mission lies in its host country,
    whatever its city is called. Nothing here was checked at the door: the status is unverified
    unless a column says otherwise. What was known is dated by the snapshot, whose date is read
    from the file’s name (…_2022-11-16.csv) or from its own column.

    operator: the government that sends it
    operatorQID: the same as an id in Wikidata, which counts first
    jurisdictions: whom it is accredited to, separated by |; without this column the host
    jurisdictionQIDs: the same as ids in Wikidata, in the same order
    country: the host country
    countryQID: the same as an id in Wikidata
    city: the city; a district is told by its coordinates to lie in the city around it
    cityQID: not read
    address: its address
    latitude: in degrees
    longitude: in degrees
    phone: its telephone
    email: its address for e-mail
    website: its site
    facebook: not read
    twitter: not read
    youtube: not read
    picture: not read
    pictureAuthor: not read
    pictureLicense: not read
    pictureLicenseURL: not read
    type (needed): embassy, consulate general, honorary consulate, permanent mission …
    typeQID: not read
    creation: the day or year in which it was opened
    QID: its id in Wikidata; without it one is made from sender, host, type and city
    snapshot: the day to which the row goes back, as 2022-11-16
    status: open, suspended, closed or unverified
    invented: yes for a mission that does not exist
    """
    described = row.take("type")
    kind = next((kind for words, kind in TYPES.items() if words in described.casefold()), None)
    if kind is None or "defunct" in described.casefold():
        row.skip(say("“{what}” is not a mission that can be approached", what=described))
        return
    sender, host = _place(row, "operator"), _place(row, "country")
    qid = row.maybe("QID").rpartition("/")[2]
    if not isinstance(sender, Territory) or not isinstance(host, Territory):
        row.skip(next(reason for reason in (sender, host) if isinstance(reason, str)))
        return
    if not _governs(sender):
        row.skip(
            say("{name} is a territory, without a government of its own here", name=sender.name)
        )
        return
    if sender == host:
        row.skip(
            say("sender and host are both {name}, which is an error in the source", name=host.name)
        )
        return
    if (qid, sender.iso3) in WRONG_OPERATORS:
        row.skip(
            say(
                "{name} is not the sender of this mission, which is an error in the source",
                name=sender.name,
            )
        )
        return
    id = (
        id_of("Mission", qid)
        if qid
        else row.id("Mission", sender.iso3, host.iso3, kind, row.maybe("city"))
    )
    origin = _origin(row, qid)
    bodies, others = _jurisdictions(row)
    bodies.pop(government_id(sender.iso3), None)  # nobody is accredited to itself
    has_operator = bool(bodies or others)
    if not has_operator and kind in {"embassy", "delegation"} and _governs(host):
        bodies = {government_id(host.iso3): host.name}
    city = city_of(
        row.maybe("city"), host.iso3, row.number_of("latitude"), row.number_of("longitude")
    )
    if not has_operator and kind == "permanent mission" and city in UN_SEATS:
        bodies = {"org:UN": "United Nations"}
    elif not has_operator and (city, kind) == ("Jerusalem", "consulate"):
        bodies = {"gov:PSE": "Palestine"}  # consulates there deal with it, whatever state they name
    name = _name(row, kind, described, city, sender, host, bodies)
    yield _mission(row, id, kind, described, name, city, others, origin)
    since = _since(row)
    yield Tie("REPRESENTS", id, government_id(sender.iso3), since=since, origin=origin)
    places = [government_id(host.iso3) if _governs(host) else id_of("Facility", host.iso3)]
    place = _find("", city)  # Hong Kong is a city of China there
    if isinstance(place, Territory) and STATE_OF.get(place.iso3) == host.iso3:
        places.append(id_of("Facility", place.iso3))
    for lies_in in places:
        yield Tie("LOCATED_IN", id, lies_in, since=since, origin=origin)
    inferred = {} if has_operator else {"inferred": True}
    for body, name in bodies.items():
        if is_kind(body, "Organization"):
            public = Origin(label=Label.CLEAR)
            yield Entity("Organization", body, name, {"sector": "igo"}, public)
        yield Tie("ACCREDITED_TO", id, body, values=inferred, origin=origin)


def _mission(
    row: Row,
    id: str,
    kind: str,
    described: str,
    name: str,
    city: str,
    others: list[str],
    origin: Origin,
) -> Entity:
    honorary = kind == "honorary consulate"
    # An honorary consul's address is often a private one.
    contact = (
        {}
        if honorary
        else {c: _plain(row.maybe(c)) for c in ("address", "phone", "email", "website")}
    )
    details = values(
        type=kind,
        described=described,
        honorary=honorary,
        status=row.choice("status", STATUSES) or "unverified",
        snapshot=str(origin.known or ""),
        city=city,
        latitude=row.number_of("latitude"),
        longitude=row.number_of("longitude"),
        districts=others,
        invented=row.flag("invented"),
        **contact,
    )
    return Entity("Mission", id, name, details, origin)


def _plain(contact: str) -> str:
    """Without what makes a link of it.

    >>> _plain("mailto:post@example.org"), _plain("https://example.org")
    ('post@example.org', 'https://example.org')
    """
    return contact.removeprefix("mailto:").removeprefix("tel:")


def _name(
    row: Row,
    kind: str,
    described: str,
    city: str,
    sender: Territory,
    host: Territory,
    bodies: dict[str, str],
) -> str:
    """What to call it: Wikidata's own labels are not in the file."""
    what = described if described[0].islower() and " of " not in described else kind
    where = f"in {with_article(host.name)}"
    if "consul" in kind and city:
        where = f"in {city}" if city == host.name else f"in {city}, {host.name}"
    elif host.iso3 == "ITA" and "gov:VAT" in bodies and "gov:ITA" not in bodies:
        where = "to the Holy See, in Rome"
    made_up = " (invented)" if row.flag("invented") else ""
    return f"{what[0].upper()}{what[1:]} of {with_article(sender.name)} {where}{made_up}"


def with_article(name: str) -> str:
    """
    >>> with_article("United Kingdom"), with_article("Belarus")
    ('the United Kingdom', 'Belarus')
    """
    return f"the {name}" if name.startswith(WITH_ARTICLE) or name.endswith("Islands") else name


def _place(row: Row, column: str) -> Territory | str:
    """The territory that a cell means, or why it means none. UnknownName: a name not known at all.

    What has an id in Wikidata is known to be something, so it is left out by name when it is no
    government; a bare name that is not known may be a slip, so it is a problem.
    """
    qid, name = row.maybe(f"{column}QID"), row.maybe(column)
    place = _find(qid, name)
    if isinstance(place, str):
        what = not_states()[place]
        return say("{name} is no government but {what}", name=place, what=what)
    if place is None and not qid:
        row.government(row.take(column), column)
    return place or say("“{name}” is not known as a government", name=name or qid)


@lru_cache(maxsize=16384)
def _find(qid: str, name: str) -> Territory | str | None:
    """A territory; the name of what is no state; None where it is not known."""
    for text, scheme in ((qid, "wikidata"), (name, "name")):
        if text:
            if iso3 := known(text, scheme):
                return territories()[iso3]
            if stranger := not_a_state(text, scheme):
                return stranger
    return None


def _governs(place: Territory) -> bool:
    return place.kind in KINDS or place.kind == "invented"


def _jurisdictions(row: Row) -> tuple[dict[str, str], list[str]]:
    """Governments and organizations that it is accredited to, and other places by name."""
    names, qids = (row.maybe(c).split("|") for c in ("jurisdictions", "jurisdictionQIDs"))
    bodies, others = dict[str, str](), list[str]()
    for name, qid in zip_longest(names, qids, fillvalue=""):
        place = _find(qid.strip(), name.strip())
        if isinstance(place, Territory) and _governs(place):
            bodies[government_id(place.iso3)] = place.name
        elif (body := not_a_state(qid, "wikidata") or not_a_state(name)) in ORGANIZATIONS:
            bodies[ORGANIZATIONS[body]] = body
        elif name or qid:
            others.append(name.strip() or qid.strip())
    return bodies, others


def _origin(row: Row, qid: str) -> Origin:
    """Dated by the snapshot; a column “known” or “retrieved” of one's own file counts first."""
    stamp = SNAPSHOT.search(row.maybe("snapshot") or row.file)
    origin = row.origin(PartialDate(stamp[0]) if stamp else None, Label.CLEAR)
    day = date.fromisoformat(stamp[0]) if stamp else None
    url = origin.url or (f"{WIKIDATA}{qid}" if qid else None)
    return replace(origin, url=url, retrieved=origin.retrieved or day)


def _since(row: Row) -> PartialDate | None:
    """Wikidata writes a year as its first of January."""
    text = row.maybe("creation").partition("T")[0]
    if not text:
        return None
    try:
        return PartialDate(text.removesuffix("-01-01"))
    except InvalidRecord as problem:
        raise row.problem(str(problem), "creation") from None
