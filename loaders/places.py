"""Where in the files something stands: rows that contradict each other, ends that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.model.errors import RowProblem
from graph.model.ids import code_of, kind_of
from graph.model.records import Entity, Record
from graph.model.schema import ENTITIES, TIES
from graph.model.words import listed, say
from graph.store.base import Scope, Store
from loaders.references import References
from loaders.row import Row

Place = Row | tuple[str, int]  # a row, or its file and number where rows are too many to be kept
Ends = Mapping[str, Sequence[tuple[Place, str]]]


def in_words(place: Place, file: str) -> str:
    """A place in words, in a report on `file`."""
    where, number = (place.file, place.number) if isinstance(place, Row) else place
    if where == file:
        return say("row {row}", row=number)
    return say("row {row} of {file}", row=number, file=where)


def mutual(record: Record) -> tuple[str, ...]:
    """What a record is of, the same from whichever end a mutual tie is written."""
    if isinstance(record, Entity) or TIES[record.kind].directed:
        return record.identity
    one, other = record.source, record.target
    return (
        (record.kind, one, other, record.key)
        if one < other
        else (record.kind, other, one, record.key)
    )


def contradiction(row: Row, before: Place, record: Record) -> RowProblem:
    """Two rows say different things of one: which rows, and in which columns."""
    where = in_words(before, row.file)
    columns = row.differing(before) if isinstance(before, Row) else []
    if columns:
        names = listed([f"“{column}”" for column in columns], most=len(columns))
        contrary = say("This contradicts {place}: see {columns}.", place=where, columns=names)
    else:
        contrary = say("This contradicts {place}.", place=where)
    advice = (
        say("Say it once, or tell the two apart by another name, code or date.")
        if isinstance(record, Entity)
        else say("Say it once, or tell the two apart by another “since”.")
    )
    problem = RowProblem(f"{contrary} {advice}")
    if columns:
        problem.column, problem.value = columns[0], row.maybe(columns[0])
    return problem


def missing_ends(store: Store, references: References, ends: Ends) -> Iterator[RowProblem]:
    """A problem for each row with a tie to what is neither in the load nor in the store."""
    ends_elsewhere = frozenset(id for id in ends if id not in references.places)
    there = store.read(Scope(ids=ends_elsewhere, ties=frozenset())) if ends_elsewhere else ()
    stay = {r.id for r in there if isinstance(r, Entity) and r.id not in references.leaving}
    for id in sorted(ends_elsewhere - stay):
        kind = kind_of(id)
        message = (
            say(
                "This is neither in this load nor in the store: load {kinds} first, or add it.",
                kinds=say(ENTITIES[kind.name].plural).lower(),
            )
            if kind
            else say("This is neither in this load nor in the store: load it first, or add it.")
        )
        for place, column in ends[id]:
            file, number = (place.file, place.number) if isinstance(place, Row) else place
            yield RowProblem(
                message,
                file=file,
                row=number,
                column=column,
                value=place.maybe(column) if isinstance(place, Row) else code_of(id),
            )
