"""GML, for igraph, Gephi, Pajek's converters and NetworkX: plain ASCII, numbers for ids."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from graph.campaign.extract import Extract
from graph.model.records import Value
from graph.model.words import mark
from queries.render.export_cells import entity_cells, joined, phrase, tie_cells
from queries.render.export_file import LISTS, MUTUAL, YES_OR_NO, about_line, export_file

_NO_KEY = re.compile("[^0-9A-Za-z_]")
_ESCAPED = re.compile('[^ -~]|[&"<>]')
_MOST = 2**31  # a whole number of GML is below it


@export_file(
    mark("GML, for igraph and NetworkX"),
    ending="gml",
    media="text/x-gml",
    lacks=(LISTS, MUTUAL, YES_OR_NO),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """An entity's own code is `code`, its number in the file `id`."""
    numbers = {one.code: number for number, one in enumerate(extract.entities)}
    comment = _text(about_line(extract))
    out.write(f'graph [\n  directed 1\n  multigraph 1\n  comment "{comment}"\n'.encode())
    for one in extract.entities:
        cells: dict[str, Value] = {"id": numbers[one.code], "label": one.name, "code": one.code}
        out.write(_block("node", {**cells, **entity_cells(one, extract)}))
    for tie in extract.ties:
        ends: dict[str, Value] = {
            "source": numbers[tie.source],
            "target": numbers[tie.target],
            "key": tie.code,
        }
        out.write(_block("edge", {**ends, "label": phrase(tie), **tie_cells(tie, extract)}))
    out.write(b"]\n")


def _block(name: str, cells: Mapping[str, Value]) -> bytes:
    lines = "".join(f"    {key} {value}\n" for key, value in _lines(cells))
    return f"  {name} [\n{lines}  ]\n".encode("ascii")


def _lines(cells: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    used: set[str] = set()
    for name, value in cells.items():
        key = _key(name)
        while key in used:  # one key twice would be a list
            key += "x"
        used.add(key)
        yield key, _value(value)


def _key(name: str) -> str:
    """A name as a key of GML: letters, digits and underscores, a letter first.

    >>> _key("source url"), _key("2nd")
    ('source_url', 'v2nd')
    """
    key = _NO_KEY.sub("_", name)
    return key if key[:1].isalpha() else f"v{key}"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int) and -_MOST <= value < _MOST:
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        text = repr(value).upper()
        return text if "." in text else text.replace("E", ".0E")
    return f'"{_text(str(joined(value)))}"'


def _text(text: str) -> str:
    """A text in ASCII; every other character by its number.

    >>> _text('Ülo & "Co"')
    '&#220;lo &#38; &#34;Co&#34;'
    """
    return _ESCAPED.sub(lambda match: f"&#{ord(match[0])};", text)
