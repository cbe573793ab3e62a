"""From the elements and ties of a network file, one by one, to tables.

The file is read twice and never held: once to learn its columns and what is wrong with it, and
again for its rows. Only the ids of its elements stay in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.model.errors import RowProblem, UnreadableFile
from graph.model.words import mark, number, say
from loaders.bring.table import ForeignTable, Role
from loaders.bring.tools.meanings import free_name, guessed, is_strength, name_among, plain
from loaders.bring.tools.parallels import APART, Parallels
from loaders.files.sources import Source
from loaders.files.workbooks import MOST_COLUMNS

LONGEST_CELL: Final = 1_000_000  # characters; a longer one is no cell of a table
# How ids of the store begin that a reader may put in place of a country: no file has to bring them.
IN_STORE: Final = ("gov:", "org:EU")
_SHOWN: Final = 1_000  # problems of one file that are worth listing
_NAMES: Final[Mapping[Role, str]] = {"entities": "elements", "ties": "connections"}
_ORDER: Final[Mapping[Role, tuple[str, ...]]] = {
    "entities": ("id", "name", "kind"),
    "ties": ("from", "to", "kind"),
}
SELF: Final = mark("Ties that lead from an element to itself, which say nothing here: {n}.")
_NAMELESS: Final = mark("Elements without a name, which go by their id: {n}.")


class Piece(NamedTuple):
    """An element or a tie of a file."""

    number: int  # its line in the file, or its place among those of its sort, from 1
    role: Role
    known: Mapping[str, str]  # what the format says of it, by meaning: id, name, from, to, …
    more: Mapping[str, str]  # its own attributes, by their titles


class Losses:
    """What the tables cannot hold: sentences with {n}, and how many times.

    `role`: whose pieces alone are wanted of a reading; a format may then leave out the others.
    """

    def __init__(self, role: Role = "") -> None:
        self.role = role
        self.times: Counter[tuple[Role, str, tuple[tuple[str, str], ...]]] = Counter()

    def add(self, role: Role, sentence: str, times: int = 1, **values: str) -> None:
        """Count one more of what a sentence with {n} says (a text that was marked)."""
        if times:
            self.times[role, sentence, tuple(values.items())] += times

    def sentences(self, role: Role) -> tuple[str, ...]:
        return tuple(
            say(text, n=number(times), **dict(values))
            for (of, text, values), times in self.times.items()
            if of == role
        )


Reading = Callable[[Losses], Iterator[Piece]]


@dataclass
class _Columns:
    """The columns of one role, as they are met."""

    known: dict[str, int] = field(default_factory=dict)  # by meaning: how many are filled
    more: dict[str, bool] = field(default_factory=dict)  # by title: whether all fit a strength
    rows: int = 0

    def add(self, piece: Piece) -> None:
        self.rows += 1
        for meaning, cell in piece.known.items():
            self.known[meaning] = self.known.get(meaning, 0) + bool(cell)
        for title, cell in piece.more.items():
            if self.more.setdefault(title, True) and cell:
                self.more[title] = is_strength(cell)

    def header(self, role: Role) -> tuple[list[str], dict[str, str], dict[str, str]]:
        """(columns, column by meaning or "=title", meaning by column)."""
        filled = [meaning for meaning, times in self.known.items() if times]
        order = [m for m in _ORDER[role] if m in filled or m in _ORDER[role][:2]]
        order += [meaning for meaning in filled if meaning not in order]
        columns, places = list(order), {meaning: meaning for meaning in order}
        for title in self.more:
            column = free_name(plain(title) or say("column"), columns)
            columns.append(column)
            places[f"={title}"] = column
        meaning = {column: column for column in order}
        free = {places[f"={title}"]: fits for title, fits in self.more.items()}
        meaning |= guessed(role, free, set(order))
        return columns, places, meaning


class _Survey:
    """What one reading of a file tells: its columns, and the rows that cannot be right."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.columns: dict[Role, _Columns] = {"entities": _Columns(), "ties": _Columns()}
        self.places: dict[str, int] = {}  # where the element of an id stands
        self.parallels = Parallels()
        self.problems: dict[Role, list[RowProblem]] = {"entities": [], "ties": []}
        self._ends: dict[str, list[tuple[int, str]]] = {}  # ties to what has not been met yet

    def add(self, piece: Piece) -> None:
        if any(len(cell) > LONGEST_CELL for cell in piece.known.values()) or any(
            len(cell) > LONGEST_CELL for cell in piece.more.values()
        ):
            raise self._too_long(piece)
        columns = self.columns[piece.role]
        columns.add(piece)
        if len(columns.more) > MOST_COLUMNS:
            raise UnreadableFile(
                say(
                    "{file} has more than {most} different attributes, so it is not a list of "
                    "people or organizations. Export it again with fewer.",
                    file=self.source.name,
                    most=number(MOST_COLUMNS),
                )
            )
        if piece.role == "ties":
            self._tie(piece)
        else:
            self._element(piece)

    def _too_long(self, piece: Piece) -> RowProblem:
        cells = {**piece.more, **piece.known}
        title = max(cells, key=lambda title: len(cells[title]))
        return RowProblem(
            say("This is longer than {most} characters.", most=number(LONGEST_CELL)),
            file=self.source.name,
            row=piece.number,
            column=plain(title)[:80],
            value=cells[title][:80],
        )

    def _element(self, piece: Piece) -> None:
        id = piece.known.get("id", "")
        first = self.places.setdefault(id, piece.number) if id else piece.number
        if first != piece.number:
            self._problem(
                piece,
                "id",
                say("The element in row {row} has this id already.", row=number(first)),
            )

    def _tie(self, piece: Piece) -> None:
        self.parallels.add(piece.known, bool(piece.more))
        for end in ("from", "to"):
            id = piece.known.get(end, "")
            if not id:
                self._problem(piece, end, say("This tie lacks an end."))
            elif id not in self.places and not id.startswith(IN_STORE):
                self._ends.setdefault(id, []).append((piece.number, end))

    def _problem(self, piece: Piece, column: str, sentence: str) -> None:
        if len(self.problems[piece.role]) < _SHOWN:
            self.problems[piece.role].append(
                RowProblem(
                    sentence,
                    file=self.source.name,
                    row=piece.number,
                    column=column,
                    value=piece.known.get(column, ""),
                )
            )

    def finish(self) -> None:
        """Now that all elements are known: the ties to what the file does not have."""
        if not self.places:
            return  # ties alone: their ends are in the store, or are not
        for id in self._ends.keys() - self.places.keys():
            for row, end in self._ends[id][: _SHOWN - len(self.problems["ties"])]:
                self.problems["ties"].append(
                    RowProblem(
                        say(
                            "No single element of the file goes by this. Add it, or delete the tie."
                        ),
                        file=self.source.name,
                        row=row,
                        column=end,
                        value=id,
                    )
                )
        self.problems["ties"].sort(key=lambda problem: problem.row or 0)


