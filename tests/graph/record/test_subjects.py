"""What a recommendation is about, by its words: as right as said on texts not looked at."""

from __future__ import annotations

import csv

import pytest

from graph.record.subjects import about
from tests.graph.real_upr import CORE, DATA, present

LATER = "upr/upr-info_sessions_18-20.csv"


@pytest.mark.parametrize(
    ("text", "core", "detention"),
    [
        ("RELEASE ALL POLITICAL PRISONERS", True, True),
        ("Sign and ratify OP-CAT", True, True),
        ("Guarantee freedom of assembly", True, False),
        ("Investigate enforced disappearances", True, False),
        ("Involve civil society in the follow-up", True, False),
        ("Strengthen the National Assembly", False, False),
        ("Express its support for education", False, False),
        ("Abolish the death penalty", False, False),
        ("", False, False),
    ],
)
def test_by_its_words(text: str, core: bool, detention: bool) -> None:
    assert about(text) == (core, detention)


@present
@pytest.mark.slow
def test_it_agrees_with_the_issues_of_sessions_that_were_not_looked_at() -> None:
    with (DATA / LATER).open(encoding="mac_roman", newline="") as file:
        table = list(csv.DictReader(file))
    issues = [{part.strip() for part in row["Issue"].split(",")} for row in table]
    judged = [about(row["Text"]) for row in table]
    for true, seems, precision, recall in (
        ([bool(CORE & one) for one in issues], [one.core for one in judged], 0.95, 0.88),
        (["Detention" in one for one in issues], [one.detention for one in judged], 0.9, 0.88),
    ):
        both = sum(map(min, true, seems))
        assert both / sum(seems) > precision
        assert both / sum(true) > recall
