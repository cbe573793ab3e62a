"""The fields of a form: what each column is called on the screen, and how it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from graph.model.schema import ACTORS
from graph.model.words import mark


class FieldFilling(Enum):
    """How a field is filled in."""

    TEXT = "a line"
    LONG = "several lines"
    DAY = "a day"
    DATE = "a day, a month or a year"
    WORD = "one of some words"
    WORDS = "several of some words"
    ONE = "somebody on record"
    SEVERAL = "several on record"
    PLACE = "a country"
    PLACES = "several countries"
    NAMES = "the names of cases"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: the column that it fills. `words`: what may be chosen, with what it is called.

    `meanings`: what a choice means, where that is not plain. `kinds`: of whom it may name.
    """

    column: str
    title: str
    filling: FieldFilling = FieldFilling.TEXT
    words: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()


# What a column is called. The columns themselves are for files.
TITLES: Final = {
    "about": mark("About whom"),
    "accused of treason": mark("Accused of treason"),
    "affiliated as": mark("As what"),
    "affiliation": mark("Belongs to"),
    "also known as": mark("Also known as"),
    "ask": mark("What to ask for"),
    "can do": mark("What it could do"),
    "case": mark("Case"),
    "charge": mark("Charge"),
    "city": mark("City"),
    "code": mark("Your own code"),
    "confirmed": mark("Known to hold on"),
    "contact rule": mark("May they be contacted?"),
    "country": mark("Country"),
    "date": mark("Day"),
    "decided by": mark("Who can decide"),
    "detained by": mark("Who detains"),
    "detained since": mark("Detained since"),
    "door": mark("Through which embassy or office"),
    "due": mark("Due on"),
    "effect": mark("What followed"),
    "effect status": mark("How sure that is"),
    "family": mark("Family"),
    "founded": mark("Founded"),
    "from": mark("From"),
    "functions": mark("What they do for it"),
    "giver": mark("Who gave or refused it"),
    "held by": mark("Who holds it"),
    "introduced by": mark("Who introduces us"),
    "kind": mark("Kind"),
    "known": mark("Known since"),
    "label": mark("Who may see it"),
    "languages": mark("Languages"),
    "made by": mark("Who of us asks"),
    "made to": mark("Who is asked"),
    "minor": mark("Is a minor"),
    "name": mark("Name"),
    "nationality": mark("Nationality"),
    "next date": mark("Next date"),
    "note": mark("Note, for yourselves"),
    "opted in": mark("Agreed to introduce us for"),
    "part of": mark("Part of"),
    "persons": mark("Who is in prison"),
    "place": mark("Place"),
    "position": mark("Position"),
    "posture": mark("How public to be"),
    "prisoner": mark("Relative in prison"),
    "profile": mark("Profile"),
    "public": mark("In public?"),
    "relation": mark("Relation to the prisoner"),
    "reliability": mark("How reliable"),
    "represented by": mark("Counsel"),
    "response": mark("Answer"),
    "response date": mark("Answered on"),
    "retrieved": mark("Read on"),
    "review": mark("Ask again on"),
    "role": mark("Role"),
    "safe to tell": mark("Is it safe to tell them?"),
    "sector": mark("Sector"),
    "severity": mark("How bad it is"),
    "since": mark("Since"),
    "source": mark("Source"),
    "speaks": mark("Speaks for the family"),
    "stage": mark("Stage"),
    "stance": mark("Stance"),
    "state": mark("State"),
    "status": mark("Status"),
    "strength": mark("Chance that an introduction works, from 0 to 1"),
    "to": mark("To"),
    "until": mark("Until"),
    "use": mark("For what"),
    "website": mark("Website"),
    "who": mark("Who"),
    "withdrawn": mark("Withdrawn on"),
    "worked on by": mark("Who works on it"),
}
# Filled in with a day, and with a day or less.
_DAYS: Final = frozenset({"due", "response date", "review", "withdrawn", "known", "retrieved"})
_DATES: Final = frozenset(
    {"detained since", "founded", "since", "until", "confirmed", "next date", "date"}
)
_BODIES: Final = ("Organization", "Government", "Office", "Coalition", "Campaign")
# Whom a column may name; in “ties”, anybody.
_ONE: Final[Mapping[str, tuple[str, ...]]] = {
    "affiliation": _BODIES,
    "case": ("Case",),
    "door": tuple(sorted(ACTORS)),
    "from": (),
    "giver": ("Person", "Family"),
    "held by": tuple(sorted(ACTORS)),
    "introduced by": tuple(sorted(ACTORS)),
    "made by": tuple(sorted(ACTORS)),
    "made to": tuple(sorted(ACTORS)),
    "part of": ("Organization",),
    "to": (),
    "who": tuple(sorted(ACTORS)),
    "worked on by": tuple(sorted(ACTORS)),
}
_SEVERAL: Final[Mapping[str, tuple[str, ...]]] = {
    "about": tuple(sorted(ACTORS)),
    "decided by": tuple(sorted(ACTORS)),
    "persons": ("Person",),
    "prisoner": ("Person",),
    "represented by": tuple(sorted(ACTORS)),
}


def filled_in(form: str, column: str) -> FormField:
    """The field of a column that needs no words of a list.

    >>> filled_in("cases", "persons").kinds
    ('Person',)
    """
    title = TITLES[column]
    if column in _SEVERAL:
        return FormField(column, title, FieldFilling.SEVERAL, kinds=_SEVERAL[column])
    if column == "case" and form == "events":
        return FormField(column, title, FieldFilling.SEVERAL, kinds=("Case",))
    if column in _ONE:
        return FormField(column, title, FieldFilling.ONE, kinds=_ONE[column])
    if column in _DAYS or (column == "date" and form in ("approaches", "stances", "consents")):
        return FormField(column, title, FieldFilling.DAY)
    if column in _DATES:
        return FormField(column, title, FieldFilling.DATE)
    places = {
        "detained by": FieldFilling.PLACE,
        "country": FieldFilling.PLACE,
        "nationality": FieldFilling.PLACES,
    }
    special = {
        "opted in": FieldFilling.NAMES,
        "note": FieldFilling.LONG,
        "charge": FieldFilling.LONG,
    }
    return FormField(column, title, (places | special).get(column, FieldFilling.TEXT))
