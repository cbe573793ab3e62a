"""Loading: from files through a loader into a store, all or nothing, with a report of every row.

Several files in one call are one load. References are resolved when all rows are read
(references.py). All rows are checked and all problems told at once; with any nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from graph.errors import InputError, InvalidRecord, LoadRefused, NotAccepted, RowProblem
from graph.records import Entity, Record
from graph.schema import Label
from graph.store import FILLING, SAMPLE, Load, Report, Store, claims, secret, unfilled
from loaders.digest import digest
from loaders.leaving import leaving, lost_ends, opt_ins
from loaders.loader import ORIGIN_COLUMNS, Loader, PendingTie, Row, all_loaders
from loaders.places import Place, contradiction, missing_ends, mutual, told
from loaders.reading import Sheet
from loaders.references import References

MOST_PROBLEMS = 1000  # after that many the file is not what the loader reads
MOST_PLACES = 100  # of one missing end that are told
INVENTED = "invented for the sample campaign"  # what its rows name as their source
REFERENCE = Path(__file__).parent / "reference"
ACCEPTED = "accepts unencrypted"  # a setting of the store: somebody said yes, in writing

Progress = Callable[[int], None]  # told how many rows were read so far


@dataclass(slots=True)
class LoadReport:
    """What a load did, or (dry run) would do."""

    loader: str
    dataset: str
    files: tuple[str, ...]
    rows: int = 0
    skipped: list[tuple[str, int, str]] = field(default_factory=list)  # file, row, reason
    unread: list[str] = field(default_factory=list)  # columns that the loader does not know
    warnings: list[str] = field(default_factory=list)
    claims: Report = field(default_factory=Report)
    dry_run: bool = False

    @property
    def read(self) -> str:
        """How much was read, in words."""
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        return f"{rows} read from {', '.join(self.files)}"

    def __str__(self) -> str:
        c, will = self.claims, "would be " if self.dry_run else ""
        lines = [
            f"{self.dataset}: {self.read}; claims {will}created "
            f"{c.created:,}, changed {c.changed:,}, unchanged {c.unchanged:,}, "
            f"removed {c.removed:,}."
        ]
        reasons: dict[str, list[str]] = {}
        for file, row, reason in self.skipped:
            reasons.setdefault(reason.partition(" of row ")[0], []).append(f"{file} row {row}")
        for reason, places in reasons.items():
            more = f" and {len(places) - 5:,} more" if len(places) > 5 else ""
            lines.append(f"Skipped {len(places):,}: {reason} ({', '.join(places[:5])}{more}).")
        if self.unread:
            lines.append(f"Columns not read: {', '.join(self.unread)}.")
        lines += self.warnings
        if not self.dry_run and c.load is None:
            lines.append("The store holds exactly this already; nothing was written.")
        elif not self.dry_run:
            lines.append(f"Written as load {c.load}.")
        return "\n".join(lines)


def load(
    loader: Loader,
    files: Sequence[Path],
    store: Store,
    *,
    dataset: str | None = None,
    append: bool = False,
    dry_run: bool = False,
    encoding: str | None = None,
    accept_unencrypted: bool = False,
    audience: Label = Label.RED,
    progress: Progress | None = None,
    today: date | None = None,
) -> LoadReport:
    """Load files. LoadRefused or UnreadableFile: with problems; then nothing was written.

    `audience`: who reads the report: it names nobody whom they may not see.
    `today`: the day of loading, after which nothing can have happened.
    """
    if not files:
        raise InputError("No file was given.")
    loading = _Loading(loader, store, dataset or loader.name, encoding, progress, today)
    if accept_unencrypted and not dry_run:
        store.set(ACCEPTED, "yes")
    accepted = accept_unencrypted or store.setting(ACCEPTED) is not None
    loading.guarded = not loading.dataset.startswith(SAMPLE) and not accepted
    act = Load(
        loading.dataset, loader.name, loading.report.files or tuple(f.name for f in files),
        # What a campaign's file means depends on the names in the store, so it is always read.
        digest(loader, files, encoding, append) if loader.section == "public" else "",
        append, about=dict(loader.about),
    )  # fmt: skip
    loading.report.files, loading.report.dry_run = act.files, dry_run
    loading.act, loading.audience = act, audience
    loading.report.claims = store.write(act, loading.records(files), dry_run=dry_run)
    return loading.report


class _Loading:
    def __init__(
        self, loader: Loader, store: Store, dataset: str, encoding: str | None,
        progress: Progress | None, today: date | None = None,
    ) -> None:  # fmt: skip
        self.loader, self.store, self.dataset = loader, store, dataset
        self.encoding, self.progress = encoding or loader.encoding, progress
        self.report = LoadReport(loader.name, dataset, ())
        self.problems: list[RowProblem] = []
        self.guarded = False
        self.act, self.audience = Load(dataset), Label.RED
        self.own = loader.section == "campaign"  # small files, whose rows are kept for errors
        self.references = References(store, secret(store))
        self._today = today or date.today()
        self._columns = {**loader.columns, **ORIGIN_COLUMNS}
        self._pending: list[tuple[str, PendingTie, Row]] = []
        self._first: dict[tuple[str, ...], tuple[int, Place]] = {}  # what it says, and where
        self._ends: dict[str, list[tuple[Place, str]]] = {}  # of ties, with the columns

    def records(self, files: Sequence[Path]) -> Iterator[tuple[str, Record]]:
        for file in files:
            name = file.name
            sheet = Sheet(
                file, self.loader.needed, self.loader.aliases, self._columns, self.encoding,
                self.loader.delimiter,
            )  # fmt: skip
            unread = [c for c in sheet.header if c and c not in self._columns]
            self.report.unread += [c for c in unread if c not in self.report.unread]
            key = self.references.key
            try:
                for number, cells in sheet:
                    row = Row(cells, self._columns, name, number, key, self._today)
                    yield from self._row(row)
            except RowProblem as problem:  # of the file's shape: the rows after it mean nothing
                self._refuse(problem)
                raise LoadRefused(self.problems) from None
        if self.own:
            names = self.references
            names.leaving = leaving(self.store, self.act, names.places)
        yield from self._resolved()
        for missing in missing_ends(self.store, self.references, self._ends):
            self._refuse(missing)
        if self.problems:
            raise LoadRefused(self.problems)
        self._expect()
        if self.own:
            self.report.warnings += self._lost()

    def _lost(self) -> Iterator[str]:
        """What of other lists would be without whom it names."""
        names = self.references
        yield from lost_ends(
            self.store, self.act, names.leaving, names.kinds, self.audience, self.report.dry_run
        )
        yield from opt_ins(self.store, names.key, names.leaving, names.cases, self.audience)

    def _row(self, row: Row) -> Iterator[tuple[str, Record]]:
        self.report.rows += 1
        if self.progress and self.report.rows % 500 == 0:
            self.progress(self.report.rows)
        part = row.maybe(self.loader.part) if self.loader.part else ""
        waiting = len(self._pending)
        with self._placed(row):
            for record in self.loader.read(row):
                if isinstance(record, PendingTie):
                    self._pending.append((part, record, row))
                    continue
                if isinstance(record, Entity):
                    record = self.references.opted(record)
                if self._is_new(part, record, row):
                    yield part, record
            if len(self._pending) == waiting:
                self._done(row)
        self.report.warnings += [str(doubt) for doubt in row.doubts]

    def _resolved(self) -> Iterator[tuple[str, Record]]:
        find = cache(self.references.find)  # the same few names stand in many rows
        for n, (part, pending, row) in enumerate(self._pending, 1):
            with self._placed(row):
                tie = pending.resolved(find)
                if self._is_new(part, tie, row):
                    yield part, tie
            if n == len(self._pending) or self._pending[n][2] is not row:
                self._done(row)

    @contextmanager
    def _placed(self, row: Row) -> Iterator[None]:
        """A problem gets the place of the row that it is of."""
        try:
            yield
        except RowProblem as problem:
            problem.file, problem.row = row.file, row.number
            self._refuse(problem)
        except InvalidRecord as problem:
            self._refuse(RowProblem(str(problem), file=row.file, row=row.number))

    def _done(self, row: Row) -> None:
        """All that a row says is known: it may have said nothing new."""
        if row.skipped is None and row.records and len(row.repeats) == row.records:
            row.skip(f"says exactly what another row says, of {row.repeats[-1]}")
        if row.skipped is not None:
            self.report.skipped.append((row.file, row.number, row.skipped))

    def _is_new(self, part: str, record: Record, row: Row) -> bool:
        """Whether no row has said the same before. RowProblem: one said something else of it."""
        if self.guarded and record.level is Label.RED and (why := self.store.exposure()):
            raise NotAccepted(
                f"{why} This file holds people at risk (TLP:RED). If that is acceptable, say so "
                "once: --accept-unencrypted, or the checkbox on the page of loads."
            )
        place: Place = row if self.own else (row.file, row.number)
        if isinstance(record, Entity):
            self.references.add(record, row if self.own else None)
        else:
            for end in (record.source, record.target):
                if (column := row.resolved.get(end)) and end not in self.references.places:
                    places = self._ends.setdefault(end, [])
                    if len(places) < MOST_PLACES:
                        places.append((place, column))
        # The record itself is not kept: memory that is soon free again is what makes this fast.
        _, said = claims.said(record)
        identity = (part, *(mutual(record) if self.own else record.identity))
        row.records += 1
        before = self._first.get(identity)
        if before is None:
            self._first[identity] = said, place
            return True
        first, where = before
        if first != said:
            raise contradiction(row, where, record)
        row.repeats.append(told(where, row.file))
        return False

    def _refuse(self, problem: RowProblem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise LoadRefused(self.problems)

    def _expect(self) -> None:
        expected = self.loader.expected
        if expected and not expected[0] <= self.report.rows <= expected[1]:
            self.report.warnings.append(
                f"Note: a whole published file has {expected[0]:,} to {expected[1]:,} rows; this "
                f"has {self.report.rows:,}. Is it complete?"
            )


def in_order(chosen: Sequence[Loader]) -> list[Loader]:
    """Loaders so that each comes after those whose entities it refers to."""
    left, ordered = {one.name: one for one in chosen}, list[Loader]()
    while left:
        ready = [x for x in left.values() if not left.keys() & set(x.after) - {x.name}]
        ordered += ready or left.values()
        left = {name: x for name, x in left.items() if x not in ordered}
    return ordered


@contextmanager
def filled(store: Store, tell: Callable[[str], None], *, keep: bool = True) -> Iterator[None]:
    """A store that holds no loads is filled first; it is empty again if what follows fails, or
    was only tried (`keep`)."""
    if not unfilled(store):
        yield
        return
    tell("The store is empty: the public record and the sample campaign are loaded first.")
    fill(store)
    done = False
    try:
        yield
        done = keep
    finally:
        if not done:
            for dataset in dict.fromkeys(load.dataset for load in reversed(store.loads())):
                store.forget(dataset)


def fill(store: Store, progress: Callable[[str], None] = lambda _: None) -> list[LoadReport]:
    """Fill a store with the reference tables and the sample campaign."""
    store.set(FILLING, "yes")
    reports, everything = [], list(all_loaders().values())
    for loader in in_order([one for one in everything if one.section == "public"]):
        table = REFERENCE / f"{'territories' if loader.name == 'governments' else loader.name}.csv"
        if table.exists():
            progress(f"{loader.title}: public facts")
            reports.append(load(loader, [table], store, encoding="utf-8-sig"))
    for loader in in_order(everything):
        # The sample of a public source may be a few real rows: these are in its table already.
        public = loader.section == "public"
        if loader.sample.exists() and not (
            public and INVENTED not in loader.sample.read_text("utf-8")
        ):
            progress(f"{loader.title}: sample campaign")
            dataset = f"{SAMPLE}{loader.name}"
            reports.append(
                load(loader, [loader.sample], store, dataset=dataset, encoding="utf-8-sig")
            )
    store.set(FILLING, "no")
    return reports
