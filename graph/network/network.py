"""The one weighted network that an algorithm wants: what NetworkX's functions are called on.

A tie has a chance p that it works when somebody asks to be introduced along it; length = -ln p, so
that the shortest way is the most reliable chain. building.py makes it from ties.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias, TypeVar

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.model.errors import NotFound
from graph.model.records import Tie
from graph.model.words import say
from graph.network import registration
from graph.network.sampling import Keys, exists, joined, keys, numbered, thresholds

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Places: TypeAlias = npt.NDArray[np.int32]
Indices: TypeAlias = npt.NDArray[np.integer]
Bools: TypeAlias = npt.NDArray[np.bool_]
Matrix: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"
T = TypeVar("T")

registration.register()


class Arcs(NamedTuple):
    """Arcs of row v: first[v] to first[v + 1]; where each leads, and its draw.

    `draws` are pairs of a key and a threshold (sampling.py), looked up together: (m,) of 64 bits.
    """

    first: Ints
    heads: Places
    draws: npt.NDArray[np.uint64]


# NetworkX dispatches by the name below, whatever the class; its type stubs want a graph.
if TYPE_CHECKING:
    Base = nx.Graph[str]
else:
    Base = object


@dataclass(frozen=True, eq=False)
class Network(Base):
    """A weighted network; NetworkX's functions are called on it (backend.py has our kernels).

    Entities are numbered in the order of `ids`, for ours ascending; n of them, m arcs. `p` is
    (n, n): the chance that whoever is in the row can introduce you to whoever is in the column.
    `endpoints` is (n,): those who may begin or end a chain but carry none; NetworkX knows nothing
    of them, so ask about chains on `from_(source)`. `left_out` counts ties that were not used, by
    reason ("unsourced", "ended", "not begun").

    To NetworkX each arc has the attributes `p` and `length` (-ln p). What came from NetworkX has
    1 as each p, and the attributes it came with: `values`, (m,) each.
    """

    __networkx_backend__: ClassVar[str] = registration.NAME

    ids: tuple[str, ...]
    p: Matrix
    endpoints: Bools
    left_out: Mapping[str, int] = field(default_factory=dict)
    directed: bool = True  # False: p is symmetric
    values: Mapping[str, Floats] | None = None
    _once: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)
    _ties: Sequence[tuple[Tie, float]] = ()
    _first: Ints | None = None  # arc k is believed for the ties _which[_first[k]:_first[k + 1]]
    _which: Ints | None = None

    @cached_property
    def index(self) -> dict[str, int]:
        """From an id to its number."""
        return {id: number for number, id in enumerate(self.ids)}

    def at(self, id: str) -> int:
        """The number of an entity. NotFound: it is not in this network."""
        number = self.index.get(id)
        if number is None:
            raise NotFound(
                say("“{id}” is not in this network, or this audience may not see it.", id=id)
            )
        return number

    def numbers(self, ids: Iterable[str]) -> Ints:
        """The numbers of several entities; those that are not in the network are left out."""
        return np.array(sorted({self.index[i] for i in ids if i in self.index}), dtype=np.int64)

    def chance(self, source: str, target: str) -> float:
        """The chance of one step; 0 where there is no tie."""
        arc = self._arc(source, target)
        return 0.0 if arc is None else float(self.p.data[arc])

    def reasons(self, source: str, target: str) -> list[tuple[Tie, float]]:
        """Why a step is believed: its ties, each with its own chance, best first."""
        arc = self._arc(source, target)
        if arc is None or self._first is None or self._which is None:
            return []
        believed = [
            self._ties[int(k)] for k in self._which[self._first[arc] : self._first[arc + 1]]
        ]
        return sorted(believed, key=lambda reason: (-reason[1], reason[0].identity))

    def _arc(self, source: str, target: str) -> int | None:
        row, column = self.at(source), self.at(target)
        begin, end = self.p.indptr[row : row + 2].tolist()
        arc = begin + int(self.p.indices[begin:end].searchsorted(column))
        return arc if arc < end and self.p.indices[arc] == column else None

    @cached_property
    def tails(self) -> Ints:
        """The row of each arc, (m,); `p.indices` is its column."""
        return np.repeat(np.arange(len(self.ids)), np.diff(self.p.indptr))

    @cached_property
    def carrying(self) -> Matrix:
        """`p` without the arcs that leave those who carry no chain; explicit, sorted."""
        carried = ~self.endpoints[self.tails]
        first = np.concatenate([[0], np.cumsum(carried)])[self.p.indptr]
        return matrix(len(self.ids), self.p.data[carried], self.p.indices[carried], first)

    @cached_property
    def entering(self) -> Matrix:
        """`carrying` transposed: row v holds the arcs into v from those who carry chains."""
        turned: Matrix = self.carrying.T.tocsr()
        turned.sort_indices()
        return turned

    @cached_property
    def mutual(self) -> Matrix:
        """p + pᵀ, symmetric: how much two have to do with each other in either direction."""
        return self.mutual_by("p")

    def mutual_by(self, weight: str | None) -> Matrix:
        """The same of any weight. Undirected ties have to do with each other as they are."""
        M = self.weighted(weight)
        if not self.directed:
            return M

        def both() -> Matrix:
            total: Matrix = (M + M.T).tocsr()
            total.sort_indices()
            return total

        return self.once(("mutual", weight), both)

    @cached_property
    def undirected(self) -> Network:
        """Each two who are tied, whatever the direction; p is `mutual`, and there is no length."""
        if not self.directed:
            return self
        return Network(self.ids, self.mutual, self.endpoints, directed=False)

    def from_(self, source: str) -> Network:
        """Where chains that begin at the source may lead: of those who carry none no arc leaves.

        NotFound: it is not in this network.
        """
        s, carriers = self.at(source), self._of_carriers
        if not self.endpoints[s]:
            return carriers
        G = Network(self.ids, _spliced(carriers.p, self.p, s), carriers.endpoints)
        length = _spliced(carriers.weighted("length"), self.weighted("length"), s)
        G.once(("weighted", "length"), lambda: length)
        back = carriers.backwards("length")  # whoever begins a chain is not met again on it
        G.once(("backwards", "length"), lambda: back)
        return G

    @cached_property
    def _of_carriers(self) -> Network:
        """For chains that begin at somebody who carries them."""
        return Network(self.ids, self.carrying, np.zeros(len(self.ids), dtype=bool))

    def backwards(self, weight: str | None) -> Matrix:
        """`weighted` transposed: in row v the arcs into v on which a chain goes on."""
        M = self.weighted(weight)
        return self.once(("backwards", weight), lambda: M.T.tocsr() if self.directed else M)

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What several measures of this network need is computed once."""
        if key not in self._once:
            self._once[key] = compute()
        result: T = self._once[key]
        return result

    # What NetworkX asks of a graph

    def is_directed(self) -> bool:
        return self.directed

    def is_multigraph(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __contains__(self, id: object) -> bool:
        return id in self.index

    def weighted(self, weight: str | None) -> Matrix:
        """The ties with an attribute as their value; 1 where there is none, as in NetworkX."""
        if weight == "p" and self.values is None:
            return self.p
        return self.once(("weighted", weight), lambda: self._weighted(weight))

    def _weighted(self, weight: str | None) -> Matrix:
        if weight == "length" and self.values is None and self.directed:
            return lengths(self.p)
        values = (self.values or {}).get(weight or "", np.ones(self.p.nnz))
        return matrix(len(self.ids), values, self.p.indices, self.p.indptr)

    @cached_property
    def as_networkx(self) -> nx.Graph[str]:
        """The same as a NetworkX graph, for the functions of which we have no kernel."""
        graph: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.ids)
        names = ("p", "length")[: 1 + self.directed] if self.values is None else tuple(self.values)
        columns = [self.weighted(name).data.tolist() for name in names]
        rows, heads = self.tails.tolist(), self.p.indices.tolist()
        for row, column, *values in zip(rows, heads, *columns, strict=True):
            graph.add_edge(self.ids[row], self.ids[column], **dict(zip(names, values, strict=True)))
        return graph

    @cached_property
    def keys(self) -> Keys:
        """What decides the fate of an entity's ties in each world (sampling.py), (n,)."""
        return keys(self.ids)

    @cached_property
    def outward(self) -> Arcs:
        """All arcs, by where they leave, for looking up worlds."""
        return _arcs(self.p, self.keys)

    @cached_property
    def inward(self) -> Arcs:
        """The arcs that carry chains, by where they arrive (`entering`)."""
        return _arcs(self.entering, self.keys)

    def world(self, number: int, seed: int = 0) -> Network:
        """One world: each tie exists or does not, by its chance; what exists keeps its p."""
        pairs = self.outward.draws.view(np.uint32)
        stays = exists(pairs[::2], pairs[1::2], numbered(np.array([number]), seed))
        first = np.concatenate([[0], np.cumsum(stays)])[self.p.indptr]
        p = matrix(len(self.ids), self.p.data[stays], self.p.indices[stays], first)
        return Network(self.ids, p, self.endpoints)


