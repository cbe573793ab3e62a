"""From a file, as its publisher or a campaigner saved it, to rows of text.

Text files: the loader's encoding, bare CR line ends, `;` and tab as well as comma, a stray last
column, title rows above the header, headers that occur twice ("Rgrp", "Rgrp 2"). Workbooks (.xls,
.xlsx, .ods): their first sheet. Nothing is guessed: what cannot be read is said in a sentence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice

from graph.model.errors import RowProblem, Undecodable, UnreadableFile
from graph.model.system_errors import reason
from graph.model.text import fold
from graph.model.words import listed, number, say
from loaders.files import json_records, large_workbooks, workbooks
from loaders.files.formats import no_table
from loaders.files.json_records import is_json
from loaders.files.sources import Source, opened, size, text
from loaders.loader import ORIGIN_COLUMNS, Loader

LONGEST_LINE = 1_000_000  # bytes; a longer one is not a table
LINE_ENDS = (b"\n", b"\r")
RECORDS_FIRST = 1000  # of JSON, whose fields are its header
TITLE_ROWS = 10  # a header may stand below this many rows of titles
LARGE = 20_000_000  # bytes of a workbook that takes long to read whole
_ROW_BY_ROW = (".xlsx", ".xlsm")
_OFFERED = ("cp1252", "mac_roman", "cp1251", "cp1256", "utf-16")
_WORKBOOKS = {b"\xd0\xcf\x11\xe0": {".xls"}, b"PK\x03\x04": {".xlsx", ".ods", ".xlsm"}}

Cells = Mapping[str, str]
NumberedCells = tuple[int, Sequence[str]]  # a row's number in its file, and its cells


class Sheet:
    """A file's header and its rows, each with its number in the file (the header has the first)."""

    def __init__(
        self,
        path: Source,
        loader: Loader,
        encoding: str,
        rows: Iterable[NumberedCells] | None = None,
    ) -> None:
        """As a loader reads it. `rows`: those of the file, where they were read before."""
        self.name = path.name
        self.sheets: list[str] = []  # of a workbook: the one that is read, and those that are not
        self._records: Iterator[tuple[int, Cells]] | None = None  # of JSON
        unread = set[int]()
        if rows is not None:
            table = iter(rows)
        elif loader.large and is_json(path):
            table, self._records = _fields(path, loader)
        else:
            table = _rows(path, encoding, loader, self.sheets, unread)
        try:
            self.header, self._first = self._find_header(table, loader)
        except UnreadableFile as problem:
            others = self.other_sheets
            raise (UnreadableFile(f"{problem} {others}") if others else problem) from None
        self._table = table
        self._column = _columns(loader)
        unread |= {n for n, column in enumerate(self.header) if not loader.reads(column)}

    @property
    def other_sheets(self) -> str:
        """Which sheet of a workbook is read and which are not, in a sentence; empty for one."""
        first, *rest = self.sheets or [""]
        if not rest:
            return ""
        return say(
            "Of {file} only the first sheet, “{first}”, is read, and not {others}. Save any other "
            "sheet that you mean as a file of its own.",
            file=self.name,
            first=first,
            others=listed([f"“{name}”" for name in rest], len(rest)),
        )

    def _find_header(self, table: Iterator[NumberedCells], loader: Loader) -> tuple[list[str], int]:
        known = {*loader.columns, *ORIGIN_COLUMNS}
        names = {fold(name): name for name in known}
        headers: list[tuple[list[str], frozenset[str]]] = []
        for row, cells in table:
            header = _unique(cells)
            layout = loader.layout(header)
            folded = names | {fold(alias): name for alias, name in layout.aliases.items()}
            header = [folded.get(fold(column), column) for column in header]
            if layout.needed <= set(header) and set(header) & known:
                return header, row
            headers.append((header, layout.needed))
            if row > TITLE_ROWS:
                break
        if not headers:
            raise UnreadableFile(
                say("{file} is empty. Choose a file with a header and rows.", file=self.name)
            )
        best, needed = max(headers, key=lambda one: len(one[1] & set(one[0])))
        absent = [f"“{column}”" for column in sorted(needed - set(best))]
        columns = [f"“{column[:40]}”" for column in best[:12] if column]
        raise UnreadableFile(
            " ".join(
                (
                    say("{file} does not have the expected header.", file=self.name),
                    _missing(absent),
                    say("It has: {columns}.", columns=listed(columns, len(columns)))
                    if columns
                    else say("It has no header."),
                    say("Compare it with the template of this list."),
                )
            )
        )

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        """(number, cells by column) of each row that is not blank."""
        if self._records is not None:

            @lru_cache(maxsize=1024)
            def columns(*fields: str) -> list[str]:
                return [self._column.get(fold(field), field) for field in fields]

            for number, record in self._records:
                if any(record.values()):
                    yield number, dict(zip(columns(*record), record.values(), strict=True))
            return
        header, width = self.header, len(self.header)
        for number, cells in self._table:
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                raise RowProblem(
                    say(
                        "This row has {cells} cells under a header of {width}. Put a cell that "
                        "holds the separator in quotation marks.",
                        cells=len(cells),
                        width=width,
                    ),
                    file=self.name,
                    row=number,
                )
            if any(cells):
                yield number, dict(zip(header, cells, strict=False))


