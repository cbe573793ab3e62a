"""Missions: what a row becomes, and both published snapshots whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Entity, Record
from graph.model.schema import Label
from loaders.countries import STATE_OF, not_a_state, resolve, territories
from tests.loaders.read import DATA, REFERENCE, one, real, records, rows, ties

SNAPSHOTS = [
    DATA / f"missions/database_of_embassies_{day}.csv" for day in ("2020-10-22", "2022-11-16")
]
EMBASSY = {
    "operator": "Germany",
    "country": "Belarus",
    "city": "Somewhere District",
    "type": "embassy",
    "QID": "Q1",
    "snapshot": "2022-11-16",
    "creation": "1992-01-01T00:00:00Z",
}


def mission(claims: list[Record]) -> Entity:
    (entity,) = (r for r in claims if isinstance(r, Entity) and r.kind == "Mission")
    return entity


def test_a_mission_lies_in_its_host_country_whatever_its_city_is_called() -> None:
    _, claims = one("missions", EMBASSY)
    assert ties(claims, "REPRESENTS") == {("mis:Q1", "gov:DEU")}
    assert ties(claims, "LOCATED_IN") == {("mis:Q1", "gov:BLR")}
    assert ties(claims, "ACCREDITED_TO") == {("mis:Q1", "gov:BLR")}
    entity = mission(claims)
    assert entity.name == "Embassy of Germany in Belarus"
    assert (entity.values["status"], entity.values["snapshot"]) == ("unverified", "2022-11-16")
    assert entity.origin.known == "2022-11-16"
    assert {str(r.since) for r in claims if r.kind == "REPRESENTS"} == {"1992"}


def test_it_may_be_accredited_to_others_than_its_host() -> None:
    _, claims = one("missions", EMBASSY | {"country": "Poland", "jurisdictions": "Belarus|Poland"})
    assert ties(claims, "LOCATED_IN") == {("mis:Q1", "gov:POL")}
    assert ties(claims, "ACCREDITED_TO") == {("mis:Q1", "gov:BLR"), ("mis:Q1", "gov:POL")}


def test_what_is_guessed_says_so() -> None:
    _, defaulted = one("missions", EMBASSY | {"jurisdictions": "Belarus"})
    _, guessed = one("missions", EMBASSY)
    assert [r.values for r in defaulted if r.kind == "ACCREDITED_TO"] == [{}]
    assert [r.values for r in guessed if r.kind == "ACCREDITED_TO"] == [{"inferred": True}]


def test_an_honorary_consulate_is_kept_apart_and_keeps_its_address_to_itself() -> None:
    row = EMBASSY | {"type": "honorary consulate", "address": "1 Some Street", "phone": "1"}
    entity = mission(one("missions", row)[1])
    assert (entity.values["type"], entity.values["honorary"]) == ("honorary consulate", True)
    assert not {"address", "phone"} & entity.values.keys()
    assert mission(one("missions", row | {"type": "consulate general"})[1]).values["phone"] == "1"


def test_contacts_are_written_as_one_reads_them_and_a_district_as_its_city() -> None:
    place = {"city": "Partyzanski District", "latitude": "53.89", "longitude": "27.61"}
    row = EMBASSY | place | {"email": "mailto:post@example.org", "phone": "tel:+375-17-1"}
    values = mission(one("missions", row)[1]).values
    assert (values["city"], values["email"], values["phone"]) == (
        "Minsk",
        "post@example.org",
        "+375-17-1",
    )


def test_a_consulate_in_jerusalem_is_the_way_to_palestine_whatever_country_the_row_names() -> None:
    row = EMBASSY | {"country": "Israel", "city": "Jerusalem", "type": "consulate general"}
    _, claims = one("missions", row)
    assert ties(claims, "ACCREDITED_TO") == {("mis:Q1", "gov:PSE")}
    assert [r.values for r in claims if r.kind == "ACCREDITED_TO"] == [{"inferred": True}]
    _, elsewhere = one("missions", row | {"city": "Haifa"})
    assert not ties(elsewhere, "ACCREDITED_TO")


@pytest.mark.parametrize(
    ("described", "kind"),
    [
        ("embassy", "embassy"),
        ("High Commission", "embassy"),
        ("apostolic nunciature", "embassy"),
        ("deputy high commission", "consulate"),
        ("permanent mission to the United Nations", "permanent mission"),
        ("liaison office", "delegation"),
    ],
)
def test_kinds_of_missions(described: str, kind: str) -> None:
    assert mission(one("missions", EMBASSY | {"type": described})[1]).values["type"] == kind


@pytest.mark.parametrize("city", ["Geneva", "New York City"])
def test_a_permanent_mission_at_a_seat_of_the_un_is_accredited_there(city: str) -> None:
    row = EMBASSY | {"type": "permanent mission", "city": city, "country": "Switzerland"}
    _, claims = one("missions", row)
    assert ties(claims, "ACCREDITED_TO") == {("mis:Q1", "org:UN")}
    assert next(r for r in claims if r.kind == "Organization").level is Label.CLEAR


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"operator": "European Union"}, "no government"),
        ({"operator": "Greenland"}, "without a government of its own"),
        ({"country": "Germany"}, "sender and host are both Germany"),
        ({"type": "museum"}, "not a mission"),
        ({"type": "defunct embassy"}, "not a mission"),
    ],
)
def test_what_is_left_out_says_why_by_name(changed: dict[str, str], reason: str) -> None:
    row, claims = one("missions", EMBASSY | changed)
    assert claims == []
    assert reason in (row.skipped or "")


@pytest.mark.parametrize(
    ("column", "value"),
    [("operator", "Germny"), ("country", "Nigera"), ("status", "maybe"), ("latitude", "north")],
)
def test_a_slip_is_a_problem_and_never_a_guess(column: str, value: str) -> None:
    with pytest.raises(RowProblem) as problem:
        one("missions", EMBASSY | {column: value})
    assert (problem.value.column, problem.value.value) == (column, value)


@real
@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=["2020", "2022"])
def test_every_operator_and_country_of_a_snapshot_resolves_or_is_named(snapshot: Path) -> None:
    read, missions, left_out = 0, 0, Counter[str]()
    for row, claims in rows("missions", snapshot):
        read += 1
        if any(r.kind == "Mission" for r in claims):
            missions += 1
            assert len(ties(claims, "REPRESENTS")) == 1
            for column, kind in (("operator", "REPRESENTS"), ("country", "LOCATED_IN")):
                # The government is the one that the row names: by its id, or exactly by its name.
                for _, government in ties(claims, kind):
                    qid, name = row.maybe(f"{column}QID"), row.maybe(column)
                    meant = resolve(qid, "wikidata") if qid else resolve(name)
                    if territories()[meant].kind == "territory":
                        assert government == f"fac:{meant}"  # a place in the state that governs it
                    elif government.startswith("fac:"):  # and that state's city of that name
                        assert STATE_OF[government[4:]] == meant
                    else:
                        assert government == f"gov:{meant}"
        else:
            assert row.skipped
            named = row.maybe("operator") or row.maybe("operatorQID")
            host = row.maybe("country") or row.maybe("countryQID")
            reason = row.skipped
            assert (
                "not a mission" in reason
                or "error in the source" in reason
                or any(
                    text and (text in reason or str(not_a_state(text)) in reason)
                    for text in (named, host, named.rpartition("/")[2], host.rpartition("/")[2])
                )
                or "no government" in reason
                or "without a government" in reason
            )
            left_out[reason] += 1
    assert read == missions + sum(left_out.values())
    assert missions > 0.95 * read


@real
def test_germanys_embassy_in_belarus_is_in_minsk_though_the_source_names_a_district() -> None:
    claims = records("missions", REFERENCE / "missions.csv", encoding="utf-8-sig")
    german = {source for source, target in ties(claims, "REPRESENTS") if target == "gov:DEU"}
    embassies = {
        source
        for source, target in ties(claims, "LOCATED_IN")
        if target == "gov:BLR"
        and source in german
        and claims[(source,)].values["type"] == "embassy"
    }
    assert len(embassies) == 1
    (id,) = embassies
    assert claims[(id,)].values["city"] == "Minsk"
    assert (id, "gov:BLR") in ties(claims, "ACCREDITED_TO")
