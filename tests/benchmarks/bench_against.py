"""Another tree of this program beside this one: every question, old and new alternating in one run.

python -m tests.benchmarks.bench_against OTHER_TREE [TIMES]

Each tree fills a store of its own with the public tables and the sample campaign and answers in a
process of its own. What is printed is the least of so many times (15) each, and their ratio; a
question that only one of the trees has is left out. `filling` is the first start of all; as the
tables of a later tree hold more, what it takes for each of their rows is printed too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

HERE = Path(__file__).parents[2]
DAY = date(2026, 11, 25)
ANSWER = "--answer"
FILLINGS = 3  # each takes seconds


def _either(module: str, before: str) -> Any:
    """A module, or in a tree from before its wings the one that had its place."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        return import_module(before)


def answering() -> None:
    """One tree's process: the name of a piece of work a line, its seconds a line back."""
    open_store = _either("graph.store.opening", "graph.store").open_store
    label = _either("graph.model.schema", "graph.schema").Label
    from loaders.loading import fill
    from queries.question import ask, load, questions
    from tests.queries.natural import natural

    with TemporaryDirectory() as folder:
        number = rows = 0

        def filled() -> Any:
            nonlocal number, rows
            number += 1
            store = open_store(f"sqlite:///{folder}/{number}.sqlite")
            rows = sum(report.rows for report in fill(store))
            return store

        store = filled()
        names = [name for name in questions() if name != "backtest"]
        print(json.dumps([names, rows]), flush=True)
        for line in sys.stdin:
            name = line.strip()
            parameters = {} if name == "filling" else natural(load(name))
            start = perf_counter()
            if name == "filling":
                filled().close()
            else:
                ask(name, store, parameters, label.RED, DAY).json()
            print(perf_counter() - start, flush=True)


@contextmanager
def worker(tree: Path) -> Iterator[tuple[list[str], int, Callable[[str], float]]]:
    """A tree's process: its questions, the rows that it fills a store with, and how long something
    takes it."""
    process = subprocess.Popen(
        [sys.executable, Path(__file__), ANSWER],
        cwd=tree,
        text=True,
        env=os.environ | {"PYTHONPATH": str(tree)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def seconds(name: str) -> float:
        print(name, file=stdin, flush=True)
        return float(stdout.readline())

    names, rows = json.loads(stdout.readline())
    yield names, rows, seconds
    stdin.close()
    process.wait()


def main(other: Path, times: int) -> None:
    with worker(other) as (theirs, fewer, old), worker(HERE) as (ours, more, new):
        for name in ["filling", *sorted({*theirs} & {*ours})]:
            rounds = FILLINGS if name == "filling" else times
            pairs = [(old(name), new(name)) for _ in range(rounds)]
            before, after = (min(column) for column in zip(*pairs, strict=True))
            print(f"{name}: {before:.3f} s, now {after:.3f} s ({after / before:.2f})", flush=True)
            if name == "filling":
                a_row = after / more / (before / fewer)
                print(f"  a row: {fewer:,} rows, now {more:,} ({a_row:.2f})", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == ANSWER:
        answering()
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 15)
