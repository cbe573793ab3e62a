"""What the tables of a file most likely mean, with why; and what only a person can say.

A page or a command shows the proposal, asks its questions and takes each answer (`answered`); what
comes out, `mapping`, is what is brought. Nothing here reads more than the first rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from graph.model.schema import ENTITIES
from graph.model.words import listed, say
from loaders.bring.asking import SAVED, BringQuestion, answered_in, questions_of
from loaders.bring.kinds_of_rows import Reason, kind_of_rows
from loaders.bring.looks import ColumnLook, looked_at
from loaders.bring.mapping import BringMapping, TableMapping
from loaders.bring.ready_made import ready_made
from loaders.bring.rows_as import is_own, rows_as
from loaders.bring.table import ForeignTable


@dataclass(frozen=True, slots=True)
class BringProposal:
    """A mapping that is proposed, or as far as it has been answered."""

    mapping: BringMapping
    tables: tuple[ForeignTable, ...]
    reasons: tuple[tuple[str, Reason], ...] = ()  # by table
    kinds: Mapping[str, str] = field(default_factory=dict)  # what the rows of each table are
    looks: Mapping[str, Sequence[ColumnLook]] = field(default_factory=dict)  # of the columns
    confirmed: frozenset[str] = frozenset()  # keys of questions that somebody answered
    # Words for kinds of rows that somebody leaves out, each with the key of its question.
    refused: frozenset[tuple[str, str]] = frozenset()
    # What rows are taken for though nobody said so: a word of theirs, and the kind ("": left out).
    assumed: tuple[tuple[str, str], ...] = ()

    @property
    def questions(self) -> list[BringQuestion]:
        """What is not known, what must be answered first."""
        every = [
            question
            for table in self.tables
            if (meaning := self.mapping.fitting(table)) is not None
            for question in questions_of(
                table, self.looks.get(table.name, ()), meaning, self.kinds.get(table.name, "")
            )
        ]
        return sorted(every, key=lambda one: not one.needed)

    @property
    def needed(self) -> list[BringQuestion]:
        """What must be answered before anything can be brought."""
        return [question for question in self.questions if question.needed]

    def answered(self, question: BringQuestion, value: str, word: str = "") -> BringProposal:
        """The same, with an answer."""
        table = next(table for table in self.tables if table.name == question.table)
        meaning = self.mapping.fitting(table)
        if meaning is None:
            return self
        kinds = dict(self.kinds)
        if question.sort == "rows":
            kinds[table.name] = value
        refused = self.refused - {(question.key, word)}
        if question.sort == "kinds" and not value:
            refused |= {(question.key, word)}
        new = answered_in(table, self.looks.get(table.name, ()), meaning, question, value, word)
        return replace(
            self,
            mapping=self.mapping.with_table(meaning, new),
            kinds=kinds,
            confirmed=self.confirmed | {question.key},
            refused=refused,
        )

    def called(self, name: str) -> BringProposal:
        """The same, for a list of another name."""
        return replace(self, mapping=self.mapping.called(name))

    @property
    def assumption(self) -> str:
        """What rows are taken for though nobody has said it, in a sentence; "": nothing is."""
        each = [
            say("“{word}” as {kinds}", word=word, kinds=say(ENTITIES[kind].plural).lower())
            for word, kind in self.assumed
            if kind
        ]
        if not each:
            return ""
        return say(
            "Nobody said what these are, so they come as proposed: {each}.", each=listed(each)
        )

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
        words = {word for f in fillings for word, ours in f.words.items() if not ours}
        return sorted(words | {word for word, kind in self.assumed if not kind})

    def _has_our_words(self, name: str) -> bool:
        """Whether a table is a list of ours, in which an unknown word is a slip."""
        header = next(table.header for table in self.tables if table.name == name)
        return is_own(self.kinds.get(name, ""), header)

    def proposals_taken(self) -> BringProposal:
        """The same, with what is proposed where it was not answered: days before months, words
        that are not known left out (`words_left_out`)."""
        answered, assumed = self, list[tuple[str, str]]()
        for question in self.questions:
            if question.sort == "dates":
                answered = answered.answered(question, question.proposal)
            elif question.sort == "words" and not self._has_our_words(question.table):
                for word in question.words:
                    answered = answered.answered(question, question.proposal, word)
            elif question.sort == "kinds":
                for word in question.words:
                    if (question.key, word) not in self.refused:
                        kind = question.proposed(word)
                        answered = answered.answered(question, kind, word)
                        assumed.append((word, kind))
        return replace(answered, assumed=tuple(assumed))


def propose(
    tables: Sequence[ForeignTable], name: str, saved: BringMapping | None = None
) -> BringProposal:
    """What the tables of a file mean; `name`: what the list is to be called. `saved`: a mapping of
    an earlier file, which goes before what is proposed for the tables that it fits."""
    meanings, reasons, kinds = list[TableMapping](), list[tuple[str, Reason]](), dict[str, str]()
    looks = {table.name: looked_at(table) for table in tables}
    for table in tables:
        if saved and (known := saved.fitting(table)):
            meaning = msgspec.structs.replace(known, header=table.header, table=table.name)
            kind, why = SAVED, say("A mapping was saved for this header.")
        elif ready := ready_made(table):
            meaning, kind = ready.meaning, SAVED
            why = say("It is what {tool} exports.", tool=ready.tool)
        else:
            kind, why = kind_of_rows(table, looks[table.name])
            meaning = rows_as(kind, table, looks[table.name])
        meanings.append(meaning)
        reasons.append((table.name, why))
        kinds[table.name] = kind
    mapping = BringMapping(saved.name if saved else name, tuple(meanings))
    return BringProposal(mapping, tuple(tables), tuple(reasons), kinds, looks)
