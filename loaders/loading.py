"""Loading: from files through a loader into a store, all or nothing, with a report of every row.

Several files in one call are one load. References by name are resolved when all rows are read:
first among the entities of this load, then in the store; exactly, by name, alias or id, or the row
is a problem with candidates. With any problem nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from rapidfuzz import process

from graph.errors import (
    InputError,
    InvalidRecord,
    LoadRefused,
    NotAccepted,
    RowProblem,
    UnknownName,
)
from graph.records import Entity, Record
from graph.schema import ENTITIES, Label
from graph.store import (
    FILLING,
    SAMPLE,
    Load,
    Report,
    Scope,
    Store,
    claims,
    fold,
    secret,
    unfilled,
)
from loaders.digest import digest
from loaders.loader import ORIGIN_COLUMNS, Loader, PendingTie, Ref, Row, all_loaders
from loaders.reading import Sheet

MOST_PROBLEMS = 1000  # after that many the file is not what the loader reads
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
    progress: Progress | None = None,
    today: date | None = None,
) -> LoadReport:
    """Load files. LoadRefused or UnreadableFile: with problems; then nothing was written.

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
        self._key, self._today = secret(store), today or date.today()
        self._columns = {**loader.columns, **ORIGIN_COLUMNS}
        self._names: dict[str, set[str]] = {}  # folded name → ids, of this load
        self._known: dict[tuple[str, ...], dict[str, str]] = {}  # names in the store, by kinds
        self._pending: list[tuple[str, PendingTie, Row]] = []
        self._first: dict[tuple[str, ...], tuple[int, int]] = {}  # what it says, in which row

    def records(self, files: Sequence[Path]) -> Iterator[tuple[str, Record]]:
        for file in files:
            name = file.name
            sheet = Sheet(
                file, self.loader.needed, self.loader.aliases, self._columns, self.encoding,
                self.loader.delimiter,
            )  # fmt: skip
            unread = [c for c in sheet.header if c and c not in self._columns]
            self.report.unread += [c for c in unread if c not in self.report.unread]
            try:
                for number, cells in sheet:
                    row = Row(cells, self._columns, name, number, self._key, self._today)
                    yield from self._row(row)
            except RowProblem as problem:  # of the file's shape: the rows after it mean nothing
                self._refuse(problem)
                raise LoadRefused(self.problems) from None
        find = cache(self._find)  # the same few names stand in many rows
        for part, pending, row in self._pending:
            try:
                yield part, pending.resolved(find)
            except RowProblem as problem:
                problem.file, problem.row = row.file, row.number
                self._refuse(problem)
            except InvalidRecord as problem:
                self._refuse(RowProblem(str(problem), file=row.file, row=row.number))
        if self.problems:
            raise LoadRefused(self.problems)
        self._expect()

    def _row(self, row: Row) -> Iterator[tuple[str, Record]]:
        self.report.rows += 1
        if self.progress and self.report.rows % 500 == 0:
            self.progress(self.report.rows)
        part = row.maybe(self.loader.part) if self.loader.part else ""
        try:
            made, repeats = 0, 0
            for record in self.loader.read(row):
                made += 1
                if isinstance(record, PendingTie):
                    self._pending.append((part, record, row))
                elif first := self._repeats(part, record, row.number):
                    repeats += 1
                    last = first
                else:
                    yield part, record
            if row.skipped is None and made and repeats == made:
                row.skip(f"says exactly what another row says, of row {last}")
            if row.skipped is not None:
                self.report.skipped.append((row.file, row.number, row.skipped))
        except RowProblem as problem:
            problem.file, problem.row = row.file, row.number
            self._refuse(problem)
        except InvalidRecord as problem:
            self._refuse(RowProblem(str(problem), file=row.file, row=row.number))

    def _repeats(self, part: str, record: Record, number: int) -> int | None:
        """The row that said the same before, if any. RowProblem: it said something else."""
        if self.guarded and record.level is Label.RED and (why := self.store.exposure()):
            raise NotAccepted(
                f"{why} This file holds people at risk (TLP:RED). If that is acceptable, say so "
                "once: --accept-unencrypted, or the checkbox on the page of loads."
            )
        if isinstance(record, Entity):
            aliases = record.values.get("aliases")
            for name in (record.name, *(aliases if isinstance(aliases, list) else ())):
                if name:
                    self._names.setdefault(fold(name), set()).add(record.id)
        # The record itself is not kept: memory that is soon free again is what makes this fast.
        _, said = claims.said(record)
        identity = (part, *record.identity)
        before = self._first.get(identity)
        if before is None:
            self._first[identity] = said, number
            return None
        first, row = before
        if first != said:
            raise RowProblem(
                f"Row {row} says something else of the same thing. Say it once, or tell the two "
                "apart (another name, code or date)."
            )
        return row

    def _find(self, ref: Ref) -> str:
        prefixes = tuple(f"{ENTITIES[kind].prefix}:" for kind in ref.kinds)
        wanted = fold(ref.text)
        found = {
            id for id in self._names.get(wanted, ()) if not prefixes or id.startswith(prefixes)
        }
        if not found:
            scope = Scope(kinds=frozenset(ref.kinds) if ref.kinds else None, ties=frozenset())
            near = list(self.store.candidates(ref.text, scope))
            found = {e.id for e in near if e.id == ref.text or wanted in _names(e)}
        if len(found) == 1:
            return found.pop()
        what = " or ".join(ENTITIES[kind].label.lower() for kind in ref.kinds) or "name"
        if found:
            problem = RowProblem(
                f"This names more than one {what}: {', '.join(sorted(found))}. Give the id.",
                value=ref.text,
            )
        else:
            close = process.extract(wanted, self._near(ref.kinds), limit=3, score_cutoff=60)
            problem = UnknownName(what, ref.text, [name for _, _, name in close])
        problem.column = ref.column
        raise problem

    def _near(self, kinds: tuple[str, ...]) -> dict[str, str]:
        """Names that may have been meant, as they are compared: of this load and of the store."""
        if kinds not in self._known:
            scope = Scope(kinds=frozenset(kinds) if kinds else None, ties=frozenset())
            held = (record for record in self.store.read(scope) if isinstance(record, Entity))
            self._known[kinds] = {e.name: fold(e.name) for e in held if e.name}
        return self._known[kinds] | {name: name for name in self._names}

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


def _names(entity: Entity) -> set[str]:
    aliases = entity.values.get("aliases")
    given = [entity.name or "", *(aliases if isinstance(aliases, list) else [])]
    return {fold(name) for name in given if name}


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
