"""A look at the columns of a table: what the header says, and what the cells look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from graph.model.text import fold
from loaders import countries
from loaders.bring.headers import meaning_of
from loaders.bring.table import ForeignTable
from loaders.bring.written_days import is_day

ROWS: Final = 500  # that are looked at
MOST = 0.8  # of the cells that are filled: so many make a column one of days, mails, …
_ROWS_OF_KINDS: Final = 20_000  # of a network, that are looked at for kinds alone
_NAMES: Final = 20  # of each kind, that are looked at
FEW_WORDS = 40  # different words in a column that may be a list of words
_YES_WORDS = """yes y true 1 x ✓ ✔ on|oui vrai si sí sim ja wahr evet|да так|نعم بله آری|是"""
_NO_WORDS = """no n false 0 off|non faux não nein nao falsch hayir|нет не ні|لا خیر نه|否"""
_YES, _NO = (
    frozenset(fold(word) for word in re.split(r"[ |]", words)) for words in (_YES_WORDS, _NO_WORDS)
)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s()./-]{7,}")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


def is_yes_or_no(text: str) -> bool:
    return fold(text) in _YES or fold(text) in _NO


def yes_or_no() -> dict[str, str]:
    """Every way to write yes and no, in ours."""
    return dict.fromkeys(sorted(_YES), "yes") | dict.fromkeys(sorted(_NO), "no")


@dataclass(slots=True)
class ColumnLook:
    """What a column of a table looks like, from its first rows."""

    column: str
    meaning: str  # what the format or the header says; "": nothing
    by_format: bool  # whether the format says so itself
    filled: int = 0  # cells that are not empty
    rows: int = 0
    looks: Counter[str] = field(default_factory=Counter)  # day, mail, url, …: how many cells
    words: Counter[str] = field(default_factory=Counter)  # cells as they are, at most so many
    longest: int = 0
    # Of a column that says what each row is: some names of the rows of each word, "" an empty cell.
    beside: dict[str, list[str]] = field(default_factory=dict)

    def mostly(self, look: str) -> bool:
        """Whether most filled cells look like that."""
        return self.filled > 0 and self.looks[look] >= MOST * self.filled

    @property
    def is_list_of_words(self) -> bool:
        """Whether the same few short words come again and again."""
        few = 0 < len(self.words) <= FEW_WORDS
        return few and self.longest <= 60 and len(self.words) <= max(2, 0.6 * self.filled)

    @property
    def scheme(self) -> str:
        """The code that countries are in; "" for names, or where it is no column of countries."""
        names = self.looks["country"]
        for scheme in ("iso2", "iso3"):
            if self.looks[scheme] > names and self.mostly(scheme):
                return scheme
        return ""


_LOOKS: dict[str, Callable[[str], object]] = {
    "mail": _MAIL.fullmatch,
    "url": _URL.match,
    "day": is_day,
    "number": _NUMBER.fullmatch,
    "phone": _PHONE.fullmatch,
    "yes or no": is_yes_or_no,
    "country": lambda text: countries.known(text),
    "iso2": lambda text: len(text) == 2 and countries.known(text, "iso2"),
    "iso3": lambda text: len(text) == 3 and countries.known(text, "iso3"),
}


def looked_at(table: ForeignTable) -> list[ColumnLook]:
    """The columns of a table, from left to right."""
    columns = [
        ColumnLook(c, table.meaning.get(c) or meaning_of(c), c in table.meaning)
        for c in table.header
    ]
    kind, name = (_place(columns, meaning) for meaning in ("kind", "name"))
    rows = ROWS if kind is None or table.role != "entities" else _ROWS_OF_KINDS
    for number, (_, cells) in enumerate(islice(table.rows(), rows)):
        for column, cell in zip(columns, cells, strict=False) if number < ROWS else ():
            _note(column, cell.strip())
        if kind is not None and kind < len(cells):
            names = columns[kind].beside.setdefault(cells[kind].strip(), [])
            if name is not None and name < len(cells) and len(names) < _NAMES:
                names.append(cells[name].strip())
    _once(columns)
    return columns


def _place(columns: Sequence[ColumnLook], meaning: str) -> int | None:
    """Where the first column of a meaning stands."""
    return next((n for n, column in enumerate(columns) if column.meaning == meaning), None)


def _note(column: ColumnLook, text: str) -> None:
    column.rows += 1
    if not text:
        return
    column.filled += 1
    column.longest = max(column.longest, len(text))
    if len(column.words) <= FEW_WORDS or text in column.words:
        column.words[text] += 1
    if len(text) <= 200:
        for look, fits in _LOOKS.items():
            if fits(text):
                column.looks[look] += 1


def _once(columns: Sequence[ColumnLook]) -> None:
    """What a header does not say, the cells may; a meaning that needs one column has the first that
    is filled best."""
    for column in columns:
        if not column.meaning:
            if column.mostly("mail"):
                column.meaning = "email"
            elif column.mostly("url"):
                column.meaning = "website"
            elif column.mostly("country") and column.filled > 2:
                column.meaning = "country"
        elif column.meaning == "number":
            column.meaning = ""
