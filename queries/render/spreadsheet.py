"""Cells for spreadsheets: whatever stands in one is text or a number, and no formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence

from graph.model.printable import in_line
from graph.model.words import say
from queries.answer import Cell

# Where a formula may begin: at the beginning of a cell, and within it after a semicolon. A
# spreadsheet whose separator that is sees our quotes only at the beginning of a line.
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")


def csv_line(cells: Sequence[str]) -> str:
    """A line of CSV with every cell in quotes.

    >>> csv_line(["a", "b"])
    '"a","b"\\r\\n'
    """
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
