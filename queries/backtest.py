"""How well the ranking did in the past: each event with only what was known before it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from graph.view import View
from queries.answer import Answer
from queries.question import question
from queries.shared.backtest_acts import backtest_acts
from queries.shared.backtest_reviews import backtest_reviews


@question("How well the ranking did in the past", section="Evidence")
def backtest(
    view: View,
    on: Literal["reviews", "acts"] = "reviews",
    sessions: str = "10-17",
    since: date | None = None,
    until: date | None = None,
) -> Answer:
    """How good would the ranking of embassies have been in the past?

    On acts: every public act for prisoners with a whole list of three governments or more is
    foreseen as “Embassies to approach” would have on its first day, and compared with who joined.
    On reviews: the same of UN reviews and who raised detention, expression or civil society there.
    Beside it stand simpler rankings.

    on: acts (joint statements, letters, trials attended …) or reviews
    sessions: of reviews, the UN review sessions to test, as 10-17
    since: of acts, only those from this day on
    until: of acts, only those before this day
    """
    return backtest_acts(view, since, until) if on == "acts" else backtest_reviews(view, sessions)
