"""Every store: which entities a text may name. (Ranking them is the View's; search as a whole.)"""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.records import Entity, Origin, PartialDate
from graph.model.schema import Label
from graph.store.base import Scope, Store
from graph.view import View
from tests.graph.store.given import ALL, FRANCE, PERU, give, org, person


def ids_of(store: Store, text: str, scope: Scope = ALL) -> list[str]:
    return [claim.id for claim in store.candidates(text, scope)]


@pytest.fixture
def watch(store: Store) -> Store:
    give(
        store,
        FRANCE,
        PERU,
        org("1", "Watch for Justice"),
        org("2", "Justice, now"),
        org("3", "Çelik Évi"),
        Entity("Organization", "org:4", "Свобода", {"aliases": ["Freedom House of Minsk"]}),
        Entity("Organization", "org:5", "منظمة العدالة"),
        Entity("Organization", "org:6"),
    )
    return store


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("justice", ["org:1", "org:2"]),
        ("JUSTICE watch", ["org:1"]),
        ("ustic", ["org:1", "org:2"]),
        ("celik", ["org:3"]),
        ("ÇELİK", ["org:3"]),
        ("ｃｅｌｉｋ", ["org:3"]),
        ("svoboda", ["org:4"]),
        ("свобода", ["org:4"]),
        ("minsk freedom", ["org:4"]),
        ("свобода minsk", []),  # each word in the same name
        ("العدالة", ["org:5"]),
        ("fra", ["gov:FRA"]),
        ("gov:FRA", ["gov:FRA"]),
        ("gov:F", ["gov:FRA"]),
        ("gov:", ["gov:FRA", "gov:PER"]),
        ("org:4", ["org:4"]),
        ("6", ["org:6"]),
        ("nobody", []),
        ("", []),
        ("  ", []),
        ("%", []),
        ("_____", []),
        ("*", []),
        ("' OR 1=1 --", []),
        ("`) RETURN 1 //", []),
        ("$words", []),
        (":", []),
    ],
)
def test_a_text_names_what_contains_its_words(watch: Store, text: str, ids: list[str]) -> None:
    assert ids_of(watch, text) == ids


def test_a_search_may_be_for_some_kinds_only(watch: Store) -> None:
    assert ids_of(watch, "e", Scope(kinds=frozenset({"Government"}))) == ["gov:FRA", "gov:PER"]
    assert ids_of(watch, "e", Scope(kinds=frozenset())) == []


def test_a_search_gives_all_visible_claims_of_what_it_finds(watch: Store) -> None:
    give(watch, org("1", "Another name"), dataset="other")
    assert [claim.name for claim in watch.candidates("justice watch", ALL)] == [
        "Watch for Justice",
        "Another name",
    ]


def test_a_limit_is_of_entities_after_what_is_hidden_is_gone(watch: Store) -> None:
    red = Origin(label=Label.RED)
    give(watch, Entity("Organization", "org:0", "Justice", origin=red), dataset="other")
    scope = Scope(audience=Label.GREEN, limit=1)
    assert ids_of(watch, "justice", scope) == ["org:1"]
    assert ids_of(watch, "justice", Scope(limit=1)) == ["org:0"]


def test_a_name_that_may_not_be_seen_finds_nothing(watch: Store) -> None:
    red = Origin(label=Label.RED)
    give(watch, Entity("Organization", "org:1", "Hidden", origin=red), dataset="other")
    assert ids_of(watch, "hidden", Scope(audience=Label.GREEN)) == []
    assert ids_of(watch, "hidden") == ["org:1", "org:1"]


def test_a_name_is_not_found_before_it_was_known(watch: Store) -> None:
    late = Origin(known=PartialDate("2020"))
    give(watch, Entity("Organization", "org:1", "Later", origin=late), dataset="other")
    assert ids_of(watch, "later", Scope(as_of=date(2019, 1, 1))) == []
    assert ids_of(watch, "later", Scope(as_of=date(2021, 1, 1))) == ["org:1", "org:1"]


def test_a_name_that_was_replaced_or_undone_is_not_found(store: Store) -> None:
    give(store, person("Ada"))
    give(store, person("Bo"))
    assert (ids_of(store, "ada"), ids_of(store, "bo")) == ([], ["per:ada"])
    store.undo(2)
    assert (ids_of(store, "ada"), ids_of(store, "bo")) == (["per:ada"], [])
    store.undo(1)
    assert ids_of(store, "per:ada") == []


def test_a_view_ranks_what_is_found(store: Store) -> None:
    give(
        store,
        org("5", "The Peruvian"),
        org("4", "Not superuser"),
        org("3", "Free Peru"),
        org("2", "Peru Watch"),
        org("1", "A superuser"),
        PERU,
    )
    ranked = [entity.id for entity in View(store, Label.RED).find("peru")]
    assert ranked == ["gov:PER", "org:2", "org:3", "org:1", "org:4", "org:5"]
    hidden = (
        Entity("Organization", f"org:x{n}", "Peru", origin=Origin(label=Label.RED))
        for n in range(30)
    )
    give(store, *hidden, dataset="other")
    assert [e.id for e in View(store, Label.GREEN).find("peru")] == ranked


def test_a_text_of_more_words_than_any_name_finds_nothing(watch: Store) -> None:
    assert ids_of(watch, " ".join(f"justice{n}" for n in range(2000))) == []
    assert ids_of(watch, "justice " * 2000) == ["org:1", "org:2"]
    assert ids_of(watch, "watch " + " ".join("justice"[:n] for n in range(1, 8))) == ["org:1"]
