"""The first sheet of a workbook (.xlsx, .xlsm, .ods, .xls), after a look at how large it is.

A sheet is read as a rectangle: one cell in its last corner, in a file of two kilobytes, would need
more memory than there is. So the places of its cells are looked at before it is read.
"""

from __future__ import annotations

import re
import string
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NoReturn

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from graph.model.errors import UnreadableFile
from graph.model.words import number, say
from loaders.files.sources import Source, Upload, no_workbook, opened

MOST_COLUMNS: Final = 702  # A to ZZ
MOST_CELLS: Final = 10_000_000  # rows times columns, empty ones too
MOST_BYTES: Final = 400 * 2**20  # of all the text in it, once it is unpacked
# What a usual sheet does not hold: a cell or a row that does not say first that it is near. Each
# pair with the rows and columns within which all lies where neither is there. (Looking for what
# begins with letters as they are is what is fast: a tenth of the time that reading takes.)
_USUAL: Final = (
    (
        re.compile(rb"<c(?! r=\"[A-Z]{1,2}\d{1,4}\"|[a-z])"),
        re.compile(rb"<row(?! r=\"\d{1,4}\"|[A-Z])"),
        (9_999, 702),
    ),
    (
        re.compile(rb"<c(?! r=\"[AB]?[A-Z]\d{1,5}\"|[a-z])"),
        re.compile(rb"<row(?! r=\"\d{1,5}\"|[A-Z])"),
        (99_999, 78),
    ),
)
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")  # a name of another form, which is read alike
_CELL_OF_EXCEL = re.compile(rb"[<:]c[\s/>]")
_ROW_OF_EXCEL = re.compile(rb"[<:]row[\s/>]")
_COLUMN = re.compile(rb"\sr=[\"']([A-Za-z]{1,4})\d+[\"']")
_ROW = re.compile(rb"row [^>]*?r=[\"'](\d+)")
_FAR = re.compile(rb"r=[\"']([A-Za-z]{3,4}\d+|[A-Za-z]{1,2}\d{5,})[\"']")
_LETTERS, _DIGITS = string.ascii_letters.encode(), string.digits.encode()
_EQUALS = re.compile(rb"\s*=\s*(?=[\"'])")
_ROWS_AGAIN = re.compile(rb"number-rows-repeated=[\"'](\d+)")
_CELLS_AGAIN = re.compile(rb"number-columns-repeated=[\"'](\d+)")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell")
_FILLED = (b"office:value", b"<text:p", b"table:formula", b"-value=")


