"""A line of time is lettered in the language that is spoken, whatever Vega would write."""

from __future__ import annotations

import pytest

from graph.model.words import speaking
from queries.render.browser.timeline import MOST, lettered, ticks


@pytest.mark.parametrize(
    ("spoken", "april"), [("en_GB", "April 2026"), ("fr", "avril 2026"), ("fa", "آوریل")]
)
def test_months_are_written_in_the_language_that_is_spoken(spoken: str, april: str) -> None:
    with speaking(spoken):
        axis = lettered(["2026-03-02", "2026-05", "2027-01-09"]).to_dict()
    assert april in axis["labelExpr"].encode().decode("unicode_escape")
    assert [(at["year"], at["month"]) for at in axis["values"]] == [
        *((2026, 4), (2026, 7), (2026, 10)),
        (2027, 1),
    ]


@pytest.mark.parametrize(
    "days",
    [["2026"], ["2026-03-02"], ["2026-03-02", "2026-03-03"], ["2019-05", "2026"], ["1901", "2026"]],
)
def test_however_long_it_is_a_few_words_stand_on_it(days: list[str]) -> None:
    assert 1 <= len(ticks(days)) <= MOST
    assert ticks(days) == sorted(ticks(days))
