"""All that links two governments: layers with direction and year, and signs that conflict."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model.records import Entity, Origin, PartialDate, Record, Tie, Value
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 25)
ONE, OTHER = "gov:FRA", "gov:BLR"
STATES: list[Record] = [
    Entity("Government", ONE, "France"),
    Entity("Government", OTHER, "Belarus"),
    *(Entity("Government", f"gov:X{n:02}", f"State {n}") for n in range(8)),
]


def dated(day: str) -> Origin:
    return Origin("https://example.org", known=PartialDate(day))


def tie(
    kind: str,
    source: str = ONE,
    target: str = OTHER,
    key: str = "",
    day: str = "2025",
    **values: Value,
) -> Tie:
    return Tie(kind, source, target, key, values=values, origin=dated(day))


def answer_of(store: Store, *records: Record, day: date = DAY) -> Answer:
    write(store, *STATES, *records)
    return ask("dyad", store, {"government": "FRA", "target": "BLR"}, Label.RED, day)


def rows(answer: Answer) -> list[dict[str, Any]]:
    table = answer.block("layers")
    assert isinstance(table, Table)
    return [dict(row) for row in table.rows]


def test_each_layer_has_its_direction_its_year_and_its_age(empty: Store) -> None:
    answer = answer_of(
        empty,
        tie("RECOMMENDED_TO", key="1", day="2010-05-03", session=8, core=True, response="accepted"),
        tie("RECOMMENDED_TO", OTHER, ONE, "2", day="2013-01-21", session=15, core=False),
        tie("AIDS", day="2025-12-31"),
        tie("INFLUENCES", key="2019", day="2019-12-31", dependence=0.25),
        tie("INFLUENCES", key="2018", day="2018-12-31", dependence=0.75),
        tie("HAS_MISSION_IN", OTHER, ONE, "2005", day="2005-12-31", rank="ambassador"),
        Tie("BORDERS", ONE, OTHER, values={"km": 12}, origin=Origin("https://example.org")),
    )
    cells = {(row["layer"], row["who"]): row for row in rows(answer)}
    assert cells["UN reviews", "France → Belarus"]["aged"] == "2010, 16 years ago"
    assert cells["UN reviews", "France → Belarus"]["points_to"] == "closeness"
    assert cells["UN reviews", "Belarus → France"]["points_to"] == "neither"
    aid = cells["acts", "France → Belarus"]
    assert (aid["aged"], aid["old"]) == ("2025", False)
    depends = cells["dependence", "France → Belarus"]
    assert (depends["year"], "0.25 of 1" in depends["what"]) == (2019, True)  # the newest only
    assert cells["older missions", "Belarus → France"]["year"] == 2005
    border = cells["history", "both"]
    assert (border["year"], border["aged"], border["old"]) == (None, "timeless", None)
    assert "4 of the 6 facts are more than 2 years old" in answer.block("layers").note  # type: ignore[union-attr]


def test_signs_that_conflict_are_told(empty: Store) -> None:
    public = Origin(label=Label.CLEAR)
    answer = answer_of(
        empty,
        tie("SANCTIONS", day="2025"),
        Entity("Organization", "org:EU", "European Union", {"sector": "igo"}, public),
        tie("MEMBER_OF", ONE, "org:EU"),
        tie("MEMBER_OF", OTHER, "org:EU"),
    )
    assert "The signs conflict (closeness: bodies; distance: acts)" in answer.sentence
    assert {row["points_to"] for row in rows(answer)} == {"closeness", "distance"}


def test_votes_are_near_or_far_among_all_governments(empty: Store) -> None:
    msr = Entity("Measure", "msr:ideal-point", "UN ideal point", {}, Origin("https://example.org"))
    at = {ONE: 2.0, OTHER: -1.0, **{f"gov:X{n:02}": -1 + 0.1 * n for n in range(8)}}
    answer = answer_of(
        empty,
        msr,
        *(
            tie("MEASURED", id, "msr:ideal-point", "2019", day="2019-12-31", value=value)
            for id, value in at.items()
        ),
        tie("MEASURED", ONE, "msr:ideal-point", "2020", day="2020-12-31", value=-1.0),
        *(
            tie("MEASURED", id, "msr:ideal-point", "2018", day="2018-12-31", value=0.0)
            for id in (ONE, OTHER)
        ),
    )
    (votes,) = rows(answer)
    assert (votes["year"], votes["points_to"]) == (2019, "distance")  # the newest year of both
    assert "3.00 apart" in votes["what"]
    assert "further than 100% of governments" in votes["what"]


@pytest.mark.parametrize(
    ("responses", "end", "points"),
    [
        (
            [None],
            ", 1 on detention, expression or civil society, without a known answer",
            "neither",
        ),
        (
            ["noted", None],
            ": 0 accepted, 1 only noted, 1 without a known answer",
            "distance",
        ),
        (
            ["accepted", "accepted", "noted"],
            ": 2 accepted, 1 only noted",
            "closeness",
        ),
    ],
)
def test_an_answer_that_is_not_known_is_no_refusal(
    empty: Store, responses: list[str | None], end: str, points: str
) -> None:
    recommendations = [
        tie(
            "RECOMMENDED_TO",
            key=str(n),
            day="2018-01-15",
            session=29,
            core=True,
            **({"response": response} if response else {}),
        )
        for n, response in enumerate(responses)
    ]
    (row,) = rows(answer_of(empty, *recommendations))
    assert row["what"].endswith(end)
    assert row["points_to"] == points


def test_nothing_on_record_is_not_nothing(empty: Store) -> None:
    answer = answer_of(empty)
    assert "which does not mean that nothing does" in answer.sentence
    assert "Nothing is on record of: doors, UN reviews, UN votes" in answer.block("missing").text  # type: ignore[union-attr]


def test_what_was_not_known_yet_links_nothing(empty: Store) -> None:
    assert rows(answer_of(empty, tie("AIDS", day="2025-12-31"), day=date(2024, 1, 1))) == []


def test_real_governments_rest_on_nothing_invented(filled: Store) -> None:
    answer = ask("dyad", filled, {"government": "FRA", "target": "BLR"}, Label.RED, DAY)
    assert not answer.invented
    assert answer.label is Label.CLEAR
    golden.check(answer)
