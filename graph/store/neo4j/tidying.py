"""After a flip and after a crash: remove what died or was never born, and dress what is there.

Every step can be repeated and interrupted; only the last one says that it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from graph.model.ids import kind_of
from graph.model.merging import merge, unretracted
from graph.model.records import Entity
from graph.model.schema import ENTITIES, Label
from graph.store import claims
from graph.store.neo4j import cypher
from graph.store.neo4j.rows import once, shown
from graph.store.neo4j.server import ManagedTransaction, Server, Unlogged
from graph.store.neo4j.state import State, expect_state

BATCH = 5_000  # entities dressed in one transaction


@dataclass(slots=True)
class Touched:
    """What a change has touched, known to whoever made it."""

    ids: set[str] = field(default_factory=set)  # entities whose merged values may be others now
    ended: set[str] = field(default_factory=set)  # kinds of ties, of which some died
    silenced: bool = False  # whether claims of entities died


def tidy(server: Server, state: State, touched: Touched | None = None) -> State:
    """Bring the database to where only what readers see is in the graph. Needs the lock.

    Without `touched`, as after a crash, everything is looked at.
    """
    if not state.unsettled:
        return state
    numbers = {"version": state.version, "reserved": state.reserved}
    if state.clean < state.reserved:
        kinds = stored_kinds(server)
        for statement in (cypher.UNMARK_CLAIMS, *map(cypher.unmark_ties, kinds)):
            server.write(_once(statement, **numbers))
        for kind in kinds:
            _until_none(server, cypher.sweep_ties(kind, unborn=True), **numbers)
        _until_none(server, cypher.sweep_claims(unborn=True), **numbers)
        _until_none(server, cypher.SWEEP_BARE)
        _until_none(server, cypher.DROP_CHUNKS)
        _settled(server, clean=state.reserved)
    if state.settled < state.version:
        if touched is None:
            ids = set(server.read(lambda tx: tx.run(cypher.TOUCHED, settled=state.settled).value()))
            touched = Touched(ids, set(stored_kinds(server)), True)
        _dress(server, state, sorted(touched.ids))
        # Said first: a reader of an older version then knows that it may miss something.
        _settled(server, swept=state.version)
        for kind in touched.ended:
            _until_none(server, cypher.sweep_ties(kind, unborn=False), **numbers)
        if touched.silenced:
            _until_none(server, cypher.sweep_claims(unborn=False), **numbers)
        if touched.silenced or touched.ended:
            _until_none(server, cypher.SWEEP_BARE)
        _until_none(server, cypher.DROP_CHUNKS)
        _settled(server, settled=state.version)
    return expect_state(server)


def stored_kinds(server: Server) -> dict[str, int]:
    """The kinds of ties that are stored, and how many of each, readers see them or not."""
    counts = server.read(lambda transaction: transaction.run(cypher.how_many()).values())
    return {kind: count for kind, count in counts if count}


def _dress(server: Server, state: State, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        dressed: dict[str, list[dict[str, Any]]] = {}
        bare = set(batch)
        for id, claims_of in _live(server, state, batch):
            whole = merge(id, unretracted(claims_of))
            dressed.setdefault(whole.kind, []).append(shown(whole))
            bare.remove(id)
        for kind in ENTITIES.values():
            if kind.name in dressed:
                server.write(_once(cypher.dress(kind.name), rows=Unlogged(dressed[kind.name])))
            of_kind = [id for id in bare if kind_of(id) is kind]
            if of_kind:
                server.write(_once(cypher.undress(kind.name), rows=Unlogged(of_kind)))


def _live(server: Server, state: State, ids: Sequence[str]) -> Iterator[tuple[str, list[Entity]]]:
    everything: dict[str, Any] = {
        "version": state.version,
        "audience": int(Label.RED),
        "as_of": "9999-12-31",
        "without": None,
        "ids": Unlogged(ids),
    }

    def work(transaction: ManagedTransaction) -> list[Sequence[Any]]:
        record = transaction.run(cypher.ENTITIES_BY_ID, everything).single(strict=True)
        return sorted(record[0], key=itemgetter(0))

    rows = once(server.read(work), 1, 4, state.order())
    for id, group in groupby(rows, key=lambda row: str(row[0])):
        yield (
            id,
            [
                claims.entity(id, kind, known, body, dataset, Label.RED)
                for _, kind, known, body, dataset in group
            ],
        )


def _settled(server: Server, **numbers: int) -> None:
    server.write(_once(cypher.SETTLED, state=numbers))


def _once(statement: str, **parameters: Any) -> Callable[[ManagedTransaction], None]:
    def work(transaction: ManagedTransaction) -> None:
        transaction.run(statement, parameters).consume()

    return work


def _until_none(server: Server, statement: str, **parameters: Any) -> None:
    def work(transaction: ManagedTransaction) -> int:
        return transaction.run(statement, parameters).single(strict=True)[0] or 0

    while server.write(work):
        pass
