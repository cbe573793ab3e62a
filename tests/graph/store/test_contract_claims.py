"""Every store: claims stay apart, judgements join them, and each audience and day has its own."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import structs

from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Load, Scope, Store
from graph.view import View
from tests.graph.store.given import ALL, FRANCE, PERU, give, ids, knows, names, org, person, ties

SAME = Tie("SAME_AS", "per:ada", "per:adah")


def labelled(label: Label | None, id: str = "org:a", name: str = "A") -> Entity:
    return Entity("Organization", id, name, origin=Origin(label=label))


def known(day: str | None, id: str = "org:a", name: str = "A") -> Entity:
    return Entity("Organization", id, name, origin=Origin(known=day and PartialDate(day)))


def test_what_two_datasets_say_of_one_entity_stays_apart(store: Store) -> None:
    give(store, person("Ada Quill"), dataset="b")
    give(store, person("Ada"), dataset="a")
    assert [(r.name, r.origin.dataset) for r in store.read(ALL) if isinstance(r, Entity)] == [
        ("Ada", "a"),
        ("Ada Quill", "b"),
    ]


def test_what_two_datasets_say_of_one_tie_stays_apart(store: Store) -> None:
    give(store, person("Ada"), person("Bo", "per:bo"), knows("ada", "bo", since="2019"))
    give(store, knows("ada", "bo", since="2018"), dataset="c")
    since_by_dataset = [(r.since, r.origin.dataset) for r in store.read(ALL) if isinstance(r, Tie)]
    assert since_by_dataset == [("2018", "c"), ("2019", "d")]


def test_parts_of_a_dataset_may_disagree(store: Store) -> None:
    store.write(Load("d"), [("2", person("Ada Quill")), ("1", person("Ada"))])
    assert names(store) == ["Ada", "Ada Quill"]


def test_parts_that_agree_say_it_once(store: Store) -> None:
    tie = knows("ada", "bo")
    store.write(
        Load("d"),
        [
            (part, record)
            for part in "12"
            for record in (person("Ada"), person("Bo", "per:bo"), tie)
        ],
    )
    assert len(list(store.read(ALL))) == 3
    assert len(store.table("KNOWS", ALL)) == 1


def test_a_new_part_that_says_the_same_is_no_change(store: Store) -> None:
    give(store, person("Ada"), part="1")
    assert give(store, person("Ada"), part="2").unchanged == 1
    give(store, org("a"), part="1")
    assert names(store) == ["a", "Ada"]


def test_a_view_takes_each_value_from_the_most_reliable_claim(store: Store) -> None:
    sure = Origin(confidence=Confidence.HIGHLY_RELIABLE)
    give(store, Entity("Organization", "org:a", "Sure", {"city": "Lyon"}, sure), dataset="z")
    give(store, Entity("Organization", "org:a", "Unsure", {"city": "Nice", "fax": "1"}))
    merged = View(store, Label.RED).get("org:a")
    assert (merged.name, dict(merged.values)) == (
        "Sure",
        {"city": "Lyon", "fax": "1", "aliases": ["Unsure"]},
    )


# Judgements


def test_two_that_are_judged_the_same_are_one_for_a_view(store: Store) -> None:
    give(store, person("Ada"), person("Adah", "per:adah"), person("Bo", "per:bo"))
    give(store, knows("adah", "bo"), dataset="ties")
    give(store, SAME, dataset="judgements")
    view = View(store, Label.RED)
    assert [(e.id, e.name) for e in view.entities("Person")] == [
        ("per:ada", "Ada"),
        ("per:bo", "Bo"),
    ]
    assert [(t.source, t.target) for t in view.ties("KNOWS")] == [("per:ada", "per:bo")]
    assert ties(store, Scope(ties=frozenset({"KNOWS"})))[0][1] == "per:adah"


def test_a_judgement_can_be_taken_back(store: Store) -> None:
    give(store, person("Ada"), person("Adah", "per:adah"))
    judged = give(store, SAME, dataset="judgements").load
    assert judged is not None
    store.undo(judged)
    assert len(View(store, Label.RED).entities("Person")) == 2


def test_whoever_may_not_see_a_judgement_sees_two(store: Store) -> None:
    public = [
        structs.replace(one, origin=Origin(label=Label.CLEAR))
        for one in (person("Ada"), person("Adah", "per:adah"))
    ]
    give(store, *public, SAME)
    assert [len(View(store, label).entities("Person")) for label in Label] == [2, 2, 2, 1, 1]


def test_a_judgement_costs_no_hop(store: Store) -> None:
    give(
        store,
        person("Ada"),
        person("Adah", "per:adah"),
        person("Bo", "per:bo"),
        knows("adah", "bo"),
        SAME,
    )
    for kinds in (None, frozenset({"KNOWS"})):
        scope = Scope(around=frozenset({"per:ada"}), hops=1, ties=kinds)
        assert ids(store, scope) == ["per:ada", "per:adah", "per:bo"]
    assert ids(store, Scope(around=frozenset({"per:ada"}), hops=0)) == ["per:ada", "per:adah"]
    assert ids(store, Scope(around=frozenset({"per:bo"}), hops=1)) == [
        "per:ada",
        "per:adah",
        "per:bo",
    ]


def test_a_chain_of_judgements_is_followed_to_its_end(store: Store) -> None:
    chain = [Tie("SAME_AS", f"per:{n}", f"per:{n + 1}") for n in range(5)]
    give(store, *(person(str(n), f"per:{n}") for n in range(6)), *chain)
    assert len(ids(store, Scope(around=frozenset({"per:3"}), hops=0))) == 6


# Audiences


@pytest.mark.parametrize("label", list(Label))
def test_a_claim_is_for_its_label_and_stricter(store: Store, label: Label) -> None:
    give(store, labelled(label))
    assert [bool(ids(store, Scope(audience=a))) for a in Label] == [a >= label for a in Label]


def test_without_a_label_the_kind_and_the_role_decide(store: Store) -> None:
    give(
        store,
        FRANCE,
        org("a"),
        person("Ada"),
        Entity("Family", "fam:1", "F"),
        Entity("Person", "per:bo", "Bo", {"role": "local counsel"}),
    )
    assert [set(names(store, Scope(audience=a))) for a in Label] == [
        {"France"},
        {"France", "a"},
        {"France", "a"},
        {"France", "a", "Ada"},
        {"France", "a", "Ada", "F", "Bo"},
    ]


def test_of_two_claims_an_audience_sees_its_own(store: Store) -> None:
    give(store, labelled(Label.RED, name="Inner"), dataset="inside")
    give(store, labelled(Label.CLEAR, name="Outer"), dataset="outside")
    assert names(store, Scope(audience=Label.CLEAR)) == ["Outer"]
    assert names(store) == ["Inner", "Outer"]


def test_a_tie_is_for_those_who_see_it_and_both_its_ends(store: Store) -> None:
    public = Origin(label=Label.CLEAR)
    give(
        store,
        labelled(Label.CLEAR),
        labelled(Label.AMBER, "org:b"),
        Tie("ALLIED_WITH", "org:a", "org:b", origin=public),
        Tie("ALLIED_WITH", "org:b", "org:a", origin=public),
        Tie("ALLIED_WITH", "org:a", "org:a", origin=Origin(label=Label.STRICT)),
    )
    assert [len(ties(store, Scope(audience=a))) for a in Label] == [0, 0, 2, 3, 3]
    assert [len(store.table("ALLIED_WITH", Scope(audience=a))) for a in Label] == [0, 0, 2, 3, 3]
    for scope in (Scope(ids=frozenset({"org:a"})), Scope(around=frozenset({"org:a"}))):
        counts = [len(ties(store, structs.replace(scope, audience=a))) for a in Label]
        assert counts == [0, 0, 2, 3, 3]


def test_a_value_may_be_stricter_than_its_claim(store: Store) -> None:
    values = {"city": "Lyon", "phone": "1", "session": 3}
    labels = {"phone": Label.RED, "city": Label.AMBER}
    public = Origin(label=Label.CLEAR)
    give(
        store,
        Entity("Organization", "org:a", "A", values, public, labels),
        Tie("ALLIED_WITH", "org:a", "org:a", values=values, labels=labels, origin=public),
    )
    for audience in Label:
        shown = {k for k in values if labels.get(k, Label.CLEAR) <= audience}
        for record in store.read(Scope(audience=audience)):
            assert record.values.keys() == shown
            assert record.labels.keys() == shown & labels.keys()
        table = store.table("ALLIED_WITH", Scope(audience=audience))
        assert set(table.columns) & values.keys() == shown


def test_a_name_may_be_stricter_than_its_claim(store: Store) -> None:
    values = {"aliases": ["Codename"]}
    give(
        store,
        Entity(
            "Organization",
            "org:a",
            "Watch",
            values,
            Origin(label=Label.CLEAR),
            {"name": Label.RED, "aliases": Label.AMBER},
        ),
    )
    assert names(store, Scope(audience=Label.STRICT)) == [None]
    assert names(store) == ["Watch"]

    def matches(text: str) -> list[bool]:
        return [bool(list(store.candidates(text, Scope(audience=a)))) for a in Label]

    assert matches("watch") == [False, False, False, False, True]
    assert matches("codename") == [False, False, True, True, True]
    assert matches("org:a") == [True] * 5


# Dates


@pytest.mark.parametrize(
    ("day_known", "day", "there"),
    [
        (None, date(1900, 1, 1), True),
        ("2020-05-01", date(2020, 4, 30), False),
        ("2020-05-01", date(2020, 5, 1), True),
        ("2020-05", date(2020, 5, 30), False),  # for sure only when the month is over
        ("2020-05", date(2020, 5, 31), True),
        ("2020", date(2020, 12, 30), False),
        ("2020", date(2020, 12, 31), True),
        ("9999", None, True),
    ],
)
def test_a_claim_is_there_from_when_it_was_surely_known(
    store: Store, day_known: str | None, day: date | None, there: bool
) -> None:
    tie = Tie(
        "ALLIED_WITH", "org:b", "org:b", origin=Origin(known=day_known and PartialDate(day_known))
    )
    give(store, known(day_known), org("b"), tie)
    scope = Scope(as_of=day)
    assert ("org:a" in ids(store, scope)) is there
    assert bool(ties(store, scope)) is there
    assert (len(store.table("ALLIED_WITH", scope)) == 1) is there
    assert bool(list(store.candidates("A", scope))) is there


def test_a_tie_is_not_known_before_its_ends(store: Store) -> None:
    give(store, known("2020"), org("b"), Tie("ALLIED_WITH", "org:a", "org:b"))
    assert ties(store, Scope(as_of=date(2020, 6, 1))) == []
    assert len(ties(store, Scope(as_of=date(2021, 6, 1)))) == 1
    assert ids(store, Scope(as_of=date(2020, 6, 1), around=frozenset({"org:b"}))) == ["org:b"]


def test_an_older_claim_is_there_while_a_newer_one_is_not(store: Store) -> None:
    give(store, known("2010", name="Old"), dataset="a")
    give(store, known("2020", name="New"), dataset="b")
    assert names(store, Scope(as_of=date(2015, 1, 1))) == ["Old"]
    assert names(store, Scope(as_of=date(2025, 1, 1))) == ["Old", "New"]


# Tables


def test_a_table_has_a_column_for_each_value(store: Store) -> None:
    give(
        store,
        FRANCE,
        PERU,
        Tie(
            "AIDS",
            "gov:FRA",
            "gov:PER",
            "2019",
            PartialDate("2019"),
            PartialDate("2019-12"),
            0.5,
            {"amount": 7, "kind": "grant"},
            Origin(known=PartialDate("2020")),
        ),
        Tie("AIDS", "gov:PER", "gov:FRA", values={"amount": 2.5}, origin=Origin(label=Label.RED)),
        Tie("ARMS", "gov:FRA", "gov:PER", values={"amount": 1}),
    )
    table = store.table("AIDS", ALL)
    assert list(table.columns) == [
        "source",
        "target",
        "key",
        "since",
        "until",
        "strength",
        "known",
        "level",
        "dataset",
        "amount",
        "kind",
    ]
    assert table["amount"] == [7, 2.5]
    assert table["kind"] == ["grant", None]
    columns = ["source", "key", "since", "until", "strength", "known", "level"]
    first = ["gov:FRA", "2019", "2019", "2019-12", 0.5, "2020-12-31", 0]
    assert list(next(table.rows(*columns))) == first
    assert table["level"] == [0, 4]
    assert table["dataset"] == ["d", "d"]


def test_a_table_may_have_only_some_of_the_values(store: Store) -> None:
    values = {"amount": 7, "note": "x", "year": 2019}
    give(store, FRANCE, PERU, Tie("AIDS", "gov:FRA", "gov:PER", values=values))
    whole = store.table("AIDS", ALL)
    some = store.table("AIDS", ALL, ["year", "amount", "absent"])
    heads = [*whole.columns][:9]
    assert list(some.columns) == [*heads, "amount", "year"]
    assert some.columns.items() <= whole.columns.items()
    assert list(store.table("AIDS", ALL, []).columns) == heads


def test_a_table_is_in_the_order_of_reading_and_obeys_its_scope(store: Store) -> None:
    pairs = [("c", "a"), ("a", "c"), ("b", "a"), ("a", "b")]
    give(store, *map(org, "abc"), *(Tie("ALLIED_WITH", f"org:{a}", f"org:{b}") for a, b in pairs))

    def rows(scope: Scope) -> list[tuple[str, str, str, str]]:
        table = store.table("ALLIED_WITH", scope)
        return [("ALLIED_WITH", a, b, key) for a, b, key in table.rows("source", "target", "key")]

    for scope in (
        ALL,
        Scope(limit=2),
        Scope(ids=frozenset({"org:b"})),
        Scope(ids=frozenset({"org:b"}), end="target"),
        Scope(around=frozenset({"org:b"})),
        Scope(ids=frozenset()),
    ):
        assert rows(scope) == ties(store, scope)
