"""Tabular blocks as CSV for any spreadsheet; no cell of it can run as a formula."""

from __future__ import annotations

import csv
import io
import math

from graph.errors import QuestionError
from queries.answer import Answer, Bars, Cell, Matrix, NetworkMap, Table, Timeline

Tabular = Table | Bars | Matrix | Timeline
WATERMARK = "invented sample campaign"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def tables(answer: Answer) -> list[Tabular]:
    """The blocks of an answer that are rows and columns."""
    return [block for block in answer.blocks if isinstance(block, Tabular)]


def export(answer: Answer, block: Tabular) -> str:
    """One block as CSV: every value its rows hold, under ids; what is missing is empty.

    QuestionError: this answer may not leave the program.
    """
    refuse(answer)
    names = list(dict.fromkeys(name for row in block.rows for name in row))
    names = names or [column.id for column in block.columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in names] + ["watermark"] * answer.invented)
    for row in block.rows:
        cells = [safe(row.get(name)) for name in names]
        writer.writerow(cells + [WATERMARK] * answer.invented)
    return out.getvalue()


def export_all(answer: Answer) -> str:
    """Every tabular block after the other: its title, its rows, an empty line."""
    refuse(answer)  # also where there is no block
    parts = [f"{safe(block.title)}\r\n{export(answer, block)}" for block in tables(answer)]
    return "\r\n".join(parts)


def refuse(answer: Answer) -> None:
    """QuestionError: this answer is never exported."""
    if not answer.exportable:
        raise QuestionError(
            "This answer is not exported: in the wrong hands it would be a list of targets. "
            "Read it on the screen."
        )


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
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if text.startswith(_FORMULA) else text
