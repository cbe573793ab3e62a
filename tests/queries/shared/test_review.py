"""Whom to lobby before a UN review, on the shipped tables: who, in which order, when, when not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.record.public_acts import public_acts
from graph.store.base import Store
from graph.view import View
from queries.answer import Table
from queries.question import ask
from queries.shared.review import geneva, review_chances, un_review
from tests.conftest import write
from tests.queries.test_introductions import SURE, tie

DAY = date(2026, 11, 29)
USES = ("embassies", "UN", "media", "name")


def view(store: Store, day: date = DAY) -> View:
    return View(store, Label.RED, day)


def block(store: Store, state: str, day: date = DAY, **more: Any) -> Table:
    (one,) = un_review(view(store, day), [state], **more)
    assert isinstance(one, Table)
    return one


def case(stage: str = "trial", consent: str = "given", **values: str) -> list[Record]:
    records: list[Record] = [
        Entity("Case", "cas:kyaw", "Case K", {"stage": stage, "posture": "public", **values}, SURE),
        tie("DETAINS", "gov:MMR", "cas:kyaw"),
    ]
    for use in USES:
        one = Entity("Consent", f"con:{use}", None, {"use": use, "state": consent}, SURE)
        records += [one, tie("CONCERNS", one.id, "cas:kyaw")]
    return records


def test_the_order_is_that_of_the_record_and_the_state_itself_is_not_in_it(filled: Store) -> None:
    rows = block(filled, "gov:MMR").rows
    known = public_acts(view(filled))
    chance = known.outlook("MMR").at_review.chance
    by_code = dict(zip(known.past.reviews.senders.tolist(), chance.tolist(), strict=True))
    best = sorted((p, code) for code, p in by_code.items() if code != "MMR")[::-1][:5]
    assert [row["id"] for row in rows] == [f"gov:{code}" for _, code in best]
    assert [row["chance"] for row in rows] == [p for p, _ in best]
    assert all(row["low"] <= row["chance"] <= row["high"] for row in rows)  # type: ignore[operator]
    assert "gov:MMR" not in {row["id"] for row in block(filled, "gov:MMR", most=300).rows}


@pytest.mark.slow
def test_it_says_until_when_one_could_submit_and_in_which_weeks_to_lobby(filled: Store) -> None:
    one = block(filled, "gov:MMR")
    assert one.title == "UN review of Myanmar: January 2027"
    assert "closed on 17 July 2026" in one.note
    assert (
        "Lobby now, in this order: the best time is 3 October 2026 to 2 December 2026" in one.note
    )
    assert "stated, checked on 29 November 2026" in one.note
    assert "until further notice" in one.note
    assert "Lobby in this order from" in block(filled, "gov:VEN", date(2026, 9, 1)).note
    assert "Lobby at once" in block(filled, "gov:VEN", date(2026, 12, 20)).note
    venezuela = block(filled, "gov:VEN")
    assert "January 2027 or February 2027" in venezuela.title
    assert "by the order of the third cycle" in venezuela.note
    assert "usually closed by now" in venezuela.note


@pytest.mark.parametrize("state", ["BLR", "TZA", "NIC", "UKR", "FRA"])
def test_no_review_within_a_year_no_block(filled: Store, state: str) -> None:
    assert un_review(view(filled), [f"gov:{state}"]) == []


def test_as_of_another_day_another_review(filled: Store) -> None:
    assert "October 2026 or November 2026" in block(filled, "gov:TZA", date(2026, 9, 30)).title


def test_who_was_asked_already_is_not_asked_again(filled: Store) -> None:
    first, second, *_ = block(filled, "gov:MMR").rows
    rest = block(filled, "gov:MMR", apart={str(first["id"])}).rows
    assert rest[0]["id"] == second["id"]
    assert rest[0]["rank"] == 1
    assert len(rest) == 5


def test_a_mission_in_geneva_goes_before_the_ministry(filled: Store) -> None:
    at = geneva(view(filled))
    rows = block(filled, "gov:MMR", most=300).rows
    with_mission = {str(row["id"])[4:] for row in rows if row["city"]}
    assert with_mission == at.keys() & {str(row["id"])[4:] for row in rows} != set()
    france = next(row for row in rows if row["id"] == "gov:FRA")
    assert "not on record" in str(france["door"])
    assert "Paris" in str(france["door"])


@pytest.mark.slow
def test_a_break_of_policy_since_the_record_stands_beside_it(copy_of_filled: Store) -> None:
    def broke(day: str) -> list[Record]:
        values = {"kind": "policy break", "date": day}
        one = Entity("Event", f"eve:{day}", f"The desk was closed in {day[:4]}", values, SURE)
        return [one, tie("CONCERNS", one.id, "gov:FRA")]

    write(copy_of_filled, *broke("2007-05-01"), *broke("2026-06-01"))
    (france,) = (row for row in block(copy_of_filled, "gov:MMR").rows if row["id"] == "gov:FRA")
    assert "The desk was closed in 2026 (1 June 2026)" in str(france["caveat"])
    assert "2007" not in str(france["caveat"])
    (before,) = (
        row
        for row in block(copy_of_filled, "gov:MMR", date(2026, 5, 1)).rows
        if row["id"] == "gov:FRA"
    )
    assert "1 June 2026" not in str(before["caveat"])


def test_of_several_that_detain_the_higher_chance_counts(filled: Store) -> None:
    one, other = (review_chances(view(filled), [f"gov:{code}"]) for code in ("MMR", "VEN"))
    both = review_chances(view(filled), ["gov:MMR", "gov:VEN"])
    shared = one.keys() & other.keys()
    assert len(shared) > 100
    assert all(both[id] == max(one[id], other[id]) for id in shared)


def test_without_a_record_the_days_stand_alone(empty: Store) -> None:
    event = Entity("Event", "eve:r", "review", {"kind": "review", "date": "2027-05-03"}, SURE)
    write(
        empty,
        Entity("Government", "gov:BLR", "Belarus"),
        event,
        tie("CONCERNS", "eve:r", "gov:BLR"),
    )
    one = block(empty, "gov:BLR")
    assert one.rows == []
    assert "no record of UN reviews is loaded" in one.note


def due(store: Store, **parameters: str) -> Any:
    return ask("due", store, parameters, Label.RED, DAY)


@pytest.mark.slow
def test_due_names_whom_to_lobby_where_everything_is_consented_to(copy_of_filled: Store) -> None:
    write(copy_of_filled, *case())
    answer = due(copy_of_filled, case="cas:kyaw")
    (lobbying,) = (row for row in answer.block("due").rows if "recommendation" in row["what"])
    rows = answer.block("un_review").rows
    assert lobbying["whom_ids"] == [row["id"] for row in rows[:3]]
    assert (lobbying["by"], lobbying["when"]) == ("2026-11-02", "overdue")
    assert all("mission in Geneva" in how for how in lobbying["how"])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stage": "died in custody"}, "the prisoner has died"),
        ({"consent": "withdrawn"}, "consent was withdrawn"),
        ({"consent": "refused"}, "it is public, so only with consent"),
        ({"posture": "silent"}, "the family and counsel want nothing public"),
        ({"stage": "released"}, "the prisoner is free"),
    ],
)
def test_due_proposes_nobody_where_the_gate_refuses(
    copy_of_filled: Store, changes: dict[str, str], reason: str
) -> None:
    write(copy_of_filled, *case(**changes))
    one = due(copy_of_filled, case="cas:kyaw").block("un_review")
    assert one.rows == []
    assert f"not proposed: {reason}" in one.note
    assert "Lobby" not in one.note


def test_of_all_cases_together_the_block_is_left_out(copy_of_filled: Store) -> None:
    write(copy_of_filled, *case())
    assert not any(one.id == "un_review" for one in due(copy_of_filled).blocks)