def _missing(columns: Sequence[str]) -> str:
    """Which needed columns a header lacks, in a sentence; of none, that no column is known."""
    if not columns:
        return say("No column of it is known.")
    if not columns[1:]:
        return say("The column {column} is missing.", column=columns[0])
    return say("The columns {columns} are missing.", columns=listed(columns, len(columns)))


def beginning(path: Source) -> list[NumberedCells] | None:
    """The rows of a workbook among which its header is, whatever the list; None: a text, of which
    that depends on how it is read. UnreadableFile: no workbook that can be read."""
    with opened(path) as file:
        if file.read(4) not in _WORKBOOKS:
            return None
    large = size(path) > LARGE and path.suffix.lower() in _ROW_BY_ROW
    rows = large_workbooks.sheet(path, []) if large else _rows(path, "utf-8", None, [])
    return list(islice(rows, TITLE_ROWS + 1))


def _columns(loader: Loader) -> dict[str, str]:
    """The columns of a list by every header that means one, folded."""
    known = {fold(name): name for name in (*loader.columns, *ORIGIN_COLUMNS)}
    return known | {fold(alias): column for alias, column in loader.aliases.items()}


def _fields(
    path: Source, loader: Loader
) -> tuple[Iterator[NumberedCells], Iterator[tuple[int, Cells]]]:
    """The fields of a JSON file's first records, as a header, and all of its records."""
    column = _columns(loader)

    @lru_cache(maxsize=1024)
    def reads(field: str) -> bool:
        return loader.reads(column.get(fold(field), field))

    records = json_records.records(path, reads)
    first = list(islice(records, RECORDS_FIRST))
    fields = dict.fromkeys(field for _, record in first for field in record)
    return iter([(0, list(fields))]), chain(first, records)


def _rows(
    path: Source,
    encoding: str,
    loader: Loader | None,
    sheets: list[str],
    unread: Collection[int] = (),
) -> Iterator[NumberedCells]:
    if not is_workbook(path):
        return text_rows(path, encoding, loader.delimiter if loader else None)
    if loader and loader.large and path.suffix.lower() in _ROW_BY_ROW:
        return large_workbooks.sheet(path, sheets, unread)
    return workbooks.sheet(path, sheets)


def is_workbook(path: Source) -> bool:
    """Whether a file is a workbook; else it is a text. UnreadableFile: it is empty or no table."""
    if size(path) == 0:
        raise UnreadableFile(
            say("{file} is empty. Choose a file with a header and rows.", file=path.name)
        )
    if sentence := no_table(path):
        raise UnreadableFile(sentence)
    with opened(path) as file:
        magic = file.read(4)
    if magic not in _WORKBOOKS:
        return False
    if path.suffix.lower() == ".xlsb":
        raise UnreadableFile(
            say("{file} is a binary workbook. Save it as .xlsx or CSV.", file=path.name)
        )
    if path.suffix.lower() not in _WORKBOOKS[magic]:
        raise UnreadableFile(
            say(
                "{file} is a zip archive, perhaps a workbook, not what its name says. Rename it to "
                ".xlsx if it is one, or open it and save the sheet as CSV.",
                file=path.name,
            )
            if magic.startswith(b"PK")
            else say(
                "{file} is an old Excel workbook, not what its name says. Rename it to .xls, or "
                "open it and save the sheet as CSV.",
                file=path.name,
            )
        )
    return True


