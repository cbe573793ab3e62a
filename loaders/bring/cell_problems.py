"""What is wrong with what somebody brings, by the cells of their own table, so that each can be
corrected where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.errors import LoadRefused, RowProblem


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell (or row) that cannot be used, and what would be accepted there."""

    table: str  # the name of the table, as in ForeignTable
    row: int  # in their file
    column: str  # of theirs; "" where no cell of theirs is behind it, but a constant or nothing
    list: str  # of ours, such as activists; "" for a row without a shape
    ours: str  # the column of ours; "" where it is of the whole row
    value: str
    message: str  # what is wrong and what to do, without the place
    candidates: tuple[str, ...] = ()  # what would be accepted, nearest first
    sentence: str = ""  # all of it with its place

    @property
    def place(self) -> tuple[str, int, str]:
        """The cell, as a key of the corrections of a mapping's application."""
        return self.table, self.row, self.column


class BringRefused(LoadRefused):
    """What was brought has problems; nothing was written. `cells`: each by its cell."""

    def __init__(self, problems: Sequence[RowProblem], cells: Sequence[CellProblem]) -> None:
        super().__init__(problems)
        self.cells = tuple(cells)
