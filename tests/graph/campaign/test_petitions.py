"""Who signed for a case: what counts as ours, who is named, and how many are counted."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from graph.campaign.allies import sides
from graph.campaign.contacts import contacts
from graph.campaign.petitions import Signed, signed
from graph.model.records import Entity, Origin, PartialDate, Record, Tie, Value
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from tests.conftest import small_network, write


def paper(id: str, kind: str, *who: str, **values: Value) -> Iterable[Record]:
    yield Entity("Statement", f"sta:{id}", f"Paper {id}", {"kind": kind, **values})
    yield Tie("ABOUT", f"sta:{id}", "cas:1")
    for one in who:
        yield Tie("SIGNED", one, f"sta:{id}", since=PartialDate("2026-01-02"))


def letters(store: Store, *records: Record, audience: Label = Label.STRICT) -> Signed:
    write(store, *small_network(), *records)
    view = View(store, audience)
    return signed(view, contacts(view, "cas:1"))


FOE = Entity("Organization", "org:foe", "Grateful Writers")
SHY = Entity("Organization", "org:shy", "Shy", {"contact": "do not contact"})
NEW = Entity("Organization", "org:new", "Newcomers")
AGAINST = Tie("OPPOSES", "org:foe", "cas:1", since=PartialDate("2026-01-01"))


def test_numbers_are_not_added_up_and_what_nobody_counted_is_missing(empty: Store) -> None:
    result = letters(
        empty,
        NEW,
        *paper("a", "petition", signatories=3000, signatories_by_country=["FRA 120", "KEN 3"]),
        *paper("b", "letter", "org:new", signatories_by_country=["KEN 7"]),
        *paper("c", "letter"),
    )
    assert [(one.paper.id, one.signatories) for one in result.papers] == [
        ("sta:a", 3000),
        ("sta:b", 7),
        ("sta:c", None),
    ]
    assert result.most == 3000
    assert result.by_country == {"gov:FRA": 120, "gov:KEN": 7}


@pytest.mark.parametrize(
    ("kind", "who", "ours"),
    [
        ("petition", ("org:new",), True),
        ("petition", ("org:new", "org:foe"), False),
        ("statement", ("org:new",), False),
        ("statement", ("org:watch",), True),
        ("resolution", ("org:foe",), False),
    ],
)
def test_what_counts_as_for_the_case(
    empty: Store, kind: str, who: tuple[str, ...], ours: bool
) -> None:
    result = letters(empty, NEW, FOE, AGAINST, *paper("a", kind, *who))
    assert [one.paper.id for one in result.papers] == ["sta:a"] * ours


@pytest.mark.parametrize("status", ["planned", "given up"])
def test_what_nobody_has_signed_yet_does_not_count(empty: Store, status: str) -> None:
    assert letters(empty, NEW, *paper("a", "letter", "org:new", status=status)).papers == []


def test_whoever_must_be_left_alone_is_neither_named_nor_counted(empty: Store) -> None:
    result = letters(empty, NEW, SHY, *paper("a", "letter", "org:new", "org:shy", "gov:BLR"))
    (one,) = result.papers
    assert (one.named, one.signatories) == (("org:new",), 1)
    assert result.bodies == {"org:new"}


def test_what_an_audience_may_not_see_is_not_counted(empty: Store) -> None:
    secret = Entity("Organization", "org:2", "Two", origin=Origin(label=Label.RED))
    records = [NEW, secret, *paper("a", "letter", "org:new", "org:2")]
    (one,) = letters(empty, *records).papers
    assert (one.named, one.signatories) == (("org:new",), 1)
    view = View(empty, Label.RED)
    assert signed(view, contacts(view, "cas:1")).papers[0].signatories == 2


def test_a_body_that_signed_is_an_ally_whom_others_may_meet(empty: Store) -> None:
    write(empty, *small_network(), NEW, *paper("a", "letter", "org:new", "org:watch"))
    view = View(empty, Label.STRICT)
    around = sides(view, contacts(view, "cas:1", ["org:new"]), [])
    by_id = {one.id: one for one in around.allies}
    assert by_id["org:new"].occasions & by_id["org:watch"].occasions == {"sta:a"}
