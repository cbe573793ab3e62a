"""The first sheet of a large workbook (.xlsx), row by row.

Reading a sheet as a rectangle (workbooks.py) takes several times the memory of its texts. Here only
the distinct texts are held, as they are written, and one block of rows. Numbers, so also dates, are
as the file has them: no look at how they are shown.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from html import unescape
from posixpath import join, normpath
from typing import IO, Final
from xml.etree import ElementTree

from graph.model.errors import UnreadableFile
from graph.model.words import say
from loaders.files.sources import Source, no_workbook, opened

MOST_TEXT: Final = 700 * 2**20  # bytes of distinct texts, once they are unpacked
MOST_COLUMNS: Final = 702  # A to ZZ
_BLOCK = 1 << 20
_LONGEST = 1 << 24  # bytes of one row or text
_SMALL = 1 << 20  # of the parts that say what is in the workbook
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PREFIX = re.compile(rb"<(\w+:)?(?:sst|worksheet)\b")
_PLACE = re.compile(rb"\br=[\"']([A-Z]+)\d")
_TYPE = re.compile(rb"\bt=[\"'](\w+)")
# The beginning of a row: its number, and the slash of an empty one.
_ROW = rb"<%(p)srow\b(?:[^>]*?\sr=[\"'](\d+))?[^>]*?(/?)>"
# A cell: its column where that comes first, its other attributes, its value or its own text.
_CELL = (
    rb"<%(p)sc(?: r=\"([A-Z]{1,3})\d+\")?(\s[^>]*|/)?>(?:<%(p)sf\b[^>]*/>|<%(p)sf\b.*?</%(p)sf>)?"
    rb"(?:<%(p)sv(?:\s[^>]*)?>([^<]*)|<%(p)sis>(.*?)</%(p)sis>)?"
)
_SHORT = 200  # bytes: a text like this may stand in many cells
_MANY = 50_000  # such texts that are held as they are shown


def sheet(
    source: Source, names: list[str], unread: Collection[int] = ()
) -> Iterator[tuple[int, list[str]]]:
    """The numbered rows of the first sheet that hold something; `names` is filled with those of the
    sheets, the one that is read first. `unread`: the places, from 0, of columns that are left
    empty, which may be told when the header was read. UnreadableFile: no workbook, or not as
    Excel's."""
    try:
        with opened(source) as file, zipfile.ZipFile(file) as archive:
            parts = _parts(archive)
            names[:] = [name for name, _ in parts.sheets]
            texts = _texts(source, archive, parts.texts)
            with archive.open(parts.sheets[0][1]) as part:
                begins = part.read(_BLOCK)
                rows = _Rows(source, texts, _prefix(begins), unread)
                for row in _elements(source, part, b"row", begins):
                    number, cells = rows.cells(row)
                    if cells:
                        yield number, cells
    except (
        zipfile.BadZipFile,
        zlib.error,
        ElementTree.ParseError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        LookupError,
        ValueError,
    ):
        raise no_workbook(source) from None


class _Parts:
    """Where in the archive the sheets are, by name, and the texts that their cells share."""

    def __init__(self, sheets: list[tuple[str, str]], texts: str | None) -> None:
        self.sheets, self.texts = sheets, texts


