"""An entity and what surrounds it, as far as the audience may see."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model.errors import NotFound
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.store.base import Store
from queries.question import ask
from tests.conftest import small_network, write


@pytest.fixture
def small(empty: Store) -> Store:
    write(empty, *small_network())
    return empty


def shown(store: Store, audience: Label = Label.RED, **parameters: Any) -> set[str]:
    answer = ask("neighbourhood", store, parameters, audience)
    return {entity["id"] for entity in answer.block("map").entities}


def test_hops_are_counted_in_ties(small: Store) -> None:
    assert shown(small, entity="org:watch", hops=0) == {"org:watch"}
    one = {"org:watch", "cas:1", "per:ada", "org:press"}
    assert shown(small, entity="org:watch", hops=1) == one
    assert shown(small, entity="org:watch", hops=2) == one | {"gov:BLR", "per:bo"}
    assert shown(small, entity="org:watch", hops=3) == one | {
        "gov:BLR",
        "gov:FRA",
        "per:bo",
        "fam:1",
    }


def test_what_the_audience_may_not_see_is_neither_there_nor_a_way(small: Store) -> None:
    assert "fam:1" not in shown(small, Label.STRICT, entity="org:watch", hops=4)
    with pytest.raises(NotFound):
        shown(small, Label.STRICT, entity="fam:1")


def test_a_name_in_any_script_finds_it(small: Store) -> None:
    assert shown(small, entity="Адa", hops=0) == {"per:ada"}


def test_a_cut_is_said(small: Store) -> None:
    answer = ask("neighbourhood", small, {"entity": "org:watch", "hops": 3, "most": 3})
    assert answer.sentence.endswith("is tied within 3 steps to 5 others. The nearest 2 are shown.")
    assert len(answer.block("map").entities) == 3


def test_a_count_is_as_strict_as_what_it_counts(small: Store) -> None:
    # The family is the only one that STRICT does not see, and none of the three shown.
    red = ask("neighbourhood", small, {"entity": "org:watch", "hops": 4, "most": 3}, Label.RED)
    strict = ask(
        "neighbourhood", small, {"entity": "org:watch", "hops": 4, "most": 3}, Label.STRICT
    )
    assert red.label is Label.RED
    assert strict.label is not Label.RED
    assert ("to 7 others" in red.sentence, "to 7 others" in strict.sentence) == (True, False)


@pytest.mark.parametrize("most", [1, 2, 40, 99, 100])
def test_all_are_counted_whatever_is_shown(empty: Store, most: int) -> None:
    people = [Entity("Person", f"per:{n}", f"Signer {n}") for n in range(150)]
    signed = [Tie("SIGNED", one.id, "sta:1") for one in people]
    write(empty, Entity("Statement", "sta:1", "Letter of the Harbour"), *people, *signed)
    answer = ask("neighbourhood", empty, {"entity": "sta:1", "most": most})
    assert answer.sentence.startswith("Letter of the Harbour (")
    assert "is tied directly to 150 others" in answer.sentence
    assert answer.json().decode().count("150 others") == 2  # in the sentence and beside the map
    assert len(answer.block("map").entities) == most


def test_judged_to_be_the_same_is_counted_once(empty: Store) -> None:
    people = [Entity("Person", f"per:{n}", f"Signer {n}") for n in range(6)]
    signed = [Tie("SIGNED", one.id, "sta:1") for one in people]
    same = Tie("SAME_AS", "per:4", "per:5")
    write(empty, Entity("Statement", "sta:1", "Letter"), *people, *signed, same)
    answer = ask("neighbourhood", empty, {"entity": "sta:1", "most": 3})
    assert "to 5 others" in answer.sentence


def test_no_step_says_how_many_there_would_be(small: Store) -> None:
    answer = ask("neighbourhood", small, {"entity": "org:watch", "hops": 0}, Label.RED)
    assert answer.sentence.endswith("is tied directly to 3 others. None of them is shown.")


def test_nothing_around_is_a_sentence(small: Store) -> None:
    write(small, Entity("Government", "gov:NOR", "Norway"), dataset="alone")
    for hops in (0, 1, 2):
        answer = ask("neighbourhood", small, {"entity": "gov:NOR", "hops": hops})
        assert answer.sentence == "Nothing is known to be tied to Norway."
