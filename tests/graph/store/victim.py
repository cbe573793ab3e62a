"""A process that loads into a store, or erases, until it is killed:
python -m tests.graph.store.victim URL [erase]"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from msgspec.structs import replace

from graph.model.records import Entity, Origin, Record, Tie
from graph.store.base import Load, Scope, Store
from graph.store.neo4j import archive as neo4j_archive
from graph.store.neo4j import writing as neo4j_writing
from graph.store.opening import open_store
from graph.store.sqlite import writing as sqlite_writing

SIZE = 400


def claims(version: str) -> Iterator[tuple[str, Record]]:
    """A load of which each version differs from each other in every claim, and in some ends."""
    shift = len(version)
    for n in range(SIZE):
        yield "", Entity("Organization", f"org:{n + shift}", f"{version} {n}")
        target = f"org:{(7 * n) % SIZE + shift}"
        yield "", Tie("ALLIED_WITH", f"org:{n + shift}", target, values={"note": version})


ERASED = frozenset(f"org:{n}" for n in range(0, SIZE, 3))


def without(record: Record) -> Record | None:
    """Every third organization goes, with its ties; of the rest the even ones have no note."""
    ends = {record.id} if isinstance(record, Entity) else {record.source, record.target}
    if ends & ERASED:
        return None
    if isinstance(record, Tie) and "note" in record.values and int(record.source[4:]) % 2 == 0:
        return replace(record, values={})
    return record


def small_steps() -> None:
    """Let the load be many transactions, where there are any."""
    sqlite_writing._AT_ONCE = 30
    neo4j_archive.CHUNK, neo4j_writing.BATCH, neo4j_writing.PACKED = 100, 60, 4_000


def visible_version(store: Store) -> str | None:
    """The version that readers see, whole; None: nothing at all. AssertionError: a mixture."""
    read = list(store.read(Scope()))
    if not read:
        return None
    version = (read[0].name or "").split()[0] if isinstance(read[0], Entity) else ""
    assert sorted(map(_plain, read)) == sorted(_plain(record) for _, record in claims(version))
    return version


def _plain(record: Record) -> str:
    return repr(replace(record, origin=Origin(), values=dict(record.values)))


if __name__ == "__main__":
    small_steps()
    store = open_store(sys.argv[1])
    print("begun", flush=True)
    if sys.argv[2:] == ["erase"]:
        store.erase(without, lambda load: load)
    else:
        store.write(Load("d"), claims("newer"))
    print("done", flush=True)
    store.close()
