"""All tables of an answer as one workbook, a sheet each."""

from __future__ import annotations

from typing import BinaryIO

from graph.model.words import mark, say
from queries.answer import Answer, Block, Tabular
from queries.render.format import format_file
from queries.render.workbook import workbook


@format_file(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    button=mark("Download as a workbook"),
    binary=True,
)
def write(answer: Answer, block: Block | None, out: BinaryIO) -> None:
    """A sheet for each table, or of one block alone: above it the answer's label and whether it is
    invented, then titles and rows. First a sheet with the answer in words."""
    tables = [block] if isinstance(block, Tabular) else answer.blocks
    marks = [answer.label.title, *([answer.watermark] if answer.watermark else [])]
    with workbook(out) as sheets:
        words = [answer.title, *answer.sentence.split("\n"), *_as_of(answer)]
        sheets.sheet(say("Answer"), [], [], *marks, *filter(None, words))
        for table in tables:
            if not isinstance(table, Tabular):
                continue
            titles = {column.id: column.title for column in table.columns}
            names = list(dict.fromkeys([*titles, *(name for row in table.rows for name in row)]))
            rows = ([row.get(name) for name in names] for row in table.rows)
            above = [*marks, *filter(None, [table.title, table.note])]
            sheets.sheet(table.title, [titles.get(name, name) for name in names], rows, *above)


def _as_of(answer: Answer) -> list[str]:
    if answer.as_of is None:
        return []
    return [say("As known on {day}", day=answer.as_of.isoformat())]