def _parts(archive: zipfile.ZipFile) -> _Parts:
    """KeyError: the archive is no workbook of Excel's."""
    at = {
        relation.get("Id", ""): (relation.get("Type", ""), relation.get("Target", ""))
        for relation in _tree(archive, "xl/_rels/workbook.xml.rels")
    }
    places = {id: normpath(join("/xl", target)).lstrip("/") for id, (_, target) in at.items()}
    sheets = [
        (each.get("name", ""), places[each.get(_RELATION, "")])
        for each in _tree(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    ]
    texts = [places[id] for id, (kind, _) in at.items() if kind.endswith("/sharedStrings")]
    return _Parts(sheets, texts[0] if texts and texts[0] in archive.namelist() else None)


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with archive.open(name) as part:
        return ElementTree.fromstring(part.read(_SMALL))


def _texts(source: Source, archive: zipfile.ZipFile, name: str | None) -> list[bytes]:
    """The texts that cells share, as they are written; most are never needed."""
    if name is None:
        return []
    if archive.getinfo(name).file_size > MOST_TEXT:
        raise UnreadableFile(
            say(
                "{file} holds more than {size} MB of text. Export it as JSON, or in several files.",
                file=source.name,
                size=MOST_TEXT >> 20,
            )
        )
    with archive.open(name) as part:
        return [_joined(item) for item in _elements(source, part, b"si", part.read(_BLOCK))]


def _joined(item: bytes) -> bytes:
    """The text of an element, as it is written."""
    if item.startswith(b"<si><t") and item.count(b"<") == 3:  # <si><t>…</t>: nearly all
        return item[: item.rfind(b"<")].split(b">", 2)[2]
    if b"rPh" in item:  # how it is pronounced
        item = _PHONETIC.sub(b"", item)
    texts = _TEXT.findall(item)
    return texts[0] if len(texts) == 1 else b"".join(texts)


def _elements(source: Source, part: IO[bytes], name: bytes, waiting: bytes) -> Iterator[bytes]:
    """The elements of this name that hold something, each from the end of the one before it.

    `waiting`: the beginning of the part, which was read already.
    """
    closing = b"</" + _prefix(waiting) + name + b">"
    while True:
        *whole, waiting = waiting.split(closing)
        yield from whole
        if len(waiting) > _LONGEST:
            raise UnreadableFile(
                say(
                    "{file} holds a row or text of more than {size} MB. Export it as JSON.",
                    file=source.name,
                    size=_LONGEST >> 20,
                )
            )
        block = part.read(_BLOCK)
        if not block:
            return
        waiting += block


def _prefix(begins: bytes) -> bytes:
    """What stands before the names of all elements, nearly always nothing."""
    match = _PREFIX.search(begins)
    return (match[1] or b"") if match else b""


class _Rows:
    """The rows of one sheet."""

    def __init__(
        self, source: Source, texts: list[bytes], prefix: bytes, unread: Collection[int]
    ) -> None:
        self._source, self._texts, self._unread = source, texts, unread
        self._cells = re.compile(_CELL % {b"p": prefix}, re.DOTALL)
        self._row = re.compile(_ROW % {b"p": prefix})
        self._columns: dict[bytes, int] = {}
        self._kinds: dict[bytes, bytes] = {}
        self._short: dict[bytes, str] = {}  # by the number of a shared text
        self._number = 0

    def cells(self, row: bytes) -> tuple[int, list[str]]:
        """The number and cells of one; the last that holds something ends it."""
        self._count(row)
        columns, kinds, short, unread = self._columns, self._kinds, self._short, self._unread
        cells: list[str] = []
        at = -1
        for letters, rest, value, own in self._cells.findall(row):
            known = columns.get(letters)
            if known is not None:
                at = known
            elif place := letters or (_PLACE.findall(rest) or [b""])[0]:
                at = _column(self._source, place)
                if letters:
                    columns[letters] = at
            else:  # it says no place: right of the one before
                at += 1
            if at in unread or not (value or own):
                continue
            kind = kinds.get(rest)
            if kind is None:
                kind = (_TYPE.findall(rest) or [b"n"])[0]
                if letters:
                    kinds[rest] = kind
            shown = short.get(value) if kind == b"s" else None
            if shown is None:
                shown = self._shown(kind, value, own)
            if at == len(cells):
                cells.append(shown)
                continue
            if at > len(cells):
                cells += [""] * (at + 1 - len(cells))
            cells[at] = shown
        return self._number, cells

    def _count(self, row: bytes) -> None:
        """Its own number, or that after the one before. Empty rows may stand before it."""
        at = 0
        while match := self._row.search(row, at):
            written, empty = match.groups()
            self._number, at = int(written) if written else self._number + 1, match.end()
            if not empty:
                break

    def _shown(self, kind: bytes, value: bytes, own: bytes) -> str:
        """A cell as CSV would have it; a number, so also a date, as it is written."""
        if kind == b"b":
            return "yes" if value == b"1" else "no"
        written = self._texts[int(value)] if kind == b"s" else _joined(own) if own else value
        shown = written.decode()
        if "&" in shown:
            shown = unescape(shown)
        if "_x" in shown:  # a sign that XML cannot hold, such as _x000D_
            shown = _CODE.sub(lambda match: chr(int(match[1], 16)), shown)
        if kind == b"s" and len(written) < _SHORT:
            if len(self._short) >= _MANY:
                self._short.clear()
            self._short[value] = shown
        return shown


def _column(source: Source, letters: bytes) -> int:
    """The place of a column by its letters, from 0."""
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    if place > MOST_COLUMNS:
        raise UnreadableFile(
            say(
                "{file} has more than the {most} columns that are read. Export it as JSON.",
                file=source.name,
                most=MOST_COLUMNS,
            )
        )
    return place - 1
