"""Plain tables as they come: text with any separator, workbooks with several sheets, a clipboard.

A header may stand below titles and may take two rows, the upper one of merged cells. Nothing is
understood here but where the header is.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final

from graph.model.errors import UnreadableFile
from graph.model.words import count, listed, say
from loaders.bring.headers import meaning_of
from loaders.bring.table import ForeignTable
from loaders.files.sheets import TITLE_ROWS, is_workbook, text_rows
from loaders.files.sources import Source, Upload, opened
from loaders.files.workbooks import all_sheets

NumberedRow = tuple[int, Sequence[str]]
SEPARATORS: Final = (",", ";", "\t", "|")
PASTED: Final = "pasted.txt"  # the name of what came from a clipboard
_SIGNS = frozenset("=+-@")  # with which a formula begins
_BEGINNING = 100_000  # bytes of a text, by which its separator is known
_LOOK = 40  # rows by which the separator and the header are known
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What no header holds: a day, a number, an address, a mail.
_DATA = re.compile(r"^[\d\s./:+()-]+$|@|https?:|\d{4}-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def plain_tables(source: Source, encoding: str | None = None) -> list[ForeignTable]:
    """The tables of a text file or a workbook; those of a workbook have their sheet's name.

    UnreadableFile: it is no table, or too large for one. Undecodable: it is not UTF-8, and
    `encoding` says nothing else; its readings show which reads right.
    """
    if is_workbook(source):
        return _of_workbook(source)
    code = encoding or encoding_by_mark(source) or "utf-8-sig"
    separator = _separator(source, code)
    table = _table("", lambda: text_rows(source, code, separator))
    if table is None:
        raise UnreadableFile(
            say("{file} is empty. Choose a file with a header and rows.", file=source.name)
        )
    return [table]


def pasted(text: str) -> list[ForeignTable]:
    """What somebody pasted from a spreadsheet or a page: tabs between its cells, or any other
    separator."""
    return plain_tables(Upload(PASTED, text.encode()))


def encoding_by_mark(source: Source) -> str | None:
    """The encoding that a text's first bytes name; None: they name none."""
    with opened(source) as file:
        begins = file.read(4)
    return next((name for mark, name in _MARKS if begins.startswith(mark)), None)


def likely_encoding(source: Source) -> str:
    """In which encoding a text that is not UTF-8 most likely reads right: the one of old Macs,
    whose lines end in CR alone, or the one of Western Windows. A guess, to be confirmed."""
    with opened(source) as file:
        raw = file.read(100_000)
    return "mac_roman" if b"\r" in raw and b"\n" not in raw else "cp1252"


def _of_workbook(source: Source) -> list[ForeignTable]:
    left_out = list[str]()
    tables = list[ForeignTable]()
    for name, rows in all_sheets(source, left_out):
        table = _table(name, partial(enumerate, rows, 1))
        tables += [] if table is None else [table]
    if not tables:
        raise UnreadableFile(say("{file} holds no sheet with a header and rows.", file=source.name))
    if left_out:
        hidden = count(
            "Not read is {n} sheet that is hidden or says that it is not to be read: {names}.",
            "Not read are {n} sheets that are hidden or say that they are not to be read: {names}.",
            len(left_out),
            names=listed([f"“{name}”" for name in left_out], len(left_out)),
        )
        first = tables[0]
        tables[0] = ForeignTable(first.name, first.header, first.rows, lost=(hidden,))
    return tables if len(tables) > 1 else [_unnamed(tables[0])]


def _unnamed(table: ForeignTable) -> ForeignTable:
    return ForeignTable("", table.header, table.rows, lost=table.lost)


def _table(name: str, read: Callable[[], Iterator[NumberedRow]]) -> ForeignTable | None:
    """The table of what is read; None: it has no row."""
    first = list(islice(read(), _LOOK))
    place = header_place(first)
    if place is None:
        return None
    upper, last = place
    header = _joined(first[upper][1], first[last][1] if last > upper else None)
    width, below = len(header), first[last][0]

    def rows() -> Iterator[NumberedRow]:
        for number, cells in read():
            if number <= below or not any(map(str.strip, cells)):
                continue
            if len(cells) < width:
                yield number, (*_unguarded(cells), *("" for _ in range(width - len(cells))))
            elif len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                yield number, _unguarded(cells[:width])
            else:  # one with more cells is told by whoever reads it
                yield number, _unguarded(cells)

    return ForeignTable(name, header, rows)


