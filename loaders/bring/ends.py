"""Ties of other tools: a kind that does not fit its ends is turned round, or is a mere link."""

from __future__ import annotations

from collections.abc import Callable

from graph.model.errors import RowProblem
from graph.model.ids import kind_of
from graph.model.schema import TIES
from loaders.campaign.ties import WORDS
from loaders.loader import Ref

LINK = "is linked to"  # TIES["LINKED_TO"].phrase


def fitted(cells: dict[str, str], find: Callable[[Ref], str]) -> None:
    """Change the kind or the direction of a tie, in place, to what its ends allow; the word that it
    had is kept as its position."""
    kind = TIES.get(WORDS.get(cells.get("kind", ""), ""))
    if kind is None:
        return
    ends = []
    for column in ("from", "to"):
        try:
            end = kind_of(find(Ref((), cells.get(column, ""), column)))
        except RowProblem:  # which reading the row says
            return
        ends.append(end.name if end else "")
    source, target = ends
    if source in kind.sources and target in kind.targets:
        return
    if target in kind.sources and source in kind.targets:
        cells["from"], cells["to"] = cells["to"], cells["from"]
        return
    cells.setdefault("position", cells["kind"])
    cells["kind"] = LINK
