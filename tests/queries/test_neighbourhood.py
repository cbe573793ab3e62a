"""An entity and what surrounds it, as far as the audience may see."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import NotFound
from graph.schema import Label
from graph.store import Store
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
        "gov:BLR", "gov:FRA", "per:bo", "fam:1",
    }  # fmt: skip


def test_what_the_audience_may_not_see_is_neither_there_nor_a_way(small: Store) -> None:
    assert "fam:1" not in shown(small, Label.STRICT, entity="org:watch", hops=4)
    with pytest.raises(NotFound):
        shown(small, Label.STRICT, entity="fam:1")


def test_a_name_in_any_script_finds_it(small: Store) -> None:
    assert shown(small, entity="Адa", hops=0) == {"per:ada"}


def test_a_cut_is_said(small: Store) -> None:
    answer = ask("neighbourhood", small, {"entity": "org:watch", "hops": 3, "most": 3})
    assert "Only the nearest 3 are shown; there are more." in answer.sentence
    assert len(answer.block("map").entities) == 3


def test_nothing_around_is_a_sentence(small: Store) -> None:
    write(small, *[r for r in small_network() if r.kind == "Government"], dataset="alone")
    answer = ask("neighbourhood", small, {"entity": "gov:FRA", "hops": 0})
    assert answer.sentence == "Nothing is known to be tied to France."
