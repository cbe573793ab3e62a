"""An answer as plain text, without any renderer's widths, and the golden text it must equal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from queries.answer import (
    Answer,
    Bars,
    Block,
    Matrix,
    NetworkMap,
    Note,
    PowerMap,
    Row,
    Table,
    Timeline,
    WorldMap,
)
from queries.render.cells import cell_text
from queries.render.map_words import name

FOLDER = Path(__file__).with_name("golden")


def check(answer: Answer) -> None:
    """The answer says what it said when somebody last read it (DEMARCHE_GOLDEN=write: now)."""
    path = FOLDER / f"{answer.question}.txt"
    text = "\n".join(_lines(answer)) + "\n"
    if os.environ.get("DEMARCHE_GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.sentence
    for block in answer.blocks:
        yield f"\n{block.title}"
        yield from _block(block)
    yield f"\n{answer.label.title}"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Note):
        yield f"  {block.text}"
        return
    if isinstance(block, Table | Bars | Matrix | Timeline | PowerMap):
        hidden = block.hidden if isinstance(block, Table) else ()
        columns = [column for column in block.columns if column.id not in hidden]
        for row in block.rows:
            cells = (f"{c.title}: {cell_text(row.get(c.id), c)}" for c in columns)
            yield f"  {' · '.join(cells)}"
    elif isinstance(block, NetworkMap):
        names = {entity["id"]: entity["name"] for entity in block.entities}

        def plain(tie: Row) -> str:
            return f"{names[tie['source']]} {tie['phrase']} {names[tie['target']]}"

        yield from sorted(f"  {name({**tie, 'name': plain(tie)})}" for tie in block.ties)
    elif isinstance(block, WorldMap):
        yield f"  {len(block.states)} states, {len(block.places)} places"
    if block.note:
        yield f"  ({block.note})"
