"""Saving a form: one row, one load that only adds."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from graph.model.edits import OUR_WORD, Edit
from graph.model.errors import DemarcheError, InputError, LoadRefused, RowProblem
from graph.model.ids import kind_of
from graph.model.records import Entity
from graph.model.schema import Label
from graph.model.text import fold
from graph.model.vocabulary import ASKS
from graph.model.words import mark, say
from graph.store.base import SAMPLE, Scope, Store
from graph.view import View
from loaders.changes.load_report import LoadReport
from loaders.countries import known, territories
from loaders.edits.entry_forms import FORMS, EntryForm
from loaders.edits.fields import FieldFilling
from loaders.edits.on_record import Writing, on_record
from loaders.edits.taking_away import taken_away
from loaders.files.sources import Upload
from loaders.loader import Loader, named
from loaders.loading import load

OUR_TITLE: Final = mark("Our word")
OURSELVES: Final = mark("our own knowledge")  # the source, unless another is named
_FILE: Final = mark("written in the browser")
# What is repeated to one body, or on one day, is told apart by a code that nobody needs to read.
_REPEATED: Final = frozenset({"ask", "date"})
_NEEDED: Final = mark("Fill this in: it is needed.")
_SAYS_WHO: Final = ("source", "reliability", "label", "known", "retrieved")


@dataclass(frozen=True, slots=True)
class Entry:
    """A form as it was filled in: the cells by column, and of whom it says something new.

    `invented`: of the sample campaign, where nobody whom it names says so. `emptied`: the columns
    in which something stood and which somebody emptied.
    """

    form: str
    cells: Mapping[str, str]
    edited: str = ""
    invented: bool = False
    emptied: frozenset[str] = frozenset()


def save(
    store: Store,
    entry: Entry,
    *,
    audience: Label,
    accept_unencrypted: bool = False,
) -> LoadReport:
    """Write one form. LoadRefused, with every problem by its column: then nothing was written.

    NotAccepted: people at risk, and nobody has said yet that this store may hold them.
    """
    form = FORMS[entry.form]
    view = View(store, audience)
    before = on_record(view, form, view.get(entry.edited)) if entry.edited else {}
    retracted = taken_away(view, form, entry.edited, entry.emptied & before.keys())
    repeated = {column: before[column] for column in entry.emptied & form.reads.needed & {*before}}
    entry = replace(entry, cells={**entry.cells, **repeated})
    cells = _row(form, resolved(view, form, entry), before)
    if empty := [column for column in (*form.first, *form.more) if _lacks(form, cells, column)]:
        raise LoadRefused([RowProblem(say(_NEEDED), column=column) for column in empty])
    dataset = _dataset(store, form.loader, cells, entry.edited, entry.invented)
    return _written(
        store,
        dataset,
        form.reads,
        cells,
        audience,
        accept_unencrypted,
        edited=entry.edited,
        retracted=retracted,
    )


def save_rows(
    store: Store,
    edits: Sequence[Edit],
    case: str,
    *,
    audience: Label,
    accept_unencrypted: bool = False,
) -> list[int]:
    """Write what was supposed of a case for good, each row by itself; the numbers of the loads.

    All or nothing: with a problem in one, those before it are taken back. LoadRefused and others,
    as `save`.
    """
    invented = is_invented(store, case)

    def written() -> Iterator[LoadReport]:
        for edit in edits:
            cells = {column: text for column, text in edit.row.items() if text}
            dataset, loader = _dataset(store, edit.table, cells, "", invented), named(edit.table)
            yield _written(store, dataset, loader, cells, audience, accept_unencrypted)

    return all_or_nothing(store, written())


def all_or_nothing(store: Store, reports: Iterable[LoadReport]) -> list[int]:
    """The numbers of loads that are written as their reports are asked for; with a problem in one,
    those before it are taken back."""
    numbers: list[int] = []
    try:
        for report in reports:
            numbers += [report.claims.load] if report.claims.load is not None else []
    except DemarcheError:
        for number in reversed(numbers):
            store.undo(number)
        raise
    return numbers


def _dataset(
    store: Store, table: str, cells: Mapping[str, str], edited: str, invented: bool
) -> str:
    """Our word about a kind of thing, in the world of those whom the row names."""
    worlds = worlds_of(store, cells, edited) or {invented}
    if worlds == {True, False}:
        raise InputError(
            say(
                "One of those whom you chose belongs to the invented sample campaign, another to a "
                "real case. What is invented cannot be part of what is real: choose another."
            )
        )
    return f"{SAMPLE if worlds == {True} else ''}{OUR_WORD}{table}"


def _written(
    store: Store,
    dataset: str,
    loader: Loader,
    cells: Mapping[str, str],
    audience: Label,
    accept_unencrypted: bool,
    edited: str = "",
    retracted: frozenset[str] = frozenset(),
) -> LoadReport:
    """One row, as one load that adds to our word of its kind."""
    return load(
        loader,
        [Upload(f"{say(_FILE)}.csv", _csv(cells))],
        store,
        dataset=dataset,
        append=True,
        encoding="utf-8",
        accept_unencrypted=accept_unencrypted,
        audience=audience,
        edited=edited,
        retracted=retracted,
        title=OUR_TITLE,
    )


def _lacks(form: EntryForm, cells: Mapping[str, str], column: str) -> bool:
    """Whether a needed field is empty. Somebody with a code of their own needs no name."""
    by_code = column == "name" and form.kind == "Person" and bool(cells.get("code"))
    return column in form.needed and not cells.get(column) and not by_code


def begun(view: View, writing: Writing) -> dict[str, str]:
    """What stands in a form when it is opened: what is on record, what was asked for, and what
    holds for most."""
    form, today = FORMS[writing.form], view.today.isoformat()
    cells = on_record(view, form, view.get(writing.edited)) if writing.edited else {}
    usual = {"source": say(OURSELVES), "reliability": "highly reliable"}
    usual |= {
        "ask": {"status": "made", "date": today},
        "answer": {"response date": today, "status": "made"},
        "tie": {"confirmed": today},
        "work": {"confirmed": today},
        "stance": {"date": today},
        "consent": {"date": today},
    }.get(form.name, {})
    if writing.edited and not form.whole:
        usual["known"] = today  # the newest word
    if form.name == "answer":  # as it is now, whatever was planned
        known_already = {"status"} | (
            {"response"} if cells.get("response") == "no reply" else set()
        )
        cells = {column: text for column, text in cells.items() if column not in known_already}
    cells = {**usual, **cells, **writing.cells}
    if writing.edited and form.name == "ask" and writing.cells.get("status") == "made":
        # The day by which it was to be made is past; now an answer is waited for.
        days = next((ask.days for ask in ASKS if ask.id == cells.get("ask")), None)
        cells["due"] = str(view.today + timedelta(days=days)) if days else ""
    return cells


def is_invented(store: Store, id: str) -> bool:
    """Whether something is of the sample campaign alone."""
    return bool(id) and worlds_of(store, {}, id) == {True}


def namesakes(view: View, entry: Entry) -> list[Entity]:
    """Who of the form's kind is called so already, where somebody new is written down."""
    form, name = FORMS[entry.form], entry.cells.get("name", "").strip()
    if entry.edited or not name or form.kind not in ("Person", "Organization", "Case"):
        return []
    if entry.cells.get("code"):
        return []
    return [one for one in view.find(name, form.kind) if fold(one.name or "") == fold(name)]


