"""UN reviews that lie ahead: of which state, when, until when one may submit, when to lobby."""

from __future__ import annotations

from datetime import date

import pytest

from graph.campaign.deadlines import unread_deadlines
from graph.campaign.reviews import reviews, within_a_year
from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from tests.conftest import write
from tests.queries.test_introductions import SURE, tie

DAY = date(2026, 11, 29)


def event(id: str, kind: str, day: str, about: str = "gov:BLR", **values: str) -> list[Record]:
    one = Entity("Event", f"eve:{id}", kind, {"kind": kind, "date": day, **values}, SURE)
    return [one, tie("CONCERNS", one.id, about)]


def states() -> list[Record]:
    return [Entity("Government", "gov:BLR", "Belarus"), Entity("Government", "gov:FRA", "France")]


def view(store: Store, day: date = DAY) -> View:
    return View(store, Label.RED, day)


def test_the_days_of_a_review_and_the_weeks_before_it(empty: Store) -> None:
    write(empty, *states(), *event("r", "review", "2027-05", until="2027-06"))
    (one,) = reviews(view(empty), ["gov:BLR"])
    assert (one.first, one.last) == (date(2027, 5, 1), date(2027, 6, 30))
    assert one.lobby == (date(2027, 1, 31), date(2027, 4, 1))
    assert one.usual_submissions == date(2026, 10, 3)
    assert one.submissions is None
    assert reviews(view(empty), ["gov:FRA"]) == []


@pytest.mark.parametrize(
    ("day", "ahead"),
    [("2027-04-30", True), ("2027-05-31", True), ("2027-06-01", False), ("2027-07-01", False)],
)
def test_of_a_review_known_by_its_months_only_the_likelier_holds(
    empty: Store, day: str, ahead: bool
) -> None:
    write(empty, *states(), *event("r", "review", "2027-05", until="2027-06"))
    today = date.fromisoformat(day)
    assert [one.ahead(today) for one in reviews(view(empty), ["gov:BLR"])] == [ahead]
    assert bool(within_a_year(view(empty, today), ["gov:BLR"])) is ahead


def test_only_the_next_review_of_a_state_within_a_year(empty: Store) -> None:
    write(
        empty,
        *states(),
        *event("past", "review", "2025-11-03"),
        *event("next", "review", "2027-11-29"),
        *event("later", "review", "2027-11-30"),
        *event("other", "review", "2027-11-30", about="gov:FRA"),
        *event("visit", "visit", "2026-12-01"),
    )
    assert [one.event.id for one in within_a_year(view(empty), ["gov:BLR", "gov:FRA"])] == [
        "eve:next"
    ]
    assert len(reviews(view(empty), ["gov:BLR", "gov:FRA"])) == 4


def test_submissions_are_those_of_the_year_before(empty: Store) -> None:
    write(
        empty,
        *states(),
        *event("r", "review", "2027-11"),
        *event("early", "NGO submission", "2022-03-31"),
        *event("closing", "NGO submission", "2027-04"),
        *event("after", "NGO submission", "2027-12"),
        *event("elsewhere", "NGO submission", "2027-05", about="gov:FRA"),
    )
    (one,) = within_a_year(view(empty), ["gov:BLR"])
    assert one.submissions == "2027-04"
    assert unread_deadlines([one], DAY) == []


def test_whoever_knows_no_last_day_is_told_to_find_it_while_there_is_time(empty: Store) -> None:
    write(empty, *states(), *event("r", "review", "2027-11"))
    coming = within_a_year(view(empty), ["gov:BLR"])
    (task,) = unread_deadlines(coming, DAY)
    assert (task.by, task.of.id) == ("2027-04-05", "eve:r")
    assert unread_deadlines(coming, date(2027, 4, 5)) != []
    assert unread_deadlines(coming, date(2027, 4, 6)) == []