def _spliced(M: Matrix, other: Matrix, row: int) -> Matrix:
    """M with this row of another in place of its own, which is empty."""
    at, arcs = M.indptr[row], slice(other.indptr[row], other.indptr[row + 1])
    first = M.indptr.copy()
    first[row + 1 :] += arcs.stop - arcs.start
    data = np.concatenate([M.data[:at], other.data[arcs], M.data[at:]])
    heads = np.concatenate([M.indices[:at], other.indices[arcs], M.indices[at:]])
    return matrix(M.shape[0], data, heads, first)


def lengths(M: Matrix, which: Bools | None = None) -> Matrix:
    """-ln p of a matrix, of those arcs only that are kept; (n, n)."""
    if which is None:
        return matrix(M.shape[0], -np.log(M.data), M.indices, M.indptr)
    first = np.concatenate([[0], np.cumsum(which)])[M.indptr]
    return matrix(M.shape[0], -np.log(M.data[which]), M.indices[which], first)


def _arcs(M: Matrix, own: Keys) -> Arcs:
    rows = np.repeat(np.arange(len(own)), np.diff(M.indptr))
    pairs = np.stack([joined(own[rows], own[M.indices]), thresholds(M.data)], axis=1)
    draws = np.ascontiguousarray(pairs).view(np.uint64).ravel()
    return Arcs(M.indptr.astype(np.int64), M.indices.astype(np.int32), draws)


def matrix(n: int, p: Floats, columns: Indices, first: Indices) -> Matrix:
    """(n, n): row v holds these values in these columns from first[v] to first[v + 1]."""
    return sparse.csr_array((p, columns.astype(np.int32), first.astype(np.int32)), shape=(n, n))
