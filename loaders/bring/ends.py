"""Ties of other tools: a kind that does not fit its ends is turned round, or is a mere link."""

from __future__ import annotations

from collections.abc import Callable

from graph.model.ids import kind_of
from graph.model.schema import TIES, TieKind
from loaders.campaign.ties import WORDS

LINK = "is linked to"  # TIES["LINKED_TO"].phrase


def fitted(cells: dict[str, str], here: Callable[[str], set[str]]) -> None:
    """Change the kind or the direction of a tie, in place, to what its ends allow; the word that it
    had is kept as its position. `here`: the ids of those of the file whom a text means.

    >>> cells = {"from": "per:a", "kind": "knows"}  # its other end was left empty
    >>> fitted(cells, lambda text: set())
    >>> cells
    {'from': 'per:a', 'kind': 'knows'}
    """
    kind = TIES.get(WORDS.get(cells.get("kind", ""), ""))
    if kind is None:
        return
    if WORDS.get(cells.get("position", "")) == kind.name:
        del cells["position"]  # the word of the kind, which is said already
    _only_its_own(cells, kind)
    ends = [cells.get(end, "") for end in ("from", "to")]  # an empty one is a problem of its own
    source, target = (_kinds(here(end) or {end}) for end in ends)
    if not source or not target or (source & kind.sources and target & kind.targets):
        return  # an end that is not of the file is looked for by its kind
    if target & kind.sources and source & kind.targets:
        cells["from"], cells["to"] = cells["to"], cells["from"]
        return
    cells.setdefault("position", cells["kind"])
    cells["kind"] = LINK
    _only_its_own(cells, TIES["LINKED_TO"])


def _only_its_own(cells: dict[str, str], kind: TieKind) -> None:
    """Leave out what a tie of this kind cannot have."""
    for column, has in (
        ("functions", kind.name == "WORKS_ON"),
        ("relation", kind.name == "KIN_OF"),
        ("stance", kind.stance is not None),
        ("status", kind.name == "ADDRESSED_TO"),
        ("turn", kind.name == "CONCERNS"),
        ("inferred", kind.name == "ACCREDITED_TO"),
    ):
        if not has:
            cells.pop(column, None)


def _kinds(ids: set[str]) -> set[str]:
    return {kind.name for id in ids if (kind := kind_of(id))}
