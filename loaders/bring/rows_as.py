"""What a table becomes once it is known what its rows are: the lists, and what fills these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from graph.model.text import fold
from loaders.bring.filling_in import ColumnsByMeaning, filling_of, fillings, own_fillings
from loaders.bring.kinds_of_rows import NOTHING
from loaders.bring.looks import ColumnLook
from loaders.bring.mapping import Filling, ListRows, RowFilter, TableMapping, campaign_lists
from loaders.bring.petitions import signature_lists
from loaders.bring.table import ForeignTable
from loaders.bring.tools.words import detail_of_entity, kind_of_entity

ROLE: Final = "contact"  # of people of whom a table says nothing
SECTOR: Final = "other"
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
        **fillings("activists", columns, ("since", "until", "position")),
        **_role(columns),
        **_affiliation(columns),
    }
    return [ListRows("activists", person)], []


def _role(columns: ColumnsByMeaning) -> dict[str, Filling]:
    if not (column := columns.first("role")):
        return {"role": Filling(constant=ROLE)}
    filling = filling_of("activists", "role", (column,), columns)
    return {"role": Filling(filling.columns, words=filling.words, others=ROLE, constant=ROLE)}


def _affiliation(columns: ColumnsByMeaning) -> dict[str, Filling]:
    """To whom somebody belongs, as far as that is known; with what is said of it."""
    if not (column := columns.first("organization")):
        return {}
    rest = {
        ours: filling_of("activists", ours, columns.named(ours)[:1], columns)
        for ours in ("position", "since", "until")
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


def _prisoners(columns: ColumnsByMeaning) -> Lists:
    person = fillings("activists", columns, ("contact rule", "safe to tell", "note"))
    person = {ours: f for ours, f in person.items() if ours not in ("since", "until", "position")}
    person["role"] = Filling(constant="prisoner")
    name = person.get("name", Filling())
    case = fillings("cases", columns, ("note", "since", "until", "represented by"))
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
    body["sector"] = _sector(columns)
    return [ListRows("organizations", body)], []


def _sector(columns: ColumnsByMeaning) -> Filling:
    if not (column := columns.first("sector", "kind")):
        return Filling(constant=SECTOR)
    filling = filling_of("organizations", "sector", (column,), columns)
    return Filling(filling.columns, words=filling.words, others=SECTOR, constant=SECTOR)


def _elements(columns: ColumnsByMeaning) -> Lists:
    """Rows of several kinds, told apart by the words of one column; those of a kind that is not
    known are left out until somebody says what they are."""
    column = columns.first("kind")
    if not column:  # nothing says what they are: people are seen by fewer than groups are
        return _people(columns)
    words: dict[str, list[str]] = {}
    for word in columns.looks[column].words:
        if name := LIST_OF.get(kind_of_entity(word) or ""):
            words.setdefault(name, []).append(fold(word))
    order = [name for name in LIST_OF.values() if name in words]
    return [_sorted_rows(name, column, sorted(words[name]), columns) for name in order], []


# The list of ours for a kind of entity that a list of elements may hold.
LIST_OF: Final[Mapping[str, str]] = {
    "Person": "activists",
    "Organization": "organizations",
    "Coalition": "coalitions",
}


def _sorted_rows(
    name: str, column: str, words: Sequence[str], columns: ColumnsByMeaning
) -> ListRows:
    """The rows of some words in a column, as rows of one of our lists."""
    where = RowFilter(column, tuple(words))
    if name == "activists":
        person = {
            **fillings("activists", columns, ("since", "until", "position")),
            **_affiliation(columns),
            "role": _role(columns)["role"]
            if columns.first("role")
            else _detail(column, words, ROLE),
        }
        return ListRows("activists", person, where)
    if name == "organizations":
        own = columns.first("sector")
        sector = _sector(columns) if own else _detail(column, words, SECTOR)
        body = fillings("organizations", columns) | {"sector": sector}
        return ListRows("organizations", body, where)
    return ListRows(name, fillings(name, columns), where)


def unsorted_words(meaning: TableMapping, looks: Sequence[ColumnLook]) -> tuple[str, list[str]]:
    """Of a table of several kinds: the column that tells them apart, and its words of which nobody
    has said what they are. ("", []) for another table."""
    columns = ColumnsByMeaning(looks)
    column = columns.first("kind")
    if not column or any(rows.list == "ties" for rows in meaning.lists):
        return "", []
    sorted_ones = {
        word
        for rows in meaning.lists
        if rows.where and rows.where.column == column
        for word in rows.where.words
    }
    words = [word for word in columns.looks[column].words if fold(word) not in sorted_ones]
    # Of these the lists of a campaign hold none, so they are named as the store has them.
    return column, [word for word in words if kind_of_entity(word) not in _OF_THE_STORE]


_OF_THE_STORE: Final = frozenset(("Government", "Mission", "Facility"))


def with_word(
    meaning: TableMapping, looks: Sequence[ColumnLook], word: str, name: str
) -> TableMapping:
    """The same, with the rows of a word in the column of kinds going to one of our lists."""
    columns = ColumnsByMeaning(looks)
    column = columns.first("kind")
    for rows in meaning.lists:
        if rows.list == name and rows.where and rows.where.column == column:
            where = RowFilter(column, (*rows.where.words, fold(word)))
            new = msgspec.structs.replace(rows, where=where)
            lists = tuple(new if one is rows else one for one in meaning.lists)
            return msgspec.structs.replace(meaning, lists=lists)
    more = _sorted_rows(name, column, [fold(word)], columns)
    return msgspec.structs.replace(meaning, lists=(*meaning.lists, more))


def _detail(column: str, words: Sequence[str], usual: str) -> Filling:
    """The role or sector that each word says, else the usual."""
    details = {word: detail for word in words if (detail := detail_of_entity(word))}
    return Filling((column,), words=details, others=usual, constant=usual)


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
