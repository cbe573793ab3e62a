"""Changes as they are written: any two may meet, and an id may stand for every name."""

from __future__ import annotations

import pytest

from graph.campaign.scenario import suppose
from graph.model.errors import NotFound
from graph.model.records import Entity, Tie
from graph.store.base import Store
from graph.view import View
from queries.parameters import resolve
from tests.conftest import write


@pytest.fixture
def campaign(empty: Store) -> Store:
    write(
        empty,
        Entity("Case", "cas:1", "Case One"),
        Entity("Person", "per:ada", "Ada"),
        Entity("Person", "per:bo", "Bo"),
        Entity("Person", "per:watch", "Watch"),
        Entity("Organization", "org:watch", "Watch"),
        Entity("Coalition", "coa:all", "All Together"),
        Entity("Mission", "mis:1", "Embassy"),
    )
    return empty


def supposed(store: Store, *lines: str) -> list[tuple[str, str, str]]:
    changes = suppose(View(store), "cas:1", lines, resolve).changes
    return [(tie.kind, tie.source, tie.target) for tie in changes.added if isinstance(tie, Tie)]


@pytest.mark.parametrize(
    ("line", "tie"),
    [
        ("add Ada meets Bo", ("KNOWS", "per:ada", "per:bo")),
        ("add per:ada meets org:watch", ("PARTNERS_WITH", "per:ada", "org:watch")),
        ("add org:watch knows coa:all", ("PARTNERS_WITH", "org:watch", "coa:all")),
        ("add All Together knows Embassy", ("PARTNERS_WITH", "coa:all", "mis:1")),
        ("add Ada knows Watch", ("KNOWS", "per:ada", "per:watch")),
        ("add per:ada works for org:watch", ("WORKS_FOR", "per:ada", "org:watch")),
    ],
)
def test_any_two_may_meet(campaign: Store, line: str, tie: tuple[str, str, str]) -> None:
    assert supposed(campaign, line) == [tie]


@pytest.mark.parametrize("line", ["remove per:ada", "close mis:1", "set org:watch to active ally"])
def test_an_id_may_stand_for_a_name(campaign: Store, line: str) -> None:
    assert suppose(View(campaign), "cas:1", [line], resolve).clauses


def test_whoever_is_not_known_meets_nobody(campaign: Store) -> None:
    with pytest.raises(NotFound, match="Nothing here is called “Nemo”"):
        supposed(campaign, "add All Together meets Nemo")
