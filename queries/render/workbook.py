"""Workbooks (XLSX) of plain cells, the same bytes for the same content.

No cell is a formula or a link, dates stay texts, and the file has no day of its making. A row is
written as it comes and not kept; until the end rows lie in a folder for the moment, which is then
removed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

from graph.model.printable import SHOWN, harmless
from queries.answer import Cell

_MADE_ON: Final = datetime(1980, 1, 1)  # as all dates within the archive
_LONGEST: Final = 32_767  # characters of a cell of a spreadsheet
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_NO_XML = re.compile("[\ufffe\uffff]")
_WIDE: Final = 60  # characters of a column that is wide enough to read


class Sheets:
    """A workbook that is being written, sheet by sheet."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._titles: set[str] = set()
        self._bold = book.add_format({"bold": True})
        self._mark = book.add_format({"bold": True, "font_color": "#A03A00"})

    def sheet(
        self, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *above: str
    ) -> None:
        """A sheet: the lines `above`, a header, the rows."""
        sheet = self._book.add_worksheet(self._titled(title))
        for row, line in enumerate(above):
            sheet.write_string(row, 0, _text(line), self._mark)
        if not header:
            return
        top = len(above)
        for column, name in enumerate(header):
            sheet.write_string(top, column, _text(name), self._bold)
            sheet.set_column(column, column, min(_WIDE, max(12, len(name) + 2)))
        sheet.freeze_panes(top + 1, 0)
        for row, cells in enumerate(rows, top + 1):
            for column, value in enumerate(cells):
                _put(sheet, row, column, value)

    def _titled(self, title: str) -> str:
        """A title as a sheet may have it: short, without some signs, of this sheet alone."""
        plain = _NO_TITLE.sub(" ", harmless(title)).strip("' ") or "Table"
        short, number = plain[:31].strip("' "), 1
        while short.casefold() in self._titles or short.casefold() == "history":
            number += 1
            short = f"{plain[: 30 - len(str(number))]} {number}"
        self._titles.add(short.casefold())
        return short


@contextmanager
def workbook(out: BinaryIO) -> Iterator[Sheets]:
    """A workbook to put sheets in; it is whole once this ends."""
    import xlsxwriter  # takes a tenth of a second: only who writes one pays

    with TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(
            out,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        book.set_properties({"created": _MADE_ON})
        yield Sheets(book)
        book.close()


def _put(sheet: Any, row: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        if math.isfinite(value):
            sheet.write_number(row, column, value)
    else:
        text = "|".join(value) if isinstance(value, list) else value
        sheet.write_string(row, column, _text(text))


def _text(text: str) -> str:
    """What a cell may hold; a longer one ends with what says so."""
    plain = _NO_XML.sub(SHOWN, harmless(text))
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
