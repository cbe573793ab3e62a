"""Tables made by hand: every row has an address, a day of checking and a date of its own."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Entity, PartialDate, Tie
from tests.loaders.read import REFERENCE, one, records

# By table: the column that says when; relations may be older than anybody's memory.
WHEN = {"posts": "date", "policy_breaks": "date", "relations": None}
POST = {
    "government": "Iceland",
    "host": "Russia",
    "city": "Moscow",
    "change": "suspended",
    "date": "2023-08-01",
    "source": "https://example.org",
    "checked": "2026-11-29",
}
POWER = {
    "kind": "protecting power",
    "government": "Mexico",
    "other": "Ecuador",
    "power": "Switzerland",
    "source": "https://example.org",
    "checked": "2026-11-29",
}


@pytest.mark.parametrize("table", WHEN)
def test_each_row_has_its_address_its_dates_and_who_checks_next(table: str) -> None:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 20
    for row in rows:
        assert row["source"].startswith("https://"), row
        checked = date.fromisoformat(row["checked"])
        assert row["checks next"].strip(), row
        if when := WHEN[table]:
            assert PartialDate(row[when]).first <= checked.isoformat(), row
    assert len({tuple(row.values()) for row in rows}) == len(rows)


@pytest.mark.parametrize("table", WHEN)
def test_each_row_makes_something_public_that_is_known_by_the_day_of_checking(table: str) -> None:
    for record in records(table, REFERENCE / f"{table}.csv").values():
        origin = record.origin
        assert origin.url, record
        assert origin.retrieved, record
        assert record.level.name == "CLEAR"
        assert origin.known
        assert origin.known.last <= origin.retrieved.isoformat(), record


def test_a_post_is_a_tie_to_its_host_with_what_became_of_it() -> None:
    _, (tie,) = one("posts", POST)
    assert isinstance(tie, Tie)
    assert (tie.kind, tie.source, tie.target) == ("CHANGED_POST_IN", "gov:ISL", "gov:RUS")
    assert tie.values == {"type": "embassy", "city": "Moscow", "change": "suspended"}
    moved = POST | {"change": "moved", "to": "Port Sudan", "host": "Sudan"}
    assert one("posts", moved)[1][0].values["to_host"] == "gov:SDN"  # where no country is given
    abroad = moved | {"to country": "Egypt"}
    assert one("posts", abroad)[1][0].values["to_host"] == "gov:EGY"


def test_a_post_that_was_opened_is_a_mission_that_can_be_a_door() -> None:
    _, claims = one("posts", POST | {"change": "opened"})
    (mission,) = (r for r in claims if isinstance(r, Entity))
    assert mission.name == "Embassy of Iceland in Russia"
    ends = {r.kind: r.target for r in claims if isinstance(r, Tie) and r.source == mission.id}
    assert ends == {"REPRESENTS": "gov:ISL", "LOCATED_IN": "gov:RUS", "ACCREDITED_TO": "gov:RUS"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to": "Reykjavik"}, "Name a city here if the post has moved"),
        ({"change": "moved"}, "Name a city here if the post has moved"),
        ({"date": "2999"}, "when it has changed, not when that is planned"),
        ({"source": ""}, "Give the source"),
        ({"checked": ""}, "Fill in this cell: it is needed"),
        ({"change": "burnt"}, "burnt"),
    ],
)
def test_a_post_that_cannot_be_is_a_sentence(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(RowProblem, match=sentence):
        one("posts", POST | change)


def test_a_protecting_power_has_three_parties_and_the_others_two() -> None:
    _, (tie,) = one("relations", POWER)
    assert isinstance(tie, Tie)
    assert (tie.kind, tie.source, tie.target) == ("PROTECTS_INTERESTS_OF", "gov:CHE", "gov:MEX")
    assert tie.values == {"host": "ECU"}
    broken = POWER | {"kind": "no relations", "power": ""}
    back = broken | {"government": broken["other"], "other": broken["government"]}
    assert one("relations", broken)[1] == one("relations", back)[1]  # whoever is named first
    refused = POWER | {"kind": "no recognition", "power": ""}
    assert one("relations", refused)[1][0].identity[:3] == (
        "DOES_NOT_RECOGNIZE",
        "gov:MEX",
        "gov:ECU",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"power": ""}, "Name a power here if the kind is protecting power"),
        ({"kind": "no relations"}, "Name a power here if the kind is protecting power"),
        ({"other": "Mexico"}, "Both governments are the same"),
        ({"until": "2020", "since": "2024"}, "ends .* before it begins"),
    ],
)
def test_relations_that_cannot_be_are_a_sentence(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(RowProblem, match=sentence):
        one("relations", POWER | change)


def test_a_year_that_was_not_over_counts_from_the_day_of_checking() -> None:
    _, (tie,) = one("posts", POST | {"date": "2026"})
    assert (tie.origin.known, one("posts", POST)[1][0].origin.known) == ("2026-11-29", "2023-08-01")
