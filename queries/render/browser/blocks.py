"""Which file shows which block: to add a kind of block, add its file and its line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from queries import answer
from queries.render.browser import bars, matrix, network, note, table, timeline, world_map

SHOW: Mapping[type[answer.Block], Callable[[Any, str], None]] = {
    answer.Table: table.show,
    answer.Bars: bars.show,
    answer.Matrix: matrix.show,
    answer.Timeline: timeline.show,
    answer.NetworkMap: network.show,
    answer.WorldMap: world_map.show,
    answer.Note: note.show,
}
