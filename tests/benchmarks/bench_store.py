"""How long a store takes: `python -m tests.benchmarks.bench_store [neo4j|URL] [--small]`.

Without a URL: the embedded store, in a new folder that is deleted again. `neo4j`: a server of its
own with a heap of 1 GB, started as for the tests. With a URL: that store, which must hold no loads;
what is written there is forgotten again. Wall-clock seconds, and this process's own processor's
seconds, which say more on a busy machine. The ratio beside what is written is to the same ties
written bare, in the same run.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.store.base import Load, Scope, Store
from graph.store.opening import open_store
from tests.benchmarks import raw_ties
from tests.neo4j.server import Server

HUB = "org:hub"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", help="neo4j, or the address of an empty store")
    parser.add_argument("--small", action="store_true", help="a tenth of the size")
    chosen = parser.parse_args()
    size = 10 if chosen.small else 1
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{folder}/bench.sqlite"
        own = Server(Path(folder), quick=False).start() if url == "neo4j" else None
        if own:
            own.introduce()
            url = own.url
        try:
            measure(url, Path(folder), size, parser)
        finally:
            if own:
                own.stop()


def measure(url: str, folder: Path, size: int, parser: argparse.ArgumentParser) -> None:
    """Print the figures of one store; `size`: by how much everything is smaller."""
    store = open_store(url)
    if store.loads():
        parser.error("That store holds loads. Name an empty one.")

    def bare(ties: list[Tie]) -> None:
        if url.startswith("sqlite"):
            raw_ties.in_sqlite(folder / "raw.sqlite", ties)
        else:
            raw_ties.in_neo4j(url, ties)

    random_graph(store, 100_000 // size, 500_000 // size, bare)
    if not url.startswith("sqlite"):
        raw_ties.clear_neo4j(url)
    hub_graph(store, 100_000 // size)
    many_of_one_kind(store, 33_000 // size)
    store.close()
    if url.startswith("sqlite") and folder in Path(url[10:]).parents:
        (folder / "raw.sqlite").unlink()
        left = sum(file.stat().st_size for file in folder.iterdir())
        print(f"{left / 1e6:8.1f} MB left on the disk")


def random_graph(store: Store, entities: int, ties: int, bare: Callable[[list[Tie]], None]) -> None:
    """Uniform random ends, seed 1."""
    pick = random.Random(1)
    ids = [f"org:{sha256(str(n).encode()).hexdigest()[:20]}" for n in range(entities)]
    ends = [(pick.choice(ids), pick.choice(ids)) for _ in range(ties)]
    records: list[Record] = [entity(id, str(n)) for n, id in enumerate(ids)]
    only = [tie(*pair, str(n)) for n, pair in enumerate(ends)]
    with figure(f"{ties:,} ties written bare, to compare with") as raw:
        bare(only)
    with figure(f"{entities:,} entities written"):
        store.write(Load("entities"), parts(records))
    with figure(f"{ties:,} ties written", raw=raw):
        store.write(Load("ties"), parts(only))
    for dataset in ("ties", "entities"):
        with figure(f"forget {dataset}"):
            store.forget(dataset)
    records += only
    load = Load("random", digest="first")
    with figure(f"{entities:,} entities and {ties:,} ties written", raw=raw):
        wrote = store.write(load, parts(records))
    assert wrote.created == entities + ties
    with figure("the same file again"):
        assert not store.write(load, parts(records)).changes
    with figure("the same content again, not known to be the same"):
        assert not store.write(Load("random"), parts(records)).changes
    for n in range(0, len(records), 100):
        records[n] = entity(ids[n], "new") if n < entities else tie(*ends[n - entities], f"new{n}")
    with figure("new content, 1 % changed"):
        assert store.write(Load("random"), parts(records)).changes
    with figure("undo"):
        assert store.undo(store.loads()[-1].id).changes
    near: list[Record] = []

    def neighbourhood() -> None:
        near[:] = store.read(Scope(around=frozenset(ids[:1]), hops=3))

    best("3 hops", neighbourhood)
    of = sum(isinstance(record, Entity) for record in near)
    print(f"         ({of:,} entities and {len(near) - of:,} ties)")
    best(
        "3 hops, the nearest 300",
        lambda: list(store.read(Scope(around=frozenset(ids[:1]), hops=3, limit=300))),
    )
    best("search", lambda: list(store.candidates("organization 4711", Scope())))
    with figure("everything read"):
        assert sum(1 for _ in store.read(Scope())) == entities + ties
    with figure("forget"):
        store.forget("random")


def hub_graph(store: Store, spokes: int) -> None:
    """One entity tied to all others."""
    ids = [HUB, *(f"org:spoke{n}" for n in range(spokes))]
    records: list[Record] = [entity(id, id) for id in ids]
    records += [tie(HUB, id, "") for id in ids[1:]]
    with figure(f"hub with {spokes:,} ties written"):
        store.write(Load("hub"), parts(records))
    best(
        "2 hops from a spoke, the nearest 300",
        lambda: list(store.read(Scope(around=frozenset({"org:spoke7"}), hops=2, limit=300))),
    )
    with figure("forget"):
        store.forget("hub")


def many_of_one_kind(store: Store, rows: int) -> None:
    """As many recommendations among governments as the reviews of ten years made."""
    pick = random.Random(1)
    ids = [f"gov:{n:03}" for n in range(195)]
    records: list[tuple[str, Record]] = [("", Entity("Government", id, id)) for id in ids]
    for n in range(rows):
        session = 1 + n * 17 // rows
        values = {
            "session": session,
            "response": pick.choice(["Accepted", "Noted"]),
            "action": pick.randrange(1, 6),
            "issues": ["Detention", "Women's rights"],
            "text": f"{pick.getrandbits(128):032x}",
        }
        known = Origin(known=PartialDate(f"{2008 + session // 3}-05-01"))
        source, target = pick.choice(ids), pick.choice(ids)
        records.append(
            (
                str(session),
                Tie("RECOMMENDED_TO", source, target, str(n), values=values, origin=known),
            )
        )
    with figure(f"{rows:,} ties of one kind in 17 parts written", per=rows):
        store.write(Load("reviews"), records)
    best("as a table", lambda: store.table("RECOMMENDED_TO", Scope()))
    with figure("forget"):
        store.forget("reviews")


def entity(id: str, name: str) -> Entity:
    return Entity("Organization", id, f"Organization {name}", {"sector": "ngo"})


def tie(source: str, target: str, key: str) -> Tie:
    return Tie("ALLIED_WITH", source, target, key, PartialDate("2018"), values={"note": "as told"})


def parts(records: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    return (("", record) for record in records)


@contextmanager
def figure(what: str, per: int = 0, raw: list[float] | None = None) -> Iterator[list[float]]:
    """Print how long something took, once; gives a list that then holds the seconds."""
    took: list[float] = []
    wall, work = time.perf_counter(), time.process_time()
    yield took
    wall, work = time.perf_counter() - wall, time.process_time() - work
    took.append(wall)
    rate = f", {per / wall:,.0f} a second" if per else ""
    rate += f", {wall / raw[0]:.1f} times as long as bare" if raw else ""
    print(f"{wall:8.3f} s {work:8.3f} s  {what}{rate}", flush=True)


def best(what: str, action: Callable[[], object], times: int = 5) -> None:
    """Print the fastest of several times: what it takes when nothing else is going on."""
    walls: list[float] = []
    works: list[float] = []
    for _ in range(times):
        wall, work = time.perf_counter(), time.process_time()
        action()
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
    print(f"{min(walls):8.3f} s {min(works):8.3f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
