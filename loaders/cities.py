"""The city that a mission is in: Wikidata often gives the district, or nothing but coordinates."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple

from loaders.countries import STATE_OF, name_key, territories

AROUND: Final = 30.0  # kilometres from the middle of a city within which its districts lie
EARTH: Final = 6371.0  # its radius in kilometres


class City(NamedTuple):
    """A city where missions are; degrees."""

    name: str
    latitude: float
    longitude: float


# Where governments have their missions beside the capital, or under another name than its own.
SEATS: Final = {
    "BDI": [City("Bujumbura", -3.38, 29.36)],
    "BEN": [City("Cotonou", 6.37, 2.39)],
    "BOL": [City("La Paz", -16.50, -68.15)],
    "CHE": [City("Geneva", 46.21, 6.14)],
    "CIV": [City("Abidjan", 5.35, -4.00)],
    "GNQ": [City("Malabo", 3.75, 8.78)],
    "ISR": [
        City("Tel Aviv", 32.08, 34.78),
        City("Ramat Gan", 32.07, 34.82),
        City("Herzliya", 32.16, 34.84),
    ],
    "MMR": [City("Yangon", 16.83, 96.15)],
    "NGA": [City("Lagos", 6.45, 3.40)],
    "NLD": [City("The Hague", 52.08, 4.31)],
    "PSE": [City("Jerusalem", 31.77, 35.22), City("Ramallah", 31.90, 35.20)],
    "TZA": [City("Dar es Salaam", -6.80, 39.28)],
    "USA": [City("New York City", 40.71, -74.01)],
}
# Cities of their own that lie that near to another.
APART: Final = {
    "CHN": {"Shenzhen", "Zhuhai"},
    "EGY": {"Giza"},
    "FSM": {"Kolonia"},
    "NPL": {"Lalitpur"},
    "PHL": {"Makati", "Pasay", "Taguig"},
    "PLW": {"Koror"},
}
# Districts of rows that have no coordinates.
DISTRICTS: Final = {
    "Aiwo District": "Yaren",
    "Baluwatar": "Kathmandu",
    "Higashi-Azabu": "Tokyo",
    "Jianwai Subdistrict": "Beijing",
    "Minato-ku": "Tokyo",
    "Sheikh Jarrah": "Jerusalem",
    "Zamalek": "Cairo",
}


def city_of(city: str, host: str, latitude: float | None, longitude: float | None) -> str:
    """The city of a mission in a territory (ISO3): as it is written where that is one, else the
    nearest seat of missions within AROUND; "": not known.

    >>> city_of("Partyzanski District", "BLR", 53.89, 27.61), city_of("Giza", "EGY", 30.05, 31.21)
    ('Minsk', 'Giza')
    >>> city_of("Washington, D.C.", "USA", None, None), city_of("Brest", "BLR", 52.1, 23.7)
    ('Washington', 'Brest')
    """
    written, own = name_key(city), _seats(host)
    if city in APART.get(host, ()):
        return city
    for seat in own:
        if written == name_key(seat.name):
            return seat.name
    if latitude is not None and longitude is not None:
        governed = (code for code, state in STATE_OF.items() if state == host)
        around = [
            (apart, seat.name)
            for seat in (*own, *(seat for code in governed for seat in _seats(code)))
            if (apart := _apart(seat, latitude, longitude)) <= AROUND
        ]
        return min(around)[1] if around else city
    whole = (seat.name for seat in own if f" {name_key(seat.name)} " in f" {written} ")
    return next(whole, DISTRICTS.get(city, city))


@lru_cache(maxsize=512)
def _seats(code: str) -> tuple[City, ...]:
    """Where missions in one territory are: the seats named here and its capital."""
    place, named = territories()[code], SEATS.get(code, ())
    if code == "PSE" or not place.capital or place.latitude is None or place.longitude is None:
        return tuple(named)  # in Jerusalem, whichever part of it the capital of Palestine is
    return (*named, City(place.capital, place.latitude, place.longitude))


def _apart(city: City, latitude: float, longitude: float) -> float:
    """Kilometres between a city and a place, on a sphere."""
    north, east = radians(latitude - city.latitude) / 2, radians(longitude - city.longitude) / 2
    across = cos(radians(latitude)) * cos(radians(city.latitude)) * sin(east) ** 2
    return 2 * EARTH * asin(sqrt(sin(north) ** 2 + across))
