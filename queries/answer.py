"""An Answer: one plain sentence and a few blocks. Renderers know blocks; questions know neither.

Every block is rows of plain values with a meaning, never a drawing. Rows that stand for an entity
carry its id in the column that the block names as `of`; a selection in one block is a selection of
that entity in all of them.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, BinaryIO, ClassVar, Final, Literal, TextIO

from graph.model.errors import QuestionError
from graph.model.schema import Label
from graph.model.words import ENGLISH, count, mark, say, speaking
from queries.brief_document import Brief
from queries.lens import Lens
from queries.letter import Letter
from queries.render.format import format_of
from queries.render.plain import document

VERSION = 1
WATERMARK: Final = mark("invented sample campaign")
NOT_EXPORTED: Final = mark(
    "Read this answer on the screen. It is not exported: in the wrong hands it would be a list of "
    "targets."
)
# What an empty cell may mean: three things, which a reader must tell apart.
NOT_KNOWN: Final = mark("not known")
NONE_ON_RECORD: Final = mark("none on record")
NOT_APPLICABLE: Final = mark("not applicable")
Cell = str | int | float | bool | None | list[str]
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. `unit` says how to read a number: "%" is a share from 0 to 1.

    `place` says where it is told when a row has little room: "cell", a column of the table;
    "line", a text of its own under the row; "aside", only where one row is told in full. `ends`
    are the ids of the low and the high end of its range, told together with it. JSON and CSV hold
    everything alike. `missing` is what an empty cell means there, for readers.
    """

    id: str
    title: str
    unit: str | None = None
    help: str = ""
    place: Literal["cell", "line", "aside"] = "cell"
    ends: tuple[str, str] | None = None
    missing: str = field(default=NOT_KNOWN, metadata={"json": False})


def columns(
    *specs: str | tuple[str | None, ...] | Column,
    none_on_record: Collection[str] = (),
    not_applicable: Collection[str] = (),
) -> tuple[Column, ...]:
    """Columns from short specifications: "id", ("id", "Title"), ("id", "Title", "unit", "help").

    Their words are said here, in the language of the moment; those of a Column were already. What
    an empty cell means, if not that it is not known, is said of columns by their ids.

    >>> columns("last_year")[0].title
    'Last year'
    >>> columns("held", "until", not_applicable=["until"])[1].missing
    'not applicable'
    """
    meanings = dict.fromkeys(none_on_record, NONE_ON_RECORD)
    meanings |= dict.fromkeys(not_applicable, NOT_APPLICABLE)
    made_of = [_column(spec) for spec in specs]
    return tuple(replace(one, missing=meanings.get(one.id, one.missing)) for one in made_of)


def _column(spec: str | tuple[str | None, ...] | Column) -> Column:
    if isinstance(spec, Column):
        return spec
    if isinstance(spec, str):
        title = spec.replace("_", " ").capitalize()
        return Column(spec, say(title))
    id, title, unit, help = (text or "" for text in (*spec, None, None)[:4])
    return Column(id, say(title), say(unit) if unit not in ("", "%") else unit or None, say(help))


@dataclass(frozen=True, slots=True)
class Onward:
    """Another question that every row of a table leads to, and what it is asked with."""

    title: str  # our own words, said: a button reads Markdown, so no name from a file stands in it
    question: str
    parameters: Mapping[str, Cell]  # the same in every row
    of_row: Mapping[str, str]  # the column that holds it, by parameter

    def document(self) -> Mapping[str, Any]:
        """What JSON says of it: version 1 calls what is the same in every row `given`."""
        return {
            "title": self.title,
            "question": self.question,
            "given": self.parameters,
            "of_row": self.of_row,
        }


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows under columns, whatever is drawn of them."""

    id: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    of: str | None = None  # the column that holds the id of the row's entity
    note: str = ""  # what a reader must know before believing it


@dataclass(frozen=True, slots=True)
class Table(_Rows):
    """Rows under columns. A row may hold more than the columns show; JSON and CSV give it all."""

    type: ClassVar[str] = "table"
    hidden: Sequence[str] = ()  # columns that help programs, not readers
    onward: Sequence[Onward] = ()  # what a row leads to; the first is what one mostly does next


@dataclass(frozen=True, slots=True)
class Bars(_Rows):
    """What numbers are made of: rows of (of, label, value), drawn for the selected entity. The
    first column is the label, the second the value."""

    type: ClassVar[str] = "bars"


@dataclass(frozen=True, slots=True)
class Matrix(_Rows):
    """Rows × columns of a few states: each row (row, column, value, note)."""

    type: ClassVar[str] = "matrix"


@dataclass(frozen=True, slots=True)
class Timeline(_Rows):
    """Dated rows: the first column is the day, the second what happened."""

    type: ClassVar[str] = "timeline"
    onward: Sequence[Onward] = ()  # what a row leads to


@dataclass(frozen=True, slots=True)
class PowerMap(_Rows):
    """Where actors stand × how much say they have in one decision.

    Rows: id, name, `stance` from -2 (active opponent) to 2 (active ally), the one before as `was`
    where it moved, `stale` where it is to be checked again, `influence` from 0 to 1 (None: not
    known), what that is made of as `influence_of`, and since when they stand there.
    """

    type: ClassVar[str] = "power_map"


# What may be apart with an entity or a tie on a map, which its row then says as `state`.
APART = {"gone": mark("gone"), "gap": mark("nobody to rely on"), "could": mark("not yet")}
FUNCTION = "Function"  # the kind of what is to be done: on a map it stands beside entities


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """Entities and the ties among them; `focus` are the ids that the question was about.

    A row may have a `state`, which is one of `APART`.
    """

    type: ClassVar[str] = "network_map"
    id: str
    title: str
    entities: Sequence[Row]
    ties: Sequence[Row]
    focus: Sequence[str] = ()
    note: str = ""

    @property
    def size(self) -> str:
        """How much is drawn, in words.

        >>> NetworkMap("map", "Around it", [{"id": "org:a"}], []).size
        '1 entity, no tie'
        """
        drawn = count("{n} entity", "{n} entities", len(self.entities))
        if not self.ties:
            return say("{entities}, no tie", entities=drawn)
        ties = count("{n} tie", "{n} ties", len(self.ties))
        return say("{entities}, {ties}", entities=drawn, ties=ties)


@dataclass(frozen=True, slots=True)
class WorldMap:
    """Governments shaded by a value, places marked, arcs from place to place (degrees)."""

    type: ClassVar[str] = "world_map"
    id: str
    title: str
    unit: str | None
    states: Sequence[Row]  # id, name, numeric (ISO 3166-1), value
    places: Sequence[Row]  # id, of, name, latitude, longitude, kind
    arcs: Sequence[Row]  # of, from_latitude, from_longitude, to_latitude, to_longitude, kind
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A plain text, by its weight: "info", "caution" or "warning"."""

    type: ClassVar[str] = "note"
    id: str
    title: str
    text: str
    weight: str = "info"


