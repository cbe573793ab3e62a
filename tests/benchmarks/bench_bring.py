"""How fast a large file is brought by a mapping: python -m tests.benchmarks.bench_bring

100,000 people and 300,000 ties in two CSV files with headers of somebody else's, into an embedded
store with the governments; beside it, in the same run, the same rows as lists of our own through
the plain loaders. Prints rows a second, the peak of memory (resident set) of each, each in a
process of its own, and how long a preview of the first problems takes. A number after the command:
so many people, and three times as many ties.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from graph.store.base import Store
from graph.store.opening import open_store
from loaders.bring.bringing import bring
from loaders.bring.plain import plain_tables
from loaders.bring.previewing import preview
from loaders.bring.proposing import propose
from loaders.bring.table import ForeignTable
from loaders.loader import named
from loaders.loading import REFERENCE, load

PEOPLE = 100_000


def write(folder: Path, people: int) -> None:
    """The people and the ties, as somebody else has them and as our own lists."""
    chance = random.Random(20)
    with (
        (folder / "contacts.csv").open("w", encoding="utf-8", newline="") as theirs,
        (folder / "people.csv").open("w", encoding="utf-8", newline="") as ours,
    ):
        contacts, own = csv.writer(theirs, delimiter=";"), csv.writer(ours)
        contacts.writerow(["Contact ID", "First name", "Last name", "Role", "Country", "E-mail"])
        own.writerow(["code", "name", "role", "country"])
        for n in range(people):
            role = chance.choice(["activist", "journalist", "diplomat", "expert"])
            country = chance.choice(["France", "Norway", "Kenya", "Germany"])
            contacts.writerow([f"c{n}", f"Vera{n}", f"Lund{n % 977}", role, country, f"v{n}@x.org"])
            own.writerow([f"c{n}", f"Vera{n} Lund{n % 977}", role, country])
    with (folder / "ties.csv").open("w", encoding="utf-8", newline="") as file:
        ties = csv.writer(file)
        ties.writerow(["from", "kind", "to", "since"])
        pairs = set[tuple[int, int]]()
        while len(pairs) < 3 * people:
            one, other = chance.randrange(people), chance.randrange(people)
            if one < other:
                pairs.add((one, other))
        for n, (one, other) in enumerate(sorted(pairs)):
            ties.writerow([f"c{one}", "knows", f"c{other}", f"{2010 + n % 15}-03"])


def fresh(folder: Path, name: str) -> Store:
    store = open_store(f"sqlite:///{folder / name}.sqlite")
    load(named("governments"), [REFERENCE / "territories.csv"], store)
    return store


def tables(folder: Path) -> list[ForeignTable]:
    """Both files as the tables of one, as a workbook with two sheets would have them."""
    both = []
    for name in ("contacts", "ties"):
        (table,) = plain_tables(folder / f"{name}.csv")
        both.append(ForeignTable(name, table.header, table.rows))
    return both


def brought(folder: Path) -> int:
    both = tables(folder)
    proposal = propose(both, "contacts").proposals_taken()
    store = fresh(folder, "brought")
    start = process_time()
    preview(proposal.mapping, both, "contacts", store)
    print(f"the first rows and problems: {process_time() - start:.2f} s")
    start = process_time()
    done = bring(proposal.mapping, both, "contacts", store, accept_unencrypted=True)
    tell(start, done.rows.total())
    return done.rows.total()


def plain(folder: Path) -> int:
    store = fresh(folder, "plain")
    start = process_time()
    people = load(named("activists"), [folder / "people.csv"], store, accept_unencrypted=True)
    ties = load(named("ties"), [folder / "ties.csv"], store, accept_unencrypted=True)
    tell(start, people.rows + ties.rows)
    return people.rows + ties.rows


def tell(start: float, rows: int) -> None:
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows in {seconds:.1f} s: {rows / seconds:,.0f} rows/s, {peak:,.0f} MB",
        flush=True,
    )


def main() -> None:
    """Each way in a process of its own, so that each has its own peak."""
    if len(sys.argv) > 2:
        {"brought": brought, "plain": plain}[sys.argv[1]](Path(sys.argv[2]))
        return
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with TemporaryDirectory() as name:
        write(Path(name), people)
        for way, what in (("brought", "by a mapping"), ("plain", "by the plain loaders")):
            print(f"{what}:", flush=True)
            module = "tests.benchmarks.bench_bring"
            subprocess.run([sys.executable, "-m", module, way, name], check=True)


if __name__ == "__main__":
    main()
