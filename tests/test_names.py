"""A name says what it holds (DESIGN 11), read from the syntax of every file, tests included."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRODUCT = ("app.py", "graph", "loaders", "queries")
# What was done to a thing is not what the thing is; fine inside a longer name (`asked_by`).
HOW_IT_CAME_ABOUT = frozenset(
    ("found", "told", "said", "made", "asked", "held", "kept", "seen", "given", "taken")
)
# Packages whose modules are named apart from those around them.
APART = ("graph/store/sqlite/", "graph/store/neo4j/", "queries/render/", "loaders/browser/")


def files(*tops: str) -> Iterator[tuple[str, ast.Module]]:
    for top in tops:
        paths = [ROOT / top] if top.endswith(".py") else sorted((ROOT / top).rglob("*.py"))
        for path in paths:
            yield path.relative_to(ROOT).as_posix(), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each name that a file gives to something, with its line.

    Assignments, targets of loops, comprehensions, `with`, `match` and `except`, walrus, parameters,
    attributes (of self and of others), fields, functions, methods, classes, imports under a name.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node.lineno
            case ast.MatchMapping(rest=str(name)):
                yield name, node.lineno
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from ((alias.asname, node.lineno) for alias in aliases if alias.asname)


def test_a_name_says_what_it_holds() -> None:
    assert [
        f"{file}:{line} {name}"
        for file, tree in files(*PRODUCT, "tests")
        for name, line in sorted(names(tree), key=lambda place: place[1])
        if name.strip("_").lower() in HOW_IT_CAME_ABOUT and name != "GIVEN"  # a consent's state
    ] == []


def test_no_two_classes_have_one_name() -> None:
    """Those with an underscore never leave their file."""
    places: dict[str, set[str]] = defaultdict(set)
    for file, tree in files(*PRODUCT):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].add(file)
    assert {name for name, of in places.items() if len(of) > 1} == set()


def test_no_two_modules_of_a_package_have_one_name() -> None:
    """graph/, loaders/ and queries/ have words in common; the two backends mirror each other, and
    what draws in the browser is named as what it draws."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file, _ in files(*PRODUCT):
        package = next((apart for apart in APART if file.startswith(apart)), file.partition("/")[0])
        places[package, Path(file).stem].add(file)
    alike = {name for (_, name), of in places.items() if len(of) > 1}
    assert alike - {"__init__", "__main__"} <= {"scenario"}  # a case, and a store, as it would be