Tabular = Table | Bars | Matrix | Timeline | PowerMap  # rows under columns
Block = Table | Bars | Matrix | Timeline | PowerMap | NetworkMap | WorldMap | Note | Brief | Letter


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset that an answer rests on, and how old what was used of it is."""

    dataset: str
    title: str
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None  # the newest copy used
    known: str | None = None  # the newest fact used


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's answer. What follows from how it was asked is filled in by `question.ask`."""

    sentence: str
    blocks: Sequence[Block] = ()
    question: str = ""
    title: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    as_of: date | None = None
    audience: Label = Label.RED
    language: str = ENGLISH
    label: Label = Label.CLEAR
    sources: Sequence[Source] = ()
    exportable: bool = True  # False: a target list in the wrong hands
    invented: bool = False  # rests on the sample campaign
    lens: Lens | None = None  # where it says that somebody stands on a map
    # On a page, ids of blocks that are read by whoever wants more, and by whoever asks how sure
    # this is: closed at first. Texts and programs are given all blocks alike.
    more: Sequence[str] = ()
    how_sure: Sequence[str] = ()

    def block(self, id: str) -> Block:
        """The block of that id. KeyError: there is none."""
        return {block.id: block for block in self.blocks}[id]

    @property
    def watermark(self) -> str:
        """What each of its exports is marked with; "" where there is nothing to say."""
        return say(WATERMARK) if self.invented else ""

    def write(self, form: str, out: TextIO | BinaryIO, block: Block | None = None) -> None:
        """Write the answer, or one block of it, in a format: the only way out of the program.

        In the answer's language, whatever that of the moment is. `form`: one of
        `queries.render.format.names`; `out` takes bytes where the format is binary, else text.
        QuestionError: this answer is never exported, or has nothing that the format can hold.
        """
        chosen = format_of(form)
        with speaking(self.language):
            if chosen.leaves and not self.exportable:
                raise QuestionError(say(NOT_EXPORTED))
            if chosen.for_programs and self.language != ENGLISH:
                raise ValueError(f"{form} is for programs: ask in English")
            chosen.write(self, block, out)

    def export(self, form: str, block: Block | None = None) -> str:
        """What `write` writes, as a text; of a format of texts."""
        return self.export_bytes(form, block).decode()

    def export_bytes(self, form: str, block: Block | None = None) -> bytes:
        """What `write` writes, as a file."""
        if format_of(form).binary:
            self.write(form, file := io.BytesIO(), block)
            return file.getvalue()
        self.write(form, out := io.StringIO(), block)
        return out.getvalue().encode()

    def json(self) -> bytes:
        """The answer as one JSON document: missing is null, numbers unrounded, no clock.

        For its format, and for who compares answers: it does not ask whether this may leave.
        """
        return document(
            {
                "version": VERSION,
                "question": self.question,
                "parameters": dict(self.parameters),
                "sentence": self.sentence,
                "as_of": self.as_of.isoformat() if self.as_of else None,
                "audience": self.audience.title,
                "label": self.label.title,
                "invented": self.invented,
                "blocks": [_block(block) for block in self.blocks],
                "sources": list(self.sources),
                "lens": self.lens,
            }
        )


def _block(block: Block) -> dict[str, Any]:
    document = {"type": block.type, **{f.name: getattr(block, f.name) for f in fields(block)}}
    if isinstance(block, Table | Timeline) and block.onward:
        document["onward"] = [lead.document() for lead in block.onward]
    return document
