"""Who might come to know whom: what the shape of a network says about ties that are not there yet.

Two who know the same people often come to know each other. On networks with ties hidden at random
that looks very good; in time it is weak, and for newcomers it says nothing at all (figures:
graph/network/README.md; on co-attendance the random ones are inflated besides, Ghasemian and
others 2020 for the choice of measure). So this is a supporting reason for two who were both active
before, never the reason.
`held_out` and `foreseen` measure how far it can be trusted on a network at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

import numpy as np

from graph.network.network import Bools, Floats, Ints, Network
from graph.network.pairs import shared, tied
from graph.record.evaluation import auc

Measure: TypeAlias = Callable[[Network, Ints], Floats]


def resource_allocation(G: Network, pairs: Ints) -> Floats:
    """Σ 1/d_z over those whom both of a pair know (Zhou, Lü & Zhang 2009); (k,). NaN: newcomers.

    `pairs` are numbers, (k, 2): `pairs.numbered_pairs`. Those who carry no chain do not count.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> resource_allocation(from_networkx(nx.cycle_graph("abcd")), np.array([[0, 2]]))
    array([1.])
    """
    return _over_shared(G, pairs, lambda degree: 1 / degree)


def adamic_adar(G: Network, pairs: Ints) -> Floats:
    """Σ 1/ln d_z over those whom both know (Adamic & Adar 2003); (k,). NaN: newcomers."""
    return _over_shared(G, pairs, lambda degree: 1 / np.log(degree))


def common_neighbours(G: Network, pairs: Ints) -> Floats:
    """How many both know; (k,). NaN: newcomers."""
    return _over_shared(G, pairs, np.ones_like)


def newcomers(G: Network, pairs: Ints) -> Bools:
    """Whether at least one of a pair has no tie yet, so that its place says nothing; (k,)."""
    degree = np.diff(G.mutual.indptr)
    return np.asarray((degree[pairs] == 0).any(axis=1))


class Foreseen(NamedTuple):
    """How well a measure told the pairs that became tied from all that might have."""

    auc: float  # the chance that a new tie is ranked above a pair that stayed apart; .5: by luck
    precision: float  # average precision; by luck it would be `new / pairs`
    new: int
    pairs: int


def held_out(
    G: Network, measure: Measure, *, share: float = 0.2, repeats: int = 20, seed: int = 0
) -> tuple[Foreseen, float]:
    """Hide a share of the ties at random and look for them: means, and the SD of the AUC.

    Flatters: whom somebody is tied to later is harder to guess (`foreseen`).
    """
    rng = np.random.default_rng(seed)
    rows, columns = _tied_pairs(G)
    hide = round(share * len(rows))
    results = []
    for _ in range(repeats):
        remaining = np.sort(rng.permutation(len(rows))[hide:])
        results.append(
            _foreseen(_with_ties(G, rows[remaining], columns[remaining]), G, measure)["all"]
        )
    areas, precisions = [one.auc for one in results], [one.precision for one in results]
    mean = Foreseen(float(np.mean(areas)), float(np.mean(precisions)), hide, results[0].pairs)
    return mean, float(np.std(areas))


def foreseen(before: Network, after: Network, measure: Measure) -> Mapping[str, Foreseen]:
    """Which ties of a later network an earlier one of the same entities foretold.

    Of "all" pairs not tied before; of those where "both known", "one newcomer" and "two newcomers":
    who has no tie in the earlier network is a newcomer. ValueError: other entities.
    """
    if before.ids != after.ids:
        raise ValueError("The two networks are not of the same entities.")
    return _foreseen(before, after, measure)


def _foreseen(before: Network, after: Network, measure: Measure) -> dict[str, Foreseen]:
    n = len(before.ids)
    pairs = np.stack(np.triu_indices(n, 1), axis=1).astype(np.int64)
    pairs = pairs[~tied(before.mutual, pairs)]
    became = tied(after.mutual, pairs).astype(np.float64)
    likely = np.nan_to_num(measure(before, pairs), nan=0.0)  # of newcomers nothing is known
    new = (np.diff(before.mutual.indptr)[pairs] == 0).sum(axis=1)
    groups = {
        "all": new >= 0,
        "both known": new == 0,
        "one newcomer": new == 1,
        "two newcomers": new == 2,
    }
    return {name: _judged(likely[those], became[those]) for name, those in groups.items()}


def _judged(likely: Floats, became: Floats) -> Foreseen:
    """Level pairs are one step, so that their order does not matter: all level gives the rate."""
    _, step = np.unique(-np.round(likely, 12), return_inverse=True)
    size, hits = np.bincount(step), np.bincount(step, became)
    precision = np.cumsum(hits) / np.cumsum(size)
    new = int(became.sum())
    average = float((hits * precision).sum() / new) if new else np.nan
    return Foreseen(auc(likely, became), average, new, len(became))


def _over_shared(G: Network, pairs: Ints, weight: Callable[[Floats], Floats]) -> Floats:
    both = shared(G.mutual, pairs)
    counts = ~G.endpoints[both.who]
    degree = np.diff(G.mutual.indptr).astype(np.float64)[both.who[counts]]
    total = np.bincount(both.pair[counts], weight(degree), len(pairs)).astype(np.float64)
    return np.where(newcomers(G, pairs), np.nan, total)


def _tied_pairs(G: Network) -> tuple[Ints, Ints]:
    """Every tied pair once, the smaller number first."""
    rows = np.repeat(np.arange(len(G.ids)), np.diff(G.mutual.indptr))
    columns = G.mutual.indices.astype(np.int64)
    once = rows < columns
    return rows[once], columns[once]


def _with_ties(G: Network, rows: Ints, columns: Ints) -> Network:
    """The same entities with these ties only, each both ways and sure."""
    n = len(G.ids)
    ends = np.concatenate([rows, columns]), np.concatenate([columns, rows])
    order = np.lexsort(ends[::-1])
    first = np.append(0, np.cumsum(np.bincount(ends[0], minlength=n)))
    p = type(G.p)((np.ones(len(order)), ends[1][order], first), shape=(n, n))
    return replace(G, p=p, _ties=(), _first=None, _which=None)
