"""First doors: one for each role, the best for it, and nobody twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.approach.portfolio import ANY, FEWEST, MOST, NEAR, NEXUS, ROLES, first_doors

GOVERNMENTS = [f"gov:{letter}" for letter in "abcdefgh"]
lists = st.dictionaries(
    st.sampled_from([*ROLES]), st.lists(st.sampled_from(GOVERNMENTS), unique=True, max_size=6)
)


@given(lists, st.sets(st.sampled_from(GOVERNMENTS), max_size=4))
def test_each_fills_a_role_that_it_could_and_none_is_chosen_twice(
    by_role: dict[str, list[str]], body: set[str]
) -> None:
    chosen = first_doors(by_role, [body])
    assert len(chosen) <= MOST
    assert len({one.id for one in chosen}) == len(chosen)
    for one in chosen:
        assert one.id in by_role[one.role]
    roles = [one.role for one in chosen]
    assert roles == sorted(roles, key=[*ROLES].index)
    assert all(roles.count(role) <= (2 if role == NEAR else 1) for role in ROLES if role != ANY)
    assert sum(one.id in body and one.role not in (NEXUS, NEAR) for one in chosen) <= 1
    if by_role.get(NEXUS):  # the bond comes before all else
        assert chosen[0].id == by_role[NEXUS][0]
    free = set(by_role.get(ANY, ())) - {one.id for one in chosen}
    if len(chosen) < FEWEST:  # nobody is left who could be the next in the list
        assert not free - body


def test_a_member_of_a_body_may_be_the_neighbour_beside_another_that_acts_most() -> None:
    europe = {"gov:NLD", "gov:LTU", "gov:POL", "gov:DEU"}
    by_role = {
        "record": ["gov:NLD", "gov:DEU", "gov:GBR"],
        "near": ["gov:LTU", "gov:POL"],
        "mediator": ["gov:DEU", "gov:VAT"],  # Germany acts with the Netherlands
    }
    chosen = [(one.id, one.role) for one in first_doors(by_role, [europe])]
    assert chosen == [
        ("gov:NLD", "record"),
        ("gov:LTU", "near"),
        ("gov:POL", "near"),  # a place was left
        ("gov:VAT", "mediator"),
    ]


def test_a_second_neighbour_takes_no_place_of_another_role() -> None:
    by_role = {
        "nexus": ["gov:a"],
        "record": ["gov:b"],
        "near": ["gov:c", "gov:d"],
        "mediator": ["gov:e"],
        "leverage": ["gov:f"],
    }
    assert [one.id for one in first_doors(by_role)] == [f"gov:{x}" for x in "abcef"]


def test_without_doors_there_is_none() -> None:
    assert first_doors({}) == []
    assert first_doors({"any": ["gov:a"]}) == [("gov:a", ANY)]
