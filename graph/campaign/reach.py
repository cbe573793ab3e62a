"""Whom an extract takes along: what stands around a case, or around all, layer by layer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.model.ids import is_kind, kind_of
from graph.model.layers import layer_of, tie_kinds_in
from graph.model.records import Tie
from graph.model.schema import ENTITIES
from graph.view import View

HOPS: Final = 2  # from a case: who works on it, and whom these know
# Of all cases: where one begins. What governments did in public begins nothing.
_BEGIN: Final = ("Person", "Family", "Organization", "Coalition", "Campaign", "Case")
_PASSING: Final = frozenset({"Approach", "Statement", "Office", "Mission"})
_ALWAYS: Final = frozenset({"Government"})  # comes along with its ties, whatever its layer


@dataclass(frozen=True, slots=True)
class Surrounding:
    """Who is within reach, and the ties among them: of each, what every dataset claims of it."""

    ids: Collection[str]
    ties: Sequence[Sequence[Tie]]


def reach(view: View, case: str | None, layers: Collection[str]) -> Surrounding:
    """What stands around a case, `HOPS` steps along ties of these layers; or around everybody whom
    the campaign knows of. One never goes on through a government, and around one case no other is
    taken along. NotFound: there is no such case.
    """
    start = [view.get(case).id] if case else [one.id for one in view.entities(*_begin(layers))]
    reached = set(start)
    front = start
    for _ in range(HOPS):
        ties = view.ties(*tie_kinds_in(layers), of=[id for id in front if _passes(id)])
        ends = {end for tie in ties if _within(tie, layers) for end in (tie.source, tie.target)}
        front = sorted(id for id in ends - reached if _taken_along(id, layers))
        front = [id for id in front if not (case and is_kind(id, "Case"))]
        reached |= set(front)
    if "treaties" in layers or "measures" in layers:
        reached |= _bound(view, reached, layers)
    return Surrounding(reached, _among(view, reached, layers))


def _begin(layers: Collection[str]) -> list[str]:
    return [kind for kind in _BEGIN if ENTITIES[kind].layer in layers]


def _passes(id: str) -> bool:
    kind = kind_of(id)
    return kind is not None and (not kind.public or kind.name in _PASSING)


def _within(tie: Tie, layers: Collection[str]) -> bool:
    return layer_of(tie) in layers


def _taken_along(id: str, layers: Collection[str]) -> bool:
    kind = kind_of(id)
    return kind is not None and (kind.layer in layers or kind.name in _ALWAYS)


def _bound(view: View, reached: Iterable[str], layers: Collection[str]) -> set[str]:
    """What governments within reach are bound by and measured with."""
    kinds = tie_kinds_in({"treaties", "measures"} & set(layers))
    governments = [id for id in reached if is_kind(id, "Government")]
    ties = view.ties(*kinds, of=governments)
    return {t.target for t in ties if _within(t, layers) and _taken_along(t.target, layers)}


def _among(view: View, reached: Collection[str], layers: Collection[str]) -> list[list[Tie]]:
    """The ties among these, together what is claimed of one; none of somebody to himself."""
    claims: dict[tuple[str, ...], list[Tie]] = {}

    def among(tie: Tie) -> bool:
        return tie.source in reached and tie.target in reached and _within(tie, layers)

    # Where ids were judged to be the same, a tie reads otherwise once it is given out.
    for tie in view.ties(*tie_kinds_in(layers), of=reached):
        if tie.source != tie.target and among(tie):
            claims.setdefault(tie.identity, []).append(tie)
    return list(claims.values())
