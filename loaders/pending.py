"""What a loader makes of a row whose names are not looked up yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from graph.model.records import Entity, Tie


class Ref(Struct, frozen=True, gc=False):
    """Something that a row names; found when the whole file is read."""

    kinds: tuple[str, ...]  # none: any kind
    text: str
    column: str


class PendingTie(Struct, frozen=True, gc=False):
    """A tie with an end that is still a name."""

    kind: str
    source: str | Ref
    target: str | Ref
    rest: Mapping[str, Any]

    def resolved(self, find: Callable[[Ref], str]) -> Tie:
        source = self.source if isinstance(self.source, str) else find(self.source)
        target = self.target if isinstance(self.target, str) else find(self.target)
        return Tie(self.kind, source, target, **self.rest)


class Naming(Struct, frozen=True, gc=False):
    """A record in which the names of others are spelled out: no less strict than those names."""

    record: Entity | Tie | PendingTie
    names: tuple[Ref, ...]


Loaded = Entity | Tie | PendingTie | Naming
