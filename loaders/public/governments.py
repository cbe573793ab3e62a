"""Governments: the entities that public records are about, with their codes and names."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from graph.model.ids import government_id, id_of
from graph.model.records import Entity, Tie
from graph.model.words import mark, say
from loaders.countries import STATE_OF
from loaders.loader import Loaded, Row, loader, values

WIKIDATA = "https://www.wikidata.org/wiki/"
# Kinds of territory that have a government of their own here; a dependent territory has not.
KINDS = ("state", "observer", "partially recognized", "historic")
TERRITORY = "territory"  # a place in the state that governs it
NOT_OURS = {
    "invented": mark("invented; it comes with the sample campaign"),
    "not a state": mark("not a state"),
}
REGIONS = ("Africa", "Asia", "EEG", "GRULAC", "WEOG")


@loader(
    title=mark("Governments"),
    about={
        "publisher": mark("Demarche, from GeoNames, rigour, Unicode CLDR and published code lists"),
        "url": "https://www.geonames.org/countries/",
        "licence": mark("CC BY 4.0 (GeoNames), MIT (rigour), Unicode-3.0 (CLDR)"),
        "kind": "lasting",
        "as_of": "2025-12-31",
        "renew": mark(
            "It comes with the program. A new state or another name: add a row of your own to it."
        ),
    },
    expected=(200, 700),
)
def governments(row: Row) -> Iterator[Loaded]:
    """Governments of states, observers and states that have ended, with names and codes.

    A dependent territory has no government of its own here: it is a place in the state that governs
    it, so that somebody can live, have a seat or be held there.

    Reads our table of territories, loaders/reference/territories.csv. Names in other tables
    resolve by that table; a row of your own adds to what is known of a government.

    iso3 (needed): ISO 3166 code of three letters, or ours where there is none
    name (needed): its usual English name
    kind (needed): state, observer, partially recognized, historic, territory, invented
    region: its regional group at the UN: Africa, Asia, EEG, GRULAC or WEOG
    un_since: the year in which it joined the UN
    since: the year in which it began, where it shares a code or name with another
    until: the year in which it ended
    successors: codes of the states that came after it, separated by spaces
    iso2: ISO 3166 code of two letters
    numeric: ISO 3166 number
    cow: number in the Correlates of War
    gw: number in Gleditsch and Ward’s list
    fips: FIPS 10-4 (GEC) code
    wikidata: id in Wikidata
    capital: its capital
    latitude: of its capital, in degrees
    longitude: of its capital, in degrees
    codes: further codes, as scheme:code, separated by spaces
    names: other names, separated by |
    note: for who edits the table; not read
    invented: yes for a state that does not exist
    """
    kind = row.word(row.take("kind"), (*KINDS, TERRITORY, *NOT_OURS), "kind")
    if kind in NOT_OURS:
        row.skip(say(NOT_OURS[kind]))
        return
    if kind == TERRITORY:
        yield from _territory(row)
        return
    un_since, until = row.whole("un_since"), row.whole("until")
    member = un_since is not None and until is None
    wikidata, origin = row.maybe("wikidata"), row.origin()
    yield Entity(
        "Government",
        government_id(row.take("iso3")),
        row.take("name"),
        values(
            kind=kind,
            region=row.choice("region", REGIONS),
            un_member=member,
            un_seat=member or kind == "observer",  # may take the floor there
            un_since=un_since,
            since=row.whole("since"),
            until=until,
            successors=[government_id(code) for code in row.maybe("successors").split()],
            iso2=row.maybe("iso2"),
            iso3=row.take("iso3"),
            numeric=row.maybe("numeric"),
            cow=row.maybe("cow"),
            gw=row.maybe("gw"),
            fips=row.maybe("fips"),
            wikidata=wikidata,
            codes=row.maybe("codes").split(),
            capital=row.maybe("capital"),
            latitude=row.number_of("latitude"),
            longitude=row.number_of("longitude"),
            aliases=row.several("names"),
            invented=row.flag("invented"),
        ),
        replace(origin, url=origin.url or (f"{WIKIDATA}{wikidata}" if wikidata else None)),
    )


def _territory(row: Row) -> Iterator[Loaded]:
    code, origin = row.take("iso3"), row.origin()
    wikidata = row.maybe("wikidata")
    where = replace(origin, url=origin.url or (f"{WIKIDATA}{wikidata}" if wikidata else None))
    place = id_of("Facility", code)
    yield Entity(
        "Facility",
        place,
        row.take("name"),
        values(
            kind=TERRITORY,
            iso2=row.maybe("iso2"),
            iso3=code,
            wikidata=wikidata,
            capital=row.maybe("capital"),
            latitude=row.number_of("latitude"),
            longitude=row.number_of("longitude"),
            aliases=row.several("names"),
        ),
        where,
    )
    if code in STATE_OF:
        yield Tie("LOCATED_IN", place, government_id(STATE_OF[code]), origin=where)
