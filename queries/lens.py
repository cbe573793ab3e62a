"""A lens: the same answer as marks on a map. Where somebody stands in it, in which role and order.

A question that says where somebody stands on the map gives a Lens with its Answer, from its own
file. The workspace draws it over the map that is there anyway: whoever is marked stands out, all
others fade, nobody moves. Whoever is marked and not on the map yet comes onto it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

# What a mark means; what it looks like is the map's affair (assets/workspace/marks.js).
Role = Literal[
    "ranked",  # has a place in an order, which is written on it
    "start",  # we, or whoever begins
    "step",  # one of those through whom an introduction goes
    "goal",  # whom to reach
    "gap",  # a function on which nobody can be relied; hollow
    "could",  # whoever could take it up; a tie that is only suggested
    "weak",  # with whom something breaks
    "ally",
    "neutral",
    "opponent",
    "group",  # of the community whose number is its order
    "gone",  # no longer there, or would not be: a ghost
    "new",  # was not there before, or would come: a halo
    "moved",  # stands elsewhere than before
    "shown",  # stands out without a word
]


@dataclass(frozen=True, slots=True)
class LensEntity:
    """An entity in a lens. `words` are short: they stand beside its name."""

    id: str
    role: Role
    order: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in a lens, which need not be on record: a step, a suggested introduction."""

    source: str
    target: str
    role: Role
    order: int | None = None  # of a step: the number on it, from us
    words: str = ""
    directed: bool = False
    way: int = 1  # of several introductions, which: the first is drawn strong, the others dashed


@dataclass(frozen=True, slots=True)
class Lens:
    """Who stands where, the first of them first. `list` is the table that the panel shows beside
    it, by the id of its block, and `list_of` its columns that hold whom a row is about, where these
    are several; `added` are rows (id, name, kind) of what no store holds, such as
    functions and people who are only supposed."""

    entities: Sequence[LensEntity] = ()
    lines: Sequence[Line] = ()
    list: str = ""
    list_of: Sequence[str] = ()
    added: Sequence[Mapping[str, str]] = ()
