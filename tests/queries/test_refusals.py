"""What makes no sense is refused with a sentence that says what to do instead."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Entity, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Store
from queries.question import ask
from tests.conftest import write

DAY = date(2026, 11, 28)
STATES = [
    Entity("Government", "gov:NOR", "Norway"),
    Entity(
        "Government", "gov:AAA", "Old Realm", {"until": 1962, "successors": ["gov:BBB", "gov:CCC"]}
    ),
    Entity("Government", "gov:BBB", "Middle Realm", {"until": 1991, "successors": ["gov:DDD"]}),
    Entity("Government", "gov:CCC", "Coast"),
    Entity("Government", "gov:DDD", "Upland"),
    Entity("Case", "cas:1", "Case One"),
    Tie("DETAINS", "gov:CCC", "cas:1"),
]


def refusal(store: Store, name: str, **parameters: str) -> str:
    write(store, *STATES)
    with pytest.raises(QuestionError) as refused:
        ask(name, store, parameters, Label.RED, DAY)
    return str(refused.value)


@pytest.mark.parametrize("name", ["embassies", "hooks", "coverage"])
def test_nobody_asks_a_state_that_has_ended(empty: Store, name: str) -> None:
    sentence = refusal(empty, name, target="Old Realm")
    assert sentence == (
        "Nobody can ask Old Realm anything: it ended in 1962. Ask of Coast or Upland instead."
    )


@pytest.mark.parametrize("name", ["dyad", "record"])
def test_nor_does_a_government(empty: Store, name: str) -> None:
    sentence = refusal(empty, name, government="Norway", target="Middle Realm")
    assert sentence.endswith("Ask of Upland instead.")


def test_before_its_end_it_is_a_state_like_others(empty: Store) -> None:
    write(empty, *STATES)
    parameters = {"government": "Norway", "target": "Old Realm"}
    answer = ask("dyad", empty, parameters, Label.RED, date(1950, 1, 1))
    assert answer.sentence.startswith("Nothing that links Norway and Old Realm is on record")


@pytest.mark.parametrize("name", ["dyad", "record"])
def test_a_state_has_no_dyad_with_itself(empty: Store, name: str) -> None:
    assert "Norway" in refusal(empty, name, government="Norway", target="NOR")


def test_a_case_is_not_supposed_without_its_jailer(empty: Store) -> None:
    sentence = refusal(empty, "what-if", case="Case One", changes="remove Coast")
    assert sentence.startswith("Coast detains in Case One, so without it there would be no case.")


def test_days_in_the_wrong_order(empty: Store) -> None:
    sentence = refusal(empty, "timeline", case="Case One", since="2026-05-01", until="2026-01-01")
    assert sentence == "Give the earlier day first: 1 May 2026 is after 1 January 2026."


def test_what_has_not_begun_gives_no_row_that_ends_it(empty: Store) -> None:
    bodies = [Entity("Organization", f"org:{x}", x.upper()) for x in "ab"]
    later = PartialDate("2027-03")
    write(
        empty,
        *STATES,
        *bodies,
        Tie("COORDINATES_WITH", "org:a", "org:b", "2027-03", later),
        Tie("WORKS_ON", "org:a", "cas:1", "2025", PartialDate("2025")),
    )
    parameters = {"case": "Case One", "changes": "remove A"}
    answer = ask("what-if", empty, parameters, Label.RED, DAY)
    (row,) = answer.block("ties").rows  # type: ignore[union-attr]
    assert (row["kind"], row["until"]) == ("works on", "2026-11-28")
