"""Copying a store into another one, of either kind: every load with its number, its time and its
mark, what it said whether it is live or not, the judgements, and the secret behind the keyed ids.

Load by load, each all or nothing. A copy that was broken off goes on where it stopped. At the end
both stores are read whole and compared by counts and hashes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from graph.model.edits import is_our_word
from graph.model.errors import InputError, StoreError
from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.model.words import count, number, say
from graph.store import claims
from graph.store.base import SAMPLE, Load, Scope, Store, secret
from loaders.loading import ACCEPTED

_FILE = "sqlite:///"
COPIES = "copies"  # a setting: where copies lie that this program made
Progress = Callable[[str, int], None]  # what is being done, and how many claims it has come to


@dataclass(slots=True)
class Content:
    """What a stream of claims came to: how many, and a hash that does not depend on their order."""

    claims: int = 0
    _sum: int = 0

    def add(self, part: str, record: Record) -> None:
        self.claims += 1
        self._sum += int.from_bytes(_digest(part, record)) % 2**256

    def counted(
        self, records: Iterable[tuple[str, Record]], progress: Progress, what: str
    ) -> Iterator[tuple[str, Record]]:
        """The same stream, counted and hashed while it flows."""
        for part, record in records:
            self.add(part, record)
            if self.claims % 1000 == 0:
                progress(what, self.claims)
            yield part, record

    @property
    def hash(self) -> str:
        return f"{self._sum % 2**256:064x}"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy came to, after both stores were compared."""

    loads: int
    claims: int  # in all loads
    live: int  # that readers see
    hash: str  # of what readers see, in order: the same in both stores

    def __str__(self) -> str:
        return say(
            "Copied: {loads} with {statements}, of which readers see {live}. Both stores were read "
            "and hold the same (hash {hash}).",
            loads=count("{n} load", "{n} loads", self.loads),
            statements=count("{n} statement", "{n} statements", self.claims),
            live=number(self.live),
            hash=self.hash[:16],
        )


def copy(
    source: Store,
    target: Store,
    *,
    accept_unencrypted: bool = False,
    progress: Progress = lambda what, claims: None,
) -> Copied:
    """Copy all that is in a store into one that holds nothing, or the beginning of such a copy.

    InputError: the target holds something else, or people at risk may not be kept there.
    StoreError: the copy is not like the original, or that was changed meanwhile.
    """
    loads, revision = list(source.loads()), source.revision()
    if not loads:
        raise InputError(
            say("{store} holds no loads, so there is nothing to copy.", store=source.url)
        )
    done = _done(loads, source, target)
    if accept_unencrypted:
        target.set(ACCEPTED, "yes")
    _guard(source, target, loads, progress)
    target.set("secret", secret(source).hex())
    contents: dict[int, Content] = {}
    for load in loads:
        contents[load.id] = content = Content()
        what = say("load {number}: {list}", number=load.id, list=load.dataset)
        records = content.counted(source.records_of(load.id), progress, what)
        if load.id in done:
            for _ in records:
                pass
        else:
            target.adopt(load, records)
    if (list(source.loads()), source.revision()) != (loads, revision):
        raise StoreError(
            say("The store was changed while it was copied. Copy again: it goes on there.")
        )
    copied = _compared(source, target, loads, contents, progress)
    with suppress(StoreError):  # it may only be allowed to be read
        note_copy(source, target.url)
    return copied


def note_copy(store: Store, place: str) -> None:
    """Let a store remember that a copy of it lies elsewhere: a file, or a server."""
    if place.startswith(_FILE):
        place = str(Path(place.removeprefix(_FILE)).absolute())
    store.set(COPIES, json.dumps([*dict.fromkeys([*copies(store), place])]))


def copies(store: Store) -> list[str]:
    """Where copies of a store were put by this program, as far as it remembers, oldest first."""
    places: list[str] = json.loads(store.setting(COPIES) or "[]")
    return places


def _done(loads: list[Load], source: Store, target: Store) -> set[int]:
    """The loads that an earlier copy brought over."""
    plain = {load.id: replace(load, live=False) for load in loads}
    there = [replace(load, live=False) for load in target.loads()]
    same_secret = target.setting("secret") == source.setting("secret")
    if there and not (same_secret and all(plain.get(load.id) == load for load in there)):
        raise InputError(
            say(
                "{store} holds other loads already. Name a store that holds nothing.",
                store=target.url,
            )
        )
    return {load.id for load in there}


def _guard(source: Store, target: Store, loads: list[Load], progress: Progress) -> None:
    """Refuse people at risk where they may not be kept, before anything is written."""
    why = None if target.setting(ACCEPTED) else target.exposure()
    for load in loads if why else ():
        if load.dataset.startswith(SAMPLE) and not is_our_word(load.dataset):
            continue
        for n, (_, record) in enumerate(source.records_of(load.id)):
            if n % 1000 == 0:
                progress(say("looking for people at risk"), n)
            if Label.RED in (record.level, *record.labels.values()):
                risk = say(
                    "The list “{list}” holds people at risk (TLP:RED). If that is acceptable, say "
                    "so: --accept-unencrypted.",
                    list=load.dataset,
                )
                raise InputError(f"{why} {risk}")


def _compared(
    source: Store,
    target: Store,
    loads: list[Load],
    contents: dict[int, Content],
    progress: Progress,
) -> Copied:
    """Read both stores whole. StoreError: they differ."""
    for load in loads:
        copied = Content()
        what = say("comparing load {number}: {list}", number=load.id, list=load.dataset)
        for _ in copied.counted(target.records_of(load.id), progress, what):
            pass
        if copied != contents[load.id]:
            name = say("load {number} ({list})", number=load.id, list=load.dataset)
            raise _different(target, name)
    if list(target.loads()) != loads:
        raise _different(target, say("the list of loads"))
    live, hash = _contents(source, progress)
    if (live, hash) != _contents(target, progress):
        raise _different(target, say("what readers see"))
    return Copied(len(loads), sum(c.claims for c in contents.values()), live, hash)


def _contents(store: Store, progress: Progress) -> tuple[int, str]:
    """How many claims the widest audience sees, and a hash of them in the order of reading."""
    state, n = blake2b(digest_size=32), 0
    for n, record in enumerate(store.read(Scope()), 1):
        if n % 1000 == 0:
            progress(say("comparing what readers see"), n)
        state.update(_digest(record.origin.dataset, record))
    return n, state.hexdigest()


def _digest(place: str, record: Record) -> bytes:
    columns: tuple[object, ...] = (place, record.identity, claims.known(record), record.level)
    if not isinstance(record, Entity):
        columns += (record.since, record.until, record.strength)
    return blake2b(repr(columns).encode() + claims.body(record), digest_size=32).digest()


def _different(target: Store, what: str) -> StoreError:
    return StoreError(
        say(
            "Do not use the copy in {store}: it differs from the original in {what}. Copy again, "
            "into a store that holds nothing.",
            store=target.url,
            what=what,
        )
    )
