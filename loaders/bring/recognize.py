"""What a file is: one of another tool, else a plain table; else what it is not, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from loaders.bring.plain import plain_tables
from loaders.bring.table import ForeignTable
from loaders.bring.tools.registry import labelled, recognized
from loaders.files.sources import Source, size
from loaders.loader import all_loaders


def recognize(source: Source, encoding: str | None = None) -> list[ForeignTable]:
    """The tables of a file. UnreadableFile: it is none, and what it is; Undecodable: in which
    `encoding` it reads right is to be said."""
    size(source)
    if network := recognized(source):
        return list(network)
    tables = plain_tables(source, encoding)
    return list(labelled(tables) or tables)


def named_apart(
    of_files: Sequence[tuple[Source, Sequence[ForeignTable]]],
) -> tuple[ForeignTable, ...]:
    """The tables of files that belong together, such as the two halves of a network; of several
    files each has the name of its file before its own."""
    tables: list[ForeignTable] = []
    for source, its in of_files:
        for table in its:
            several = [source.name] if len(of_files) > 1 else []
            name = ", ".join([*several, *filter(None, [table.name])])
            times = sum(one.name.partition(" #")[0] == name for one in tables)
            tables.append(replace(table, name=f"{name} #{times + 1}" if times else name))
    return tuple(tables)


def proposed_name(source: Source) -> str:
    """What the list of a file may be called: the file's name, without what a download adds to it;
    never as a list that is kept by itself, whose place it would take.

    >>> from pathlib import Path
    >>> proposed_name(Path("Contacts export (3).csv")), proposed_name(Path("covert_44_6.graphml"))
    ('Contacts export', 'covert 44 6')
    >>> proposed_name(Path("ties.csv"))
    'brought ties'
    """
    stem = PurePath(source.name).stem.replace("_", " ")
    name = " ".join(re.sub(r"\s*\(\d+\)$", "", stem).split()) or stem
    return f"brought {name}" if name.replace(" ", "_") in all_loaders() else name
