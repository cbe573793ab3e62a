"""Elements of a network: rows of several kinds, told apart by the words of one column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from graph.model.date_kinds import DATE_KINDS
from graph.model.schema import ENTITIES
from graph.model.text import fold
from graph.model.vocabulary import STATEMENT_KINDS, STATEMENT_STATUS
from loaders.bring.actors import (
    ROLE,
    SECTOR,
    affiliation_fillings,
    detail_filling,
    role_filling,
    sector_filling,
)
from loaders.bring.filling_in import ColumnsByMeaning, filling_of, fillings
from loaders.bring.looks import ColumnLook
from loaders.bring.mapping import Filling, ListRows, RowFilter, TableMapping
from loaders.bring.tools.likely import is_name_of_a_person
from loaders.bring.tools.words import kind_of_entity
from loaders.campaign.offices import KINDS, MISSION_TYPES
from loaders.public.missions import STATUSES, TYPES

# The list of ours for each kind of entity that a row may become. Governments are never made of a
# row; asks and consents have rules of their own, and belong to their lists.
LIST_OF: Final = {
    "Person": "activists",
    "Organization": "organizations",
    "Coalition": "coalitions",
    "Case": "cases",
    "Statement": "statements",
    **dict.fromkeys(KINDS.values(), "offices"),
}
Fillings = dict[str, Filling]
_WORKERS: Final = ("since", "until", "confirmed", "functions")  # of cases: of who works on one
_DATED: Final = re.compile(r"\W*(?:\d{1,4}[-/. ]){1,2}\d{1,4}\b|\W*(?:1[6-9]|20)\d\d\b")


def element_lists(columns: ColumnsByMeaning, column: str) -> list[ListRows]:
    """The lists of a table whose kinds stand in a column; those of a kind that is not known are
    left out until somebody says what they are."""
    words: dict[str, list[str]] = {}
    for word in columns.looks[column].beside:
        if (kind := kind_of_entity(word)) in LIST_OF:
            words.setdefault(kind or "", []).append(fold(word))
    return [
        _rows_of(kind, column, sorted(words[kind]), columns) for kind in LIST_OF if kind in words
    ]


def _rows_of(kind: str, column: str, words: Sequence[str], columns: ColumnsByMeaning) -> ListRows:
    """The rows of some words in a column, as a kind of entity."""
    name = LIST_OF[kind]
    filled = {
        "activists": _person,
        "organizations": _organization,
        "cases": _case,
        "statements": _statement,
        "offices": _entity,
    }.get(name)
    own = filled(kind, column, words, columns) if filled else fillings(name, columns)
    return ListRows(name, own, RowFilter(column, tuple(words)), kind=kind)


def _person(_: str, column: str, words: Sequence[str], columns: ColumnsByMeaning) -> Fillings:
    return {
        **fillings("activists", columns, ("since", "until", "position", "confirmed")),
        **affiliation_fillings(columns),
        **(
            role_filling(columns)
            if columns.first("role")
            else {"role": detail_filling(column, words, ROLE)}
        ),
    }


def _organization(_: str, column: str, words: Sequence[str], columns: ColumnsByMeaning) -> Fillings:
    own = columns.first("sector")
    sector = sector_filling(columns) if own else detail_filling(column, words, SECTOR)
    return fillings("organizations", columns) | {"sector": sector}


def _case(_: str, __: str, ___: Sequence[str], columns: ColumnsByMeaning) -> Fillings:
    """Who holds the prisoner, and who is the prisoner, stands in ties; it is often called by the
    prisoner's name, so the fewest see it where the file does not say who may."""
    case = fillings("cases", columns, _WORKERS)
    if "represented by" in case:
        case["represented by"] = msgspec.structs.replace(case["represented by"], known=True)
    case["label"] = msgspec.structs.replace(case.get("label", Filling()), constant="RED")
    return case


