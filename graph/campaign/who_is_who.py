"""Who may be recorded twice: pairs to be looked at, with reasons; never merged by themselves.

Two who held one office one after the other are predecessor and successor, not one person: they have
its address and its contacts in common because the office has. Only one and the same name makes them
a pair to look at. What is judged different is not proposed again, what nobody was sure of comes
last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graph.campaign.name_blocks import (
    ALIAS,
    LETTERS,
    NAME,
    STRENGTH,
    TIES,
    Pair,
    Reasons,
    alike,
)
from graph.model.errors import QuestionError
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie, Value
from graph.model.schema import PLACES, WAYS, Trait, tie_kinds
from graph.model.used import Used
from graph.model.words import mark, say
from graph.store.judgements import DIFFERENT, UNSURE, pair
from graph.view import View

KINDS: Final = ("Person", "Organization", "Coalition", "Campaign", "Case")
_BELONGS: Final = (*tie_kinds(Trait.TELLING), "NATIONAL_OF")
_SHARED: Final = tuple(sorted(WAYS - {*PLACES, "NATIONAL_OF", "SAME_AS", "STOPPED"}))
# What nobody has twice, by what it is called on screen, under the names that lists give it.
_ONCE: Final = {
    mark("day of birth"): ("born", "birth_date", "date_of_birth", "birthDate", "birthday"),
    mark("day of death"): ("died", "death_date", "deathDate"),
    mark("sex"): ("sex", "gender"),
    mark("Wikidata id"): ("wikidata", "wikidataId"),
    mark("registration number"): ("registration", "registrationNumber", "leiCode", "ogrnCode"),
    mark("tax number"): ("tax_number", "taxNumber", "innCode"),
    mark("passport number"): ("passport", "passportNumber"),
    mark("identity number"): ("national_id", "idNumber"),
    mark("ORCID"): ("orcid",),
    mark("LittleSis id"): ("littlesis",),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """What one has only once, and these two have otherwise."""

    what: str  # marked, said where it is shown
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two who may be one, the smaller id first; the reasons with what they have in common."""

    first: Entity
    second: Entity
    reasons: Mapping[str, str]
    shared: tuple[str, ...]  # ids of those to whom both are tied
    between: tuple[Tie, ...]  # ties of one to the other: nobody is tied to themselves
    conflicts: tuple[Conflict, ...]
    successors: bool  # in one office, one after the other
    unsure: bool  # looked at before

    @property
    def order(self) -> tuple[object, ...]:
        """Those first for whom more and stronger reasons speak, then by name and id."""
        strong = sum(STRENGTH[reason] > 2 for reason in self.reasons)
        doubt = bool(self.conflicts or self.between or self.successors)
        return (
            self.unsure,
            -strong,
            -len(self.reasons),
            doubt,
            -len(self.shared),
            self.first.title,
            self.first.id,
            self.second.id,
        )


@dataclass(frozen=True, slots=True)
class LikelyPairs:
    """Pairs to be looked at, the likeliest first; and how many predecessors and successors are no
    such pair though they have something in common."""

    pairs: Sequence[LikelyPair]
    told_apart: Sequence[Pair]


def likely_pairs(view: View) -> LikelyPairs:
    """Everybody who may be recorded twice, as far as the view's audience may know.

    The strictest label of all that was looked at counts as used; what is shown is told to the view
    by who shows it. Kept until the store changes.
    """
    return view.remembered("who is who", (), _likely_pairs, most=4, counts=_only_label)


def compared(view: View, one: str, other: str) -> LikelyPair:
    """Any two, as they would be proposed: with what speaks for it, if anything does. QuestionError:
    they are not of one kind, or are one already."""
    first, second = sorted((view.get(one), view.get(other)), key=lambda each: each.id)
    ends = (first.id, second.id)
    for known in likely_pairs(view).pairs:
        if (known.first.id, known.second.id) == ends:
            return known
    if first.id == second.id or first.kind != second.kind:
        raise QuestionError(
            say(
                "“{one}” and “{other}” cannot be compared: choose two of one kind.",
                one=first.title,
                other=second.title,
            )
        )
    entities = {first.id: first, second.id: second}
    why: Reasons = {ends: {}, **alike(entities.values(), _places(view, entities))}
    return _pair(ends, entities, why, _ties_of(view, ends), _successors(view), unsure=False)


def _only_label(used: Used) -> Used:
    return Used(used.label)


