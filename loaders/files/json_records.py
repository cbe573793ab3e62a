"""The records of a JSON file, an array of objects or one object a line, one by one.

A published export of hundreds of megabytes is never held whole: only the part that is being read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from graph.model.errors import RowProblem, UnreadableFile
from graph.model.words import say
from loaders.files.sources import Source, opened, text

LONGEST_RECORD: Final = 4_000_000  # characters; a longer one is not a row of a table
_BLOCK = 1 << 20  # characters read at once
_ARRAY = re.compile(r"\s*\[")
_BETWEEN = re.compile(r"[\s,]*")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")


def is_json(source: Source) -> bool:
    """Whether a file begins as objects of JSON do. UnreadableFile: it cannot be opened."""
    with opened(source) as file:
        return bool(_BEGINS.match(file.read(4096)))


def records(
    source: Source, reads: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(number from 1, texts by field) of each object; several values of a field stand on lines.
    A field that is not read is empty, unless nothing else is filled.

    RowProblem: what follows is no object. UnreadableFile: it is not written in UTF-8.
    """
    try:
        for number, record in enumerate(objects(source), 1):
            cells = {
                f: (x if type(x) is str else _shown(x)) if reads(f) else ""
                for f, x in record.items()
            }
            if not any(cells.values()):
                cells = {f: _shown(x) for f, x in record.items()}
            yield number, cells
    except RecursionError:
        raise UnreadableFile(
            say(
                "{file} is not a list of records: brackets in brackets without end.",
                file=source.name,
            )
        ) from None
    except UnicodeError:
        raise UnreadableFile(
            say("{file} is not written in UTF-8, as JSON is. Export it again.", file=source.name)
        ) from None


def objects(source: Source) -> Iterator[dict[str, Any]]:
    """Each object as it is; RowProblem as `records`. UnicodeError, RecursionError: to be said."""
    # Numbers stay as they are written.
    decode = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str).raw_decode
    with text(source, "utf-8-sig") as file:
        waiting, number = file.read(_BLOCK), 0
        array = _ARRAY.match(waiting)
        at = array.end() if array else 0
        while True:
            at = _after(_BETWEEN, waiting, at)
            if array and waiting.startswith("]", at):
                break
            try:
                record, end = decode(waiting, at)
            except ValueError:  # it is not whole yet
                record, end = None, at
            if isinstance(record, dict):
                number, at = number + 1, end
                yield record
                continue
            waiting, at = waiting[at:], 0
            block = "" if record is not None or len(waiting) > LONGEST_RECORD else file.read(_BLOCK)
            if not (block or waiting or array):
                return
            if not block:
                raise _no_record(source, number + 1, waiting)
            waiting += block
        if rest := (waiting[at + 1 :] + file.read(_BLOCK)).strip():
            raise _no_record(source, number + 1, rest)


def _after(pattern: re.Pattern[str], content: str, at: int) -> int:
    match = pattern.match(content, at)
    return match.end() if match else at


def _no_record(source: Source, number: int, begins: str) -> RowProblem:
    return RowProblem(
        say("Here the file is not a list of JSON objects, or it ends too early. Export it again."),
        file=source.name,
        row=number,
        value=begins[:80],
    )


def _shown(value: object) -> str:
    """A value as a workbook's cell would have it."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(map(_shown, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else json.dumps(value, ensure_ascii=False)
