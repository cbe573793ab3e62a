"""Names and codes of countries: what must resolve, what must not."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.model.errors import UnknownName
from loaders.countries import SCHEMES, not_a_state, not_states, resolve, territories


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Serbia", "SRB"),
        ("Kosovo", "XKX"),
        ("Holy See", "VAT"),
        ("Vatican", "VAT"),
        ("Palestine", "PSE"),
        ("State of Palestine", "PSE"),
        ("Macedonia FYR", "MKD"),
        ("DPR Korea", "PRK"),
        ("Laos", "LAO"),
        ("Micronesia", "FSM"),
        ("Taiwan", "TWN"),
        ("Korea-Republic of", "KOR"),
        ("Congo-Kinshasa", "COD"),
        ("Republic of Congo", "COG"),
        ("People's Republic of China", "CHN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Swaziland", "SWZ"),
        ("Cape Verde", "CPV"),
        ("Burma", "MMR"),
        ("Türkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("Czechia", "CZE"),
        ("Zaveria", "XZV"),
        ("West Germany", "DEU"),
        ("C\N{LATIN SMALL LETTER O WITH CIRCUMFLEX}te d\x92Ivoire", "CIV"),
        ("  the  Bahamas ", "BHS"),
        ("Gambia, The", "GMB"),
        ("St Kitts & Nevis", "KNA"),
        ("République française", "FRA"),
        ("Российская Федерация", "RUS"),
        ("مصر", "EGY"),
        ("España", "ESP"),
        ("中国", "CHN"),
        ("Ｆｒａｎｃｅ", "FRA"),
        ("U.S.", "USA"),
        ("USA", "USA"),
        ("Soviet Union", "SUN"),
        ("Yugoslavia", "YUG"),
    ],
)
def test_names_and_aliases(text: str, iso3: str) -> None:
    assert resolve(text) == iso3


@pytest.mark.parametrize(
    ("scheme", "code", "iso3"),
    [
        ("iso2", "NA", "NAM"),
        ("iso2", "ag", "ATG"),
        ("iso2", "TP", "TLS"),
        ("iso2", "UK", "GBR"),
        ("fips", "ag", "DZA"),
        ("fips", "sp", "ESP"),
        ("fips", "wa", "NAM"),
        ("fips", "od", "SSD"),
        ("iso3", "ROM", "ROU"),
        ("iso3", "ZAR", "COD"),
        ("iso3", "TMP", "TLS"),
        ("iso3", "YUG", "YUG"),
        ("numeric", "4", "AFG"),
        ("numeric", "004", "AFG"),
        ("cow", "345", "SRB"),
        ("cow", "345.0", "SRB"),
        ("cow", "260", "DEU"),
        ("cow", "2", "USA"),
        ("gw", "260", "DEU"),
        ("gw", "340", "SRB"),
        ("gw", "678", "YEM"),
        ("cow", "679", "YEM"),
        ("wikidata", "Q29999", "NLD"),
        ("wikidata", "http://www.wikidata.org/entity/Q55", "NLD"),
    ],
)
def test_codes_under_their_scheme(scheme: str, code: str, iso3: str) -> None:
    assert resolve(code, scheme) == iso3


@pytest.mark.parametrize(
    ("scheme", "text", "year", "iso3"),
    [
        ("cow", "345", 1900, "SRB"),
        ("cow", "345", 1980, "YUG"),
        ("cow", "345", 1992, "SCG"),
        ("cow", "345", 2005, "SCG"),
        ("cow", "345", 2006, "SRB"),
        ("iso3", "YUG", 1980, "YUG"),
        ("iso3", "YUG", 2002, "SCG"),
        ("iso3", "YUG", 2010, "SRB"),
        ("name", "Yugoslavia", 1999, "SCG"),
        ("cow", "365", 1980, "SUN"),
        ("cow", "365", 1991, "RUS"),
        ("cow", "365", 1900, "RUS"),
        ("gw", "678", 1980, "YAR"),
        ("gw", "678", 1990, "YEM"),
        ("iso2", "CS", 1980, "CSK"),
        ("iso2", "CS", 2004, "SCG"),
        ("name", "Germany", 1950, "DEU"),
        ("iso3", "SRB", 1995, "SRB"),
    ],
)
def test_the_year_picks_between_predecessor_and_successor(
    scheme: str, text: str, year: int, iso3: str
) -> None:
    assert resolve(text, scheme, year) == iso3


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Nigera", "Nigeria"),
        ("Nigera", "Niger"),
        ("Austrlia", "Australia"),
        ("Korea", "South Korea"),
        ("Korea", "North Korea"),
        ("Virgin Islands", "British Virgin Islands"),
    ],
)
def test_what_is_not_exact_is_an_error_with_candidates(text: str, candidate: str) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(text)
    assert candidate in caught.value.candidates
    assert caught.value.value == text


@pytest.mark.parametrize(
    ("scheme", "text"),
    [("name", ""), ("name", "none"), ("name", "Quebec"), ("iso2", "ZZ"), ("cow", "0")],
)
def test_what_is_no_country_is_an_error(scheme: str, text: str) -> None:
    with pytest.raises(UnknownName):
        resolve(text, scheme)


def test_a_code_of_two_past_states_is_not_guessed() -> None:
    with pytest.raises(UnknownName) as caught:
        resolve("CS", "iso2")
    assert set(caught.value.candidates) == {"Czechoslovakia", "Serbia and Montenegro"}


def test_what_is_no_state_is_said() -> None:
    assert not_a_state("Québec") == "Quebec"
    assert not_a_state("http://www.wikidata.org/entity/Q190353", "wikidata") == (
        "Sovereign Military Order of Malta"
    )
    assert not_a_state("France") is None
    assert all(not_states().values())


def test_the_table_agrees_with_itself() -> None:
    table = territories()
    members = [t for t in table.values() if t.un_member]
    assert Counter(t.region for t in members) == {
        "Africa": 54,
        "Asia": 54,
        "EEG": 23,
        "GRULAC": 33,
        "WEOG": 29,
    }
    assert {t.iso3 for t in table.values() if t.kind == "observer"} == {"VAT", "PSE"}
    assert {t.iso3 for t in table.values() if t.kind == "invented"} == {"XZV"}
    for territory in table.values():
        assert set(territory.successors) <= table.keys()
        assert (territory.until is not None) == (territory.kind == "historic")
        assert {code.partition(":")[0] for code in territory.codes} <= SCHEMES.keys()
        assert resolve(territory.name) == territory.iso3
        assert resolve(territory.iso3, "iso3") == territory.iso3
        assert not any(not_a_state(name) for name in territory.names)
        if territory.latitude is not None and territory.longitude is not None:
            assert -90 <= territory.latitude <= 90
            assert -180 <= territory.longitude <= 180
    assert table["XZV"].capital == "Vesna"


def test_every_name_and_code_of_a_state_of_today_means_it() -> None:
    for territory in territories().values():
        if territory.until is None:
            assert {resolve(name) for name in territory.names} == {territory.iso3}
            codes = {f"{s}:{getattr(territory, s)}" for s in SCHEMES.keys() - {"name"}}
            for scheme, _, code in (c.partition(":") for c in codes.union(territory.codes)):
                if code and (scheme, code) != ("iso3", "YUG"):  # Serbia's only with a year
                    assert resolve(code, scheme) == territory.iso3, (scheme, code)


def test_importing_brings_no_pandas() -> None:
    code = "import sys, loaders.countries; sys.exit('pandas' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
