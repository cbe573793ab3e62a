"""How fast the four UPR files get into the embedded store: python -m tests.benchmarks.bench_loaders

Beside it, in the same run: pandas reading the files and SQLite taking their rows as they are, with
no record, no check, no report and no way back. Seconds of this process's own work (CPU), the least
of some runs, so that a busy machine does not tell.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pandas as pd

from graph.store.base import Store
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import REFERENCE, load
from loaders.reference.build import UPR

DATA = Path(__file__).parents[3] / "shared" / "data"
FILES = [DATA / name for name in UPR if (DATA / name).exists()]
RUNS = 5


def seconds(run: Callable[[], object]) -> float:
    start = process_time()
    run()
    return process_time() - start


def fresh(folder: Path, number: int, *, table: bool) -> Store:
    """A store with the governments, and the table that the files replace."""
    store = open_store(f"sqlite:///{folder / f'{number}{table}.sqlite'}")
    load(named("governments"), [REFERENCE / "territories.csv"], store)
    if table:
        load(named("upr"), [REFERENCE / "upr.csv"], store)
    return store


def plain(file: Path) -> int:
    frames = [pd.read_csv(f, encoding="mac_roman", lineterminator="\r") for f in FILES]
    rows = pd.concat(frames)
    with sqlite3.connect(file) as db:
        rows.to_sql("recommendation", db, index=False)
    db.close()
    return len(rows)


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        number = plain(folder / "count.sqlite")
        baseline = min(seconds(lambda n=n: plain(folder / f"plain{n}")) for n in range(RUNS))
        print(f"{number:,} rows as they are, pandas and SQLite: {baseline:.2f} s")
        for table, what in ((False, "into a store"), (True, "over the shipped table")):
            stores = [fresh(folder, n, table=table) for n in range(RUNS)]
            took = min(seconds(lambda s=s: load(named("upr"), FILES, s)) for s in stores)
            again = min(seconds(lambda s=s: load(named("upr"), FILES, s)) for s in stores)
            print(
                f"loaded {what}: {took:.2f} s, {number / took:,.0f} rows/s, "
                f"{took / baseline:.1f} × that; the same files again {again:.3f} s"
            )
            for store in stores:
                store.close()


if __name__ == "__main__":
    main()
