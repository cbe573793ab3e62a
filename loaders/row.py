"""One row of a file, with what a loader may do with it. Every problem names its column."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from rapidfuzz import process

from graph.model.errors import InvalidRecord, RowProblem, UnknownName
from graph.model.ids import code_of, government_id, id_of, is_kind, iso3_of
from graph.model.records import Confidence, Origin, PartialDate, Tie, Value
from graph.model.schema import Label
from graph.model.text import fold
from graph.model.words import mark, say, written
from graph.store.namesakes import keyed_id
from loaders import countries
from loaders.pending import PendingTie, Ref

# What every row of a campaign's own file may say of where it comes from; read by `Row.origin`.
ORIGIN_COLUMNS = {
    "source": mark("where it can be read: an address or a document; without one it counts less"),
    "retrieved": mark("the day on which you read the source"),
    "known": mark("the day from which it was public or known to you; empty: no date"),
    "reliability": mark(
        "highly reliable, likely reliable, unsure, likely unreliable, highly unreliable"
    ),
    "label": mark("who may see it: CLEAR, GREEN, AMBER, STRICT or RED; empty: as its kind demands"),
}
_KNOWN = mark("Give the day from which it was known, not the day for which it is planned.")
LABELS = {**{label.name: label for label in Label}, "AMBER+STRICT": Label.STRICT}
RELIABILITY = {confidence.title: confidence for confidence in Confidence}
_SLOTS = """_cells _key about columns doubts edited file number part records repeats resolved
    skipped today"""


class Row:
    """One row of a file, with what a loader may do with it. Every problem names its column."""

    __slots__ = tuple(_SLOTS.split())

    def __init__(
        self,
        cells: Mapping[str, str],
        columns: Mapping[str, str],
        file: str,
        number: int,
        key: bytes,
        today: date | None = None,
        edited: str = "",
    ) -> None:
        self._cells, self.columns, self._key = cells, columns, key
        self.file, self.number = file, number
        self.edited = edited  # the id of the one that it says something new of; "": whom it names
        self.skipped: str | None = None
        self.today = today or date.today()  # the day of loading
        self.part = ""  # of the dataset that it is of; a loader may say before its first record
        self.about = ""  # whom its ties are about, where a list is replaced by that (others.py)
        self.doubts: list[RowProblem] = []  # what may be a slip, but can be read
        self.resolved: dict[str, str] = {}  # from a government's id to the column that named it
        self.records = 0  # made
        self.repeats: list[Row | tuple[str, int]] = []  # where those stand that it repeats

    def has(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self._cells

    def take(self, column: str) -> str:
        """The text of a cell that is needed. RowProblem: it is empty."""
        text = self._cells.get(column, "").strip()
        if not text:
            raise self.problem(say("Fill in this cell: it is needed."), column)
        return text

    def maybe(self, column: str) -> str:
        """The text of a cell, "" where it is empty or the column is not there."""
        if text := self._cells.get(column):
            return text.strip()
        if column not in self.columns and column not in ORIGIN_COLUMNS:
            raise KeyError(f"{column} is not in the loader's docstring")
        return ""

    def several(self, column: str) -> list[str]:
        """The texts of a cell that holds several, separated by |, ; or line breaks."""
        text = self.maybe(column)
        return _distinct(re.split(r"[|;\r\n]", text)) if text else []

    def listed(self, column: str, known: Collection[str] = ()) -> list[str]:
        """`several`, where a comma may separate too: it does where every part is a `known` word;
        else the text stays one, and the report asks whether that is meant."""
        return self._split(column, lambda part: fold(part) in by_fold(tuple(known)))

    def _split(self, column: str, knows: Callable[[str], bool], *, ask: bool = True) -> list[str]:
        if not self.maybe(column):  # as in most rows
            return []
        texts: list[str] = []
        for text in self.several(column):
            parts = _distinct(text.split(","))
            if len(parts) < 2 or knows(text):
                texts.append(text)
            elif all(knows(part) for part in parts):
                texts += parts
            else:
                texts.append(text)
                if ask:
                    self.doubt(
                        say("“{text}” is read as one; separate several with |.", text=text), column
                    )
        return _distinct(texts)

    def doubt(self, message: str, column: str) -> None:
        """Something that can be read but may be a slip; the report shows it with its place."""
        self.doubts.append(self._placed(RowProblem(message), column))

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
        `instead`, a marked text, says what to do with what is planned."""
        day = self.date(column)
        if day is not None and day.first > self.today.isoformat():
            early = say("{day} has not come yet.", day=written(str(day)))
            raise self.problem(f"{early} {say(instead)}", column)
        return day

    def number_of(self, column: str) -> float | None:
        text = self.maybe(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.problem(say("Write a number."), column) from None
        if not math.isfinite(value):
            raise self.problem(say("Write a finite number."), column)
        return value

    def whole(self, column: str) -> int | None:
        value = self.number_of(column)
        if value is not None and value != int(value):
            raise self.problem(say("Write a whole number."), column)
        return None if value is None else int(value)

    def flag(self, column: str) -> bool | None:
        text = self.choice(column, ("yes", "no"))
        return None if text is None else text == "yes"

    def choice(self, column: str, allowed: Collection[str]) -> str | None:
        """One of the allowed words, however capitalized; None where the cell is empty."""
        text = self.maybe(column)
        return self.word(text, allowed, column) if text else None

    def choices(self, column: str, allowed: Collection[str]) -> list[str]:
        texts = self._split(column, lambda part: fold(part) in by_fold(tuple(allowed)), ask=False)
        return [self.word(text, allowed, column) for text in texts]

    def word(self, text: str, allowed: Collection[str], column: str) -> str:
        if text in allowed:  # as in most cells
            return text
        known = by_fold(tuple(allowed))
        if fold(text) not in known:
            near = [match[2] for match in process.extract(fold(text), known, limit=3)]
            few = list(known.values()) if len(known) <= 6 else near
            what = say("value of “{column}”", column=column)
            raise self._placed(UnknownName(what, text, few), column)
        return known[fold(text)]

    def country(self, column: str, scheme: str = "name", year: int | None = None) -> str:
        """The id of the government that a cell names; needed."""
        return self.government(self.take(column), column, scheme, year)

    def government(
        self, text: str, column: str, scheme: str = "name", year: int | None = None
    ) -> str:
        """The id of the government that a text names. Exact or alias; never a guess."""
        try:
            id = government_id(countries.resolve(text, scheme, year))
        except UnknownName as problem:
            raise self._placed(problem, column) from None
        self.resolved[id] = column
        return id

    def place(self, column: str, text: str = "") -> str:
        """The id of where a cell says that somebody is: a state, or a territory as a place in it.

        A territory (Hong Kong, Greenland …) has an id of its own, `fac:HKG`; its state governs.
        """
        id = self.government(text or self.take(column), column)
        code = iso3_of(id)
        if countries.territories()[code].kind != "territory":
            return id
        self.resolved[id_of("Facility", code)] = column
        return id_of("Facility", code)

    def state(self, column: str, text: str = "") -> str:
        """The id of the government that governs the place that a cell names."""
        place = self.place(column, text)
        code = code_of(place)
        if not is_kind(place, "Facility"):
            return place
        if code not in countries.STATE_OF:
            raise self.problem(
                say("Write the state that is meant: this place has no government."), column
            )
        id = government_id(countries.STATE_OF[code])
        self.resolved[id] = column
        return id

    def governments(self, column: str) -> list[str]:
        """The ids of the states that a cell names; a comma separates where all are known."""
        texts = self._split(column, lambda part: bool(countries.known(part)), ask=False)
        return _distinct(self.state(column, text) for text in texts)

    def id(self, kind: str, *key: str) -> str:
        """A keyed id: the same for the same key in one store, and saying nothing about it; of the
        kind that is edited, its own."""
        is_it = self.edited and is_kind(self.edited, kind)
        return self.edited if is_it else keyed_id(self._key, kind, *key)

    def own_id(self, kind: str, *key: str) -> str:
        """The id of what the row tells of: its code alone makes it where there is one, so that a
        corrected name keeps all that is tied to it; else the key does."""
        code = self.maybe("code")
        return self.id(kind, *[""] * (len(key) - 1), code) if code else self.id(kind, *key)

    def ref(self, kinds: str, text: str, column: str = "") -> Ref:
        """A reference by name, alias or id to one of the kinds ("": any), in this load or before.

        `kinds`: names of kinds separated by spaces.
        """
        return Ref(_kinds(kinds), text, column)

    def tie(self, kind: str, source: str | Ref, target: str | Ref, **rest: Any) -> Tie | PendingTie:
        """A tie whose ends may be references."""
        since, until = rest.get("since"), rest.get("until")
        if since and until and until.last < since.first:
            ends = say(
                "It ends ({until}) before it begins ({since}).",
                until=written(str(until)),
                since=written(str(since)),
            )
            raise self.problem(ends, "until")
        if isinstance(source, str) and isinstance(target, str):
            return Tie(kind, source, target, **rest)
        return PendingTie(kind, source, target, rest)

    @property
    def label(self) -> Label | None:
        """The row's own label: nothing that comes of the row is less strict. None: it has none."""
        if not self._cells.get("label"):  # most rows of a large table have none
            return None
        text = self.maybe("label").upper().removeprefix("TLP:")
        return LABELS[self.word(text, LABELS, "label")] if text else None

    def origin(self, known: PartialDate | None = None, label: Label | None = None) -> Origin:
        """Where this row comes from, by its own origin columns; the arguments where it is silent.

        `label` is also the least strict that the row may get: it can only say something stricter.
        """
        if ORIGIN_COLUMNS.keys().isdisjoint(self._cells):
            return _plain_origin(known, label)
        sure, own = Confidence.UNKNOWN, self.label
        if own is not None:
            label = own if label is None else max(own, label)
        if self.maybe("reliability"):
            sure = RELIABILITY[self.word(self.maybe("reliability"), RELIABILITY, "reliability")]
        retrieved = self.past("retrieved", mark("Give the day on which you read the source."))
        day = date.fromisoformat(retrieved.first) if retrieved else None
        known = self.past("known", _KNOWN) or known
        return Origin(self.maybe("source") or None, day, known, sure, label)

    def differing(self, other: Row) -> list[str]:
        """The columns in which another row says something else than this one."""
        names = dict.fromkeys((*self._cells, *other._cells))
        known = [name for name in names if name in self.columns]
        return [name for name in known if self.maybe(name) != other.maybe(name)]

    def skip(self, reason: str) -> None:
        """Say why nothing comes of this row; the report lists it."""
        self.skipped = intern(reason)  # one text for all the rows that it is true of

    def problem(self, message: str, column: str) -> RowProblem:
        """A problem with one cell of this row, to be raised."""
        return self._placed(RowProblem(message, value=self._cells.get(column) or None), column)

    def _placed(self, problem: RowProblem, column: str) -> RowProblem:
        problem.file, problem.row, problem.column = self.file, self.number, column
        return problem


@lru_cache(maxsize=256)
def _kinds(names: str) -> tuple[str, ...]:
    return tuple(names.split())


@lru_cache(maxsize=1024)
def _plain_origin(known: PartialDate | None, label: Label | None) -> Origin:
    """The origin of a row that says nothing of where it comes from."""
    return Origin(known=known, label=label)


@lru_cache(maxsize=256)
def by_fold(words: tuple[str, ...]) -> Mapping[str, str]:
    """Words as they are compared, with how they are written."""
    return {fold(word): word for word in words}


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))


def values(**optional: Value | None) -> dict[str, Value]:
    """The values that are there: what is missing is left out, never zero or empty.

    >>> values(stage="trial", charge="", severity=None, languages=[])
    {'stage': 'trial'}
    """
    return {key: value for key, value in optional.items() if value or value == 0}
