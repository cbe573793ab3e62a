"""The days that a public table tells of itself, noted while it is loaded (graph/store/ages.py).

Only what everybody may see is noted, since every audience is told how old a table is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from graph.model.errors import InvalidRecord
from graph.model.records import PartialDate, Record
from graph.model.schema import Label
from graph.store.ages import CHECKED, DUE, NEWEST

_CHECKED = ("checked", "retrieved")  # columns of tables made by hand: when a row was last checked
_NEXT = "checks next"  # who checks a row again, and when: "Demarche, before 2027-05"
_COLUMNS = (*_CHECKED, _NEXT)
_DAY = re.compile(r"\b\d{4}(?:-\d{2}){0,2}\b")
_PUBLIC = ("", Label.CLEAR.name)


class TableDays:
    """The last day that a table tells of, when it was checked, and by when it is to be again."""

    def __init__(self) -> None:
        self._newest = self._checked = self._due = ""

    def row(self, cells: Mapping[str, str]) -> None:
        """Note what the cells of a row say of checking it."""
        if cells.keys().isdisjoint(_COLUMNS):
            return
        checked = " ".join(cells.get(column, "") for column in _CHECKED).strip()
        due = cells.get(_NEXT, "")
        if (checked or due) and cells.get("label", "").strip().upper() in _PUBLIC:
            self._checked = max([self._checked, *(day.last for day in _days(checked))])
            self._due = min(
                [day.first for day in _days(due)] + [self._due] * bool(self._due), default=""
            )

    def noted(
        self, records: Iterator[tuple[str, Record]], counts: dict[str, int]
    ) -> Iterator[tuple[str, Record]]:
        """The records as they are; at their end the days stand in `counts`, such as 20221116."""
        for part, record in records:
            known = record.origin.known
            if known is not None and known.last > self._newest and record.level is Label.CLEAR:
                self._newest = known.last
            yield part, record
        days = {NEWEST: self._newest, CHECKED: self._checked, DUE: self._due}
        counts |= {name: int(day.replace("-", "")) for name, day in days.items() if day}


def _days(text: str) -> Iterator[PartialDate]:
    """The days in a cell; what is no day of the calendar is left to the loader to refuse."""
    for day in _DAY.findall(text):
        try:
            yield PartialDate(day)
        except InvalidRecord:
            continue
