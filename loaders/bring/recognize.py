"""What a file is: one of another tool, else a plain table; else what it is not, in a sentence."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from loaders.bring.plain import plain_tables
from loaders.bring.table import ForeignTable
from loaders.bring.tools.registry import labelled, recognized
from loaders.files.sources import Source, size

_AGAIN: Final = re.compile(r"\(\d+\)")  # what a browser adds to a name that is there already


def recognize(source: Source, encoding: str | None = None) -> list[ForeignTable]:
    """The tables of a file. UnreadableFile: it is none, and what it is; Undecodable: in which
    `encoding` it reads right is to be said."""
    size(source)
    if network := recognized(source):
        return list(network)
    tables = plain_tables(source, encoding)
    return list(labelled(tables) or tables)


def proposed_name(source: Source) -> str:
    """What the list of a file may be called: the file's name, without what a download adds to it.

    >>> proposed_name(PurePath("Contacts export (3).csv"))
    'Contacts export'
    >>> proposed_name(PurePath("covert_44_6.graphml"))  # another file than covert_44_0
    'covert 44 6'
    """
    words = PurePath(source.name).stem.replace("_", " ").split()
    while len(words) > 1 and (_AGAIN.fullmatch(words[-1]) or not words[-1].strip("-–")):
        words.pop()
    return " ".join(words)
