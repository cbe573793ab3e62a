"""One layer of what links two governments, and what its words are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.model.records import Entity, Tie
from graph.model.schema import Between
from graph.model.words import say, written

CLOSE, APART, NEITHER = (x.value for x in (Between.CLOSER, Between.APART, Between.NEITHER))


class Layer(NamedTuple):
    """One layer of what links two governments. `who`: one name → the other, or both.

    `layer` and `points_to` are words that programs compare: who shows them says them.
    """

    layer: str
    who: str
    what: str
    year: int | None
    points_to: str
    source: str


def to(sender: Entity, host: Entity) -> str:
    return f"{sender.title} → {host.title}"


def way(tie: Tie, one: Entity, other: Entity) -> str:
    return to(one, other) if tie.source == one.id else to(other, one)


def during(what: str, tie: Tie) -> str:
    """What a tie is, with its days."""
    since, until = (written(day) if day else "" for day in (tie.since, tie.until))
    if since and until:
        return say("{what} since {since}, until {until}", what=what, since=since, until=until)
    if since:
        return say("{what} since {since}", what=what, since=since)
    return say("{what}, until {until}", what=what, until=until) if until else what


def newest(ties: Iterable[Tie], kind: str) -> list[Tie]:
    """The newest tie of a kind in each direction."""
    by_source: dict[str, Tie] = {}
    for tie in ties:
        if tie.kind == kind and tie.key >= getattr(by_source.get(tie.source), "key", ""):
            by_source[tie.source] = tie
    return [by_source[source] for source in sorted(by_source)]


def year_of(tie: Tie) -> int | None:
    """The year of a yearly tie; a campaign's own may have none."""
    return int(tie.key[:4]) if tie.key[:4].isdecimal() else None
