"""One turn at writing to Neo4j: wait for it, write unseen, flip, tidy up.

A transaction of 500,000 ties does not fit into a small server's memory, so a change is written in
batches that readers do not see, and becomes visible by one small transaction. That one stays open
for the whole turn and holds the lock: should this process die, the server rolls it back, and the
next writer removes what is left over. Should only the lock be lost, the next batch finds out.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Self, TypeVar

from graph.model.errors import StoreBusy, StoreError
from graph.model.words import say
from graph.store import base
from graph.store.neo4j import cypher
from graph.store.neo4j.archive import ArchivedClaim, Chunk, Difference, Version
from graph.store.neo4j.rows import entity_properties, shown, tie_properties
from graph.store.neo4j.server import ManagedTransaction, OpenTransaction, Server, Unlogged
from graph.store.neo4j.state import expect_state
from graph.store.neo4j.tidying import Touched, tidy

T = TypeVar("T")
Place = tuple[str, str, str, int]  # id, dataset, part, layer of an entity's claim
LONGEST = 6 * 3600.0  # seconds that a turn may last, should a client vanish without a word
BATCH = 5_000  # claims in one transaction
PACKED = 4_000_000  # bytes of the archive in one transaction


class Turn:
    """The only writer, from entering to leaving. Raises StoreBusy when its patience is over."""

    def __init__(self, server: Server, patience: float | None = None) -> None:
        self.server = server
        self._patience = base.PATIENCE if patience is None else patience

    def __enter__(self) -> Self:
        self._lock = _lock(self.server, self._patience)
        self._number = 0
        self._flipped = False
        self._touched = Touched()
        self._at: dict[str, str] = {}  # id → the database's own name, of entities that are there
        self._new: set[str] = set()  # entities that this turn adds
        self._wanted: list[str] = []  # entities that nobody has asked the server for yet
        self._answers: list[Future[list[Place]]] = []
        # While the server writes some batches, the next one is made ready here. Two at a time: the
        # server finds what one is about while it lays down the other.
        self._hands = ThreadPoolExecutor(len(cypher.LANES))
        self._going = dict.fromkeys(cypher.LANES, _done())
        try:
            self.state = tidy(self.server, expect_state(self.server))
        except BaseException:
            self._lock.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Tidy up: after a flip what died, after a failure what was written in vain.

        What cannot be tidied up now, because the server went away or somebody else has the turn, is
        left to whoever opens the store or writes next.
        """
        self._hands.shutdown(wait=True)
        with suppress(StoreError):
            try:
                # Without the lock, what is not visible yet may be somebody else's work.
                if self._number and not self._flipped and self._lock.alive():
                    tidy(self.server, expect_state(self.server))
            finally:
                self._lock.end()
            if self._number and self._flipped:
                # Readers see the new state already; the lock went with the flip. Whoever may have
                # taken it since then has tidied up before anything else.
                lock = _lock(self.server, self._patience)
                try:
                    tidy(self.server, expect_state(self.server), self._touched)
                finally:
                    lock.end()

    def find(self, id: str) -> None:
        """Begin to ask, many at a time, where this entity is claimed; `places` has the answers."""
        self._wanted.append(id)
        if len(self._wanted) >= BATCH:
            self._ask()

    def places(self) -> set[Place]:
        """Of all claims of what was to be found."""
        self._ask()
        return {place for located in self._answers for place in located.result()}

    def _ask(self) -> None:
        if self._wanted:
            self._answers.append(self._hands.submit(self._located, self._wanted))
            self._wanted = []

    def _located(self, ids: list[str]) -> list[Place]:
        parameters = {"ids": Unlogged(ids), "version": self.state.version}
        places = self.server.read(
            lambda tx: tx.run(cypher.PLACES, parameters).single(strict=True)[0]
        )
        self._at.update((id, at) for id, *_, at in places)
        return [(id, dataset, part, layer) for id, dataset, part, layer, _ in places]

    def archive(self, load: int, version: Version, parts: Iterable[str]) -> None:
        """Keep what a load says, in small transactions."""
        chunks = (chunk for part in parts for chunk in version.chunks(part))
        self.keep((load, n, chunk) for n, chunk in enumerate(chunks))

    def keep(self, chunks: Iterable[tuple[int, int, Chunk]]) -> None:
        """Keep chunks of the archive, each under a load and a number."""
        waiting: list[dict[str, Any]] = []
        size = 0
        for load, n, chunk in chunks:
            waiting.append(_chunk_properties(load, n, chunk))
            size += len(waiting[-1]["rows"]) + len(chunk.digests)
            if size > PACKED:
                self._batch(cypher.ADD_CHUNKS, waiting)
                waiting, size = [], 0
        self._batch(cypher.ADD_CHUNKS, waiting)

    def write(self, dataset: str, difference: Difference, *, ends: bool) -> None:
        """Write what is to be born and mark what is to die; no reader sees either.

        `ends`: entities of other datasets may be gone that ties are to be born of.
        """
        for part, layer, rows in _runs(difference.dying(ties=False)):
            self._touched.silenced = True
            self._touched.ids.update(row.source for row in rows)
            self._end(cypher.END_ENTITIES, dataset, part, layer, [[row.source] for row in rows])
        for part, layer, rows in _runs(difference.dying(ties=True)):
            for kind, ties in groupby(rows, key=lambda row: row.kind):
                self._touched.ended.add(kind)
                which = [list(row[1:4]) for row in ties]
                self._end(cypher.end_ties(kind), dataset, part, layer, which)
        for batch in batches(difference.born(ties=False)):
            self._introduce(dataset, batch)
        self._wait()  # for the entities, whose ties are next
        for batch in batches(difference.born(ties=True)):
            at = self._elements({end for *_, row in batch for end in row[1:3]}, add=ends)
            for kind, claims in groupby(batch, key=lambda claim: claim[2].kind):
                relations = [
                    [
                        at.get(row.source),
                        at.get(row.target),
                        tie_properties(part, layer, row, dataset, self.number),
                    ]
                    for part, layer, row in claims
                ]
                self._batch(cypher.add_ties(kind), relations, "relationships_created")

    def _elements(self, ids: set[str], *, add: bool) -> Mapping[str, str]:
        """The database's own names of these entities at least; `add`: they may be missing there."""
        self._look_up(ids)
        missing = ids - self._at.keys()
        if missing and add:
            self._batch(cypher.ADD_ENDS, sorted(missing))
            self._wait()
            self._look_up(missing)
        return self._at

    def _look_up(self, ids: set[str]) -> None:
        if wanted := sorted(ids - self._at.keys()):
            elements = self.server.read(
                lambda tx: tx.run(cypher.ELEMENTS, ids=Unlogged(wanted)).single(strict=True)[0]
            )
            self._at.update(elements)

    def _introduce(self, dataset: str, batch: list[tuple[str, int, ArchivedClaim]]) -> None:
        """Claims of entities: what is new gets its merged values at once, the rest when tidying."""
        ids = {row.source for *_, row in batch}
        self._look_up(ids - self._new)
        new, more = list[tuple[str, Any, Any]](), []
        for part, layer, row in batch:
            claim = entity_properties(part, layer, row, dataset, self.number)
            if row.source in self._at or row.source in self._new:
                more.append(claim)
                self._touched.ids.add(row.source)
            else:
                self._new.add(row.source)
                new.append((row.kind, shown(row.entity(dataset)), claim))
        for kind, rows in groupby(new, key=itemgetter(0)):
            self._batch(
                cypher.add_entities(kind), [row[1:] for row in rows], "relationships_created"
            )
        if more:
            self._wait()  # for entities of which this load says more than one thing
        self._batch(cypher.ADD_CLAIMS, more, "relationships_created")

    def flip(self, *changes: tuple[str, dict[str, Any]], raised: bool) -> None:
        """Make it visible: the turn's last act, together with changes to the list of loads.

        `raised`: whether readers see any difference, and so the revision goes up.
        """
        self._wait()
        for statement, parameters in changes:
            self._lock.run(statement, **parameters)
        if self._number:
            self._lock.run(cypher.FLIP, number=self._number, raised=int(raised))
        self._lock.commit()
        self._flipped = True

    @property
    def number(self) -> int:
        """This change's number, reserved when it is first wanted."""
        if not self._number:
            self._number = self.server.write(
                lambda tx: int(tx.run(cypher.RESERVE, lanes=cypher.LANES).single(strict=True)[0])
            )
        return self._number

    def _end(self, statement: str, dataset: str, part: str, layer: int, rows: list[Any]) -> None:
        place = {"dataset": dataset, "part": part, "layer": layer}
        numbers = {"version": self.state.version, "number": self.number}
        self._batch(statement, rows, "properties_set", **place, **numbers)

    def _batch(
        self, statement: str, rows: Sequence[Any], counted: str = "", **parameters: Any
    ) -> None:
        """`counted`: what the server must have done exactly once for each row."""
        number = self.number
        lane = next(iter(self._going))

        def work(transaction: ManagedTransaction) -> None:
            if transaction.run(cypher.FENCE, lane=lane, number=number).single() is None:
                raise StoreBusy(
                    say(
                        "Try again: the connection was lost for so long that somebody else began "
                        "to write. Nothing was changed."
                    )
                )
            result = transaction.run(statement, rows=Unlogged(rows), **parameters)
            named = result.single()
            done = result.consume().counters
            if counted and getattr(done, counted) != len(rows):
                raise StoreError(
                    say(
                        "Copy what is there to a new database: the graph in this Neo4j database is "
                        "not what its archive says, so somebody else has changed it. Nothing was "
                        "written."
                    )
                )
            if named:
                self._at.update(named[0])

        if rows:
            self._going.pop(lane).result()  # the lane whose batch went first
            self._going[lane] = self._hands.submit(self.server.write, work)

    def _wait(self) -> None:
        """For all that is being written. Raises what went wrong with it."""
        for going in self._going.values():
            going.result()


