"""Which file shows which block: to add a kind of block, add its file and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from queries import answer
from queries.brief_document import Brief
from queries.letter import Letter

FILES: Mapping[type[answer.Block], str] = {
    answer.Table: "table",
    answer.Bars: "bars",
    answer.Matrix: "matrix",
    answer.Timeline: "timeline",
    answer.PowerMap: "power_map",
    answer.NetworkMap: "network",
    answer.WorldMap: "world_map",
    answer.Note: "note",
    Brief: "brief",
    Letter: "letter",
}


def show(block: answer.Block, page: str, of: answer.Answer | None = None) -> None:
    """Draw a block. Its file is imported now, not when the server starts: some need a lot.

    `of`: the answer that it is part of; only a brief says so itself who may read it.
    """
    file = import_module(f"queries.render.browser.{FILES[type(block)]}")
    if isinstance(block, Brief):
        file.show(block, page, of)
    else:
        file.show(block, page)
