"""A claim as properties of a node or a relationship, and back.

What the store needs begins with an underscore. The rest is there for people who explore with the
Neo4j Browser: a claim's values under their own names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from graph.model.records import Entity, Value
from graph.store import claims
from graph.store.neo4j.archive import ArchivedClaim

_values = msgspec.json.Decoder().decode
_FIXED = frozenset({"id", "name", "kind", "dataset", "key", "since", "until", "strength"})


def entity_properties(
    part: str, layer: int, row: ArchivedClaim, dataset: str, number: int
) -> dict[str, Any]:
    """Of a :Claim node. The name is there to be read only."""
    shown = {"id": row.source, "kind": row.kind, "name": _values(row.body)[-1]}
    return _present({**shown, **_claim(part, layer, row, dataset, number), "_forms": row.forms})


def tie_properties(
    part: str, layer: int, row: ArchivedClaim, dataset: str, number: int
) -> dict[str, Any]:
    """Of a relationship."""
    shown = {
        **legible(_values(row.body)[0]),
        "key": row.key or None,
        "since": row.since,
        "until": row.until,
        "strength": row.strength,
    }
    return _present({**shown, **_claim(part, layer, row, dataset, number)})


def shown(entity: Entity) -> dict[str, Any]:
    """Of an :Entity node: its merged values, to be read only."""
    return {**legible(entity.values), "id": entity.id, "name": entity.title}


def legible(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that can be shown under their own name without hiding another property."""
    return {
        name: value
        for name, value in values.items()
        if name and name not in _FIXED and not name.startswith("_") and "\0" not in name
    }


def forms(entity: Entity) -> list[str]:
    """The folded forms under which an entity is found, each after the digit of who may find it."""
    return sorted(f"{level:d}{form}" for level, form in claims.names(entity))


def once(
    rows: Iterable[Sequence[Any]],
    width: int,
    dataset: int,
    order: Mapping[tuple[str, str, int], int],
) -> Iterator[tuple[Any, ...]]:
    """Rows of one identity (their first `width` fields) in the order in which they are read: by
    dataset, the newest load first, then by part; what a dataset says twice only once.

    After the `dataset` come part and layer, which are left out of what is given.
    """
    for _, group in groupby(rows, key=itemgetter(slice(width))):
        same = list(group)
        if len(same) > 1:
            same.sort(key=lambda row: _newest(order, *row[dataset : dataset + 3]))
        claimed = ((*row[: dataset + 1], *row[dataset + 3 :]) for row in same)
        yield from claimed if len(same) == 1 else dict.fromkeys(claimed)


def _newest(
    order: Mapping[tuple[str, str, int], int], dataset: str, part: str, layer: int
) -> tuple[str, int, str]:
    return (dataset, -order.get((dataset, part, layer), 0), part)


def _claim(part: str, layer: int, row: ArchivedClaim, dataset: str, number: int) -> dict[str, Any]:
    return {
        "dataset": dataset,
        "_part": part or None,
        "_layer": layer or None,
        "_born": number,
        "_level": row.level,
        "_known": row.known,
        "_body": row.body.decode(),
    }


def _present(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}


__all__ = ["claims", "entity_properties", "forms", "legible", "once", "shown", "tie_properties"]
