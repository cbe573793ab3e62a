"""How fast files of other tools are read, and in how much memory.

    python tests/benchmarks/bench_tools.py

A million lines of FollowTheMoney (400,000 people, 600,000 ties) and a GEXF of 100,000 nodes and
300,000 edges, all invented; prints seconds of the processor, rows a second and the peak of memory.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from loaders.bring.tools.registry import recognized

PEOPLE, LINKS = 400_000, 600_000
NODES, EDGES = 100_000, 300_000


def follow_the_money(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for n in range(PEOPLE):
            properties = {"name": [f"Somebody {n}"], "country": ["by"], "notes": ["x" * 30]}
            file.write(json.dumps({"id": f"p{n}", "schema": "Person", "properties": properties}))
            file.write("\n")
        for n in range(LINKS):
            ends = {"person": [f"p{n % PEOPLE}"], "associate": [f"p{(7 * n + 1) % PEOPLE}"]}
            properties = {**ends, "startDate": ["2018-05"]}
            file.write(json.dumps({"id": f"t{n}", "schema": "Associate", "properties": properties}))
            file.write("\n")


def gexf(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("<gexf><graph><nodes>")
        for n in range(NODES):
            file.write(f'<node id="{n}" label="Somebody {n}"/>')
        file.write("</nodes><edges>")
        for n in range(EDGES):
            file.write(f'<edge source="{n % NODES}" target="{(7 * n + 1) % NODES}" kind="knows"/>')
        file.write("</edges></graph></gexf>")


def measure(name: str, write: Callable[[Path], None], folder: Path) -> None:
    path = folder / name
    write(path)
    start = time.process_time()
    tables = recognized(path) or ()
    known = time.process_time()
    many = [sum(1 for _ in table.rows()) for table in tables]
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{name}: {path.stat().st_size >> 20} MB, {many} rows; known in {known - start:.1f} s, "
        f"all rows in {end - known:.1f} s ({sum(many) / (end - start):,.0f}/s); peak {peak} MB"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure("large.gexf", gexf, Path(folder))
        measure("large.ftm.json", follow_the_money, Path(folder))