def _done() -> Future[None]:
    done: Future[None] = Future()
    done.set_result(None)
    return done


def _lock(server: Server, patience: float) -> OpenTransaction:
    """A transaction that holds the writers' lock.

    A transaction may wait only as long as it may last, and this one lasts: so one of limited
    patience passes the gate and tries the lock first, while nobody else can.
    """
    deadline = time.monotonic() + patience
    gate = server.hold(patience)
    try:
        gate.run(cypher.TURN, name="gate")
        trial = server.hold(max(0.1, deadline - time.monotonic()))
        try:
            trial.run(cypher.TURN, name="writer")
        finally:
            trial.end()
        lock = server.hold(LONGEST)
        try:
            lock.run(cypher.TURN, name="writer")
        except BaseException:
            lock.end()
            raise
        return lock
    finally:
        gate.end()


def _chunk_properties(load: int, n: int, chunk: Chunk) -> dict[str, Any]:
    return {
        "load": load,
        "n": n,
        "part": chunk.part,
        "kind": chunk.kind,
        "digests": chunk.digests,
        "rows": chunk.rows(),
    }


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """As many at a time as go into one transaction."""
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _runs(
    claims: Iterable[tuple[str, int, ArchivedClaim]],
) -> Iterator[tuple[str, int, list[ArchivedClaim]]]:
    for batch in batches(claims):
        for (part, layer), run in groupby(batch, key=lambda claim: claim[:2]):
            yield part, layer, [row for _, _, row in run]
