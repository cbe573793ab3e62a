"""First doors: a few that complement each other, instead of the top of a list.

A list repeats one kind of strength. A portfolio takes doors of different kinds, each time the one
that adds most to the chance that at least one of them acts:

    1 - Π (1 - p),   p = chance that it raises such cases · how good its door is

as if each decided for itself, which governments do not: read it as a way to choose, not as a
forecast. Greedy under one door per role is within half of the best such choice, for any monotone
submodular aim (Fisher, Nemhauser & Wolsey 1978).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

RECORD, NEAR, NEXUS, LEVERAGE, ANY = "record", "near", "nexus", "leverage", "any"
ROLES: Final[Mapping[str, str]] = {
    RECORD: "the strongest record",
    NEAR: "close to the target, or a neighbour",
    NEXUS: "a bond to the prisoner",
    LEVERAGE: "the most leverage",
    ANY: "adds most to the others",
}
FEWEST, MOST = 3, 5


class Candidate(NamedTuple):
    """A government that has a door. `roles`: which of ROLES it could fill, ANY apart."""

    id: str
    p: float  # that it acts, 0 to 1
    roles: frozenset[str]


class Chosen(NamedTuple):
    """One of the first doors."""

    id: str
    role: str
    adds: float  # to the chance that at least one acts
    together: float  # that chance, with it and those before it


def first_doors(
    doors: Sequence[Candidate], alike: Collection[Collection[str]] = (), most: int = MOST
) -> list[Chosen]:
    """The first doors in the order of choice: each role once, then ANY until there are FEWEST.

    `alike`: sets of governments that act together, as the members of the EU; of each at most one is
    chosen, unless it alone has a bond to the prisoner. Ties by id. O(most · doors).

    >>> doors = [Candidate("gov:a", .8, frozenset({"record"})), Candidate("gov:b", .7, frozenset()),
    ...          Candidate("gov:c", .1, frozenset({"near"}))]
    >>> [(one.id, one.role, round(one.together, 2)) for one in first_doors(doors)]
    [('gov:a', 'record', 0.8), ('gov:c', 'near', 0.82), ('gov:b', 'any', 0.95)]
    """
    chosen: list[Chosen] = []
    fails = 1.0
    for role in (*(role for role in ROLES if role != ANY), *[ANY] * FEWEST):
        if len(chosen) >= (FEWEST if role == ANY else most):
            continue
        chosen_ids = {one.id for one in chosen}
        together = {id for group in alike if chosen_ids & set(group) for id in group}
        free = [
            door
            for door in doors
            if door.id not in chosen_ids
            and (role == ANY or role in door.roles)
            and (door.id not in together or role == NEXUS)
            and door.p > 0
        ]
        if free:
            best = min(free, key=lambda door: (-door.p, door.id))  # adds fails · p: the most
            before, fails = fails, fails * (1 - best.p)
            chosen.append(Chosen(best.id, role, before - fails, 1 - fails))
    return chosen
