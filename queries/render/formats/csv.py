"""Tabular blocks as CSV for any spreadsheet; no cell of it can run as a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from typing import TextIO, get_args

from graph.model.printable import in_line
from graph.model.words import mark, say
from queries.answer import Answer, Block, Cell, Tabular
from queries.render.format import format_file

# Where a formula may begin: at the beginning of a cell, and within it after a semicolon. A
# spreadsheet whose separator that is sees our quotes only at the beginning of a line.
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")


@format_file("text/csv", button=mark("Download as CSV"), blocks=get_args(Tabular))
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """One block as CSV: every value its rows hold, under ids; what is missing is empty. Without a
    block every tabular one after the other: its title, its rows, an empty line."""
    if isinstance(block, Tabular):
        out.write(_rows(answer, block))
        return
    tables = [table for table in answer.blocks if isinstance(table, Tabular)]
    out.write(
        "\r\n".join(f"{_line([safe(table.title)])}{_rows(answer, table)}" for table in tables)
    )


def _rows(answer: Answer, block: Tabular) -> str:
    names = list(dict.fromkeys(name for row in block.rows for name in row))
    names = names or [column.id for column in block.columns]
    marked = bool(answer.watermark)
    lines = [_line([*map(safe, names), *["watermark"] * marked])]
    for row in block.rows:
        lines.append(
            _line([*(safe(row.get(name)) for name in names), *[answer.watermark] * marked])
        )
    return "".join(lines)


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def safe(value: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula.

    >>> safe("=HYPERLINK(1)"), safe(-0.5), safe(None), safe(["a", "b"])
    ("'=HYPERLINK(1)", '-0.5', '', 'a; b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int | float):
        return repr(value) if math.isfinite(value) else ""
    text = in_line("; ".join(value) if isinstance(value, list) else value)
    return _FORMULA.sub(r"\1\2'", text)
