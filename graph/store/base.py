"""What every store can do: one small protocol, and what is read and written by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from secrets import token_hex
from typing import Literal, Protocol

import msgspec

from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.columns import Columns

FORMAT = 1  # of what is stored; a later program migrates an earlier format, never the reverse


FILLING = "filling"  # a setting: "yes" from the beginning of a store's filling to its end


SAMPLE = "sample/"  # how the names of the invented campaign's datasets begin


End = Literal["source", "target"]  # of a tie


PATIENCE = 10.0  # seconds that a second writer waits for the first


class Scope(msgspec.Struct, frozen=True):
    """What to read. Everything is filtered in the database, limits last.

    With `ids`: those entities, and the ties that touch them; of these, with an `end`, only those of
    which that end is one of them. With `around`: the entities within `hops` ties of these, and the
    ties among them; ways lead only along `ties` and only through entities of `kinds` (where they
    begin may be of any kind), and a visible judgement that two are the same (SAME_AS) is always
    followed and costs no hop. With neither: everything of the `kinds`
    and `ties`. (None: every kind; empty: none.)

    An entity is visible when one of its live claims is, a tie when it and both its ends are.
    `limit`: at most so many entities (all their claims), around the nearest first and then by id;
    and, except around, at most so many ties.
    """

    audience: Label = Label.RED
    as_of: date | None = None
    kinds: frozenset[str] | None = None
    ties: frozenset[str] | None = None
    ids: frozenset[str] | None = None
    around: frozenset[str] | None = None
    hops: int = 1
    limit: int | None = None
    without: frozenset[str] = frozenset()  # datasets that are as if they were not there
    end: End | None = None

    @property
    def ends(self) -> tuple[End, ...]:
        """At which ends a tie may have one of the `ids`."""
        return ("source", "target") if self.end is None else (self.end,)


@dataclass(frozen=True, slots=True)
class Load:
    """One act of loading: some files of one dataset. Numbered by the store when it is written."""

    dataset: str
    loader: str = ""
    files: tuple[str, ...] = ()
    digest: str = ""  # of all that determines the records; "" : not known, so always compared
    append: bool = False
    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    id: int = 0
    undone: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)  # title, publisher, url, licence, …
    parts: tuple[str, ...] = ()  # it replaces these too where it says nothing in them any more
    live: bool = False  # at least one of its parts is what readers see


@dataclass(frozen=True, slots=True)
class Report:
    """What a change did, or (dry run) would do, counted in claims."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    load: int | None = None  # None: nothing was written

    @property
    def changes(self) -> bool:
        return bool(self.created or self.changed or self.removed)


class Store(Protocol):
    """One small protocol, two real implementations, one contract suite (tests/graph/contract)."""

    url: str  # without a password

    def write(
        self,
        load: Load,
        records: Iterable[tuple[str, Record]],
        *,
        dry_run: bool = False,
        consider: Callable[[Report], object] | None = None,
    ) -> Report:
        """Write one load: pairs of a part's name and a record, in any order.

        Replaces the parts it contains and those of `load.parts` (`load.append`: adds to them).
        `consider` is given what would be done before it is: it raises to prevent it. All or
        nothing, whatever
        happens; the same content again writes nothing. Raises `InvalidRecord` for a tie to an
        entity that is neither here nor in the load, and for two records of one identity that
        disagree; whatever `records` raises leaves the store as it was.
        """

    def undo(self, load: int) -> Report:
        """Mark a load as undone: what it replaced is live again. Raises `StoreError` for none."""

    def redo(self, load: int) -> Report:
        """Take the mark away. Undoing what is undone, like redoing what is not, changes nothing."""

    def forget(self, dataset: str) -> Report:
        """Erase every load of a dataset, also what is superseded or undone."""

    def erase(
        self, remains: Callable[[Record], Record | None], account: Callable[[Load], Load]
    ) -> Report:
        """Put every claim of every load, live or not, through `remains`: None erases it, another
        record of the same identity takes its place. No undo brings anything back.

        Each load's own `files` and `about` go through `account`; a load of which anything went has
        no digest any more, so that the same file is read again. All or nothing. Counts the claims
        of all loads; the revision is raised if there was anything to do.
        """

    def residue(self) -> str | None:
        """Where on the disk what was erased may still lie, and what to do; None: nowhere."""

    def records_of(
        self,
        load: int,
        kinds: Collection[str] | None = None,
        parts: Collection[str] | None = None,
    ) -> Iterator[tuple[str, Record]]:
        """What one load says (of these kinds only, in these parts only), live or not, with the part
        of each record; in no order. Raises `StoreError` for none."""

    def adopt(self, load: Load, records: Iterable[tuple[str, Record]]) -> None:
        """Take over a load of another store as it is: its number, time, counts and mark, whatever
        it says. Raises `StoreError` unless its number is above all that are here."""

    def read(self, scope: Scope) -> Iterator[Record]:
        """Entities by id, then ties by kind, source, target and key; each one dataset's claim.

        Of one identity: by dataset, and within a dataset the newest load's claim first (parts of
        one load by name). What a dataset says twice in the same words is given once.
        """

    def near(self, scope: Scope) -> Sequence[str]:
        """The ids of the entities `around` (which the scope needs), nearest first, then by id;
        nothing else of them is read, so that many can be counted."""

    def table(self, kind: str, scope: Scope, values: Collection[str] | None = None) -> Columns:
        """One kind of tie as columns: source, target, key, since, until, strength, known, level,
        dataset and each value (or only these, where a claim has them) under its own name; ordered
        as `read`."""

    def candidates(self, text: str, scope: Scope) -> Iterator[Entity]:
        """Claims of entities whose name, alias or id may match; ranked by the View, not here.

        A name (or an alias) matches when it contains every word of the text, in any of the
        `search_forms` of both; one that the audience may not see matches nothing. An id matches
        whole, by its part after the colon (in capitals), and, if the text has a colon, by its
        beginning. All visible claims of the entities found, by id; of `scope`, the audience, the
        date, the kinds and the limit apply.
        """

    def loads(self) -> Sequence[Load]: ...

    def revision(self) -> int:
        """Raised by each change that changes what readers see, with that change."""

    def setting(self, key: str) -> str | None:
        """A small fact about the store itself, such as the secret behind its keyed ids."""

    def set(self, key: str, value: str) -> None: ...

    def set_once(self, key: str, value: str) -> str:
        """Set it unless it is set, in one step; what it is now. (Two may open one new store.)"""

    def exposure(self) -> str | None:
        """Why people at risk should not be stored here, in a sentence; None where they may."""

    def close(self) -> None: ...


def unfilled(store: Store) -> bool:
    """Whether a store holds nothing yet, or somebody stopped its filling halfway."""
    return not store.loads() or store.setting(FILLING) == "yes"


def secret(store: Store) -> bytes:
    """The store's own secret (32 bytes) behind its keyed ids: made once, then always the same."""
    secret_text = store.setting("secret")
    return bytes.fromhex(secret_text or store.set_once("secret", token_hex(32)))
