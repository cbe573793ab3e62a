"""What the tables of a file most likely mean, with why; and what only a person can say.

A page or a command shows the proposal, asks its questions and takes each answer (`answered`); what
comes out, `mapping`, is what is brought. Nothing here reads more than the first rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

import msgspec

from graph.model.text import fold
from graph.model.words import mark, say
from loaders.bring.filling_in import DAYS, Columns, parts_of
from loaders.bring.kinds_of_rows import CHOICES, NOTHING, Reason, kind_of_rows
from loaders.bring.looks import ColumnLook, looked_at
from loaders.bring.mapping import (
    BringMapping,
    Filling,
    ListRows,
    TableMapping,
    campaign_lists,
    changed,
)
from loaders.bring.petitions import ORGANIZATIONS, Signed, decided
from loaders.bring.rows_as import SECTOR, is_own, rows_as
from loaders.bring.table import ForeignTable
from loaders.bring.vocabularies import words_of
from loaders.bring.written_days import is_open
from loaders.loader import named

_MOST_WORDS = 30  # that are asked of one column
# Constants that decide much, and are asked though something is proposed.
_WEIGHTY: Final[Mapping[tuple[str, str], str]] = {
    ("activists", "role"): mark("Which role have these people, where the file does not say it?"),
    ("organizations", "sector"): mark(
        "Of which sector are these organizations, where the file does not say it?"
    ),
    ("activists", "affiliated as"): mark("As what do they belong to the organization?"),
    ("cases", "detained by"): mark("Which state holds these prisoners?"),
    ("cases", "label"): mark(
        "Who may see these cases? They are called by the prisoners' names: only where the names "
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

    sort: str  # rows, constant, dates, words, organizations
    table: str
    text: str
    proposal: str = ""
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    list: str = ""
    column: str = ""  # of ours
    theirs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same question on the same table, for a page's widgets."""
        return "/".join((self.table, self.sort, self.list, self.column))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping that is proposed, or as far as it has been answered."""

    mapping: BringMapping
    tables: tuple[ForeignTable, ...]
    reasons: tuple[tuple[str, Reason], ...] = ()  # by table
    kinds: Mapping[str, str] = field(default_factory=dict)  # what the rows of each table are
    confirmed: frozenset[str] = frozenset()  # keys of questions that somebody answered

    @property
    def questions(self) -> list[BringQuestion]:
        """What is not known, what must be answered first."""
        every = [
            question
            for table in self.tables
            if (meaning := self.mapping.fitting(table)) is not None
            for question in _questions(table, meaning, self.kinds.get(table.name, ""))
        ]
        return sorted(every, key=lambda one: not one.needed)

    @property
    def needed(self) -> list[BringQuestion]:
        """What must be answered before anything can be brought."""
        return [question for question in self.questions if question.needed]

    def answered(self, question: BringQuestion, value: str, word: str = "") -> Proposal:
        """The same, with an answer."""
        table = next(table for table in self.tables if table.name == question.table)
        meaning = self.mapping.fitting(table)
        if meaning is None:
            return self
        kinds = dict(self.kinds)
        if question.sort == "rows":
            kinds[table.name] = value
            new = rows_as(value, table, looked_at(table))
        else:
            new = _answered(meaning, question, value, word)
        return replace(
            self,
            mapping=self.mapping.with_table(meaning, new),
            kinds=kinds,
            confirmed=self.confirmed | {question.key},
        )

    def called(self, name: str) -> Proposal:
        """The same, for a list of another name."""
        return replace(self, mapping=self.mapping.called(name))

    @property
    def words_left_out(self) -> list[str]:
        """Words of theirs of which nothing comes as the mapping is."""
        fillings = (
            filling
            for meaning in self.mapping.tables
            for rows in meaning.lists
            for filling in rows.columns.values()
            if not filling.strictest
        )
        return sorted({word for f in fillings for word, ours in f.words.items() if not ours})

    def _has_our_words(self, name: str) -> bool:
        """Whether a table is a list of ours, in which an unknown word is a slip."""
        header = next(table.header for table in self.tables if table.name == name)
        return is_own(self.kinds.get(name, ""), header)

    def proposals_taken(self) -> Proposal:
        """The same, with what is proposed where it was not answered: days before months, words
        that are not known left out (`words_left_out`)."""
        taken = self
        for question in self.questions:
            if question.sort == "dates":
                taken = taken.answered(question, question.proposal)
            elif question.sort == "words" and not self._has_our_words(question.table):
                for word in question.words:
                    taken = taken.answered(question, question.proposal, word)
        return taken


def propose(
    tables: Sequence[ForeignTable], name: str, saved: BringMapping | None = None
) -> Proposal:
    """What the tables of a file mean; `name`: what the list is to be called. `saved`: a mapping of
    an earlier file, which goes before what is proposed for the tables that it fits."""
    meanings, reasons, kinds = list[TableMapping](), list[tuple[str, Reason]](), dict[str, str]()
    for table in tables:
        if saved and (known := saved.fitting(table)):
            meanings.append(msgspec.structs.replace(known, header=table.header, table=table.name))
            reasons.append((table.name, say("A mapping was saved for this header.")))
            kinds[table.name] = _SAVED
            continue
        looks = looked_at(table)
        kind, why = kind_of_rows(table, looks)
        meanings.append(rows_as(kind, table, looks))
        reasons.append((table.name, why))
        kinds[table.name] = kind
    mapping = BringMapping(saved.name if saved else name, tuple(meanings))
    return Proposal(mapping, tuple(tables), tuple(reasons), kinds)


_SAVED: Final = "saved"


def choices_of_rows() -> tuple[tuple[str, str], ...]:
    """What the rows of a table can be, with what becomes of each."""
    own = ((name, named(name).summary) for name in campaign_lists())
    ready = ((kind, say(text)) for kind, text in CHOICES.items() if kind != NOTHING)
    first = tuple(ready)
    rest = tuple((name, say(text)) for name, text in own if name not in CHOICES)
    return (*first, *rest, (NOTHING, say(CHOICES[NOTHING])))


def _questions(table: ForeignTable, meaning: TableMapping, kind: str) -> list[BringQuestion]:
    asked_first = []
    if kind != _SAVED:
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
    looks = looked_at(table) if meaning.lists else []
    columns = Columns(looks)
    rest = [q for rows in meaning.lists for q in _of_list(table, rows, columns)]
    if any(rows.counted for rows in meaning.lists):
        rest.append(_organizations(table, meaning))
    seen_keys = dict.fromkeys(question.key for question in rest)
    once = {question.key: question for question in reversed(rest)}
    return [*asked_first, *(once[key] for key in seen_keys)]


def _of_list(table: ForeignTable, rows: ListRows, columns: Columns) -> list[BringQuestion]:
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


def _organizations(table: ForeignTable, meaning: TableMapping) -> BringQuestion:
    lists = {rows.list for rows in meaning.lists if not rows.counted}
    current = "create" if "organizations" in lists else "known" if lists else "counted"
    return BringQuestion(
        "organizations",
        table.name,
        say("What becomes of the organizations that signed?"),
        proposal=current,
        choices=tuple((value, say(text)) for value, text in ORGANIZATIONS.items()),
    )


def _unknown_words(rows: ListRows, column: str, filling: Filling, columns: Columns) -> list[str]:
    """Words of theirs that are none of ours, and of which nobody has said what they mean."""
    name, by_filter = rows.list, rows.where and rows.where.column in filling.columns
    if not words_of(name, column) or filling.strictest or by_filter:
        return []
    known = {fold(word) for word in words_of(name, column)} | filling.words.keys()
    looks = [columns.looks[c] for c in filling.columns if c in columns.looks]
    return [word for word in parts_of(looks, filling.split) if fold(word) not in known]


def _texts(filling: Filling, columns: Columns) -> list[str]:
    looks: list[ColumnLook] = [columns.looks[c] for c in filling.columns if c in columns.looks]
    return [text for look in looks for text in look.words]


def _quoted(filling: Filling) -> str:
    return ", ".join(f"“{column}”" for column in filling.columns)


def _answered(
    meaning: TableMapping, question: BringQuestion, value: str, word: str
) -> TableMapping:
    if question.sort == "organizations":
        lists = decided(meaning.lists, cast(Signed, value), SECTOR)
        return msgspec.structs.replace(meaning, lists=lists)
    for rows in meaning.lists:
        filling = rows.columns.get(question.column)
        if rows.list != question.list or filling is None:
            continue
        if question.sort == "words":
            new = msgspec.structs.replace(filling, words={**filling.words, fold(word): value})
        elif question.sort == "dates":
            new = msgspec.structs.replace(filling, dates=value)  # type: ignore[arg-type]
        elif filling.others is None:
            new = msgspec.structs.replace(filling, constant=value)
        else:
            new = msgspec.structs.replace(filling, constant=value, others=value)
        meaning = changed(meaning, rows, question.column, new)
    return meaning
