"""Supposed changes, and a store as it would be with them: what-if, with nothing stored.

`Supposed` wraps a store and has its reading, so that a View of it is a View like any other, and
every question can be asked of what is only supposed. It never writes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NoReturn

from msgspec import structs

from graph.model.errors import StoreError
from graph.model.ids import kind_of
from graph.model.records import Entity, Record, Tie, Value
from graph.model.text import search_forms, search_words
from graph.model.words import say
from graph.store.base import Load, Scope, Store
from graph.store.columns import Columns
from graph.store.remembered import WHAT_IF

SUPPOSED = "what-if"  # the dataset of what is only supposed


@dataclass(frozen=True)
class Changes:
    """What is supposed to be otherwise. Ids are those of claims, before judgements of sameness."""

    added: Sequence[Record] = ()
    gone: frozenset[str] = frozenset()  # entities, with all their ties
    ended: frozenset[tuple[str, str, str]] = frozenset()  # ties: kind, source, target
    values: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)  # id → new values

    def __or__(self, later: Changes) -> Changes:
        """These, and then the later ones, which also end or change what these have added."""
        values = {id: dict(new) for id, new in self.values.items()}
        for id, new in later.values.items():
            values[id] = values.get(id, {}) | dict(new)
        remaining = [record for record in self.added if later.leaves(record)]
        return Changes(
            (*remaining, *later.added), self.gone | later.gone, self.ended | later.ended, values
        )

    def leaves(self, record: Record) -> bool:
        """Whether a record is still there after these changes."""
        if isinstance(record, Entity):
            return record.id not in self.gone
        return self.ties(record.kind, record.source, record.target)

    def ties(self, kind: str, source: str, target: str) -> bool:
        """Whether a tie of a kind is still there."""
        over = (kind, source, target) in self.ended
        return not over and source not in self.gone and target not in self.gone

    @property
    def digest(self) -> str:
        """What tells these changes from others, for whoever keeps what was read."""
        new = sorted((id, sorted(values.items())) for id, values in self.values.items())
        text = repr((list(self.added), sorted(self.gone), sorted(self.ended), new))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class Supposed:
    """A store as it would be with the changes; reading only."""

    def __init__(self, store: Store, changes: Changes) -> None:
        self.store, self.changes = store, changes
        self.url = f"{store.url}{WHAT_IF}{changes.digest}"
        self.added = [_supposed(record) for record in changes.added]

    def read(self, scope: Scope) -> Iterator[Record]:
        if scope.around is not None:
            yield from self._around(scope)
            return
        records = [
            *self._remaining(self.store.read(structs.replace(scope, limit=None))),
            *self._new(scope),
        ]
        for kind in (Entity, Tie):
            some = sorted((r for r in records if isinstance(r, kind)), key=lambda r: r.identity)
            first = {*list(dict.fromkeys(r.identity for r in some))[: scope.limit]}
            yield from (r for r in some if r.identity in first)

    def near(self, scope: Scope) -> list[str]:
        start, records = self._walked(scope)
        near = _nearest(start, records, scope)
        return sorted(near, key=lambda id: (near[id], id))[: scope.limit]

    def table(self, kind: str, scope: Scope, values: Collection[str] | None = None) -> Columns:
        table = self.store.table(kind, scope, values)
        names = [*table.columns]
        rows = [
            dict(zip(names, row, strict=True))
            for row in table.rows(*names)
            if self.changes.ties(kind, *row[:2])
        ]
        new = [
            t
            for t in self._new(structs.replace(scope, ties=frozenset({kind})))
            if isinstance(t, Tie)
        ]
        rows += [
            {
                "source": tie.source,
                "target": tie.target,
                "key": tie.key,
                "since": tie.since,
                "until": tie.until,
                "strength": tie.strength,
                "known": tie.origin.known,
                "level": int(tie.level),
                "dataset": tie.origin.dataset,
                **{k: v for k, v in tie.values.items() if values is None or k in values},
            }
            for tie in new
        ]
        rows.sort(key=itemgetter("source", "target", "key"))
        names = list(dict.fromkeys([*names, *(name for row in rows for name in row)]))
        return Columns({name: [row.get(name) for row in rows] for name in names})

    def candidates(self, text: str, scope: Scope) -> Iterator[Entity]:
        records = self._remaining(self.store.candidates(text, scope))
        yield from (record for record in records if isinstance(record, Entity))
        words = search_words(text)
        for one in self.added:
            if isinstance(one, Entity) and _fits(one, scope):
                names = search_forms(one.title)
                if one.id == text or any(
                    all(word in name for word in form) for form in words for name in names
                ):
                    yield one

    def loads(self) -> Sequence[Load]:
        return self.store.loads()

    def revision(self) -> int:
        return self.store.revision()

    def setting(self, key: str) -> str | None:
        return self.store.setting(key)

    def exposure(self) -> str | None:
        return self.store.exposure()

    def close(self) -> None:
        """The store itself stays open: it is somebody else's."""

    def write(
        self, load: Load, records: object, *, dry_run: bool = False, consider: object = None
    ) -> NoReturn:
        _refuse()

    def adopt(self, load: Load, records: object) -> NoReturn:
        _refuse()

    def erase(self, remains: object, account: object) -> NoReturn:
        _refuse()

    def residue(self) -> str | None:
        return self.store.residue()

    def records_of(self, load: int, kinds: object = None, parts: object = None) -> NoReturn:
        _refuse()

    def undo(self, load: int) -> NoReturn:
        _refuse()

    def redo(self, load: int) -> NoReturn:
        _refuse()

    def forget(self, dataset: str) -> NoReturn:
        _refuse()

    def set(self, key: str, value: str) -> NoReturn:
        _refuse()

    def set_once(self, key: str, value: str) -> NoReturn:
        _refuse()

    # What is left, and what is new

    def _remaining(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            if self.changes.leaves(record):
                new = self.changes.values.get(record.id) if isinstance(record, Entity) else None
                yield structs.replace(record, values={**record.values, **new}) if new else record

    def _new(self, scope: Scope) -> list[Record]:
        """What is added and lies in a scope; a tie only where both its ends are visible."""
        fitting = [record for record in self.added if _fits(record, scope)]
        ends = {e for t in fitting if isinstance(t, Tie) for e in (t.source, t.target)}
        if not ends:
            return fitting
        there = Scope(scope.audience, scope.as_of, ids=frozenset(ends), ties=frozenset())
        visible = {r.id for r in self._remaining(self.store.read(there)) if isinstance(r, Entity)}
        visible |= {record.id for record in self.added if isinstance(record, Entity)}
        return [r for r in fitting if isinstance(r, Entity) or {r.source, r.target} <= visible]

    def _walked(self, scope: Scope) -> tuple[frozenset[str], list[Record]]:
        """Where to begin, and more than enough around it and around what is added."""
        start = frozenset(scope.around or ())
        ends = {e for t in self.added if isinstance(t, Tie) for e in (t.source, t.target)}
        ties = None if scope.ties is None else scope.ties | {"SAME_AS"}
        wide = structs.replace(scope, around=frozenset(start | ends), ties=ties, limit=None)
        new = self._new(structs.replace(scope, around=None, ties=ties, kinds=None, limit=None))
        return start, [*self._remaining(self.store.read(wide)), *new]

    def _around(self, scope: Scope) -> Iterator[Record]:
        """Walk what is left of it."""
        start, records = self._walked(scope)
        near = _nearest(start, records, scope)
        inside = {*sorted(near, key=lambda id: (near[id], id))[: scope.limit]}
        for record in sorted(records, key=lambda r: (isinstance(r, Tie), r.identity)):
            if isinstance(record, Entity):
                if record.id in inside:
                    yield record
            elif {record.source, record.target} <= inside and (
                scope.ties is None or record.kind in scope.ties
            ):
                yield record


def _nearest(start: frozenset[str], records: Iterable[Record], scope: Scope) -> dict[str, int]:
    """How many ties away each is, up to the scope's hops; who is the same is equally far."""
    there: set[str] = set()
    beside: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for record in records:
        if isinstance(record, Entity):
            there.add(record.id)
        else:
            same = record.kind == "SAME_AS"
            beside[record.source].append((record.target, same))
            beside[record.target].append((record.source, same))
    reached: dict[str, int] = {}
    front = set(start & there)
    for hop in range(scope.hops + 1):
        onward: set[str] = set()
        while front:
            reached |= dict.fromkeys(front, hop)
            same_as: set[str] = set()
            for id in front:
                for other, same in beside[id]:
                    (same_as if same else onward).add(other)
            front = (same_as & there) - reached.keys()
        front = {id for id in (onward & there) - reached.keys() if _kind_in(id, scope.kinds)}
    return reached


def _supposed(record: Record) -> Record:
    return structs.replace(record, origin=structs.replace(record.origin, dataset=SUPPOSED))


def _fits(record: Record, scope: Scope) -> bool:
    if record.level > scope.audience:
        return False
    if isinstance(record, Entity):
        wanted = scope.kinds is None or record.kind in scope.kinds
        return wanted and (scope.ids is None or record.id in scope.ids)
    wanted = scope.ties is None or record.kind in scope.ties
    touched = {getattr(record, end) for end in scope.ends}
    return wanted and (scope.ids is None or bool(touched & scope.ids))


def _kind_in(id: str, kinds: frozenset[str] | None) -> bool:
    kind = kind_of(id)
    return kinds is None or (kind is not None and kind.name in kinds)


def _refuse() -> NoReturn:
    raise StoreError(say("Nothing is stored in a what-if. Save its changes and load them instead."))
