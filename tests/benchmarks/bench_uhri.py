"""How fast the UN's index of recommendations is loaded: python -m tests.benchmarks.bench_uhri

An invented export of 200,000 rows in its layout, half of them of treaty bodies, as a workbook and
as JSON lines, over the shipped tables. Prints rows a second by this process's own work and the peak
of memory (resident set) of each, each in a process of its own, beside a bare reading of the same
file: the workbook's cells, the lines' objects. A number after the command: so many rows.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from python_calamine import CalamineWorkbook

from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import fill, load
from tests.benchmarks.bench_bring import tell
from tests.loaders.public import uhri_exports

ROWS = 200_000
SESSIONS = range(31, 51)
FORMATS = (".xlsx", ".jsonl")


def write(folder: Path, rows: int) -> None:
    """Of each state and session as many recommendations as it takes, and as many observations."""
    reviews = [*product(SESSIONS, uhri_exports.STATES)]
    size = max(1, round(rows / len(reviews) / 2))
    records = [
        record
        for session, state in reviews
        for record in uhri_exports.review(session, state, size, others=size)
    ]
    for ending in FORMATS:
        uhri_exports.write(folder / f"export{ending}", records)


def bare(file: Path) -> int:
    """How many rows there are, read and no more."""
    if file.suffix == ".xlsx":
        return len(CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()) - 1
    with file.open(encoding="utf-8") as lines:
        return sum(1 for line in lines if json.loads(line))


def loaded(folder: Path, ending: str) -> int:
    """How many rows were read."""
    file = folder / f"export{ending}"
    store = open_store(f"sqlite:///{folder / ending[1:]}.sqlite")
    fill(store)
    start = process_time()
    report = load(named("uhri"), [file], store)
    took = process_time() - start
    print(f"{ending}: ", end="")
    tell(start, report.rows)
    store.close()
    start = process_time()
    rows = bare(file)
    print(f"{took / (process_time() - start):.0f} times a bare reading")
    return rows


def main(arguments: Sequence[str]) -> None:
    """Each in a process of its own, the writing too: what begins a process hands its peak on."""
    if len(arguments) > 1:
        what, folder = arguments[0], Path(arguments[1])
        if what in FORMATS:
            loaded(folder, what)
        else:
            write(folder, int(what))
        return
    with TemporaryDirectory() as name:
        for what in (*(arguments or [str(ROWS)]), *FORMATS):
            command = [sys.executable, "-m", "tests.benchmarks.bench_uhri", what, name]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
