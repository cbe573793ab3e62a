"""Which file shows which block: to add a kind of block, add its file and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from queries import answer

FILES: Mapping[type[answer.Block], str] = {
    answer.Table: "table",
    answer.Bars: "bars",
    answer.Matrix: "matrix",
    answer.Timeline: "timeline",
    answer.PowerMap: "power_map",
    answer.NetworkMap: "network",
    answer.WorldMap: "world_map",
    answer.Note: "note",
}


def show(block: answer.Block, page: str) -> None:
    """Draw a block. Its file is imported now, not when the server starts: some need a lot."""
    import_module(f"queries.render.browser.{FILES[type(block)]}").show(block, page)
