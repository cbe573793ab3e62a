"""What elements most likely are where a network does not say it: by their names alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.model.text import fold
from graph.model.words import say
from loaders.bring.table import ForeignTable
from loaders.bring.tools.meanings import free_name

_PERSONAL: Final = re.compile(r"[^\W\d_][^\W\d_.’'-]*(?:[-’'][^\W\d_]+)*\.?")
_PARTICLES: Final = frozenset(
    ("de", "da", "di", "du", "del", "van", "von", "der", "la", "bin", "ibn")
)
_BODIES: Final = """academy agency alliance association bank bureau campaign center centre club
coalition college committee company council court department embassy federation forum foundation
front fund group initiative institut institute international lab league media ministry movement
network office organisation organization parliament party press project society team trust union
university verein women"""
_OF_BODIES: Final = frozenset(_BODIES.split())
_SURNAMES: Final = frozenset(("bank", "court", "front", "press", "trust", "women"))  # or no names
_FAMILIES: Final = frozenset(
    ("family", "familie", "famille", "familia", "famiglia", "rodzina", "семья", "عائلة", "خانواده")
)
# A whole day, never a mere number: that may be a telephone, or the id of whoever has no name.
_DAY: Final = re.compile(r"\W*(?:\d{1,2}([/.-])\d{1,2}\1\d{2,4}|\d{4}-\d{2}(?:-\d{2})?)\b")
_DEGREES: Final = re.compile(
    r"-?\d{1,3}\.\d{2,}[^\d.-]{1,12}-?\d{1,3}\.\d{2,}|\b(?:lat|lng|lon)[a-z]*\s*[=:]\s*-?\d"
)


def is_name_of_a_person(name: str) -> bool:
    """Whether a name looks like that of a person: two to four capitalized words, none of which
    bodies have in theirs.

    >>> [is_name_of_a_person(one) for one in ("Ada de Vell", "Vell Institute", "Gephi", "Z 4")]
    [True, False, False, False]
    """
    words = [word for word in name.replace(",", " ").split() if fold(word) not in _PARTICLES]
    return (
        2 <= len(words) <= 4
        and all(_PERSONAL.fullmatch(word) and not word[0].islower() for word in words)
        and not any(fold(word) in _OF_BODIES for word in words)
    )


def is_name_of_a_body(name: str) -> bool:
    """Whether a name has a word that only bodies have in theirs.

    >>> is_name_of_a_body("Vasna Centre"), is_name_of_a_body("Margaret Court")
    (True, False)
    """
    return not (_OF_BODIES - _SURNAMES).isdisjoint(fold(name).split())


def likely_kind(name: str) -> str:
    """What a name alone most likely is of, as a word for a kind; a person where it does not tell:
    people are seen by fewer than any group.

    >>> [likely_kind(one) for one in ("Vasna Centre", "Vell Family", "LIT (34.73, -92.22)")]
    ['organization', 'family', 'place']
    >>> likely_kind("3/5/1913 Meeting in the park"), likely_kind("Ada"), likely_kind("370 600 11")
    ('event', 'person', 'person')
    """
    if is_name_of_a_body(name):
        return "organization"
    words = fold(name).split()
    if len(words) > 1 and not _FAMILIES.isdisjoint((words[0], words[-1])):
        return "family"
    if _DEGREES.search(name):
        return "place"
    return "event" if _DAY.match(name) else "person"


def with_likely_kinds(table: ForeignTable) -> ForeignTable:
    """A table of elements of which nothing says what each is, with a column for that where some
    names tell; else all are people, as without it. That it is a guess is said."""
    place = {table.meaning[c]: n for n, c in enumerate(table.header) if c in table.meaning}
    if table.role != "entities" or "kind" in place or "name" not in place:
        return table
    name = place["name"]
    if all(likely_kind(row[name]) == "person" for _, row in table.rows()):
        guess = say("The file does not say what its elements are: all are taken for people.")
        return replace(table, lost=(*table.lost, guess))

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for line, row in table.rows():
            yield line, [*row, likely_kind(row[name])]

    column = free_name("kind", table.header)
    guess = say(
        "The file does not say what its elements are, so their names were gone by: one with a word "
        "such as “centre” is an organization, one with “family” a family, one that begins with a "
        "day an event, one with coordinates a place; all others are people."
    )
    return replace(
        table,
        header=(*table.header, column),
        rows=rows,
        meaning={**table.meaning, column: "kind"},
        lost=(*table.lost, guess),
    )
