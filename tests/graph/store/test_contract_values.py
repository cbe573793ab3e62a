"""Every store: what was said is what is read, whatever it says."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from graph.model.errors import InvalidRecord
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie, Value
from graph.model.schema import Label
from graph.store.base import Load, Scope, Store
from tests.graph.store.given import ALL, FRANCE, PERU, allied, give, knows, names, org, person, ties

NAMES = {
    "Arabic": "منظمة العدالة — فرع ٢",
    "Hebrew with an embedded English word": "ארגון Watch לצדק",
    "direction marks": "\u202eerutuF\u202c \u200fא\u200e",
    "Chinese": "人權觀察",
    "composed and decomposed": "é ≠ e\u0301",
    "outside the basic plane": "𝒞ampaign 🕊️",
    "quotes": "O'Neill's \"Watch\" “and” ‘more’",
    "backticks": "`Org`} DETACH DELETE n //",
    "dollars and braces": "$name ${id} {0} %s :name ?1",
    "backslashes": "C:\\new\\table \\u0041 \\",
    "line ends": "one\ntwo\r\nthree\tfour\u2028five",
    "control characters": "\x01\x1f\x7f",
    "10,000 characters": "ß" * 10_000,
    "blank around": "  Watch  ",
}
VALUES: dict[str, Value] = {
    "text": "x",
    "empty": "",
    "yes": True,
    "no": False,
    "one": 1,
    "one point": 1.0,
    "zero": 0,
    "least": -(2**63),
    "most": 2**63 - 1,
    "tiny": 5e-324,
    "huge": 1.7976931348623157e308,
    "third": 1 / 3,
    "list": ["b", "a", "b", ""],
    "none of them": [],
}


def same(store: Store, *records: Record) -> bool:
    """Whether these are read, exactly, types and all, besides whatever they need."""
    read = {exactly(replace(r, origin=replace(r.origin, dataset=""))) for r in store.read(ALL)}
    return read >= {exactly(record) for record in records}


def exactly(record: Record) -> str:
    """Tells 1 from 1.0 and from True, which are equal to each other."""
    return repr(replace(record, values=dict(sorted(record.values.items()))))


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_is_read_as_it_was_written(store: Store, kind: str) -> None:
    note = {"note": NAMES[kind], "aliases": [NAMES[kind]]}
    records = [
        Entity("Organization", "org:a", NAMES[kind], note),
        replace(allied("a", "a"), key=NAMES[kind], values={"note": NAMES[kind]}),
    ]
    give(store, *records)
    assert same(store, *records)


def test_a_name_is_found_whatever_it_is(store: Store) -> None:
    give(
        store, *(Entity("Organization", f"org:{n}", name) for n, name in enumerate(NAMES.values()))
    )
    for n, name in enumerate(NAMES.values()):
        if len(name) < 1000:
            assert f"org:{n}" in {entity.id for entity in store.candidates(name, ALL)}, name


def test_every_kind_of_value_is_read_as_it_was_written(store: Store) -> None:
    records = [
        Entity("Organization", "org:a", "A", VALUES),
        replace(allied("a", "a"), values=VALUES),
    ]
    give(store, *records)
    assert same(store, *records)


@pytest.mark.parametrize(
    "name",
    [
        "id",
        "name",
        "kind",
        "key",
        "since",
        "dataset",
        "_body",
        "_born",
        "",
        "a b",
        "`",
        "$x",
        "é",
        "source",
        "level",
        "properties",
        "x" * 300,
    ],
)
def test_a_value_may_be_called_anything(store: Store, name: str) -> None:
    records = [
        Entity("Organization", "org:a", "A", {name: "v"}),
        replace(allied("a", "a"), values={name: 7}),
    ]
    give(store, *records)
    assert same(store, *records)
    give(store, Entity("Organization", "org:a", "A", {name: "w"}), records[1])
    assert next(store.read(ALL)).values == {name: "w"}


def test_a_name_may_be_missing(store: Store) -> None:
    give(store, Entity("Organization", "org:a"))
    assert names(store) == [None]


def test_all_of_an_origin_is_read_as_it_was_written(store: Store) -> None:
    origin = Origin(
        "https://example.org/?a='b'&c=\"d\"",
        date(2024, 2, 29),
        PartialDate("2023-11"),
        Confidence.LIKELY_UNRELIABLE,
        Label.AMBER,
    )
    records = [
        Entity("Organization", "org:a", "A", {"x": "1"}, origin, {"x": Label.RED}),
        replace(allied("a", "a"), origin=origin, values={"y": 1}, labels={"y": Label.RED}),
    ]
    give(store, *records)
    assert same(store, *records)


def test_a_claim_says_which_dataset_it_is_of(store: Store) -> None:
    give(store, FRANCE, PERU, dataset="one'; DROP")
    give(store, Tie("BORDERS", "gov:FRA", "gov:PER"), dataset="`two`")
    assert [record.origin.dataset for record in store.read(ALL)] == ["one'; DROP"] * 2 + ["`two`"]


@pytest.mark.parametrize(
    ("since", "until"),
    [("2018", None), (None, "2018-12"), ("2018-12-05", "2018-12-05"), ("0001", "9999-12-31")],
)
def test_partial_dates_stay_partial(store: Store, since: str | None, until: str | None) -> None:
    tie = Tie(
        "ALLIED_WITH",
        "org:a",
        "org:b",
        since=since and PartialDate(since),
        until=until and PartialDate(until),
    )
    give(store, org("a"), org("b"), tie)
    assert same(store, tie)


@pytest.mark.parametrize("strength", [None, 1.0, 0.1, 5e-324])
def test_a_strength_is_exact(store: Store, strength: float | None) -> None:
    tie = replace(allied("a", "b"), strength=strength)
    give(store, org("a"), org("b"), tie)
    assert same(store, tie)


def test_parallel_ties_are_told_apart_by_their_keys(store: Store) -> None:
    give(
        store,
        person("Ada"),
        person("Bo", "per:bo"),
        knows("ada", "bo", "2"),
        knows("ada", "bo", "1", "2018"),
        knows("ada", "bo"),
        knows("bo", "ada"),
    )
    assert [tie[1:] for tie in ties(store)] == [
        ("per:ada", "per:bo", ""),
        ("per:ada", "per:bo", "1"),
        ("per:ada", "per:bo", "2"),
        ("per:bo", "per:ada", ""),
    ]
    give(store, person("Ada"), person("Bo", "per:bo"), knows("ada", "bo", "1"))
    assert [tie[1:] for tie in ties(store)] == [("per:ada", "per:bo", "1")]


def test_a_tie_may_lead_to_where_it_begins(store: Store) -> None:
    give(store, org("a"), allied("a", "a"))
    scopes = (ALL, Scope(ids=frozenset({"org:a"})), Scope(around=frozenset({"org:a"}), hops=2))
    for scope in scopes:
        assert ties(store, scope) == [("ALLIED_WITH", "org:a", "org:a", "")]


def test_a_tie_may_come_before_its_entities(store: Store) -> None:
    assert give(store, allied("a", "b"), org("b"), org("a")).created == 3
    assert ties(store) == [("ALLIED_WITH", "org:a", "org:b", "")]


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_tie_to_nothing_is_refused(store: Store, dry_run: bool) -> None:
    with pytest.raises(InvalidRecord, match="org:b"):
        store.write(Load("d"), [("", org("a")), ("", allied("a", "b"))], dry_run=dry_run)
    assert list(store.read(ALL)) == []
    assert list(store.loads()) == []


def test_a_tie_to_what_this_very_load_removes_is_refused(store: Store) -> None:
    give(store, org("a"), org("b"))
    with pytest.raises(InvalidRecord, match="org:b"):
        give(store, org("a"), allied("a", "b"))
    give(store, org("b"), dataset="other")
    assert give(store, org("a"), allied("a", "b")).removed == 1


def test_a_tie_to_an_undone_entity_is_refused(store: Store) -> None:
    give(store, org("b"))
    store.undo(1)
    with pytest.raises(InvalidRecord, match="org:b"):
        give(store, org("a"), allied("a", "b"), dataset="other")


@pytest.mark.parametrize(
    "make",
    [
        lambda bad: Entity("Organization", "org:a", bad),
        lambda bad: Entity("Organization", f"org:{bad}"),
        lambda bad: Entity("Organization", "org:a", "A", {"note": bad}),
        lambda bad: Entity("Organization", "org:a", "A", {"aliases": ["fine", bad]}),
        lambda bad: Tie("ALLIED_WITH", "org:a", "org:b", bad),
        lambda bad: Tie("ALLIED_WITH", "org:a", "org:b", values={"note": bad}),
    ],
)
def test_a_zero_character_is_refused_with_a_sentence(store: Store, make) -> None:
    with pytest.raises(InvalidRecord, match="zero character"):
        give(store, org("a"), org("b"), make("a\0b"))
    assert list(store.read(ALL)) == []
