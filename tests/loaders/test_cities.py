"""The city of a mission: districts resolved, cities left as they are."""

from __future__ import annotations

import csv

import pytest

from loaders.cities import APART, SEATS, city_of
from loaders.countries import known, territories
from tests.loaders.read import REFERENCE

# What Wikidata calls a part of a city, or a unit that is none.
PARTS = ("District", "Municipality", "arrondissement", "Borough", "-ku", "Township", "Commune")


@pytest.mark.parametrize(
    ("city", "host", "place", "meant"),
    [
        ("Partyzanski District", "BLR", (53.89, 27.61), "Minsk"),
        ("", "GIN", (9.54, -13.68), "Conakry"),
        ("Central and Western District", "CHN", (22.28, 114.16), "Hong Kong"),
        ("Le Grand-Saconnex", "CHE", (46.23, 6.13), "Geneva"),
        ("Katamon", "PSE", (31.76, 35.21), "Jerusalem"),
        ("", "PSE", (31.91, 35.19), "Ramallah"),
        ("Kingston", "AUS", (-35.32, 149.14), "Canberra"),  # not the capital of Norfolk Island
        ("Sofia Capital Municipality", "BGR", (None, None), "Sofia"),
        ("Chișinău", "MDA", (47.02, 28.83), "Chisinau"),
        # cities of their own, and places that are not known to be part of one
        ("Giza", "EGY", (30.05, 31.21), "Giza"),
        ("Ramat Gan", "ISR", (32.08, 34.80), "Ramat Gan"),
        ("Shenzhen", "CHN", (22.54, 114.06), "Shenzhen"),
        ("Dar es Salaam", "TZA", (-6.8, 39.28), "Dar es Salaam"),
        ("Brest", "BLR", (52.1, 23.7), "Brest"),
        ("Cairo", "EGY", (-30.1, -31.2), "Cairo"),  # what is wrong there is the coordinates
        ("", "BHR", (None, None), ""),
    ],
)
def test_a_district_is_resolved_to_the_city_around_it(
    city: str, host: str, place: tuple[float | None, float | None], meant: str
) -> None:
    assert city_of(city, host, *place) == meant


def test_no_shipped_embassy_is_in_a_district() -> None:
    with (REFERENCE / "missions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    left = set()
    for row in rows:
        host = known(row["countryQID"], "wikidata")
        if host is None or "consul" in row["type"].casefold():
            continue
        place = (float(row[side]) if row[side] else None for side in ("latitude", "longitude"))
        city = city_of(row["city"], host, *place)
        if any(part in city for part in PARTS):
            left.add((host, city))
    # Mongolia's row of an embassy that its coordinates put in Beijing is an error in the source.
    assert left == {("MNG", "Chaoyang District")}


def test_the_cities_named_here_are_of_territories_that_there_are() -> None:
    assert {*SEATS, *APART} <= territories().keys()
