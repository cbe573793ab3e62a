"""The names in a load, and who may know them: what spells out a name is no less strict than it.

Several rows may say one thing under labels of their own, such as the office that two people held.
Each row keeps to its label, so the thing is as strict as the least strict of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from msgspec import structs

from graph.model.errors import RowProblem
from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.model.text import fold
from graph.model.words import say
from graph.store import claims
from graph.store.base import Scope, Store
from loaders.loader import Loaded, Naming, PendingTie, Ref


class Names:
    """By name, as it is compared: the ids that a load gives it, and who may know that."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._levels: dict[tuple[str, str], Label] = {}  # by name and id

    def add(self, entity: Entity, names: Mapping[str, Label]) -> None:
        """An entity, and its names as `names_of` gives them."""
        for name, level in names.items():
            key = name, entity.id
            self._levels[key] = min(level, self._levels.get(key, level))

    def level(self, ref: Ref, id: str) -> Label:
        """Who may know that this entity is so called: by this load, else by the store."""
        name = fold(ref.text)
        if (name, id) in self._levels:
            return self._levels[name, id]
        scope = Scope(ids=frozenset({id}), ties=frozenset())
        claimed = [e for e in self.store.read(scope) if isinstance(e, Entity)]
        levels = [names_of(e)[name] for e in claimed if name in names_of(e)]
        return min(levels or [e.level for e in claimed], default=Label.RED)


class SharedRecords:
    """What several rows may say under labels of their own."""

    def __init__(self) -> None:
        # By part and identity: as it was read, and as strict as the least strict row makes it.
        self._records: dict[tuple[str, ...], tuple[Record, Record]] = {}

    def __iter__(self) -> Iterator[tuple[str, Record]]:
        return ((part, strict) for (part, *_), (_, strict) in self._records.items())

    @property
    def identities(self) -> Iterable[tuple[str, ...]]:
        """The part and identity of each."""
        return self._records.keys()

    def add(self, part: str, record: Record, least: Label) -> None:
        """Raises RowProblem for what another row says in other words."""
        identity, strict = (part, *record.identity), raised(record, least)
        first, before = self._records.setdefault(identity, (record, strict))
        if claims.comparable(first) != claims.comparable(record):
            raise RowProblem(
                say(
                    "Another row says something else of the same thing. Say it once, or tell the "
                    "two apart by another name, code or date."
                )
            )
        if strict.level < before.level:
            self._records[identity] = record, strict


class Dependents:
    """What is nothing without what it concerns: no less strict than the least strict of that."""

    KINDS = frozenset({"Approach", "Consent", "Event"})

    def __init__(self) -> None:
        self._records: list[tuple[str, Entity]] = []
        self._concerned: dict[str, list[Ref]] = {}

    def takes(self, part: str, record: Record) -> bool:
        """Whether it is such a record, which then waits until all names are known."""
        if isinstance(record, Entity) and record.kind in self.KINDS:
            self._records.append((part, record))
            return True
        return False

    def note(self, pending: Loaded) -> None:
        if isinstance(pending, PendingTie) and pending.kind == "CONCERNS":
            source, target = pending.source, pending.target
            if isinstance(source, str) and isinstance(target, Ref):
                self._concerned.setdefault(source, []).append(target)

    def settled(self, find: Callable[[Ref], str], names: Names) -> Iterator[tuple[str, Record]]:
        for part, record in self._records:
            with suppress(RowProblem):  # which the tie to it says
                levels = [names.level(ref, find(ref)) for ref in self._concerned.get(record.id, ())]
                yield part, raised(record, min(levels, default=Label.CLEAR))


def settled(
    pending: Loaded, label: Label | None, find: Callable[[Ref], str], names: Names
) -> tuple[Record, Label, bool]:
    """A record whose references are found; how strict it is at least, by its row and the names in
    it; whether that is to be weighed against what other rows say."""
    spelled = pending.names if isinstance(pending, Naming) else ()
    record = pending.record if isinstance(pending, Naming) else pending
    if isinstance(record, PendingTie):
        record = record.resolved(find)
    if record.kind == "STOPPED":  # whoever sees the case sees its stop, whoever said it
        label = None
    if label is None and not spelled:  # as in most rows
        return record, record.level, False
    levels = [names.level(ref, find(ref)) for ref in spelled]
    least = max(record.level, label or Label.CLEAR, *levels)
    return record, least, bool(spelled) or least > record.level


def raised(record: Record, least: Label) -> Record:
    """The record, no less strict than this."""
    if record.level >= least:
        return record
    return structs.replace(record, origin=structs.replace(record.origin, label=least))


def names_of(entity: Entity) -> dict[str, Label]:
    """The names of an entity as they are compared, each with who may know it."""
    aliases, levels = entity.values.get("aliases"), dict[str, Label]()
    texts = [("aliases", alias) for alias in (aliases if isinstance(aliases, list) else ())]
    for key, text in [("name", entity.name or ""), *texts]:
        if text:
            folded, level = fold(text), entity.level
            level = max(level, entity.labels.get(key, level))
            levels[folded] = min(level, levels.get(folded, level))
    return levels
