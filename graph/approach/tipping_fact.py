"""What the first place hangs on: the smallest single fact without which another would be first.

A fact is a factor's value, or one act behind the chance. Taking it away leaves the factor not
known, or the government not among those who joined. Costs nothing but comparing each fact's loss
with the lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.approach.factors import BY_ID, Factor


class Fact(NamedTuple):
    """Something known. `loss`: how much lower the value it holds up would be without it."""

    sentence: str
    source: str | None
    year: int | None
    loss: float


def facts(factors: Sequence[Factor], acts: Iterable[Fact]) -> list[Fact]:
    """What a total rests on, with what it would lose; `acts`: those behind the chance."""
    rests_on = []
    for factor in factors:
        if factor.name == "chance":
            rests_on += [one._replace(loss=factor.weight * one.loss) for one in acts]
        elif factor.value is not None and factor.weight:
            missing = factor.weight * BY_ID[factor.name].most / 2  # what it counts as, not known
            words = factor.sentence.rstrip(".")
            rests_on.append(Fact(words, factor.source, factor.year, factor.contribution - missing))
    return rests_on


def decisive(known_facts: Iterable[Fact], lead: float) -> Fact | None:
    """The fact of least loss that alone is worth more than the lead; None: no single one is.

    >>> held = [Fact("a", "upr", 2012, 0.2), Fact("b", "upr", 2013, 0.1), Fact("c", None, 1, 0.01)]
    >>> decisive(held, 0.05).sentence, decisive(held, 0.3)
    ('b', None)
    """
    enough = [one for one in known_facts if one.loss > lead]
    return min(enough, key=lambda one: (one.loss, one.sentence), default=None)


def sources(factors: Iterable[Factor]) -> list[str]:
    """The datasets that a total rests on: one, and it falls with it."""
    return sorted({f.source for f in factors if f.source and f.weight and f.value is not None})
