"""Erasing claims from a Neo4j database, whether readers see them or not.

What is live dies in the graph like what any change takes away; what a load said is packed anew
without it, and takes its place in the archive in the flip.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from graph.model.errors import StoreError
from graph.model.records import Entity, Record
from graph.model.words import say
from graph.store import claims
from graph.store.base import Load, Report
from graph.store.loads import live_layers
from graph.store.neo4j import cypher
from graph.store.neo4j.archive import ArchivedClaim, Chunk, Difference, Version, packed, row
from graph.store.neo4j.rows import forms
from graph.store.neo4j.server import Address
from graph.store.neo4j.state import load_properties
from graph.store.neo4j.writing import Turn

Ask = Callable[..., list[list[Any]]]  # runs a statement, gives its rows
Remains = Callable[[Record], Record | None]


def erase(turn: Turn, ask: Ask, remains: Remains, account: Callable[[Load], Load]) -> Report:
    """As `Store.erase`."""
    removed = changed = 0
    versions: dict[int, Version] = {}  # of the loads that lose something
    places: list[list[int]] = []  # load and number of each chunk that is packed anew
    accounts: list[Load] = []
    loads = turn.state.loads
    for load in loads:
        chunks: dict[str, list[Chunk]] = {}
        touched = False
        for part in load.parts:
            for n, chunk in stored_chunks(ask, load.id, part).items():
                rows, gone, other = _rest(chunk, load.dataset, remains)
                if gone or other:
                    chunk, touched = packed(part, chunk.kind, rows), True
                    removed, changed = removed + gone, changed + other
                    places.append([load.id, n])
                    turn.keep([(-load.id, n, chunk)])
                chunks.setdefault(part, []).append(chunk)
        if touched:
            versions[load.id] = Version(partial(_of_part, chunks))
        accounted = account(load)
        if touched or accounted != load:
            accounts.append(replace(accounted, digest="" if touched else accounted.digest))
    if not accounts:
        return Report()
    for dataset in sorted({load.dataset for load in loads if load.id in versions}):
        turn.write(dataset, _difference(ask, loads, dataset, versions), ends=True)
    _ = turn.number  # so that the revision goes up where only an account changes
    turn.flip(
        (cypher.DROP_REPLACED, {"chunks": places}),
        (cypher.REPLACE, {"chunks": places}),
        *((cypher.SET_LOAD, {"load": load_properties(load)}) for load in accounts),
        raised=True,
    )
    return Report(changed=changed, removed=removed)


def stored_chunks(ask: Ask, load: int, part: str) -> dict[int, Chunk]:
    """The chunks of the archive that hold one part of a load, by their numbers."""

    def rows(n: int) -> bytes:
        return bytes(ask(cypher.CHUNK, load=load, n=n)[0][0])

    return {
        n: Chunk(part, kind, bytes(digests), partial(rows, n))
        for n, kind, digests in ask(cypher.CHUNKS, load=load, part=part)
    }


def residue(ask: Ask, address: Address) -> str:
    """Where the server's files may still hold erased text, in words."""
    name = address.database
    try:
        data, logs = (value for (value,) in ask(cypher.FOLDERS))
        folders = say("{data}/databases/{name} and {logs}/{name}", data=data, logs=logs, name=name)
    except (StoreError, ValueError):  # this user may not read the settings
        folders = say(
            "databases/{name} and transactions/{name} in the server’s data folder "
            "(server.directories.data in its neo4j.conf)",
            name=name,
        )
    return say(
        "Neo4j keeps deleted text in its own files (transaction logs, string store), where "
        "whoever gets the disk can read it. To be rid of it: copy the rest to a new database with "
        "--rebuild, use that one from then on, stop the old one, and delete on its computer: "
        "{folders}.",
        folders=folders,
    )


def _rest(chunk: Chunk, dataset: str, remains: Remains) -> tuple[list[ArchivedClaim], int, int]:
    """What stays of a chunk; how many claims go, and how many change."""
    rows: list[ArchivedClaim] = []
    gone = other = 0
    for old in chunk.unpack():
        record: Record = old.tie(dataset) if old.target else old.entity(dataset)
        rest = remains(record)
        if rest is record:
            rows.append(old)
        elif rest is None:
            gone += 1
        else:
            other += 1
            names = forms(rest) if isinstance(rest, Entity) else []
            rows.append(row(rest, claims.body(rest), claims.known(rest), names))
    return rows, gone, other


def _difference(
    ask: Ask, loads: Sequence[Load], dataset: str, versions: dict[int, Version]
) -> Difference:
    """From what is live to what remains of it: a load that loses something counts as another one,
    of its number made negative."""
    before = live_layers(loads, dataset)
    after = {
        part: {layer: -load if load in versions else load for layer, load in layers.items()}
        for part, layers in before.items()
    }

    @cache
    def version(load: int) -> Version:
        if load < 0:
            return versions[-load]
        return Version(lambda part: list(stored_chunks(ask, load, part).values()))

    return Difference(before, after, version)


def _of_part(chunks: dict[str, list[Chunk]], part: str) -> Sequence[Chunk]:
    return chunks.get(part, ())
