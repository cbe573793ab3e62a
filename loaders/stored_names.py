"""The names in a store, read once when a load asks for many of them.

To search a store of a hundred thousand names takes milliseconds for each; a list that names all of
them would take half an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.model.records import Entity
from graph.model.schema import ENTITIES, Label
from graph.model.text import fold
from graph.store.base import Scope, Store
from loaders.names import names_of


class _OfKind(NamedTuple):
    """What one kind of entity is called: by folded name the ids, and what a reader may be told."""

    ids: set[str]
    by_name: dict[str, list[str]]
    readable: list[tuple[str, str, str]]  # (id, a name, the name that is offered for it)


class StoredNames:
    """The names in a store by kind, each kind read when it is first asked for."""

    def __init__(self, store: Store, audience: Label) -> None:
        self.store, self.audience = store, audience
        self._kinds: dict[str, _OfKind] = {}

    def are_read(self, kinds: Iterable[str]) -> bool:
        """Whether the names of these kinds were read already (none: of all kinds)."""
        return all(kind in self._kinds for kind in kinds or ENTITIES)

    def ids(self, kinds: Iterable[str], text: str) -> set[str]:
        """Whom a text names, or whose id it is: exactly, whoever may see that."""
        wanted, ids = fold(text), set[str]()
        for of in self._of(kinds):
            ids.update(of.by_name.get(wanted, ()))
            ids |= {text} & of.ids
        return ids

    def known(self, kinds: Iterable[str], ids: Iterable[str]) -> set[str]:
        """Those of these ids that are in the store."""
        wanted = set(ids)
        return {id for of in self._of(kinds) for id in wanted & of.ids}

    def readable(self, kinds: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """What the audience may be told: an id, one of its names, the name to be offered."""
        for of in self._of(kinds):
            yield from of.readable

    def _of(self, kinds: Iterable[str]) -> Iterator[_OfKind]:
        for kind in kinds or ENTITIES:
            if kind not in self._kinds:
                self._kinds[kind] = self._read(kind)
            yield self._kinds[kind]

    def _read(self, kind: str) -> _OfKind:
        of = _OfKind(set(), {}, [])
        for record in self.store.read(Scope(kinds=frozenset({kind}), ties=frozenset())):
            if isinstance(record, Entity):
                of.ids.add(record.id)
                for name in names_of(record):
                    same = of.by_name.setdefault(name, [])
                    if record.id not in same:
                        same.append(record.id)
                of.readable.extend(self._visible_names(record))
        return of

    def _visible_names(self, claim: Entity) -> Iterator[tuple[str, str, str]]:
        """The names of a claim that the audience may see."""
        levels = names_of(claim)
        aliases = claim.values.get("aliases")
        texts = [claim.name or "", *(aliases if isinstance(aliases, list) else ())]
        visible = [text for text in texts if text and levels[fold(text)] <= self.audience]
        for text in visible:
            yield claim.id, text, visible[0]
