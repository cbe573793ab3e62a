"""How long the network questions take on 20,000 people and 130,000 ties; run by hand:

python -m tests.benchmarks.bench_network
"""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.network import Network, build
from graph.records import Confidence, Entity, Origin, PartialDate, Tie

AS_OF = date(2025, 1, 1)
KINDS = ("KNOWS", "PARTNERS_WITH", "COORDINATES_WITH", "KIN_OF", "ALLIED_WITH")


def campaign(people: int = 20_000, ties: int = 130_000, seed: int = 0) -> Network:
    """Invented people in 500 circles of uneven size, seven ties in ten within a circle."""
    rng = np.random.default_rng(seed)
    ids = [f"per:{number:05}" for number in range(people)]
    circle = np.sort((rng.pareto(1.5, people) * 40).astype(int) % 500)
    order = rng.permutation(people)  # so that number and circle have nothing to do with each other
    first, last = np.searchsorted(circle, circle), np.searchsorted(circle, circle, "right")
    source = rng.integers(people, size=ties)
    near = first[source] + (rng.random(ties) * (last - first)[source]).astype(int)
    known = (rng.random(ties) ** 2 * people).astype(int)  # some are better known than others
    target = np.where(rng.random(ties) < 0.7, near, known)
    entities = [Entity("Person", id) for id in ids]
    records = [
        Tie(
            KINDS[kind],
            ids[order[i]],
            ids[order[j]],
            key=str(number),
            since=PartialDate(str(2012 + year)),
            origin=Origin("https://example.org", confidence=Confidence(sure)),
        )
        for number, (i, j, kind, year, sure) in enumerate(
            zip(
                source,
                target,
                rng.integers(len(KINDS), size=ties).tolist(),
                rng.integers(12, size=ties).tolist(),
                rng.integers(4, size=ties).tolist(),
                strict=True,
            )
        )
        if i != j
    ]
    return build(entities, records, AS_OF)
