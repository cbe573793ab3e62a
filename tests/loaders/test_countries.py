"""Names and codes of countries: what must resolve, what must not, and every name in real files."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from graph.model.errors import UnknownName
from loaders.countries import SCHEMES, not_a_state, not_states, resolve, territories
from tests.loaders.read import DATA, real


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


# Every name and code in the real files.


def rows(path: str, encoding: str = "utf-8-sig", delimiter: str = ",") -> Iterator[dict[str, str]]:
    files = sorted(DATA.glob(path))
    assert files, path
    for file in files:
        with file.open(encoding=encoding, newline="") as text:
            yield from csv.DictReader(text, delimiter=delimiter)


def unresolved(texts: Iterable[str], scheme: str = "name") -> set[str]:
    resolved, unknown = 0, set()
    for text in set(texts) - {"", "NA"} if scheme != "iso2" else set(texts):
        try:
            resolve(text, scheme)
            resolved += 1
        except UnknownName:
            unknown.add(text)
    assert resolved > 20
    return unknown


@real
def test_upr_names_and_regional_groups() -> None:
    files = list(rows("upr/*.csv", "mac_roman"))
    groups = {
        (row[end], row[f"{end}-Rgrp"])
        for row in files
        for end in ("To", "From")
        if row[end] != "&#40;Unknown&#41;"
    }
    assert len(groups) == 195
    assert unresolved(name for name, _ in groups) == set()
    memberships = {(resolve(name), group) for name, group in groups if group != "Observer"}
    assert memberships == {(t.iso3, t.region) for t in territories().values() if t.un_member}


@real
def test_missions_by_wikidata_id_and_by_name() -> None:
    files = list(rows("missions/*.csv", delimiter=";"))
    for end in ("operator", "country"):
        ids = {row[f"{end}QID"] for row in files}
        names = {row[end] for row in files}
        strange = {text: not_a_state(text, "wikidata") for text in unresolved(ids, "wikidata")}
        assert None not in strange.values(), strange
        assert {name for name in unresolved(names) if not not_a_state(name)} == set()
    by_id = {
        (row["operator"], resolve(row["operatorQID"], "wikidata"))
        for row in files
        if not not_a_state(row["operatorQID"], "wikidata") and row["operatorQID"]
    }
    assert {(name, iso3) for name, iso3 in by_id if resolve(name) != iso3} == set()


@real
def test_ideal_points() -> None:
    files = list(rows("ideal_points/Ideal*.csv", "latin-1"))
    assert unresolved((row["iso3c"] for row in files), "iso3") == set()
    assert unresolved(row["Countryname"] for row in files) == set()
    assert unresolved((row["ccode"] for row in files), "cow") == set()
    states = {
        (row["iso3c"], resolve(row["ccode"], "cow", int(row["session"]) + 1945)) for row in files
    }
    # The file calls Serbia and what was before it YUG, South Yemen YAR, and the USSR RUS.
    assert {(theirs, ours) for theirs, ours in states if theirs != ours} == {
        ("YUG", "SCG"),
        ("YUG", "SRB"),
        ("YAR", "YMD"),
        ("RUS", "SUN"),
    }


@real
def test_cow_state_list() -> None:
    assert (
        unresolved((r["CCode"] for r in rows("ideal_points/COW country codes.csv")), "cow") == set()
    )


@real
def test_v_dem_cow_codes() -> None:
    book = CalamineWorkbook.from_path(str(DATA / "human_rights/Selected VDEM Data.xlsx"))
    header, *sheet = book.get_sheet_by_index(0).to_python()
    country, year, code = (header.index(name) for name in ("country_name", "year", "COWcode"))
    assert unresolved((str(row[code]) for row in sheet), "cow") == set()
    without = {str(row[country]) for row in sheet if row[code] == ""}
    assert len(without) == 11  # German and Italian states before 1871, Hong Kong, Palestine …
    years = {
        (resolve(str(r[code]), "cow", int(float(str(r[year]))))) for r in sheet if r[code] != ""
    }
    assert {"SUN", "YUG", "SCG", "SRB", "RUS", "CSK", "DDR", "YAR", "YMD", "RVN", "BAV"} <= years


@real
def test_treaties() -> None:
    files = list(rows("treaties/hr_status_*.csv"))
    # "S" for South Sudan is a slip in op_crc_ic; "SS" stands in the seventeen others.
    assert unresolved((row["iso2"] for row in files), "iso2") == {"S"}
    assert unresolved(row["member"] for row in files) == set()
    same = {(resolve(r["iso2"], "iso2"), resolve(r["member"])) for r in files if r["iso2"] != "S"}
    assert {(code, name) for code, name in same if code != name} == set()


@real
def test_human_rights_measures() -> None:
    pts = list(rows("human_rights/PTS-2022.csv", "latin-1"))
    strange = {name: not_a_state(name) for name in unresolved(row["Country"] for row in pts)}
    assert set(strange) == {
        "Crimea",
        "European Union",
        "Gaza (Hamas)",
        "Israel in Occupied Territories",
        "Israel in pre-1967 borders",
        "Somaliland",
    }
    assert None not in strange.values()
    assert unresolved((row["COW_Code_N"] for row in pts), "cow") == set()
    assert unresolved((row["WordBank_Code_A"] for row in pts), "iso3") == set()
    cirights = list(rows("human_rights/cirights*.csv"))
    assert unresolved(row["country"] for row in cirights) == set()
    assert unresolved((row["iso_a3"] for row in cirights), "iso3") == set()
    assert unresolved((row["cow"] for row in cirights), "cow") == set()


@real
def test_ties_and_memberships() -> None:
    cepii = list(rows("ties/dist_cepii.csv"))
    assert unresolved((row["iso_o"] for row in cepii), "iso3") == set()
    fbic = list(rows("fbic/FBIC_sample.csv"))
    assert unresolved((row[c] for row in fbic for c in ("iso3a", "iso3b")), "iso3") == set()
    assert unresolved(row[c] for row in fbic for c in ("countrya", "countryb")) == set()
    members = {(row["gec"], row["country"]) for row in rows("memberships/igo_membership_edges.csv")}
    missions = {(row["gec"], row["country"]) for row in rows("memberships/us_missions.csv")}
    # ee is the European Union; the others are uninhabited or military and not in ISO 3166.
    outside = {"ee", "at", "ax", "cr", "dx"}
    assert unresolved((gec for gec, _ in members | missions), "fips") == outside
    both = [(gec, name) for gec, name in members | missions if gec not in outside and name]
    strange = unresolved(name for _, name in both)
    # What the profiles print where there is no conventional short name, and a name of two.
    assert {name.partition(",")[0].partition(" (")[0] for name in strange} == {
        "none",
        "The Dominican",
        "Baker Island",
        "Navassa Island",
        "Svalbard",
        "Virgin Islands",
    }
    named = {(resolve(gec, "fips"), resolve(name)) for gec, name in both if name not in strange}
    assert {(code, name) for code, name in named if code != name} == set()
