"""From the rows of somebody's table to rows of our lists, by a mapping. Nothing is checked here
beyond that: a row of ours is read like that of any list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from msgspec import Struct

from graph.model.errors import RowProblem
from graph.model.text import fold
from graph.model.words import say
from loaders import countries
from loaders.bring.cell_readers import reader
from loaders.bring.mapping import (
    BringMapping,
    Corrections,
    Filling,
    ListRows,
    RowFilter,
    TableMapping,
)
from loaders.bring.table import ForeignTable
from loaders.bring.tools.words import kind_of_entity


class WhoIsKnown(Protocol):
    """Who is known already (see knowing.py)."""

    def stored(self, name: str) -> bool: ...

    def known(self, name: str) -> bool: ...

    def identified(self, kind: str, code: str, name: str) -> str: ...

    def single(self, kind: str, name: str) -> str: ...


class MappedRow(Struct):
    """A row of one of our lists, and where it comes from."""

    table: ForeignTable
    number: int
    rows: ListRows
    cells: dict[str, str]  # by our columns; only those that say something
    texts: Sequence[str] = ()  # theirs

    def columns(self, ours: str) -> tuple[str, ...]:
        """The columns of theirs that one of ours was filled from."""
        filling = self.rows.columns.get(ours)
        return filling.columns if filling else ()


@dataclass(slots=True)
class LeftOut:
    """What a mapping itself leaves out, counted, so that it can be said."""

    unknown: Counter[str] = field(default_factory=Counter)  # names that nobody knows
    ties: int = 0  # that name somebody whom nobody knows
    earlier: int = 0  # rows of a name that a later row tells of again
    stored: int = 0  # of whom the store has already, which stay as they are there
    unsorted: Counter[str] = field(default_factory=Counter)  # words for kinds that nobody sorted
    problems: list[tuple[ForeignTable, RowProblem]] = field(default_factory=list)  # of no shape

    def clear(self) -> None:
        """Count anew."""
        self.unknown.clear()
        self.unsorted.clear()
        self.problems.clear()
        self.ties = self.earlier = self.stored = 0


class Application:
    """A mapping at work on the tables of one file."""

    def __init__(
        self,
        mapping: BringMapping,
        tables: Sequence[ForeignTable],
        corrections: Corrections | None = None,
        acquaintances: WhoIsKnown | None = None,
    ) -> None:
        """`acquaintances`: without them everybody passes for known."""
        self.mapping, self.tables, self.acquaintances = mapping, tables, acquaintances
        self.left_out = LeftOut()
        self._all_known = set[str]()  # cells of which every name is known
        self._ids: dict[str, str] = {}  # of whom the store has already, by code or name in the file
        self._corrected: dict[tuple[str, int], dict[str, str]] = {}
        for (table, number, column), text in (corrections or {}).items():
            self._corrected.setdefault((table, number), {})[column] = text

    @property
    def lists(self) -> list[str]:
        """The lists that rows go to, in the mapping's order."""
        pairs = [rows.list for _, meaning in self.meant for rows in meaning.lists]
        return list(dict.fromkeys(pairs))

    @property
    def meant(self) -> list[tuple[ForeignTable, TableMapping]]:
        """The tables that the mapping knows, with what they mean."""
        fitting = ((table, self.mapping.fitting(table)) for table in self.tables)
        return [(table, meaning) for table, meaning in fitting if meaning is not None]

    def rows(self, name: str) -> Iterator[MappedRow]:
        """The rows of one of our lists, table by table."""
        for table, meaning in self.meant:
            for rows in meaning.lists:
                if rows.list == name:
                    mapped = self._of_table(table, meaning, rows)
                    if rows.counted:
                        mapped = self._counted(mapped, table, rows)
                    yield from self._latest(mapped) if rows.last else mapped

    def _of_table(
        self, table: ForeignTable, meaning: TableMapping, rows: ListRows
    ) -> Iterator[MappedRow]:
        place = {column: n for n, column in enumerate(table.header)}
        fits = _filter(rows.where, place)
        # What their own columns fill comes before what stands beside it.
        fillings = [
            (column, reader(filling, place), filling)
            for column, filling in sorted(rows.columns.items(), key=lambda one: bool(one[1].when))
        ]
        first = bool(meaning.lists) and rows is meaning.lists[0]
        notes = [(c, place[c]) for c in meaning.notes if c in place] if first else []
        kinds = _sorted_kinds(meaning, place) if first else None
        width, before = len(table.header), set[tuple[tuple[str, str], ...]]()
        tie_ends = _ENDS if rows.list == "ties" else ()
        ends = [end for end in tie_ends if end in rows.columns and rows.columns[end].known]
        for number, texts in table.rows():
            if len(texts) > width:
                if first:
                    problem = _too_wide(number, len(texts), width)
                    self.left_out.problems.append((table, problem))
                continue
            if self._corrected and (new := self._corrected.get((table.name, number))):
                texts = [new.get(c, text) for c, text in zip(table.header, texts, strict=False)]
            if fits and not fits(texts):
                if first and kinds is not None and not kinds[1](texts):
                    self.left_out.unsorted[texts[kinds[0]].strip()] += 1
                continue
            cells = self._cells(fillings, texts)
            if notes:
                _note(cells, [(column, texts[n]) for column, n in notes])
            if rows.sought and not self._is_sought(cells.get("name", ""), rows.sought):
                continue
            if rows.requires and not all(cells.get(ours) for ours in rows.requires):
                continue
            if rows.once:
                content = tuple(cells.items())
                if content in before or not any(f.columns and c in cells for c, _, f in fillings):
                    continue
                before.add(content)
            if rows.kind and self._is_stored(rows.kind, cells):
                continue
            if rows.list == "ties":
                if ends and not all(map(cells.get, ends)):  # it names somebody whom nobody knows
                    self.left_out.ties += 1
                    continue
                if self._ids:
                    for end in _ENDS:
                        cells[end] = self._ids.get(fold(cells.get(end, "")), cells.get(end, ""))
            elif rows.list == "cases" and not rows.where and "detained by" in rows.columns:
                cells.setdefault("detained by", "")  # in a list of cases each says who holds them
            if cells:
                yield MappedRow(table, number, rows, cells, texts)

    def _latest(self, mapped: Iterator[MappedRow]) -> Iterator[MappedRow]:
        """Of rows of one name the last, in the place of the first."""
        latest: dict[str, MappedRow] = {}
        for row in mapped:
            key = fold(row.cells.get("code") or row.cells.get("name") or "") or f"#{row.number}"
            if key in latest:
                self.left_out.earlier += 1
            latest[key] = row
        yield from latest.values()

    def _counted(
        self, mapped: Iterator[MappedRow], table: ForeignTable, rows: ListRows
    ) -> Iterator[MappedRow]:
        """One row for all of a title: how many there are, the same row twice counted once."""
        place = {column: n for n, column in enumerate(table.header)}
        by = place.get(rows.by_country)
        firsts: dict[str, MappedRow] = {}
        signed: dict[str, set[int]] = {}
        from_where: dict[str, Counter[str]] = {}
        for row in mapped:
            title = row.cells.get("title", "")
            first = firsts.setdefault(title, row)
            content = hash(tuple(map(fold, row.texts)))
            if content in signed.setdefault(title, set()):
                continue
            signed[title].add(content)
            # What the signatures were given on last is the day of the letter.
            first.cells["date"] = max(first.cells.get("date", ""), row.cells.get("date", ""))
            text = row.texts[by].strip() if by is not None else ""
            if text and (iso3 := countries.known(text)):
                country = countries.territories()[iso3].name
                from_where.setdefault(title, Counter())[country] += 1
            elif text:
                self.left_out.unknown[text] += 1
        for title, row in firsts.items():
            row.cells["number of signatories"] = str(len(signed[title]))
            if counts := from_where.get(title):
                parts = [f"{country} {n}" for country, n in counts.most_common()]
                row.cells["signatories by country"] = " | ".join(parts)
            yield row

    def _cells(
        self,
        fillings: Sequence[tuple[str, Callable[[Sequence[str]], str], Filling]],
        texts: Sequence[str],
    ) -> dict[str, str]:
        cells: dict[str, str] = {}
        for column, read, filling in fillings:
            if filling.when and filling.when not in cells:
                continue
            text = read(texts)
            if text and filling.known:
                text = self._single(filling.of, text) if filling.of else self._only_known(text)
            if text:
                cells[column] = text
        return cells

    def _is_stored(self, kind: str, cells: Mapping[str, str]) -> bool:
        """Whether the store has somebody already; then ties to it are to that one."""
        code, name = cells.get("code", ""), cells.get("name") or cells.get("title", "")
        id = self.acquaintances.identified(kind, code, name) if self.acquaintances else ""
        if id:
            self._ids |= {fold(text): id for text in (code, name) if text}
            self.left_out.stored += 1
        return bool(id)

    def _is_sought(self, name: str, sought: str) -> bool:
        stored = self.acquaintances is None or self.acquaintances.stored(name)
        return stored == (sought == "known")

    def _is_known(self, name: str) -> bool:
        return self.acquaintances is None or self.acquaintances.known(name)

    def _single(self, kind: str, name: str) -> str:
        return self.acquaintances.single(kind, name) if self.acquaintances else ""

    def _only_known(self, text: str) -> str:
        if text in self._all_known:
            return text
        names = [name.strip() for name in text.split("|") if name.strip()]
        known = [name for name in names if self._is_known(name)]
        if len(known) < len(names):
            self.left_out.unknown.update(name for name in names if name not in known)
        else:
            self._all_known.add(text)
        return "|".join(known)


