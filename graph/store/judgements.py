"""Who is who: that two entities are the same, that they are not, or that nobody is sure.

A judgement is a tie between the two, in a load of its own, so that undoing the load takes back
exactly this one. Nothing else in the store changes: a View maps ids by what is judged the same
(SAME_AS). COMPARED_WITH says that two were looked at and are not to be proposed again; it says
nothing of the world, so no way and no count goes along it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from msgspec import structs

from graph.model.errors import InputError
from graph.model.records import Entity, Origin, Tie
from graph.model.schema import WAYS, Label, Trait, tie_kinds
from graph.model.words import mark, say
from graph.store.base import Load, Report, Scope, Store
from graph.store.remembered import remembered

DATASET: Final = "judgements"
TITLE: Final = mark("Who is who: judgements")
SAME, DIFFERENT, UNSURE = mark("same"), mark("different"), mark("not sure")
VERDICTS: Final = (SAME, DIFFERENT, UNSURE)
KINDS: Final = frozenset({"SAME_AS", *tie_kinds(Trait.JUDGED)})


class Judgements(NamedTuple):
    """What is judged of who is who, as one audience may see it."""

    same: Mapping[str, str]  # from an id to the smallest of its group
    groups: Mapping[str, Sequence[str]]  # by that: the group
    compared: Mapping[tuple[str, str], str]  # a pair of ids, smaller first, to its verdict
    # Of kinds of tie, those that say something of the world; None: all that there are.
    ways: frozenset[str] | None

    def between(self, tie: Tie) -> Tie:
        """The tie between those whom its ends are judged to be."""
        source, target = (self.same.get(id, id) for id in (tie.source, tie.target))
        if (source, target) == (tie.source, tie.target):
            return tie
        return structs.replace(tie, source=source, target=target)


def judgements(store: Store, scope: Scope) -> Judgements:
    """The judgements that a scope's audience may see, as of its date. Every view asks for them, so
    they are kept until the store changes."""
    key = (scope.audience, scope.as_of, scope.without)
    return remembered(store, "judgements", key, lambda: _judgements(store, scope), most=8)


def _judgements(store: Store, scope: Scope) -> Judgements:
    groups: dict[str, list[str]] = {}
    compared: dict[tuple[str, str], str] = {}
    for record in store.read(structs.replace(scope, kinds=frozenset(), ties=KINDS)):
        if not isinstance(record, Tie):
            continue
        ends = (record.source, record.target)
        if record.kind in WAYS:
            joined = sorted({id for end in ends for id in groups.get(end, [end])})
            groups |= dict.fromkeys(joined, joined)
        else:
            compared[pair(*ends)] = str(record.values.get("verdict", UNSURE))
    same = {id: group[0] for id, group in groups.items()}
    by_first = {group[0]: group for group in groups.values()}
    return Judgements(same, by_first, compared, WAYS if compared else None)


def pair(one: str, other: str) -> tuple[str, str]:
    """Two ids, the smaller first."""
    return (one, other) if one < other else (other, one)


def judge(
    store: Store,
    one: Entity,
    other: Entity,
    verdict: str,
    reason: str = "",
    day: date | None = None,
) -> Report:
    """Record a judgement on two as a load of its own; an earlier one on the two is replaced, and
    is back when this is undone.

    Who may see it: whoever may see both. `reason`: a text for the strictest audience. InputError:
    the two cannot be the same, or the verdict is none of `VERDICTS`.
    """
    if verdict not in VERDICTS:
        raise InputError(say("Choose “same”, “different” or “not sure”."))
    if one.kind != other.kind or one.id == other.id:
        raise InputError(
            say(
                "“{one}” and “{other}” cannot be compared: choose two of one kind.",
                one=one.title,
                other=other.title,
            )
        )
    first, second = pair(one.id, other.id)
    kind = "SAME_AS" if verdict == SAME else "COMPARED_WITH"
    origin = Origin(retrieved=day or date.today(), label=max(one.level, other.level))
    tie = Tie(
        kind,
        first,
        second,
        values={"verdict": verdict, **({"note": reason} if reason else {})},
        origin=origin,
        labels={"note": Label.RED} if reason else {},
    )
    part = f"{first} {second}"
    load = Load(DATASET, about={"title": TITLE}, parts=(part,))
    return store.write(load, [(part, tie)])
