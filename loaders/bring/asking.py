"""What a file does not say, and what each answer makes of its mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import msgspec

from graph.model.schema import ENTITIES
from graph.model.text import fold
from graph.model.words import mark, say
from loaders.bring.actors import SECTOR
from loaders.bring.elements import LIST_OF, proposed_kind, unsorted_words, with_word
from loaders.bring.filling_in import DAYS, ColumnsByMeaning, parts_of
from loaders.bring.kinds_of_rows import CHOICES, NOTHING
from loaders.bring.looks import ColumnLook
from loaders.bring.mapping import Filling, ListRows, TableMapping, campaign_lists, changed
from loaders.bring.petitions import (
    MEMBERS,
    ORGANIZATIONS,
    PEOPLE,
    Signed,
    are_people,
    decided,
    people_rows,
    with_members,
)
from loaders.bring.rows_as import rows_as
from loaders.bring.table import ForeignTable
from loaders.bring.vocabularies import words_of
from loaders.bring.written_days import is_open
from loaders.loader import named

SAVED: Final = "saved"  # what the rows of a table are: as a mapping says that was saved
_MOST_WORDS = 30  # that are asked of one column
_MOST_KINDS = 100  # words that may each be a kind of row
# Constants that decide much, and are asked though something is proposed.
_WEIGHTY: Final[Mapping[tuple[str, str], str]] = {
    ("activists", "role"): mark("Which role have these people, where the file does not say it?"),
    ("organizations", "sector"): mark(
        "Of which sector are these organizations, where the file does not say it?"
    ),
    ("activists", "affiliated as"): mark("As what do they belong to the organization?"),
    ("cases", "detained by"): mark("Which state holds these prisoners?"),
    ("cases", "label"): mark(
        "Who may see these cases? They are called by the prisoners’ names: only where the names "
        "are public already, let more people see them."
    ),
    ("statements", "title"): mark("What is the letter or petition called?"),
    ("statements", "kind"): mark("What did they sign?"),
}


@dataclass(frozen=True, slots=True)
class BringQuestion:
    """Something that a file does not say. `proposal`: what is taken if nobody answers; "" where
    there is none, and it must be answered (`needed`), or may stay open.

    `choices`: value and meaning of each answer; none: any text. `words`: words of theirs that are
    to be told in ours, each with an answer of its own (`answered(…, word=…)`).
    """

    sort: str  # rows, kinds, constant, dates, words, organizations, people, members
    table: str
    text: str
    proposal: str = ""
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    list: str = ""
    column: str = ""  # of ours
    theirs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()  # for each word, where what is proposed differs

    def proposed(self, word: str = "") -> str:
        """What is taken, of a word of theirs, if nobody answers."""
        by_word = dict(zip(self.words, self.proposals, strict=False))
        return by_word.get(word, self.proposal)

    @property
    def key(self) -> str:
        """The same for the same question on the same table, for a page's widgets."""
        return "/".join((self.table, self.sort, self.list, self.column))


def choices_of_rows() -> tuple[tuple[str, str], ...]:
    """What the rows of a table can be, with what becomes of each."""
    own = ((name, named(name).summary) for name in campaign_lists())
    ready = ((kind, say(text)) for kind, text in CHOICES.items() if kind != NOTHING)
    first = tuple(ready)
    rest = tuple((name, say(text)) for name, text in own if name not in CHOICES)
    return (*first, *rest, (NOTHING, say(CHOICES[NOTHING])))


def questions_of(
    table: ForeignTable, looks: Sequence[ColumnLook], meaning: TableMapping, kind: str
) -> list[BringQuestion]:
    """What is not known of a table whose rows are of this kind, as its mapping is."""
    asked_first = []
    if kind != SAVED:
        asked_first.append(
            BringQuestion(
                "rows",
                table.name,
                say("What are the rows of this table?"),
                proposal=kind,
                needed=not kind,
                choices=choices_of_rows(),
            )
        )
    columns = ColumnsByMeaning(looks)
    rest = [q for rows in meaning.lists for q in _of_list(table, rows, columns)]
    if kind == "elements" and (sorted_by := unsorted_words(meaning, looks))[1]:
        asked_first.append(_kinds(table, looks, *sorted_by))
    if any(rows.counted for rows in meaning.lists):
        rest.append(_organizations(table, meaning))
        rest += _people(table, meaning, columns)
    if any(rows.list == "activists" and "affiliation" in rows.columns for rows in meaning.lists):
        rest += _members(table, meaning)
    seen_keys = dict.fromkeys(question.key for question in rest)
    once = {question.key: question for question in reversed(rest)}
    return [*asked_first, *(once[key] for key in seen_keys)]


def _of_list(table: ForeignTable, rows: ListRows, columns: ColumnsByMeaning) -> list[BringQuestion]:
    questions = []
    needed = named(rows.list).needed
    for ours, text in _WEIGHTY.items():
        filling = rows.columns.get(ours[1])
        if ours[0] == rows.list and filling is not None:
            if filling.columns and filling.others is None:
                continue
            questions.append(_constant(table, rows.list, ours[1], say(text), filling, needed))
    for column, filling in rows.columns.items():
        if column in DAYS:
            if not filling.dates and is_open(_texts(filling, columns)):
                questions.append(_order(table, rows.list, column, filling))
        elif unknown := _unknown_words(rows, column, filling, columns):
            questions.append(_words(table, rows.list, column, filling, unknown))
    return questions


def _constant(
    table: ForeignTable,
    name: str,
    column: str,
    text: str,
    filling: Filling,
    needed: frozenset[str],
) -> BringQuestion:
    return BringQuestion(
        "constant",
        table.name,
        text,
        proposal=filling.constant,
        needed=column in needed and not filling.constant,
        choices=tuple(words_of(name, column).items()),
        list=name,
        column=column,
        theirs=filling.columns,
    )


