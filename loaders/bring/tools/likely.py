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


def with_likely_kinds(table: ForeignTable) -> ForeignTable:
    """A table of elements of which nothing says what each is, with a column for that where some
    names are of bodies: the others are people, as without it. That it is a guess is said."""
    place = {table.meaning[c]: n for n, c in enumerate(table.header) if c in table.meaning}
    if table.role != "entities" or "kind" in place or "name" not in place:
        return table
    name = place["name"]
    if not any(is_name_of_a_body(row[name]) for _, row in table.rows()):
        return table

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for line, row in table.rows():
            yield line, [*row, "organization" if is_name_of_a_body(row[name]) else "person"]

    column = free_name("kind", table.header)
    guess = say(
        "The file does not say what its elements are: those are taken for organizations that have "
        "a word such as “centre” in their names, the others for people."
    )
    return replace(
        table,
        header=(*table.header, column),
        rows=rows,
        meaning={**table.meaning, column: "kind"},
        lost=(*table.lost, guess),
    )
