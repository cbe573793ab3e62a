"""The acts of a government, and those about its prisoners, where other questions show them."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Table
from queries.question import ask

DAY = date(2026, 11, 28)


def rows(answer: Answer, id: str) -> list[dict[str, Any]]:
    return [dict(row) for row in answer.block(id).rows]  # type: ignore[union-attr]


def ids(answer: Answer) -> list[str]:
    return [block.id for block in answer.blocks]


def test_a_state_a_dyad_and_a_record_show_the_acts(few_acts: Store) -> None:
    state = ask("state", few_acts, {"government": "BLR"}, Label.RED, DAY)
    assert [row["date"] for row in rows(state, "acts")][:2] == ["September 2025", "21 March 2025"]
    table = state.block("acts")
    assert isinstance(table, Table)
    lead = table.onward[0]
    assert (lead.question, lead.parameters) == ("acts", {"target": "gov:BLR"})
    china = ask("state", few_acts, {"government": "CHN"}, Label.RED, DAY)
    (row,) = rows(china, "own_acts")
    assert (row["stance"], row["about"], row["who"]) == ("against", "Belarus", "Cuba")
    assert "acts" not in ids(china)
    for question in ("dyad", "record"):
        between = ask(question, few_acts, {"government": "CAN", "target": "BLR"}, Label.RED, DAY)
        acts = rows(between, "acts")
        assert [(row["date"], row["who"]) for row in acts] == [
            ("September 2025", "Norway and United Kingdom"),
            ("23 May 2024", "United Kingdom"),
        ]
        none = ask(question, few_acts, {"government": "BLR", "target": "CAN"}, Label.RED, DAY)
        assert "acts" not in ids(none)


def test_each_side_of_an_act_is_named_as_such(few_acts: Store) -> None:
    acts = rows(ask("state", few_acts, {"government": "RUS"}, Label.RED, DAY), "acts")
    assert [row["who"] for row in acts] == [
        "Estonia, Netherlands and United Kingdom",
        "Belgium, Luxembourg and Netherlands",
        "against: Cuba",
    ]
    own = rows(ask("state", few_acts, {"government": "USA"}, Label.RED, DAY), "own_acts")
    assert [row["who"] for row in own] == [None, "nobody else"]  # the first list is not complete
    qatar = rows(ask("state", few_acts, {"government": "QAT"}, Label.RED, DAY), "own_acts")
    assert [(row["stance"], row["about"]) for row in qatar] == [("mediator", "Belarus")]
