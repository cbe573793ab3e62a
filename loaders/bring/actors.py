"""What fills the rows of people and of organizations where a table says little of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loaders.bring.filling_in import ColumnsByMeaning, filling_of
from loaders.bring.mapping import Filling
from loaders.bring.tools.words import detail_of_entity

ROLE: Final = "contact"  # of people of whom a table says nothing
SECTOR: Final = "other"


def role_filling(columns: ColumnsByMeaning) -> dict[str, Filling]:
    if not (column := columns.first("role")):
        return {"role": Filling(constant=ROLE)}
    filling = filling_of("activists", "role", (column,), columns)
    return {"role": Filling(filling.columns, words=filling.words, others=ROLE, constant=ROLE)}


def affiliation_fillings(columns: ColumnsByMeaning) -> dict[str, Filling]:
    """To whom somebody belongs, as far as that is known; with what is said of it."""
    if not (column := columns.first("organization")):
        return {}
    rest = {
        ours: filling_of("activists", ours, columns.named(ours)[:1], columns)
        for ours in ("position", "since", "until", "confirmed")
        if columns.named(ours)
    }
    dependent = {
        ours: Filling(f.columns, dates=f.dates, when="affiliation") for ours, f in rest.items()
    }
    return {
        "affiliation": Filling((column,), known=True),
        "affiliated as": Filling(constant="member", when="affiliation"),
        **dependent,
    }


def sector_filling(columns: ColumnsByMeaning) -> Filling:
    if not (column := columns.first("sector", "kind")):
        return Filling(constant=SECTOR)
    filling = filling_of("organizations", "sector", (column,), columns)
    return Filling(filling.columns, words=filling.words, others=SECTOR, constant=SECTOR)


def detail_filling(column: str, words: Sequence[str], usual: str) -> Filling:
    """The role or sector that each word says, else the usual."""
    details = {word: detail for word in words if (detail := detail_of_entity(word))}
    return Filling((column,), words=details, others=usual, constant=usual)
