"""Signatures: of thousands who signed, only organizations that are known are tied to the letter;
the others are counted, by country. Nobody is stored by name, and no organization is created,
unless somebody says so."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from graph.model.text import fold
from graph.model.words import mark
from loaders.bring.filling_in import ColumnsByMeaning, filling_of
from loaders.bring.mapping import Filling, ListRows, RowFilter
from loaders.bring.tools.words import kind_of_entity

Signed = Literal["known", "create", "counted"]
# What becomes of the organizations that signed.
ORGANIZATIONS: Final[dict[str, str]] = {
    "known": mark("Those that the store knows signed; the others are counted"),
    "create": mark("All become organizations, those that the store does not know too"),
    "counted": mark("They are counted, and none is named"),
}
# What becomes of the organizations that people belong to.
MEMBERS: Final[dict[str, str]] = {
    "known": mark("People belong to those that the store knows; the others are left out"),
    "create": mark("All become organizations, those that the store does not know too"),
}
STATEMENT: Final = "open letter"


def signature_lists(columns: ColumnsByMeaning, sector: str) -> list[ListRows]:
    """The letter with its counts; who of the known signed it."""
    title = _title(columns)
    letter = {
        "title": title,
        "kind": Filling(constant=STATEMENT),
        "status": Filling(constant="published"),
        **_day(columns),
    }
    statements = ListRows("statements", letter, counted=True, by_country=columns.first("country"))
    where, name = organization_rows(columns)
    if not name:
        return [statements]
    signed = {"title": title, "signatories": Filling((name,), known=True), **_day(columns)}
    return [statements, ListRows("statements", signed, where, once=True, requires=("signatories",))]


def organization_rows(columns: ColumnsByMeaning) -> tuple[RowFilter | None, str]:
    """Which rows are organizations', and the column of their names; "" where none is."""
    kind, signatory = columns.first("kind"), columns.first("signatory", "name")
    if kind and signatory:
        words = columns.looks[kind].words
        bodies = tuple(sorted(fold(w) for w in words if kind_of_entity(w) == "Organization"))
        if bodies:
            return RowFilter(kind, bodies), signatory
    if organization := columns.first("organization name", "organization"):
        return None, organization
    return None, ""


def decided(lists: tuple[ListRows, ...], signed: Signed, sector: str) -> tuple[ListRows, ...]:
    """The lists of a petition where somebody has said what becomes of its organizations."""
    letters = [rows for rows in lists if rows.counted]
    others = [rows for rows in lists if not rows.counted and rows.list == "statements"]
    if signed == "counted" or not others:
        return tuple(letters)
    known = signed == "known"
    ties = [
        msgspec.structs.replace(
            rows,
            columns={
                ours: msgspec.structs.replace(f, known=known) if ours == "signatories" else f
                for ours, f in rows.columns.items()
            },
        )
        for rows in others
    ]
    bodies = [
        ListRows(
            "organizations",
            {"name": rows.columns["signatories"], "sector": Filling(constant=sector)},
            rows.where,
            once=True,
            sought="new",
            requires=("name",),
        )
        for rows in ties
        if not known
    ]
    return (*letters, *bodies, *ties)


def with_members(lists: tuple[ListRows, ...], sector: str, *, create: bool) -> tuple[ListRows, ...]:
    """The lists of people where somebody has said whether the organizations that they belong to,
    and that the store does not know, are created, or left out."""
    others = tuple(rows for rows in lists if not (rows.list == "organizations" and rows.sought))
    if not create:
        return others
    bodies = tuple(
        ListRows(
            "organizations",
            {"name": Filling(filling.columns), "sector": Filling(constant=sector)},
            rows.where,
            once=True,
            sought="new",
            requires=("name",),
        )
        for rows in others
        if rows.list == "activists" and (filling := rows.columns.get("affiliation"))
    )
    return (*bodies, *others)


def _title(columns: ColumnsByMeaning) -> Filling:
    theirs = columns.named("letter", "title", "case")[:1]
    return Filling(theirs)


def _day(columns: ColumnsByMeaning) -> dict[str, Filling]:
    if theirs := columns.named("date", "signed on")[:1]:
        return {"date": filling_of("statements", "date", theirs, columns)}
    return {}
