"""SIF, the simple interaction format of Cytoscape: “one, how, others” in each line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from loaders.bring.table import ForeignTable
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.files.sources import Source, encoding_of, text


@file_format
def sif(source: Source, _: str) -> tuple[ForeignTable, ...] | None:
    """Lines of a name, what ties it, and to whom, one or more; a name alone is tied to nobody.
    Where a line of the file has a tab, names may have blanks. Nothing in it says that it is SIF,
    so only the file's name does."""
    if not source.name.lower().endswith(".sif"):
        return None
    return network_tables("SIF", source, lambda losses: _pieces(source, losses))


def _pieces(source: Source, _: Losses) -> Iterator[Piece]:
    encoding = encoding_of(source, "cp1252")
    with closing(text(source, encoding)) as file:
        between = "\t" if any("\t" in line for line in file) else None
    names = set[str]()
    with closing(text(source, encoding)) as file:
        for number, line in enumerate(file, 1):
            parts = [part for one in line.strip().split(between) if (part := one.strip())]
            if not parts:
                continue
            for name in parts[:1] + parts[2:]:
                if name not in names:
                    names.add(name)
                    yield Piece(number, "entities", {"id": name, "name": name}, {})
            for name in parts[2:]:
                yield Piece(number, "ties", {"from": parts[0], "to": name, "kind": parts[1]}, {})