def sheet(source: Source, names: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The numbered rows of the first sheet; `names` is filled with those of the sheets, the one
    that is read first. UnreadableFile: no workbook, or too large for one."""
    book = _opened(source)
    try:
        names[:] = [name for name in book.sheet_names if not _passed_over(name)] or [""]
        first = book.get_sheet_by_name(names[0]) if names[0] else book.get_sheet_by_index(0)
        rows = first.to_python(skip_empty_area=False)
    except (CalamineError, OSError):
        raise no_workbook(source) from None
    for row, cells in enumerate(rows, 1):
        yield row, [_shown(cell) for cell in cells]


def all_sheets(source: Source, left_out: list[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The name and rows (from the first, blank ones too) of every sheet; `left_out` is filled with
    the names of those that are hidden, or that say themselves that they are no rows.
    UnreadableFile, as `sheet`."""
    book = _opened(source)
    try:
        for about in book.sheets_metadata:
            if about.visible != SheetVisibleEnum.Visible or _passed_over(about.name):
                left_out.append(about.name)
            elif about.typ == SheetTypeEnum.WorkSheet:
                rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
                yield about.name, [[_shown(cell) for cell in cells] for cells in rows]
    except (CalamineError, OSError):
        raise no_workbook(source) from None


def _opened(source: Source) -> CalamineWorkbook:
    if source.suffix.lower() != ".xls":
        _refuse_too_large(source)
    try:
        if isinstance(source, Upload):
            return CalamineWorkbook.from_filelike(opened(source))
        return CalamineWorkbook.from_path(str(source))
    except (CalamineError, OSError):
        raise no_workbook(source) from None


def _passed_over(name: str) -> bool:
    """Whether a sheet is none of rows: said to be so (Kumu), or what the others are about."""
    return name.endswith("(ignore)") or name.strip().casefold() == "index"


def _shown(cell: object) -> str:
    """A workbook's cell as CSV would have it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _refuse_too_large(source: Source) -> None:
    """Raise UnreadableFile for what would not fit in memory; nothing is taken on trust but what the
    archive's own checksums confirm."""
    try:
        with opened(source) as file, zipfile.ZipFile(file) as archive:
            texts = [part for part in archive.infolist() if not _picture(part.filename)]
            if sum(part.file_size for part in texts) > MOST_BYTES:
                size = say("more than {size} MB once it is unpacked", size=MOST_BYTES >> 20)
                _refuse(source, size)
            for part in texts:
                with archive.open(part) as unpacked:
                    xml = unpacked.read(MOST_BYTES)
                if "worksheets/" in part.filename.lower():
                    _refuse_dimensions(source, *_of_excel(xml))
                elif part.filename == "content.xml":
                    for rows, columns in _of_ods(xml):
                        _refuse_dimensions(source, rows, columns)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        # The last: it needs a password, or is packed in a way that zipfile does not know.
        raise no_workbook(source) from None


def _picture(name: str) -> bool:
    return name.startswith(("xl/media/", "Pictures/", "Thumbnails/"))


def _refuse_dimensions(source: Source, rows: int, columns: int) -> None:
    if columns > MOST_COLUMNS:
        what = say(
            "a sheet of {columns} columns, of which {most} are read",
            columns=number(columns),
            most=MOST_COLUMNS,
        )
        _refuse(source, what)
    if rows * columns > MOST_CELLS:
        what = say(
            "a sheet of {rows} rows by {columns} columns, while {most} cells at most are read",
            rows=number(rows),
            columns=number(columns),
            most=number(MOST_CELLS),
        )
        _refuse(source, what)


def _refuse(source: Source, what: str) -> NoReturn:
    raise UnreadableFile(
        say(
            "Copy the rows that count to a new sheet, or save the sheet as CSV: {file} holds "
            "{what}. Perhaps a single cell far off was filled by mistake.",
            file=source.name,
            what=what,
        )
    )


def _of_excel(xml: bytes) -> tuple[int, int]:
    """Rows and columns that a sheet of Excel's reaches to; more where that is cheaper to tell.

    Where the sheet says so itself is not asked: nothing keeps its cells within that.
    """
    if not _PREFIXED.search(xml):
        for cell, row, within in _USUAL:
            if not (row.search(xml) or cell.search(xml)):
                return within
    xml = _EQUALS.sub(b"=", xml)  # spaces around it are allowed, and nobody's habit
    far, numbered = set(_FAR.findall(xml)), _ROW.findall(xml)
    numbers = {*numbered, *(place.lstrip(_LETTERS) for place in far)}
    # A row without a number stands below the one before.
    rows = max(map(int, numbers), default=0) + len(_ROW_OF_EXCEL.findall(xml)) - len(numbered)
    if rows * MOST_COLUMNS <= MOST_CELLS:  # then only what lies far off can be too far
        columns = max((_number(place.rstrip(_DIGITS)) for place in far), default=1)
    else:
        columns = max(map(_number, set(_COLUMN.findall(xml))), default=1)
    return rows, columns + _unplaced(xml)


def _unplaced(xml: bytes) -> int:
    """How many cells of one row, at most, say no place: each stands right of the one before."""
    return max(
        len(_CELL_OF_EXCEL.findall(row)) - len(_COLUMN.findall(row))
        for row in _ROW_OF_EXCEL.split(xml)
    )


def _number(letters: bytes) -> int:
    """A column's number by its letters.

    >>> _number(b"A"), _number(b"ZZ"), _number(b"xfd")
    (1, 702, 16384)
    """
    number = 0
    for letter in letters.upper()[:4]:
        number = 26 * number + letter - 64
    return number


def _of_ods(xml: bytes) -> Iterator[tuple[int, int]]:
    """Rows and columns of each sheet; empty ones after the last that is filled do not count."""
    for table in xml.split(b"<table:table ")[1:]:
        rows = columns = empty = 0
        for row in table.split(b"<table:table-row")[1:]:
            start = row.partition(b">")[0]
            times = max((int(n) for n in _ROWS_AGAIN.findall(start)), default=1)
            last = max(row.rfind(mark) for mark in _FILLED)
            if last < 0:
                empty += times
                continue
            rows, empty = rows + empty + times, 0
            filled = row[: row.find(b">", last) + 1]
            again = sum(int(n) - 1 for n in _CELLS_AGAIN.findall(filled))
            columns = max(columns, len(_CELL.findall(filled)) + again)
        yield rows, columns
