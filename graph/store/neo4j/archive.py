"""The archive: what each load said, packed, so that the graph need only hold what is live.

A load's claims lie in chunks of one part each, with a digest per claim: its identity and its
content. Two versions of a part are compared by their digests alone, and only chunks with a
difference are unpacked. So a new version with 1 % changed writes 1 % to the graph, an undo is the
same step backwards, and whoever opens the database in the Neo4j Browser sees no old versions.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import compress
from typing import Any, NamedTuple

import msgspec

from graph.model.records import Entity, Record, Tie
from graph.model.schema import TIES, Label
from graph.store.base import Report
from graph.store.claims import compare, entity, tie

CHUNK = 10_000  # claims
HALF = 16  # bytes of a digest that tell the identity; as many more tell the content
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder().decode


class ArchivedClaim(NamedTuple):
    """A claim as it is archived. An entity's claim has no ends, but the forms search finds."""

    kind: str
    source: str  # of an entity: its id
    target: str
    key: str
    since: str | None
    until: str | None
    strength: float | None
    level: int
    known: str | None
    body: bytes
    forms: list[str]

    @property
    def identity(self) -> tuple[str, ...]:
        return self[:4] if self.target else (self.source,)

    def entity(self, dataset: str) -> Entity:
        """An entity's claim, all of it."""
        return entity(self.source, self.kind, self.known, self.body, dataset, Label.RED)

    def tie(self, dataset: str) -> Tie:
        """A tie's claim, all of it."""
        dates = (self.since, self.until, self.strength, self.known)
        return tie(*self[:4], *dates, self.body, dataset, Label.RED)


@dataclass(slots=True)
class Chunk:
    """Claims of one kind in one part of a load; `rows` and `digests` in the same order."""

    part: str
    kind: str
    digests: bytes
    rows: Callable[[], bytes]  # packed; fetched only when they are wanted

    def unpack(self) -> Iterator[ArchivedClaim]:
        for fields in _unpack(zlib.decompress(self.rows())):
            yield ArchivedClaim(*fields)


def row(record: Record, body: bytes, known: str | None, forms: list[str]) -> ArchivedClaim:
    """A record as it is archived."""
    if isinstance(record, Entity):
        return ArchivedClaim(
            kind=record.kind,
            source=record.id,
            target="",
            key="",
            since=None,
            until=None,
            strength=None,
            level=int(record.level),
            known=known,
            body=body,
            forms=forms,
        )
    return ArchivedClaim(
        kind=record.kind,
        source=record.source,
        target=record.target,
        key=record.key,
        since=str(record.since) if record.since else None,
        until=str(record.until) if record.until else None,
        strength=record.strength,
        level=int(record.level),
        known=known,
        body=body,
        forms=[],
    )


class Version:
    """One load's claims, by part: packed here, or fetched chunk by chunk from the database."""

    def __init__(self, chunks: Callable[[str], Sequence[Chunk]]) -> None:
        self._fetch = chunks
        self._chunks: dict[str, Sequence[Chunk]] = {}
        self._digests: dict[str, dict[bytes, bytes]] = {}

    def chunks(self, part: str) -> Sequence[Chunk]:
        if part not in self._chunks:
            self._chunks[part] = self._fetch(part)
        return self._chunks[part]

    def digests(self, part: str) -> Mapping[bytes, bytes]:
        """Of each claim of a part: its identity's digest → its content's."""
        if part not in self._digests:
            pairs = (d for chunk in self.chunks(part) for d in _split(chunk.digests))
            self._digests[part] = {d[:HALF]: d[HALF:] for d in pairs}
        return self._digests[part]

    def beyond(self, other: Version, part: str, *, ties: bool) -> Iterator[ArchivedClaim]:
        """The ties or the entities of a part that another version lacks, or has differently."""
        theirs = other.digests(part)
        for chunk in self.chunks(part):
            if (chunk.kind in TIES) is ties:
                if not theirs:
                    yield from chunk.unpack()
                    continue
                new = [theirs.get(d[:HALF]) != d[HALF:] for d in _split(chunk.digests)]
                if any(new):
                    yield from compress(chunk.unpack(), new)


NOTHING = Version(lambda part: ())


