"""Which allies of a case should come to know each other: what each needs, and how it can be done.

    order = need × feasibility × (1 - risk)

Need: they want to reach the same one, they do what the other lacks, and a tie between them would
bridge a structural hole (Burt 1992: how much less their ties would lead back to the same few).
Feasibility: somebody trusted by both can introduce them, they have a language, and a place or an
occasion, in common. Weights are judgements (README.md). Whom two both know foretells little and of
newcomers nothing (`graph/network/README.md`), so newcomers are ordered without it.

Pairs who are tied, or come together in a body already, are none. The clearance rule: two are
proposed to each other only if what each would learn of the other may be told to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from scipy import sparse

from graph.campaign.complements import COMPLEMENTS, needed
from graph.model.ids import kind_of
from graph.model.schema import ACTORS, Label
from graph.model.words import mark
from graph.network.network import Bools, Floats, Ints, Matrix, Network
from graph.network.pairs import Introducer, introducers
from graph.network.structural_holes import Holes

SAME_TARGET, LACKS, BRIDGES = 0.4, 0.4, 0.2  # what makes up need; sums to 1
WARNING: Final = mark(
    "Whom two both know says little about whether they will meet, and nothing about newcomers: "
    "rank newcomers by what they do and where they are."
)

ENOUGH: Final = 2  # functions that two bring each other; more add nothing
BRIDGE: Final = 0.2  # fall of constraint, of the mean of both, that counts in full
ALONE, LANGUAGE, OCCASION = 0.1, 0.2, 0.1  # feasibility without anybody who knows both, and more
KNOWN: Final = 0.45  # the chance of a new, well-known acquaintance: 0.5 (KNOWS) × 0.9
POOL: Final = 400  # pairs that are looked at closely
MOST: Final = 2000  # allies; beyond them the answer says that it was cut


@dataclass(frozen=True, slots=True)
class Ally:
    """One who could be brought together with another; sets of ids and words."""

    id: str
    functions: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()  # places, letters that both signed
    targets: frozenset[str] = frozenset()  # whom they asked or are to ask, or mediate with
    bodies: frozenset[str] = frozenset()  # in which they meet others already
    label: Label = Label.AMBER  # to whom their part in the case may be told
    risk: float = 0.0  # of being approached, in [0, 1]


class Meeting(NamedTuple):
    """Two who should know each other, and why."""

    first: Ally
    second: Ally
    need: float
    feasibility: float
    risk: float
    lacks: Sequence[tuple[str, str, str]]  # a function of the first, of the second, why
    bridge: float  # fall of constraint; 0 where it is not known
    by: Sequence[Introducer]
    newcomer: bool

    @property
    def order(self) -> float:
        return self.need * self.feasibility * (1 - self.risk)

    @property
    def targets(self) -> frozenset[str]:
        return self.first.targets & self.second.targets

    @property
    def languages(self) -> frozenset[str]:
        return self.first.languages & self.second.languages

    @property
    def occasions(self) -> frozenset[str]:
        return self.first.occasions & self.second.occasions


def meetings(
    G: Network,
    allies: Sequence[Ally],
    *,
    met: Iterable[tuple[str, str]] = (),
    trusted: Callable[[str, str], bool] = lambda first, second: True,
) -> list[Meeting]:
    """Pairs of allies who should know each other, the best first; ties by id.

    `met` are pairs who know each other though the network does not say so. `trusted(first, second)`
    says whether the tie between two may be told of to a third.
    O(k² + m) for k allies and m ties.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = from_networkx(nx.Graph([("per:a", "per:c"), ("per:b", "per:c")]))
    >>> lawyer = Ally("per:a", frozenset({"international law"}), frozenset({"French"}))
    >>> witness = Ally("per:b", frozenset({"documentation"}), frozenset({"French"}))
    >>> [found] = meetings(G, [lawyer, witness])
    >>> found.by[0].id, found.lacks[0][2]
    ('per:c', 'a complaint needs evidence')
    """
    sides = sorted(allies, key=lambda one: one.id)
    if len(sides) < 2:
        return []
    new = _newcomers(G, sides)
    settled, fresh = (
        [(sides[i], sides[j]) for i, j in some] for some in _pairs(G, sides, new, met)
    )
    both = [(first.id, second.id) for first, second in settled]
    with np.errstate(invalid="ignore"):
        fall = -Holes(G).gain(both, KNOWN).constraint.mean(axis=1) if both else np.empty(0)
    by = [
        [one for one in some if all(trusted(one.id, end) for end in pair)]
        for pair, some in zip(both, introducers(G, both), strict=True)
    ]
    pairs = [
        _meeting(*pair, bridge, some)
        for pair, bridge, some in zip(settled, np.nan_to_num(fall).tolist(), by, strict=True)
    ]
    pairs += [_meeting(*pair, 0.0, [], newcomer=True) for pair in fresh]
    return sorted(pairs, key=lambda m: (-round(m.order, 12), m.first.id, m.second.id))


def cleared(first: Label, second: Label) -> bool:
    """Whether two whose parts have these labels may learn of each other.

    AMBER is for those who need to know. What is stricter stays among those who share it.

    >>> cleared(Label.GREEN, Label.AMBER), cleared(Label.RED, Label.GREEN)
    (True, False)
    """
    return max(first, second) <= Label.AMBER or first == second


def _pairs(
    G: Network, sides: Sequence[Ally], new: Bools, met: Iterable[tuple[str, str]]
) -> tuple[Ints, Ints]:
    """The pairs that seem best by what is quickly known, (≤ POOL, 2), without and with newcomers.

    Ordered as the meetings are, but for who could introduce them (here the expected number of
    introductions that work) and for the bridge. Only pairs that need each other.
    """
    need = SAME_TARGET * (_shared([one.targets for one in sides]) > 0)
    need += LACKS * np.minimum(_lacks(sides) / ENOUGH, 1)
    feasible = (
        np.maximum(ALONE, _introductions(G, sides))
        + LANGUAGE * (_shared([one.languages for one in sides]) > 0)
        + OCCASION * (_shared([one.occasions for one in sides]) > 0)
    )
    safe = 1 - np.array([one.risk for one in sides])
    value = need * np.minimum(feasible, 1) * np.outer(safe, safe)
    value[_apart(G, sides, met)] = 0
    value[np.tril_indices(len(sides))] = 0
    fresh = np.logical_or.outer(new, new)
    return _best(np.where(fresh, 0, value)), _best(np.where(fresh, value, 0))


def _best(value: Floats) -> Ints:
    """The places of the greatest values above 0, greatest first, (≤ POOL, 2)."""
    flat = value.ravel()
    most = min(POOL, int((flat > 0).sum()))
    at = np.argpartition(-flat, most - 1)[:most] if most else np.empty(0, np.int64)
    at = at[np.lexsort((at, -flat[at]))]
    return np.stack(np.unravel_index(at, value.shape), axis=1).astype(np.int64)


def _lacks(sides: Sequence[Ally]) -> Floats:
    """How many functions two bring each other that only one of them has, (k, k)."""
    number = {
        name: n for n, name in enumerate(sorted({one for pair in COMPLEMENTS for one in pair}))
    }
    able = np.zeros((len(sides), len(number)))
    for i, side in enumerate(sides):
        able[i, [number[name] for name in side.functions if name in number]] = 1
    first = able[:, [number[a] for a, _ in COMPLEMENTS]]
    second = able[:, [number[b] for _, b in COMPLEMENTS]]
    one_way = (first * (1 - second)) @ (second * (1 - first)).T
    return np.asarray(one_way + one_way.T, dtype=np.float64)


def _apart(G: Network, sides: Sequence[Ally], met: Iterable[tuple[str, str]]) -> Bools:
    """Pairs that are not to be proposed, (k, k): tied, together in a body, or not cleared."""
    number = {one.id: i for i, one in enumerate(sides)}
    apart = _shared([one.bodies | {one.id} for one in sides]) > 0
    for first, second in met:
        i, j = number.get(first), number.get(second)
        if i is not None and j is not None:
            apart[i, j] = apart[j, i] = True
    labels = np.array([one.label for one in sides])
    high = np.maximum.outer(labels, labels)
    uncleared = (high > Label.AMBER) & (labels[:, None] != labels[None, :])
    within = np.array([G.index.get(id, -1) for id in number])
    known = np.flatnonzero(within >= 0)
    some: Matrix = sparse.csr_array(G.mutual[within[known]])
    apart[np.ix_(known, known)] |= some[:, within[known]].toarray() > 0
    return np.asarray(apart | uncleared, dtype=bool)


def _shared(sets: Sequence[Iterable[str]]) -> Floats:
    """How much each two have in common, (k, k)."""
    words: dict[str, int] = {}
    rows, columns = [], []
    for i, some in enumerate(sets):
        for word in some:
            rows.append(i)
            columns.append(words.setdefault(word, len(words)))
    shape = (len(sets), max(len(words), 1))
    has = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    return np.asarray((has @ has.T).toarray(), dtype=np.float64)


def _introductions(G: Network, sides: Sequence[Ally]) -> Floats:
    """The expected number of introductions that work, in the better direction, (k, k)."""
    within = np.array([G.index.get(one.id, -1) for one in sides])
    known = np.flatnonzero(within >= 0)
    result = np.zeros((len(sides), len(sides)))
    if len(known):
        first: Matrix = sparse.csr_array(G.p[within[known]])
        forward = (first @ G.carrying[:, within[known]]).toarray()
        result[np.ix_(known, known)] = np.maximum(forward, forward.T)
    return result


def _newcomers(G: Network, sides: Sequence[Ally]) -> Bools:
    """Who has no tie to any actor, so that a place in the network says nothing of them, (k,)."""
    M, n = G.mutual, len(G.ids)
    acting = np.array([_acts(id) for id in G.ids], dtype=np.float64)
    ties = np.bincount(np.repeat(np.arange(n), np.diff(M.indptr)), acting[M.indices], n)
    return np.array([one.id not in G.index or not ties[G.index[one.id]] for one in sides])


def _meeting(
    first: Ally, second: Ally, bridge: float, by: Sequence[Introducer], newcomer: bool = False
) -> Meeting:
    lacks = needed(first.functions, second.functions)
    need = (
        SAME_TARGET * bool(first.targets & second.targets)
        + LACKS * min(len(lacks) / ENOUGH, 1)
        + BRIDGES * min(max(bridge, 0.0) / BRIDGE, 1)
    )
    feasible = (
        max(ALONE, by[0].p if by else 0.0)
        + LANGUAGE * bool(first.languages & second.languages)
        + OCCASION * bool(first.occasions & second.occasions)
    )
    risk = 1 - (1 - first.risk) * (1 - second.risk)
    return Meeting(
        first=first,
        second=second,
        need=need,
        feasibility=min(feasible, 1.0),
        risk=risk,
        lacks=lacks,
        bridge=bridge,
        by=by,
        newcomer=newcomer,
    )


def _acts(id: str) -> bool:
    kind = kind_of(id)
    return kind is None or kind.name in ACTORS
