"""How well something is known: by how many sources, and how old what they say is.

A fact is a tie, however many datasets claim it. It rests on one source when all claims of it name
the same one; a claim that names none counts as no source. Age runs from the last day on which any
claim says that the tie held; what is timeless (a border) does not age.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.records import Tie
from graph.model.schema import TIES, TIMELESS
from graph.network.tie_strength import YEAR, last_seen

OLD: Final = 2.0  # years after which something is to be looked at again


@dataclass(frozen=True, slots=True)
class SourcedTie:
    """One tie and what holds it up."""

    tie: Tie  # the newest claim
    sources: frozenset[str]
    last_day: str | None  # ISO day; None: no claim has a date

    @property
    def single(self) -> bool:
        return len(self.sources) == 1

    @property
    def unsourced(self) -> bool:
        return not self.sources

    def years(self, today: date) -> float | None:
        """How old it is; None: not dated, or timeless."""
        if self.last_day is None or self.tie.kind in TIMELESS:
            return None
        return max(0.0, (today - date.fromisoformat(self.last_day)).days / YEAR)

    def old(self, today: date) -> bool:
        """Whether it is to be looked at again: it may have ended, and nobody has looked since."""
        if self.tie.over(today.isoformat()):
            return False  # it has ended, which is known
        years = self.years(today)
        return years is not None and years > OLD

    def undated(self) -> bool:
        return self.last_day is None and self.tie.kind not in TIMELESS


def facts(ties: Iterable[Tie]) -> list[SourcedTie]:
    """The facts that these claims make, by kind, ends and key.

    >>> from graph.model.records import Origin
    >>> made = [Tie("KNOWS", "per:a", "per:b", origin=Origin(url)) for url in ("x", "y", "x")]
    >>> [(len(fact.sources), fact.single) for fact in facts(made)]
    [(2, False)]
    """
    claims: dict[tuple[str, ...], list[Tie]] = {}
    for tie in ties:
        ends = (tie.source, tie.target)
        if not TIES[tie.kind].directed:
            ends = (min(ends), max(ends))
        claims.setdefault((tie.kind, *ends, tie.key), []).append(tie)
    return [_fact(claims[key]) for key in sorted(claims)]


def _fact(claims: list[Tie]) -> SourcedTie:
    newest = max(claims, key=lambda t: last_seen(t) or "")
    sources = frozenset(t.origin.url for t in claims if t.origin.url)
    return SourcedTie(newest, sources, last_seen(newest))
