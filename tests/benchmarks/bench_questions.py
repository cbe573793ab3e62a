"""How long questions take on a campaign of 20,000 people and 130,000 ties, in process and warm.

python -m tests.benchmarks.bench_questions [ALLIES]

In the store 2,000 (or so many) work on one case. "First" reads what surrounds the case from the
store, "warm" has it in memory, as a second question to one case does. Beside `meetings`, in the
same run, NetworkX's own functions on the same pairs: those who know both, and Burt's constraint of
the two before and after, of which `meetings` gives the same figures for its pairs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import networkx as nx
import numpy as np

from graph.campaign.allies import counted
from graph.campaign.contacts import contacts
from graph.campaign.meetings import KNOWN, POOL
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.model.vocabulary import FUNCTIONS
from graph.store.base import Load, Store
from graph.store.opening import open_store
from graph.view import View
from queries.answer import Answer, Table
from queries.question import ask
from tests.benchmarks.bench_embassies import seconds

PEOPLE, TIES, DAY = 20_000, 130_000, date(2026, 1, 1)
LANGUAGES = ("Arabic", "English", "French", "Georgian", "German", "Russian")
QUESTIONS = ("meetings", "functions", "spectrum", "due", "timeline", "overview")


def campaign(allies: int, seed: int = 0) -> Iterator[Record]:
    """Invented people in 500 circles of uneven size, seven ties in ten within a circle."""
    rng = np.random.default_rng(seed)
    origin = Origin(
        "https://example.org", known=PartialDate("2025-06"), confidence=Confidence.HIGHLY_RELIABLE
    )
    ids = [f"per:{n:05}" for n in range(PEOPLE)]
    circle = np.sort((rng.pareto(1.5, PEOPLE) * 40).astype(int) % 500)
    first, last = np.searchsorted(circle, circle), np.searchsorted(circle, circle, "right")
    source = rng.integers(PEOPLE, size=TIES)
    near = first[source] + (rng.random(TIES) * (last - first)[source]).astype(int)
    known = (rng.random(TIES) ** 2 * PEOPLE).astype(int)
    target = np.where(rng.random(TIES) < 0.7, near, known)
    yield Entity("Case", "cas:1", "Case One", {"stage": "trial"}, origin)
    yield Entity("Government", "gov:XZV", "Zaveria")
    yield Tie("DETAINS", "gov:XZV", "cas:1", origin=origin)
    for n, id in enumerate(ids):
        languages = [LANGUAGES[k] for k in rng.choice(len(LANGUAGES), 2, replace=False)]
        values = {"opted_in": ["cas:1"], "languages": languages, "city": f"City {n % 100}"}
        yield Entity("Person", id, f"P {n:05}", values, origin)
    for n, (i, j) in enumerate(zip(source, target, strict=True)):
        if i != j:
            yield Tie("KNOWS", ids[i], ids[j], str(n), origin=origin)
    for i in rng.choice(PEOPLE, allies, replace=False):
        does = [FUNCTIONS[k].id for k in rng.choice(len(FUNCTIONS), 2, replace=False)]
        yield Tie("WORKS_ON", ids[i], "cas:1", values={"functions": does}, origin=origin)


def measure(store: Store) -> None:
    def answer_to(name: str) -> Answer:
        return ask(name, store, {"case": "cas:1"}, Label.RED, DAY)

    start = perf_counter()
    answer_to("meetings")
    print(f"meetings first: {perf_counter() - start:.2f} s, reading {TIES:,} ties")
    warm = {name: seconds(lambda name=name: answer_to(name), 3) for name in QUESTIONS}
    print("; ".join(f"{name} warm {duration:.2f} s" for name, duration in warm.items()))
    peer(store, warm["meetings"])


def peer(store: Store, duration: float) -> None:
    """NetworkX on as many pairs as `meetings` looks at closely."""
    reached = contacts(View(store, Label.RED, DAY), "cas:1")
    G = counted(reached)
    graph: nx.Graph[str] = nx.Graph()
    for row, column, p in zip(G.tails, G.p.indices, G.p.data, strict=True):
        graph.add_edge(G.ids[row], G.ids[column], weight=float(p))
    table = ask("meetings", store, {"case": "cas:1", "most": 100}, Label.RED, DAY).block("pairs")
    assert isinstance(table, Table)
    pairs = [(str(row["first_id"]), str(row["second_id"])) for row in table.rows]

    def theirs() -> None:
        for a, b in pairs:
            list(nx.common_neighbors(graph, a, b))
            nx.constraint(graph, [a, b], weight="weight")
            graph.add_edge(a, b, weight=KNOWN)
            nx.constraint(graph, [a, b], weight="weight")
            graph.remove_edge(a, b)

    each = seconds(theirs, 1) / len(pairs)
    print(
        f"NetworkX: {each:.4f} s a pair, {each * POOL:.1f} s for the {POOL} pairs that meetings "
        f"looks at closely: {each * POOL / duration:.1f} × all of meetings"
    )


def main() -> None:
    allies = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'large.sqlite'}")
        store.write(Load("large"), (("", record) for record in campaign(allies)))
        measure(store)
        store.close()


if __name__ == "__main__":
    main()
