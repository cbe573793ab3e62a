"""Ranks that say how sure they are: by a measure of a network, and of networks like it.

Every tie exists with its own chance only. What is ranked is what is known; the same measure on
resampled networks (sampling.py) shows how much of the ranking would survive if some ties were
not there after all. Measures differ in how well they bear that (Costenbader & Valente 2003;
Martin & Niemeyer 2019), so the interval is found out for each network and never taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from graph.network.network import Floats, Network

LOW, HIGH = 0.1, 0.9  # quantiles: the interval holds eight in ten of the ranks
STABLE: Final = 0.8  # share of the worlds in which somebody must stay among the first


class Rank(NamedTuple):
    """Somebody's place by a measure; equal values have equal places."""

    id: str
    value: float
    rank: int  # 1: first
    low: int  # the best and the worst of the places that are likely, `rank` among them
    high: int
    stays: float  # share of resampled networks in which it is still among the first

    @property
    def word(self) -> str:
        return "stable" if self.stays >= STABLE else "unstable"


def ranks(
    G: Network,
    measure: Callable[[Network], Floats],
    *,
    most: int = 10,
    draws: int = 50,
    seed: int = 0,
    lowest: bool = False,
) -> list[Rank]:
    """The first `most` by a measure, and whoever is level with the last of them; ties by id.

    `measure` gives one value for each of `G.ids`, NaN for those it is not defined for: these have
    no rank, and where that happens in a resampled network they come last in it. `lowest`: small
    values are first. Level in a resampled network is the best of their places. O(draws · measure).

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = nx.Graph([("a", "b"), ("a", "c"), ("a", "d")])
    >>> nx.set_edge_attributes(G, 0.5, "p")
    >>> degree = lambda network: np.diff(network.p.indptr).astype(float)
    >>> for rank in ranks(from_networkx(G, "p"), degree, most=1):
    ...     print(rank.id, rank.rank, rank.low, rank.high, rank.word)
    a 1 1 1 stable
    """
    sign = 1.0 if lowest else -1.0
    value = measure(G)
    place = _places(sign * value)
    first = np.flatnonzero((place <= most) & ~np.isnan(value))
    first = first[np.lexsort((first, place[first]))]
    drawn = np.array(
        [_places(sign * measure(G.world(number, seed)))[first] for number in range(draws)]
    ).reshape(draws, len(first))
    if draws:
        low, high = np.quantile(drawn, (LOW, HIGH), axis=0, method="closest_observation")
        within = (drawn <= most).mean(axis=0)
    else:
        low, high, within = place[first], place[first], np.full(len(first), np.nan)
    return [
        Rank(
            id=G.ids[v],
            value=float(value[v]),
            rank=int(place[v]),
            low=int(min(low[i], place[v])),
            high=int(max(high[i], place[v])),
            stays=float(within[i]),
        )
        for i, v in enumerate(first.tolist())
    ]


def _places(values: Floats) -> Floats:
    """Competition ranks, the smallest first; (n,). NaN: after everybody."""
    rounded = np.round(values, 12)  # what differs by rounding only is level
    ordered = np.sort(rounded[~np.isnan(rounded)])
    place = np.searchsorted(ordered, rounded, "left") + 1.0
    return np.where(np.isnan(rounded), len(ordered) + 1.0, place)
