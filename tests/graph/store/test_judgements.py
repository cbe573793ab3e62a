"""A judgement is a load of its own: replaced by the next on the same two, undone exactly."""

from __future__ import annotations

import random

import pytest

from graph.model.errors import InputError
from graph.model.records import Entity, Origin, Tie
from graph.model.schema import Label
from graph.store.base import Scope, Store
from graph.store.judgements import DIFFERENT, SAME, UNSURE, VERDICTS, judge
from graph.view import View
from tests.conftest import small_network, write

ADA, BO = Entity("Person", "per:ada", "Ada"), Entity("Person", "per:bo", "Bo")


def state(store: Store, audience: Label = Label.RED) -> tuple[object, ...]:
    """All that a view shows."""
    view = View(store, audience)
    around = view.network(["cas:1"], 3)
    kinds = ("Person", "Organization", "Case", "Family", "Government")
    return (
        [(one, view.claims(one.id)) for one in view.entities(*kinds)],
        view.ties(),
        around,
        view.near("per:ada", 2),
        view.judgements,
    )


@pytest.mark.parametrize("verdict", VERDICTS)
def test_undone_it_is_as_if_it_had_never_been(empty: Store, verdict: str) -> None:
    write(empty, *small_network())
    before = state(empty)
    load = judge(empty, ADA, BO, verdict, "met both").load
    assert state(empty) != before
    empty.undo(load or 0)
    assert state(empty) == before


def test_any_judgements_undone_in_any_order_are_gone(empty: Store) -> None:
    rng = random.Random(7)
    write(empty, *small_network(), *(Entity("Person", f"per:{n}", f"P{n}") for n in range(5)))
    people = View(empty, Label.RED).entities("Person")
    for _ in range(12):
        before = state(empty)
        loads = [
            judge(empty, *rng.sample(people, 2), rng.choice(VERDICTS)).load or 0 for _ in range(4)
        ]
        for load in rng.sample(loads, len(loads)):
            empty.undo(load)
        assert state(empty) == before


def test_the_next_judgement_replaces_the_last_and_gives_it_back(empty: Store) -> None:
    write(empty, ADA, BO)
    judge(empty, ADA, BO, SAME)
    load = judge(empty, BO, ADA, DIFFERENT).load
    assert View(empty).judgements.same == {}
    assert View(empty).judgements.compared == {("per:ada", "per:bo"): DIFFERENT}
    empty.undo(load or 0)
    assert View(empty).group("per:bo") == ["per:ada", "per:bo"]


def test_two_that_were_compared_are_no_tie_in_the_world(empty: Store) -> None:
    write(empty, ADA, BO, Entity("Organization", "org:1", "Watch"), Tie("LEADS", "per:bo", "org:1"))
    before = (View(empty).network(["per:ada"], 3), View(empty).ties(), View(empty).near("per:ada"))
    for verdict in (DIFFERENT, UNSURE):
        judge(empty, ADA, BO, verdict)
        now = (View(empty).network(["per:ada"], 3), View(empty).ties(), View(empty).near("per:ada"))
        assert now == before


def test_whoever_may_see_both_may_see_it_but_not_why(empty: Store) -> None:
    bodies = [Entity("Organization", f"org:{n}", "Watch") for n in range(2)]
    secret = Entity("Organization", "org:2", "Watch", origin=Origin(label=Label.RED))
    write(empty, *bodies, secret)
    judge(empty, *bodies, SAME, "their director told us")
    judge(empty, bodies[0], secret, SAME)
    assert View(empty, Label.GREEN).group("org:0") == ["org:0", "org:1"]
    assert View(empty, Label.RED).group("org:0") == ["org:0", "org:1", "org:2"]
    scope = Scope(Label.STRICT, ties=frozenset({"SAME_AS"}), kinds=frozenset())
    (tie,) = empty.read(scope)
    assert tie.values == {"verdict": SAME}


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [(ADA, ADA, SAME), (ADA, Entity("Organization", "org:1", "Ada"), SAME), (ADA, BO, "perhaps")],
)
def test_what_cannot_be_is_refused(empty: Store, one: Entity, other: Entity, verdict: str) -> None:
    write(empty, ADA, BO, Entity("Organization", "org:1", "Ada"))
    with pytest.raises(InputError):
        judge(empty, one, other, verdict)
    assert len(empty.loads()) == 1