_ENDS = ("from", "to")


def _sorted_kinds(
    meaning: TableMapping, place: Mapping[str, int]
) -> tuple[int, Callable[[Sequence[str]], bool]] | None:
    """Of a table of several kinds: where its words for these stand, and whether a row is of one
    that some list takes, or of a government, of which no row is made."""
    filters = [rows.where for rows in meaning.lists if rows.kind and rows.where]
    if not filters or filters[0].column not in place:
        return None
    n, words = place[filters[0].column], {word for one in filters for word in one.words}
    return n, lambda texts: fold(texts[n]) in words or kind_of_entity(texts[n]) == "Government"


def _filter(
    where: RowFilter | None, place: Mapping[str, int]
) -> Callable[[Sequence[str]], bool] | None:
    """What says whether a row is meant; None: all are."""
    if where is None:
        return None
    n, words, without = place.get(where.column), frozenset(where.words), where.without
    if n is None:
        return lambda _: without
    cache: dict[str, bool] = {}

    def fits(texts: Sequence[str]) -> bool:
        text = texts[n]
        if text not in cache:
            cache[text] = (fold(text) in words) != without
        return cache[text]

    return fits


def _note(cells: dict[str, str], others: Sequence[tuple[str, str]]) -> None:
    """Put what no column of ours has into the note, under the name that it had."""
    lines = [f"{column}: {' '.join(text.split())}" for column, text in others if text.strip()]
    note = "; ".join([*([cells["note"]] if cells.get("note") else []), *lines])
    if note and cells:
        cells["note"] = note


def _too_wide(number: int, cells: int, width: int) -> RowProblem:
    return RowProblem(
        say(
            "This row has {cells} cells under a header of {width}. Put a cell that holds the "
            "separator in quotation marks.",
            cells=cells,
            width=width,
        ),
        row=number,
    )