def text_rows(path: Source, encoding: str, delimiter: str | None) -> Iterator[NumberedCells]:
    """The numbered rows of a text file. Undecodable: with how it reads in other encodings;
    RowProblem: from there on it is no table; UnreadableFile: it cannot be read at all."""
    try:
        _refuse_endless(path, encoding)
        with text(path, encoding) as file:
            separator = delimiter or _separator(file)
            file.seek(0)
            reader = csv.reader(file, delimiter=separator, strict=False)
            table = enumerate(reader, 1)
            for number, cells in table:
                if any("\0" in cell for cell in cells):
                    raise UnreadableFile(
                        say("{file} is not a text file. Save it as CSV.", file=path.name)
                    )
                yield number, cells
                break
            yield from table
    except UnicodeError:
        raise _undecodable(path, encoding) from None
    except csv.Error:
        number = reader.line_num
        raise RowProblem(
            say("This row is not a row of a table. Is a quotation mark left open?"),
            file=path.name,
            row=number,
        ) from None
    except LookupError:
        raise UnreadableFile(
            say("“{name}” is not an encoding. Try utf-8 or cp1252.", name=encoding)
        ) from None
    except OSError as problem:
        raise UnreadableFile(
            say("{file} cannot be read: {problem}.", file=path.name, problem=reason(problem))
        ) from None


def _refuse_endless(path: Source, encoding: str) -> None:
    """A line that is too long for a table is found before it would be read into memory."""
    row, length, begins = 1, 0, b""
    with opened(path) as file:
        while block := file.read(LONGEST_LINE):
            ends = [at for end in LINE_ENDS if (at := block.find(end)) >= 0]
            first = min(ends, default=len(block))
            last = max(block.rfind(end) for end in LINE_ENDS)
            begins = begins or block[:80]
            length += first
            if length >= LONGEST_LINE:
                raise RowProblem(
                    say(
                        "This line is longer than {most} bytes, so it is not a row of a table. "
                        "Open the file and look at its line ends.",
                        most=number(LONGEST_LINE),
                    ),
                    file=path.name,
                    row=row,
                    value=begins.decode(encoding, "replace"),
                )
            if last >= 0:
                row += max(block.count(end) for end in LINE_ENDS)
                length, begins = len(block) - last - 1, block[last + 1 : last + 81]


def _separator(file: io.TextIOBase) -> str:
    """The likely separator of the first line that has one (titles above it have none)."""
    for _ in range(TITLE_ROWS):
        line = file.readline(LONGEST_LINE)
        counts = {mark: line.count(mark) for mark in (",", ";", "\t")}
        if any(counts.values()):
            return max(counts, key=lambda mark: counts[mark])
    return ","


def _undecodable(path: Source, encoding: str) -> Undecodable:
    with opened(path) as file:
        raw = file.read(1_000_000)
    bad = next((n for n, byte in enumerate(raw) if byte > 127), 0)
    bit = raw[max(0, bad - 20) : bad + 20].replace(b"\r", b" ").replace(b"\n", b" ")
    row = raw[:bad].count(b"\n") + 1
    readings = {name: bit.decode(name, "replace") for name in _OFFERED if name != encoding}
    offered = "; ".join(f"{name}: “{text}”" for name, text in readings.items())
    return Undecodable(
        say(
            "{file} is not written in {encoding} (row {row}). Save it as UTF-8, or name its "
            "encoding (--encoding) by what reads right: {readings}.",
            file=path.name,
            encoding=encoding.removesuffix("-sig"),
            row=row,
            readings=offered,
        ),
        readings,
    )


def _unique(cells: Sequence[str]) -> list[str]:
    """The header's cells, stripped; a second "Rgrp" is "Rgrp 2"; empty ones at the end fall off."""
    counts: dict[str, int] = {}
    header = []
    for cell in cells:
        name = " ".join(cell.split())
        counts[name] = counts.get(name, 0) + 1
        header.append(name if counts[name] == 1 or not name else f"{name} {counts[name]}")
    while header and not header[-1]:
        header.pop()
    return header
