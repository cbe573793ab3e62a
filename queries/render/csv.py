"""Tabular blocks as CSV for any spreadsheet; no cell of it can run as a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence

from graph.model.printable import in_line
from queries.answer import Answer, Bars, Block, Cell, Matrix, NetworkMap, Table, Timeline

Tabular = Table | Bars | Matrix | Timeline
# Where a formula may begin: at the beginning of a cell, and within it after a semicolon. A
# spreadsheet whose separator that is sees our quotes only at the beginning of a line.
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")


def tables(answer: Answer) -> list[Tabular]:
    """The blocks of an answer that are rows and columns."""
    return [block for block in answer.blocks if isinstance(block, Tabular)]


def write(answer: Answer, block: Block | None = None) -> str:
    """One block as CSV: every value its rows hold, under ids; what is missing is empty. Without a
    block every tabular one after the other: its title, its rows, an empty line."""
    if isinstance(block, Tabular):
        return _rows(answer, block)
    return "\r\n".join(f"{_line([safe(one.title)])}{_rows(answer, one)}" for one in tables(answer))


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


def file_name(answer: Answer, block: Tabular | NetworkMap | None, ending: str) -> str:
    """A name from the question's and the block's, never from what was asked about.

    >>> file_name(Answer("…", question="embassies"), None, "json")
    'embassies.json'
    """
    return f"{answer.question}{'-' + block.id if block else ''}.{ending}"


def safe(value: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula.

    >>> safe("=HYPERLINK(1)"), safe(-0.5), safe(None), safe(["a", "b"])
    ("'=HYPERLINK(1)", '-0.5', '', 'a; b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return repr(value) if math.isfinite(value) else ""
    text = in_line("; ".join(value) if isinstance(value, list) else value)
    return _FORMULA.sub(r"\1\2'", text)
