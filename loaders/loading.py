"""Loading: from files through a loader into a store, all or nothing, with a report of every row.

Several files in one call are one load. With any problem in a row (conversion.py) nothing is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from msgspec import structs

from graph.model.edits import RETRACTED, is_our_word
from graph.model.errors import InputError, Unanswered
from graph.model.merging import without
from graph.model.records import Entity, Record, Value
from graph.model.schema import OURS, Label
from graph.model.words import say
from graph.store.base import FILLING, SAMPLE, Load, Report, Store, unfilled
from loaders.changes.load_report import LoadReport as LoadReport
from loaders.changes.replaced import doubts, refuse_foreign, removals
from loaders.conversion import Conversion, Progress
from loaders.digest import digest
from loaders.files.sources import Source, size
from loaders.first_steps import FillingStep
from loaders.loader import Loader, all_loaders, in_order

INVENTED = "invented for the sample campaign"  # what its rows name as their source
REFERENCE = Path(__file__).parent / "reference"
ACCEPTED = "accepts unencrypted"  # a setting of the store: somebody said yes, in writing


def load(
    loader: Loader,
    files: Sequence[Source],
    store: Store,
    *,
    dataset: str | None = None,
    append: bool = False,
    dry_run: bool = False,
    encoding: str | None = None,
    accept_unencrypted: bool = False,
    agreed: bool = True,
    audience: Label = OURS,
    progress: Progress | None = None,
    today: date | None = None,
    edited: str = "",
    retracted: frozenset[str] = frozenset(),
    title: str = "",
) -> LoadReport:
    """Load files. LoadRefused or UnreadableFile: with problems; then nothing was written.

    Not `agreed`: Unanswered where something should be asked first (`replaced.doubts`). A problem
    offers only names that the audience may see. `today`: the day of loading, after which nothing
    can have happened. `edited`: the id of whom its only row says something new of, whatever name
    it gives. `retracted`: values that the dataset said of it before and says no longer; a needed
    cell may repeat one. `title`: what the list is called, instead of as its loader is.
    """
    if not files:
        raise InputError(say("No file was given."))
    for file in files:
        size(file)  # before the store's only writer would wait for a pipe
    if append and loader.fewest:
        raise InputError(
            say(
                "Load “{list}” without adding: it takes the place of what is there, review by "
                "review, and adds nothing to it.",
                list=say(loader.title),
            )
        )
    if accept_unencrypted and not dry_run:
        store.set(ACCEPTED, "yes")
    accepted = accept_unencrypted or store.setting(ACCEPTED) is not None
    whole, counts = loader.part is None and not append, dict[str, int]()
    act = Load(
        dataset or loader.dataset,
        loader=loader.name,
        files=tuple(f.name for f in files),
        # What a campaign's file means depends on the names in the store, so it is always read.
        digest=digest(loader, files, encoding, append) if loader.section == "public" else "",
        append=append,
        counts=counts,
        about={**loader.about, **({"title": title} if title else {})},
        parts=("",) if whole else (),
    )
    before = store.loads()
    refuse_foreign(store, loader, act.dataset, audience)

    loading = Conversion(
        loader,
        store,
        act.dataset,
        encoding=encoding,
        progress=progress,
        audience=audience,
        today=today,
        edited=edited,
    )
    # What is written about the sample campaign may be true of somebody all the same.
    invented = act.dataset.startswith(SAMPLE) and not is_our_word(act.dataset)
    loading.guarded = not invented and not accepted
    records = loading.records(files)
    if retracted:
        records = _retracting(records, edited, retracted)
    if loader.section == "public":
        records = loading.days.noted(records, counts)
    return put(loading, act, records, store, dry_run=dry_run, agreed=agreed, before=before)


def _retracting(
    records: Iterator[tuple[str, Record]], id: str, keys: frozenset[str]
) -> Iterator[tuple[str, Record]]:
    """The same, in which what is said of one entity takes away some of its values."""
    for part, record in records:
        if isinstance(record, Entity) and record.id == id:
            left = without(record, {*keys})
            values: dict[str, Value] = {**left.values, RETRACTED: sorted(keys)}
            record = structs.replace(left, values=values)
        yield part, record


def put(
    loading: Conversion,
    act: Load,
    records: Iterator[tuple[str, Record]],
    store: Store,
    *,
    dry_run: bool,
    agreed: bool,
    before: Sequence[Load],
) -> LoadReport:
    """Write what a conversion reads as one load, or only say what it would do. `before`: the loads
    so far. Unanswered, as `load`."""
    loader = loading.loader

    def consider(claims: Report) -> None:
        # What a load replaces review by review is asked of by how much the file holds.
        loading.report.doubts = [] if loader.fewest else list(doubts(act, claims, before))
        if loading.report.doubts and not (agreed or dry_run):
            raise Unanswered(loading.report.doubts)
        # Of a large public table only who looks at it first is told what goes, by name.
        if claims.removed and (dry_run or loader.section == "campaign"):
            loading.report.gone = removals(store, act, loading.claimed)

    loading.report.files, loading.report.dry_run, loading.act = act.files, dry_run, act
    loading.report.claims = store.write(act, records, dry_run=dry_run, consider=consider)
    return loading.report


@contextmanager
def filled(store: Store, tell: Callable[[str], None], *, keep: bool = True) -> Iterator[None]:
    """A store that holds no loads is filled first; it is empty again if what follows fails, or
    was only tried (`keep`)."""
    if not unfilled(store):
        yield
        return
    tell(say("The store is empty: the public record and the sample campaign are loaded first."))
    fill(store)
    done = False
    try:
        yield
        done = keep
    finally:
        if not done:
            for dataset in dict.fromkeys(load.dataset for load in reversed(store.loads())):
                store.forget(dataset)


def fill(
    store: Store, progress: Callable[[FillingStep], None] = lambda _: None
) -> list[LoadReport]:
    """Fill a store with the reference tables and the sample campaign; `progress` gets each step."""
    store.set(FILLING, "yes")
    reports, everything = [], list(all_loaders().values())
    for loader in in_order([one for one in everything if one.section == "public"]):
        table = REFERENCE / f"{'territories' if loader.name == 'governments' else loader.name}.csv"
        if table.exists():
            progress(FillingStep(loader.title, sample=False))
            reports.append(load(loader, [table], store, encoding="utf-8-sig"))
    for loader in in_order(everything):
        # The sample of a public source may be a few real rows: these are in its table already.
        public = loader.section == "public"
        if loader.sample.exists() and not (
            public and INVENTED not in loader.sample.read_text("utf-8")
        ):
            progress(FillingStep(loader.title, sample=True))
            dataset = f"{SAMPLE}{loader.name}"
            reports.append(
                load(loader, [loader.sample], store, dataset=dataset, encoding="utf-8-sig")
            )
    store.set(FILLING, "no")
    return reports
