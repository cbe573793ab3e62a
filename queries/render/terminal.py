"""An Answer in a terminal. Cells are text: no markup and no control character of theirs acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from queries import answer as blocks
from queries.answer import Answer, Block, Column, Row, Source
from queries.render.cells import told
from queries.render.rows import in_detail, rows_of

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_MOST = 40  # rows of a table that a terminal shows; the other formats have all
_BAR = 24  # characters of the longest bar


def show(answer: Answer, out: TextIO, width: int | None = None) -> None:
    """Print an answer; `width` in characters, that of the terminal unless given."""
    console = Console(file=out, width=width, highlight=False, soft_wrap=False)
    if answer.invented:
        console.print(text("INVENTED: this shows the sample campaign.", "bold reverse"))
    console.print(text(answer.sentence, "bold"))
    for block in answer.blocks:
        console.print()
        console.print(_block(in_detail(answer, block)))
    console.print()
    console.print(text("Sources", "bold"))
    for source in answer.sources:
        console.print(text(f"  {_source(source)}"))
    known = f", as known on {answer.as_of}" if answer.as_of else ""
    console.print(text(f"{answer.label.title}, for {answer.audience.title}{known}", "dim"))


def text(value: str, style: str = "") -> Text:
    """A text without the control characters that could move a terminal's cursor."""
    return Text(_CONTROL.sub("�", value), style=style)


def _block(block: Block) -> RenderableType:
    head = text(block.title, "bold underline")
    if isinstance(block, blocks.Note):
        edge = {"caution": "yellow", "warning": "red"}.get(block.weight, "none")
        return Panel(text(block.text), title=text(block.title), border_style=edge)
    parts: list[RenderableType] = [head]
    if isinstance(block, blocks.Table):
        parts += _table([c for c in block.columns if c.id not in block.hidden], block.rows)
    elif isinstance(block, blocks.Bars):
        parts += _bars(block)
    elif isinstance(block, blocks.NetworkMap):
        parts += _network(block)
    elif isinstance(block, blocks.WorldMap):
        parts.append(
            text(f"A map: {len(block.states)} states, {len(block.places)} places. "
                 "It is drawn in the browser.")
        )  # fmt: skip
    else:
        parts += _table(block.columns, _ordered(block))
    if block.note:
        parts.append(text(block.note, "dim"))
    return Group(*parts)


def _ordered(block: blocks.Matrix | blocks.Timeline) -> Sequence[Row]:
    if isinstance(block, blocks.Matrix):
        return block.rows
    day = block.columns[0].id
    return sorted(block.rows, key=lambda row: (row.get(day) is None, str(row.get(day))))


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> list[RenderableType]:
    grid = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 1))
    for column in columns:
        numbers = all(isinstance(row.get(column.id), int | float | None) for row in rows)
        # A narrow terminal folds cells rather than leave anything out.
        grid.add_column(
            text(column.title), justify="right" if numbers and rows else "left", overflow="fold"
        )
    for row in rows[:_MOST]:
        grid.add_row(*(text(told(row.get(column.id), column)) for column in columns))
    if not rows:
        return [text("There are no rows.", "dim")]
    left = len(rows) - _MOST
    return [grid, *([text(f"… and {left} more rows", "dim")] if left > 0 else [])]


def _bars(block: blocks.Bars) -> list[RenderableType]:
    """The bars of the first entity, as the page shows them before anything is selected."""
    label, value, *_ = block.columns
    rows = rows_of(block.rows, block.of)
    numbers = [v for row in rows if isinstance(v := row.get(value.id), int | float)]
    longest = max((abs(number) for number in numbers), default=0) or 1
    grid = Grid(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    for row in rows:
        number = row.get(value.id)
        size = round(_BAR * abs(number) / longest) if isinstance(number, int | float) else 0
        mark = "▒" if isinstance(number, int | float) and number < 0 else "█"
        grid.add_row(
            text(told(row.get(label.id), label)), text(told(number, value)), text(mark * size)
        )
    return [grid]


def _network(block: blocks.NetworkMap) -> list[RenderableType]:
    names = {str(entity["id"]): str(entity["name"]) for entity in block.entities}
    lines: list[RenderableType] = [
        text(f"{len(block.entities)} entities, {len(block.ties)} ties.")
    ]  # fmt: skip
    for tie in block.ties[:_MOST]:
        ends = names.get(str(tie["source"])), names.get(str(tie["target"]))
        if all(ends):
            unsourced = "" if tie["sourced"] else " (no source)"
            lines.append(text(f"  {ends[0]} {tie['phrase']} {ends[1]}{unsourced}"))
    if len(block.ties) > _MOST:
        lines.append(text(f"  … and {len(block.ties) - _MOST} more", "dim"))
    return lines


def _source(source: Source) -> str:
    parts = [source.title, source.publisher, source.licence]
    parts += [f"newest fact {source.known}"] if source.known else []
    parts += [f"copy of {source.retrieved}"] if source.retrieved else []
    return "; ".join(part for part in parts if part)
