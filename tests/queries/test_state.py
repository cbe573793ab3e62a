"""A state at a glance: counts of the record, the newest measures, and what was public by then."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import Any

import pytest

from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.record.sessions import adopted, opens
from graph.store.base import Store
from loaders.loading import REFERENCE
from queries.answer import Answer
from queries.question import ask
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 25)


def answer_of(store: Store, government: str, day: date = DAY) -> Answer:
    return ask("state", store, {"government": government}, Label.RED, day)


def rows(answer: Answer, block: str) -> list[dict[str, Any]]:
    return [dict(row) for row in answer.block(block).rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["BLR", "VNM", "NAM"])
def test_what_it_received_is_what_the_table_says(filled: Store, code: str) -> None:
    with (REFERENCE / "upr.csv").open(encoding="utf-8") as file:
        recommendations = [
            r for r in csv.DictReader(file) if r["To"] == code and r["Core"] == "yes"
        ]
    answer = answer_of(filled, code)
    received = rows(answer, "received")
    assert sum(row["received"] for row in received) == len(recommendations)
    accepted = sum(r["Response"] == "Accepted" for r in recommendations)
    assert sum(row["accepted"] or 0 for row in received) == accepted
    # Of sessions after 26 no response is on record: not known, not none.
    assert {row["accepted"] for row in received if row["review"] > "2017"} <= {None}
    assert f"received {len(recommendations)} recommendations" in answer.sentence
    most = {row["id"][4:]: row["said"] for row in rows(answer, "speakers")}
    for sender, n in most.items():
        assert n == sum(r["From"] == sender for r in recommendations)


def test_answers_count_from_the_day_on_which_they_were_public(filled: Store) -> None:
    before = adopted(8) - timedelta(days=1)
    assert all(
        row["accepted"] is None for row in rows(answer_of(filled, "BLR", before), "received")
    )
    assert all(
        row["accepted"] is None for row in rows(answer_of(filled, "BLR", before), "speakers")
    )
    assert rows(answer_of(filled, "BLR", opens(8) - timedelta(days=1)), "received") == []


def test_each_measure_is_the_newest_with_its_year_or_not_known(copy_of_filled: Store) -> None:
    msr = "msr:political-imprisonment"
    origins = {
        year: Origin("https://example.org", known=PartialDate(f"{year}-12-31"))
        for year in (2019, 2020)
    }
    write(
        copy_of_filled,
        Entity("Measure", msr, "Political imprisonment", {}, Origin("https://example.org")),
        *(
            Tie(
                "MEASURED",
                "gov:BLR",
                msr,
                str(year),
                values={"value": value, "year": year},
                origin=origins[year],
            )
            for year, value in ((2019, 2), (2020, 0))
        ),
        Entity(
            "Event",
            "eve:1",
            "It left a pledge.",
            {"kind": "policy break", "date": "2024"},
            Origin("https://example.org", label=Label.CLEAR),
        ),
        Tie("CONCERNS", "eve:1", "gov:BLR", origin=Origin(label=Label.CLEAR)),
    )
    answer = answer_of(copy_of_filled, "BLR")
    by_id = {row["id"]: row for row in rows(answer, "measures")}
    assert (by_id[msr]["value"], by_id[msr]["aged"]) == (0, "2020, 6 years ago")
    assert "In 2020 Belarus held many political prisoners" in answer.block("measures").note
    terror = by_id["msr:terror-scale-a"]
    assert (terror["value"], terror["year"]) == (None, None)  # not loaded: not zero
    assert [row["fact"] for row in rows(answer, "breaks")] == ["It left a pledge."]
    early = answer_of(copy_of_filled, "BLR", date(2020, 6, 1))
    assert {row["id"]: row["value"] for row in rows(early, "measures")}[msr] == 2


def test_a_measure_that_is_loaded_is_shown_without_being_listed(copy_of_filled: Store) -> None:
    source = Origin("https://example.org", known=PartialDate("2024-12-31"))
    write(
        copy_of_filled,
        Entity("Measure", "msr:press", "Press freedom", {"scale": "0 to 100"}, source),
        Tie("MEASURED", "gov:BLR", "msr:press", "2023", values={"value": 20}, origin=source),
        Tie("MEASURED", "gov:BLR", "msr:press", "2024", values={"value": 18}, origin=source),
    )
    shown = {row["id"]: row for row in rows(answer_of(copy_of_filled, "BLR"), "measures")}
    row = shown["msr:press"]
    assert (row["measure"], row["value"], row["year"]) == ("Press freedom: 0 to 100", 18, 2024)


def test_a_state_without_a_record_has_none_made_up(filled: Store) -> None:
    answer = answer_of(filled, "Zaveria")
    assert answer.sentence == (
        "No recommendation to Zaveria on detention, expression or civil society is on record."
    )
    assert rows(answer, "received") == rows(answer, "speakers") == []


def test_a_real_state_reads_like_advice(filled: Store) -> None:
    answer = answer_of(filled, "VNM")
    assert not answer.invented
    golden.check(answer)


def test_whom_at_the_un_to_inform_and_how_far_that_was_read(filled: Store) -> None:
    mandates = {str(row["mandate"]): row for row in rows(answer_of(filled, "IRN"), "mandates")}
    (mission,) = (row for title, row in mandates.items() if "Fact-Finding" in title)
    assert (mission["until"], mission["kind"]) == ("January 2028", "fact-finding mission")
    later = rows(answer_of(filled, "IRN", date(2028, 2, 1)), "mandates")
    assert all("whether extended again is not known" in str(row["until"]) for row in later)
    assert not any(block.id == "mandates" for block in answer_of(filled, "FRA").blocks)


def test_its_un_reviews_are_told_ahead_or_over(filled: Store) -> None:
    (review,) = rows(answer_of(filled, "ZWE"), "reviews")
    assert (review["date"], review["when"], review["basis"]) == ("January 2027", "ahead", "stated")
    (review,) = rows(answer_of(filled, "BLR"), "reviews")
    assert (review["date"], review["when"]) == ("3 November 2025", "over")
    # Before the day from which the calendar was known nothing is said of it.
    assert not any(b.id == "reviews" for b in answer_of(filled, "BLR", date(2020, 1, 1)).blocks)
