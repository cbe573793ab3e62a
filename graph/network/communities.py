"""Communities: computed groups that have more to do with each other than with the rest.

Louvain (Blondel and others 2008), with two things from Leiden (Traag, Waltman & van Eck 2019): only
those whose surroundings changed are looked at again, and a community that has come apart is split.
Joining stops after some passes, and at the end everybody may move once more (the refinement of
Rotta & Noack 2011): better and sooner than joining until nobody moves. Weights are p + pᵀ,
direction does not matter. O(m) per pass. A community is a way of looking, not a fact: see
`stability` before naming one, and compare it with the coalitions that were declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.network.network import Floats, Ints, Matrix, Network

STABLE: Final = 0.75  # mean Jaccard over resampled networks (Hennig 2007)
DOUBTFUL: Final = 0.6  # below this a community should not be trusted (Hennig 2007)
JOINING: Final = 10  # passes before communities are joined into one each
PATIENT: Final = 200  # passes of half of them; 20 to 40 are usual at the end, for 20,000
AT_A_TIME, THEN = 0.5, 0.02  # the share that moves in one pass, and after so many


def labels(
    G: Network, rng: np.random.Generator, *, weight: str | None = "p", resolution: float = 1.0
) -> Ints:
    """The number of each one's community, (n,); direction does not matter.

    Communities are found in an order drawn from `rng`. `nx.community.louvain_communities` on
    `G.undirected` gives them as sets.
    """
    whole = M = G.mutual_by(weight)
    label = np.arange(len(G.ids))
    while True:
        own = _moved(M, np.arange(M.shape[0]), resolution, rng, JOINING)
        own = np.unique(own, return_inverse=True)[1]
        label = own[label]
        count = int(own.max(initial=-1)) + 1
        if count == M.shape[0]:
            break
        member = _parts(own)
        joined: Matrix = (member.T @ M @ member).tocsr()
        M = joined
    label = _moved(whole, label, resolution, rng)
    rows = np.repeat(np.arange(len(G.ids)), np.diff(whole.indptr))
    inner = label[rows] == label[whole.indices]
    places = (rows[inner], whole.indices[inner])
    within = sparse.csr_array((np.ones(len(places[0])), places), shape=whole.shape)
    return csgraph.connected_components(within, directed=False)[1].astype(np.int64)


def sets(label: Ints) -> list[Ints]:
    """The members of each community, ascending; the largest first, then by first member."""
    order = np.argsort(label, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if len(order) else []
    return sorted(parts, key=lambda members: (-len(members), members[0]))


def modularity(
    G: Network, label: Ints, *, weight: str | None = "p", resolution: float = 1.0
) -> float:
    """Newman & Girvan's Q (2004) of a division, weighted; directed as Leicht & Newman (2008).

    ZeroDivisionError: no ties.
    """
    M = G.weighted(weight)
    rows, n = np.repeat(np.arange(len(label)), np.diff(M.indptr)), int(label.max(initial=-1)) + 1
    inner = float(M.data[label[rows] == label[M.indices]].sum())
    out = np.bincount(label[rows], M.data, n)
    into = np.bincount(label[M.indices], M.data, n) if G.directed else out
    total = float(M.data.sum())
    return inner / total - resolution * float((out * into).sum()) / total**2


def _moved(
    M: Matrix, label: Ints, resolution: float, rng: np.random.Generator, most: float = np.inf
) -> Ints:
    """Each into the neighbouring community that gains most modularity, until nobody gains; (n,).

    From these labels on, in so many passes at `most`.

    Half of those whose surroundings have changed move at a time, drawn anew each time, so that two
    who would swap places for ever do not; where that takes unusually long, few at a time, for one
    alone only ever moves uphill.
    """
    n = M.shape[0]
    rows = np.repeat(np.arange(n), np.diff(M.indptr))
    strength = np.bincount(rows, M.data, n).astype(np.float64)
    pull = resolution * strength / max(strength.sum(), np.finfo(float).tiny)
    apart = rows != M.indices  # a community's ties to itself hold it nowhere
    first = np.concatenate([[0], np.cumsum(apart)])[M.indptr]
    ties: Matrix = sparse.csr_array((M.data[apart], M.indices[apart], first), shape=M.shape)
    label, weight = label.copy(), np.bincount(label, strength, n).astype(np.float64)
    changed, passes = np.ones(n, dtype=bool), 0
    while changed.any() and passes < most:
        passes += 1
        share = AT_A_TIME if passes < PATIENT else THEN
        now = np.flatnonzero(changed & (rng.random(n) < share))
        changed[now] = False
        near: Matrix = ties[now]
        toward: Matrix = (near @ _parts(label, n)).tocsr()  # of each to each community
        at = np.repeat(np.arange(len(now)), np.diff(toward.indptr))
        own, home = strength[now][at], toward.indices == label[now][at]
        gain = toward.data - pull[now][at] * (weight[toward.indices] - np.where(home, own, 0.0))
        least = -pull[now] * (weight[label[now]] - strength[now])  # of staying without a tie there
        least[at[home]] = gain[home]
        best = np.full(len(now), -np.inf)
        tied = np.flatnonzero(np.diff(toward.indptr))
        if len(tied):
            best[tied] = np.maximum.reduceat(gain, toward.indptr[tied])
        to = np.flatnonzero((gain == best[at]) & (gain > least[at] + 1e-12))
        to = to[np.flatnonzero(np.diff(at[to], prepend=-1))]  # the first of equal ones
        label[now[at[to]]] = toward.indices[to]
        weight = np.bincount(label, strength, n).astype(np.float64)
        moved: Matrix = near[at[to]]
        new = np.repeat(toward.indices[to], np.diff(moved.indptr))
        changed[moved.indices[label[moved.indices] != new]] = True
    return label


class Stability(NamedTuple):
    """How well a community is found again in resampled networks (mean of the best Jaccard)."""

    jaccard: float

    @property
    def word(self) -> str:
        if self.jaccard >= STABLE:
            return "stable"
        return "doubtful" if self.jaccard >= DOUBTFUL else "unstable"


def stability(
    G: Network, communities: Sequence[Sequence[str]], *, draws: int = 20, seed: int = 0
) -> list[Stability]:
    """For each community how stable it is if every tie exists with its own chance.

    Hennig's clusterwise Jaccard (2007) over `draws` worlds. O(draws · m).
    """
    member = _membership(G, communities)
    total = np.zeros(len(communities))
    for number in range(draws):
        label = labels(G.world(number, seed), np.random.default_rng(seed))
        total += _jaccard(member, label).max(axis=1)
    return [Stability(float(value)) for value in total / max(draws, 1)]


class Overlap(NamedTuple):
    """A declared coalition and the community that is most like it."""

    coalition: str
    community: int  # its position among the communities
    shared: int
    of_coalition: float  # share of the coalition that is in the community
    of_community: float  # share of the community that is in the coalition
    jaccard: float


def overlaps(
    communities: Sequence[Sequence[str]], coalitions: Mapping[str, Iterable[str]]
) -> list[Overlap]:
    """For each declared coalition the community most like it, by id; members unknown here count.

    >>> overlaps([("a", "b", "c"), ("d",)], {"coa:x": ["a", "b", "e"]})[0].jaccard
    0.5
    """
    sets = [set(ids) for ids in communities]
    rows = []
    for name in sorted(coalitions):
        members = set(coalitions[name])
        if not members or not sets:
            continue
        like = [len(members & ids) / len(members | ids) for ids in sets]
        best = int(np.argmax(like))
        shared = len(members & sets[best])
        of_community = shared / len(sets[best])
        rows.append(
            Overlap(
                coalition=name,
                community=best,
                shared=shared,
                of_coalition=shared / len(members),
                of_community=of_community,
                jaccard=like[best],
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class EI:
    """Ties that leave a group and ties within it (each pair once), and their E-I index."""

    external: int
    internal: int

    @property
    def index(self) -> float | None:
        """-1: all ties within; +1: all ties outside (Krackhardt & Stern 1988). None: no ties."""
        both = self.external + self.internal
        return (self.external - self.internal) / both if both else None


def ei(G: Network, members: Iterable[str]) -> EI:
    """The E-I index of one group.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> ei(from_networkx(nx.path_graph(["a", "b", "c", "d"])), ["a", "b"]).index
    0.0
    """
    inside, ours = np.zeros(len(G.ids), dtype=bool), G.numbers(members)
    inside[ours] = True
    own: Matrix = G.mutual[ours]
    internal = int(inside[own.indices].sum())
    return EI(own.nnz - internal, internal // 2)


def participation(G: Network, communities: Sequence[Sequence[str]]) -> Floats:
    """Who sits between: 1 - Σ_c (share of one's ties in community c)², (n,); NaN: no ties.

    0: all ties in one community (Guimerà & Amaral 2005).
    """
    into: Matrix = (G.mutual @ _membership(G, communities).T).tocsr()
    total: Floats = np.asarray(into.sum(axis=1)).ravel()
    squares: Floats = np.asarray(into.power(2).sum(axis=1)).ravel()
    spread = 1 - np.divide(squares, total**2, out=np.ones(len(total)), where=total > 0)
    return np.where(total > 0, spread, np.nan)


def _membership(G: Network, communities: Sequence[Sequence[str]]) -> Matrix:
    """(communities, n), 1 for members."""
    rows = np.repeat(np.arange(len(communities)), [len(ids) for ids in communities])
    columns = np.array([G.at(id) for ids in communities for id in ids], dtype=np.int64)
    ones = np.ones(len(rows))
    return sparse.csr_array((ones, (rows, columns)), shape=(len(communities), len(G.ids)))


def _jaccard(member: Matrix, label: Ints) -> Floats:
    """Of each community with each of another division, (communities, parts)."""
    shared: Matrix = (member @ _parts(label)).tocsr()
    both = shared.toarray()
    sizes = np.asarray(member.sum(axis=1)).ravel()[:, None] + np.bincount(label)[None, :]
    return np.asarray(both / (sizes - both), dtype=np.float64)


def _parts(label: Ints, parts: int | None = None) -> Matrix:
    """(n, parts), 1 for the part that each is in."""
    n = len(label)
    return sparse.csr_array(
        (np.ones(n), label, np.arange(n + 1)), shape=(n, parts) if parts else None
    )
