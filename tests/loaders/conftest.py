"""What the tests of loaders share: a command on a filled store, a text as a file of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.records import Record
from graph.store.base import Scope, Store
from loaders.__main__ import main
from loaders.loader import named
from loaders.loading import LoadReport, load

Run = Callable[..., tuple[int, str, str]]
Give = Callable[..., LoadReport]
HEADER = "To,From,Response,Action,Issue,Text,Session\n"
GOOD = "Belarus,France,Accepted,5,Detention,Free them,8\n"
PEOPLE = (
    "name,role,nationality,source\nIlse Korn,activist,France,letter\nOmar Lund,activist,,call\n"
)


@pytest.fixture
def run(copy_of_filled: Store, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a filled store: exit code, what it prints, and what it complains of."""

    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*(str(word) for word in words), "--store", copy_of_filled.url])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def give(copy_of_filled: Store, tmp_path: Path) -> Give:
    """Load a text with a loader; `dry_run` only says what it would do."""

    def give(loader: str, text: str, *, file: str = "", dry_run: bool = False) -> LoadReport:
        path = tmp_path / (file or f"{loader}.csv")
        path.write_text(text, encoding="utf-8")
        return load(named(loader), [path], copy_of_filled, dry_run=dry_run, accept_unencrypted=True)

    return give


@pytest.fixture
def people(tmp_path: Path) -> Callable[[str, str], Path]:
    """A list with this content under this name."""

    def make(content: str, name: str = "people.csv") -> Path:
        file = tmp_path / name
        file.write_text(content, "utf-8")
        return file

    return make


def content_of(store: Store) -> tuple[int, int, list[Record]]:
    return store.revision(), len(store.loads()), list(store.read(Scope(kinds=frozenset())))


@pytest.fixture
def upr(tmp_path: Path) -> Callable[[bytes | str], Path]:
    """A file of recommendations with this content."""

    def make(content: bytes | str) -> Path:
        file = tmp_path / "given.csv"
        data = content if isinstance(content, bytes) else content.encode("mac_roman")
        file.write_bytes(data)
        return file

    return make
