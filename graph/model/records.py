"""Entity, Tie and Origin: one dataset's claims. Each refuses to exist when the schema disagrees."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from functools import lru_cache

import msgspec

from graph.model.errors import InvalidRecord
from graph.model.schema import BY_PREFIX, ENTITIES, RED_ROLES, TIES, Label
from graph.model.vocabulary import role_title
from graph.model.words import listed, mark, say, written

Value = str | int | float | bool | list[str]


class Confidence(IntEnum):
    """How reliable a claim is (OpenEvSys's scale), most reliable first."""

    HIGHLY_RELIABLE = 0
    LIKELY_RELIABLE = 1
    UNSURE = 2
    UNKNOWN = 3  # nobody said
    LIKELY_UNRELIABLE = 4
    HIGHLY_UNRELIABLE = 5

    @property
    def title(self) -> str:
        return _RELIABILITY[self]

    @property
    def credible(self) -> bool:
        """Whether nobody called it unreliable: only then can a newer word outdo an older one."""
        return self < Confidence.LIKELY_UNRELIABLE


_RELIABILITY = {
    Confidence.HIGHLY_RELIABLE: mark("highly reliable"),
    Confidence.LIKELY_RELIABLE: mark("likely reliable"),
    Confidence.UNSURE: mark("unsure"),
    Confidence.UNKNOWN: mark("unknown"),
    Confidence.LIKELY_UNRELIABLE: mark("likely unreliable"),
    Confidence.HIGHLY_UNRELIABLE: mark("highly unreliable"),
}


class PartialDate(str):
    """A day, a month or a year as ISO 8601 text: `2018-12-05`, `2018-12` or `2018`.

    >>> PartialDate("2018-12").last
    '2018-12-31'
    """

    __slots__ = ()
    _SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

    def __new__(cls, text: str) -> PartialDate:
        return _partial_date(text)

    @property
    def first(self) -> str:
        """The first day that it may mean."""
        return f"{self}{'-01-01'[len(self) - 4 :] if len(self) < 10 else ''}"

    @property
    def last(self) -> str:
        """The last day that it may mean; a date is known for sure only from then on."""
        return str(self) if len(self) == 10 else _last_day(self)


@lru_cache(maxsize=65536)
def _partial_date(text: str) -> PartialDate:
    match = PartialDate._SHAPE.fullmatch(text)
    try:
        if not match:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise InvalidRecord(
            say("“{text}” is not a date. Write 2018-12-05, 2018-12 or 2018.", text=text)
        ) from None
    return str.__new__(PartialDate, text)


@lru_cache(maxsize=4096)
def _last_day(text: str) -> str:
    year, month = int(text[:4]), int(text[5:7] or 12)
    return f"{text[:4]}-{month:02d}-{calendar.monthrange(year, month)[1]}"


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where a claim comes from. `dataset` is filled in by the store when a claim is read."""

    url: str | None = None
    retrieved: date | None = None
    known: PartialDate | None = None  # the day the fact was public; None: timeless
    confidence: Confidence = Confidence.UNKNOWN
    label: Label | None = None  # None: the kind's default
    dataset: str = ""


class Entity(msgspec.Struct, frozen=True, gc=False):
    """One dataset's claim that something exists, and what it says of it.

    Raises `InvalidRecord` for an unknown kind, an id of another kind, or a value that cannot be
    stored. `labels` may make single values stricter than the claim.
    """

    kind: str
    id: str
    name: str | None = None
    values: Mapping[str, Value] = {}
    origin: Origin = Origin()
    labels: Mapping[str, Label] = {}

    def __post_init__(self) -> None:
        kind = ENTITIES.get(self.kind)
        if kind is None:
            raise InvalidRecord(say("“{kind}” is not a kind of entity.", kind=self.kind))
        prefix, colon, rest = self.id.partition(":")
        if prefix != kind.prefix or not colon or not rest:
            raise InvalidRecord(
                say(
                    "The id “{id}” does not fit the kind {kind}: such ids begin with {prefix}:",
                    id=self.id,
                    kind=say(kind.label),
                    prefix=kind.prefix,
                )
            )
        if self.name is not None and not self.name.strip():
            raise InvalidRecord(say("The name of {id} is empty.", id=self.id))
        _check_text(self.id, self.id)
        if self.name:
            _check_text(self.id, self.name)
        _check_values(self.id, self.values)

    @property
    def level(self) -> Label:
        """Who may see this claim: its label, else what its kind and role demand."""
        if self.origin.label is not None:
            return self.origin.label
        if self.kind == "Person" and self.values.get("role") in RED_ROLES:
            return Label.RED
        return ENTITIES[self.kind].sensitivity

    @property
    def title(self) -> str:
        """What to call it on screen: its name, else its role or kind, never its id."""
        if self.name:
            return self.name
        role = self.values.get("role")
        return role_title(str(role)) if role else say(ENTITIES[self.kind].label)

    @property
    def identity(self) -> tuple[str, ...]:
        return (self.id,)


class Tie(msgspec.Struct, frozen=True, gc=False):
    """One dataset's claim that two entities are tied.

    `key` tells parallel ties of one kind apart. `strength` in (0, 1] overrides the kind's default.
    An `until` of None means that no end is recorded, not that the tie goes on.
    """

    kind: str
    source: str
    target: str
    key: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    strength: float | None = None
    values: Mapping[str, Value] = {}
    origin: Origin = Origin()
    labels: Mapping[str, Label] = {}

    def __post_init__(self) -> None:
        if (self.kind, self.source[:4], self.target[:4]) not in _POSSIBLE:
            _check_ends(self)  # which says what is wrong
        if self.kind == "SAME_AS" and self.source[:4] != self.target[:4]:
            raise InvalidRecord(
                say(
                    "{one} and {other} are of different kinds, so they cannot be the same.",
                    one=self.source,
                    other=self.target,
                )
            )
        if "\0" in self.source or "\0" in self.target or "\0" in self.key:
            raise InvalidRecord(say("The tie {tie} contains a zero character.", tie=self._ends))
        if self.strength is not None and not 0 < self.strength <= 1:
            raise InvalidRecord(
                say(
                    "The strength of {tie} is {strength}; it must be above 0 and at most 1.",
                    tie=self._ends,
                    strength=self.strength,
                )
            )
        if self.since and self.until and self.until.last < self.since.first:
            raise InvalidRecord(
                say(
                    "The tie {tie} ends ({until}) before it begins ({since}).",
                    tie=self._ends,
                    until=written(self.until),
                    since=written(self.since),
                )
            )
        if self.values:
            _check_values(self.source, self.values)

    @property
    def _ends(self) -> str:
        return f"{self.source} → {self.target}"

    @property
    def level(self) -> Label:
        """Who may see this claim: its label, else what its kind demands."""
        return TIES[self.kind].sensitivity if self.origin.label is None else self.origin.label

    @property
    def identity(self) -> tuple[str, ...]:
        return (self.kind, self.source, self.target, self.key)

    def in_force(self, day: str) -> bool:
        """Whether the tie may hold on a day (ISO 8601): it has begun, and its end has not passed.

        A month or a year counts from the first to the last day that it may mean. Where no end is
        recorded the tie was never said to go on: how long it is believed is for `belief` and
        `functions.ended` to say.

        >>> tie = Tie("KNOWS", "per:a", "per:b", since=PartialDate("2026-03"),
        ...           until=PartialDate("2027"))
        >>> [tie.in_force(day) for day in ("2026-02-28", "2026-03-01", "2027-12-31", "2028-01-01")]
        [False, True, True, False]
        """
        return self.begun(day) and not self.over(day)

    def begun(self, day: str) -> bool:
        """Whether the tie may have begun by a day; one without a beginning has."""
        return self.since is None or self.since.first <= day

    def over(self, day: str) -> bool:
        """Whether its recorded end has passed on a day."""
        return self.until is not None and self.until.last < day


Record = Entity | Tie

# Kinds of ties with the first four characters of the ids that may be their ends: every prefix has
# three letters. Looked up for every tie made.
_POSSIBLE = {
    (tie.name, f"{ENTITIES[source].prefix}:", f"{ENTITIES[target].prefix}:")
    for tie in TIES.values()
    for source in tie.sources
    for target in tie.targets
}


def _check_ends(tie: Tie) -> None:
    kind = TIES.get(tie.kind)
    if kind is None:
        raise InvalidRecord(say("“{kind}” is not a kind of tie.", kind=tie.kind))
    for end, allowed in ((tie.source, kind.sources), (tie.target, kind.targets)):
        entity = BY_PREFIX.get(end.partition(":")[0])
        if entity is None:
            raise InvalidRecord(say("“{id}” is not an id of any kind of entity.", id=end))
        if entity.name not in allowed:
            raise InvalidRecord(
                say(
                    "{id} ({kind}) cannot be at this end of “{tie}”; possible kinds: {kinds}.",
                    id=end,
                    kind=say(entity.label),
                    tie=say(kind.phrase),
                    kinds=listed([say(ENTITIES[name].label) for name in sorted(allowed)], 30),
                )
            )


def _check_text(owner: str, text: str) -> None:
    if "\0" in text:
        raise InvalidRecord(
            say("A text of {owner} contains a zero character, which cannot be stored.", owner=owner)
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidRecord(
            say("A text of {owner} contains an unpaired surrogate.", owner=owner)
        ) from None


def _check_values(owner: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        # Exact types: what a library subclasses does not come back from the store as it went in.
        if type(value) is str:
            if "\0" in value or not value.isascii():
                _check_text(owner, value)
        elif type(value) is bool:
            continue
        elif type(value) is list:
            for item in value:
                if type(item) is not str:
                    raise InvalidRecord(
                        say(
                            "The value “{name}” of {owner} must be a list of strings.",
                            name=name,
                            owner=owner,
                        )
                    )
                if "\0" in item or not item.isascii():
                    _check_text(owner, item)
        elif type(value) is float:
            if not math.isfinite(value):
                raise InvalidRecord(
                    say(
                        "The value “{name}” of {owner} must be a finite number.",
                        name=name,
                        owner=owner,
                    )
                )
        elif type(value) is int:
            if not -(2**63) <= value < 2**63:
                raise InvalidRecord(
                    say("The value “{name}” of {owner} is too large.", name=name, owner=owner)
                )
        else:
            raise InvalidRecord(
                say(
                    "The value “{name}” of {owner} is of the type {type}, which cannot be stored. "
                    "Leave out what is missing.",
                    name=name,
                    owner=owner,
                    type=type(value).__name__,
                )
            )
