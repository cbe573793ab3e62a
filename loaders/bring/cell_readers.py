"""What a cell of one of our columns says, read from a row of somebody's table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from graph.model.text import fold
from graph.model.vocabulary import CONTACT_RULES
from loaders import countries
from loaders.bring.mapping import Filling
from loaders.bring.written_days import iso_day


def reader(filling: Filling, place: Mapping[str, int]) -> Callable[[Sequence[str]], str]:
    """What reads the cell of one of our columns from a row of theirs."""
    places = [place[column] for column in filling.columns if column in place]
    constant = filling.constant
    if not places:
        return lambda _: constant
    plain = not (filling.split or filling.words or filling.dates or filling.scheme)
    plain = plain and filling.others is None
    join = "|" if filling.split else filling.join
    if plain and len(places) == 1:
        n = places[0]
        return lambda texts: texts[n].strip() or constant
    if plain and not filling.strictest:
        get = itemgetter(*places)
        return lambda texts: (
            join.join(dict.fromkeys(filter(None, map(str.strip, get(texts))))) or constant
        )
    one = _converter(filling)

    def read(texts: Sequence[str]) -> str:
        parts = [part for n in places if texts[n] for part in one(texts[n])]
        if filling.strictest:
            return max(parts, key=_strictness) if parts else constant
        return join.join(dict.fromkeys(parts) if len(parts) > 1 else parts) or constant

    return read


def _converter(filling: Filling) -> Callable[[str], list[str]]:
    """What comes of one cell: its parts, in our words. Cells are often the same, so remembered."""
    order = filling.dates or None
    words, others, scheme = filling.words, filling.others, filling.scheme
    divided = _divider(filling.split)

    def part(text: str) -> str:
        if words or others is not None:
            text = words.get(fold(text), text if others is None else others)
        if order and text:
            text = iso_day(text, order)
        if scheme and text and (iso3 := countries.known(text, scheme)):
            text = countries.territories()[iso3].name
        return text.strip()

    cache: dict[str, list[str]] = {}

    def parts(cell: str) -> list[str]:
        if cell not in cache:
            if len(cache) > _MANY:
                cache.clear()
            cache[cell] = [text for one in divided(cell) if (text := part(one))]
        return cache[cell]

    return parts


_MANY = 20_000  # cells that are remembered


def _divider(separator: str) -> Callable[[str], list[str]]:
    if not separator:
        return lambda cell: [cell.strip()] if cell.strip() else []
    pattern = re.compile("|".join(re.escape(one) for one in separator) + r"|\r?\n")
    return lambda cell: [one.strip() for one in pattern.split(cell) if one.strip()]


def _strictness(rule: str) -> int:
    return CONTACT_RULES.index(rule) if rule in CONTACT_RULES else len(CONTACT_RULES)
