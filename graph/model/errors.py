"""Everything that can go wrong and is not a bug.

Each message is a sentence for a person: what was found, where, and what to do.

    DemarcheError
    ├── InvalidRecord        a record that the schema refuses
    ├── InputError           a file or a command line that cannot be used
    │   ├── UnreadableFile   missing, a folder, empty, not what its name says
    │   │   └── Undecodable  not in the encoding it was read in; with how it reads in others
    │   ├── NotAccepted      people at risk, for a store that nobody has said may hold them
    │   ├── RowProblem       one row of a file: file, row, column, value
    │   │   └── UnknownName  a name, code or category that is not known; with candidates
    │   └── LoadRefused      a load with problems; nothing was written
    ├── StoreError           a store that cannot be used
    │   ├── StoreBusy        somebody else is writing
    │   ├── StoreTooNew      written by a later version of the program
    │   ├── StoreReplaced    its file was deleted, moved or replaced while it was open
    │   └── StoreUnreachable a server that does not answer, or refuses
    └── QuestionError        a question that cannot be answered as it was put
        └── NotFound         there is no such entity, or this audience may not see it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model.printable import in_line
from graph.model.words import count, listed, say

SHOWN = 20  # problems of one load


class DemarcheError(Exception):
    """The root: catch this to show a sentence instead of a traceback."""


class InvalidRecord(DemarcheError):
    """A record that the schema refuses."""


class InputError(DemarcheError):
    """A file or a command line that cannot be used."""


class UnreadableFile(InputError):
    """A file that cannot be read at all."""


class Undecodable(UnreadableFile):
    """A file that is not in the encoding it was read in; `readings`: a bit of it in others."""

    def __init__(self, message: str, readings: Mapping[str, str]) -> None:
        super().__init__(message)
        self.readings = dict(readings)


class NotAccepted(InputError):
    """People at risk, for a store that does not protect them and of which nobody has said yet that
    it may hold them."""


class Unanswered(InputError):
    """Something to be asked before a load is written; nothing was."""

    def __init__(self, questions: Sequence[str]) -> None:
        self.questions = tuple(questions)
        nothing = say("Nothing was written. If that is meant, answer with --yes.")
        super().__init__(" ".join([*questions, nothing]))


class RowProblem(InputError):
    """One row of a file that cannot be used.

    The place (file, row, column) is filled in by the framework that read the row.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str = "",
        value: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.file, self.row = message, file, row
        self.column, self.value = column, value

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(say("row {row}", row=self.row))
        if self.column:
            place.append(say("column “{column}”", column=self.column))
        problem = self.message
        if self.value is not None:
            value = say("It says “{value}”.", value=_short(self.value))
            problem = f"{problem} {value}"
        if place:
            problem = say("{place}: {problem}", place=", ".join(place), problem=problem)
        return in_line(problem)


class UnknownName(RowProblem):
    """A name, code or category that is not known; never resolved by guessing."""

    def __init__(self, what: str, value: str, candidates: Sequence[str] = ()) -> None:
        self.candidates = tuple(candidates)
        sentence = say("This is not a known {what}.", what=what)
        if candidates:
            names = listed(self.candidates[:5], either=True)
            hint = say("Did you mean {names}?", names=names)
            sentence = f"{sentence} {hint}"
        super().__init__(sentence, value=value)


class LoadRefused(InputError):
    """A load with problems; nothing was written."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = list(problems)
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if more := len(self.problems[SHOWN:]):
            lines.append(count("… and {n} more.", "… and {n} more.", more))
        super().__init__("\n".join([*lines, say("Nothing was written.")]))


class StoreError(DemarcheError):
    """A store that cannot be used."""


class StoreBusy(StoreError):
    """Somebody else is writing to the store."""


class StoreTooNew(StoreError):
    """The store was written by a later version of the program."""


class StoreReplaced(StoreError):
    """The store's file was deleted, moved or replaced while it was open; nothing was written."""


class StoreUnreachable(StoreError):
    """A database server that does not answer, or refuses."""


class QuestionError(DemarcheError):
    """A question that cannot be answered as it was put."""


class Unchosen(QuestionError):
    """Something that a question needs was not chosen: no mistake, but a thing to do. `advice` says
    it without the names that only a command line has."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


class NotFound(QuestionError):
    """There is no such entity, or this audience may not see it (deliberately the same)."""


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
