"""What an extract could still tell of somebody who does not leave, or leaves without a name.

Told to whoever takes it out, and put into no file: the counts here rest on what the audience of the
file may not see.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.campaign.extract import (
    FREE_TEXTS,
    Extract,
    ExtractChoice,
    LeavingEntity,
    LeavingTie,
    leaving_view,
)
from graph.campaign.withheld import withheld
from graph.model.ids import is_kind
from graph.model.schema import PLACES, TIES, Label, Risk
from graph.model.text import search_forms
from graph.view import View

FEW: Final = 3  # so many of one kind in one place, and nobody of them can be told apart
_PEOPLE: Final = ("Person", "Family")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """People of one role in one place, one of whom has no name in the file."""

    role: str  # "" where none is recorded
    place: str
    people: int


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What could still give somebody away. Codes are those of the extract, in order."""

    replaced: int  # texts in which the name of somebody hidden stood
    mentions: Sequence[str]  # where a name of one word of somebody hidden may stand
    lone: Sequence[str]  # who is the only one that somebody hidden is tied to
    bare: Sequence[str]  # of these, who has no tie left in the file
    relatives: Sequence[str]  # who leaves by name and is kin of somebody who does not
    small: Sequence[SmallGroup]
    free_texts: int  # values in which somebody wrote as they liked


def disclosure(view: View, choice: ExtractChoice, extract: Extract) -> Disclosure:
    """What an extract of this view, by this choice, could still tell."""
    view = leaving_view(view, choice.case)
    whole = View(view.store, Label.RED, view.as_of, language=view.language)
    leaving = extract.codes
    hidden = _hidden(view, whole)
    lone = sorted({leaving[id] for id in lone_neighbours(whole, hidden) if id in leaving})
    tied = {end for tie in extract.ties for end in (tie.source, tie.target)}
    single = {form for name in withheld(view, ()).single for form in search_forms(name)}
    return Disclosure(
        replaced=sum(extract.replaced.values()),
        mentions=[one.code for one in extract.entities if _may_name(one, single)],
        lone=lone,
        bare=[code for code in lone if code not in tied],
        relatives=_relatives(extract, whole, hidden, leaving),
        small=small_groups(extract.entities, extract.ties),
        free_texts=sum(key in FREE_TEXTS for one in extract.records() for key in one.values),
    )


@dataclass(frozen=True, slots=True)
class MapDisclosure:
    """What a map could tell of somebody who is not on it, or is without a name. Ids of entities on
    it, in order."""

    lone: Sequence[str]  # who is the only one that somebody hidden is tied to
    relatives: Sequence[str]  # who is kin of somebody hidden
    mentions: Sequence[str]  # in whose name a name of one word of somebody hidden may stand
    small: Sequence[SmallGroup]


def map_disclosure(
    view: View, names: Mapping[str, str], ties: Iterable[tuple[str, str, str]] = ()
) -> MapDisclosure:
    """What a map could still tell of people whom this view does not see, or whom it shows without
    a name. `names`: what stands on it, by id; `ties`: kind, source and target of each on it."""
    whole = View(view.store, Label.RED, view.as_of, language=view.language)
    hidden, shown = _hidden(view, whole), {*names}
    single = {form for name in withheld(view, ()).single for form in search_forms(name)}
    places: defaultdict[str, set[str]] = defaultdict(set)
    for kind, source, target in ties:
        if kind in PLACES and target in names:
            places[source].add(names[target])
    people = [one for one in view.several(shown) if one.kind in _PEOPLE]
    return MapDisclosure(
        lone=sorted(shown & lone_neighbours(whole, hidden)),
        relatives=sorted(shown & _kin(whole, hidden)),
        mentions=sorted(id for id, name in names.items() if _holds([name], single)),
        small=_few(
            (str(one.values.get("role", "")), places[one.id], bool(one.name)) for one in people
        ),
    )


def _hidden(view: View, whole: View) -> set[str]:
    """People whom the audience of a file does not see."""
    shown = {id for one in view.entities(*_PEOPLE) for id in view.group(one.id)}
    return {one.id for one in whole.entities(*_PEOPLE)} - shown


def lone_neighbours(whole: View, hidden: set[str]) -> set[str]:
    """Who is the only one, governments apart, that somebody hidden is tied to: whoever knows of
    the tie knows where to look for the other."""
    around: defaultdict[str, set[str]] = defaultdict(set)
    for tie in whole.ties(of=hidden) if hidden else ():
        for near, far in ((tie.source, tie.target), (tie.target, tie.source)):
            if near in hidden and near != far and not is_kind(far, "Government"):
                around[near].add(far)
    return {next(iter(ends)) for ends in around.values() if len(ends) == 1}


def _may_name(one: LeavingEntity, single: set[str]) -> bool:
    """Whether a text of it holds a name of one word of somebody hidden."""
    return _holds([one.name, *_texts(one.values.values())], single)


def _holds(texts: Iterable[str], single: set[str]) -> bool:
    forms = (form for text in texts for form in search_forms(text))
    return any(word in single for form in forms for word in _WORD.findall(form))


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from value


def _relatives(
    extract: Extract, whole: View, hidden: set[str], leaving: Mapping[str, str]
) -> list[str]:
    """Who leaves by name and is kin of somebody who leaves without one, or not at all."""
    named = {one.code for one in extract.entities if one.named}
    nameless = hidden | {id for id, code in leaving.items() if code not in named}
    kin = _kin(whole, nameless)
    return sorted({leaving[id] for id in kin if leaving.get(id) in named})


def _kin(whole: View, nameless: set[str]) -> set[str]:
    """The people who are kin of some of these."""
    kinds = [kind for kind, tie in TIES.items() if tie.risk in (Risk.KIN, Risk.FAMILY)]
    kin = set()
    for tie in whole.ties(*kinds, of=nameless) if nameless else ():
        for near, far in ((tie.source, tie.target), (tie.target, tie.source)):
            if near in nameless and is_kind(near, *_PEOPLE) and is_kind(far, *_PEOPLE):
                kin.add(far)
    return kin


def small_groups(entities: Sequence[LeavingEntity], ties: Sequence[LeavingTie]) -> list[SmallGroup]:
    """Fewer than `FEW` people of a role in a place, where one of them leaves without a name.

    >>> from graph.model.records import Origin
    >>> one = LeavingEntity("per-1", "Person", "source", False, {"role": "source", "city": "Graz"},
    ...                     Label.GREEN, Origin())
    >>> small_groups([one], [])
    [SmallGroup(role='source', place='Graz', people=1)]
    """
    names = {one.code: one.name for one in entities}
    places: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.kind in PLACES:
            places[tie.source].add(names[tie.target])
    people = [one for one in entities if one.kind in _PEOPLE]
    cities = {one.code: str(city) for one in people if (city := one.values.get("city"))}
    return _few(
        (
            str(one.values.get("role", "")),
            {*places[one.code], *filter(None, [cities.get(one.code)])},
            one.named,
        )
        for one in people
    )


def _few(people: Iterable[tuple[str, set[str], bool]]) -> list[SmallGroup]:
    """The small groups among people, each with role, places and whether they leave by name."""
    groups: Counter[tuple[str, str]] = Counter()
    nameless = set()
    for role, places, named in people:
        for place in places:
            groups[role, place] += 1
            nameless |= set() if named else {(role, place)}
    return [SmallGroup(*group, groups[group]) for group in sorted(nameless) if groups[group] < FEW]
