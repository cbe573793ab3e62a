"""Who may import whom (DESIGN 2), read from the syntax of every file."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
OURS = {"graph", "loaders", "queries", "app"}
ALLOWED = {
    "graph": {"graph"},
    "loaders": {"graph", "loaders"},
    "queries": {"graph", "queries"},
    "app.py": {"graph", "loaders", "queries"},
}
# Each outside library has one home: its files, or the folders it may be used in.
HOMES = {
    "streamlit": ("app.py", "queries/render/browser/", "loaders/browser/"),
    "pyvis": ("queries/render/network_map.py", "app.py"),  # app.py serves the wheel's JavaScript
    "neo4j": ("graph/store/neo4j_",),
    "networkx": ("graph/",),
    "pandas": ("loaders/", "queries/", "graph/view.py", "graph/record/history.py", "graph/store/"),
    "sqlite3": ("graph/store/",),
    "altair": ("queries/render/browser/",),
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in [ROOT / "app.py", *(p for top in OURS for p in (ROOT / top).rglob("*.py"))]:
        if path.exists():
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_layers_import_only_what_lies_below() -> None:
    wrong = {
        (file, name)
        for file, tree in sources()
        for name in imported(tree)
        if name in OURS and name not in ALLOWED[file.partition("/")[0]]
    }
    assert wrong == set()


def test_each_library_has_one_home() -> None:
    wrong = {
        (file, name)
        for file, tree in sources()
        for name in imported(tree)
        if name in HOMES and not file.startswith(HOMES[name])
    }
    assert wrong == set()


def test_the_first_question_of_a_session_imports_no_library_that_it_can_do_without() -> None:
    asked = (
        "import sys, queries.__main__, queries.embassies; print(*sys.modules.keys() & "
        "{'networkx', 'neo4j', 'streamlit', 'altair', 'pyvis', 'scipy.sparse.csgraph'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not done.stdout.strip()


def test_cypher_is_written_in_the_store_and_in_questions_only() -> None:
    wrong = {
        file
        for file, tree in sources()
        if not file.startswith(("graph/store/neo4j_", "queries/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "MATCH " in node.value
    }
    assert wrong == set()


def test_no_file_is_longer_than_a_head_can_hold() -> None:
    files = [p for top in OURS for p in (ROOT / top).rglob("*.py")]
    assert {p.name for p in files if len(p.read_text("utf-8").splitlines()) > 350} == set()