def another(entry: Entry) -> Entry:
    """The same, of somebody else than the one of that name: a code tells them apart."""
    code = secrets.token_hex(4)
    return replace(entry, cells={**entry.cells, "code": code})


def _row(form: EntryForm, entry: Entry, before: Mapping[str, str]) -> dict[str, str]:
    """The cells that are written: of an edit only what is new, unless a row says all."""
    cells = {column: text.strip() for column, text in entry.cells.items() if text.strip()}
    if form.name == "ask" and cells.get("status") == "planned":
        cells.pop("date", None)  # it was proposed for an ask that is made
    if entry.edited and not form.whole:
        fresh = {column for column, text in cells.items() if text != before.get(column, "")}
        cells = {
            column: text
            for column, text in cells.items()
            if column in fresh
            or column in form.needed
            or column in _SAYS_WHO
            # Who has no name is written of by code.
            or (column == "code" and not cells.get("name"))
        }
    if form.name in _REPEATED and not entry.edited:
        cells["code"] = secrets.token_hex(8)
    return dict.fromkeys(sorted(form.reads.needed), "") | cells


def resolved(view: View, form: EntryForm, entry: Entry) -> Entry:
    """The same, with ids for the names that mean one alone; the loader says what is wrong with
    others."""
    cells = dict(entry.cells)
    for column, text in entry.cells.items():
        field = form.field(column)
        if field.filling in (FieldFilling.ONE, FieldFilling.SEVERAL):
            names = [part.strip() for part in text.split("|") if part.strip()]
            cells[column] = "|".join(_id_of(view, name, field.kinds) for name in names)
    return replace(entry, cells=cells)


def _id_of(view: View, text: str, kinds: tuple[str, ...]) -> str:
    if ":" in text and kind_of(text) is not None:
        return text
    exact = [one for one in view.find(text, *kinds) if fold(one.name or "") == fold(text)]
    return exact[0].id if len(exact) == 1 else text


def worlds_of(store: Store, cells: Mapping[str, str], edited: str) -> set[bool]:
    """Whether what a row names is invented (True), or the campaign's own (False); what is public
    belongs to both."""
    parts = [part for text in cells.values() for part in text.split("|")]
    ids = frozenset(p for p in (*parts, edited) if ":" in p and kind_of(p) is not None)
    claims = store.read(Scope(ids=ids, ties=frozenset())) if ids else ()
    datasets: dict[str, set[bool]] = {}
    for claim in claims:
        if isinstance(claim, Entity):
            is_sample = claim.origin.dataset.startswith(SAMPLE)
            datasets.setdefault(claim.id, set()).add(is_sample)
    public = {id for id in datasets if (kind := kind_of(id)) and kind.public}
    worlds = {True for id, samples in datasets.items() if samples == {True}}
    worlds |= {False for id, samples in datasets.items() if False in samples and id not in public}
    for column in ("detained by", "country", "nationality"):
        for name in cells.get(column, "").split("|"):
            code = known(name) if name else None
            if code and territories()[code].kind == "invented":
                worlds.add(True)
    return worlds


def _csv(cells: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([list(cells), list(cells.values())])
    return out.getvalue().encode("utf-8")


def problems_by_column(problems: list[RowProblem]) -> dict[str, list[str]]:
    """What is wrong with each field, in sentences."""
    by_column: dict[str, list[str]] = {}
    for one in problems:
        by_column.setdefault(one.column, []).append(one.message)
    return by_column
