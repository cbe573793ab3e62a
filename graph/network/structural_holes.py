"""Structural holes and brokers: who connects those who are not connected otherwise.

Burt's constraint c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², p_ij = (a_ij + a_ji) / Σ_k (a_ik + a_ki) over
those tied to i (Burt 1992; as NetworkX); effective size n_i - 2 t_i / n_i (Borgatti 1997); the
roles of Gould & Fernandez (1989). All of them come from one list of the network's triangles,
found by going from lower to higher degree (Chiba & Nishizeki 1985): O(m^1.5) at the very worst.

Results are aligned with `G.ids`; NaN: not defined (somebody without ties; a broker who may carry
no chain).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

import numpy as np

from graph.network.network import Bools, Floats, Ints, Network
from graph.network.pairs import find, numbered_pairs, shared, tied


class Brokerage(NamedTuple):
    """Open steps a → v → b (a ≠ b, no tie a → b) by the groups of a, v and b; each (n,).

    Ordered: where ties are mutual, a pair counts twice, once in each direction.
    """

    coordinator: Floats  # A A A: within one's own group
    itinerant: Floats  # A B A: between two of another group
    gatekeeper: Floats  # A B B: from outside into one's own group
    representative: Floats  # A A B: out of one's own group
    liaison: Floats  # A B C: between two other groups

    @property
    def total(self) -> Floats:
        return np.asarray(np.sum(np.array(self), axis=0), dtype=np.float64)


class Gain(NamedTuple):
    """What a new tie would change for the two it joins; (k, 2) each, first and second of a pair."""

    constraint: Floats  # negative: less constrained. NaN: had no tie before
    effective_size: Floats


class Triangles(NamedTuple):
    """Three who are all tied; and for (0, 1), (1, 2) and (0, 2) where `mutual` holds the tie."""

    corners: Ints  # (3, t)
    places: Mapping[tuple[int, int], Ints]  # both directions of the three sides, (t,) each


class Holes:
    """The measures of one network; what they share is computed once.

    `weight`: the attribute that says how much two have to do with each other. Weights are above
    0, and nobody is tied to themselves.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> holes = Holes(from_networkx(nx.star_graph(["b", "a", "c", "d"])))
    >>> holes.constraint.round(2), holes.effective_size  # b is in the middle
    (array([1.  , 0.33, 1.  , 1.  ]), array([1., 3., 1., 1.]))
    """

    def __init__(self, G: Network, weight: str | None = "p") -> None:
        self.G, self.M = G, G.mutual_by(weight)
        self.rows = np.repeat(np.arange(len(G.ids)), np.diff(self.M.indptr))
        self.heads = self.M.indices.astype(np.int64)
        self.degree = np.diff(self.M.indptr).astype(np.float64)
        self.total = np.bincount(self.rows, self.M.data, len(G.ids))
        self.share = self.M.data / self.total[self.rows]

    @cached_property
    def triangles(self) -> Triangles:
        """Every three who are all tied to each other, once."""
        return self.G.once("triangles", self._triangles)  # the same whatever the weight

    @cached_property
    def local_constraint(self) -> Floats:
        """How much of each one's ties leads to and back through each other, (m,)."""
        return np.asarray((self.share + self.indirect) ** 2, np.float64)

    @cached_property
    def back(self) -> Ints:
        """For each place in `mutual` that of the opposite direction, (m,)."""
        return np.lexsort((self.rows, self.heads)).astype(np.int64)

    @cached_property
    def indirect(self) -> Floats:
        """Σ_q p_iq p_qj for each tie i-j, (m,)."""
        places, m = self.triangles.places, len(self.share)
        result = np.zeros(m)
        for i, j, q in permutations(range(3)):
            through = self.share[places[i, q]] * self.share[places[q, j]]
            result += np.bincount(places[i, j], through, m)
        return result

    @cached_property
    def constraint(self) -> Floats:
        """How much of each one's ties lead back to the same few people; low: many holes. (n,)."""
        each = np.bincount(self.rows, self.local_constraint, len(self.degree))
        return self._defined(each.astype(np.float64))

    @cached_property
    def closed(self) -> Floats:
        """How many pairs among those tied to each are tied to each other, (n,)."""
        corners = self.triangles.corners.ravel()
        return np.bincount(corners, minlength=len(self.degree)).astype(np.float64)

    @cached_property
    def effective_size(self) -> Floats:
        """How many people somebody is tied to, less those who are tied to each other; (n,)."""
        return self._defined(_effective_size(self.degree, self.closed))

    def gain(self, pairs: Iterable[tuple[str, str]], p: float) -> Gain:
        """What a new tie of chance p (each way) would change for the two of each pair.

        Exact, from the ties the two share. For those already tied: NaN. O(shared ties).
        """
        both = numbered_pairs(self.G, pairs)
        common = shared(self.M, both)
        constraint, size = np.empty(both.shape), np.empty(both.shape)
        count = np.bincount(common.pair, minlength=len(both))
        for side in (0, 1):
            me, other = both[:, side], both[:, 1 - side]
            mine = common.left if side == 0 else common.right
            theirs = common.right if side == 0 else common.left
            new = 2 * p / (self.total[me] + 2 * p)  # my share in the new tie
            keep = 1 - new
            keep_other = self.total[other] / (self.total[other] + 2 * p)
            # Ties to those we share become more constrained by the new tie, all others less.
            old = (self.share + self.indirect)[mine] * keep[common.pair]
            more = new[common.pair] * self.share[theirs] * keep_other[common.pair]
            changed = np.bincount(common.pair, (old + more) ** 2 - old**2, len(both))
            round_about = self.share[mine] * self.share[self.back[theirs]]
            toward = new + keep * np.bincount(common.pair, round_about, len(both))
            after = keep**2 * np.nan_to_num(self.constraint[me]) + changed + toward**2
            constraint[:, side] = after - self.constraint[me]
            size[:, side] = _effective_size(
                self.degree[me] + 1, self.closed[me] + count
            ) - _effective_size(self.degree[me], self.closed[me])
        known = tied(self.M, both)
        constraint[known], size[known] = np.nan, np.nan
        return Gain(constraint, size)

    def brokerage(self, groups: Mapping[str, str]) -> Brokerage:
        """In which roles each one stands between two others; those in no group count nowhere.

        >>> import networkx as nx
        >>> from graph.network.conversion import from_networkx
        >>> G = from_networkx(nx.DiGraph([("a", "v"), ("v", "b"), ("v", "c")]))
        >>> roles = Holes(G).brokerage({"a": "ngo", "v": "state", "b": "state", "c": "press"})
        >>> roles.gatekeeper[-1], roles.liaison[-1], roles.total
        (np.float64(1.0), np.float64(1.0), array([0., 0., 0., 2.]))
        """
        G, n = self.G, len(self.degree)
        number = {name: i for i, name in enumerate(sorted(set(groups.values())))}
        group = np.array([number.get(groups.get(id, ""), -1) for id in G.ids], dtype=np.int64)
        directed = find(G.p, self.rows, self.heads) >= 0  # this place of `mutual` is a tie in `p`
        directed &= (group[self.rows] >= 0) & (group[self.heads] >= 0)
        same = group[self.rows] == group[self.heads]

        def ends(kind: Bools, inward: bool) -> Floats:
            at = self.heads if inward else self.rows
            return np.bincount(at[directed & kind], minlength=n).astype(np.float64)

        both_ways = directed & directed[self.back]
        mutual_same, mutual_other = (
            np.bincount(self.rows[both_ways & kind], minlength=n) for kind in (same, ~same)
        )
        in_same, in_other = ends(same, True), ends(~same, True)
        out_same, out_other = ends(same, False), ends(~same, False)
        of_group = max(len(number), 1)
        outside = directed & ~same
        into = np.unique(
            self.heads[outside] * of_group + group[self.rows[outside]], return_counts=True
        )
        out = np.unique(
            self.rows[outside] * of_group + group[self.heads[outside]], return_counts=True
        )
        _, i, j = np.intersect1d(into[0], out[0], assume_unique=True, return_indices=True)
        itinerant = np.bincount(into[0][i] // of_group, into[1][i] * out[1][j], n) - mutual_other
        counts = {
            "coordinator": in_same * out_same - mutual_same,
            "itinerant": itinerant,
            "gatekeeper": in_other * out_same,
            "representative": in_same * out_other,
            "liaison": in_other * out_other - mutual_other - itinerant,
        }
        places, corners = self.triangles.places, self.triangles.corners
        for a, v, b in permutations(range(3)):  # what is closed by a tie a → b is not open
            closed = directed[places[a, v]] & directed[places[v, b]] & directed[places[a, b]]
            from_same, to_same = same[places[a, v]], same[places[v, b]]
            ends_same = same[places[a, b]]
            for role, here in (
                ("coordinator", from_same & to_same),
                ("itinerant", ~from_same & ~to_same & ends_same),
                ("gatekeeper", ~from_same & to_same),
                ("representative", from_same & ~to_same),
                ("liaison", ~from_same & ~to_same & ~ends_same),
            ):
                counts[role] -= np.bincount(corners[v][closed & here], minlength=n)
        barred = np.where(G.endpoints, np.nan, 0.0)
        return Brokerage(**{role: count + barred for role, count in counts.items()})

    def _triangles(self) -> Triangles:
        n = len(self.degree)
        rank = np.empty(n, dtype=np.int64)
        rank[np.lexsort((np.arange(n), self.degree))] = np.arange(n)
        up = np.flatnonzero(rank[self.rows] < rank[self.heads])  # places of ties to higher rank
        first = np.concatenate([[0], np.cumsum(np.bincount(self.rows[up], minlength=n))])
        middle = self.heads[up]
        size = np.diff(first)[middle]
        first_tie = np.repeat(np.arange(len(up)), size)  # u → v, then v → w for each
        second_tie = np.arange(len(first_tie)) + np.repeat(
            first[middle] - np.cumsum(size) + size, size
        )
        u, v, w = self.rows[up[first_tie]], middle[first_tie], self.heads[up[second_tie]]
        third_tie = find(self.M, u, w)
        closed = third_tie >= 0
        u, v, w = u[closed], v[closed], w[closed]
        places = {
            (0, 1): up[first_tie[closed]],
            (1, 2): up[second_tie[closed]],
            (0, 2): third_tie[closed],
        }
        places |= {(j, i): self.back[at] for (i, j), at in places.items()}
        return Triangles(np.array([u, v, w]), places)

    def _defined(self, values: Floats) -> Floats:
        return np.where(self.degree > 0, values, np.nan)


def holes(G: Network, weight: str | None = "p") -> Holes:
    """The measures of a network, made once for each weight."""
    return G.once(("holes", weight), lambda: Holes(G, weight))


def _effective_size(degree: Floats, closed: Floats) -> Floats:
    return degree - 2 * closed / np.maximum(degree, 1)
