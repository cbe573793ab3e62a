"""A table as somebody brings it: any header, any cells; nothing in it is understood yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.model.errors import RowProblem

Role = Literal["", "entities", "ties"]


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A sheet, a CSV file, what was pasted, or one half of a network file.

    `rows()` reads it anew each time it is called: the number of each row (or line, or element) in
    its file, and its cells as text, as many as the header has; what is missing is "".
    """

    name: str  # of the sheet; "elements" or "connections" of a network; "" for the only one
    header: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int, Sequence[str]]]]
    role: Role = ""  # what a network file says its rows are; "": to be found out
    # What a format says that a column is: id, name, kind, from, to, since, until, directed, …
    meaning: Mapping[str, str] = field(default_factory=dict)
    tool: str = ""  # whose format it is, such as "Kumu"; "" for a plain table
    lost: tuple[str, ...] = ()  # what of the file is not in its tables, in sentences
    # Rows that cannot be right, as only the whole file tells: a tie to an element that it lacks.
    problems: tuple[RowProblem, ...] = ()
