"""Every name and code of a country in the publishers' files resolves."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from python_calamine import CalamineWorkbook

from graph.model.errors import UnknownName
from loaders.countries import not_a_state, resolve, territories
from tests.loaders.read import DATA, real


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
