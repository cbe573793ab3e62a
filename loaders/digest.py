"""What decides whether a load is exactly there already: all that determines its records.

That is the files, how they are read, and the program: the loader's module and every module of
loaders/ and graph/ that it imports, directly or not, however deep; so a correction in one of them
reaches what was loaded before, the next time that the same file is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from loaders.files.sources import Source, opened
from loaders.loader import Loader

ROOT = Path(__file__).parents[1]
FRAMEWORK = (
    "loaders.loading",
    "loaders.loader",
    "loaders.row",
    "loaders.files.sheets",
    "loaders.countries",
)
DATA = ("loaders/reference/territories.csv",)  # by which names of countries are understood
_IMPORT = re.compile(
    r"^\s*(?:from\s+((?:loaders|graph)[\w.]*)\s+import\s+(\([^)]*\)|[^\n]*)"
    r"|import\s+((?:loaders|graph)[\w.]*))",
    re.MULTILINE,
)
# How a database keeps records, and how somebody is shown a load, changes none of them.
_APART = ("graph.store.", "loaders.browser")


def digest(loader: Loader, files: Sequence[Source], encoding: str | None, append: bool) -> str:
    """Of a load by this loader; the same on every store."""
    state = hashlib.sha256(repr((encoding, append)).encode())
    state.update(code(loader.read.__module__, ROOT))
    for file in files:
        with opened(file) as content:
            state.update(hashlib.file_digest(content, "sha256").digest())
    return state.hexdigest()


@cache
def code(module: str, root: Path) -> bytes:
    """A digest of the source texts of a module, of the framework, and of all that these import."""
    state = hashlib.sha256()
    for path in sorted({*modules(module, root), *(root / name for name in DATA)}):
        if path.exists():
            state.update(path.relative_to(root).as_posix().encode() + b"\0" + _source(path)[0])
    return state.digest()


def modules(module: str, root: Path) -> set[Path]:
    """The files of a module and of the framework, and of every module that these import."""
    waiting, files = [module, *FRAMEWORK], set[Path]()
    while waiting:
        path = _file(waiting.pop(), root)
        if path is not None and path not in files:
            files.add(path)
            waiting += _source(path)[1]
    return files


@cache
def _source(path: Path) -> tuple[bytes, tuple[str, ...]]:
    """A digest of a file, and what it imports of ours; read from the text, which takes a tenth of
    what reading its syntax takes."""
    text = path.read_bytes()
    imports = _imported(text.decode()) if path.suffix == ".py" else ()
    return hashlib.sha256(text).digest(), tuple(imports)


def _imported(text: str) -> Iterator[str]:
    for package, names, module in _IMPORT.findall(text):
        for name in [package or module, *(f"{package}.{n}" for n in re.findall(r"\w+", names))]:
            if not f"{name}.".startswith(_APART) or name == "graph.store":
                yield name


@cache
def _file(module: str, root: Path) -> Path | None:
    path = root.joinpath(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in candidates if each.is_file()), None)
