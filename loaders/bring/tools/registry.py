"""The formats of other tools, found because their files lie in this folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from loaders.bring.table import ForeignTable
from loaders.bring.tools.likely import with_likely_kinds
from loaders.bring.tools.our_ties import with_our_ties, without_loops
from loaders.bring.tools.parallels import with_parallels_apart
from loaders.files.sources import Source, opened

BEGINNING: Final = 65_536  # bytes of a file in which a format shows
Tables = tuple[ForeignTable, ...]
ReadsFile = Callable[[Source, str], Tables | None]
ReadsHeader = Callable[[ForeignTable], Tables | None]

_FILES: dict[str, ReadsFile] = {}
_HEADERS: dict[str, ReadsHeader] = {}


def file_format(read: ReadsFile) -> ReadsFile:
    """Registers a format of its own: (the file, how its text begins) → its tables; None: it is
    another's."""
    _FILES[f"{read.__module__}.{read.__name__}"] = read
    return read


def header_format(read: ReadsHeader) -> ReadsHeader:
    """Registers a format that is a table: a table → the same with what its columns mean, or its
    parts where it holds several; None: it is another's."""
    _HEADERS[f"{read.__module__}.{read.__name__}"] = read
    return read


@cache
def _import_all() -> None:
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        importlib.import_module(f"loaders.bring.tools.{module.name}")


def recognized(source: Source) -> Tables | None:
    """The tables of a network file of another tool; None where it is not one of these.

    InputError: it is one, but broken, or made to harm.
    """
    _import_all()
    with opened(source) as file:
        raw = file.read(BEGINNING)
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    begins = raw.decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    if not begins or "\0" in begins:
        return None
    for _, read in sorted(_FILES.items()):
        if tables := read(source, begins):
            return with_our_ties([with_likely_kinds(table) for table in tables])
    return None


def labelled(tables: Sequence[ForeignTable]) -> Tables | None:
    """Tables of CSV files or of a workbook's sheets with what their columns mean, where a tool is
    known by its header; None where no table is a tool's."""
    _import_all()
    known = [_labelled(table) for table in tables]
    if not any(known):
        return None
    parts = [new or (old,) for new, old in zip(known, tables, strict=True)]
    return with_our_ties([with_likely_kinds(table) for part in parts for table in part])


def _labelled(table: ForeignTable) -> Tables | None:
    for _, read in sorted(_HEADERS.items()):
        if new := read(table):
            return tuple(
                with_parallels_apart(without_loops(one)) if one.role == "ties" else one
                for one in new
            )
    return None
