"""The store on a Neo4j server: for teams, larger graphs, and who explores with Cypher.

The same protocol and the same answers as the embedded store. What readers see is in the graph, with
typed relationships and legible names (`neo4j_cypher` says how it lies there); everything that each
load ever said is in an archive beside it. Whoever opens the database in the Neo4j Browser sees all
of it: audiences are kept apart by this program, not by the server.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from msgspec import structs

from graph.model.errors import StoreBusy
from graph.model.records import Entity, Record, Tie
from graph.model.words import say
from graph.store import base, claims
from graph.store.base import Load, Report, Scope
from graph.store.columns import Columns
from graph.store.loads import counts_with, live_already, live_layers, no_load, refuse_passed
from graph.store.neo4j import cypher
from graph.store.neo4j.archive import Chunk, Difference, Packer, Version, row
from graph.store.neo4j.erasing import erase, residue, stored_chunks
from graph.store.neo4j.reading import reading
from graph.store.neo4j.rows import forms
from graph.store.neo4j.server import Address, ManagedTransaction, Server
from graph.store.neo4j.state import State, expect_state, load_properties, read_state
from graph.store.neo4j.writing import Turn
from graph.store.remembered import forget_all

ALLOW = "DEMARCHE_ALLOW_REMOTE_RED"


class Neo4jStore:
    """The Store protocol on one database of a Neo4j server.

    The user and the password come from NEO4J_USERNAME and NEO4J_PASSWORD. Raises `StoreError` for
    an address that is none, `StoreUnreachable` for a server that is silent, refuses or is too old.
    """

    def __init__(self, url: str) -> None:
        address = Address.parse(url)
        self.url = address.url
        self._server = Server(address)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        state = self._server.read(read_state)
        if state is None:
            for statement in cypher.SCHEMA:
                self._server.define(statement)
            self._do(cypher.CREATE, format=base.FORMAT)
        elif state.unsettled:
            self._sweep()

    def _sweep(self) -> None:
        """Remove what a crash has left over, unless that is somebody's work in progress."""
        try:
            with Turn(self._server, patience=0.1):
                pass
        except StoreBusy:
            return

    # Changing

    @contextmanager
    def _turn(self) -> Iterator[Turn]:
        """One change; what this process remembers of the store goes with it."""
        with Turn(self._server) as turn:
            before = turn.state.revision
            yield turn
        if before != self.revision():
            forget_all(self)

    def write(
        self,
        load: Load,
        records: Iterable[tuple[str, Record]],
        *,
        dry_run: bool = False,
        consider: Callable[[Report], object] | None = None,
    ) -> Report:
        with self._turn() as turn:
            state = turn.state
            unchanged = live_already(state.loads, load)
            if unchanged is not None:
                return Report(unchanged=unchanged)
            packer, loose = _packed(records, turn)
            number = state.last + 1
            new = replace(load, id=number, undone=False, parts=_parts(load, packer))
            versions = {number: packer.done()}
            difference = self._difference(state, new.dataset, (*state.loads, new), versions)
            report, anything = difference.report()
            _refuse_loose_ends(turn, new.dataset, difference, loose)
            if consider:
                consider(report)
            if dry_run or not anything:
                return report
            report = replace(report, load=number)
            counts = counts_with(load, report)
            turn.archive(number, versions[number], new.parts)
            turn.write(new.dataset, difference, ends=False)
            added = (cypher.ADD_LOAD, {"load": load_properties(replace(new, counts=counts))})
            turn.flip(added, raised=report.changes)
        return report

    def adopt(self, load: Load, records: Iterable[tuple[str, Record]]) -> None:
        with self._turn() as turn:
            state = turn.state
            refuse_passed(load.id, state.last)
            packer, _ = _packed(records, turn)
            new = replace(load, parts=_parts(load, packer))
            versions = {new.id: packer.done()}
            difference = self._difference(state, new.dataset, (*state.loads, new), versions)
            report, _ = difference.report()
            turn.archive(new.id, versions[new.id], new.parts)
            turn.write(new.dataset, difference, ends=True)
            turn.flip((cypher.ADD_LOAD, {"load": load_properties(new)}), raised=report.changes)

    def undo(self, load: int) -> Report:
        return self._mark(load, undone=True)

    def redo(self, load: int) -> Report:
        return self._mark(load, undone=False)

    def _mark(self, load: int, *, undone: bool) -> Report:
        with self._turn() as turn:
            loads = turn.state.loads
            marked = next((one for one in loads if one.id == load), None)
            if marked is None:
                raise no_load(load)
            if marked.undone == undone:
                return Report()
            after = [replace(one, undone=undone) if one.id == load else one for one in loads]
            difference = self._difference(turn.state, marked.dataset, after, {})
            report, _ = difference.report()
            turn.write(marked.dataset, difference, ends=True)
            change = (cypher.MARK_LOAD, {"id": load, "undone": undone})
            turn.flip(change, raised=report.changes)
        return replace(report, load=load)

    def forget(self, dataset: str) -> Report:
        with self._turn() as turn:
            loads = turn.state.loads
            ids = [load.id for load in loads if load.dataset == dataset]
            rest = [load for load in loads if load.dataset != dataset]
            difference = self._difference(turn.state, dataset, rest, {})
            report, _ = difference.report()
            if ids:
                turn.write(dataset, difference, ends=False)
                _ = turn.number  # so that the archive is tidied up, too
                turn.flip((cypher.DROP_LOADS, {"ids": ids}), raised=report.changes)
        return report

    def erase(
        self, remains: Callable[[Record], Record | None], account: Callable[[Load], Load]
    ) -> Report:
        with self._turn() as turn:
            report = erase(turn, self._ask, remains, account)
        forget_all(self)  # whether or not readers saw what was erased
        return report

    def residue(self) -> str | None:
        return residue(self._ask, Address.parse(self.url))

    def _difference(
        self, state: State, dataset: str, after: Sequence[Load], versions: dict[int, Version]
    ) -> Difference:
        def version(load: int) -> Version:
            if load not in versions:
                versions[load] = Version(lambda part: self._chunks(load, part))
            return versions[load]

        return Difference(live_layers(state.loads, dataset), live_layers(after, dataset), version)

    def _chunks(self, load: int, part: str) -> list[Chunk]:
        return list(stored_chunks(self._ask, load, part).values())

    # Reading

    def records_of(
        self,
        load: int,
        kinds: Collection[str] | None = None,
        parts: Collection[str] | None = None,
    ) -> Iterator[tuple[str, Record]]:
        loads = expect_state(self._server).loads
        archived = next((one for one in loads if one.id == load), None)
        if archived is None:
            raise no_load(load)
        for part in archived.parts:
            if parts is not None and part not in parts:
                continue
            for chunk in self._chunks(load, part):
                if kinds is not None and chunk.kind not in kinds:
                    continue
                for claim in chunk.unpack():
                    record = claim.tie if claim.target else claim.entity
                    yield part, record(archived.dataset)

    def read(self, scope: Scope) -> Iterator[Record]:
        return reading(self._server, scope, lambda reader: reader.records())

    def near(self, scope: Scope) -> list[str]:
        start = sorted(scope.around or ())
        return list(reading(self._server, scope, lambda reader: iter(reader.near(start))))

    def table(self, kind: str, scope: Scope, values: Collection[str] | None = None) -> Columns:
        scope = structs.replace(scope, ties=frozenset({kind}))
        rows = reading(self._server, scope, lambda reader: reader.table())
        return claims.table(rows, scope.audience, values)

    def candidates(self, text: str, scope: Scope) -> Iterator[Entity]:
        return reading(self._server, scope, lambda reader: reader.candidates(text))

    def loads(self) -> Sequence[Load]:
        return expect_state(self._server).marked()

    def revision(self) -> int:
        return expect_state(self._server).revision

    # About the store itself

    def setting(self, key: str) -> str | None:
        values = self._ask(cypher.SETTING, key=key)
        return str(values[0][0]) if values else None

    def set(self, key: str, value: str) -> None:
        self._do(cypher.SET, key=key, value=value)

    def set_once(self, key: str, value: str) -> str:
        return str(self._do(cypher.SET_ONCE, key=key, value=value)[0][0])

    def exposure(self) -> str | None:
        address = Address.parse(self.url)
        if address.local or os.environ.get(ALLOW) == "yes":
            return None
        return say(
            "The Neo4j server at {place} is not on this computer: whoever may log in there sees "
            "everything with the Neo4j Browser, whatever the audience. People at risk are not "
            "stored there unless you set {setting}=yes.",
            place=address.place,
            setting=ALLOW,
        )

    def close(self) -> None:
        self._server.close()

    def _ask(self, statement: str, **values: Any) -> list[list[Any]]:
        def work(transaction: ManagedTransaction) -> list[list[Any]]:
            return transaction.run(statement, values).values()

        return self._server.read(work)

    def _do(self, statement: str, **values: Any) -> list[list[Any]]:
        def work(transaction: ManagedTransaction) -> list[list[Any]]:
            return transaction.run(statement, values).values()

        return self._server.write(work)


