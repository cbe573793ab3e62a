"""Consent: the newest one counts, of one day the strictest, and an old one is asked for again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.consent import Standing, consent
from graph.records import Entity, Tie
from graph.schema import Label
from graph.store import Store
from graph.view import View
from tests.conftest import write


def standing(store: Store, *given: dict[str, Any], audience: Label = Label.RED) -> Standing:
    records: list[Any] = [Entity("Case", "cas:1", "Case One")]
    for n, values in enumerate(given):
        records += [
            Entity("Consent", f"con:{n}", None, {"use": "embassies"} | values),
            Tie("CONCERNS", f"con:{n}", "cas:1"),
        ]
    write(store, *records)
    return consent(View(store, audience, date(2026, 6, 1)), "cas:1", "embassies")


def test_without_a_record_nobody_is_named(empty: Store) -> None:
    found = standing(empty)
    assert (found.state, found.may_name) == ("unset", False)
    assert "only what can be done without naming" in found.sentence


@pytest.mark.parametrize("state", ["given", "refused", "withdrawn", "unset"])
def test_only_a_given_one_lets_name(empty: Store, state: str) -> None:
    found = standing(empty, {"state": state, "date": "2026-01-01"})
    assert found.may_name == (state == "given")
    assert (state == "unset") or "on 2026-01-01" in found.sentence


def test_the_newest_counts(empty: Store) -> None:
    old, new = {"state": "withdrawn", "date": "2025-01"}, {"state": "given", "date": "2026-02-01"}
    assert standing(empty, new, old).state == "given"


def test_of_one_day_the_strictest_counts(empty: Store) -> None:
    day = {"date": "2026-02-01"}
    found = standing(empty, {"state": "given"} | day, {"state": "withdrawn"} | day)
    assert found.state == "withdrawn"
    assert found.sentence.startswith("Consent for embassies was withdrawn on 2026-02-01: do not")


def test_for_another_use_it_says_nothing(empty: Store) -> None:
    assert standing(empty, {"use": "media", "state": "given"}).state == "unset"


def test_after_the_day_of_its_review_it_is_asked_for_again(empty: Store) -> None:
    found = standing(empty, {"state": "given", "date": "2025-01-01", "review": "2026-05"})
    assert (found.lapsed, found.may_name) == (True, False)
    assert "was to be reviewed by 2026-05: ask again" in found.sentence
    assert standing(empty, {"state": "given", "date": "2026-05-20", "review": "2026-06"}).may_name
