"""What a supposed change does, as marks: ghosts of what is gone, halos of what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.campaign.contacts import shown
from graph.model.records import Entity, Tie
from graph.model.schema import POSITIONS, TIES
from graph.model.vocabulary import STANCES
from graph.model.words import percent, say
from graph.network.paths import Chain
from graph.store.scenario import Changes
from graph.view import View
from queries.lens import Lens, LensEntity, Line
from queries.shared.supposed import ReachChange

GHOSTS = 60  # ties of whoever is gone that are drawn


class Side(NamedTuple):
    """What is known on one side, now or then."""

    view: View
    ties: Sequence[Tie]
    stances: Mapping[str, int]
    best: Mapping[str, Chain]


def what_if_lens(changes: Changes, now: Side, then: Side, moved: Iterable[ReachChange]) -> Lens:
    """Who is gone, new or stands elsewhere, whose introductions change, and which ties do."""
    ways = list(moved)
    newcomers = [one for one in changes.added if isinstance(one, Entity)]
    gone = _gone(changes, now.view)
    standings = [
        *gone,
        *(LensEntity(one.id, "new", words=say("new")) for one in newcomers),
        *_moved(now.stances, then.stances),
        *(LensEntity(way.goal, "goal", words=_chance(way)) for way in ways),
    ]
    lost = {one.id for one in gone}
    lines = [
        *_supposed(changes),
        *_ghosts(now, {id for id in changes.gone if id in lost}),
        *_steps(now.best, then.best, ways),
    ]
    added = [{"id": one.id, "name": one.title, "kind": one.kind} for one in newcomers]
    once = {one.id: one for one in reversed(standings)}  # the first of several marks counts
    first = {frozenset((line.source, line.target)): line for line in reversed(lines)}
    return Lens([*reversed(once.values())], [*reversed(first.values())], "ways", added=added)


def _gone(changes: Changes, view: View) -> list[LensEntity]:
    closed = {id for id, values in changes.values.items() if values.get("status") == "closed"}
    return [
        LensEntity(one.id, "gone", words=say("closed") if one.id in closed else say("fallen away"))
        for one in view.several(changes.gone | closed)
    ]


def _moved(now: Mapping[str, int], then: Mapping[str, int]) -> list[LensEntity]:
    return [
        LensEntity(
            id,
            "moved",
            words=say("{now}, was {stance}", now=say(STANCES[stance]), stance=_stance(now.get(id))),
        )
        for id, stance in then.items()
        if now.get(id) != stance
    ]


def _stance(stance: int | None) -> str:
    return say("not known") if stance is None else say(STANCES[stance])


def _chance(way: ReachChange) -> str:
    """The chance that an introduction works, now and then."""
    none = say("no introduction")
    before, after = (none if p is None else percent(p) for p in (way.before, way.after))
    return say("introduction: {before} now, {after} then", before=before, after=after)


def _supposed(changes: Changes) -> list[Line]:
    """The ties that are said to end or to begin; a stance is no line but moves whoever has it."""
    ended = {
        (kind, source, target) if TIES[kind].directed else (kind, *sorted((source, target)))
        for kind, source, target in changes.ended
        if kind not in POSITIONS
    }
    new = [one for one in changes.added if isinstance(one, Tie) and one.kind not in POSITIONS]
    return [
        *(
            Line(source, target, "gone", words=_words(kind), directed=TIES[kind].directed)
            for kind, source, target in sorted(ended)
        ),
        *(
            Line(
                tie.source,
                tie.target,
                "new",
                words=_words(tie.kind),
                directed=TIES[tie.kind].directed,
            )
            for tie in new
        ),
    ]


def _words(kind: str) -> str:
    return say(TIES[kind].phrase)


def _ghosts(now: Side, gone: set[str]) -> list[Line]:
    """The ties that fall away with whoever does."""
    day = now.view.today.isoformat()
    over = [t for t in now.ties if {t.source, t.target} & gone and t.in_force(day)]
    pairs = {(min(t.source, t.target), max(t.source, t.target)): t for t in over}
    drawn = [tie for _, tie in sorted(pairs.items())][:GHOSTS]
    shown(now.view, (), drawn)
    return [Line(tie.source, tie.target, "gone", words=_words(tie.kind)) for tie in drawn]


def _steps(
    now: Mapping[str, Chain], then: Mapping[str, Chain], moved: Sequence[ReachChange]
) -> list[Line]:
    """The steps of the best introductions that are there on one side only."""
    before, after = (
        {step for way in moved if way.goal in best for step in pairwise(best[way.goal].ids)}
        for best in (now, then)
    )
    return [
        *(Line(one, other, "gone", directed=True) for one, other in sorted(before - after)),
        *(Line(one, other, "new", directed=True) for one, other in sorted(after - before)),
    ]
