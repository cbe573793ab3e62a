"""Yearly figures of governments: UN ideal points and electoral democracy."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Record, Tie
from tests.loaders.read import DATA, REFERENCE, one, real, records

POINT = {
    "session": "74",
    "IdealPoint": "-0.3976938",
    "Q10%": "-0.54",
    "Q90%": "-0.25",
    "NVotes": "88",
    "ccode": "552",
}
INDEX = {"year": "2019", "v2x_polyarchy": "0.268", "COWcode": "370", "country_name": "Belarus"}


def measured(claims: list[Record]) -> Tie:
    (tie,) = (r for r in claims if isinstance(r, Tie))
    return tie


def test_an_ideal_point_is_of_the_year_of_its_session_and_known_from_its_end() -> None:
    tie = measured(one("ideal_points", POINT)[1])
    assert (tie.source, tie.target, tie.key) == ("gov:ZWE", "msr:ideal-point", "2019")
    assert tie.values == {
        "year": 2019,
        "value": -0.3976938,
        "low": -0.54,
        "high": -0.25,
        "votes": 88,
    }
    assert tie.origin.known == "2019-12-31"


def test_an_index_of_democracy_lies_between_0_and_1() -> None:
    tie = measured(one("polyarchy", INDEX)[1])
    assert (tie.source, tie.key, tie.values["value"]) == ("gov:BLR", "2019", 0.268)
    with pytest.raises(RowProblem, match="between 0 and 1"):
        one("polyarchy", INDEX | {"v2x_polyarchy": "26.8"})


def test_a_missing_value_is_left_out_and_never_zero() -> None:
    row, claims = one("polyarchy", INDEX | {"v2x_polyarchy": ""})
    assert claims == []
    assert row.skipped == "no value of the index"
    with pytest.raises(RowProblem):
        one("ideal_points", POINT | {"IdealPoint": ""})


@pytest.mark.parametrize(
    ("loader", "cells", "column"),
    [
        ("ideal_points", POINT | {"ccode": "9999"}, "ccode"),
        ("ideal_points", POINT | {"session": "1919"}, "session"),
        ("ideal_points", POINT | {"IdealPoint": "near"}, "IdealPoint"),
        ("polyarchy", INDEX | {"COWcode": "9999"}, "COWcode"),
        ("polyarchy", INDEX | {"year": "soon"}, "year"),
    ],
)
def test_what_cannot_be_used_names_its_column(
    loader: str, cells: dict[str, str], column: str
) -> None:
    with pytest.raises(RowProblem) as problem:
        one(loader, cells)
    assert problem.value.column == column


def test_a_code_means_the_state_that_had_it_in_that_year() -> None:
    # Serbia kept Yugoslavia's number, 345.
    def government(session: str) -> str:
        return measured(one("ideal_points", POINT | {"ccode": "345", "session": session})[1]).source

    assert government("70") == "gov:SRB"
    assert government("30") != "gov:SRB"


@real
@pytest.mark.parametrize(
    ("loader", "file"),
    [
        ("ideal_points", "ideal_points/IdealpointestimatesAll_Apr2020.csv"),
        ("polyarchy", "human_rights/Selected VDEM Data.xlsx"),
    ],
)
def test_the_published_file_says_what_the_table_says_and_more(loader: str, file: str) -> None:
    whole = records(loader, DATA / file)
    table = records(loader, REFERENCE / f"{loader}.csv", encoding="utf-8-sig")
    assert 5_000 < len(whole) < 20_000
    assert table.keys() <= whole.keys()
    for identity, record in table.items():
        if isinstance(record, Tie):
            assert record.values == whole[identity].values
            assert date.fromisoformat(str(record.origin.known)).month == 12
