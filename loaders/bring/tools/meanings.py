"""What the attributes that people add in network tools usually are, by their titles.

Only what a title says by itself; what is not here is to be found out like any table's columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from graph.model.text import fold
from loaders.bring.table import ForeignTable, Role

# By meaning, the titles that mean it, the likeliest first; a column each.
_BOTH: Final = {
    "description": ("description", "desc", "blurb", "summary", "bio"),
    "since": ("since", "start", "start date", "startdate", "from date", "begin"),
    "until": ("until", "end", "end date", "enddate", "to date"),
    "source": ("source", "sources", "source url", "sourceurl", "reference", "references"),
    "note": ("note", "notes", "comment", "comments"),
}
_OF_ELEMENTS: Final = _BOTH | {
    "kind": ("kind", "type", "element type", "node type", "category", "schema", "labels"),
    "aliases": ("also known as", "aliases", "alias", "other names"),
    "country": ("country", "countries"),
    "city": ("city", "town"),
    "email": ("email", "e mail", "mail"),
    "phone": ("phone", "telephone"),
    "website": ("website", "url", "web", "homepage", "link"),
    "tags": ("tags", "tag"),
}
_OF_TIES: Final = _BOTH | {
    "kind": (
        "kind",
        "type",
        "relation",
        "relationship",
        "connection type",
        "edge type",
        "label",
        "name",
    ),
    "position": ("position", "role", "title"),
    "directed": ("direction", "directed"),
    "strength": ("strength",),
    "weight": ("weight",),
}
_ENDLESS: Final = ("infinity", "inf", "null", "none", "nan")
_DAY: Final = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ]00:00.*|T.*)?)?|\.0+)?")
_NAMES: Final = ("label", "name", "full name", "fullname", "title", "caption", "tooltip")


def name_among(more: Mapping[str, str]) -> str:
    """Which attribute of an element is its name; "" where none is.

    >>> name_among({"age": "40", "Name": "Ilse"}), name_among({"age": "40"})
    ('Name', '')
    """
    titles = {_folded(title): title for title, cell in more.items() if cell.strip()}
    return next((titles[name] for name in _NAMES if name in titles), "")


def guessed(role: Role, columns: Mapping[str, bool], known: Collection[str] = ()) -> dict[str, str]:
    """Meaning by column; `columns` says of each whether all its cells fit a strength.

    >>> guessed("ties", {"Type": False, "strength": False, "Start date": False})
    {'Start date': 'since', 'Type': 'kind', 'strength': 'weight'}
    """
    folded = {_folded(column): column for column in reversed(list(columns))}
    meanings: dict[str, str] = {}
    for meaning, titles in (_OF_TIES if role == "ties" else _OF_ELEMENTS).items():
        if meaning in known or meaning in meanings.values():
            continue
        column = next((folded[title] for title in titles if title in folded), None)
        if column and column not in meanings:
            weak = meaning == "strength" and not columns[column]
            meanings[column] = "weight" if weak else meaning
    return meanings


def day_of(text: str) -> str:
    """A day, month or year as tools write it, as we do; what is none stays as it is.

    >>> [day_of(text) for text in ("2018-12-00", "2018.0", "2020-05-01T00:00:00.000Z", "May 2018")]
    ['2018-12', '2018', '2020-05-01', 'May 2018']
    >>> day_of("2018-00-00"), day_of("-Infinity"), day_of("20180517")
    ('2018', '', '2018-05-17')
    """
    text = text.strip()
    if text.lower().lstrip("+-") in _ENDLESS:
        return ""
    match = _DAY.fullmatch(text)
    if not match:
        return text
    parts = [part for part in match.groups() if part]
    while len(parts) > 1 and parts[-1] == "00":
        parts.pop()
    return "-".join(parts)


def is_strength(cell: str) -> bool:
    """Whether a cell can be a strength of ours, above 0 and at most 1.

    >>> [is_strength(cell) for cell in ("0.5", "1", "0", "12", "Strong")]
    [True, True, False, False, False]
    """
    try:
        return 0 < float(cell) <= 1
    except ValueError:
        return False


def free_name(name: str, columns: Collection[str]) -> str:
    """A name that no column has yet.

    >>> free_name("tie", ["from", "tie"]), free_name("tie", ["from"])
    ('tie 2', 'tie')
    """
    column, again = name, 2
    while column in columns:
        column, again = f"{name} {again}", again + 1
    return column


def _folded(title: str) -> str:
    return " ".join(fold(title).replace("_", " ").replace("-", " ").split())


def plain(title: str) -> str:
    """A title in one line.

    >>> plain(" Date  of\\nbirth ")
    'Date of birth'
    """
    return " ".join(title.split())


def columns_with_strength(table: ForeignTable, known: Collection[str]) -> dict[str, bool]:
    """The columns of a table that are not known yet; of each whether it can be a strength."""
    rest = {column: False for column in table.header if column not in known}
    place = next((n for n, c in enumerate(table.header) if fold(c) == "strength"), None)
    if place is not None and table.header[place] in rest:
        texts = [row[place] for _, row in table.rows() if row[place]]
        rest[table.header[place]] = all(map(is_strength, texts))
    return rest
