"""What the tests share: an empty store, a filled one, and one small named network."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import SAMPLE, Load, Store
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import fill, load
from loaders.reference.build import UPR
from tests.queries import campaign_300

# No test measures time, and a busy machine is slow at drawing examples too.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
# A landing must not hang on luck: there the same examples are drawn each time.
settings.register_profile("landing", settings.get_profile("calm"), derandomize=True, database=None)
if os.environ.get("DEMARCHE_CI"):
    settings.load_profile("landing")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
# What takes long wherever it is used: a server, a browser, the publishers' files, 300 people,
# every review of the past asked anew.
SLOW_FOLDERS = (ROOT / "tests" / "neo4j", ROOT / "tests" / "browser")
SLOW_FIXTURES = {"originals", "three_hundred", "own", "chromium", "visit", "real", "calibrated"}
SLOW_CASES = ("neo4j", "backtest")


@pytest.hookimpl(tryfirst=True)  # before -m chooses among them
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs Neo4j, Chromium or a large store is slow by where it lies and what it asks for;
    other slow tests say so themselves (`pytest.mark.slow`)."""
    for item in items:
        there = any(folder in item.path.parents for folder in SLOW_FOLDERS)
        fixtures = SLOW_FIXTURES & set(getattr(item, "fixturenames", ()))
        case = item.name.partition("[")[2]
        if there or fixtures or any(slow in case for slow in SLOW_CASES):
            item.add_marker(pytest.mark.slow)
    if os.environ.get("DEMARCHE_CI"):
        # The longest files first, so that no process is left alone with one at the end.
        items.sort(key=lambda item: not long(item.nodeid))


def long(nodeid: str) -> bool:
    return needs_server(nodeid) or nodeid.startswith("tests/browser/")


def needs_server(nodeid: str) -> bool:
    """Whether a test runs on Neo4j."""
    return "neo4j" in nodeid.rpartition("::")[2] or nodeid.startswith("tests/neo4j/")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Files are shared out among the processes; all that runs on Neo4j goes to one, which starts
    the only server and finds it warm."""
    from xdist.scheduler import LoadFileScheduling

    class ByServer(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "neo4j" if needs_server(nodeid) else str(super()._split_scope(nodeid))

    return ByServer(config, log)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """An embedded store with nothing in it."""
    store = open_store(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def filled_file(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded store with the reference tables and the sample campaign; not to be written.

    Filling takes seconds, so that pytest's cache keeps one from session to session, under the
    digest of all that it is made of; a landing fills its own.
    """
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite"
    cache = None if os.environ.get("DEMARCHE_CI") else getattr(pytestconfig, "cache", None)
    saved = cache and cache.mkdir("filled") / f"{_made_of()}.sqlite"
    if saved and saved.exists():
        return Path(shutil.copy(saved, path))
    store = open_store(f"sqlite:///{path}")
    fill(store)
    store.close()
    if saved:
        for older in saved.parent.iterdir():
            older.unlink(missing_ok=True)
        unfinished = saved.with_suffix(f".{os.getpid()}")
        shutil.copy(path, unfinished)
        unfinished.replace(saved)
    return path


def _made_of() -> str:
    """A digest of what a filled store depends on: code, tables, samples, libraries, the day."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version} {date.today()}".encode())
    for library in sorted(f"{one.name} {one.version}" for one in distributions()):
        digest.update(library.encode())
    for top in ("graph", "loaders"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".py", ".csv"):
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


@pytest.fixture(scope="session")
def filled(filled_file: Path) -> Iterator[Store]:
    """The filled store, to be read only."""
    store = open_store(f"sqlite:///{filled_file}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def originals(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The filled store with UPR Info's four original CSV files over its table, to be read only."""
    files = [SHARED / name for name in UPR if (SHARED / name).exists()]
    if not files:
        pytest.skip("the real files (../shared/data) are absent")
    path = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("originals") / "store.sqlite"))
    store = open_store(f"sqlite:///{path}")
    load(named("upr"), files, store)
    yield store
    store.close()


@pytest.fixture
def copy_of_filled(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A filled store that a test may write to."""
    path = Path(shutil.copy(filled_file, tmp_path / "copy.sqlite"))
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def three_hundred(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The public record and a campaign of 300 people, without the sample; to be read only."""
    folder = tmp_path_factory.mktemp("three_hundred")
    store = open_store(f"sqlite:///{shutil.copy(filled_file, folder / 'store.sqlite')}")
    for dataset in sorted({one.dataset for one in store.loads()}):
        if dataset.startswith(SAMPLE):
            store.forget(dataset)
    campaign_300.loaded(store, folder)
    yield store
    store.close()


def write(store: Store, *records: Record, dataset: str = "test") -> int | None:
    """Write records as one load of one dataset; its number."""
    return store.write(Load(dataset), (("", record) for record in records)).load


def small_network() -> list[Record]:
    """A prisoner's case with a family (RED), two organizations, a diplomat and two governments."""
    origin = Origin("https://example.org/a", known=PartialDate("2024-03-01"))
    inside = Origin("https://example.org/b", label=Label.RED)
    return [
        Entity("Case", "cas:1", "Case One", {"stage": "trial"}, origin),
        Entity("Person", "per:ada", "Ada", {"role": "activist", "aliases": ["Адa"]}, origin),
        Entity("Person", "per:bo", "Bo", {"role": "local counsel"}),
        Entity("Family", "fam:1", "Family One", {}, inside),
        Entity("Organization", "org:watch", "Watch", {"sector": "ngo"}, origin),
        Entity("Organization", "org:press", "Press", {"phone": "1"}, origin, {"phone": Label.RED}),
        Entity("Government", "gov:FRA", "France", {"iso2": "FR"}),
        Entity("Government", "gov:BLR", "Belarus"),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=origin),
        Tie("WORKS_ON", "org:watch", "cas:1", values={"functions": ["monitoring"]}, origin=origin),
        Tie("MEMBER_OF", "per:ada", "org:watch", since=PartialDate("2020"), origin=origin),
        Tie("KNOWS", "per:ada", "per:bo", strength=0.9),
        Tie("REPRESENTS", "per:bo", "fam:1", origin=inside),
        Tie("COORDINATES_WITH", "org:watch", "org:press", origin=origin),
        Tie("RECOMMENDED_TO", "gov:FRA", "gov:BLR", "08-a", values={"session": 8}, origin=origin),
    ]
