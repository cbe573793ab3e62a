"""Random small campaigns as claims: kinds, dates, sources, datasets, contradictions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie

KINDS = ("KNOWS", "MEMBER_OF", "COORDINATES_WITH", "ACCREDITED_TO", "RESIDES_IN", "WORKS_FOR")
DAYS = (None, "2015", "2019-06", "2023-12-31", "2026")
ACTORS = ("per:a", "per:b", "per:c", "org:d", "org:e", "gov:FRA", "mis:g", "cas:h")
_FITS = {
    "KNOWS": ("per", "per"),
    "MEMBER_OF": ("per org", "org gov"),
    "WORKS_FOR": ("per", "org gov"),
    "COORDINATES_WITH": ("per org gov", "per org gov"),
    "ACCREDITED_TO": ("mis", "gov"),
    "RESIDES_IN": ("per", "gov"),
}


def entities() -> list[Entity]:
    names = {
        "per": "Person",
        "org": "Organization",
        "gov": "Government",
        "mis": "Mission",
        "cas": "Case",
    }
    return [Entity(names[id[:3]], id) for id in ACTORS]


def tie(rng: np.random.Generator) -> Tie:
    """One random claim."""
    kind = KINDS[rng.integers(len(KINDS))]
    source, target = (
        str(rng.choice([id for id in ACTORS if id[:3] in ends.split()])) for ends in _FITS[kind]
    )
    since, until = sorted(DAYS[i] or "" for i in rng.integers(5, size=2))
    known = DAYS[rng.integers(4)]
    origin = Origin(
        "https://example.org" if rng.random() < 0.8 else None,
        known=PartialDate(known) if known else None,
        confidence=Confidence(int(rng.integers(6))),
        dataset=f"set {rng.integers(3)}",
    )
    return Tie(
        kind,
        source,
        target,
        key=str(rng.integers(2)),
        since=PartialDate(since) if since else None,
        until=PartialDate(until) if until and rng.random() < 0.5 else None,
        strength=None if rng.random() < 0.5 else float(rng.choice([0.2, 0.7, 1.0])),
        origin=origin,
    )


def claims(count: int, seed: int, most: int = 14) -> Iterator[list[Tie]]:
    """So many lists of up to `most` claims; some tell of the same tie."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield [tie(rng) for _ in range(int(rng.integers(1, most + 1)))]
