"""The formats of other tools that an extract can be written in. The command and the page follow
from them.

A format is a plain function in a file of its own in `exports/`, whose name is the format's:

    @export_file("GEXF, for Gephi", ending="gexf", media="application/gexf+xml", lacks=(LISTS,))
    def write(extract: Extract, out: BinaryIO) -> None:

It puts `about(extract)` into what it writes, gives the same bytes for the same extract, and says by
`lacks` what it cannot hold; how much of that there is in an extract is counted here.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from graph.campaign.extract import Extract
from graph.model.errors import QuestionError
from graph.model.words import count, listed, say
from queries.answer import WATERMARK
from queries.render import exports as folder

Counting = Callable[[Extract], int]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a format cannot hold: how often an extract has it, and what becomes of it."""

    counting: Counting
    words: Callable[[int], str]  # how many there are

    def sentence(self, extract: Extract) -> str:
        """What is lost of an extract; "": it has nothing of this."""
        n = self.counting(extract)
        return self.words(n) if n else ""


def _lists(extract: Extract) -> int:
    return sum(
        isinstance(value, list) for one in extract.records() for value in one.values.values()
    )


def _partial(extract: Extract) -> int:
    days = (day for tie in extract.ties for day in (tie.since, tie.until))
    return sum(day is not None and len(day) < 10 for day in days)


def _mutual(extract: Extract) -> int:
    return sum(not tie.directed for tie in extract.ties)


def _alike(extract: Extract) -> int:
    names = [one.name for one in extract.entities]
    return len(names) - len(set(names))


def _yes_or_no(extract: Extract) -> int:
    return sum(
        isinstance(value, bool) for one in extract.records() for value in one.values.values()
    )


LISTS: Final = Lack(
    _lists,
    lambda n: count(
        "{n} value is a list: it becomes one text, its parts separated by |.",
        "{n} values are lists: each becomes one text, its parts separated by |.",
        n,
    ),
)
PARTIAL_DATES: Final = Lack(
    _partial,
    lambda n: count(
        "{n} date is only known to the month or the year: the time axis takes it for its first or "
        "last day; it stands as it is known beside it.",
        "{n} dates are only known to the month or the year: the time axis takes each for its first "
        "or last day; it stands as it is known beside it.",
        n,
    ),
)
MUTUAL: Final = Lack(
    _mutual,
    lambda n: count(
        "{n} tie goes both ways: it is written one way and marked as mutual.",
        "{n} ties go both ways: each is written one way and marked as mutual.",
        n,
    ),
)
ONE_NAME: Final = Lack(
    _alike,
    lambda n: count(
        "{n} name stands for another entity too: its code is added to it.",
        "{n} names stand for another entity too: the code is added to each.",
        n,
    ),
)
YES_OR_NO: Final = Lack(
    _yes_or_no,
    lambda n: count(
        "{n} answer, yes or no, is written as a number: 1 or 0.",
        "{n} answers, yes or no, are written as numbers: 1 or 0.",
        n,
    ),
)


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A registered format."""

    name: str  # what `--format` takes
    write: Callable[[Extract, BinaryIO], None]
    title: str  # to be said
    ending: str  # of its files, without a dot
    media: str  # what a browser calls it
    lacks: Sequence[Lack]

    def losses(self, extract: Extract) -> list[str]:
        """What of an extract this format cannot hold, in sentences."""
        return [sentence for lack in self.lacks if (sentence := lack.sentence(extract))]


_EXPORTS: dict[str, ExportFormat] = {}


def export_file(
    title: str, *, ending: str, media: str, lacks: Sequence[Lack] = ()
) -> Callable[[Callable[[Extract, BinaryIO], None]], Callable[[Extract, BinaryIO], None]]:
    """Register a format under the name of its file; the function comes back unchanged."""

    def register(
        write: Callable[[Extract, BinaryIO], None],
    ) -> Callable[[Extract, BinaryIO], None]:
        name = write.__module__.rpartition(".")[2].replace("_", "-")
        _EXPORTS[name] = ExportFormat(
            name=name, write=write, title=title, ending=ending, media=media, lacks=tuple(lacks)
        )
        return write

    return register


def export_names() -> list[str]:
    """The formats there are, found because they lie in the folder; none is imported for it."""
    return sorted(one.name.replace("_", "-") for one in pkgutil.iter_modules(folder.__path__))


def export_format(name: str) -> ExportFormat:
    """One format, importing only its own file. QuestionError: there is none of that name."""
    if name not in export_names():
        raise QuestionError(
            say(
                "There is no format “{name}”. There are: {names}.",
                name=name,
                names=listed(export_names(), 20),
            )
        )
    importlib.import_module(f"{folder.__name__}.{name.replace('-', '_')}")
    return _EXPORTS[name]


def about(extract: Extract) -> dict[str, str]:
    """What every file says of itself: no clock, no name of anybody."""
    facts = {"made with": "Demarche", "label": extract.label.title}
    if extract.as_of:
        facts["as of"] = extract.as_of.isoformat()
    if extract.invented:
        facts["watermark"] = WATERMARK
    return facts


def about_line(extract: Extract) -> str:
    """The same in one line."""
    return "; ".join(f"{key}: {text}" for key, text in about(extract).items())
