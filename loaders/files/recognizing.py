"""Which lists a file may be, from its header alone. Nothing is guessed from a column or two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model.errors import InputError, Undecodable, UnreadableFile
from graph.model.text import fold
from graph.model.words import say
from loaders.files.formats import no_table
from loaders.files.json_records import is_json
from loaders.files.sheets import NumberedCells, Sheet, beginning
from loaders.files.sources import Source, encoding_of, size
from loaders.loader import ORIGIN_COLUMNS, Loader

_FEWEST = 2  # columns of its own that a list is known by
_ANY_BYTES = "latin-1"  # reads every file; a header in plain letters reads right in it
# Columns that say that the rows are people.
_PEOPLE = re.compile(
    r"\b(phone|mobile|telephone|signal|whatsapp|telegram|e-?mail|birth|born|dob|age|gender|sex|"
    r"arrest\w*|detain\w*|detention|prison\w*|sentenc\w*|charges?|articles?|health|relation|"
    r"first name|last name|surname|family name|given name|full name|nationality|passport|"
    r"t[eé]l[eé]phone|naissance|pr[eé]nom|geburt\w*|vorname|nachname)\b"
)


def fitting(path: Source, loaders: Sequence[Loader], encoding: str | None) -> list[Loader]:
    """The lists that a file's header fits: all of the needed columns, more known than unknown ones,
    and most columns of the list, unless it needs several and knows all that are there.

    Of several those that know every column, if there are any; where two are left, ask. A header
    that tells of people fits no list that is shown to more readers than people are. InputError: the
    file is empty, cannot be read, or is no table; says what it is.
    """
    if size(path) == 0:
        raise UnreadableFile(
            say("{file} is empty. Choose a file with a header and rows.", file=path.name)
        )
    sentence = no_table(path)
    if sentence and is_json(path):  # which only some lists are read from
        loaders = [one for one in loaders if one.large and _header(path, None, one, encoding)]
    if sentence and not (loaders and is_json(path)):
        raise UnreadableFile(sentence)
    rows = beginning(path)  # of a workbook: read once, and not for each list
    unknown: dict[str, int] = {}
    for loader in loaders:
        header = _header(path, rows, loader, encoding)
        own = set(header) & loader.columns.keys()
        foreign = [
            column
            for column in header
            if column and column not in own and column not in ORIGIN_COLUMNS
        ]
        if len(own) < _FEWEST or len(foreign) >= len(own):
            continue
        read = [column for column, text in loader.columns.items() if text != "not read"]
        few = 2 * len(own & set(read)) <= len(read)
        if few and (foreign or len(loader.needed) < _FEWEST):
            continue
        people = any(_PEOPLE.search(fold(column)) for column in foreign)
        if people and not loader.people:
            continue
        unknown[loader.name] = len(foreign)
    whole = 0 in unknown.values()
    return [x for x in loaders if x.name in unknown and not (whole and unknown[x.name])]


def _header(
    path: Source, rows: Sequence[NumberedCells] | None, loader: Loader, encoding: str | None
) -> list[str]:
    """The header as this list would read it; empty where it lacks what is needed."""
    for name in (encoding or encoding_of(path, loader.encoding), _ANY_BYTES):
        try:
            sheet = Sheet(path, loader, name, rows)
        except Undecodable:
            continue  # in which encoding it reads right is asked once it is known what it is
        except InputError:
            return []
        return sheet.header
    return []
