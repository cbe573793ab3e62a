"""What commands write to a terminal: sentences, tables, and how far they are."""

from __future__ import annotations

import codecs
import io
import sys

from anyascii import anyascii
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from graph.model.printable import harmless

out, err = Console(), Console(stderr=True)


def tell(sentence: str) -> None:
    """Print a sentence as it is: cell text is never markup, and acts on no terminal."""
    out.print(plain(sentence), soft_wrap=True)


def aside(sentence: str) -> None:
    """The same for what is no result: questions, and what is wrong."""
    err.print(plain(sentence), soft_wrap=True)


def plain(text: str) -> Text:
    """A text of which nothing is markup."""
    return Text(harmless(text))


def table(*titles: str) -> Table:
    """An empty table with these columns."""
    empty = Table(box=None)
    for title in titles:
        empty.add_column(title)
    return empty


def progress_bar() -> Progress:
    """How far something is; gone once it is done."""
    return Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), console=err, transient=True
    )


def legible_everywhere() -> None:
    """A console that lacks a character is shown it in letters that it has, instead of an error."""
    codecs.register_error("anyascii", _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="anyascii")


def _in_ascii(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return anyascii(problem.object[problem.start : problem.end]) or "?", problem.end