def network_tables(tool: str, source: Source, read: Reading) -> tuple[ForeignTable, ...]:
    """The tables of a file: its elements and its ties, each where it has any.

    `read` yields the file's pieces anew each time, and counts what it leaves out. A tie from an
    element to itself is left out; a tie to an element that the file lacks, or an id that two
    elements have, stays and is among the table's problems. UnreadableFile: the file has nothing.
    """
    survey, losses = _Survey(source), Losses()
    for piece in _whole(read, losses):
        survey.add(piece)
    survey.finish()
    roles = [role for role in _NAMES if survey.columns[role].rows]
    if not roles:
        raise UnreadableFile(
            say(
                "{file} is a file of {tool} without elements and ties. Export it again.",
                file=source.name,
                tool=tool,
            )
        )
    return tuple(_table(tool, role, survey, losses, read) for role in roles)


def _table(tool: str, role: Role, survey: _Survey, losses: Losses, read: Reading) -> ForeignTable:
    columns, places, meaning = survey.columns[role].header(role)
    index = {key: columns.index(column) for key, column in places.items()}
    parallels = survey.parallels if role == "ties" and survey.parallels else None
    if parallels:
        columns.append(free_name(APART, columns))
        meaning[columns[-1]] = APART

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for piece in _whole(read, Losses(role)):
            if piece.role == role:
                cells = [""] * len(columns)
                for key, cell in piece.known.items():
                    if cell:
                        cells[index[key]] = cell
                for title, cell in piece.more.items():
                    cells[index[f"={title}"]] = cell
                if parallels:
                    cells[-1] = parallels.apart(piece.number, piece.known, bool(piece.more))
                yield piece.number, cells

    return ForeignTable(
        name=_NAMES[role],
        header=tuple(columns),
        rows=rows,
        role=role,
        meaning=meaning,
        tool=tool,
        lost=losses.sentences(role),
        problems=tuple(survey.problems[role]),
    )


def _whole(read: Reading, losses: Losses) -> Iterator[Piece]:
    """The pieces without ties of an element to itself, each element with a name."""
    for piece in read(losses):
        if piece.role == "ties":
            source = piece.known.get("from")
            if source and source == piece.known.get("to"):
                losses.add("ties", SELF)
            else:
                yield piece
        elif piece.known.get("name"):
            yield piece
        else:
            yield _named(piece, losses)


def _named(piece: Piece, losses: Losses) -> Piece:
    """An element whose format has no name of its own: one of its attributes is, or its id."""
    title = name_among(piece.more)
    if title:
        more = {one: cell for one, cell in piece.more.items() if one != title}
        return piece._replace(known={**piece.known, "name": piece.more[title]}, more=more)
    losses.add("entities", _NAMELESS)
    return piece._replace(known={**piece.known, "name": piece.known.get("id", "")})
