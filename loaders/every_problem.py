"""Every problem of a row, not only its first: a cell that cannot be read is set aside, something
that can be read stands in for it, and reading goes on until nothing new is wrong.

What stands in is never stored: with any problem nothing is. It only keeps one wrong cell from
hiding the next, and whoever the row tells of from being unknown to all other rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from graph.model.errors import InvalidRecord, RowProblem, UnknownName
from loaders.loader import ORIGIN_COLUMNS, Loaded, Naming, PendingTie, Ref, Row

Problem = RowProblem | InvalidRecord
Read = Callable[[Row], Iterator[Loaded]]
MOST: Final = 20  # problems of one row
# Tried in this order, after what the problem itself offers: most cells may be empty.
_STAND_INS: Final = ("", "2000", "yes", "1", "France", "x")


def read_whole(read: Read, row: Row, key: bytes) -> tuple[list[Loaded], list[Problem]]:
    """What a loader makes of a row, and what is wrong with it; with a problem, the records are
    good for nothing but the names in them. `key`: of the store's ids."""
    try:  # of most rows nothing is wrong
        _ = row.label
        return [*read(row)], []
    except (RowProblem, InvalidRecord):
        records, problem = _tried(read, row)
    if problem is None:  # it cannot be, of the same row
        return records, []
    problems, aside = [problem], dict[str, str]()
    while isinstance(problem, RowProblem) and problem.column and problem.column not in aside:
        column = problem.column
        if len(problems) >= MOST or (column not in row.columns and column not in ORIGIN_COLUMNS):
            break
        best: tuple[list[Loaded], Problem | None, str] | None = None
        for text in _stand_ins(problem):
            records_so, next_problem = _tried(read, _with(row, {**aside, column: text}, key))
            if next_problem is None:
                return records_so, problems
            elsewhere = isinstance(next_problem, RowProblem) and next_problem.column != column
            if elsewhere and best is None:
                best = records_so, next_problem, text
        if best is None:
            break
        records, problem, aside[column] = best
        if problem is not None and not _is_of(problem, aside):
            problems.append(problem)
    return records, problems


def _is_of(problem: Problem, columns: Mapping[str, str]) -> bool:
    return isinstance(problem, RowProblem) and problem.column in columns


def _tried(read: Read, row: Row) -> tuple[list[Loaded], Problem | None]:
    """The records of a row up to its first problem, and that."""
    records: list[Loaded] = []
    try:
        _ = row.label
        for record in read(row):
            records.append(record)
    except (RowProblem, InvalidRecord) as problem:
        return records, problem
    return records, None


def _stand_ins(problem: RowProblem) -> Iterator[str]:
    if isinstance(problem, UnknownName):
        yield from problem.candidates[:5]
    yield from _STAND_INS


def _with(row: Row, instead: Mapping[str, str], key: bytes) -> Row:
    """The same row with other cells."""
    cells = {c: row.maybe(c) for c in (*row.columns, *ORIGIN_COLUMNS) if row.has(c)}
    both = {**cells, **instead}
    other = Row(both, row.columns, row.file, row.number, key, row.today, row.edited)
    other.part, other.about = row.part, row.about
    return other


class Finder:
    """Finds whom rows name, each name once: the same few stand in many rows, also misspelt."""

    def __init__(self, find: Callable[[Ref], str]) -> None:
        self._find = find
        self._ids: dict[tuple[tuple[str, ...], str], str | RowProblem] = {}

    def __call__(self, ref: Ref) -> str:
        """The id of the one that is meant. RowProblem: nobody, or more than one."""
        key = (ref.kinds, ref.text)
        id = self._ids.get(key)
        if id is None:
            try:
                id = self._find(ref)
            except RowProblem as problem:
                id = problem
            self._ids[key] = id
        if isinstance(id, str):
            return id
        again = type(id).__new__(type(id))  # each row's own, which gets its place
        again.args = id.args
        again.__dict__.update(id.__dict__)
        again.column = ref.column
        raise again

    def problems(self, pending: Loaded) -> list[RowProblem]:
        """What is wrong with each name in a record."""
        named = pending.names if isinstance(pending, Naming) else ()
        record = pending.record if isinstance(pending, Naming) else pending
        ends = (record.source, record.target) if isinstance(record, PendingTie) else ()
        problems = []
        for ref in dict.fromkeys((*(end for end in ends if isinstance(end, Ref)), *named)):
            try:
                self(ref)
            except RowProblem as problem:
                problems.append(problem)
        return problems
