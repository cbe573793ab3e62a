"""Rows in a terminal: short cells side by side, long texts on lines of their own under each row."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from graph.model.printable import harmless, in_line
from graph.model.words import count, say
from queries.answer import Column, Row
from queries.render.cells import is_missing, told_in

_MOST = 40  # rows of a table that a terminal shows; the other formats have all
_LONG = 60  # characters from which a text is no cell where there is little room
_LEAST = 14  # characters to which a column may be narrowed; its cells fold, nothing is cut off
_ALL = "--format json|csv"  # which give all columns
_INDENT = 4
_GAP = 2


def text(value: str, style: str = "") -> Text:
    """A text of which no character acts on the terminal."""
    return Text(harmless(value), style=style)


def table(columns: Sequence[Column], rows: Sequence[Row], width: int) -> list[RenderableType]:
    """The rows, as wide as `width` characters at most; what is told aside is only named."""
    if not rows:
        return [text(say("There are no rows."), "dim")]
    wanted = [column for column in columns if column.place == "cell"]
    cells, sizes = _fitted(wanted, rows, width)
    under = [column for column in columns if column.place != "aside" and column not in cells]
    drawn: list[RenderableType] = [_line([text(c.title, "bold") for c in cells], sizes, [])]
    numbers = [all(_is_number(row.get(column.id)) for row in rows) for column in cells]
    for row in rows[:_MOST]:
        drawn.append(_line([text(in_line(told_in(row, c))) for c in cells], sizes, numbers))
        drawn += [Padding(text(line, "dim"), (0, 0, 0, _INDENT)) for line in _under(row, under)]
    left, aside = len(rows) - _MOST, [c.title for c in columns if c.place == "aside"]
    if left > 0:
        drawn.append(text(count("… and {n} more row", "… and {n} more rows", left), "dim"))
    if aside:
        known = say("Also, with {option}: {columns}.", option=_ALL, columns="; ".join(aside))
        drawn.append(text(known, "dim"))
    return drawn


def _under(row: Row, columns: Sequence[Column]) -> list[str]:
    """What stands under a row: each text that belongs there, then all that had no room."""
    known = [c for c in columns if not is_missing(row.get(c.id))]
    lines = [in_line(told_in(row, c)) for c in known if c.place == "line"]
    rest = " · ".join(
        say("{title}: {text}", title=c.title, text=in_line(told_in(row, c)))
        for c in known
        if c.place == "cell"
    )
    return [*lines, rest] if rest else lines


def _fitted(
    columns: Sequence[Column], rows: Sequence[Row], width: int
) -> tuple[list[Column], list[int]]:
    """The columns that have room, and their widths: long texts go first, then the last columns."""
    wide = {
        column.id: max(
            cell_len(column.title), *(cell_len(told_in(row, column)) for row in rows[:_MOST])
        )
        for column in columns
    }

    def over(chosen: Sequence[Column], most: int) -> int:
        return sum(min(wide[c.id], most) + _GAP for c in chosen) - _GAP - width

    cells = list(columns)
    if over(cells, max(wide.values(), default=0)) > 0:
        cells = [c for c in cells if wide[c.id] <= _LONG] or cells[:1]
    while over(cells, _LEAST) > 0 and len(cells) > 1:
        cells.pop()
    most = max((wide[c.id] for c in cells), default=0)
    while over(cells, most) > 0 and most > 1:
        most -= 1
    return cells, [min(wide[column.id], most) for column in cells]


def _line(texts: Sequence[Text], sizes: Sequence[int], numbers: Sequence[bool]) -> Grid:
    grid = Grid(box=None, pad_edge=False, show_header=False, padding=(0, _GAP, 0, 0))
    for place, size in enumerate(sizes):
        right = bool(numbers) and numbers[place]
        grid.add_column(width=size, justify="right" if right else "left", overflow="fold")
    grid.add_row(*texts)
    return grid


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
