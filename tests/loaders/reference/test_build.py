"""The shipped tables: built by command to the same bytes, small, and replaced by the originals."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model.records import Record
from graph.store.base import Scope, Store
from graph.store.opening import open_store
from loaders.loader import all_loaders, named
from loaders.loading import load
from loaders.reference.__main__ import main
from loaders.reference.build import UPR
from tests.loaders.read import DATA, REFERENCE, real

FILES = [DATA / name for name in UPR if (DATA / name).exists()]


def test_the_tables_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in REFERENCE.glob("*.csv")}
    assert sum(sizes.values()) <= 8_000_000
    assert sizes["upr.csv"] <= 3_700_000
    assert {"territories.csv", "upr.csv", "missions.csv"} <= sizes.keys()


def test_each_table_is_named_with_its_source_and_licence() -> None:
    readme = (REFERENCE / "README.md").read_text("utf-8")
    for path in REFERENCE.glob("*.csv"):
        assert path.name in readme
    for loader in all_loaders().values():
        if (REFERENCE / f"{loader.name}.csv").exists():
            assert {"publisher", "licence"} <= loader.about.keys()


@real
def test_they_are_built_to_the_same_bytes(tmp_path: Path) -> None:
    assert main(["build", str(DATA), "--to", str(tmp_path)]) == 0
    built = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    assert len(built) >= 4
    for name, content in built.items():
        assert content == (REFERENCE / name).read_bytes(), name


def test_a_folder_without_the_originals_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(tmp_path), "--to", str(tmp_path)]) == 1
    assert "There is no" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def claims(store: Store) -> list[Record]:
    return list(store.read(Scope()))


@pytest.fixture
def store(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A filled store to write to (here, not by `copy_of_filled`, to compare it with itself)."""
    opened = open_store(f"sqlite:///{shutil.copy(filled_file, tmp_path / 'store.sqlite')}")
    yield opened
    opened.close()


@real
def test_originals_over_the_tables_double_nothing_and_undo_restores(store: Store) -> None:
    def keys(records: list[Record]) -> list[tuple[str, ...]]:
        return [record.identity for record in records]

    before, revision = claims(store), store.revision()
    report = load(named("upr"), FILES, store)
    assert (report.rows, report.claims.created, report.claims.removed) == (33_082, 0, 0)
    assert report.claims.changed == 33_070
    after = claims(store)
    assert keys(after) == keys(before)
    assert after != before
    assert store.revision() == revision + 1

    again = load(named("upr"), FILES, store)
    assert again.claims.load is None
    assert store.revision() == revision + 1

    assert report.claims.load is not None
    store.undo(report.claims.load)
    assert claims(store) == before
    store.redo(report.claims.load)
    assert claims(store) == after
