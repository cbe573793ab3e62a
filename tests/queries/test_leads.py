"""What every row of a table or a timeline proposes next is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Table, Timeline
from queries.question import ask, questions
from tests.queries.natural import natural
from tests.queries.test_introductions import DAY

MOST = 12  # rows of one table that are followed, the first and the last of them
MINE = (
    "acts",
    "brokers",
    "changes",
    "communities",
    "coverage",
    "due",
    "dyad",
    "hooks",
    "neighbourhood",
    "overview",
    "record",
    "spectrum",
    "state",
    "timeline",
    "what-if",
)


def proposals(answer: Answer) -> set[tuple[str, tuple[tuple[str, Any], ...]]]:
    """What is asked if somebody follows the rows, each once."""
    asked = set()
    for block in answer.blocks:
        for lead in block.onward if isinstance(block, Table | Timeline) else ():
            for row in [*block.rows[:MOST], *block.rows[-MOST:]]:
                own = {name: row.get(column) for name, column in lead.of_row.items()}
                if None not in own.values():
                    given: Mapping[str, Any] = {**lead.parameters, **own}
                    words = {
                        k: "; ".join(v) if isinstance(v, list) else v for k, v in given.items()
                    }
                    asked.add((lead.question, tuple(sorted(words.items()))))
    return asked


@pytest.mark.slow
@pytest.mark.parametrize("name", MINE)
def test_what_a_row_proposes_is_answered(filled: Store, name: str) -> None:
    answer = ask(name, filled, natural(questions()[name]), Label.RED, DAY)
    asked = proposals(answer)
    assert asked, "no row leads anywhere"
    for question, parameters in sorted(asked):
        try:
            ask(question, filled, dict(parameters), Label.RED, DAY)
        except DemarcheError as refusal:
            pytest.fail(f"{question} {parameters}: {refusal}")
