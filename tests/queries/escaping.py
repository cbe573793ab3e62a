"""What stands untranslated in a text of the pseudo-language, beside names and data.

In the pseudo-language every text of the program has accents, so that a word without them is of a
name or of data, or was never said. What comes from a store is known from reading it whole; a piece
of text that is none of that has escaped translation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from graph.languages.extraction import FOLDERS, ROOT, Message, extracted
from graph.model import vocabulary as v
from graph.model import words
from graph.model.date_kinds import DATE_KINDS
from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import Scope, Store

_PLAIN = frozenset("ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz")  # which would have accents
_MONTHS = "January February March April May June July August September October November December"
# Babel's words for dates and lists, in the English of which the pseudo-language is made; signs of
# the Traffic Light Protocol; names of formats and of programs, which nobody translates.
_OURS = frozenset(
    [*_MONTHS.split(), "and", "or", "TLP", "AMBER", "STRICT", "RED", "GREEN", "CLEAR"]
) | frozenset(["json", "csv", "CSV", "JSON", "python", "queries", "loaders", "Demarche", "ISO"])
_TECHNICAL = re.compile(
    r"https?://\S+|\b(?:sqlite|neo4j)://[\w/]+|\b[a-z]{3,8}:[\w./-]+|(?<!\w)--?[a-z][a-z-]*"
    r"|[\w/.-]+\.[a-z]{2,6}\b|\{[a-z,]+\}|\ben_[A-Z]{2}\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
_BREAK = re.compile(r"[^\w\s’'.-]|\s{2,}|\n|\.\s|\s-\s")


def escapes(text: str, known: Data) -> list[str]:
    """The pieces of a text that are neither translated nor known from the store."""
    return [piece for piece in _pieces(text) if piece not in known]


def _pieces(text: str) -> Iterator[str]:
    """Words without accents that stand together."""
    for part in _BREAK.split(_TECHNICAL.sub("\n", text)):
        together: list[str] = []
        for word in [*_WORD.findall(part), "|"]:
            if word not in _OURS and set(word) & _PLAIN and not set(word) & _ACCENTED:
                together.append(word)
            elif together:
                yield " ".join(together)
                together = []


_ACCENTED = frozenset("ÀÇĐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽàçđéĝĥîĵķļñöŕšţûŵýž") - frozenset("ÀÇÉÎÑÖÛàçéîñöû")


class Data:
    """Names and values of a store; what the program itself says with the same words is no data."""

    def __init__(self, store: Store, more: Iterable[str] = ()) -> None:
        ours = {text.casefold() for text in _ours()}
        names, values = set(more), set[str]()
        for record in store.read(Scope(Label.RED)):
            if isinstance(record, Entity):
                names.add(record.name or "")
            else:
                values.add(record.key)
            values.update((record.origin.dataset, record.origin.url or ""))
            values.update(_texts(record.values))
        for load in store.loads():
            names.update(t for k, t in load.about.items() if k not in ("renew", "kind"))
            names.update((load.dataset, load.loader, *load.files))
        said_by_us = {value for value in values if value.casefold() in ours}
        pieces = {piece for text in names | (values - said_by_us) for piece in _pieces(text)}
        self._pieces = {piece.casefold() for piece in pieces}
        self._all = "\n".join(sorted(self._pieces))

    def __contains__(self, piece: str) -> bool:
        piece = piece.casefold()
        long_enough = piece.count(" ") > 1  # a part of a longer text that was cut
        return piece in self._pieces or (long_enough and piece in self._all)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _texts(item)


@cache
def _messages() -> list[Message]:
    return extracted()[0]


@cache
def _ours() -> frozenset[str]:
    """All texts of the program, and the ids that stand for some of them in files."""
    lists = (v.FUNCTIONS, v.ASKS, v.RESPONSES, v.EFFECTS, v.STAGES, DATE_KINDS)
    ids = {entry.id for entries in lists for entry in entries} | v.SECTORS.keys()
    return frozenset(text for one in _messages() for text in (one.text, one.plural)) | ids


class Recorder:
    """Notes every template that is said in the pseudo-language."""

    def __init__(self) -> None:
        self.templates: set[str] = set()
        self._pseudo = words.pseudo

    def __call__(self, template: str) -> str:
        self.templates.add(template)
        return self._pseudo(template)

    def unknown(self) -> list[str]:
        """Those that no translator would be given: said by name and never marked."""
        catalogue = {text for one in _messages() for text in (one.text, one.plural)}
        return sorted(self.templates - catalogue)


def located(piece: str) -> str:
    """The piece, and the files that seem to write it."""
    files = sorted({file for file, text in _written() if piece in text})
    return f"{', '.join(files[:3]) or '?'}: {piece}"


@cache
def _written() -> list[tuple[str, str]]:
    paths = [path for top in FOLDERS for path in (ROOT / top).rglob("*.py")]
    return [
        (path.relative_to(ROOT).as_posix(), " ".join(_WORD.findall(node.value)))
        for path in [ROOT / "app.py", *paths]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
