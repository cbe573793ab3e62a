"""What somebody's table means to us, as plain data: which lists its rows go to, and what fills each
column of these. It holds headers and words of a table, never a name or a note out of its cells.

    BringMapping            one for a file: the list that comes of it, its tables
      TableMapping          one for a table, known by its header
        ListRows            rows of one of our lists: which rows of theirs, and what fills them
          Filling           one column of ours: columns of theirs, or a constant
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from graph.model.errors import InputError
from graph.model.text import fold
from graph.model.words import say
from loaders.bring.table import ForeignTable
from loaders.loader import ORIGIN_COLUMNS, all_loaders

DateOrder = Literal["", "day first", "month first"]
Sought = Literal["", "known", "new"]
FORMAT = 1  # of a saved mapping


class Filling(msgspec.Struct, frozen=True, omit_defaults=True):
    """What fills one column of one of our lists.

    In this order: each of `columns` is read, divided at `split`, put through `words` (their word,
    folded → ours; "" leaves it out), read as a date in the order `dates` or as a country in the
    code `scheme`; what there is of them is joined by `join`. Where that leaves nothing, `constant`.
    """

    columns: tuple[str, ...] = ()
    constant: str = ""
    join: str = " "
    split: str = ""  # what separates several in one cell: they come out separated by |
    words: Mapping[str, str] = {}
    others: str | None = None  # what a word that is not in `words` becomes; None: as it is
    dates: DateOrder = ""
    scheme: str = ""  # iso2, iso3 …: see loaders.countries.SCHEMES; "": names
    strictest: bool = False  # of several contact rules the strictest, else the first
    when: str = ""  # only where this other column of the same row of ours is filled
    known: bool = False  # only who is in the store or in this file; others are left out, and said
    # With `known`: only whom the store knows as the one of this kind that has the name; of the
    # others nothing is said, for they are counted elsewhere.
    of: str = ""


class RowFilter(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which rows of a table: those whose cell in a column is one of some words, or none of them."""

    column: str
    words: tuple[str, ...]  # as they are compared (folded); "" is an empty cell
    without: bool = False


class ListRows(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rows of one of our lists that come of a table."""

    list: str  # the name of a campaign's list, such as activists
    columns: Mapping[str, Filling]
    where: RowFilter | None = None
    # A row that would be the same as one before is left out: a letter stands in every signature.
    once: bool = False
    # Only who is in the store already, or only who is not: by the column `name`.
    sought: Sought = ""
    requires: tuple[str, ...] = ()  # columns of ours without which a row is left out
    # Of rows of one name (or code) only the last counts, as of a form that is filled in again.
    last: bool = False
    # One row for all that have the same title, with how many rows these are, and how many in each
    # country by this column of theirs ("": countries are not counted).
    counted: bool = False
    by_country: str = ""
    # Of a network: what each row becomes. Whoever the store has already, by the id or, where its
    # kind is of public record, by the name, is not made anew.
    kind: str = ""
    fit: bool = False  # of ties: the ends decide which way it goes, and whether it is a mere link


class TableMapping(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one table means. It fits a table of the same header, wherever its columns stand."""

    header: tuple[str, ...]
    lists: tuple[ListRows, ...] = ()
    table: str = ""  # the name of the table (sheet) that it was made for
    notes: tuple[str, ...] = ()  # columns that go into the note of the first list

    @property
    def read(self) -> set[str]:
        """The columns of theirs that something comes of."""
        columns = {c for rows in self.lists for f in rows.columns.values() for c in f.columns}
        filters = {rows.where.column for rows in self.lists if rows.where}
        filters |= {rows.by_country for rows in self.lists if rows.by_country}
        return columns | filters | set(self.notes)

    @property
    def left(self) -> tuple[str, ...]:
        """The columns of theirs that nothing comes of, which is said."""
        return tuple(column for column in self.header if column not in self.read)


class BringMapping(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the tables of one file mean. `name` is the name of the list (dataset) that they become:
    the next file under that name takes its place."""

    name: str
    tables: tuple[TableMapping, ...]
    format: int = FORMAT

    def fitting(self, table: ForeignTable) -> TableMapping | None:
        """What a table means: by its header, of several such by its name too."""
        alike = [one for one in self.tables if fingerprint(one.header) == fingerprint(table.header)]
        return next((one for one in alike if one.table == table.name), alike[0] if alike else None)

    def with_table(self, table: TableMapping, instead: TableMapping) -> BringMapping:
        """The same with another meaning of one of its tables."""
        tables = tuple(instead if one is table else one for one in self.tables)
        return msgspec.structs.replace(self, tables=tables)

    def called(self, name: str) -> BringMapping:
        """The same under another name."""
        return msgspec.structs.replace(self, name=name)


# What of the user's file corrected: (table, row, column of theirs) → what the cell says instead.
Corrections = Mapping[tuple[str, int, str], str]


def fingerprint(header: Iterable[str]) -> str:
    """The same for the same columns in any order and spelling of case and accents; says nothing of
    any cell.

    >>> fingerprint(["Name", "Date of Arrest"]) == fingerprint(["date of arrest", "NAME", ""])
    True
    """
    columns = sorted({fold(column) for column in header} - {""})
    return hashlib.sha256("\0".join(columns).encode()).hexdigest()[:16]


def to_json(mapping: BringMapping) -> str:
    """A mapping as a text that can be read, mailed and corrected."""
    return msgspec.json.format(msgspec.json.encode(mapping), indent=2).decode()


def from_json(text: str | bytes, file: str = "") -> BringMapping:
    """The mapping that a text holds. InputError: it is none, names a list or a column that there
    is not, or is of a later version of the program."""
    where = file or say("This mapping")
    try:
        mapping = msgspec.json.decode(text, type=BringMapping)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        # msgspec says in English what it misses, and where: only the place is for everybody.
        place = re.search(r"`(\$[^`]*)`", str(problem))
        if place is None:
            raise InputError(say("{file} is not a mapping that can be read.", file=where)) from None
        raise InputError(
            say(
                "{file} is not a mapping that can be read: look at {place} in it.",
                file=where,
                place=place[1],
            )
        ) from None
    if mapping.format > FORMAT:
        raise InputError(say("{file} was saved by a later version of the program.", file=where))
    check(mapping)
    return mapping


def check(mapping: BringMapping) -> None:
    """InputError: a mapping names a list, or a column of one, that there is not."""
    lists = campaign_lists()
    for rows in (rows for table in mapping.tables for rows in table.lists):
        if rows.list not in lists:
            raise InputError(
                say("The mapping names a list that there is not: “{list}”.", list=rows.list)
            )
        for column in rows.columns:
            if column not in lists[rows.list]:
                raise InputError(
                    say(
                        "The mapping names a column that the list “{list}” does not have: "
                        "“{column}”.",
                        list=rows.list,
                        column=column,
                    )
                )


def campaign_lists() -> dict[str, dict[str, str]]:
    """The lists that rows can go to, by name, with their columns and what each holds."""
    return {
        name: {**loader.columns, **ORIGIN_COLUMNS}
        for name, loader in all_loaders().items()
        if loader.section == "campaign"
    }


def changed(
    table: TableMapping, rows: ListRows, column: str, filling: Filling | None
) -> TableMapping:
    """The same with another filling of one column of one of its lists; None: with none."""
    columns = {ours: f for ours, f in rows.columns.items() if ours != column}
    if filling is not None:
        columns[column] = filling
    new = msgspec.structs.replace(rows, columns=columns)
    return msgspec.structs.replace(
        table, lists=tuple(new if one is rows else one for one in table.lists)
    )
