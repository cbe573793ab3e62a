"""Values that hold ids of others: one of what an audience may not see is not among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import structs

from graph.model.ids import EntityId
from graph.model.records import Entity
from graph.model.schema import HOLDING_IDS


def inner_ids(claims: Iterable[Entity]) -> set[EntityId]:
    """All ids that values of these claims hold."""
    return {
        id
        for claim in claims
        for key in HOLDING_IDS & claim.values.keys()
        for id in _ids(claim, key)
    }


def without_ids(claim: Entity, hidden: Collection[EntityId]) -> Entity:
    """The claim without these ids in its values."""
    values = dict(claim.values)  # in their order: which else told that something is hidden
    for key in HOLDING_IDS & values.keys():
        if shown := [id for id in _ids(claim, key) if id not in hidden]:
            values[key] = shown
        else:
            del values[key]
    return structs.replace(claim, values=values)


def _ids(claim: Entity, key: str) -> list[EntityId]:
    return ids if isinstance(ids := claim.values[key], list) else []
