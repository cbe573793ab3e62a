"""How long the questions about ways take on 20,000 people and 130,000 ties; run by hand:

python -m tests.benchmarks.bench_ways

Cold: everything is read from the store. Warm: the network is kept, as from the second click on.
Beside them, in the same run, NetworkX's own ways on the same network.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import networkx as nx

from graph.campaign.contacts import contacts
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Load, Store
from graph.store.opening import open_store
from graph.view import View
from queries.question import ask

DAY = date(2026, 11, 20)
GOAL = "per:12345"
SURE = Origin(
    "https://example.org", known=PartialDate("2026-06"), confidence=Confidence.HIGHLY_RELIABLE
)


def campaign(people: int = 20_000, ties: int = 130_000, bodies: int = 1_500) -> list[Record]:
    """Invented people who mostly know those with numbers near their own, and bodies."""
    rng = random.Random(3)
    records: list[Record] = [
        Entity("Case", "cas:1", "Case One", {}, SURE),
        Entity("Government", "gov:BLR", "Belarus"),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=SURE),
        *(Entity("Organization", f"org:{n}", f"Body {n}", {}, SURE) for n in range(bodies)),
    ]
    for n in range(people):
        agreed = {"opted_in": ["cas:1"]} if rng.random() < 0.7 else {}
        records.append(Entity("Person", f"per:{n:05}", f"Person {n}", agreed, SURE))
    records += [
        Tie("WORKS_FOR", f"per:{n:05}", f"org:{rng.randrange(bodies)}", origin=SURE)
        for n in range(people)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties - people:
        a, near = rng.randrange(people), rng.random() < 0.8
        b = min(people - 1, max(0, round(rng.gauss(a, 60)))) if near else rng.randrange(people)
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    records += [Tie("KNOWS", f"per:{a:05}", f"per:{b:05}", origin=SURE) for a, b in sorted(pairs)]
    records += [Tie("WORKS_ON", f"org:{n}", "cas:1", origin=SURE) for n in range(0, bodies, 100)]
    return records


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure(store: Store) -> None:
    way = {"case": "cas:1", "to": GOAL}
    parameters_by_name = {
        "introductions": way,
        "what-if": {**way, "changes": "remove org:100"},
        "weak-points": way,
        "communities": {"case": "cas:1"},
        "brokers": {"case": "cas:1"},
    }
    for name, parameters in parameters_by_name.items():

        def once(name: str = name, parameters: dict[str, str] = parameters) -> object:
            return ask(name, store, parameters, Label.RED, DAY)

        print(f"{name:14} cold {timed(once):6.2f} s   warm {timed(once):6.2f} s")
    reached = contacts(View(store, Label.RED, DAY), "cas:1", [GOAL])
    graph = reached.agreed.as_networkx
    ways = timed(lambda: list(islice(nx.shortest_simple_paths(graph, "cas:1", GOAL, "length"), 5)))
    print(f"NetworkX: five shortest simple paths, unlike each other or not: {ways:.2f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        opened = open_store(f"sqlite:///{Path(folder) / 'large.sqlite'}")
        opened.write(Load("benchmark"), (("", record) for record in campaign()))
        measure(opened)
        opened.close()
