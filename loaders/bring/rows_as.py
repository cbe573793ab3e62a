"""What a table becomes once it is known what its rows are: the lists, and what fills these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from graph.model.text import fold
from loaders.bring.actors import SECTOR, affiliation_fillings, role_filling, sector_filling
from loaders.bring.elements import element_lists
from loaders.bring.filling_in import ColumnsByMeaning, filling_of, fillings, own_fillings
from loaders.bring.kinds_of_rows import NOTHING
from loaders.bring.looks import ColumnLook
from loaders.bring.mapping import Filling, ListRows, TableMapping, campaign_lists
from loaders.bring.petitions import signature_lists
from loaders.bring.table import ForeignTable

# Of prisoners everything is for the fewest eyes, so what has no column of ours is kept as a note.
_NOTED: Final = ("prison", "sentence", "released", "status", "lawyer", "tags", "organization")


def rows_as(kind: str, table: ForeignTable, looks: Sequence[ColumnLook]) -> TableMapping:
    """The mapping of a table whose rows are of a kind (a key of kinds_of_rows.CHOICES, or the name
    of one of our lists)."""
    columns = ColumnsByMeaning(looks)
    if kind in ("", NOTHING):
        return TableMapping(table.header, (), table.name)
    if kind in _BUILDERS:
        lists, notes = _BUILDERS[kind](columns)
    elif not is_own(kind, table.header):
        lists, notes = _organizations(columns)
    else:
        lists, notes = _own(kind, columns)
    if columns.first("timestamp") and kind in _OF_FORMS:
        lists = [msgspec.structs.replace(rows, last=True) for rows in lists]
    return TableMapping(table.header, tuple(lists), table.name, tuple(notes))


_OF_FORMS = frozenset(("people", "organizations"))  # a form may be sent twice; the last one counts
Lists = tuple[list[ListRows], list[str]]  # with the columns that go into the note


def is_own(kind: str, header: Sequence[str]) -> bool:
    """Whether a table is taken as one of our own lists, column by column, with our own words."""
    needed = {"name", "sector"} if kind == "organizations" else set()
    return kind in campaign_lists() and needed <= set(map(fold, header))


def _own(name: str, columns: ColumnsByMeaning) -> Lists:
    return [ListRows(name, own_fillings(name, columns, campaign_lists()[name]))], []


def _people(columns: ColumnsByMeaning) -> Lists:
    person = {
        **fillings("activists", columns, ("since", "until", "position", "confirmed")),
        **role_filling(columns),
        **affiliation_fillings(columns),
    }
    return [ListRows("activists", person)], []


def _prisoners(columns: ColumnsByMeaning) -> Lists:
    person = fillings("activists", columns, ("contact rule", "safe to tell", "note"))
    for ours in ("since", "until", "position", "confirmed"):
        person.pop(ours, None)
    person["role"] = Filling(constant="prisoner")
    name = person.get("name", Filling())
    without = ("note", "represented by", "since", "until", "confirmed", "functions")
    case = fillings("cases", columns, without)
    case["name"] = name
    case["persons"] = person.get("code", name)
    case["detained by"] = _holder(columns)
    case["label"] = Filling(constant="RED")  # the case is called by the prisoner's name
    if note := columns.named("note", "description"):
        case["note"] = Filling(note, join="; ")
    if not columns.first("detained by") and columns.first("country"):
        person.pop("country", None)  # it is where they are held, not where they live
    cases = ListRows(
        "cases",
        {ours: f for ours, f in case.items() if f.columns or f.constant or ours == "detained by"},
    )
    notes = [c for meaning in _NOTED for c in columns.named(meaning)]
    filled = {c for f in case.values() for c in f.columns}
    # The note is the case's, which stands first for that.
    return [cases, ListRows("activists", person)], [c for c in notes if c not in filled]


def _holder(columns: ColumnsByMeaning) -> Filling:
    theirs = columns.named("detained by", "country")[:1]
    return filling_of("cases", "detained by", theirs, columns) if theirs else Filling()


def _organizations(columns: ColumnsByMeaning) -> Lists:
    body = fillings("organizations", columns)
    if "name" not in body and (theirs := columns.first("organization")):
        body["name"] = Filling((theirs,))
    body["sector"] = sector_filling(columns)
    return [ListRows("organizations", body)], []


def _elements(columns: ColumnsByMeaning) -> Lists:
    if column := columns.first("kind"):
        return element_lists(columns, column), []
    return _people(columns)  # nothing says what they are: people are seen by fewer than groups are


def _connections(columns: ColumnsByMeaning) -> Lists:
    """Ties whose ends are known; a word that is no kind of ours is kept as what they called it."""
    tie = fillings("ties", columns, ("code", "name", "position"))
    for end in ("from", "to"):
        tie[end] = Filling(columns.named(end)[:1], known=True)
    worded = columns.first("tie", "kind")
    by_tool = columns.first("tie") if columns.first("kind") else ""
    if by_tool:  # the tool's reader has found our word already
        tie["kind"] = Filling((by_tool,), constant=LINK)
        worded = columns.first("kind")
    elif worded:
        filling = filling_of("ties", "kind", (worded,), columns)
        tie["kind"] = Filling((worded,), words=filling.words, others=LINK, constant=LINK)
    else:
        tie["kind"] = Filling(constant=LINK)
    position = columns.first("position") or worded
    if position:
        tie["position"] = Filling((position,))
    if apart := columns.first("apart"):  # of several that would be one here
        tie["code"] = Filling((apart,))
    return [ListRows("ties", tie, fit=True)], []


LINK: Final = "is linked to"  # a kind that is honestly unknown


def _signatures(columns: ColumnsByMeaning) -> Lists:
    return signature_lists(columns, SECTOR), []


_BUILDERS: Final[Mapping[str, Callable[[ColumnsByMeaning], Lists]]] = {
    "people": _people,
    "prisoners": _prisoners,
    "elements": _elements,
    "connections": _connections,
    "signatories": _signatures,
}