def _likely_pairs(view: View) -> LikelyPairs:
    entities = {one.id: one for one in view.entities(*KINDS)}
    reasons = alike(entities.values(), _places(view, entities))
    verdicts = {
        pair(*(view.group(id)[0] for id in ends)): verdict
        for ends, verdict in view.judgements.compared.items()
    }
    after = _successors(view)
    open_ = {ends for ends in reasons if verdicts.get(ends) != DIFFERENT}
    told_apart = {e for e in open_ & after if not {NAME, LETTERS, ALIAS} & reasons[e].keys()}
    open_ -= told_apart
    ties = _ties_of(view, {id for ends in open_ for id in ends})
    pairs = [
        _pair(ends, entities, reasons, ties, after, unsure=verdicts.get(ends) == UNSURE)
        for ends in open_
    ]
    return LikelyPairs(sorted(pairs, key=lambda one: one.order), sorted(told_apart))


def _places(view: View, entities: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    """By id: the city, and the ids of where somebody is and to what they belong."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for one in entities.values():
        if city := one.values.get("city"):
            places[one.id].add(str(city).casefold().strip())
    for kind in _BELONGS:
        for source, target in view.table(kind, values=()).rows("source", "target"):
            if source in entities:
                places[source].add(target)
    return {id: frozenset(some) for id, some in places.items()}


def _successors(view: View) -> set[Pair]:
    """Pairs who held one office, one after the other."""
    holders: defaultdict[str, dict[str, list[Tie]]] = defaultdict(dict)
    for tie in view.ties("HOLDS_OFFICE"):
        holders[tie.target].setdefault(tie.source, []).append(tie)
    return {
        pair(a, b)
        for by_holder in holders.values()
        for a, b in combinations(sorted(by_holder), 2)
        if in_turn(by_holder[a], by_holder[b])
    }


def in_turn(one: Iterable[Tie], other: Iterable[Tie]) -> bool:
    """Whether two held an office one after the other: each time of the one was over when a time of
    the other began, or nobody says that this had begun before.

    >>> from graph.model.records import PartialDate as day
    >>> def held(id: str, since: str | None, until: str | None) -> list[Tie]:
    ...     since_day, until_day = (day(text) if text else None for text in (since, until))
    ...     return [Tie("HOLDS_OFFICE", id, "off:1", since=since_day, until=until_day)]
    >>> before, now = held("per:a", "2019", "2023-06"), held("per:b", "2023-06", None)
    >>> both = held("per:c", "2020", None)
    >>> in_turn(before, now), in_turn(now, before), in_turn(before, both), in_turn(now, both)
    (True, True, False, False)
    """
    pairs = [(x, y) for x in one for y in other]
    return bool(pairs) and all(_over_before(x, y) or _over_before(y, x) for x, y in pairs)


def _over_before(earlier: Tie, later: Tie) -> bool:
    if earlier.until is None:
        return False
    if later.since is None:
        return later.until is None or later.until.last > earlier.until.last
    return earlier.until.first <= later.since.last


def _ties_of(view: View, ids: Collection[str]) -> dict[str, list[Tie]]:
    ties: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in view.ties(*_SHARED, of=sorted(ids)):
        for id in {tie.source, tie.target}:
            ties[id].append(tie)
    return ties


def _pair(
    ends: Pair,
    entities: Mapping[str, Entity],
    reasons: Reasons,
    ties: Mapping[str, Sequence[Tie]],
    after: Collection[Pair],
    *,
    unsure: bool,
) -> LikelyPair:
    first, second = (entities[id] for id in ends)
    around = [
        {end for tie in ties.get(id, ()) for end in (tie.source, tie.target)} - set(ends)
        for id in ends
    ]
    shared = sorted(id for id in around[0] & around[1] if not is_kind(id, "Government"))
    why = {**reasons[ends], **({TIES: str(len(shared))} if shared else {})}
    return LikelyPair(
        first=first,
        second=second,
        reasons=dict(sorted(why.items(), key=lambda one: -STRENGTH[one[0]])),
        shared=tuple(shared),
        between=tuple(t for t in ties.get(ends[0], ()) if {t.source, t.target} == set(ends)),
        conflicts=conflicts(first, second),
        successors=ends in after,
        unsure=unsure,
    )


def conflicts(first: Entity, second: Entity) -> tuple[Conflict, ...]:
    """What one person or body has only once, and these two have otherwise. A year and a day in it
    are no conflict.

    >>> one = Entity("Person", "per:1", "A", {"born": "1980", "sex": "female"})
    >>> other = Entity("Person", "per:2", "A", {"born": "1980-05-02", "gender": "male"})
    >>> [(each.what, each.first, each.second) for each in conflicts(one, other)]
    [('sex', 'female', 'male')]
    """
    pairs = []
    for what, names in _ONCE.items():
        a, b = (_value(one.values, names) for one in (first, second))
        if a and b and not (_alike(a, b)):
            pairs.append(Conflict(what, a, b))
    return tuple(pairs)


def _value(values: Mapping[str, Value], names: Iterable[str]) -> str:
    return next((str(values[name]).strip() for name in names if values.get(name)), "")


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    return short == long or (long[:4].isdigit() and long.startswith(f"{short}-"))