def _unguarded(cells: Sequence[str]) -> Sequence[str]:
    """Cells without the ' that keeps a spreadsheet from taking a text for a formula, as we and
    others write it before +41 and -5.2.

    >>> _unguarded(["'+41 22", "'tis", "-5.2"])
    ['+41 22', "'tis", '-5.2']
    """
    if not any(cell[:1] == "'" for cell in cells):
        return cells
    return [cell[1:] if cell[:1] == "'" and cell[1:2] in _SIGNS else cell for cell in cells]


def header_place(rows: Sequence[NumberedRow]) -> tuple[int, int] | None:
    """The first and the last row of the header, as places in `rows`; None: there is none.

    It is the first that is about as wide as what follows, and below which something stands.
    """
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in rows]
    if not any(widths):
        return None
    counts = Counter(width for width in widths if width)
    usual, _ = max(counts.items(), key=lambda one: (one[1], one[0]))
    enough = 1 if usual == 1 else max(2, -(-usual * 6 // 10))
    place = next((n for n, width in enumerate(widths[: TITLE_ROWS + 1]) if width >= enough), None)
    if place is None:
        place = next(n for n, width in enumerate(widths) if width)
    for n in (place - 1, place):  # the upper row of merged cells may have few
        if n >= 0 and n + 1 < len(rows) and _is_upper(rows[n][1], rows[n + 1][1]):
            return n, n + 1
    return place, place


def _is_upper(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row stands above the rest of a header: it has gaps right of a cell that are filled
    below, nothing below looks like data, and most of what stands there is what columns are called.
    """
    above, below = ([cell.strip() for cell in cells] for cells in (upper, lower))
    gaps = [n for n in range(1, min(len(above), len(below))) if below[n] and not above[n]]
    names = [cell for cell in below if cell]
    if not gaps or not any(above[: gaps[0]]) or len(set(names)) < 2:
        return False
    if any(_DATA.search(cell) for cell in (*above, *below)):
        return False
    return 2 * sum(bool(meaning_of(name)) for name in names) >= len(names)


def _joined(upper: Sequence[str], lower: Sequence[str] | None) -> tuple[str, ...]:
    """The header in one row: what is merged stands before each that is below it; two of one name
    are numbered, one without a name is called by its place."""
    names = [" ".join(cell.split()) for cell in upper]
    if lower is not None:
        below = [" ".join(cell.split()) for cell in lower]
        names += [""] * (len(below) - len(names))
        group, joined = "", []
        for n, name in enumerate(names):
            part = below[n] if n < len(below) else ""
            group = name or (group if part else "")
            joined.append(" ".join(filter(None, (group, part))) if part else name)
        names = joined
    while names and not names[-1]:
        names.pop()
    counts, header = Counter[str](), []
    for n, name in enumerate(names, 1):
        text = name or f"#{n}"
        counts[text] += 1
        header.append(text if counts[text] == 1 else f"{text} {counts[text]}")
    return tuple(header)


def _separator(source: Source, encoding: str) -> str:
    """The separator by which most lines have the same number of cells, more than one."""
    with opened(source) as file:
        try:
            begins = file.read(_BEGINNING).decode(encoding, "replace")
        except LookupError:  # which whoever reads the rows says
            return ","
    lines = [line for line in begins.splitlines(keepends=True)[:_LOOK] if line.strip()]

    def fits(separator: str) -> tuple[float, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=separator)]
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            return 0.0, 0
        width, times = max(wide.items(), key=lambda one: (one[1], one[0]))
        return times / len(widths), width

    try:
        return max(SEPARATORS, key=fits)
    except csv.Error:  # which whoever reads the rows says
        return ","