def _packed(records: Iterable[tuple[str, Record]], turn: Turn) -> tuple[Packer, dict[str, Tie]]:
    """What a load says; and the ends of ties that it says nothing of, each with such a tie.

    The database is asked for those on the way, while it has nothing else to do.
    """
    packer, ends, entities = Packer(), dict[str, Tie](), set[str]()
    with claims.uncollected():
        for part, record, body in claims.distinct(records):
            if isinstance(record, Entity):
                entities.add(record.id)
                names = forms(record)
            else:
                for end in (record.source, record.target):
                    if end not in ends and end not in entities:
                        ends[end] = record
                        turn.find(end)
                names = []
            packer.add(part, row(record, body, claims.known(record), names))
    return packer, {id: tie for id, tie in ends.items() if id not in entities}


def _parts(load: Load, packer: Packer) -> tuple[str, ...]:
    return tuple(sorted(packer.parts().union(load.parts)))


def _refuse_loose_ends(
    turn: Turn, dataset: str, difference: Difference, loose: dict[str, Tie]
) -> None:
    """Every end of a tie must be an entity of this load, or one that stays."""
    if not loose:
        return
    places = turn.places()
    if any(place[1] == dataset for place in places):
        for part, layer, claim in difference.dying(ties=False):
            places.discard((claim.source, dataset, part, layer))
    missing = sorted(loose.keys() - {place[0] for place in places})
    if missing:
        raise claims.loose_end(claims.describe(loose[missing[0]]), missing[0])
