"""What the header of a column says that it means, in the languages that campaigns write in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from graph.model.text import fold

TABLE = Path(__file__).with_suffix(".txt")
_PUNCTUATION = re.compile(r"[\s_:*?()\[\]/\\.,;!\"“”«»-]+")


def plain_header(text: str) -> str:
    """A header as it is compared: without case, accents, punctuation.

    >>> plain_header("E-Mail*"), plain_header("Date_of_Arrest:")
    ('e mail', 'date of arrest')
    """
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())


def meaning_of(header: str) -> str:
    """What a column of this header is; "" where the header says nothing by itself.

    >>> meaning_of("Дата ареста"), meaning_of("Nom de famille"), meaning_of("Colour")
    ('arrested', 'last name', '')
    >>> meaning_of("How would you like to help us?"), meaning_of("姓名")
    ('can do', 'name')
    """
    plain = plain_header(header)
    whole, beginnings = _words()
    if plain in whole:
        return whole[plain]
    return next((m for begins, m in beginnings.items() if plain.startswith(begins)), "")


@cache
def _words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Meanings by whole headers, and by how headers begin."""
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("#") or "|" not in line:
            continue
        meaning, _, headers = line.partition("|")
        for header in headers.split(";"):
            if plain := plain_header(header.replace("…", " ")):
                words = beginnings if "…" in header else whole
                words.setdefault(plain, meaning.strip())
    return whole, beginnings
