"""First doors: a few that complement each other, instead of the top of a list.

A list repeats one kind of strength. Here each role takes the best door for it: whoever is bound to
the prisoner (its national before any other bond), whoever acts most, a neighbour, a mediator, and
whoever has leverage. What is best for a role is told by the caller; which roles there are is a
judgement from practice, tested by nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from graph.model.words import mark

NEXUS, RECORD, NEAR, MEDIATOR, LEVERAGE, ANY = (
    "nexus",
    "record",
    "near",
    "mediator",
    "leverage",
    "any",
)
ROLES: Final[Mapping[str, str]] = {
    NEXUS: mark("a bond to the prisoner"),
    RECORD: mark("speaks up most"),
    NEAR: mark("a neighbour, or votes alike at the UN"),
    MEDIATOR: mark("a mediator"),
    LEVERAGE: mark("the most leverage"),
    ANY: mark("next in the list"),
}
FEWEST, MOST = 3, 5
# A bond or a border is the government's own, whatever body it belongs to.
_OWN: Final = frozenset({NEXUS, NEAR})


class Chosen(NamedTuple):
    """One of the first doors."""

    id: str
    role: str


def first_doors(
    by_role: Mapping[str, Sequence[str]],
    alike: Collection[Collection[str]] = (),
    most: int = MOST,
    twice: str = NEAR,
) -> list[Chosen]:
    """The first doors in the order of ROLES: each role once, then ANY until there are FEWEST.

    `by_role`: who could fill each, best first. `alike`: sets of governments that act together, as
    the members of the EU; of each at most one is chosen but for its own bond or border. Where a
    place is left, `twice` has a second. O(doors).

    >>> by_role = {"record": ["gov:a", "gov:b"], "near": ["gov:a", "gov:c"], "any": ["gov:d"]}
    >>> [(one.id, one.role) for one in first_doors(by_role)]
    [('gov:a', 'record'), ('gov:c', 'near'), ('gov:d', 'any')]
    """
    chosen: list[Chosen] = []
    for role in (*(role for role in ROLES if role != ANY), twice, *[ANY] * FEWEST):
        if len(chosen) >= (FEWEST if role == ANY else most):
            continue
        ids = {one.id for one in chosen}
        spoken_for = {one.id for one in chosen if one.role not in _OWN}
        together = {id for group in alike if spoken_for & set(group) for id in group}
        barred = ids if role in _OWN else ids | together
        best = next((id for id in by_role.get(role, ()) if id not in barred), None)
        if best is not None:
            chosen.append(Chosen(best, role))
    order = list(ROLES)
    return sorted(chosen, key=lambda one: order.index(one.role))
