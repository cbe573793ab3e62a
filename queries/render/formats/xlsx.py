"""All tables of an answer as one workbook, a sheet each."""

from __future__ import annotations

from typing import BinaryIO

from graph.model.words import mark, say
from queries.answer import Answer, Bars, Block, Cell, Table, Tabular
from queries.render.format import format_file
from queries.render.workbook import workbook


@format_file(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    button=mark("Download as a workbook"),
    binary=True,
)
def write(answer: Answer, block: Block | None, out: BinaryIO) -> None:
    """A sheet for each table, or of one block alone: above it the answer's label and whether it is
    invented, then titles and rows. First a sheet with the answer in words.

    Like a page, it holds the columns that have a title; JSON and CSV hold those for programs too.
    """
    tables = [block] if isinstance(block, Tabular) else answer.blocks
    marks = [answer.label.title, *([answer.watermark] if answer.watermark else [])]
    with workbook(out) as sheets:
        words = [answer.title, *answer.sentence.split("\n"), *_as_of(answer)]
        sheets.sheet(say("Answer"), [], [], *marks, *filter(None, words))
        names = _names(answer)
        for table in tables:
            if not isinstance(table, Tabular):
                continue
            hidden = table.hidden if isinstance(table, Table) else ()
            shown = [column for column in table.columns if column.id not in hidden]
            header = [column.title for column in shown]
            rows = [[row.get(column.id) for column in shown] for row in table.rows]
            if isinstance(table, Bars) and table.of:  # drawn for one at a time, here for all
                header.insert(0, say("Of whom"))
                for cells, row in zip(rows, table.rows, strict=True):
                    cells.insert(0, names.get(str(row[table.of]), row[table.of]))
            above = [*marks, *filter(None, [table.title, table.note])]
            sheets.sheet(table.title, header, rows, *above)


def _names(answer: Answer) -> dict[str, Cell]:
    """What the tables of an answer call whom their rows are of, by the id."""
    return {
        str(row[table.of]): row.get(table.columns[0].id)
        for table in answer.blocks
        if isinstance(table, Table) and table.of and table.columns
        for row in table.rows
        if row.get(table.of)
    }


def _as_of(answer: Answer) -> list[str]:
    if answer.as_of is None:
        return []
    return [say("As known on {day}", day=answer.as_of.isoformat())]
