"""The embedded store's file: gone or replaced while it is open, damaged, readable by others."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.model.errors import StoreError, StoreReplaced
from graph.model.records import Entity, Record
from graph.store.base import Load, Scope
from graph.store.sqlite.file import default_path
from graph.store.sqlite.store import SQLiteStore
from graph.view import View


def org(name: str) -> Entity:
    return Entity("Organization", f"org:{name}", name)


def give(store: SQLiteStore, *names: str) -> None:
    store.write(Load("list"), [("", org(name)) for name in names])


def names(store: SQLiteStore) -> list[str]:
    return [r.id for r in store.read(Scope())]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def changes(store: SQLiteStore) -> list[Callable[[], object]]:
    return [
        lambda: give(store, "lost"),
        lambda: store.undo(1),
        lambda: store.redo(1),
        lambda: store.forget("list"),
        lambda: store.set("a", "b"),
        lambda: store.set_once("a", "b"),
        lambda: store.adopt(Load("other", id=9), []),
    ]


def readings(store: SQLiteStore) -> list[Callable[[], object]]:
    return [
        lambda: names(store),
        store.revision,
        store.loads,
        lambda: store.setting("secret"),
        lambda: View(store).entities("Organization"),
        lambda: View(store).find("open"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_has_gone_is_noticed_and_nothing_is_written(path: Path, replaced: bool) -> None:
    for at, name in ((path, "open"), (path.with_name("other.sqlite"), "other")):
        store = SQLiteStore(at)
        give(store, name)
        store.close()  # with nothing left in its journal
    store = SQLiteStore(path)
    assert names(store) == ["org:open"]
    aside = path.with_name("aside.sqlite")
    path.rename(aside)
    if replaced:
        path.with_name("other.sqlite").rename(path)
    before = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.name == path.name}
    sentence = "Another file lies where" if replaced else "is no longer there"
    for call in (*readings(store), *changes(store)):
        with pytest.raises(StoreReplaced, match=sentence):
            call()
    after = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.name == path.name}
    assert after == before
    aside.replace(path)  # put back, it is the store again
    assert names(store) == ["org:open"]
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
def test_a_file_that_goes_while_a_load_is_written_is_noticed_before_it_is_done(path: Path) -> None:
    store = SQLiteStore(path)
    give(store, "open")
    aside = path.with_name("aside.sqlite")

    def records() -> Iterator[tuple[str, Record]]:
        yield "", org("lost")
        path.rename(aside)

    with pytest.raises(StoreReplaced, match="Nothing was written"):
        store.write(Load("list"), records())
    store.close()
    aside.rename(path)
    store = SQLiteStore(path)
    assert names(store) == ["org:open"]
    store.close()


def test_nothing_that_was_remembered_of_the_first_file_is_told_of_the_second(path: Path) -> None:
    """Both are at the same revision."""
    first = SQLiteStore(path)
    give(first, "first")

    def remembered(store: SQLiteStore) -> list[str]:
        return View(store).remembered("names", (), lambda _: names(store), most=2)

    assert remembered(first) == ["org:first"]
    first.close()
    path.unlink()
    second = SQLiteStore(path)
    give(second, "second")
    assert second.revision() == 1
    assert remembered(second) == ["org:second"]
    second.close()


def damaged(path: Path) -> SQLiteStore:
    """A store whose beginning can be read, and of which some pages hold nothing any more."""
    store = SQLiteStore(path)
    give(store, *(str(n) for n in range(3000)))
    store.close()
    data = bytearray(path.read_bytes())
    data[200_000:240_000] = bytes(40_000)
    path.write_bytes(data)
    return SQLiteStore(path)


def test_a_damaged_store_refuses_every_change_and_says_what_to_do(path: Path) -> None:
    store = damaged(path)
    assert store.revision() == 1  # what can be read is read
    before = path.read_bytes()
    for change in changes(store):
        with pytest.raises(StoreError, match=r"damaged, .* Restore the last backup"):
            change()
    assert path.read_bytes() == before
    store.close()


def test_a_damaged_store_is_a_store_again_once_a_backup_is_restored(path: Path) -> None:
    backup = path.with_name("backup.sqlite")
    store = SQLiteStore(path)
    give(store, "open")
    store.backup(backup)
    store.close()
    path.unlink()
    store = damaged(path)
    with pytest.raises(StoreError, match="damaged"):
        give(store, "lost")
    store.restore(backup)
    give(store, "open", "new")
    assert names(store) == ["org:new", "org:open"]
    store.close()


def test_a_store_that_is_found_to_be_damaged_while_it_is_used_is_not_written_any_more(
    path: Path,
) -> None:
    store = damaged(path)
    store._sound = True  # as if it had been looked at before it was damaged
    with pytest.raises(StoreError, match="damaged"):
        names(store)
    with pytest.raises(StoreError, match="damaged, so nothing is written"):
        store.set("a", "b")
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="a user's folder is the user's there")
def test_a_store_that_others_may_read_is_closed_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    path = default_path()
    store = SQLiteStore(path)
    give(store, "open")
    journals = [Path(f"{path}-wal"), Path(f"{path}-shm")]
    for each in (path, *journals):
        each.chmod(0o666)
    path.parent.chmod(0o755)
    SQLiteStore(path).close()
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path, *journals)]
    assert modes == [0o700, 0o600, 0o600, 0o600]
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="a user's folder is the user's there")
def test_the_folder_of_somebody_else_is_left_as_it_is(path: Path) -> None:
    path.parent.chmod(0o755)
    SQLiteStore(path).close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755


@pytest.mark.skipif(os.name == "nt", reason="a user's folder is the user's there")
def test_where_it_cannot_be_closed_that_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    SQLiteStore(path).close()
    path.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda *_, **__: None)  # as on a disk without permissions
    with caplog.at_level(logging.WARNING, "demarche"):
        SQLiteStore(path).close()
    assert "others on this computer may read" in caplog.text
