"""The embedded store's file: what may be opened, what is left on the disk, backups."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from graph.model.errors import InvalidRecord, StoreBusy, StoreError, StoreTooNew
from graph.model.records import Entity, Record
from graph.store.base import Load, Scope, secret
from graph.store.opening import open_store
from graph.store.sqlite import schema as sqlite_schema
from graph.store.sqlite import writing as sqlite_writing
from graph.store.sqlite.store import SQLiteStore
from tests.graph.store.given import ALL, FRANCE, PERU, allied, give, names, org, person, ties

ROOT = Path(__file__).parents[4]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def pragma(path: Path, text: str) -> object:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"PRAGMA {text}").fetchone()[0]


def refusal(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as error:
        SQLiteStore(path)
    if before is not None:
        assert path.read_bytes() == before
    return str(error.value)


def test_a_file_of_a_later_version_is_refused(path: Path) -> None:
    SQLiteStore(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNew, match="later version of this program"):
        SQLiteStore(path)
    assert pragma(path, "user_version") == 99


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("name,role\nAda,activist\n" * 100)
    assert "is not a store of this program" in refusal(path)


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")
    assert "is the database of another program" in refusal(path)


def test_a_damaged_file_is_refused(path: Path) -> None:
    store = SQLiteStore(path)
    give(store, *(org(str(n)) for n in range(500)))
    store.close()
    data = bytearray(path.read_bytes())
    data[20_000:40_000] = bytes(20_000)
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged. Restore the last backup"):
        list(SQLiteStore(path).read(Scope()))


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    store = SQLiteStore(path)
    give(store, FRANCE)
    assert names(store) == ["France"]
    store.close()


@pytest.mark.parametrize(
    ("where", "sentence"),
    [("", "names no file"), ("/", "is a directory|cannot be used"), ("x/y", "names no file")],
)
def test_an_address_that_names_no_file(where: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        open_store(f"sqlite://{where}")


def test_a_folder_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "cannot be used" in refusal(tmp_path)
    assert "cannot be used" in refusal(tmp_path / "file" / "store.sqlite")


def test_the_file_and_its_folder_are_for_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "store.sqlite"
    store = SQLiteStore(path)
    give(store, FRANCE)
    for each in [path.parent, *path.parent.iterdir()]:
        assert stat.S_IMODE(each.stat().st_mode) & 0o077 == 0, each
    store.close()


def test_it_writes_ahead_and_keeps_what_refers_to_what(path: Path) -> None:
    store = SQLiteStore(path)
    assert pragma(path, "journal_mode") == "wal"
    with store._connection() as db:
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert db.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    store.close()


def test_what_is_forgotten_is_not_in_the_file_either(path: Path) -> None:
    store = SQLiteStore(path)
    give(store, FRANCE, dataset="other")
    give(store, Entity("Person", "per:x", "Zebulon Quickwater", {"note": "z" * 5000}))
    store.forget("d")
    assert not any(b"Quickwater" in file.read_bytes() for file in path.parent.iterdir())
    assert not any(b"quickwater" in file.read_bytes() for file in path.parent.iterdir())
    assert not any(b"z" * 100 in file.read_bytes() for file in path.parent.iterdir())
    store.close()


def test_what_is_forgotten_while_somebody_reads_it_is_said_to_be_in_the_file(path: Path) -> None:
    store = SQLiteStore(path)
    give(store, *(org(str(n), f"Quickwater {n}") for n in range(9)))
    reading = SQLiteStore(path).read(Scope())
    next(reading)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.store.base.PATIENCE", 0.2)
        with pytest.raises(StoreBusy, match="gone for every reader, but not yet overwritten"):
            SQLiteStore(path).forget("d")
    assert names(store) == []
    reading.close()  # type: ignore[attr-defined]
    store.forget("d")
    assert not any(b"Quickwater" in file.read_bytes() for file in path.parent.iterdir())
    store.close()


@pytest.mark.slow
def test_another_process_may_open_and_close_it_meanwhile(path: Path) -> None:
    """Neither loses what the other writes: see `sqlite_schema.create` on locks."""
    store = SQLiteStore(path)
    give(store, FRANCE)
    again = SQLiteStore(path)
    code = (
        "import sys; from pathlib import Path; from graph.store.sqlite.store import SQLiteStore\n"
        "from tests.graph.store.given import *\n"
        "store = SQLiteStore(Path(sys.argv[1])); give(store, PERU, dataset=sys.argv[2])\n"
        "store.close()"
    )
    for n in range(3):
        subprocess.run([sys.executable, "-c", code, str(path), str(n)], cwd=ROOT, check=True)
        give(store, org(str(n)), dataset=f"mine {n}")
        give(again, person("Ada"), dataset=f"ours {n}")
    assert len(names(store)) == len(names(again)) == len(names(SQLiteStore(path))) == 10
    assert pragma(path, "integrity_check") == "ok"


# Migrations


def test_an_older_file_is_brought_to_the_newest_format(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SQLiteStore(path)
    give(store, FRANCE)
    store.close()
    newer = [*sqlite_schema.MIGRATIONS, "CREATE TABLE more (x TEXT); INSERT INTO more VALUES (1)"]
    monkeypatch.setattr(sqlite_schema, "MIGRATIONS", newer)
    for _ in range(2):
        store = SQLiteStore(path)
        assert names(store) == ["France"]
        store.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM more").fetchone() == (1,)
    assert pragma(path, "user_version") == len(newer)


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SQLiteStore(path)
    give(store, FRANCE)
    store.close()
    before = pragma(path, "user_version")
    with monkeypatch.context() as patch:
        bad = "CREATE TABLE more (x TEXT); INSERT INTO nothing VALUES (1)"
        patch.setattr(sqlite_schema, "MIGRATIONS", [*sqlite_schema.MIGRATIONS, bad])
        with pytest.raises(StoreError, match="cannot be used"):
            SQLiteStore(path)
    assert pragma(path, "user_version") == before
    with closing(sqlite3.connect(path)) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    assert "more" not in tables
    assert names(SQLiteStore(path)) == ["France"]


# Backups


@pytest.mark.parametrize("fails", [None, "dry run", "loose end"])
def test_a_large_load_leaves_the_tables_as_many_small_ones_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, fails: str | None
) -> None:
    """Its indexes are taken away meanwhile, and its rows go in by the dozen."""
    monkeypatch.setattr(sqlite_writing, "_AT_ONCE", 70)
    some = [f"{n:02}" for n in range(60)]
    pairs = [(a, b) for a in some[:20] for b in some[20:]]
    records: list[Record] = [*map(org, some), *(allied(a, b) for a, b in pairs)]
    with closing(SQLiteStore(path)) as store, closing(sqlite3.connect(path)) as db:
        statement = "SELECT name, sql FROM sqlite_master ORDER BY name"
        before = db.execute(statement).fetchall()
        if fails == "loose end":
            with pytest.raises(InvalidRecord, match="org:nobody"):
                give(store, *records, allied("00", "nobody"))
        elif fails:
            store.write(Load("d"), (("", record) for record in records), dry_run=True)
        else:
            give(store, *records)
        assert db.execute(statement).fetchall() == before
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("SELECT count(*) FROM tie").fetchone()[0] == (0 if fails else 800)
        identities = [record.identity for record in store.read(ALL)]
        assert identities == ([] if fails else [record.identity for record in records])
        if not fails:  # the table is large now: the next load keeps its indexes as it goes
            give(store, *(allied(b, a) for a, b in pairs), dataset="more")
            assert len(ties(store)) == len(set(ties(store))) == 1600
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_backup_is_a_store_and_is_put_back(path: Path, tmp_path: Path) -> None:
    store = SQLiteStore(path)
    give(store, FRANCE)
    key = secret(store)
    copy = tmp_path / "copy.sqlite"
    store.backup(copy)
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.sqlite"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    give(store, PERU)
    revision = store.revision()
    store.restore(copy)
    assert names(store) == ["France"]
    assert secret(store) == key
    assert store.revision() > revision
    assert len(store.loads()) == 1
    whole = SQLiteStore(copy)
    assert names(whole) == ["France"]
    assert secret(whole) == key
    whole.close()
    store.close()


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    store = SQLiteStore(path)
    other = tmp_path / "mine.txt"
    other.write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        store.backup(other)
    assert other.read_text() == "mine"
    store.close()


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 999, "damaged", "newer"])
def test_what_is_no_backup_is_not_put_back(
    path: Path, tmp_path: Path, content: bytes | str | None
) -> None:
    store = SQLiteStore(path)
    give(store, *(org(str(n)) for n in range(500)))
    file = tmp_path / "copy.sqlite"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content == "damaged":
        store.backup(file)
        data = bytearray(file.read_bytes())
        data[20_000:40_000] = bytes(20_000)
        file.write_bytes(data)
    elif content == "newer":
        store.backup(file)
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError):
        store.restore(file)
    assert len(names(store)) == 500
    store.close()


def test_nothing_is_put_back_while_somebody_writes(path: Path, tmp_path: Path) -> None:
    store = SQLiteStore(path)
    give(store, FRANCE)
    store.backup(tmp_path / "copy.sqlite")
    give(store, PERU)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("graph.store.base.PATIENCE", 0.2)
            with pytest.raises(StoreBusy):
                SQLiteStore(path).restore(tmp_path / "copy.sqlite")
        writer.execute("ROLLBACK")
    assert names(store) == ["Peru"]
    store.close()
