"""Every store: what a scope means."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import End, Scope, Store
from tests.graph.store.given import ALL, FRANCE, PERU, allied, give, ids, knows, org, person, ties

CHAIN = [org(x) for x in "abcdef"] + [allied(x, y) for x, y in ("ab", "cb", "cd", "ed", "ef")]


def around(*ids: str, hops: int = 1, **rest: object) -> Scope:
    return Scope(around=frozenset(f"org:{id}" for id in ids), hops=hops, **rest)


def letters(store: Store, scope: Scope) -> str:
    return "".join(id.removeprefix("org:") for id in ids(store, scope))


def test_entities_come_by_id_and_ties_by_kind_ends_and_key(store: Store) -> None:
    give(
        store,
        knows("bo", "ada", "2"),
        knows("bo", "ada", "10"),
        knows("ada", "bo"),
        Tie("BORDERS", "gov:PER", "gov:FRA"),
        person("Bo", "per:bo"),
        PERU,
        person("Ada"),
        FRANCE,
    )
    assert ids(store) == ["gov:FRA", "gov:PER", "per:ada", "per:bo"]
    assert ties(store) == [
        ("BORDERS", "gov:PER", "gov:FRA", ""),
        ("KNOWS", "per:ada", "per:bo", ""),
        ("KNOWS", "per:bo", "per:ada", "10"),
        ("KNOWS", "per:bo", "per:ada", "2"),
    ]


@pytest.mark.parametrize("steps", ["large steps", "small_steps"])
def test_ids_are_ordered_by_code_points(
    store: Store, steps: str, request: pytest.FixtureRequest
) -> None:
    if steps == "small_steps":
        request.getfixturevalue(steps)
    some = ["org:\U0001f600", "org:\uff5e", "org:é", "org:z", "org:Z", "org:-", "org:a b", "org:ab"]
    some += [f"org:\U0001f600{n}" for n in range(25)] + [f"org:\ufb00{n}" for n in range(25)]
    mutual = [Tie("ALLIED_WITH", id, "org:z", str(n)) for id in some for n in range(2)]
    give(store, *(Entity("Organization", id) for id in some), *mutual)
    assert ids(store) == sorted(some)
    assert [tie[1] for tie in ties(store)] == sorted([*some, *some])
    assert ids(store, Scope(around=frozenset({"org:z"}))) == sorted(some)
    assert [tie[1] for tie in ties(store, Scope(ids=frozenset({"org:z"})))] == sorted(
        [*some, *some]
    )


def test_kinds_and_ties_say_what_is_read(store: Store) -> None:
    give(
        store,
        FRANCE,
        PERU,
        person("Ada"),
        org("a"),
        Tie("BORDERS", "gov:FRA", "gov:PER"),
        Tie("WORKS_FOR", "per:ada", "org:a"),
    )
    some = Scope(kinds=frozenset({"Person", "Organization"}), ties=frozenset({"BORDERS"}))
    assert ids(store, some) == ["org:a", "per:ada"]
    assert ties(store, some) == [("BORDERS", "gov:FRA", "gov:PER", "")]


def test_an_empty_set_is_not_everything(store: Store) -> None:
    give(store, FRANCE, PERU, Tie("BORDERS", "gov:FRA", "gov:PER"))
    none: frozenset[str] = frozenset()
    assert (ids(store, Scope(kinds=none)), len(ties(store, Scope(kinds=none)))) == ([], 1)
    assert (len(ids(store, Scope(ties=none))), ties(store, Scope(ties=none))) == (2, [])
    assert list(store.read(Scope(ids=none))) == []
    assert list(store.read(Scope(around=none, hops=3))) == []


def test_a_kind_that_does_not_exist_is_not_an_error(store: Store) -> None:
    give(store, FRANCE)
    odd = frozenset({"Nothing", "`x`) DETACH DELETE n //"})
    assert list(store.read(Scope(kinds=odd, ties=odd))) == []
    assert ids(store, Scope(around=frozenset({"gov:FRA"}), ties=odd)) == ["gov:FRA"]


def test_ids_give_those_entities_and_the_ties_that_touch_them(store: Store) -> None:
    give(store, *CHAIN)
    scope = Scope(ids=frozenset({"org:b", "org:c", "org:none"}))
    assert letters(store, scope) == "bc"
    assert [(a[4:], b[4:]) for _, a, b, _ in ties(store, scope)] == [
        ("a", "b"),
        ("c", "b"),
        ("c", "d"),
    ]


@pytest.mark.parametrize(
    ("ids", "end", "expected"),
    [
        ("b", "source", []),
        ("b", "target", [("a", "b"), ("c", "b")]),
        ("bc", "source", [("c", "b"), ("c", "d")]),
        ("bc", "target", [("a", "b"), ("c", "b")]),
        ("abcd", "target", [("a", "b"), ("c", "b"), ("c", "d"), ("e", "d")]),
    ],
)
def test_ids_at_one_end_give_the_ties_that_have_them_there(
    store: Store, ids: str, end: End, expected: list[tuple[str, str]]
) -> None:
    give(store, *CHAIN)
    scope = Scope(ids=frozenset(f"org:{letter}" for letter in ids), end=end)
    assert [(a[4:], b[4:]) for _, a, b, _ in ties(store, scope)] == expected


def test_ids_are_read_of_their_kinds_only(store: Store) -> None:
    give(store, FRANCE, org("a"))
    scope = Scope(ids=frozenset({"gov:FRA", "org:a"}), kinds=frozenset({"Government"}))
    assert ids(store, scope) == ["gov:FRA"]


# Limits


def test_a_limit_is_of_entities_and_of_ties(store: Store) -> None:
    give(store, *CHAIN)
    assert letters(store, Scope(limit=2)) == "ab"
    assert len(ties(store, Scope(limit=2))) == 2
    assert list(store.read(Scope(limit=0))) == []
    assert len(list(store.read(Scope(limit=100)))) == 11


def test_a_limit_counts_entities_not_claims(store: Store) -> None:
    give(store, org("a", "one"), org("b", "one"))
    give(store, org("a", "two"), org("b", "two"), dataset="e")
    assert letters(store, Scope(limit=1)) == "aa"
    assert letters(store, around("a", "b", limit=1)) == "aa"


def test_a_limit_applies_after_all_filters(store: Store) -> None:
    hidden = Origin(label=Label.RED, known=PartialDate("2020"))
    give(
        store,
        Entity("Organization", "org:a", origin=hidden),
        org("b"),
        org("c"),
        Tie("ALLIED_WITH", "org:b", "org:c", "1", origin=hidden),
        allied("b", "c", "2"),
    )
    scope = Scope(audience=Label.GREEN, limit=1)
    assert (letters(store, scope), [t[3] for t in ties(store, scope)]) == ("b", ["2"])
    early = Scope(as_of=date(2019, 1, 1), limit=1)
    assert (letters(store, early), [t[3] for t in ties(store, early)]) == ("b", ["2"])


# Around


@pytest.mark.parametrize(
    ("hops", "reached"), [(0, "b"), (1, "abc"), (2, "abcd"), (3, "abcde"), (4, "abcdef")]
)
def test_so_many_hops_in_either_direction(store: Store, hops: int, reached: str) -> None:
    give(store, *CHAIN)
    assert letters(store, around("b", hops=hops)) == reached
    assert len(ties(store, around("b", hops=hops))) == len(reached) - 1


def test_around_several_at_once(store: Store) -> None:
    give(store, *CHAIN)
    assert letters(store, around("a", "f", hops=1)) == "abef"
    assert letters(store, around("a", "none", hops=1)) == "ab"
    assert letters(store, around("none", hops=4)) == ""


def test_a_circle_is_walked_once(store: Store) -> None:
    give(store, *map(org, "abc"), allied("a", "b"), allied("b", "c"), allied("c", "a"))
    assert letters(store, around("a", hops=4)) == "abc"
    assert len(ties(store, around("a", hops=1))) == 3  # also the one among the neighbours


def test_a_limit_around_keeps_the_nearest(store: Store) -> None:
    give(
        store,
        *map(org, "abcxyz"),
        allied("x", "z"),
        allied("z", "a"),
        allied("x", "y"),
        allied("a", "b"),
    )
    assert letters(store, around("x", hops=3, limit=1)) == "x"
    assert letters(store, around("x", hops=3, limit=2)) == "xy"
    assert letters(store, around("x", hops=3, limit=4)) == "axyz"
    assert ties(store, around("x", hops=3, limit=2)) == [("ALLIED_WITH", "org:x", "org:y", "")]
    assert letters(store, around("x", hops=3, limit=0)) == ""


def test_ways_lead_only_along_the_ties_asked_for(store: Store) -> None:
    give(
        store,
        *map(org, "abc"),
        allied("a", "b"),
        Tie("FUNDS", "org:b", "org:c"),
        Tie("FUNDS", "org:a", "org:b"),
    )
    scope = around("a", hops=2, ties=frozenset({"ALLIED_WITH"}))
    assert letters(store, scope) == "ab"
    assert ties(store, scope) == [("ALLIED_WITH", "org:a", "org:b", "")]


def test_ways_lead_only_through_the_kinds_asked_for(store: Store) -> None:
    give(
        store,
        *map(org, "abc"),
        person("Ada"),
        Tie("WORKS_FOR", "per:ada", "org:a"),
        Tie("WORKS_FOR", "per:ada", "org:b"),
        allied("a", "c"),
    )
    scope = around("a", hops=2, kinds=frozenset({"Organization"}))
    assert ids(store, scope) == ["org:a", "org:c"]
    start = Scope(around=frozenset({"per:ada"}), hops=1, kinds=frozenset({"Organization"}))
    assert ids(store, start) == ["org:a", "org:b", "per:ada"]


def test_around_what_the_audience_may_not_see_there_is_nothing(store: Store) -> None:
    give(
        store,
        Entity("Organization", "org:a", origin=Origin(label=Label.RED)),
        org("b"),
        org("c"),
        allied("a", "b"),
        allied("b", "c"),
    )
    hidden = around("a", hops=4, audience=Label.STRICT)
    assert list(store.read(hidden)) == []
    assert not store.table("ALLIED_WITH", hidden)
    assert letters(store, around("a", "c", hops=4, audience=Label.STRICT)) == "bc"
    assert letters(store, around("a", hops=4)) == "abc"


def test_around_what_was_not_known_yet_there_is_nothing(store: Store) -> None:
    late = Entity("Organization", "org:a", origin=Origin(known=PartialDate("2020")))
    give(store, late, org("b"), allied("a", "b"))
    assert list(store.read(around("a", hops=2, as_of=date(2020, 12, 30)))) == []
    assert letters(store, around("a", hops=2, as_of=date(2020, 12, 31))) == "ab"


@pytest.mark.parametrize("what", ["entity", "tie", "judgement"])
def test_no_way_leads_through_what_is_hidden(store: Store, what: str) -> None:
    red = Origin(label=Label.RED)
    origin = Origin(label=Label.CLEAR)
    give(
        store,
        *(Entity("Organization", f"org:{x}", origin=origin) for x in "acd"),
        Entity("Organization", "org:b", origin=red if what == "entity" else origin),
        Tie("ALLIED_WITH", "org:a", "org:b", origin=red if what == "tie" else origin),
        Tie(
            "SAME_AS" if what == "judgement" else "ALLIED_WITH",
            "org:b",
            "org:c",
            origin=red if what == "judgement" else origin,
        ),
        Tie("ALLIED_WITH", "org:c", "org:d", origin=origin),
    )
    reached = {"entity": "a", "tie": "a", "judgement": "ab"}
    assert letters(store, around("a", hops=4, audience=Label.STRICT)) == reached[what]
    assert letters(store, around("a", hops=4)) == "abcd"


def test_no_way_leads_through_what_was_not_known_yet(store: Store) -> None:
    late = Origin(known=PartialDate("2020-06"))
    give(
        store, *map(org, "abc"), Tie("ALLIED_WITH", "org:a", "org:b", origin=late), allied("b", "c")
    )
    assert letters(store, around("a", hops=4, as_of=date(2020, 6, 29))) == "a"
    assert letters(store, around("a", hops=4, as_of=date(2020, 6, 30))) == "abc"


def test_no_way_leads_through_what_is_undone_or_replaced(store: Store) -> None:
    give(store, *map(org, "abc"), dataset="entities")
    give(store, allied("a", "b"), allied("b", "c"))
    give(store, allied("a", "b"))
    assert letters(store, around("a", hops=4)) == "ab"
    store.undo(3)
    assert letters(store, around("a", hops=4)) == "abc"
    store.undo(2)
    assert letters(store, around("a", hops=4)) == "a"


def test_a_parallel_way_that_is_seen_is_enough(store: Store) -> None:
    give(
        store,
        org("a"),
        org("b"),
        Tie("ALLIED_WITH", "org:a", "org:b", "1", origin=Origin(label=Label.RED)),
        Tie("ALLIED_WITH", "org:a", "org:b", "2", origin=Origin(label=Label.CLEAR)),
    )
    scope = around("a", audience=Label.GREEN)
    assert (letters(store, scope), [t[3] for t in ties(store, scope)]) == ("ab", ["2"])


def test_reading_may_be_broken_off(store: Store) -> None:
    give(store, *CHAIN)
    first = next(iter(store.read(ALL)))
    assert isinstance(first, Entity)
    assert len(list(store.read(ALL))) == 11


def test_near_gives_the_nearest_first_and_only_what_is_seen(store: Store) -> None:
    red = Entity("Organization", "org:b", origin=Origin(label=Label.RED))
    give(
        store,
        *map(org, "acxyz"),
        red,
        allied("x", "z"),
        allied("z", "a"),
        allied("x", "y"),
        allied("x", "b"),
        allied("b", "c"),
    )
    near = around("x", hops=2)
    assert list(store.near(near)) == ["org:x", "org:b", "org:y", "org:z", "org:a", "org:c"]
    assert list(store.near(around("x", hops=1))) == ["org:x", "org:b", "org:y", "org:z"]
    assert list(store.near(around("x", hops=2, limit=3))) == ["org:x", "org:b", "org:y"]
    hidden = around("x", hops=2, audience=Label.STRICT)
    assert list(store.near(hidden)) == ["org:x", "org:y", "org:z", "org:a"]
    assert {e.id for e in store.read(near) if isinstance(e, Entity)} == set(store.near(near))
