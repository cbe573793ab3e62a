"""A program update reaches what is loaded: whatever makes the records is part of the digest."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders import digest
from loaders.loader import all_loaders

UPR = "To,From,Response,Action,Issue,Text,Session\nBelarus,France,Accepted,5,Detention,Free,8\n"


LOAD = """
import sys
from pathlib import Path
from graph.store.base import Scope
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import load
store = open_store(sys.argv[1])
for name, file in ("governments", "loaders/reference/territories.csv"), ("upr", "upr.csv"):
    load(named(name), [Path(file)], store, encoding="utf-8-sig")
ties = store.read(Scope(ties=frozenset({"RECOMMENDED_TO"}), kinds=frozenset()))
print(store.revision(), [tie.origin.known for tie in ties])
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, to be changed."""
    for folder in ("graph", "loaders"):
        shutil.copytree(
            digest.ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path


def of(root: Path, loader: str = "upr") -> bytes:
    digest.code.cache_clear()
    digest._source.cache_clear()
    return digest.code(f"loaders.public.{loader}", root)


def changed(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n# other\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("loaders/public/upr.py", True),
        ("loaders/files/sheets.py", True),
        ("loaders/loading.py", True),
        ("loaders/countries.py", True),
        ("loaders/reference/territories.csv", True),
        ("graph/record/sessions.py", True),
        ("graph/model/records.py", True),
        ("graph/model/schema.py", True),
        ("loaders/public/missions.py", False),
        ("loaders/browser/loads_page.py", False),
        ("graph/store/sqlite/store.py", False),
        ("graph/network/paths.py", False),
    ],
)
def test_a_digest_covers_what_makes_the_records_and_nothing_else(
    program: Path, file: str, counts: bool
) -> None:
    before = of(program)
    assert before == of(digest.ROOT)  # wherever the program lies
    changed(program / file)
    assert (of(program) != before) is counts


@pytest.mark.slow
def test_every_module_that_python_imports_for_a_loader_is_covered() -> None:
    """The same by Python's own syntax, one loader after the other."""

    def imported(path: Path) -> set[str]:
        names = set[str]()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
            elif isinstance(node, ast.Import):
                names |= {each.name for each in node.names}
        return {name for name in names if name.startswith(("loaders", "graph"))}

    for loader in all_loaders().values():
        files = digest.modules(loader.read.__module__, digest.ROOT)
        assert digest.ROOT / f"{loader.read.__module__.replace('.', '/')}.py" in files
        for file in files:
            for name in imported(file):
                path = digest.ROOT.joinpath(*name.split(".")).with_suffix(".py")
                if path.exists() and not name.startswith(("graph.store.", "loaders.browser")):
                    assert path in files, (loader.name, name)


def test_each_file_is_read_once_for_all_loaders() -> None:
    digest._source.cache_clear()
    digest.code.cache_clear()
    paths = set[Path]()
    for loader in all_loaders().values():
        digest.code(loader.read.__module__, digest.ROOT)
        paths |= digest.modules(loader.read.__module__, digest.ROOT)
    tables = {digest.ROOT / name for name in digest.DATA}
    assert digest._source.cache_info().misses == len(paths | tables)


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite", "neo4j"])
def test_a_changed_session_date_reaches_what_is_loaded(program: Path, store: str) -> None:
    url = f"sqlite:///{program / 'store.sqlite'}"
    if store == "neo4j":
        from tests.neo4j import server

        server.require()
        url = server.empty()
    file = program / "upr.csv"
    file.write_text(UPR)

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-c", LOAD, url], cwd=program, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    first = run()
    assert run() == first  # exactly this is there already
    reviews = program / "graph" / "record" / "sessions.py"
    text = reviews.read_text("utf-8")
    day = first.split("'")[1]
    assert day in text
    reviews.write_text(text.replace(day, "2001-01-01"), encoding="utf-8")
    assert "2001-01-01" in run()
