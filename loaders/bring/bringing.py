"""Bringing: the tables of one file, through a mapping, into a store, as one load and so one undo.

All rows of all lists are checked together: a tie may name whom another table of the file tells of.
Nothing is written while anything is wrong, and every problem is told by the cell that it is in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.model.errors import (
    SHOWN,
    InputError,
    InvalidRecord,
    LoadRefused,
    RowProblem,
    UnknownName,
)
from graph.model.records import Record, Tie
from graph.model.schema import OURS, Label
from graph.model.words import count, listed, number, say
from graph.store.base import Load, Store
from loaders.bring.applying import Application, LeftOut, MappedRow
from loaders.bring.cell_problems import BringRefused, CellProblem
from loaders.bring.ends import fitted
from loaders.bring.knowing import Acquaintances, asks_who_is_known, naming_rows
from loaders.bring.mapping import BringMapping, Corrections, check
from loaders.bring.table import ForeignTable
from loaders.changes.load_report import LoadReport
from loaders.changes.naming import list_name
from loaders.conversion import AT_ONCE, TIES_ONLY, Conversion
from loaders.loader import ORIGIN_COLUMNS, Loader, Row, all_loaders, in_order, named
from loaders.loading import ACCEPTED, put

BROUGHT = "bring"  # what reads such a list, in the loads of a store


@dataclass(slots=True)
class Brought:
    """What came, or would come, of a file."""

    report: LoadReport
    rows: Counter[str] = field(default_factory=Counter)  # by the list that they went to
    unknown: Counter[str] = field(default_factory=Counter)  # names that were left out, how often


def bring(
    mapping: BringMapping,
    tables: Sequence[ForeignTable],
    file: str,
    store: Store,
    *,
    corrections: Corrections | None = None,
    dry_run: bool = False,
    append: bool = False,
    accept_unencrypted: bool = False,
    agreed: bool = True,
    audience: Label = OURS,
    progress: Callable[[int], None] | None = None,
    today: date | None = None,
) -> Brought:
    """Bring the tables of a file, which is called `file`.

    BringRefused: with every problem of every row; nothing was written. NotAccepted: people at risk,
    for a store that nobody has said may hold them (never of a dry run). Unanswered: not `agreed`,
    and much would be taken away. InputError: the mapping fits no table, or its name is taken.
    """
    check(mapping)
    dataset = free_name(mapping.name, store)
    if accept_unencrypted and not dry_run:
        store.set(ACCEPTED, "yes")
    accepted = accept_unencrypted or store.setting(ACCEPTED) is not None
    act = Load(dataset, loader=BROUGHT, files=(file,), append=append, parts=() if append else ("",))
    known = Acquaintances(store, dataset, audience)
    application = Application(mapping, tables, corrections, known)
    if not application.lists:
        raise InputError(
            say(
                "The mapping “{name}” says nothing of the tables in {file}.",
                name=dataset,
                file=file,
            )
        )
    if asks_who_is_known(mapping):
        known.note(Application(naming_rows(mapping), tables, corrections))
    loading = MappedConversion(application, file, store, dataset, progress, audience, today)
    loading.guarded = not accepted and not dry_run
    before = store.loads()
    report = put(
        loading, act, loading.brought(), store, dry_run=dry_run, agreed=agreed, before=before
    )
    report.rows = loading.rows_read
    brought = Brought(report, loading.counts, application.left_out.unknown)
    report.unread += [column for _, each in application.meant for column in each.left]
    report.warnings += [
        *filter(None, [loading.missing]),
        *_sentences(application.left_out),
        *_of_tables(tables),
    ]
    return brought


def free_name(text: str, store: Store) -> str:
    """The name that what is brought gets in the store. InputError: it is empty, the sample's, or
    that of a list that something else writes."""
    name = list_name(text)
    others = {load.dataset for load in store.loads() if load.live and load.loader != BROUGHT}
    if name in others | all_loaders().keys():
        raise InputError(
            say(
                "Give what you bring another name: “{name}” is the name of a list that is kept by "
                "itself, which this would take away.",
                name=name,
            )
        )
    return name


def _of_tables(tables: Sequence[ForeignTable]) -> Iterator[str]:
    """What the readers of other tools' files say of these: what is lost, which rows are wrong."""
    for table in tables:
        yield from table.lost
        yield from map(str, table.problems[:SHOWN])


