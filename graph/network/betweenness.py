"""Betweenness: how often somebody is on the shortest ways between others.

Freeman (1977), by Brandes's accumulation (2001), here for 32 starts at a time as products of sparse
and dense matrices; from a random sample of starts where there are many (Brandes & Pich 2007), with
the standard error that comes of sampling (who is between few pairs is met by few starts, so that
the error found is often too small there: about four in five lie within two). Ways are counted in
ties. Those who carry no chain are only at the ends of ways. O(starts · m).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from graph.network.network import Floats, Ints, Matrix, Network

STARTS: Final = 128
TOGETHER: Final = 32


class Betweenness(NamedTuple):
    """Ordered pairs that each one is between, ties shared out; and its standard error; (n,)."""

    pairs: Floats  # NaN: may carry no chain
    error: Floats  # 0: every start was used


def betweenness(G: Network, starts: int = STARTS, seed: int = 0) -> Betweenness:
    """Estimated from so many random starts; exact if the network has no more.

    As `nx.betweenness_centrality(G, normalized=False)` of a directed graph.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> betweenness(from_networkx(nx.path_graph(["a", "b", "c"]))).pairs
    array([0., 2., 0.])
    """
    n = len(G.ids)
    chosen = np.arange(n)
    if n > starts:
        chosen = np.sort(np.random.default_rng(seed).choice(n, starts, replace=False))
    total, squares = dependencies(G.p, G.carrying, G.entering, chosen)
    used = max(len(chosen), 1)
    mean = total / used
    left = 1 - used / max(n, 1)  # a sample without repetition: no error once everybody is in it
    spread = np.sqrt(np.maximum(squares / used - mean**2, 0) * left / max(used - 1, 1))
    barred = np.where(G.endpoints, np.nan, 0.0)
    return Betweenness(n * mean + barred, n * spread + barred)


def dependencies(
    first: Matrix, onward: Matrix, back: Matrix, starts: Ints
) -> tuple[Floats, Floats]:
    """How much these starts depend on each to reach all others: the sum, and that of squares; (n,).

    The number of others to whom the ways lead through each, ways of equal length shared out. Ways
    begin along `first` and go on along `onward`, of which `back` is the transpose.
    """
    everything, onward, back = _pattern(first), _pattern(onward), _pattern(back)
    total, squares = np.zeros(first.shape[0]), np.zeros(first.shape[0])
    for i in range(0, len(starts), TOGETHER):
        depends = _dependencies(everything, onward, back, starts[i : i + TOGETHER])
        total += depends.sum(axis=1)
        squares += (depends**2).sum(axis=1)
    return total, squares


def _pattern(M: Matrix) -> Matrix:
    """The same arcs, each 1."""
    ones: Matrix = M.copy()
    ones.data = np.ones_like(ones.data)
    return ones


def _dependencies(everything: Matrix, onward: Matrix, back: Matrix, block: Ints) -> Floats:
    """How much each start depends on each to reach all others, (n, starts)."""
    n, columns = everything.shape[0], np.arange(len(block))
    ways = np.zeros((n, len(block)))  # number of shortest ways from each start
    ways[block, columns] = 1
    left = ways == 0  # not reached yet
    levels = [ways.copy()]
    # A start may begin ways even if it carries none.
    new = np.ascontiguousarray(everything[block].toarray().T)
    while left.any():
        new *= left
        met = new > 0
        if not met.any():
            break
        left &= ~met
        ways += new
        levels.append(new)
        new = np.asarray(back @ new)
    depends = np.zeros_like(ways)
    for nearer, farther in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        ratio = np.zeros_like(ways)
        np.divide(1 + depends, ways, out=ratio, where=farther > 0)
        through = np.asarray(onward @ ratio)
        through *= nearer
        depends += through
    return depends
