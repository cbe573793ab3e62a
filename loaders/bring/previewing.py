"""The first rows of a file as they would become, in words, and the first problems: in a moment,
however long the file is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Final

from graph.model.errors import InvalidRecord, RowProblem
from graph.model.records import Entity, Value
from graph.model.schema import ENTITIES, OURS, TIES, Label
from graph.model.words import count, mark, say
from graph.store.base import Store, secret
from graph.store.claims import uncollected
from loaders.bring.applying import Application, MappedRow
from loaders.bring.bringing import MappedConversion
from loaders.bring.cell_problems import BringRefused, CellProblem
from loaders.bring.knowing import Acquaintances, naming_rows
from loaders.bring.mapping import BringMapping, Corrections, check
from loaders.bring.table import ForeignTable
from loaders.countries import territories
from loaders.loader import ORIGIN_COLUMNS, Loaded, Naming, Ref, Row, named

FIRST: Final = 1000  # rows of each table that are looked at
SHOWN: Final = 20  # rows of each list that are shown


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of ours as it would become."""

    table: str
    number: int  # in their file
    list: str
    cells: dict[str, str]  # by our columns, as the list would read them
    records: tuple[str, ...]  # what is stored, in words
    problem: str = ""  # the first, where it cannot be read


@dataclass(slots=True)
class Preview:
    """What would come of a file, by its first rows."""

    rows: list[PreviewRow] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  # rows looked at, by list
    problems: tuple[CellProblem, ...] = ()
    left: dict[str, tuple[str, ...]] = field(default_factory=dict)  # columns not taken, by table
    unknown: Counter[str] = field(default_factory=Counter)  # names that are left out
    missing: str = ""  # what the program needs and the rows looked at do not say, in a sentence
    whole: bool = True  # whether these are all rows of the file


def preview(
    mapping: BringMapping,
    tables: Sequence[ForeignTable],
    file: str,
    store: Store,
    *,
    corrections: Corrections | None = None,
    rows: int = SHOWN,
    first: int = FIRST,
    audience: Label = OURS,
    today: date | None = None,
) -> Preview:
    """The first `rows` of each list in words, and the problems in the `first` rows of each table.
    Nothing is written. InputError: the mapping names what there is not."""
    check(mapping)
    begins = [replace(table, rows=_first(table, first)) for table in tables]
    known = Acquaintances(store, mapping.name, audience)
    application = Application(mapping, begins, corrections, known)
    with uncollected():  # of a long file a hundred thousand names, none of which is garbage
        known.note(Application(naming_rows(mapping), tables, corrections))
    result = Preview(whole=not any(_is_longer(table, first) for table in tables))
    result.left = {table.name: meaning.left for table, meaning in application.meant}
    if not application.lists:
        return result
    for name in application.lists:
        result.rows += [
            _shown(row, file, store, today, known) for row in islice(application.rows(name), rows)
        ]
    application.left_out.clear()
    loading = MappedConversion(application, file, store, mapping.name, None, audience, today)
    if not result.whole:
        loading.comes_later(known.here)
    try:
        for _ in loading.brought():
            pass
    except BringRefused as problem:
        result.problems = tuple(problem.cells)
    result.counts, result.unknown = loading.counts, application.left_out.unknown
    result.missing = loading.missing if result.whole else ""  # a later row may say it
    return result


def _first(table: ForeignTable, most: int) -> Callable[[], Iterator[tuple[int, Sequence[str]]]]:
    return lambda: islice(table.rows(), most)


def _is_longer(table: ForeignTable, most: int) -> bool:
    return next(islice(table.rows(), most, None), None) is not None


def _shown(
    mapped: MappedRow, file: str, store: Store, today: date | None, known: Acquaintances
) -> PreviewRow:
    loader = named(mapped.rows.list)
    columns = {**loader.columns, **ORIGIN_COLUMNS}
    row = Row(mapped.cells, columns, file, mapped.number, secret(store), today)
    records, names, problem = list[str](), dict[str, str](), ""
    try:
        for record in loader.read(row):
            records.append(in_words(record, names, known.title))
    except (RowProblem, InvalidRecord) as wrong:
        problem = wrong.message if isinstance(wrong, RowProblem) else str(wrong)
    return PreviewRow(
        mapped.table.name,
        mapped.number,
        mapped.rows.list,
        dict(mapped.cells),
        tuple(dict.fromkeys(records)),
        problem,
    )


def in_words(record: Loaded, names: dict[str, str], title: Callable[[str], str] = str) -> str:
    """A record as people say it; `names`, of what the row told of before, is added to. `title`:
    what a code that stands for somebody is called."""
    if isinstance(record, Naming):
        record = record.record
    if isinstance(record, Entity):
        names[record.id] = record.title
        kind = say(ENTITIES[record.kind].label).lower()
        about = ", ".join(_value(k, v) for k, v in record.values.items() if _is_told(k, v))
        text = say("{name} ({kind})", name=record.title, kind=kind)
        return say("{what}: {about}", what=text, about=about) if about else text
    phrase = say(TIES[record.kind].phrase)
    source, target = (_end(end, names, title) for end in (record.source, record.target))
    return say("{source} {tie} {target}", source=source, tie=phrase, target=target)


def _is_told(key: str, value: Value) -> bool:
    """Whether a value says something that the row has: no codes, and not that it is not this."""
    return key not in ("code", "opted_in") and value is not False


def _value(key: str, value: Value) -> str:
    """A value; a number, a yes or a no says of what it is."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, str):
        return value
    if key == "signatories":
        return count("{n} signature", "{n} signatures", int(value))
    what = say(_WHAT[key]) if key in _WHAT else key
    text = str(value)
    if isinstance(value, bool):
        text = say("yes") if value else say("no")
    return say("{what}: {value}", what=what, value=text)


_WHAT: Final = {
    "treason": mark("accused of treason"),
    "minor": mark("minor"),
    "public": mark("public"),
    "speaks": mark("speaks for the family"),
    "honorary": mark("honorary"),
    "latitude": mark("latitude"),
    "longitude": mark("longitude"),
}


def _end(end: str | Ref, names: dict[str, str], title: Callable[[str], str]) -> str:
    text = title(end.text) if isinstance(end, Ref) else names.get(end, end)
    kind, colon, iso3 = text.partition(":")
    if known := territories().get(iso3 if colon and " " not in kind else ""):
        return known.name  # of a file that has our ids, too
    return text if isinstance(end, Ref) or end in names else iso3
