"""Tabular blocks as CSV for any spreadsheet; no cell of it can run as a formula."""

from __future__ import annotations

from typing import TextIO, get_args

from graph.model.words import mark
from queries.answer import Answer, Block, Tabular
from queries.render.format import format_file
from queries.render.spreadsheet import csv_line, safe


@format_file("text/csv", button=mark("Download as CSV"), blocks=get_args(Tabular))
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """One block as CSV: every value its rows hold, under ids; what is missing is empty. Without a
    block every tabular one after the other: its title, its rows, an empty line."""
    if isinstance(block, Tabular):
        out.write(_rows(answer, block))
        return
    tables = [table for table in answer.blocks if isinstance(table, Tabular)]
    out.write(
        "\r\n".join(f"{csv_line([safe(table.title)])}{_rows(answer, table)}" for table in tables)
    )


def _rows(answer: Answer, block: Tabular) -> str:
    names = list(dict.fromkeys(name for row in block.rows for name in row))
    names = names or [column.id for column in block.columns]
    marked = bool(answer.watermark)
    lines = [csv_line([*map(safe, names), *["watermark"] * marked])]
    for row in block.rows:
        lines.append(
            csv_line([*(safe(row.get(name)) for name in names), *[answer.watermark] * marked])
        )
    return "".join(lines)
