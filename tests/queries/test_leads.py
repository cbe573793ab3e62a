"""What every row of a table or a timeline proposes next is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Table, Timeline
from queries.question import ask
from tests.queries.test_introductions import DAY

MOST = 2  # rows of each block that are followed, from its beginning and its end
# Of the public record, and those with a line of time; test_onward.py follows all tables.
PARAMETERS: Mapping[str, Mapping[str, str]] = {
    "acts": {"target": "Belarus"},
    "due": {"case": "Swallow"},
    "dyad": {"government": "Ireland", "target": "Belarus"},
    "hooks": {"target": "Belarus"},
    "record": {"government": "Ireland", "target": "Belarus"},
    "state": {"government": "Belarus"},
    "timeline": {"case": "Swallow"},
}


def proposals(answer: Answer) -> set[tuple[str, tuple[tuple[str, Any], ...]]]:
    """What is asked if somebody follows the rows, each once."""
    questions_led_to = set()
    for block in answer.blocks:
        for lead in block.onward if isinstance(block, Table | Timeline) else ():
            for row in [*block.rows[:MOST], *block.rows[-MOST:]]:
                own = {name: row.get(column) for name, column in lead.of_row.items()}
                if None not in own.values():
                    parameters: Mapping[str, Any] = {**lead.parameters, **own}
                    words = {
                        k: "; ".join(v) if isinstance(v, list) else v for k, v in parameters.items()
                    }
                    questions_led_to.add((lead.question, tuple(sorted(words.items()))))
    return questions_led_to


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PARAMETERS))
def test_what_a_row_proposes_is_answered(filled: Store, name: str) -> None:
    answer = ask(name, filled, PARAMETERS[name], Label.RED, DAY)
    questions_led_to = proposals(answer)
    assert questions_led_to, "no row leads anywhere"
    for question, parameters in sorted(questions_led_to):
        try:
            ask(question, filled, dict(parameters), Label.RED, DAY)
        except DemarcheError as refusal:
            pytest.fail(f"{question} {parameters}: {refusal}")
