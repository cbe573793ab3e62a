"""How long `embassies` takes: as a command from cold, and in process when it is warm.

python -m tests.benchmarks.bench_embassies

Beside it, in the same run: a bare import of the libraries that it cannot do without.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from graph.model.schema import Label
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import fill, load
from queries.question import ask

ORIGINALS = Path(__file__).parents[3] / "shared" / "data" / "upr"
SESSIONS = "10-17"


def seconds(run: Callable[[], object], times: int = 5) -> float:
    """The median of some runs."""
    durations = []
    for _ in range(times):
        start = perf_counter()
        run()
        durations.append(perf_counter() - start)
    return median(durations)


def command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


def measure(what: str) -> None:
    libraries = seconds(command("-c", "import numpy, scipy.special"))
    cold = seconds(command("-m", "queries", "embassies", "--target", "BLR", "--format", "json"))
    store = open_store()
    ask("embassies", store, {"target": "BLR"}, Label.STRICT)
    warm = seconds(lambda: ask("embassies", store, {"target": "EGY"}, Label.STRICT))
    backtest = seconds(lambda: ask("backtest", store, {"sessions": SESSIONS}), 1)
    store.close()
    print(
        f"{what}: cold {cold:.2f} s ({cold / libraries:.1f} × importing the libraries, "
        f"{libraries:.2f} s); warm {warm:.3f} s; backtest {SESSIONS} {backtest:.1f} s"
    )


def main() -> None:
    with TemporaryDirectory() as folder:
        os.environ["DEMARCHE_STORE"] = f"sqlite:///{folder}/store.sqlite"
        store = open_store()
        start = perf_counter()
        fill(store)
        print(f"filling an empty store: {perf_counter() - start:.1f} s")
        store.close()
        measure("reference tables")
        files = sorted(ORIGINALS.glob("*.csv"))
        if files:
            store = open_store()
            load(named("upr"), files, store)
            store.close()
            measure("original files")


if __name__ == "__main__":
    main()
