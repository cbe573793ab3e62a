"""What a loader is: a plain function from a row to records, registered by a decorator.

    @loader(title="Organizations", section="campaign")
    def organizations(row: Row) -> Iterator[Loaded]:
        \"\"\"Organizations that work on the case.

        name (needed): what it is called
        languages: separated by |
        \"\"\"
        yield Entity("Organization", row.id("Organization", row.take("name")), …)

The docstring's `column: text` lines are the header that is checked, the help of the command and of
the page; the sample of the same name in loaders/samples/ is the template. Reading, decoding,
references, progress, reporting and writing are the framework's (reading.py, loading.py).
"""

from __future__ import annotations

import hashlib
import hmac
import importlib
import inspect
import math
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import process

import loaders
from graph.errors import InputError, InvalidRecord, RowProblem, UnknownName
from graph.records import Confidence, Entity, Origin, PartialDate, Tie, Value
from graph.schema import ENTITIES, Label
from graph.store import fold
from loaders import countries

# What every row of a campaign's own file may say of where it comes from; read by `Row.origin`.
ORIGIN_COLUMNS = {
    "source": "where it can be read: an address or a document; without one it counts less",
    "retrieved": "the day that you read the source",
    "known": "the day from which it was public or known to you; empty: no date",
    "reliability": "highly reliable, likely reliable, unsure, likely unreliable, highly unreliable",
    "label": "who may see it: CLEAR, GREEN, AMBER, STRICT or RED; empty: as its kind demands",
}
_KNOWN = "Give the day from which it was known, not the day for which it is planned."
LABELS = {**{label.name: label for label in Label}, "AMBER+STRICT": Label.STRICT}
RELIABILITY = {confidence.title: confidence for confidence in Confidence}


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that a row names; found when the whole file is read."""

    kinds: tuple[str, ...]  # none: any kind
    text: str
    column: str


@dataclass(frozen=True, slots=True)
class PendingTie:
    """A tie with an end that is still a name."""

    kind: str
    source: str | Ref
    target: str | Ref
    rest: Mapping[str, Any]

    def resolved(self, find: Callable[[Ref], str]) -> Tie:
        source = self.source if isinstance(self.source, str) else find(self.source)
        target = self.target if isinstance(self.target, str) else find(self.target)
        return Tie(self.kind, source, target, **self.rest)


Loaded = Entity | Tie | PendingTie


class Row:
    """One row of a file, with what a loader may do with it. Every problem names its column."""

    __slots__ = ("_cells", "_key", "columns", "file", "number", "skipped", "today")

    def __init__(
        self, cells: Mapping[str, str], columns: Mapping[str, str], file: str, number: int,
        key: bytes, today: date | None = None,
    ) -> None:  # fmt: skip
        self._cells, self.columns, self._key = cells, columns, key
        self.file, self.number = file, number
        self.skipped: str | None = None
        self.today = today or date.today()  # the day of loading

    def has(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self._cells

    def take(self, column: str) -> str:
        """The text of a cell that is needed. RowProblem: it is empty."""
        text = self._cells.get(column, "").strip()
        if not text:
            raise self.problem("This cell is empty; it is needed.", column)
        return text

    def maybe(self, column: str) -> str:
        """The text of a cell, "" where it is empty or the column is not there."""
        if column not in self.columns and column not in ORIGIN_COLUMNS:
            raise KeyError(f"{column} is not in the loader's docstring")
        return self._cells.get(column, "").strip()

    def several(self, column: str) -> list[str]:
        """The texts of a cell that holds several, separated by | or ;."""
        parts = re.split(r"[|;]", self.maybe(column))
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def date(self, column: str) -> PartialDate | None:
        text = self.maybe(column)
        if not text:
            return None
        try:
            return PartialDate(text)
        except InvalidRecord as problem:
            raise self.problem(str(problem), column) from None

    def past(self, column: str, instead: str) -> PartialDate | None:
        """The date of something that has happened. RowProblem: it lies after the day of loading;
        `instead` says what to do with what is planned."""
        day = self.date(column)
        if day is not None and day.first > self.today.isoformat():
            raise self.problem(f"{day} has not come yet. {instead}", column)
        return day

    def number_of(self, column: str) -> float | None:
        text = self.maybe(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.problem("This is not a number.", column) from None
        if not math.isfinite(value):
            raise self.problem("This is not a finite number.", column)
        return value

    def whole(self, column: str) -> int | None:
        value = self.number_of(column)
        if value is not None and value != int(value):
            raise self.problem("This is not a whole number.", column)
        return None if value is None else int(value)

    def flag(self, column: str) -> bool | None:
        text = self.choice(column, ("yes", "no"))
        return None if text is None else text == "yes"

    def choice(self, column: str, allowed: Iterable[str]) -> str | None:
        """One of the allowed words, however capitalized; None where the cell is empty."""
        text = self.maybe(column)
        return self.word(text, allowed, column) if text else None

    def choices(self, column: str, allowed: Iterable[str]) -> list[str]:
        return [self.word(text, allowed, column) for text in self.several(column)]

    def word(self, text: str, allowed: Iterable[str], column: str) -> str:
        known = {fold(word): word for word in allowed}
        if fold(text) not in known:
            near = [match[2] for match in process.extract(fold(text), known, limit=3)]
            few = list(known.values()) if len(known) <= 6 else near
            raise self._placed(UnknownName(f"value of “{column}”", text, few), column)
        return known[fold(text)]

    def country(self, column: str, scheme: str = "name", year: int | None = None) -> str:
        """The id of the government that a cell names; needed."""
        return self.government(self.take(column), column, scheme, year)

    def government(
        self, text: str, column: str, scheme: str = "name", year: int | None = None
    ) -> str:
        """The id of the government that a text names. Exact or alias; never a guess."""
        try:
            return f"gov:{countries.resolve(text, scheme, year)}"
        except UnknownName as problem:
            raise self._placed(problem, column) from None

    def id(self, kind: str, *key: str) -> str:
        """A keyed id: the same for the same key in one store, and saying nothing about it."""
        entity = ENTITIES[kind]
        text = "\0".join((kind, *(fold(part) for part in key)))
        digest = hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()
        return f"{entity.prefix}:{digest[:20]}"

    def ref(self, kinds: str, text: str, column: str = "") -> Ref:
        """A reference by name, alias or id to one of the kinds ("": any), in this load or before.

        `kinds`: names of kinds separated by spaces.
        """
        return Ref(tuple(kinds.split()), text, column)

    def tie(self, kind: str, source: str | Ref, target: str | Ref, **rest: Any) -> Tie | PendingTie:
        """A tie whose ends may be references."""
        since, until = rest.get("since"), rest.get("until")
        if since and until and until.last < since.first:
            raise self.problem(f"It ends ({until}) before it begins ({since}).", "until")
        if isinstance(source, str) and isinstance(target, str):
            return Tie(kind, source, target, **rest)
        return PendingTie(kind, source, target, rest)

    def origin(self, known: PartialDate | None = None, label: Label | None = None) -> Origin:
        """Where this row comes from, by its own origin columns; the arguments where it is silent.

        `label` is also the least strict that the row may get: it can only say something stricter.
        """
        text, sure = self.maybe("label").upper().removeprefix("TLP:"), Confidence.UNKNOWN
        if text:
            said = LABELS[self.word(text, LABELS, "label")]
            label = said if label is None else max(said, label)
        if self.maybe("reliability"):
            sure = RELIABILITY[self.word(self.maybe("reliability"), RELIABILITY, "reliability")]
        retrieved = self.past("retrieved", "Give the day on which you read the source.")
        day = date.fromisoformat(retrieved.first) if retrieved else None
        known = self.past("known", _KNOWN) or known
        return Origin(self.maybe("source") or None, day, known, sure, label)

    def skip(self, reason: str) -> None:
        """Say why nothing comes of this row; the report lists it."""
        self.skipped = reason

    def problem(self, message: str, column: str) -> RowProblem:
        """A problem with one cell of this row, to be raised."""
        return self._placed(RowProblem(message, value=self._cells.get(column)), column)

    def _placed(self, problem: RowProblem, column: str) -> RowProblem:
        problem.file, problem.row, problem.column = self.file, self.number, column
        return problem


def values(**given: Value | None) -> dict[str, Value]:
    """The values that are there: what is missing is left out, never zero or empty.

    >>> values(stage="trial", charge="", severity=None, languages=[])
    {'stage': 'trial'}
    """
    return {key: value for key, value in given.items() if value not in (None, "", [])}


@dataclass(frozen=True, slots=True)
class Loader:
    """A registered loader: all that its command and its page are made of."""

    name: str
    title: str
    section: str  # "public": published data; "campaign": the users' own files
    read: Callable[[Row], Iterator[Loaded]]
    columns: Mapping[str, str]  # in the docstring's order
    needed: frozenset[str]
    summary: str
    help: str
    part: str | None  # the column whose value names the part that a load replaces
    encoding: str
    delimiter: str | None  # None: found out
    aliases: Mapping[str, str] = field(default_factory=dict)  # other headers of the same column
    about: Mapping[str, str] = field(default_factory=dict)
    expected: tuple[int, int] | None = None  # rows that the published file has, at least and most
    after: tuple[str, ...] = ()  # loaders whose entities this one refers to by name

    @property
    def sample(self) -> Path:
        return Path(__file__).parent / "samples" / f"{self.name}.csv"


_LOADERS: dict[str, Loader] = {}
_LINE = re.compile(r"^    (\S[^:\n]*?)( \(needed\))?: (.+)$", re.MULTILINE)


def loader(
    *,
    title: str,
    section: str,
    part: str | None = None,
    encoding: str = "utf-8-sig",
    delimiter: str | None = None,
    aliases: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    expected: tuple[int, int] | None = None,
    after: tuple[str, ...] = (),
) -> Callable[[Callable[[Row], Iterator[Loaded]]], Callable[[Row], Iterator[Loaded]]]:
    """Register a loader; the function comes back unchanged.

    `aliases`: headers that mean a column by another name. `about`: publisher, url, licence,
    retrieved, of published data. `expected`: how many rows a whole published file has. `after`: the
    loaders whose entities this one refers to by name; `fill` keeps that order.
    """

    def register(read: Callable[[Row], Iterator[Loaded]]) -> Callable[[Row], Iterator[Loaded]]:
        doc = read.__doc__ or ""
        found = _LINE.findall(doc)
        text = inspect.cleandoc(_LINE.sub("", doc)).strip()
        _LOADERS[read.__name__] = Loader(
            read.__name__, title, section, read,
            {column: told for column, _, told in found},
            frozenset(column for column, needed, _ in found if needed),
            text.partition("\n")[0], text, part, encoding, delimiter, aliases or {},
            {"title": title, **(about or {})}, expected, after,
        )  # fmt: skip
        return read

    return register


@cache
def all_loaders() -> Mapping[str, Loader]:
    """All loaders, found because they lie in this folder; by section and name."""
    for module in pkgutil.iter_modules(loaders.__path__):
        if not module.name.startswith("_"):
            importlib.import_module(f"loaders.{module.name}")
    return {one.name: one for one in sorted(_LOADERS.values(), key=lambda x: (x.section, x.name))}


def named(name: str) -> Loader:
    """One loader, importing only its own file. InputError: there is none of that name."""
    if name.isidentifier() and name in {m.name for m in pkgutil.iter_modules(loaders.__path__)}:
        importlib.import_module(f"loaders.{name}")
    if name not in _LOADERS:
        raise InputError(f"There is no loader “{name}”. See: python -m loaders list")
    return _LOADERS[name]
