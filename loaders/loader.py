"""What a loader is: a plain function from a row to records, registered by a decorator.

    @loader(title="Organizations")
    def organizations(row: Row) -> Iterator[Loaded]:
        \"\"\"Organizations that work on the case.

        name (needed): what it is called
        languages: separated by |
        \"\"\"
        yield Entity("Organization", row.own_id("Organization", row.take("name")), …)

The docstring's `column: text` lines are the header that is checked, the help of the command and of
the page; the sample of the same name in loaders/samples/ is the template. Reading, decoding,
references, progress, reporting and writing are the framework's (files/, loading.py).
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph.model.errors import InputError
from graph.model.text import fold
from graph.model.words import say
from loaders.pending import Loaded, Naming, PendingTie, Ref
from loaders.row import ORIGIN_COLUMNS, Row, values

__all__ = [
    "ORIGIN_COLUMNS",
    "Layout",
    "Loaded",
    "Loader",
    "Naming",
    "PendingTie",
    "Ref",
    "Row",
    "all_loaders",
    "loader",
    "named",
    "values",
]


@dataclass(frozen=True, slots=True)
class Layout:
    """Another form in which the same facts are published, known by a column that only it has."""

    mark: str
    needed: frozenset[str]
    aliases: Mapping[str, str] = field(default_factory=dict)  # instead of the loader's


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
    paragraphs: tuple[str, ...]  # of the help, each on one line; the summary is the first
    # The column whose value names the part that a load replaces; a row may say so otherwise.
    part: str | None
    encoding: str
    delimiter: str | None  # None: found out
    aliases: Mapping[str, str] = field(default_factory=dict)  # other headers of the same column
    about: Mapping[str, str] = field(default_factory=dict)
    expected: tuple[int, int] | None = None  # rows that the published file has, at least and most
    after: tuple[str, ...] = ()  # loaders whose entities this one refers to by name
    people: bool = False  # its rows are people, or of people: as strict as they
    large: bool = False  # read row by row, and JSON as well as tables
    dataset: str = ""  # the list that it writes
    # Of a part it replaces only what is about whom it holds so many ties of; 0: the whole part.
    fewest: int = 0
    layouts: tuple[Layout, ...] = ()

    def layout(self, header: Sequence[str]) -> Layout:
        """The form that a header has: the first layout whose mark is in it, or the usual."""
        folded = {fold(column) for column in header}
        usual = Layout("", self.needed, self.aliases)
        return next((one for one in self.layouts if fold(one.mark) in folded), usual)

    def reads(self, column: str) -> bool:
        """Whether anything depends on a column; what is only known to be there says it is not."""
        return column in ORIGIN_COLUMNS or not self.columns.get(column, _NOT).endswith(_NOT)

    @property
    def sample(self) -> Path:
        return Path(__file__).parent / "samples" / f"{self.name}.csv"


_LOADERS: dict[str, Loader] = {}
_NOT = "not read"  # how the text of a column ends that nothing depends on
SECTIONS = ("campaign", "public")  # folders: the users' own files, and published data
_LINE = re.compile(r"^    (\S[^:\n]*?)( \(needed\))?: (.+)$", re.MULTILINE)


def loader(
    *,
    title: str,
    part: str | None = None,
    encoding: str = "utf-8-sig",
    delimiter: str | None = None,
    aliases: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    expected: tuple[int, int] | None = None,
    after: tuple[str, ...] = (),
    people: bool = False,
    layouts: tuple[Layout, ...] = (),
    large: bool = False,
    dataset: str = "",
    fewest: int = 0,
) -> Callable[[Callable[[Row], Iterator[Loaded]]], Callable[[Row], Iterator[Loaded]]]:
    """Register a loader; the function comes back unchanged.

    `aliases`: headers that mean a column by another name. `about`, of published data: publisher,
    url, licence, retrieved; `kind`, which says when it is out of date (graph.store.ages.AGEING);
    `renew`, where the newest official file is, in words; `as_of`, a day, where its rows have none.
    A table made by hand has the columns “checked” and “checks next” for that. `expected`: how many
    rows a whole published file has. `after`: the loaders whose entities this one refers to by name;
    `fill` keeps that order. `people`: its rows are people, so that a header that tells of people
    may be its. `layouts`: other forms in which the same facts are published. `large`: a file may be
    too large to be held in memory; it may be JSON, and a workbook's dates are numbers. `dataset`:
    the list that it writes, where that is another loader's. `fewest`: it replaces in each part only
    what is about targets of which its file holds at least so many ties (changes/others.py).
    """

    def register(read: Callable[[Row], Iterator[Loaded]]) -> Callable[[Row], Iterator[Loaded]]:
        doc = read.__doc__ or ""
        lines = _LINE.findall(doc)
        text = inspect.cleandoc(_LINE.sub("", doc)).strip()
        _LOADERS[read.__name__] = Loader(
            name=read.__name__,
            title=title,
            section=read.__module__.split(".")[-2],
            read=read,
            columns={column: description for column, _, description in lines},
            needed=frozenset(column for column, needed, _ in lines if needed),
            summary=text.partition("\n")[0],
            help=text,
            paragraphs=tuple(" ".join(each.split()) for each in text.split("\n\n")),
            part=part,
            encoding=encoding,
            delimiter=delimiter,
            aliases=aliases or {},
            about={"title": title, **(about or {})},
            expected=expected,
            after=after,
            people=people,
            layouts=layouts,
            large=large,
            dataset=dataset or read.__name__,
            fewest=fewest,
        )
        return read

    return register


def _files(section: str) -> list[str]:
    """The names of the loaders that lie in the folder of a section."""
    folder = Path(__file__).with_name(section)
    return [module.name for module in pkgutil.iter_modules([str(folder)])]


@cache
def all_loaders() -> Mapping[str, Loader]:
    """All loaders, found because they lie in the folder of their section; by section and name."""
    for section in SECTIONS:
        for name in _files(section):
            importlib.import_module(f"loaders.{section}.{name}")
    return {one.name: one for one in sorted(_LOADERS.values(), key=lambda x: (x.section, x.name))}


def named(name: str) -> Loader:
    """One loader, importing only its own file. InputError: there is none of that name."""
    for section in SECTIONS:
        if name in _files(section):
            importlib.import_module(f"loaders.{section}.{name}")
    if name not in _LOADERS:
        raise InputError(say("There is no loader “{name}”. See: python -m loaders list", name=name))
    return _LOADERS[name]


def in_order(chosen: Sequence[Loader]) -> list[Loader]:
    """Loaders so that each comes after those whose entities it refers to."""
    left, ordered = {one.name: one for one in chosen}, list[Loader]()
    while left:
        ready = [x for x in left.values() if not left.keys() & set(x.after) - {x.name}]
        ordered += ready or left.values()
        left = {name: x for name, x in left.items() if x not in ordered}
    return ordered
