"""Every store: loads are versions. What is live follows from the list of loads not undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from graph.model.errors import InvalidRecord, StoreError
from graph.model.records import Record
from graph.store.base import Load, Report, Scope, Store
from tests.graph.store.given import BORDER, FRANCE, PERU, give, names, person


def test_a_new_store_is_empty(store: Store) -> None:
    assert list(store.read(Scope())) == []
    assert list(store.loads()) == []
    assert list(store.candidates("a", Scope())) == []
    assert not store.table("KNOWS", Scope())


def test_a_load_is_counted_in_claims(store: Store) -> None:
    assert give(store, FRANCE, PERU, BORDER) == Report(created=3, load=1)


def test_the_same_content_writes_nothing(store: Store) -> None:
    give(store, FRANCE, PERU, BORDER)
    revision = store.revision()
    assert give(store, BORDER, PERU, FRANCE) == Report(unchanged=3)
    assert store.revision() == revision
    assert len(store.loads()) == 1


def test_the_same_digest_is_not_even_read(store: Store) -> None:
    def forbidden() -> Iterator[tuple[str, Record]]:
        pytest.fail("It was read.")
        yield "", FRANCE

    store.write(Load("d", "countries", digest="abc"), [("", FRANCE)])
    assert store.write(Load("d", "countries", digest="abc"), forbidden()) == Report(unchanged=1)


def test_the_same_digest_is_read_when_it_is_no_longer_what_is_live(store: Store) -> None:
    store.write(Load("d", digest="abc"), [("", person("Ada"))])
    store.write(Load("d", digest="def"), [("", person("Ada Quill"))])
    assert store.write(Load("d", digest="abc"), [("", person("Ada"))]).changed == 1
    assert names(store) == ["Ada"]


def test_the_same_digest_from_another_loader_is_read(store: Store) -> None:
    store.write(Load("d", "one", digest="abc"), [("", person("Ada"))])
    assert store.write(Load("d", "two", digest="abc"), [("", person("Bo"))]).changed == 1


def test_the_same_digest_added_again_after_a_replacement_is_read(store: Store) -> None:
    add = Load("d", digest="abc", append=True)
    store.write(add, [("", FRANCE)])
    give(store, PERU)
    assert store.write(add, [("", FRANCE)]).created == 1
    assert names(store) == ["France", "Peru"]


def test_a_repeat_within_a_load_is_said_once(store: Store) -> None:
    assert give(store, FRANCE, FRANCE).created == 1


def test_a_contradiction_within_a_load_is_refused(store: Store) -> None:
    with pytest.raises(InvalidRecord, match="two different things"):
        give(store, person("Ada"), person("Bo"))
    assert names(store) == []


def test_a_new_version_replaces_the_old_one(store: Store) -> None:
    give(store, person("Ada"), FRANCE, PERU)
    report = give(store, person("Ada Quill"), FRANCE, person("Bo", "per:bo"))
    assert report == Report(created=1, changed=1, unchanged=1, removed=1, load=2)
    assert names(store) == ["France", "Ada Quill", "Bo"]


def test_only_the_parts_that_a_load_contains_are_replaced(store: Store) -> None:
    store.write(Load("d"), [("1", person("Ada")), ("2", person("Bo", "per:bo"))])
    give(store, person("Bo Quill", "per:bo"), part="2")
    assert names(store) == ["Ada", "Bo Quill"]


def test_other_datasets_stay_as_they_are(store: Store) -> None:
    give(store, FRANCE, dataset="one")
    give(store, PERU, dataset="two")
    assert names(store) == ["France", "Peru"]


def test_a_load_of_nothing_replaces_nothing(store: Store) -> None:
    give(store, FRANCE)
    assert give(store) == Report()
    assert names(store) == ["France"]


def test_appending_adds(store: Store) -> None:
    give(store, FRANCE)
    assert give(store, PERU, append=True) == Report(created=1, load=2)
    assert names(store) == ["France", "Peru"]


def test_appending_what_is_there_writes_nothing(store: Store) -> None:
    give(store, FRANCE)
    assert give(store, FRANCE, append=True) == Report(unchanged=1)


def test_appending_another_word_on_the_same_keeps_both_newest_first(store: Store) -> None:
    give(store, person("Ada"))
    give(store, person("Ada Quill"), append=True)
    assert names(store) == ["Ada Quill", "Ada"]


def test_an_older_word_added_again_becomes_the_newest(store: Store) -> None:
    give(store, person("Ada"))
    give(store, person("Ada Quill"), append=True)
    give(store, person("Ada"), append=True)
    assert names(store) == ["Ada", "Ada Quill"]


def test_a_replacement_replaces_what_was_added(store: Store) -> None:
    give(store, FRANCE)
    give(store, PERU, append=True)
    assert give(store, FRANCE) == Report(unchanged=1, removed=1, load=3)
    assert names(store) == ["France"]


def test_a_dry_run_counts_and_writes_nothing(store: Store) -> None:
    give(store, person("Ada"), FRANCE)
    revision = store.revision()
    records = [("", person("Ada Quill")), ("", PERU)]
    assert store.write(Load("d"), records, dry_run=True) == Report(1, 1, 0, 1)
    assert names(store) == ["France", "Ada"]
    assert (store.revision(), len(store.loads())) == (revision, 1)


def test_a_load_says_what_it_was(store: Store, opened: Callable[[], Store]) -> None:
    load = Load(
        "d", "countries", ("a.csv", "é.csv"), "abc", about={"title": "Länder"}, counts={"rows": 7}
    )
    store.write(load, [("2", FRANCE), ("1", PERU)])
    (remaining,) = opened().loads()
    assert (remaining.id, remaining.dataset, remaining.loader) == (1, "d", "countries")
    assert (remaining.files, remaining.digest, remaining.at) == (("a.csv", "é.csv"), "abc", load.at)
    assert (remaining.parts, remaining.live, remaining.undone, remaining.append) == (
        ("1", "2"),
        True,
        False,
        False,
    )
    assert dict(remaining.about) == {"title": "Länder"}
    assert remaining.counts["rows"] == 7
    assert remaining.counts["created"] == 2


def test_loads_say_which_of_them_is_live(store: Store) -> None:
    store.write(Load("d"), [("1", FRANCE), ("2", PERU)])
    give(store, person("Ada"), part="1")
    give(store, person("Bo"), part="1")
    store.undo(3)
    assert [(load.id, load.live, load.undone) for load in store.loads()] == [
        (1, True, False),
        (2, True, False),
        (3, False, True),
    ]


def test_the_revision_rises_exactly_with_what_readers_see(store: Store) -> None:
    revisions = [store.revision()]

    def risen() -> bool:
        revisions.append(store.revision())
        return revisions[-1] > revisions[-2]

    give(store, person("Ada"))
    assert risen()
    give(store, person("Ada"))
    assert not risen()
    give(store, person("Ada Quill"))
    assert risen()
    store.undo(1)
    assert not risen()
    store.undo(2)
    assert risen()
    store.redo(2)
    assert risen()
    store.set("key", "value")
    assert not risen()
    give(store, person("Ada Quill"), part="elsewhere")
    assert not risen()
    store.forget("d")
    assert risen()


def test_settings_are_kept(store: Store, opened: Callable[[], Store]) -> None:
    assert store.setting("key") is None
    store.set("key", "“one”")
    store.set("key", "two")
    assert store.set_once("key", "three") == "two"
    assert store.set_once("secret", "s") == "s"
    assert (opened().setting("key"), opened().setting("secret")) == ("two", "s")


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        list(store.read(Scope()))
    with pytest.raises(StoreError, match="closed"):
        give(store, FRANCE)


def test_a_load_that_says_nothing_in_a_part_replaces_it_all_the_same(store: Store) -> None:
    give(store, FRANCE, PERU, BORDER)
    give(store, person("Bo"), part="others")
    report = store.write(Load("d", parts=("",)), ())
    assert (report.removed, report.load) == (3, 3)
    assert names(store) == ["Bo"]
    assert store.loads()[-1].parts == ("",)
    assert store.loads()[-1].live
    revision = store.revision()
    assert store.write(Load("d", parts=("",)), ()).load is None  # again: nothing to do
    assert store.revision() == revision
    store.undo(3)
    assert names(store) == ["France", "Peru", "Bo"]


def test_whoever_considers_a_load_may_prevent_it(store: Store) -> None:
    give(store, FRANCE, PERU, BORDER)
    before = (list(store.read(Scope())), store.revision(), list(store.loads()))
    reports: list[Report] = []

    def consider(report: Report) -> None:
        reports.append(report)
        raise StoreError("No.")

    with pytest.raises(StoreError, match="No"):
        store.write(Load("d"), [("", FRANCE)], consider=consider)
    assert reports == [Report(unchanged=1, removed=2)]
    assert (list(store.read(Scope())), store.revision(), list(store.loads())) == before