def _sentences(left_out: LeftOut) -> Iterator[str]:
    if left_out.earlier:
        yield count(
            "Left out is {n} row that a later row of the same name takes the place of.",
            "Left out are {n} rows that a later row of the same name takes the place of.",
            left_out.earlier,
        )
    if left_out.stored:
        yield count(
            "{n} row names what the store has already, and changes nothing there.",
            "{n} rows name what the store has already, and change nothing there.",
            left_out.stored,
        )
    if left_out.unsorted:
        words = [f"“{word}” ({number(n)})" for word, n in left_out.unsorted.most_common()]
        yield count(
            "Left out is {n} row of a kind that nobody has named: {words}.",
            "Left out are {n} rows of kinds that nobody has named: {words}.",
            left_out.unsorted.total(),
            words=listed(words),
        )
    if left_out.ties:
        yield count(
            "Left out is {n} tie that names somebody whom neither the file nor the store knows.",
            "Left out are {n} ties that name somebody whom neither the file nor the store knows.",
            left_out.ties,
        )
    if left_out.unknown:
        names = [name for name, _ in left_out.unknown.most_common()]
        yield count(
            "Left out is {n} name that the store does not know: {names}.",
            "Left out are {n} names that the store does not know: {names}.",
            len(names),
            names=listed([f"“{name}”" for name in names]),
        )


