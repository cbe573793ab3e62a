"""What is known of the files that somebody is bringing: their tables, what is proposed for them,
and what was answered, pointed at and corrected. In the memory of one tab alone, until it is loaded
or given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import structs

from graph.model.schema import Label
from graph.model.text import fold
from graph.store.base import Store
from loaders.bring.asking import BringQuestion
from loaders.bring.filling_in import ColumnsByMeaning, filling_of
from loaders.bring.looks import ColumnLook
from loaders.bring.mapping import (
    BringMapping,
    Filling,
    ListRows,
    TableMapping,
    changed,
)
from loaders.bring.proposing import BringProposal, propose
from loaders.bring.recognize import named_apart, recognize
from loaders.bring.rows_as import is_own
from loaders.bring.saved import kept_for
from loaders.bring.table import ForeignTable
from loaders.changes.listing import shows
from loaders.files.sources import Source


@dataclass
class Bringing:
    """Files being brought. Whatever changes what comes of them makes `version` higher."""

    identity: tuple[object, ...]
    file: str  # their names
    tables: tuple[ForeignTable, ...]
    sizes: Mapping[str, int]  # rows, by table
    name: str  # what the list is called where nothing was saved
    proposal: BringProposal
    as_before: bool = False  # a saved mapping is proposed
    version: int = 0
    generations: dict[tuple[str, str], int] = field(default_factory=dict)
    questions: dict[str, BringQuestion] = field(default_factory=dict)  # as they were first asked
    answers: dict[tuple[str, str], str] = field(default_factory=dict)  # by question and word
    corrections: dict[tuple[str, int, str], str] = field(default_factory=dict)
    asks_acceptance: bool = False
    trial: tuple[object, Any] | None = None  # of what state, and what it would do

    def __post_init__(self) -> None:
        self._ask()

    def _ask(self) -> None:
        for question in self.proposal.questions:
            self.questions.setdefault(question.key, question)

    def generation(self, table: str, part: str) -> int:
        """A number for the widgets of a part of a table: another one starts them afresh."""
        return self.generations.get((table, part), 0)

    def looks(self, table: str) -> Sequence[ColumnLook]:
        """The columns of a table."""
        return self.proposal.looks.get(table, ())

    def _renew(self, table: str, *parts: str) -> None:
        for part in parts:
            self.generations[table, part] = self.generation(table, part) + 1
        self.version += 1

    def meaning(self, table: str) -> TableMapping | None:
        """What a table means so far."""
        one = next(one for one in self.tables if one.name == table)
        return self.proposal.mapping.fitting(one)

    def filling(self, question: BringQuestion) -> Filling | None:
        """What fills the column that a question is about."""
        meaning = self.meaning(question.table)
        for rows in meaning.lists if meaning else ():
            if rows.list == question.list and question.column in rows.columns:
                return rows.columns[question.column]
        return None

    def asked_of(self, table: str) -> list[BringQuestion]:
        """The questions on a table, those that were answered too, in which that can be changed."""
        return [
            question
            for question in self.questions.values()
            if question.table == table and (not question.column or self.filling(question))
        ]

    def word(self, question: BringQuestion, word: str) -> str | None:
        """What a word of theirs is said to be; None: nobody has said it."""
        filling = self.filling(question)
        here = filling.words.get(fold(word)) if filling else None
        return self.answers.get((question.key, word)) if here is None else here

    def answer(self, question: BringQuestion, value: str, word: str = "") -> None:
        """Take an answer; another kind of rows makes all else of this table as it was."""
        table = question.table
        if question.sort == "rows":
            for key in [k for k, q in self.questions.items() if q.table == table]:
                if key != question.key:
                    del self.questions[key]
            self.answers = {k: text for k, text in self.answers.items() if k[0] in self.questions}
        self.answers[question.key, word] = value
        self.proposal = self.proposal.answered(question, value, word)
        self._renew(table, "columns", *(["questions"] if question.sort == "rows" else []))
        self._ask()

    def fill(self, table: str, rows: ListRows, column: str, filling: Filling | None) -> None:
        """Fill one of our columns otherwise; None: not at all."""
        meaning = self.meaning(table)
        if meaning is not None:
            self._mean(meaning, changed(meaning, rows, column, filling))
            self._renew(table, "questions")
            self._ask()

    def note(self, table: str, columns: Sequence[str]) -> None:
        """Put other columns of theirs into the note."""
        meaning = self.meaning(table)
        if meaning is not None:
            self._mean(meaning, structs.replace(meaning, notes=tuple(columns)))
            self.version += 1

    def _mean(self, meaning: TableMapping, instead: TableMapping) -> None:
        mapping = self.proposal.mapping.with_table(meaning, instead)
        self.proposal = replace(self.proposal, mapping=mapping)

    def from_columns(self, table: str, rows: ListRows, column: str, theirs: Sequence[str]) -> None:
        """Fill one of our columns from other columns of theirs, as their cells look."""
        old = rows.columns.get(column, Filling())
        if theirs:
            new = filling_of(rows.list, column, theirs, ColumnsByMeaning(self.looks(table)))
            new = structs.replace(
                new,
                constant=old.constant,
                others=old.others if new.others is None else new.others,
                when=old.when,
                known=old.known,
            )
        else:
            new = Filling(constant=old.constant, when=old.when)
        self.fill(table, rows, column, new)

    def correct(self, corrections: Mapping[tuple[str, int, str], str]) -> None:
        """Let cells say something else than the file."""
        self.corrections.update(corrections)
        self.version += 1

    def stays(self, table: str) -> bool:
        """Whether a word of a table that is not known stays as it is, and is told as a problem."""
        header = next(one.header for one in self.tables if one.name == table)
        return is_own(self.proposal.kinds.get(table, ""), header)

    def take_back(self) -> None:
        """Let all cells say what the file says."""
        self.corrections.clear()
        self.version += 1

    def anew(self) -> None:
        """Propose without what was saved."""
        self.proposal = propose(self.tables, self.name)
        self.as_before = False
        self.questions.clear()
        self.answers.clear()
        for table in self.tables:
            self._renew(table.name, "questions", "columns")
        self._ask()

    @property
    def needed(self) -> list[BringQuestion]:
        """What must be answered still."""
        return self.proposal.needed

    def complete_mapping(self, name: str) -> BringMapping:
        """The mapping for a list of this name, with what is proposed where nobody answered."""
        return self.proposal.proposals_taken().mapping.called(name)


def tables_of(sources: Sequence[Source], encoding: str | None) -> tuple[ForeignTable, ...]:
    """The tables of files; of several files each has the name of its file before its own.

    UnreadableFile: one is no file that can be brought. Undecodable: its encoding must be said.
    """
    return named_apart([(source, recognize(source, encoding)) for source in sources])


def begun(
    identity: tuple[object, ...],
    file: str,
    name: str,
    tables: tuple[ForeignTable, ...],
    store: Store,
    audience: Label,
) -> Bringing:
    """What there is when files have just been chosen; what was saved for such goes first."""
    saved = kept_for(store, tables)
    proposal = propose(tables, name, saved)
    network = any(table.role for table in tables)  # all networks of a tool have one header
    if saved and (network or not _may_be_named(saved.name, store, audience)):
        proposal = proposal.called(name)
    return Bringing(
        identity,
        file,
        tables,
        {table.name: sum(1 for _ in table.rows()) for table in tables},
        name,
        proposal,
        as_before=saved is not None,
    )


def _may_be_named(name: str, store: Store, audience: Label) -> bool:
    """Whether an audience may know that there is a list of this name."""
    loads = [load for load in store.loads() if load.dataset == name]
    return not loads or any(shows(store, load, audience) for load in loads)
