"""From the rows of files to records that can be stored, with every problem by its row.

References are resolved when all rows are read (references.py). All rows are checked and all
problems told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from graph.model.errors import (
    InputError,
    InvalidRecord,
    LoadRefused,
    NotAccepted,
    RowProblem,
)
from graph.model.records import Entity, Record, Tie
from graph.model.schema import Label
from graph.model.words import listed, number, say
from graph.store import claims
from graph.store.base import Load, Store, secret
from loaders.changes.days import TableDays
from loaders.changes.leaving import leaving, lost_ends, opt_ins
from loaders.changes.load_report import LoadReport
from loaders.changes.others import FEW, About, WholeReviews, left
from loaders.every_problem import Finder, read_whole
from loaders.files.sheets import Sheet
from loaders.files.sources import Source, encoding_of
from loaders.first_said import FirstSaid
from loaders.loader import ORIGIN_COLUMNS, Loaded, Loader, Row
from loaders.names import Dependents, Names, SharedRecords, names_of, raised, settled
from loaders.places import Place, contradiction, in_words, missing_ends, mutual
from loaders.references import References

MOST_PROBLEMS = 1000  # after that many the file is not what the loader reads
MOST_DETAILED = 5_000  # rows that are held, so that a problem can show what differs
MOST_PLACES = 100  # of one missing end that are told
TIES_ONLY = frozenset({"ties", "stances"})  # lists that tell of nobody new
AT_ONCE = 2000  # ties that wait for their names together
_WHOLE = (Entity, Tie)  # records whose names are all known

Progress = Callable[[int], None]  # told how many rows were read so far


class Conversion:
    """One load while its rows become records; its report tells how far it is."""

    def __init__(
        self,
        loader: Loader,
        store: Store,
        dataset: str,
        encoding: str | None,
        progress: Progress | None,
        audience: Label,
        today: date | None = None,
        edited: str = "",
    ) -> None:
        self.loader, self.store, self.dataset = loader, store, dataset
        self.encoding, self.progress = encoding, progress
        title = loader.title if dataset == loader.dataset else ""
        self.report = LoadReport(loader.name, dataset, (), title=title, audience=audience)
        self.problems: list[RowProblem] = []
        self.guarded = False
        self.act, self.audience = Load(dataset), audience
        self.own = loader.section == "campaign"  # small files, whose rows are kept for errors
        self.references = References(store, secret(store), audience)
        self._reviews = WholeReviews(store, dataset, loader.fewest) if loader.fewest else None
        self._unsure: dict[int, About] = {}  # by their place among rows left out
        self.days = TableDays()
        self._today, self._edited = today or date.today(), edited
        self.columns = {**loader.columns, **ORIGIN_COLUMNS}
        self._names, self._shared, self._telling = Names(store), SharedRecords(), Dependents()
        # What needs the whole file: names to be found, and what is stricter by its row's label.
        self._pending: list[tuple[str, Loaded, Row]] = []
        self.find = Finder(self.references.find)
        self._prepared = False
        self._troubled: set[tuple[str, int]] = set()  # rows with a problem
        self._told_of: set[tuple[str, int, str, str]] = set()  # problems, by place and words
        self._first = FirstSaid(MOST_DETAILED if self.own else 0)
        self._ends: dict[str, list[tuple[Place, str]]] = {}  # of ties, with the columns

    @property
    def claimed(self) -> set[tuple[str, ...]]:
        """The part and identity of all that the load says."""
        all_rows = {*self._first, *self._shared.identities}
        return self._reviews.claimed(all_rows) if self._reviews else all_rows

    def records(self, files: Sequence[Source]) -> Iterator[tuple[str, Record]]:
        """The part and record of all that they say. LoadRefused: with all problems by row."""
        if (reviews := self._reviews) is None:
            yield from self._all(files)
            return
        yield from reviews.enough(self._all(files))
        few, too_few = reviews.few, say(FEW)
        self.report.skipped = [
            (file, number, too_few if self._unsure.get(n) in few else reason)
            for n, (file, number, reason) in enumerate(self.report.skipped)
            if reason or self._unsure[n] in few
        ]
        if few:
            self.report.warnings.append(left(few, self.loader.part or "part"))

    def _all(self, files: Sequence[Source]) -> Iterator[tuple[str, Record]]:
        for file in files:
            yield from self._of_file(file)
        yield from self.whole()

    def _of_file(self, file: Source) -> Iterator[tuple[str, Record]]:
        sheet = Sheet(file, self.loader, self.encoding or encoding_of(file, self.loader.encoding))
        if others := sheet.other_sheets:
            self.report.warnings.append(others)
        unread = [c for c in sheet.header if c and c not in self.columns]
        self.report.unread += [c for c in unread if c not in self.report.unread]
        along = self.loader.name in TIES_ONLY
        if along:  # all whom they may name are known
            self.prepare()
        try:
            for number, cells in sheet:
                if not self.own:
                    self.days.row(cells)
                yield from self.row(self.loader, self.made_row(cells, file.name, number))
                if along and self.many_wait:
                    yield from self.settle()
        except RowProblem as problem:  # of the file's shape: the rows after it mean nothing
            self.refuse(problem)
            raise LoadRefused(self.problems) from None

    def made_row(self, cells: Mapping[str, str], file: str, number: int) -> Row:
        """A row of a file, for its loader to read."""
        key = self.references.key
        return Row(cells, self.columns, file, number, key, self._today, self._edited)

    def prepare(self) -> None:
        """Before names are looked for: all whom the rows tell of are known."""
        if self.own and not self._prepared:
            names, self._prepared = self.references, True
            names.leaving = leaving(self.store, self.act, names.places)

    @property
    def many_wait(self) -> bool:
        """Whether more records wait for a name than need to."""
        return len(self._pending) > AT_ONCE

    def whole(self) -> Iterator[tuple[str, Record]]:
        """What needs all rows: the records with names, and what nobody is known to be.
        LoadRefused: with all problems."""
        self.prepare()
        yield from self._resolved()
        for missing in missing_ends(self.store, self.references, self._ends):
            self.refuse(missing)
        if self.problems:
            raise LoadRefused(self.problems)
        if not self.report.rows and self.loader.part:
            raise InputError(
                say(
                    "There are no rows under the header of {files}, so nothing says what is to be "
                    "replaced. To erase the whole list, forget it.",
                    files=listed(self.report.files),
                )
            )
        self._expect()
        if self.own:
            self.report.warnings += self._lost()

    def _lost(self) -> Iterator[str]:
        """What of other lists would be without whom it names."""
        names = self.references
        yield from lost_ends(
            self.store,
            self.act,
            gone=names.leaving,
            named=names.kinds,
            audience=self.audience,
            dry_run=self.report.dry_run,
        )
        yield from opt_ins(self.store, names.key, names.leaving, names.cases, self.audience)

    def row(self, loader: Loader, row: Row) -> Iterator[tuple[str, Record]]:
        """The part and record of what one row says as far as that needs no other row."""
        self.report.rows += 1
        if self.progress and self.report.rows % 500 == 0:
            self.progress(self.report.rows)
        if loader.part:
            row.part = row.maybe(loader.part)
        records, problems = read_whole(loader.read, row, self.references.key)
        for problem in problems:
            self.refuse_row(row, problem)
        if problems:
            self._names_in(records, row)
        else:
            yield from self._good(records, row)
        if row.doubts:
            self.report.warnings += [str(doubt) for doubt in row.doubts]

    def _good(self, records: Sequence[Loaded], row: Row) -> Iterator[tuple[str, Record]]:
        """The records of a row that need no others; those that do wait."""
        waiting, least = len(self._pending), row.label
        try:
            for record in records:
                if not isinstance(record, _WHOLE):
                    self._telling.note(record)
                    self._pending.append((row.part, record, row))
                    continue
                if self._reviews and isinstance(record, Tie):
                    row.about = record.target
                if self.own and isinstance(record, Entity):
                    record = self.references.opted(record)
                if least is not None and record.level < least:
                    self._take(raised(record, least), row)
                    self._pending.append((row.part, record, row))
                elif self._is_new(row.part, record, row) and not self._telling.takes(
                    row.part, record
                ):
                    yield row.part, record
            if len(self._pending) == waiting:
                self._done(row)
        except RowProblem as problem:
            self.refuse_row(row, problem)

    def _names_in(self, records: Sequence[Loaded], row: Row) -> None:
        """What a row with a problem still tells: whom there is, and whom it names."""
        self._troubled.add((row.file, row.number))
        for record in records:
            if isinstance(record, Entity):
                self._take(record, row)
            elif not isinstance(record, Tie):
                self._pending.append((row.part, record, row))

    def settle(self) -> Iterator[tuple[str, Record]]:
        """The records that waited for a name. All whom the rows so far name must be known."""
        for n, (part, pending, row) in enumerate(self._pending, 1):
            try:
                record, least, shared = settled(pending, row.label, self.find, self._names)
                if self._troubled and (row.file, row.number) in self._troubled:
                    continue
                # What a row without a label says, too, is as strict as that row.
                if not shared or self._identity(part, record) in self._first:
                    if self._is_new(part, record, row):
                        yield part, record
                else:
                    self._take(raised(record, least), row)
                    self._shared.add(part, record, least)
                    row.records += 1
            except (RowProblem, InvalidRecord) as problem:
                wrong: list[RowProblem | InvalidRecord] = [*self.find.problems(pending)]
                for each in wrong or [problem]:
                    self.refuse_row(row, each)
            if n == len(self._pending) or self._pending[n][2] is not row:
                self._done(row)
        self._pending.clear()

    def _resolved(self) -> Iterator[tuple[str, Record]]:
        yield from self.settle()
        for part, record in self._telling.settled(self.find, self._names):
            self._guard(record)
            yield part, record
        yield from self._shared

    def _done(self, row: Row) -> None:
        """All that a row says is known: it may have said nothing new."""
        if row.skipped is None and row.records and len(row.repeats) == row.records:
            where = in_words(row.repeats[-1], row.file)
            row.skip(say("says exactly what another row says, of {place}", place=where))
            self.report.alike[row.skipped or ""] = say("says exactly what another row says")
        unsure = self._reviews is not None and self._reviews.waits((row.part, row.about))
        if unsure:  # whether it is left out is known when all is read
            self._unsure[len(self.report.skipped)] = row.part, row.about
        if unsure or row.skipped is not None:
            self.report.skipped.append((row.file, row.number, row.skipped or ""))

    def _place(self, row: Row) -> Place:
        """Where a row stands; of the first rows of a campaign's list, with what it says."""
        detailed = self.own and self.report.rows <= MOST_DETAILED
        return row if detailed else (row.file, row.number)

    def _identity(self, part: str, record: Record) -> tuple[str, ...]:
        return (part, *(mutual(record) if self.own else record.identity))

    def _guard(self, record: Record) -> None:
        """NotAccepted: it is at risk, and nobody has said yes yet."""
        if self.guarded and record.level is Label.RED and (why := self.store.exposure()):
            risk = say(
                "This file holds people at risk (TLP:RED). If that is acceptable, say so once: "
                "with --accept-unencrypted, or by the checkbox on the page of loads."
            )
            raise NotAccepted(f"{why} {risk}")

    def _take(self, record: Record, row: Row) -> None:
        """Note what a record is called, or between whom it is."""
        if self.guarded:
            self._guard(record)
        if isinstance(record, Entity):
            names = names_of(record)
            self.references.add(record, self._place(row) if self.own else None, names)
            self._names.add(record, names)
            return
        if not row.resolved:
            return
        for end in (record.source, record.target):
            if (column := row.resolved.get(end)) and end not in self.references.places:
                places = self._ends.setdefault(end, [])
                if len(places) < MOST_PLACES:
                    places.append((self._place(row), column))

    def _is_new(self, part: str, record: Record, row: Row) -> bool:
        """Whether no row has said the same before. RowProblem: one said something else of it."""
        self._take(record, row)
        # The record itself is not kept: memory that is soon free again is what makes this fast.
        _, content = claims.comparable(record)
        identity = self._identity(part, record)
        row.records += 1
        before = self._first.before(identity, content, row)
        if before is None:
            return True
        first, where = before
        if first != content:
            raise contradiction(row, where, record)
        row.repeats.append(where)
        return False

    def refuse_row(self, row: Row, problem: RowProblem | InvalidRecord) -> None:
        """Note a problem, with the place of the row that it is of."""
        if isinstance(problem, InvalidRecord):
            problem = RowProblem(str(problem))
        problem.file, problem.row = row.file, row.number
        place = (row.file, row.number, problem.column, str(problem))
        if place not in self._told_of:  # one wrong name may stand in several records of a row
            self._told_of.add(place)
            self.refuse(problem)

    def refuse(self, problem: RowProblem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise LoadRefused(self.problems)

    def _expect(self) -> None:
        expected = self.loader.expected
        if expected and not expected[0] <= self.report.rows <= expected[1]:
            self.report.warnings.append(
                say(
                    "Is this file complete? A whole published one has {least} to {most} rows; this "
                    "one has {rows}.",
                    least=number(expected[0]),
                    most=number(expected[1]),
                    rows=number(self.report.rows),
                )
            )
