"""An invented campaign of any size around one case: so many entities within two steps of it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.store.base import Load, Store

HUB = "cas:hub"
_AROUND_ONE = 25  # people of an organization
_ORIGIN = Origin("https://example.org/notes", known=PartialDate("2026-03-01"))


def written(store: Store, size: int) -> str:
    """Write it, with twice as many lines as entities; the id of its case."""
    store.write(Load(f"hub of {size}"), (("", record) for record in _records(size)))
    return HUB


def _records(size: int) -> Iterator[Record]:
    chance = random.Random(size)
    bodies = [f"org:hub-{n}" for n in range(size // _AROUND_ONE)]
    people = [f"per:hub-{n}" for n in range(size - len(bodies) - 1)]
    yield Entity("Case", HUB, "Heron of the Hub", {"stage": "trial"}, _ORIGIN)
    yield Tie("DETAINS", "gov:BLR", HUB, origin=_ORIGIN)
    for n, body in enumerate(bodies):
        yield Entity("Organization", body, f"Circle {n + 1}", {"sector": "ngo"}, _ORIGIN)
        yield Tie("WORKS_ON", body, HUB, origin=_ORIGIN)
    for n, person in enumerate(people):
        yield Entity("Person", person, f"Marenka Hexwell {n + 1}", {"role": "activist"}, _ORIGIN)
        yield Tie("MEMBER_OF", person, bodies[n % len(bodies)], origin=_ORIGIN)
        # Most who are of two circles are of two that lie beside each other.
        beside = 1 if chance.random() < 2 / 3 else chance.randrange(1, len(bodies))
        other = bodies[(n + beside) % len(bodies)]
        yield Tie("COORDINATES_WITH", person, other, origin=_ORIGIN)
