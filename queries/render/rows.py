"""Which rows of a block are shown: of tables that go into detail, those of one entity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queries.answer import Answer, Bars, Block, NetworkMap, Row, Table, Timeline, WorldMap


def one_each(rows: Sequence[Row], of: str | None) -> bool:
    """Whether no two rows stand for the same entity."""
    ids = [row.get(of) for row in rows] if of else []
    return len(set(ids)) == len(ids)


def rows_of(rows: Sequence[Row], of: str | None, chosen: str | None = None) -> list[Row]:
    """The rows of the chosen entity; of the first where none is chosen; all if they are of none.

    >>> rows_of([{"of": "gov:FRA", "n": 1}, {"of": "gov:DEU", "n": 2}], "of", "gov:DEU")
    [{'of': 'gov:DEU', 'n': 2}]
    """
    if of is None:
        return list(rows)
    if chosen is None:
        chosen = next((str(row[of]) for row in rows), None)
    return [row for row in rows if row.get(of) == chosen]


def listed(answer: Answer) -> Table | None:
    """The table that lists what an answer is about: the first with one row for each entity."""
    tables = (block for block in answer.blocks if isinstance(block, Table))
    return next((t for t in tables if t.of and t.rows and one_each(t.rows, t.of)), None)


def in_detail(answer: Answer, block: Block, chosen: str | None = None) -> Block:
    """The block, or of a table with several rows about each listed entity those of the chosen."""
    main = listed(answer)
    if main is None or not isinstance(block, Table) or one_each(block.rows, block.of):
        return block
    known = {row.get(str(main.of)) for row in main.rows}
    ids = {row.get(str(block.of)) for row in block.rows}
    if None in ids or not ids <= known:  # a row of nobody is a detail of nobody
        return block
    return replace(block, rows=rows_of(block.rows, block.of, chosen))


def follows(block: Block) -> bool:
    """Whether a block, other than a table, shows which entity is selected."""
    if isinstance(block, Bars | Timeline):
        return block.of is not None
    return isinstance(block, NetworkMap | WorldMap)
