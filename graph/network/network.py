"""From many typed, dated, sourced ties to the one weighted network that an algorithm wants.

Each tie has a chance p that it works when somebody asks to be introduced along it: tie_strength.py.
Parallel ties are combined as independent, 1 - ∏(1 - p); length = -ln p, so that the shortest way
is the most reliable chain. Several datasets' claims of one tie are one tie: the best one counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, TypeAlias, TypeVar

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.model.errors import NotFound
from graph.model.ids import kind_of
from graph.model.records import Entity, Tie
from graph.model.schema import ACTORS, TIES
from graph.network import registration
from graph.network.sampling import Keys, exists, joined, keys, numbered, thresholds
from graph.network.tie_strength import best_claim

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Places: TypeAlias = npt.NDArray[np.int32]
Indices: TypeAlias = npt.NDArray[np.integer]
Bools: TypeAlias = npt.NDArray[np.bool_]
Matrix: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"
T = TypeVar("T")

registration.register()

# Directed kinds along which an introduction also goes from target to source: a member can
# introduce you to the organization, and the organization to the member.
REVERSIBLE: Final = frozenset(kind.name for kind in TIES.values() if kind.reversible)


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
            raise NotFound(f"“{id}” is not in this network, or this audience may not see it.")
        return number

    def numbers(self, ids: Iterable[str]) -> Ints:
        """The numbers of several entities; those that are not in the network are left out."""
        return np.array(sorted({self.index[i] for i in ids if i in self.index}), dtype=np.int64)

    def chance(self, source: str, target: str) -> float:
        """The chance of one step; 0 where there is no tie."""
        return float(self.p[self.at(source), self.at(target)])

    def reasons(self, source: str, target: str) -> list[tuple[Tie, float]]:
        """Why a step is believed: its ties, each with its own chance, best first."""
        row, column = self.at(source), self.at(target)
        begin, end = self.p.indptr[row : row + 2]
        arc = begin + int(np.searchsorted(self.p.indices[begin:end], column))
        if self._first is None or self._which is None or arc == end:
            return []
        if self.p.indices[arc] != column:
            return []
        believed = [
            self._ties[int(k)] for k in self._which[self._first[arc] : self._first[arc + 1]]
        ]
        return sorted(believed, key=lambda reason: (-reason[1], reason[0].identity))

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
        carried = ~self.endpoints[self.tails] | (self.tails == self.at(source))
        first = np.concatenate([[0], np.cumsum(carried)])[self.p.indptr]
        p = matrix(len(self.ids), self.p.data[carried], self.p.indices[carried], first)
        return Network(self.ids, p, np.zeros(len(self.ids), dtype=bool))

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


def build(
    entities: Iterable[Entity],
    ties: Iterable[Tie],
    as_of: date,
    *,
    unsourced: bool = False,
    excluded: Collection[str] = frozenset(),
    endpoints_only: Collection[str] = frozenset(),
    reverse: Collection[str] = REVERSIBLE,
) -> Network:
    """The network of one audience's entities and ties as of a date. O(ties · log ties).

    `excluded` are gone with all their ties: on no chain, in no count. `endpoints_only`, and
    whatever is no actor, may begin or end a chain and carry none. `reverse`: the directed kinds
    that are also walked backwards; give none for influence strictly as directed. Left out are
    kinds that carry no influence, ties to what is not among the entities, ties that ended or have
    not begun, and (unless `unsourced`) ties without a source.

    >>> from graph.model.records import Confidence, Origin, PartialDate
    >>> people = [Entity("Person", f"per:{x}") for x in "abc"]
    >>> source = Origin("https://example.org", confidence=Confidence.HIGHLY_RELIABLE)
    >>> G = build(people, [Tie("KNOWS", "per:a", "per:b", strength=1.0, origin=source,
    ...                        since=PartialDate("2021-06-01")),
    ...                    Tie("KNOWS", "per:b", "per:c")], date(2024, 6, 1))
    >>> round(G.chance("per:b", "per:a"), 2), G.left_out
    (0.45, {'unsourced': 1})
    """
    ids = tuple(sorted({entity.id for entity in entities}.difference(excluded)))
    index = {id: number for number, id in enumerate(ids)}
    claims: dict[tuple[str, str, str, str], list[Tie]] = {}
    left_out: Counter[str] = Counter()
    for tie in ties:
        kind = TIES[tie.kind]
        if kind.influence is None or tie.source not in index or tie.target not in index:
            continue
        if tie.source == tie.target:
            continue
        if tie.origin.url is None and not unsourced:
            left_out["unsourced"] += 1
            continue
        swap = not kind.directed and tie.target < tie.source
        ends = (tie.target, tie.source) if swap else (tie.source, tie.target)
        claims.setdefault((tie.kind, *ends, tie.key), []).append(tie)

    believed: list[tuple[Tie, float]] = []
    rows: list[int] = []
    columns: list[int] = []
    which: list[int] = []
    judged: dict[object, float | str] = {}  # thousands of ties of one list differ in ends only
    for same in claims.values():
        reason = _single(same[0], as_of, judged) if len(same) == 1 else best_claim(same, as_of)
        if isinstance(reason, str):
            left_out[reason] += 1
            continue
        tie, number = reason[0], len(believed)
        believed.append(reason)
        source, target = index[tie.source], index[tie.target]
        rows.append(source)
        columns.append(target)
        which.append(number)
        if tie.kind in reverse or not TIES[tie.kind].directed:
            rows.append(target)
            columns.append(source)
            which.append(number)

    row, column, used = np.array(rows, int), np.array(columns, int), np.array(which, int)
    order = np.lexsort((used, column, row))
    row, column, used = row[order], column[order], used[order]
    starts = np.flatnonzero(np.diff(row, prepend=-1) | np.diff(column, prepend=-1))
    each = np.array([p for _, p in believed])[used] if len(used) else np.empty(0)
    with np.errstate(divide="ignore"):  # a sure tie: ln 0 = -inf, and its arc is sure
        sums = np.add.reduceat(np.log1p(-each), starts) if len(used) else np.empty(0)
    counts = np.bincount(row[starts], minlength=len(ids))
    p = matrix(len(ids), -np.expm1(sums), column[starts], np.append(0, np.cumsum(counts)))
    ends_only = set(endpoints_only)
    endpoints = np.array([id in ends_only or not _acts(id) for id in ids], dtype=bool)
    return Network(
        ids=ids,
        p=p,
        endpoints=endpoints,
        left_out=dict(left_out),
        _ties=believed,
        _first=np.append(starts, len(used)),
        _which=used,
    )


def _single(tie: Tie, as_of: date, judged: dict[object, float | str]) -> tuple[Tie, float] | str:
    """As `best_claim` of one claim, worked out once for all that say the same of their ends."""
    facts = (
        tie.kind,
        tie.strength,
        tie.since,
        tie.until,
        id(tie.origin),  # whose ties are all still there
        str(tie.values.get("confirmed", "")),
    )
    p = judged.get(facts)
    if p is None:
        reason = best_claim([tie], as_of)
        p = judged[facts] = reason if isinstance(reason, str) else reason[1]
    return p if isinstance(p, str) else (tie, p)


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


def _acts(id: str) -> bool:
    kind = kind_of(id)
    return kind is None or kind.name in ACTORS
