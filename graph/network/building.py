"""From many typed, dated, sourced ties to one weighted network, of one audience, as of a day.

Each tie has a chance p that it works when somebody asks to be introduced along it: tie_strength.py.
Parallel ties are combined as independent, 1 - ∏(1 - p). Several datasets' claims of one tie are one
tie: the best one counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

import numpy as np

from graph.model.ids import kind_of
from graph.model.records import Entity, Tie
from graph.model.schema import ACTORS, TIES
from graph.network.network import Network, matrix
from graph.network.tie_strength import best_claim

# Directed kinds along which an introduction also goes from target to source: a member can
# introduce you to the organization, and the organization to the member.
REVERSIBLE: Final = frozenset(kind.name for kind in TIES.values() if kind.reversible)


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


def _acts(id: str) -> bool:
    kind = kind_of(id)
    return kind is None or kind.name in ACTORS
