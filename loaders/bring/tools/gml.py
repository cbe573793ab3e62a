"""GML, as NetworkX, igraph, Gephi, yEd and Cytoscape write it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from graph.model.errors import RowProblem, UnreadableFile
from graph.model.words import mark, number, say
from loaders.bring.table import ForeignTable, Role
from loaders.bring.tools.meanings import day_of
from loaders.bring.tools.pieces import LONGEST_CELL, Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.files.sources import Source, encoding_of, opened

_BEGINS = re.compile(
    r"(?:#[^\n]*\n|creator[^\n]*\n|version[^\n]*\n|comment[^\n]*\n|\s)*graph\s*\[", re.IGNORECASE
)
_TOKEN = re.compile(r"\"[^\"]*\"|\[|\]|[^\s\[\]\"]+")
_DEEPEST: Final = 50  # lists in lists
_GRAPHICS: Final = mark("Colours, sizes, shapes and positions of the drawing: {n}.")
_ROLES: Final[dict[str, Role]] = {"node": "entities", "edge": "ties"}


class _Entry(NamedTuple):
    """A key with its value; "[" and "]" where a list begins and ends."""

    key: str
    value: str
    line: int
    ends: bool = False


@file_format
def gml(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """node and edge lists with their keys; a list in them by its keys joined by a dot."""
    if not _BEGINS.match(begins):
        return None
    return network_tables("GML", source, lambda losses: _pieces(source, losses))


def _pieces(source: Source, losses: Losses) -> Iterator[Piece]:
    around: list[str] = []  # the keys of the lists that are open
    fields: dict[str, str] = {}
    directed, line = "undirected", 0
    for entry in _entries(source):
        if entry.ends:
            key = around.pop()
            if key in _ROLES and around == ["graph"]:
                yield _piece(_ROLES[key], line, fields, directed, losses)
        elif entry.value == "[":
            around.append(entry.key.lower())
            if entry.key.lower() in _ROLES and around[:-1] == ["graph"]:
                fields, line = {}, entry.line
        elif around == ["graph"] and entry.key.lower() == "directed":
            directed = "directed" if entry.value == "1" else "undirected"
        elif len(around) > 1 and around[1] in _ROLES:
            name = ".".join((*around[2:], entry.key))
            fields[name] = f"{fields[name]}|{entry.value}" if name in fields else entry.value


def _piece(role: Role, line: int, fields: dict[str, str], directed: str, losses: Losses) -> Piece:
    drawn = [name for name in fields if name.lower().startswith(("graphics.", "labelgraphics."))]
    if drawn:
        losses.add(role, _GRAPHICS)
    more = {name: text for name, text in fields.items() if name not in drawn}
    if role == "entities":
        known = {"id": more.pop("id", ""), "name": more.pop("label", "")}
        return Piece(line, role, known, more)
    known = {
        "from": more.pop("source", ""),
        "to": more.pop("target", ""),
        "since": day_of(more.pop("since", "")),
        "until": day_of(more.pop("until", "")),
        "directed": directed,
    }
    return Piece(line, role, known, more)


def _entries(source: Source) -> Iterator[_Entry]:
    key, depth = "", 0
    for token, line in _tokens(source):
        if token == "]":
            if key or not depth:
                raise _wrong(source, line, token)
            depth -= 1
            yield _Entry("", "]", line, ends=True)
        elif not key:
            if token == "[" or token.startswith('"'):
                raise _wrong(source, line, token)
            key = token
        else:
            depth += token == "["
            if depth > _DEEPEST:
                raise UnreadableFile(
                    say(
                        "{file} has brackets in brackets without end, which no export has. It was "
                        "not read.",
                        file=source.name,
                    )
                )
            yield _Entry(key, html.unescape(token.strip('"')), line)
            key = ""
    if key or depth:
        raise _wrong(source, line, key)


def _tokens(source: Source) -> Iterator[tuple[str, int]]:
    """Words, texts in quotation marks and brackets, each with the line it begins in."""
    waiting, first, line = "", 1, 0
    with opened(source) as file:
        lines = io.TextIOWrapper(file, encoding=_encoding(source), errors="replace")
        while part := lines.readline(LONGEST_CELL + 1):
            line += part.endswith("\n")
            if not waiting and part.lstrip().startswith("#"):
                first = line + 1
                continue
            waiting += part
            if len(waiting) > LONGEST_CELL:
                raise RowProblem(
                    say("This is longer than {most} characters.", most=number(LONGEST_CELL)),
                    file=source.name,
                    row=first,
                    value=waiting[:80],
                )
            if waiting.count('"') % 2:
                continue  # a text goes on in the next line
            for token in _TOKEN.findall(waiting):
                yield token, first
            waiting, first = "", line + 1
    if waiting:
        raise _wrong(source, first, waiting)


def _encoding(source: Source) -> str:
    """UTF-8 where it reads right so; the format's own text is ASCII, and older files are Latin."""
    return encoding_of(source, "latin-1")


def _wrong(source: Source, line: int, value: str) -> RowProblem:
    return RowProblem(
        say("Here the file is no GML, or it ends too early. Export it again."),
        file=source.name,
        row=line,
        value=value[:80],
    )