def _statement(_: str, column: str, words: Sequence[str], columns: ColumnsByMeaning) -> Fillings:
    paper = fillings("statements", columns, ("title",))
    name = fillings("offices", columns).get("name", Filling())
    kinds = columns.first("subkind") or column
    ours = {fold(kind): kind for kind in STATEMENT_KINDS}
    kind = Filling((kinds,), words=ours, others="statement", constant="statement")
    paper |= {"title": name, "kind": kind}
    if theirs := columns.first("status"):
        paper["status"] = _only((theirs,), STATEMENT_STATUS)
    if "date" in (days := _days("statements", columns)):
        paper["date"] = days["date"]
    if theirs := columns.first("signed in all"):
        paper["number of signatories"] = Filling((theirs,))
    return paper


def _only(theirs: tuple[str, ...], words: Sequence[str]) -> Filling:
    """What fills a column of words, where a cell has one of ours: others speak of other things."""
    return Filling(theirs, words={fold(word): word for word in words}, others="")


def _entity(kind: str, column: str, words: Sequence[str], columns: ColumnsByMeaning) -> Fillings:
    own = fillings("offices", columns, ("since", "until"))
    if kind != "Office":
        own.pop("position", None)
    own["kind"] = Filling(constant=ENTITIES[kind].label.lower())
    if kind != "Mission":
        for of_missions in ("status", "described", "snapshot", "districts"):
            own.pop(of_missions, None)
    else:
        types = columns.first("mission type") or column
        texts = {*map(fold, columns.looks[types].words), *words, *MISSION_TYPES}
        known = {
            text: type
            for text in texts
            if (type := next((type for word, type in TYPES.items() if word in text), ""))
        }
        own["type"] = Filling((types,), words=known, others="")
        if theirs := columns.first("status"):
            own["status"] = _only((theirs,), STATUSES)
    if kind == "Event":
        kinds = columns.first("subkind") or column
        ours = {fold(text): one.id for one in DATE_KINDS for text in (one.id, one.title)}
        own["type"] = Filling((kinds,), words=ours, others="")
        own |= _days("offices", columns)
    return own


def _days(name: str, columns: ColumnsByMeaning) -> Fillings:
    """The days of an event or a letter, where the cells are days."""
    own = dict[str, Filling]()
    for ours, theirs in (
        ("date", columns.named("date", "since")),
        ("until", columns.named("until")),
    ):
        if theirs and all(columns.looks[c].mostly("day") for c in theirs[:1]):
            filling = filling_of(name, ours, theirs[:1], columns)
            own[ours] = filling if ours == "date" else msgspec.structs.replace(filling, when="date")
    return own if "date" in own else {}


def unsorted_words(meaning: TableMapping, looks: Sequence[ColumnLook]) -> tuple[str, list[str]]:
    """Of a table of several kinds: the column that tells them apart, and its words of which nobody
    has said what they are, "" an empty cell. ("", []) for another table."""
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
    words = [word for word in columns.looks[column].beside if fold(word) not in sorted_ones]
    # Governments are made of no row: they are named as the store has them.
    return column, [word for word in words if kind_of_entity(word) != "Government"]


def proposed_kind(word: str, names: Sequence[str]) -> str:
    """What the rows of a word most likely are, by some of their names; "" for what a row never
    becomes.

    >>> proposed_kind("True", ["21/06/1906 (MARYLE)"]), proposed_kind("0", ["Ada Vell", "I. Vasko"])
    ('Event', 'Person')
    >>> proposed_kind("software", ["Gephi"]), proposed_kind("consent", [])
    ('Organization', '')
    """
    if known := kind_of_entity(word):
        return known if known in LIST_OF else ""
    if names and 2 * sum(bool(_DATED.match(name)) for name in names) > len(names):
        return "Event"
    people = 2 * sum(map(is_name_of_a_person, names)) > len(names)
    return "Person" if people else "Organization"


def with_word(
    meaning: TableMapping, looks: Sequence[ColumnLook], word: str, kind: str
) -> TableMapping:
    """The same, with the rows of a word in the column of kinds becoming entities of a kind."""
    columns = ColumnsByMeaning(looks)
    column = columns.first("kind")
    words: tuple[str, ...] = (fold(word),)
    for rows in meaning.lists:
        if rows.kind == kind and rows.where and rows.where.column == column:
            words = (*rows.where.words, *words)
    others = (rows for rows in meaning.lists if rows.kind != kind or not rows.where)
    return msgspec.structs.replace(meaning, lists=(*others, _rows_of(kind, column, words, columns)))
