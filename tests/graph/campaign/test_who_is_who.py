"""Who may be recorded twice: for which reasons, in what order, and who is no such pair."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest

from graph.campaign.name_blocks import (
    ALIAS,
    LETTERS,
    MAIL,
    NAME,
    NEAR,
    PHONE,
    SHORT,
    SIMILAR,
    SITE,
    TIES,
    alike,
)
from graph.campaign.who_is_who import LikelyPairs, likely_pairs
from graph.model.records import Entity, Origin, PartialDate, Record, Tie, Value
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.judgements import DIFFERENT, SAME, UNSURE, judge
from graph.view import View
from tests.conftest import write


def person(id: str, name: str | None, **values: Value) -> Entity:
    return Entity("Person", f"per:{id}", name, values)


def body(id: str, name: str, **values: Value) -> Entity:
    return Entity("Organization", f"org:{id}", name, values)


def reasons(*entities: Entity) -> dict[str, str] | None:
    """What speaks for the first two, in their cities."""
    places = {e.id: frozenset([str(e.values["city"])]) for e in entities if "city" in e.values}
    ends = sorted(one.id for one in entities[:2])
    return alike(entities, places).get((ends[0], ends[1]))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (person("1", "A", email="A@x.org"), person("2", "B", email="mailto:a@X.org"), [MAIL]),
        (person("1", "A", phone="+47 22 33 44 55"), person("2", "B", phone="4722334455"), [PHONE]),
        (
            body("1", "A", website="https://www.x.org/en/"),
            body("2", "B", website="x.org"),
            [SITE],
        ),
        (person("1", "Jan Novák"), person("2", "NOVAK, Jan"), [NAME]),
        (person("1", "Jan Novak"), person("2", "J. N.", aliases=["Jan Novak"]), [ALIAS]),
        (person("1", "Олег Иванов"), person("2", "Oleg Ivanov"), [LETTERS]),
        (person("1", "Anna"), person("2", "anna"), [SHORT]),
        (body("1", "Amnesty"), body("2", "amnesty"), [NAME]),
        (
            person("1", "Jan Novak", city="Brno"),
            person("2", "Jan Nowak", city="Brno"),
            [NEAR],
        ),
        (person("1", "Jan Novak", city="Brno"), person("2", "Jan Novakk"), [SIMILAR]),
    ],
)
def test_what_speaks_for_a_pair(one: Entity, other: Entity, why: list[str]) -> None:
    assert list(reasons(one, other) or ()) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("1", "Jan Novak"), body("2", "Jan Novak")),
        (person("1", "Jan Novak", city="Brno"), person("2", "Jan Nowak", city="Oslo")),
        (body("1", "Chapter 1", city="Brno"), body("2", "Chapter 2", city="Brno")),
        (person("1", "Jan Novak", city="Brno"), person("2", "Eva Novak", city="Brno")),
        (
            body("1", "Open Margin", website="facebook.com/margin"),
            body("2", "Saltmarsh", website="facebook.com/saltmarsh"),
        ),
        (person("1", None, city="Brno"), person("2", None, city="Brno")),
    ],
)
def test_what_does_not(one: Entity, other: Entity) -> None:
    assert reasons(one, other) is None


def test_a_name_that_too_many_have_says_something_only_in_one_place() -> None:
    many = [person(f"{n:03d}", "Jan Novak", city=f"{n // 2}") for n in range(100)]
    pairs = alike(many, {one.id: frozenset([str(one.values["city"])]) for one in many})
    assert set(pairs) == {(many[n].id, many[n + 1].id) for n in range(0, 100, 2)}


def pairs(store: Store, audience: Label = Label.RED) -> list[tuple[str, str]]:
    return [(p.first.id, p.second.id) for p in likely_pairs(View(store, audience)).pairs]


def likely(store: Store, *records: Record) -> LikelyPairs:
    write(store, *records)
    return likely_pairs(View(store, Label.RED))


def test_more_and_stronger_reasons_come_first(empty: Store) -> None:
    likely(
        empty,
        person("1", "Jan Novak", city="Brno"),
        person("2", "Jan Nowak", city="Brno"),
        person("3", "Eva Lund", email="e@x.org"),
        person("4", "Eva Lund", email="e@x.org"),
        person("5", "Ola Berg"),
        person("6", "Ola Berg"),
        body("press", "Press"),
        Tie("MEMBER_OF", "per:5", "org:press"),
        Tie("MEMBER_OF", "per:6", "org:press"),
    )
    assert pairs(empty) == [("per:3", "per:4"), ("per:5", "per:6"), ("per:1", "per:2")]
    (_, both, _) = likely_pairs(View(empty, Label.RED)).pairs
    assert (both.shared, list(both.reasons)) == (("org:press",), [NAME, TIES])


def in_office(since: str | None, until: str | None, id: str, key: str = "") -> Tie:
    days = (PartialDate(text) if text else None for text in (since, until))
    first, last = days
    return Tie("HOLDS_OFFICE", f"per:{id}", "off:1", key, first, last)


OFFICE = Entity("Office", "off:1", "Ambassador")


@pytest.mark.parametrize(
    ("terms", "successors"),
    [
        (((None, "2020"), ("2020", None)), True),
        (((None, "2020-05"), (None, None)), True),
        ((("2015", "2018"), ("2021", "2024")), True),
        ((("2015", None), ("2016", None)), False),
        ((("2015", "2022"), ("2016", None)), False),
        (((None, None), (None, None)), False),
    ],
)
def test_successors_are_told_apart(
    empty: Store, terms: Sequence[tuple[str | None, str | None]], successors: bool
) -> None:
    first, second = (in_office(*term, id) for term, id in zip(terms, ("1", "2"), strict=True))
    holders = [person("1", "Ann Lee", email="emb@x.org"), person("2", "Bo Ek", email="emb@x.org")]
    result = likely(empty, OFFICE, *holders, first, second)
    assert [(p.first.id, p.second.id) for p in result.pairs] == [("per:1", "per:2")] * (
        not successors
    )
    assert list(result.told_apart) == [("per:1", "per:2")] * successors


def test_of_one_name_successors_are_looked_at_with_that_said(empty: Store) -> None:
    holders = [person("1", "Ann Lee"), person("2", "Ann Lee")]
    (pair,) = likely(
        empty, OFFICE, *holders, in_office(None, "2020", "1"), in_office("2020", None, "2")
    ).pairs
    assert pair.successors


def test_what_one_has_only_once_is_told(empty: Store) -> None:
    (pair,) = likely(
        empty,
        person("1", "Ann Lee", born="1980-01-02", sex="female", wikidata="Q1"),
        person("2", "Ann Lee", born="1981", sex="male", wikidata="Q2"),
        Tie("KIN_OF", "per:1", "per:2"),
    ).pairs
    assert [one.what for one in pair.conflicts] == ["day of birth", "sex", "Wikidata id"]
    assert [tie.kind for tie in pair.between] == ["KIN_OF"]


def test_what_was_judged_is_not_proposed_again_or_comes_last(empty: Store) -> None:
    six = [person(f"{n}", name) for n, name in enumerate(["Ann Lee", "Bo Ek", "Cy Orr"] * 2)]
    likely(empty, *six)
    assert pairs(empty) == [("per:0", "per:3"), ("per:1", "per:4"), ("per:2", "per:5")]
    loads = [
        judge(empty, six[n], six[n + 3], verdict).load
        for n, verdict in enumerate((UNSURE, DIFFERENT, SAME))
    ]
    assert pairs(empty) == [("per:0", "per:3")]
    assert likely_pairs(View(empty, Label.RED)).pairs[0].unsure
    empty.undo(loads[1] or 0)
    assert pairs(empty) == [("per:1", "per:4"), ("per:0", "per:3")]


def test_what_an_audience_may_not_see_is_in_no_pair(empty: Store) -> None:
    red = Origin(label=Label.RED)
    likely(
        empty,
        person("1", "Ann Lee", city="Brno"),
        Entity("Person", "per:2", "Ann Lee", {}, red),
        Entity("Person", "per:3", "Bo Ek", {"email": "e@x.org"}, labels={"email": Label.RED}),
        person("4", "Ola Berg", email="e@x.org"),
    )
    assert set(pairs(empty)) == {("per:1", "per:2"), ("per:3", "per:4")}
    assert pairs(empty, Label.STRICT) == []


@pytest.mark.parametrize("seed", range(12))
def test_every_pair_of_one_key_is_proposed(seed: int) -> None:
    """Against comparing all with all, where no block is too large."""
    rng = random.Random(seed)
    names = [" ".join(rng.sample(["Ann", "Bo", "Lee", "Ек", "Ek"], 2)) for _ in range(30)]
    mails = [rng.choice(["", "a@x.org", "b@x.org"]) for _ in names]
    some = [
        person(f"{n:02d}", name, **({"email": mail} if mail else {}))
        for n, (name, mail) in enumerate(zip(names, mails, strict=True))
    ]
    want = {
        (a.id, b.id)
        for a, b in combinations(some, 2)
        if a.values.get("email", 1) == b.values.get("email", 2)
        or sorted((a.name or "").split()) == sorted((b.name or "").split())
    }
    strong = {ends for ends, why in alike(some, {}).items() if {MAIL, NAME} & why.keys()}
    assert strong == want
