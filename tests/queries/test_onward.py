"""No page refuses what another proposes: every row's further questions are asked and answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Onward, Row, Table
from queries.question import ask, questions
from tests.queries.natural import natural

DAY = date(2026, 11, 25)
ROWS = 5  # of each table are followed
OF_THE_RECORD = {"embassies", "backtest"}  # which want UN reviews, and these the whole record


def onward(answer: Answer) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """From which table, to which question, asked with what."""
    for table in answer.blocks:
        if isinstance(table, Table):
            for lead in table.onward:
                for row in table.rows[:ROWS]:
                    if parameters := asked_with(lead, row):
                        yield table.id, lead.question, parameters


def asked_with(lead: Onward, row: Row) -> Mapping[str, Any] | None:
    """As a button asks it; None: the row has no button."""
    own = {name: row.get(column) for name, column in lead.of_row.items()}
    return None if None in own.values() else {**lead.parameters, **own}


def follow(store: Store, answer: Answer, followed: set[str]) -> int:
    """Ask all that an answer leads to; how many that were."""
    steps = [step for step in onward(answer) if repr(step[1:]) not in followed]
    for _, question, parameters in steps:
        if repr((question, parameters)) in followed:
            continue
        followed.add(repr((question, parameters)))
        problem = ask(question, store, parameters, answer.audience, DAY)
        assert problem.sentence
    return len(steps)


@pytest.mark.slow  # some thirty what-ifs
@pytest.mark.parametrize("audience", [Label.RED, Label.STRICT])
def test_whatever_a_row_leads_to_is_answered(campaign: Store, audience: Label) -> None:
    followed: set[str] = set()
    led = {
        name: follow(campaign, ask(name, campaign, natural(one), audience, DAY), followed)
        for name, one in questions().items()
        if name not in OF_THE_RECORD
    }
    leading = {name for name, many in led.items() if many}
    assert {"introductions", "functions", "meetings"} <= leading
    assert ("weak-points" in leading) == (audience is Label.RED)


@pytest.mark.slow
@pytest.mark.parametrize("audience", [Label.RED, Label.STRICT])
def test_so_is_whatever_the_embassies_lead_to(filled: Store, audience: Label) -> None:
    answer = ask("embassies", filled, natural(questions()["embassies"]), audience, DAY)
    assert follow(filled, answer, set())
    assert {"introductions", "dyad"} <= {question for _, question, _ in onward(answer)}


@pytest.mark.slow
def test_so_it_is_of_a_government_without_a_case(filled: Store) -> None:
    followed: set[str] = set()
    led = 0
    for name in ("embassies", "acts", "hooks", "coverage"):
        answer = ask(name, filled, {"target": "BLR"}, Label.STRICT, DAY)
        led += follow(filled, answer, followed)
        assert "introductions" not in {question for _, question, _ in onward(answer)}
    assert led
