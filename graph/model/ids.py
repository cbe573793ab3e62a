"""Ids: the prefix of a kind, a colon, and a code or a keyed digest. The only file that takes them
apart or puts them together.

`EntityId` and `Iso3` are plain aliases, for reading: ids come out of stores, tables and matrices as
`str`, and a type of its own would cost a cast at each of these doors.
"""

from __future__ import annotations

from typing import TypeAlias

from graph.model.schema import BY_PREFIX, ENTITIES, EntityKind

EntityId: TypeAlias = str  # "gov:FRA", "per:5f0c…"
Iso3: TypeAlias = str  # "FRA": how matrices and reference tables name governments and territories


def kind_of(identifier: EntityId) -> EntityKind | None:
    """The kind that an id's prefix declares, or None.

    >>> kind_of("gov:FRA").name
    'Government'
    """
    return BY_PREFIX.get(identifier.partition(":")[0])


def is_kind(identifier: EntityId, *kinds: str) -> bool:
    """Whether an id is of one of these kinds.

    >>> is_kind("gov:FRA", "Government", "Mission"), is_kind("gov:FRA", "Person")
    (True, False)
    """
    kind = kind_of(identifier)
    return kind is not None and kind.name in kinds


def id_of(kind: str, code: str) -> EntityId:
    """The id of an entity of a public kind, by its code.

    >>> id_of("Agreement", "CAT")
    'agr:CAT'
    """
    return f"{ENTITIES[kind].prefix}:{code}"


def code_of(identifier: EntityId) -> str:
    """What follows the prefix.

    >>> code_of("agr:CAT")
    'CAT'
    """
    return identifier.partition(":")[2]


def government_id(iso3: Iso3) -> EntityId:
    """The id of a government by its ISO 3166 code of three letters.

    >>> government_id("FRA")
    'gov:FRA'
    """
    return f"gov:{iso3}"


def iso3_of(identifier: EntityId) -> Iso3:
    """The code of three letters of a government, or of a territory.

    >>> iso3_of("gov:FRA"), iso3_of("fac:HKG")
    ('FRA', 'HKG')
    """
    return code_of(identifier)
