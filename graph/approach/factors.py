"""What an approach rests on, factor by factor: for each government a value, its source, its year.

Only the chance was tested against history, so it alone makes the default order. The others are
dimensions to look at; whoever wants them in the order gives them weights (README.md). A total is
the sum of weight · value, so the contributions explain it exactly. What is not known is never zero:
it counts as the middle of what it could be, and a government of which less than 60 % of the weight
is known has no place in the order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from graph.approach.nexus import Evidence
from graph.approach.rank_uncertainty import Floats, RankChances, standing
from graph.model.errors import QuestionError
from graph.model.words import listed, mark, say

ENOUGH: Final = 0.6  # share of the weight that must be known
AGEING: Final = 0.02  # standard deviation that a fact gains each year; judgement
_NORMAL_90: Final = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Kind:
    """One factor. `most`: what it can be at most where nothing is recorded, from 0 to 1."""

    id: str
    title: str
    weight: float  # in the weighed order; judgement, but for the first
    most: float
    missing: str  # what to say where it is not known


KINDS: Final = (
    Kind(
        "chance",
        mark("Chance of speaking up"),
        0.45,
        1.0,
        mark("No public act and no UN review of it is on record."),
    ),
    Kind(
        "mission",
        mark("Presence in the country"),
        0.07,
        0.25,
        mark("No embassy or mission for this country is on record."),
    ),
    Kind(
        "mandate",
        mark("What its own rules allow"),
        0.05,
        0.25,
        mark("None of its rules has been read."),
    ),
    Kind(
        "chain",
        mark("Your route of introduction"),
        0.05,
        0.25,
        mark("No introduction to it is on record."),
    ),
    Kind(
        "nexus",
        mark("Its bond to the prisoner"),
        0.03,
        0.4,
        mark("No bond to the prisoner is on record."),
    ),
    Kind(
        "dependence",
        mark("How much the detaining government depends on it"),
        0.14,
        1.0,
        mark("How much the detaining government depends on it is not known."),
    ),
    Kind(
        "measure",
        mark("Leverage it holds"),
        0.06,
        0.5,
        mark("No sanction, aid or arms sale of it is on record."),
    ),
    Kind(
        "receptivity",
        mark("How readily the detaining government heeds it"),
        0.15,
        1.0,
        mark("Its UN votes are not known."),
    ),
    Kind(
        "history",
        mark("Neighbour, language, colonial past"),
        0.0,
        1.0,
        mark("No such tie is on record."),
    ),
)
BY_ID: Final = {kind.id: kind for kind in KINDS}
CHANCE: Final = {"chance": 1.0}
WEIGHED: Final = {kind.id: kind.weight for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of one government; value and weight from 0 to 1, value None where not known."""

    name: str
    value: float | None
    low: float
    high: float
    weight: float
    source: str | None
    year: int | None
    sentence: str

    @property
    def contribution(self) -> float:
        """What it adds to the total: not known, the middle of what it could add."""
        middle = (self.low + self.high) / 2 if self.value is None else self.value
        return self.weight * middle


def total(factors: Sequence[Factor]) -> float:
    """The sum of the contributions."""
    return sum(factor.contribution for factor in factors)


def known_share(factors: Sequence[Factor]) -> float:
    """The share of the weight that is known, from 0 to 1."""
    weight = sum(factor.weight for factor in factors)
    return sum(f.weight for f in factors if f.value is not None) / weight if weight else 0.0


def enough(factors: Sequence[Factor]) -> bool:
    """Whether so much is known that a place in the order means something."""
    return known_share(factors) >= ENOUGH - 1e-9


def factors(
    governments: Sequence[str],
    evidence: Mapping[str, Mapping[str, Evidence]],
    weights: Mapping[str, float],
    today: date,
) -> dict[str, list[Factor]]:
    """The factors of each government (id), in the order of KINDS.

    `evidence`: by factor, then by government. Facts with a year are the less sure the older.
    """
    whole = sum(weights.values())
    return {
        id: [
            _factor(kind, evidence.get(kind.id, {}).get(id), weights.get(kind.id, 0) / whole, today)
            for kind in KINDS
        ]
        for id in governments
    }


def _factor(kind: Kind, known: Evidence | None, weight: float, today: date) -> Factor:
    if known is None:
        return Factor(
            name=kind.id,
            value=None,
            low=0.0,
            high=kind.most,
            weight=weight,
            source=None,
            year=None,
            sentence=say(kind.missing),
        )
    older = AGEING * _NORMAL_90 * max(0, today.year - known.year) if known.year else 0.0
    if kind.id == "chance":
        older = 0.0  # its range already widens with the age of the record
    return Factor(
        name=kind.id,
        value=known.value,
        low=max(0.0, known.low - older),
        high=min(1.0, known.high + older),
        weight=weight,
        source=known.source or None,
        year=known.year,
        sentence=known.sentence,
    )


def stand(by_government: Mapping[str, Sequence[Factor]], *, seed: int = 0) -> RankChances:
    """Where each government of which enough is known stands (rank_uncertainty); ids in order."""
    ids = sorted(id for id, one in by_government.items() if enough(one))
    if not ids:
        raise QuestionError(
            say("Not enough is known of any government to rank them by these weights.")
        )

    def column(pick: str) -> Floats:
        cells = [[getattr(f, pick) for f in by_government[id]] for id in ids]
        return np.array(cells, np.float64)

    weights = np.array([f.weight for f in by_government[ids[0]]])
    return standing(ids, column("value"), column("low"), column("high"), weights, seed=seed)


def weights(text: str) -> dict[str, float]:
    """The weights that a text gives: "" the chance alone, "all" those of KINDS, or one by one.

    QuestionError: a factor that there is not, or what is no number.

    >>> weights("chance 60; dependence 40")
    {'chance': 60.0, 'dependence': 40.0}
    """
    if not text.strip():
        return dict(CHANCE)
    if text.strip() == "all":
        return dict(WEIGHED)
    shares: dict[str, float] = {}
    for part in filter(None, re.split(r"[;,|]", text)):
        match = re.fullmatch(r"\s*([a-z]+)\s*[=: ]\s*(\d+(?:\.\d+)?)\s*%?\s*", part)
        if not match or match[1] not in BY_ID:
            raise QuestionError(
                say(
                    "“{text}” is not a weight. Write for example “chance 60; dependence 40”; the "
                    "factors are {factors}.",
                    text=part.strip(),
                    factors=listed(list(BY_ID), len(BY_ID)),
                )
            )
        shares[match[1]] = float(match[2])
    if not sum(shares.values()):
        raise QuestionError(say("Give at least one factor a weight above 0."))
    return shares
