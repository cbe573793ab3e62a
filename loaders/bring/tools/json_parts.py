"""A file of JSON in parts: the items of its lists and the values beside them, one by one.

The whole is never held, only the part that is being read. Numbers stay as they are written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, Final, NamedTuple

from graph.model.errors import RowProblem, UnreadableFile
from graph.model.words import number, say
from loaders.files.sources import Source, text

LONGEST_PART: Final = 4_000_000  # characters
DEEPEST: Final = 2  # objects in one another that are read in parts
_BLOCK: Final = 1 << 20  # characters read at once
_BLANK: Final = re.compile(r"[\s,]*")


class JsonPart(NamedTuple):
    """A value, where in the file it stands, and its place in the list that it is in (from 1)."""

    path: tuple[str, ...]  # the names of the fields around it
    number: int  # 0: it is in no list
    value: Any


class _Text:
    """The text that is left to read, from `at`."""

    def __init__(self, source: Source) -> None:
        self.source, self.at, self.waiting = source, 0, ""
        self._file = text(source, "utf-8-sig")
        self._decode = json.JSONDecoder(
            parse_float=str, parse_int=str, parse_constant=lambda _: None
        ).raw_decode

    def more(self) -> bool:
        """Read another block; False at the end of the file."""
        block = self._file.read(_BLOCK)
        self.waiting, self.at = self.waiting[self.at :] + block, 0
        return bool(block)

    def sign(self) -> str:
        """The next character that is no blank or comma; "" at the end."""
        while True:
            blank = _BLANK.match(self.waiting, self.at)
            self.at = blank.end() if blank else self.at
            if self.at < len(self.waiting):
                return self.waiting[self.at]
            if not self.more():
                return ""

    def value(self) -> Any:
        """The value that begins here, whole. RowProblem: there is none."""
        self.sign()
        while True:
            with suppress(ValueError):  # or it is not whole yet
                value, end = self._decode(self.waiting, self.at)
                if end < len(self.waiting):
                    self.at = end
                    return value
                length = end - self.at
                if self.more():  # a number may go on in the next block
                    continue
                self.at = length
                return value
            if len(self.waiting) - self.at > LONGEST_PART:
                raise RowProblem(
                    say("This is longer than {most} characters.", most=number(LONGEST_PART)),
                    file=self.source.name,
                    value=self.waiting[self.at : self.at + 80],
                )
            if not self.more():
                raise self.broken()

    def broken(self) -> RowProblem:
        return RowProblem(
            say("Here the file is no JSON, or it ends too early. Export it again."),
            file=self.source.name,
            value=self.waiting[self.at : self.at + 80],
        )

    def close(self) -> None:
        self._file.close()


def json_parts(source: Source) -> Iterator[JsonPart]:
    """The parts of a file that is one JSON value, in its order.

    Objects are read field by field, two deep, and lists in them item by item; what lies deeper
    comes whole. RowProblem: it is no JSON, or a part is too long. UnreadableFile: it is not in
    UTF-8, or nested without end.
    """
    reader = _Text(source)
    try:
        with readable_json(source):
            yield from _parts(reader, ())
            if reader.sign():
                raise reader.broken()
    finally:
        reader.close()


@contextmanager
def readable_json(source: Source) -> Iterator[None]:
    """UnreadableFile, with a sentence, in place of what a reader of JSON stumbles over."""
    try:
        yield
    except RecursionError:
        raise UnreadableFile(
            say(
                "{file} has brackets in brackets without end, which no export has. It was not "
                "read.",
                file=source.name,
            )
        ) from None
    except UnicodeError:
        raise UnreadableFile(
            say("{file} is not written in UTF-8, as JSON is. Export it again.", file=source.name)
        ) from None


def _parts(reader: _Text, path: tuple[str, ...]) -> Iterator[JsonPart]:
    sign = reader.sign()
    if sign == "{" and len(path) < DEEPEST:
        reader.at += 1
        while (sign := reader.sign()) != "}":
            name = reader.value() if sign == '"' else None
            if name is None or reader.sign() != ":":
                raise reader.broken()
            reader.at += 1
            yield from _parts(reader, (*path, name))
        reader.at += 1
    elif sign == "[":
        reader.at += 1
        place = 0
        while (sign := reader.sign()) != "]":
            if not sign:
                raise reader.broken()
            place += 1
            yield JsonPart(path, place, reader.value())
        reader.at += 1
    else:
        yield JsonPart(path, 0, reader.value())


def shape(source: Source, most: int = 400) -> Mapping[tuple[str, ...], Any]:
    """The first value of each path among a file's first parts: what shows whose format it is.

    Each list is looked at by its first item that is an object; an object in the first by its
    fields.
    """
    first: dict[tuple[str, ...], Any] = {}
    with suppress(RowProblem):  # whoever reads it says what is wrong with it
        for part in islice(json_parts(source), most):
            if part.path not in first or not isinstance(first[part.path], dict):
                first[part.path] = part.value
            if len(part.path) > 1 and not part.number:
                around = first.setdefault(part.path[:-1], {})
                if isinstance(around, dict):
                    around.setdefault(part.path[-1], part.value)
    return first


def cell(value: object) -> str:
    """A value as a cell: of a list each on its own, separated by “|”; nothing is "".

    >>> cell(["a", None, "b"]), cell(True), cell({"x": "1"}), cell(None)
    ('a|b', 'yes', '{"x": "1"}', '')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(filter(None, map(cell, value)))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def opened_out(value: Mapping[str, object], *containers: str) -> dict[str, object]:
    """An object whose attributes lie in an object of its own, with these beside the rest.

    >>> opened_out({"id": "1", "attributes": {"name": "A"}}, "attributes")
    {'id': '1', 'name': 'A'}
    """
    flat = {name: one for name, one in value.items() if name not in containers}
    for name in containers:
        inner = value.get(name)
        if isinstance(inner, dict):
            flat |= {key: one for key, one in inner.items() if key not in flat}
        elif inner not in (None, ""):
            flat[name] = inner
    return flat


def cells(value: Mapping[str, object], *without: str) -> dict[str, str]:
    """The fields of an object as cells, without those named and those that are empty.

    >>> cells({"id": "1", "age": "40", "note": None}, "id")
    {'age': '40'}
    """
    shown = {name: cell(one) for name, one in value.items() if name not in without}
    return {name: text for name, text in shown.items() if text}
