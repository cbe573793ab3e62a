"""First doors: one of each kind, greedy, and nobody without a door."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.approach.portfolio import ANY, FEWEST, MOST, ROLES, Candidate, first_doors

PLAIN = tuple(role for role in ROLES if role != ANY)
doors = st.lists(
    st.tuples(st.floats(0, 1), st.frozensets(st.sampled_from(PLAIN))), min_size=0, max_size=6
).map(lambda drawn: [Candidate(f"gov:{n}", p, roles) for n, (p, roles) in enumerate(drawn)])


@settings(deadline=None)
@given(doors)
def test_each_adds_what_it_says_and_none_is_chosen_twice(offers: list[Candidate]) -> None:
    chosen = first_doors(offers)
    by_id = {door.id: door for door in offers}
    assert len(chosen) <= MOST
    assert len({one.id for one in chosen}) == len(chosen)
    roles = [one.role for one in chosen if one.role != ANY]
    assert len(set(roles)) == len(roles)
    together, before = 1.0, 0.0
    for one in chosen:
        door = by_id[one.id]
        assert one.role == ANY or one.role in door.roles
        assert door.p > 0
        together *= 1 - door.p
        assert one.together == pytest.approx(1 - together)
        assert one.adds == pytest.approx(one.together - before)
        before = one.together
    open_doors = sum(door.p > 0 for door in offers)
    assert len(chosen) >= min(FEWEST, open_doors)


@settings(max_examples=60, deadline=None)
@given(doors)
def test_the_roles_are_filled_within_half_of_the_best_choice(offers: list[Candidate]) -> None:
    filled = [one for one in first_doors(offers) if one.role != ANY]
    ours = max((one.together for one in filled), default=0.0)
    best = 0.0
    options = [[None, *(door for door in offers if role in door.roles)] for role in PLAIN]
    for choice in product(*options):
        ids = [door.id for door in choice if door]
        if len(set(ids)) == len(ids):
            fails = 1.0
            for door in choice:
                fails *= 1 - door.p if door else 1
            best = max(best, 1 - fails)
    assert ours >= best / 2 - 1e-9


def test_members_of_one_body_are_one_door_unless_one_has_a_bond() -> None:
    europe = {"gov:a", "gov:b", "gov:c"}
    offers = [
        Candidate("gov:a", 0.9, frozenset({"record"})),
        Candidate("gov:b", 0.8, frozenset({"record", "near"})),
        Candidate("gov:c", 0.5, frozenset({"nexus"})),
        Candidate("gov:d", 0.1, frozenset({"near"})),
    ]
    assert [one.id for one in first_doors(offers, [europe])] == ["gov:a", "gov:d", "gov:c"]
    assert [one.id for one in first_doors(offers)] == ["gov:a", "gov:b", "gov:c"]


def test_without_doors_there_is_no_portfolio() -> None:
    assert first_doors([]) == []
    assert first_doors([Candidate("gov:a", 0.0, frozenset({"record"}))]) == []
