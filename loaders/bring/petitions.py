"""Signatures: of thousands who signed, only who is known is tied to the letter; the others are
counted, by country. No person is ever stored because of a signature, and no organization is,
unless somebody says so. Who signed in public stays as hidden as he or she is in the store: a tie is
seen by who sees both its ends."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from graph.model.text import fold
from graph.model.words import mark
from loaders.bring.filling_in import ColumnsByMeaning, filling_of, name_filling
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
# What becomes of the people who signed.
PEOPLE: Final[dict[str, str]] = {
    "known": mark("Those signed whom the store knows, and no other of that name; all are counted"),
    "counted": mark("They are counted, and none is named"),
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
    return [statements, *_body_rows(columns), *people_rows(columns)]


def _signed(columns: ColumnsByMeaning, who: Filling, where: RowFilter | None) -> ListRows:
    signed = {"title": _title(columns), "signatories": who, **_day(columns)}
    return ListRows("statements", signed, where, once=True, requires=("signatories",))


def _body_rows(columns: ColumnsByMeaning) -> list[ListRows]:
    """The signatures of organizations that are known; none where no column has their names."""
    where, name = organization_rows(columns)
    return [_signed(columns, Filling((name,), known=True), where)] if name else []


def people_rows(columns: ColumnsByMeaning) -> list[ListRows]:
    """The signatures of people whom the store knows; none where no column has their names."""
    name, (bodies, body) = name_filling(columns), organization_rows(columns)
    if name is None or (bodies is None and name.columns == (body,)):
        return []
    where = msgspec.structs.replace(bodies, without=True) if bodies else None
    who = msgspec.structs.replace(name, known=True, of="Person")
    return [_signed(columns, who, where)]


def are_people(rows: ListRows) -> bool:
    """Whether rows are the signatures of people who are known."""
    return rows.list == "statements" and rows.columns.get("signatories", Filling()).of == "Person"


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


def decided(
    lists: tuple[ListRows, ...], columns: ColumnsByMeaning, signed: Signed, sector: str
) -> tuple[ListRows, ...]:
    """The lists of a petition where somebody has said what becomes of its organizations."""
    letters = [rows for rows in lists if rows.counted or are_people(rows)]
    others = [rows for rows in lists if rows.list == "statements" and rows not in letters]
    others = others or _body_rows(columns)  # an earlier answer may have taken them out
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
