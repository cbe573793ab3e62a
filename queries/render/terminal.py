"""An Answer in a terminal. Cells are text: no markup and no control character of theirs acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table as Grid

from graph.model.printable import in_line
from graph.model.words import count, say, written
from queries import answer as blocks
from queries.answer import Answer, Block, Row, Source
from queries.brief_document import Brief
from queries.letter import Letter
from queries.render import map_words
from queries.render.cells import cell_text, told_with
from queries.render.rows import in_detail, rows_of
from queries.render.terminal_table import table, text

_MOST = 40  # ties of a map that a terminal shows; the other formats have all
_BAR = 24  # characters of the longest bar


def show(answer: Answer, out: TextIO, width: int | None = None) -> None:
    """Print an answer; `width` in characters, that of the terminal unless given."""
    console = Console(file=out, width=width, highlight=False, soft_wrap=False)
    if answer.watermark:
        console.print(text(say("INVENTED: this shows the sample campaign."), "bold reverse"))
    console.print(text(in_line(answer.sentence), "bold"))
    for block in answer.blocks:
        console.print()
        console.print(_block(in_detail(answer, block), console.width))
    console.print()
    console.print(text(say("Sources"), "bold"))
    for source in answer.sources:
        console.print(text(f"  {in_line(_source(source))}"))
    labels = {"label": answer.label.title, "audience": answer.audience.title}
    reader = (
        say("{label}, for {audience}, as known on {day}", day=written(answer.as_of), **labels)
        if answer.as_of
        else say("{label}, for {audience}", **labels)
    )
    console.print(text(reader, "dim"))


def _block(block: Block, width: int) -> RenderableType:
    head = text(block.title, "bold underline")
    if isinstance(block, blocks.Note):
        edge = {"caution": "yellow", "warning": "red"}.get(block.weight, "none")
        return Panel(text(block.text), title=text(block.title), border_style=edge)
    if isinstance(block, Brief):
        return Group(head, *_brief(block))
    if isinstance(block, Letter):
        return Group(head, *(text(in_line(line)) for line in block.text.split("\n")))
    parts: list[RenderableType] = [head]
    if isinstance(block, blocks.Table):
        shown = [column for column in block.columns if column.id not in block.hidden]
        parts += table(shown, block.rows, width)
    elif isinstance(block, blocks.Bars):
        parts += _bars(block)
    elif isinstance(block, blocks.NetworkMap):
        parts += _network(block)
    elif isinstance(block, blocks.WorldMap):
        parts.append(
            text(
                say(
                    "Open it in the browser, where it is drawn: a map of {states} and {places}.",
                    states=count("{n} state", "{n} states", len(block.states)),
                    places=count("{n} place", "{n} places", len(block.places)),
                )
            )
        )
    else:
        parts += table(block.columns, _ordered(block), width)
    if block.note:
        parts.append(text(block.note, "dim"))
    return Group(*parts)


def _brief(block: Brief) -> list[RenderableType]:
    """The page as lines, with the numbers of its sources."""
    lines: list[RenderableType] = [text(in_line(block.about))]
    for section in block.sections:
        lines += [text(""), text(section.title, "bold")]
        for line in section.lines:
            numbers = f" [{', '.join(map(str, line.sources))}]" if line.sources else ""
            lines.append(text(f"  {in_line(line.text)}{numbers}"))
    if block.chain:
        lines += [text(""), text(f"  {in_line(' > '.join(block.chain))}")]
    numbered = [f"[{n}] {source}" for n, source in enumerate(block.sources, 1)]
    lines += [text(""), *(text(in_line(one), "dim") for one in [*numbered, block.foot])]
    return lines


def _ordered(block: blocks.Matrix | blocks.Timeline | blocks.PowerMap) -> Sequence[Row]:
    if not isinstance(block, blocks.Timeline):
        return block.rows
    day = block.columns[0].id
    return sorted(block.rows, key=lambda row: (row.get(day) is None, str(row.get(day))))


def _bars(block: blocks.Bars) -> list[RenderableType]:
    """The bars of the first entity, as the page shows them before anything is selected."""
    label, value, *more = block.columns
    rows = rows_of(block.rows, block.of)
    numbers = [v for row in rows if isinstance(v := row.get(value.id), int | float)]
    longest = max((abs(number) for number in numbers), default=0) or 1
    grid = Grid(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    for row in rows:
        number = row.get(value.id)
        size = round(_BAR * abs(number) / longest) if isinstance(number, int | float) else 0
        mark = "▒" if isinstance(number, int | float) and number < 0 else "█"
        grid.add_row(
            text(in_line(cell_text(row.get(label.id), label))),
            text(in_line(told_with(row, value, more))),
            text(mark * size),
        )
    return [grid]


def _network(block: blocks.NetworkMap) -> list[RenderableType]:
    names = {str(entity["id"]): str(entity["name"]) for entity in block.entities}
    lines: list[RenderableType] = [text(block.size)]
    for tie in block.ties[:_MOST]:
        if {tie["source"], tie["target"]} <= names.keys():
            lines.append(text(f"  {in_line(map_words.sentence(tie, names))}"))
    if len(block.ties) > _MOST:
        left = count("… and {n} more", "… and {n} more", len(block.ties) - _MOST)
        lines.append(text(f"  {left}", "dim"))
    return lines


def _source(source: Source) -> str:
    parts = [source.title, source.publisher, source.licence]
    if source.known:
        parts.append(say("newest fact of {day}", day=written(source.known)))
    if source.retrieved:
        parts.append(say("copied on {day}", day=written(source.retrieved)))
    return "; ".join(part for part in parts if part)
