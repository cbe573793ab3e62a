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

from graph.network.network import Floats, Indices, Ints, Matrix, Network

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
    turned = M  # transposed, and the same
    label = np.arange(len(G.ids))
    while True:
        own = _numbered(_moved(M, np.arange(M.shape[0]), resolution, rng, JOINING))
        label = own[label]
        if own.max(initial=-1) + 1 == M.shape[0]:
            break
        M = _joined(turned, own)
        turned = M.T.tocsr()  # equal but for rounding
    label = _moved(whole, label, resolution, rng)
    inner = label[_rows(whole)] == label[whole.indices]
    first = np.concatenate([[0], np.cumsum(inner)])[whole.indptr]
    heads = whole.indices[inner]
    within = sparse.csr_array((np.ones(len(heads)), heads, first), shape=whole.shape)
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
    n, rows = M.shape[0], _rows(M)
    strength = np.bincount(rows, M.data, n).astype(np.float64)
    pull = resolution * strength / max(strength.sum(), np.finfo(float).tiny)
    ties = _apart(M, rows)  # a community's ties to itself hold it nowhere
    label, count = label.astype(np.int32), int(label.max(initial=-1)) + 1
    weight = np.bincount(label, strength)
    changed, passes = np.ones(n, dtype=bool), 0
    while changed.any() and passes < most:
        passes += 1
        share = AT_A_TIME if passes < PATIENT else THEN
        now = np.flatnonzero(changed & (rng.random(n) < share))
        if not len(now):
            continue
        changed[now] = False
        near: Matrix = ties[now]
        toward = _summed(near, label, count)  # of each to each community
        many, first = np.diff(toward.indptr), toward.indptr[:-1]
        own, pulls, at_home = strength[now], pull[now], label[now]
        gain = weight[toward.indices]
        gain *= np.repeat(pulls, many)
        np.subtract(toward.data, gain, out=gain)
        least = -pulls * (weight[at_home] - own)  # of staying without a tie there
        home = np.flatnonzero(toward.indices == np.repeat(at_home, many))
        at = np.searchsorted(first, home, "right") - 1
        gain[home] = toward.data[home] - pulls[at] * (weight[at_home[at]] - own[at])
        least[at] = gain[home]
        best = np.full(len(now), -np.inf)
        tied = np.flatnonzero(many)
        if len(tied):
            best[tied] = np.maximum.reduceat(gain, first[tied])
        leaving = np.flatnonzero(best > least + 1e-12)
        if not len(leaving):
            continue
        among = _places(first[leaving], many[leaving])
        equal = np.flatnonzero(gain[among] == np.repeat(best[leaving], many[leaving]))
        of = np.repeat(np.arange(len(leaving)), many[leaving])[equal]
        to = toward.indices[among[equal[np.flatnonzero(np.diff(of, prepend=-1))]]]  # the first
        label[now[leaving]] = to
        weight = np.bincount(label, strength, count)
        arcs = near.indptr[leaving], near.indptr[leaving + 1] - near.indptr[leaving]
        others = near.indices[_places(*arcs)]
        changed[others[label[others] != np.repeat(to, arcs[1])]] = True
    return label


def _joined(turned: Matrix, label: Ints) -> Matrix:
    """The ties of communities, each as one, with those within as a tie to itself."""
    members: Matrix = _parts(label).T.tocsr()
    many = members.shape[0]
    toward = _summed(turned, label, many)[members.indices]
    first = toward.indptr[members.indptr]
    each: Matrix = sparse.csr_array((toward.data, toward.indices, first), shape=(many, many))
    joined: Matrix = _summed(each, np.arange(many), many).T.tocsr()
    return joined


def _summed(M: Matrix, label: Indices, count: int) -> Matrix:
    """Of each row the sums by the label of the column, (rows, count); the last label first.

    That is M @ `_parts(label)` to the last bit and in the same order, in half the time: scipy adds
    up what stands twice in one place when it adds two matrices, but only once it sees that
    something does; hence two nothings in one place.
    """
    many = M.shape[0]
    columns = label.astype(np.int32, copy=False)[M.indices]
    twice: Matrix = sparse.csr_array(
        (np.zeros(2), np.zeros(2, np.int32), np.r_[np.int32(0), np.full(many, 2, np.int32)]),
        shape=(many, count),
    )
    total: Matrix = sparse.csr_array((M.data, columns, M.indptr), shape=(many, count)) + twice
    return total


def _apart(M: Matrix, rows: Ints) -> Matrix:
    """Without ties of one to itself."""
    apart = rows != M.indices
    if apart.all():
        return M
    first = np.concatenate([[0], np.cumsum(apart)])[M.indptr]
    return sparse.csr_array((M.data[apart], M.indices[apart], first), shape=M.shape)


def _rows(M: Matrix) -> Ints:
    return np.repeat(np.arange(M.shape[0]), np.diff(M.indptr))


def _numbered(label: Indices) -> Ints:
    """The same labels from 0 on without gaps, in their order."""
    there = np.zeros(int(label.max(initial=-1)) + 1, dtype=bool)
    there[label] = True
    return (np.cumsum(there) - 1)[label]


def _places(first: Indices, many: Indices) -> Ints:
    """So many places from each of these on, one after the other."""
    ends = np.cumsum(many)
    return np.repeat(first - ends + many, many) + np.arange(ends[-1] if len(ends) else 0)


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