def _order(table: ForeignTable, name: str, column: str, filling: Filling) -> BringQuestion:
    return BringQuestion(
        "dates",
        table.name,
        say("What stands first in {columns}, the day or the month?", columns=_quoted(filling)),
        proposal="day first",
        choices=(("day first", say("the day")), ("month first", say("the month"))),
        list=name,
        column=column,
        theirs=filling.columns,
    )


def _words(
    table: ForeignTable, name: str, column: str, filling: Filling, unknown: Sequence[str]
) -> BringQuestion:
    return BringQuestion(
        "words",
        table.name,
        say("What do these words in {columns} mean?", columns=_quoted(filling)),
        proposal=filling.others or filling.constant,
        choices=(*words_of(name, column).items(), ("", say("leave it out"))),
        list=name,
        column=column,
        theirs=filling.columns,
        words=tuple(unknown[:_MOST_WORDS]),
    )


def _kinds(
    table: ForeignTable, looks: Sequence[ColumnLook], column: str, words: Sequence[str]
) -> BringQuestion:
    titles = ((kind, say(ENTITIES[kind].plural)) for kind in LIST_OF)
    beside = ColumnsByMeaning(looks).looks[column].beside
    words = words[:_MOST_KINDS]
    return BringQuestion(
        "kinds",
        table.name,
        say("What are the rows of these words in “{column}”?", column=column),
        choices=(*titles, ("", say("leave them out"))),
        theirs=(column,),
        words=tuple(words),
        proposals=tuple(proposed_kind(word, beside[word]) for word in words),
    )


def _organizations(table: ForeignTable, meaning: TableMapping) -> BringQuestion:
    lists = {rows.list for rows in meaning.lists if not (rows.counted or are_people(rows))}
    current = "create" if "organizations" in lists else "known" if lists else "counted"
    return BringQuestion(
        "organizations",
        table.name,
        say("What becomes of the organizations that signed?"),
        proposal=current,
        choices=tuple((value, say(text)) for value, text in ORGANIZATIONS.items()),
    )


def _people(
    table: ForeignTable, meaning: TableMapping, columns: ColumnsByMeaning
) -> list[BringQuestion]:
    if not people_rows(columns):
        return []
    return [
        BringQuestion(
            "people",
            table.name,
            say("What becomes of the people who signed?"),
            proposal="known" if any(map(are_people, meaning.lists)) else "counted",
            choices=tuple((value, say(text)) for value, text in PEOPLE.items()),
        )
    ]


def _members(table: ForeignTable, meaning: TableMapping) -> list[BringQuestion]:
    if not any(
        "affiliation" in r.columns and r.columns["affiliation"].known for r in meaning.lists
    ):
        return []  # a list of ours, in which an unknown one is a slip
    create = any(rows.sought for rows in meaning.lists)
    return [
        BringQuestion(
            "members",
            table.name,
            say("What becomes of the organizations that these people belong to?"),
            proposal="create" if create else "known",
            choices=tuple((value, say(text)) for value, text in MEMBERS.items()),
        )
    ]


def _unknown_words(
    rows: ListRows, column: str, filling: Filling, columns: ColumnsByMeaning
) -> list[str]:
    """Words of theirs that are none of ours, and of which nobody has said what they mean."""
    name, by_filter = rows.list, rows.where and rows.where.column in filling.columns
    if not words_of(name, column) or filling.strictest or by_filter:
        return []
    known = {fold(word) for word in words_of(name, column)} | filling.words.keys()
    looks = [columns.looks[c] for c in filling.columns if c in columns.looks]
    return [word for word in parts_of(looks, filling.split) if fold(word) not in known]


def _texts(filling: Filling, columns: ColumnsByMeaning) -> list[str]:
    looks: list[ColumnLook] = [columns.looks[c] for c in filling.columns if c in columns.looks]
    return [text for look in looks for text in look.words]


def _quoted(filling: Filling) -> str:
    return ", ".join(f"“{column}”" for column in filling.columns)


def answered_in(
    table: ForeignTable,
    looks: Sequence[ColumnLook],
    meaning: TableMapping,
    question: BringQuestion,
    value: str,
    word: str,
) -> TableMapping:
    """What a table means with an answer; `word`, of theirs, where each has an answer of its own."""
    if question.sort == "rows":
        return rows_as(value, table, looks)
    if question.sort == "kinds":
        return with_word(meaning, looks, word, value) if value else meaning
    if question.sort == "members":
        lists = with_members(meaning.lists, SECTOR, create=value == "create")
        return msgspec.structs.replace(meaning, lists=lists)
    if question.sort == "organizations":
        columns = ColumnsByMeaning(looks)
        lists = decided(meaning.lists, columns, cast(Signed, value), SECTOR)
        return msgspec.structs.replace(meaning, lists=lists)
    if question.sort == "people":
        people = people_rows(ColumnsByMeaning(looks)) if value == "known" else []
        others = (rows for rows in meaning.lists if not are_people(rows))
        return msgspec.structs.replace(meaning, lists=(*others, *people))
    for rows in meaning.lists:
        filling = rows.columns.get(question.column)
        if rows.list != question.list or filling is None:
            continue
        if question.sort == "words":
            new = msgspec.structs.replace(filling, words={**filling.words, fold(word): value})
        elif question.sort == "dates":
            new = msgspec.structs.replace(filling, dates=value)
        elif filling.others is None:
            new = msgspec.structs.replace(filling, constant=value)
        else:
            new = msgspec.structs.replace(filling, constant=value, others=value)
        meaning = changed(meaning, rows, question.column, new)
    return meaning
