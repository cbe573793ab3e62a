"""How old the public tables are: by what their loads recorded, alike for every audience."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.store.ages import AGEING, CHECKED, DUE, NEWEST, ages
from graph.store.base import Load

DAY = date(2026, 11, 29)
MISSIONS = Load(
    "missions",
    "missions",
    at=datetime(2026, 11, 1, tzinfo=UTC),
    counts={NEWEST: 20221116},
    about={"title": "Missions", "publisher": "P", "kind": "missions", "renew": "From P."},
    live=True,
)
REVIEWS = replace(
    MISSIONS,
    dataset="upr",
    loader="upr",
    counts={NEWEST: 20201106},
    about={"title": "Reviews", "publisher": "P", "kind": "reviews"},
)


def by_hand(**counts: int) -> Load:
    about = {"title": "Pledges", "publisher": "ours", "kind": "by hand"}
    return replace(MISSIONS, dataset="pledges", loader="pledges", counts=counts, about=about)


def test_what_has_been_out_of_date_longest_comes_first() -> None:
    fresh = replace(MISSIONS, dataset="mine", counts={NEWEST: 20260601})
    assert [age.dataset for age in ages([fresh, MISSIONS, REVIEWS], DAY)] == [
        "upr",
        "missions",
        "mine",
    ]
    reviews, missions, mine = ages([fresh, MISSIONS, REVIEWS], DAY)
    assert (missions.last, missions.old(DAY)) == (date(2022, 11, 16), "4 years old")
    assert missions.state(DAY) == "out of date since 16 November 2023"
    assert missions.renew == "From P."
    assert reviews.state(DAY) == "out of date since 6 November 2022"
    assert (mine.stale(DAY), mine.state(DAY)) == (False, "up to date until 1 June 2027")


@pytest.mark.parametrize(
    "changed",
    [
        {"live": False},
        {"dataset": "sample/missions"},
        {"about": {"title": "People"}},  # a campaign's own list names no publisher
        {"counts": {}},  # nothing that everybody may see has a day
    ],
)
def test_only_public_tables_that_count_and_have_a_day(changed: dict[str, object]) -> None:
    assert ages([replace(MISSIONS, **changed)], DAY) == []  # type: ignore[arg-type]


def test_the_newest_of_several_loads_of_one_dataset_counts() -> None:
    added = replace(MISSIONS, append=True, counts={NEWEST: 20260105})
    (age,) = ages([added, MISSIONS], DAY)
    assert age.last == date(2026, 1, 5)


def test_a_table_made_by_hand_is_as_old_as_its_last_check() -> None:
    (age,) = ages([by_hand(**{NEWEST: 20040101, CHECKED: 20260301})], DAY)
    assert (age.last, age.state(DAY)) == (date(2026, 3, 1), "up to date until 1 March 2027")
    (due,) = ages([by_hand(**{CHECKED: 20260301, DUE: 20260501})], DAY)
    assert due.stale(DAY)
    assert due.state(DAY) == "was to be checked by 1 May 2026"
    (ahead,) = ages([by_hand(**{CHECKED: 20260301, DUE: 20270501})], DAY)
    assert ahead.state(DAY) == "to be checked by 1 May 2027"
    (unchecked,) = ages([by_hand(**{NEWEST: 20240101})], DAY)
    assert unchecked.last == date(2024, 1, 1)


def test_a_year_that_is_not_over_is_known_to_the_day_of_loading() -> None:
    (age,) = ages([replace(MISSIONS, counts={NEWEST: 20261231})], DAY)
    assert (age.last, age.old(DAY)) == (date(2026, 11, 1), "28 days old")


def test_what_lasts_does_not_age_and_has_the_day_of_its_publisher() -> None:
    about = {"title": "Borders", "publisher": "P", "kind": "lasting", "as_of": "2011-12-31"}
    borders = replace(MISSIONS, dataset="b", loader="b", counts={}, about=about)
    missions, age = ages([borders, MISSIONS], DAY)
    assert (age.last, age.stale(DAY), age.state(DAY)) == (
        date(2011, 12, 31),
        False,
        "does not go out of date",
    )
    assert missions.dataset == "missions"
    # Under a name of one's own it may hold only what not everybody may see.
    assert ages([replace(borders, dataset="mine")], DAY) == []


def test_every_threshold_has_its_reason() -> None:
    assert all(ageing.why for ageing in AGEING.values())
    assert AGEING["acts"].years == 0.5  # the shortest: who joined last may join next
    assert min(a.years for a in AGEING.values() if a.years) == 0.5