class Packer:
    """Packs the claims of a load that is being read; holds them in memory, compressed."""

    def __init__(self) -> None:
        self.chunks: dict[str, list[Chunk]] = {}
        self._open: dict[tuple[str, str], tuple[list[ArchivedClaim], list[bytes]]] = {}

    def add(self, part: str, row: ArchivedClaim) -> None:
        rows, digests = self._open.setdefault((part, row.kind), ([], []))
        rows.append(row)
        digests.append(_digests(row))
        if len(rows) == CHUNK:
            self._close(part, row.kind)

    def parts(self) -> set[str]:
        return self.chunks.keys() | {part for part, _ in self._open}

    def done(self) -> Version:
        for part, kind in list(self._open):
            self._close(part, kind)
        return Version(lambda part: self.chunks.get(part, ()))

    def _close(self, part: str, kind: str) -> None:
        rows, digests = self._open.pop((part, kind))
        packed = zlib.compress(_pack(rows), 1)
        chunk = Chunk(part, kind, b"".join(digests), lambda: packed)
        self.chunks.setdefault(part, []).append(chunk)


Layers = Mapping[str, Mapping[int, int]]  # part → layer → load


@dataclass(frozen=True, slots=True)
class Difference:
    """From one state of a dataset to another: what is born, what dies, and how that counts."""

    before: Layers
    after: Layers
    version: Callable[[int], Version]  # of a load

    def born(self, *, ties: bool) -> Iterator[tuple[str, int, ArchivedClaim]]:
        """(part, layer, claim) of the claims that the graph does not hold yet."""
        return self._beyond(self.after, self.before, ties)

    def dying(self, *, ties: bool) -> Iterator[tuple[str, int, ArchivedClaim]]:
        """(part, layer, claim) of the claims that the graph will hold no longer."""
        return self._beyond(self.before, self.after, ties)

    def _beyond(
        self, here: Layers, there: Layers, ties: bool
    ) -> Iterator[tuple[str, int, ArchivedClaim]]:
        for part, layers in here.items():
            others = there.get(part, {})
            for layer, load in layers.items():
                if others.get(layer) != load:
                    other = self.version(others[layer]) if layer in others else NOTHING
                    for row in self.version(load).beyond(other, part, ties=ties):
                        yield part, layer, row

    @staticmethod
    def _loads(layers: Layers, part: str) -> Collection[int]:
        return layers.get(part, {}).values()

    def report(self) -> tuple[Report, bool]:
        """As `claims.compare`."""
        parts = sorted(self.before.keys() | self.after.keys(), reverse=True)
        moved = {part for part in parts if self.before.get(part) != self.after.get(part)}
        loads = {
            load
            for layers in (*self.before.values(), *self.after.values())
            for load in layers.values()
        }
        rows = [
            (
                load,
                part,
                load in self._loads(self.before, part),
                load in self._loads(self.after, part),
            )
            for load in sorted(loads)
            for part in parts
        ]
        rows = [row for row in rows if row[2] or row[3]]
        wanted = {
            d for load, part, *_ in rows if part in moved for d in self.version(load).digests(part)
        }
        if rows and not any(was for *_, was, _ in rows):  # all of it appears: nothing to compare
            return Report(created=len(wanted)), bool(wanted)
        if rows and not any(now for *_, now in rows):
            return Report(removed=len(wanted)), bool(wanted)
        groups: dict[bytes, list[tuple[bytes, str, bytes, bool, bool]]] = {d: [] for d in wanted}
        for load, part, was, now in rows:
            digests = self.version(load).digests(part)
            for identity in digests if part in moved else wanted & digests.keys():
                groups[identity].append((identity, part, digests[identity], was, now))
        return compare(row for group in groups.values() for row in group)


def packed(part: str, kind: str, rows: Sequence[ArchivedClaim]) -> Chunk:
    """A chunk of these claims, which may be none."""
    data = zlib.compress(_pack(rows), 1)
    return Chunk(part, kind, b"".join(map(_digests, rows)), lambda: data)


def _digests(row: ArchivedClaim) -> bytes:
    return _digest(row.identity) + _digest(row)


def _digest(fields: Any) -> bytes:
    return blake2b(_pack(fields), digest_size=HALF).digest()


def _split(digests: bytes) -> Iterator[bytes]:
    return (digests[n : n + 2 * HALF] for n in range(0, len(digests), 2 * HALF))
