"""An extract: what of a View leaves the program as a file for another tool, and with what label.

Nothing that is TLP:RED leaves, whoever looks. A case whose naming nobody allowed goes out without
its name and the prisoner's. Ids of public kinds go out as they are, for they say nothing of the
campaign. The keyed ids do not: they are the same in every file of one store, so that two files for
two audiences could be laid side by side, and whoever has no name in one be found in the other. In
their place stands the code that the campaign itself gave, else a number of that file alone. (Two
files may still be compared by who is tied to whom; no number can prevent that.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.campaign.consent import consent
from graph.campaign.reach import reach
from graph.campaign.withheld import NAMELESS, Withheld, withheld
from graph.model.ids import kind_of
from graph.model.printable import harmless
from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie, Value
from graph.model.schema import ENTITIES, HOLDING_IDS, OURS, TIES, Label
from graph.model.vocabulary import role_title
from graph.model.words import say
from graph.store.apart import Worlds
from graph.store.base import SAMPLE, Scope, Store
from graph.view import View

USUAL: Final = ("campaign",)  # layers that are taken out unless somebody chooses others
# Values in which somebody wrote as they liked.
FREE_TEXTS: Final = frozenset(
    ("note", "charge", "purpose", "about", "description", "persons", "outcome_words")
)
_OF_A_NAME: Final = frozenset(("aliases", "code", *FREE_TEXTS))  # gone where the name is
_KEYED = re.compile("[0-9a-f]{20}")  # what follows the prefix of a keyed id


@dataclass(frozen=True, slots=True)
class ExtractChoice:
    """What to take out: what stands around one case, or around all; along which layers of the
    map (`schema.LAYERS`); with or without what somebody wrote as they liked."""

    case: str | None = None
    layers: tuple[str, ...] = USUAL
    texts: bool = True


@dataclass(frozen=True, slots=True)
class LeavingEntity:
    """An entity as it leaves. `code` is its id in the file, `named` whether its name leaves."""

    code: str
    kind: str
    name: str  # its name, else its role or kind
    named: bool
    values: Mapping[str, Value]
    label: Label
    origin: Origin


@dataclass(frozen=True, slots=True)
class LeavingTie:
    """A tie as it leaves; its ends are codes of the file."""

    code: str
    kind: str
    source: str
    target: str
    since: PartialDate | None
    until: PartialDate | None
    strength: float | None
    values: Mapping[str, Value]
    label: Label
    origin: Origin

    @property
    def directed(self) -> bool:
        return TIES[self.kind].directed


@dataclass(frozen=True, slots=True)
class Extract:
    """What leaves: entities by code, ties by kind, source and target."""

    entities: Sequence[LeavingEntity]
    ties: Sequence[LeavingTie]
    label: Label  # the strictest of all that leaves
    as_of: date | None
    invented: bool  # rests on the sample campaign
    codes: Mapping[str, str]  # from ids to codes: stays here
    replaced: Counter[str]  # by code, in how many texts the name of somebody hidden stood
    unnamed: frozenset[str]  # codes of cases, and of their people, whose naming nobody allowed

    def records(self) -> Iterator[LeavingEntity | LeavingTie]:
        """All that leaves."""
        yield from self.entities
        yield from self.ties


def extract(view: View, choice: ExtractChoice) -> Extract:
    """What leaves of a view by a choice. NotFound: the audience sees no such case."""
    view = leaving_view(view, choice.case)
    reached = reach(view, choice.case, choice.layers)
    entities = view.several(reached.ids)
    silent = _unconsented(view, entities)
    names = withheld(view, silent)
    codes = file_codes([one for one in entities if one.id not in names.unnamed], entities)
    outgoing = _Outgoing(codes, names, choice.texts, Counter())
    leaving = sorted((outgoing.entity(one) for one in entities), key=lambda one: one.code)
    ties = _numbered([outgoing.tie(claims) for claims in reached.ties if _there(claims, codes)])
    labels = {one.label for one in leaving} | {tie.label for tie in ties}
    return Extract(
        entities=leaving,
        ties=ties,
        label=max(labels, default=Label.CLEAR),
        as_of=view.as_of,
        invented=any(name.startswith(SAMPLE) for name in view.used.datasets),
        codes=codes,
        replaced=outgoing.replaced,
        unnamed=frozenset(codes[id] for id in names.unnamed if id in codes),
    )


def leaving_view(view: View, case: str | None) -> View:
    """The view of what may leave: never TLP:RED; of real cases or of the sample, never both."""
    audience = min(view.audience, OURS)
    worlds = Worlds(view.store, audience)
    store = worlds.all
    if case and not _sees(store, audience, case):
        store = worlds.sample
    return View(store, audience, view.as_of, language=view.language)


def _sees(store: Store, audience: Label, id: str) -> bool:
    scope = Scope(audience, ids=frozenset({id}), ties=frozenset())
    return any(isinstance(claim, Entity) for claim in store.read(scope))


def _unconsented(view: View, entities: Iterable[Entity]) -> set[str]:
    """The cases among these whose naming nobody allowed."""
    cases = [one.id for one in entities if one.kind == "Case"]
    return {id for id in cases if not consent(view, id, "name").may_name}


def _there(claims: Sequence[Tie], codes: Mapping[str, str]) -> bool:
    return claims[0].source in codes and claims[0].target in codes


def file_codes(named: Iterable[Entity], entities: Sequence[Entity]) -> dict[str, str]:
    """What each entity is called in a file, by its id.

    Public ids stay; then the campaign's own code counts, of whoever is named and where no two have
    it; everybody else is numbered by kind.

    >>> two = [Entity("Person", "per:" + "0" * 20), Entity("Government", "gov:FRA")]
    >>> file_codes(two, two)
    {'gov:FRA': 'gov:FRA', 'per:00000000000000000000': 'per-1'}
    """
    codes = {one.id: one.id for one in entities if _public(one.id)}
    own = {one.id: str(one.values["code"]) for one in named if one.values.get("code")}
    common = Counter([*own.values(), *codes.values()])
    codes |= {id: harmless(code) for id, code in own.items() if common[code] == 1}
    used, numbers = set(codes.values()), Counter[str]()
    for one in sorted(entities, key=lambda one: one.id):
        prefix = ENTITIES[one.kind].prefix
        while one.id not in codes:
            numbers[prefix] += 1
            if (code := f"{prefix}-{numbers[prefix]}") not in used:
                codes[one.id] = code
    return codes


def _public(id: str) -> bool:
    """Whether an id says who it is already: an office of a body that is no government may not."""
    kind = kind_of(id)
    return kind is not None and kind.public and not _KEYED.fullmatch(id.partition(":")[2])


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """Records as they leave: with codes for ids, without names that do not leave."""

    codes: Mapping[str, str]
    names: Withheld
    texts: bool
    replaced: Counter[str]

    def entity(self, one: Entity) -> LeavingEntity:
        code = self.codes[one.id]
        named = bool(one.name) and one.id not in self.names.unnamed
        values = {
            key: self._value(value, code, key)
            for key, value in one.values.items()
            if self._leaves(key, one.id) and (key != "code" or value != code)
        }
        return LeavingEntity(
            code=code,
            kind=one.kind,
            name=self._text(str(one.name), code) if named else _nameless(one),
            named=named,
            values={key: value for key, value in sorted(values.items()) if value not in ([], "")},
            label=max(one.level, *one.labels.values()) if one.labels else one.level,
            origin=self._origin(one.origin, code, one.id in self.names.unnamed),
        )

    def tie(self, claims: Sequence[Tie]) -> LeavingTie:
        """One tie of what several datasets claim of it: each value of the best that has it."""
        best, *others = sorted(claims, key=_surest)
        values = dict(best.values)
        for other in others:
            values = {**other.values, **values}
        dated = next((one for one in (best, *others) if one.since or one.until), best)
        ends = self.codes[best.source], self.codes[best.target]
        labels = [label for one in claims for label in (one.level, *one.labels.values())]
        hidden = bool({best.source, best.target} & self.names.unnamed)
        return LeavingTie(
            code="",
            kind=best.kind,
            source=ends[0],
            target=ends[1],
            since=dated.since,
            until=dated.until,
            strength=best.strength,
            values={
                key: self._value(value, ends[0], key)
                for key, value in sorted(values.items())
                if self.texts or key not in FREE_TEXTS
            },
            label=max(labels),
            origin=self._origin(best.origin, ends[0], hidden),
        )

    def _leaves(self, key: str, id: str) -> bool:
        if key in FREE_TEXTS and not self.texts:
            return False
        return not (key in _OF_A_NAME and id in self.names.unnamed)

    def _value(self, value: Value, code: str, key: str) -> Value:
        if isinstance(value, list):
            if key in HOLDING_IDS:
                return sorted(self.codes[id] for id in value if id in self.codes)
            return [self._text(item, code) for item in value]
        return self._text(value, code) if isinstance(value, str) else value

    def _text(self, text: str, code: str) -> str:
        cleared = self.names.without(text)
        if cleared != text:
            self.replaced[code] += 1
        return harmless(cleared)

    def _origin(self, origin: Origin, code: str, hidden: bool) -> Origin:
        """Without the names of datasets, which are the campaign's own; an address may be a name."""
        url = None if hidden or not origin.url else self._text(origin.url, code)
        url = None if url and NAMELESS in url else url
        return Origin(url, origin.retrieved, origin.known, origin.confidence)


def _nameless(one: Entity) -> str:
    role = one.values.get("role")
    return role_title(str(role)) if role else say(ENTITIES[one.kind].label)


def _surest(tie: Tie) -> tuple[Confidence, str, str]:
    known = tie.origin.known
    return tie.origin.confidence, "" if known is None else _descending(known), tie.origin.dataset


def _descending(day: PartialDate) -> str:
    return str(99999999 - int(day.last.replace("-", "")))


def _numbered(ties: Iterable[LeavingTie]) -> list[LeavingTie]:
    """The ties in the order of what they say, each with a number of this file."""
    ordered = sorted(ties, key=_order)
    return [replace(tie, code=f"tie-{number}") for number, tie in enumerate(ordered, 1)]


def _order(tie: LeavingTie) -> tuple[str, ...]:
    values = repr(sorted(tie.values.items()))
    return tie.kind, tie.source, tie.target, tie.since or "", tie.until or "", values
