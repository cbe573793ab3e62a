"""Who is on the map of the workspace: nobody through a government, layers."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from graph.model.errors import NotFound
from graph.model.layers import layer_of
from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, LAYERS, TIES, Label
from graph.store.base import Store
from graph.view import View
from queries.workspace.around import around
from queries.workspace.workspace_state import FEW, WorkspaceState, in_address
from tests.conftest import write

DAY = date(2026, 11, 25)


@pytest.fixture
def small(empty: Store) -> Store:
    """A case; a friend of it and hers; a state with a post elsewhere; an ask and what it led to."""
    kinds = {"cas": "Case", "per": "Person", "org": "Organization", "gov": "Government"}
    kinds |= {"mis": "Mission", "app": "Approach", "agr": "Agreement", "eve": "Event"}
    ids = (
        "cas:1 cas:2 org:us org:near org:far gov:AAA gov:BBB gov:CCC mis:a mis:b app:1 agr:T eve:1"
    )
    entities = [Entity(kinds[id[:3]], id, id.upper(), {"type": "embassy"}) for id in ids.split()]
    ties = [
        ("DETAINS", "gov:AAA", "cas:1"),
        ("WORKS_ON", "org:us", "cas:1"),
        ("ALLIED_WITH", "org:us", "org:near"),
        ("ALLIED_WITH", "org:near", "org:far"),
        ("REPRESENTS", "mis:a", "gov:BBB"),
        ("LOCATED_IN", "mis:a", "gov:AAA"),
        ("ACCREDITED_TO", "mis:a", "gov:AAA"),
        ("REPRESENTS", "mis:b", "gov:BBB"),
        ("LOCATED_IN", "mis:b", "gov:CCC"),
        ("ALLIED_WITH", "org:us", "gov:BBB"),
        ("CONCERNS", "app:1", "cas:1"),
        ("MADE_TO", "app:1", "gov:CCC"),
        ("CONCERNS", "eve:1", "cas:1"),
        ("RECOMMENDED_TO", "gov:BBB", "gov:AAA"),
        ("PARTY_TO", "gov:AAA", "agr:T"),
        ("PARTY_TO", "gov:CCC", "agr:T"),
    ]
    write(empty, *entities, *(Tie(kind, a, b) for kind, a, b in ties))
    return empty


def shown(store: Store, **state: object) -> set[str]:
    view = View(store, Label.RED, DAY)
    return {
        one.id for one in around(view, WorkspaceState.of({"subject": "cas:1", **state})).entities
    }


def test_at_first_the_campaign_and_the_embassies_of_its_governments(small: Store) -> None:
    assert shown(small) == {"cas:1", "gov:AAA", "org:us", "org:near", "gov:BBB", "mis:a"}


def test_a_layer_brings_its_own_and_only_those(small: Store) -> None:
    first = shown(small)
    on = ["campaign", "embassies"]
    assert shown(small, layers=[*on, "asks"]) - first == {"app:1", "gov:CCC"}
    assert shown(small, layers=[*on, "dates"]) - first == {"eve:1"}
    assert shown(small, layers=[*on, "treaties"]) - first == {"agr:T", "gov:CCC"}  # which was asked
    assert shown(small, layers=[*on, "un"]) == first  # a tie more, nobody more
    assert first - shown(small, layers=["campaign"]) == {"gov:AAA", "gov:BBB", "mis:a"}


def test_of_what_governments_say_to_each_other_only_that_among_those_there(small: Store) -> None:
    view = View(small, Label.RED, DAY)
    state = WorkspaceState.of({"subject": "cas:1", "layers": ["campaign", "embassies", "un"]})
    kinds = Counter(tie.kind for tie in around(view, state).ties)
    assert kinds["RECOMMENDED_TO"] == 1


def test_expanding_brings_the_next_step_and_folding_takes_it_back(small: Store) -> None:
    first = shown(small)
    assert shown(small, expanded=["org:near"]) - first == {"org:far"}
    assert shown(small, expanded=[]) == first
    assert shown(small, expanded=["per:unknown"]) == first


def test_a_country_has_its_embassies_and_needs_no_case(small: Store) -> None:
    assert shown(small, subject="gov:AAA") >= {"gov:AAA", "mis:a", "gov:BBB", "cas:1"}
    assert "mis:b" not in shown(small, subject="gov:AAA")


def test_it_says_how_many_there_are_beyond_those_shown(small: Store) -> None:
    view = View(small, Label.RED, DAY)
    there = around(view, WorkspaceState.of({"subject": "cas:1"}))
    assert not there.cut
    assert there.total == sum(there.counts.values()) == len(there.within) > len(there.entities)
    assert (there.counts["asks"], there.counts["dates"]) == (1, 1)


def test_more_than_a_map_can_hold_is_cut_and_said(empty: Store) -> None:
    bodies = [Entity("Organization", f"org:{n:04d}", str(n)) for n in range(FEW + 20)]
    ties = [Tie("WORKS_ON", one.id, "cas:1") for one in bodies]
    write(empty, Entity("Case", "cas:1", "Case"), *bodies, *ties)
    view = View(empty, Label.RED, DAY)
    few = around(view, WorkspaceState.of({"subject": "cas:1"}))
    assert (len(few.entities), few.cut) == (FEW, True)
    whole = around(view, WorkspaceState.of({"subject": "cas:1", "most": 5000}))
    assert (len(whole.entities), whole.cut) == (FEW + 21, False)


def test_nobody_whom_the_audience_may_not_see(small: Store) -> None:
    view = View(small, Label.CLEAR, DAY)
    with pytest.raises(NotFound):
        around(view, WorkspaceState.of({"subject": "cas:1"}))


def test_every_kind_of_tie_and_entity_has_its_layer() -> None:
    assert {kind.layer for kind in ENTITIES.values()} <= LAYERS.keys()
    assert {name for name, kind in TIES.items() if not kind.layers} == {
        "SAME_AS",
        "STOPPED",
        "COMPARED_WITH",
    }
    assert layer_of(Tie("MEMBER_OF", "gov:FRA", "org:EU")) == "treaties"
    assert layer_of(Tie("MEMBER_OF", "per:a", "org:EU")) == "campaign"


def test_an_address_says_no_more_than_ids() -> None:
    texts = {"subject": "cas:1", "find": "Ada", "supposed": "remove Ada", "audience": "RED"}
    assert in_address(texts) == {"subject": "cas:1"}


def test_what_a_browser_says_wrongly_is_left_out() -> None:
    state = WorkspaceState.of(
        {"subject": 3, "selected": "gov:FRA", "expanded": [1, "gov:FRA"], "most": -1, "ask": []}
    )
    assert state == WorkspaceState(expanded=("gov:FRA",))