class MappedConversion(Conversion):
    """A conversion whose rows go to several lists."""

    def __init__(
        self,
        application: Application,
        file: str,
        store: Store,
        dataset: str,
        progress: Callable[[int], None] | None,
        audience: Label,
        today: date | None,
    ) -> None:
        first = named(application.lists[0])
        super().__init__(first, store, dataset, None, progress, audience, today)
        self.application, self.file = application, file
        self.counts = Counter[str]()
        self.cells: list[CellProblem] = []
        self._titles = {
            table.name: say("{file}, “{table}”", file=file, table=table.name)
            if table.name
            else file
            for table in application.tables
        }
        self._tables = {self._titles[table.name]: table for table in application.tables}
        self._later: Callable[[str], bool] = lambda _: False
        self._cases, self._detained = set[str](), set[str]()  # ids: of cases, of whom a state holds
        self._rows_read = defaultdict[str, bytearray](bytearray)  # by table: a 1 for each row
        # The columns of a list are one object for all of its rows, by which a row tells its list.
        self._list_of: dict[int, str] = {}

    @cached_property
    def loaders(self) -> list[Loader]:
        """The lists that rows go to, those after what they refer to."""
        return in_order([named(name) for name in self.application.lists])

    def brought(self) -> Iterator[tuple[str, Record]]:
        """The part and record of all that comes. BringRefused: with all problems."""
        for part, record in self._everything():
            if record.kind == "Case":
                self._cases.add(record.identity[-1])
            elif isinstance(record, Tie) and record.kind == "DETAINS":
                self._detained.add(record.target)
            yield part, record

    @property
    def missing(self) -> str:
        """What the program needs, and nothing of all that came says, in a sentence; "": nothing."""
        n = len(self._cases - self._detained)
        if not n:
            return ""
        return count(
            "Of {n} case nothing says who holds the prisoner: tie the state to it, or no embassy "
            "can be proposed for it.",
            "Of {n} cases nothing says who holds the prisoner: tie the states to them, or no "
            "embassy can be proposed for them.",
            n,
        )

    def _everything(self) -> Iterator[tuple[str, Record]]:
        try:
            for loader in self.loaders:
                yield from self._of_list(loader)
            self._shapeless()
            yield from self.whole()
            if not self.claimed:  # else it would take away what another file said under its name
                raise InputError(
                    say(
                        "Nothing of {file} could be brought, so nothing was written. Say what its "
                        "rows are, and which column is what.",
                        file=self.file,
                    )
                )
        except LoadRefused as problem:
            raise BringRefused(problem.problems, self.cells) from None

    def _of_list(self, loader: Loader) -> Iterator[tuple[str, Record]]:
        columns = {**loader.columns, **ORIGIN_COLUMNS}
        self._list_of[id(columns)], self.columns = loader.name, columns
        last = loader in self._ties
        if last:  # all whom they may name are known
            self.prepare()
        for mapped in self.application.rows(loader.name):
            self.counts[loader.name] += 1
            self._note_row(mapped)
            if mapped.rows.fit:
                fitted(mapped.cells, self.references.here)
            yield from self.row(loader, self._row_of(mapped))
            if last and self.many_wait:
                yield from self.settle()

    def _note_row(self, mapped: MappedRow) -> None:
        """Several lists may be made of one row, which was read once all the same."""
        rows = self._rows_read[mapped.table.name]
        if mapped.number >= len(rows):
            rows.extend(bytes(mapped.number - len(rows) + AT_ONCE))
        rows[mapped.number] = 1

    @property
    def rows_read(self) -> int:
        """How many rows of theirs something came of."""
        return sum(rows.count(1) for rows in self._rows_read.values())

    @cached_property
    def _ties(self) -> list[Loader]:
        """The lists at the end that tell of nobody new: what they name is known when they begin."""
        ties: list[Loader] = []
        for loader in reversed(self.loaders):
            if loader.name not in TIES_ONLY:
                break
            ties.insert(0, loader)
        return ties

    def _row_of(self, mapped: MappedRow) -> Row:
        name = self.named(mapped.table)
        return self.made_row(mapped.cells, name, mapped.number)

    def named(self, table: ForeignTable) -> str:
        """What a table is called in a problem: its file, and which of several it is."""
        return self._titles[table.name]

    def comes_later(self, here: Callable[[str], bool]) -> None:
        """Of a file of which only the beginning is read: whom a later row tells of is known, and
        is no problem that would keep others from being told."""
        self._later = self.references.comes_later = here

    def refuse_row(self, row: Row, problem: RowProblem | InvalidRecord) -> None:
        """Note a problem by the cell of theirs."""
        if isinstance(problem, RowProblem) and problem.value and self._later(problem.value):
            return
        if isinstance(problem, InvalidRecord):
            problem = RowProblem(str(problem))
        table, name = self._tables[row.file], self._list_of[id(row.columns)]
        ours = problem.column
        theirs = self._columns_behind(table, name, ours)
        value = problem.value if problem.value is not None else ""
        problem.column = theirs or ours
        before = len(self.problems)
        try:
            super().refuse_row(row, problem)
        finally:  # the last of very many is raised with all the others
            if len(self.problems) > before:
                self.cells.append(
                    CellProblem(
                        table.name,
                        row.number,
                        theirs,
                        name,
                        ours,
                        value,
                        problem.message,
                        problem.candidates if isinstance(problem, UnknownName) else (),
                        str(problem),
                    )
                )

    def _shapeless(self) -> None:
        """Note the rows that have more cells than the header."""
        for table, problem in self.application.left_out.problems:
            problem.file = self.named(table)
            row = problem.row or 0
            cell = CellProblem(table.name, row, "", "", "", "", problem.message)
            self.cells.append(cell)
            self.refuse(problem)

    def _columns_behind(self, table: ForeignTable, name: str, ours: str) -> str:
        """The column of theirs that fills one of ours; of several the first."""
        meaning = self.application.mapping.fitting(table)
        for rows in meaning.lists if meaning else ():
            if rows.list == name and (filling := rows.columns.get(ours)) and filling.columns:
                return filling.columns[0]
        return ""
