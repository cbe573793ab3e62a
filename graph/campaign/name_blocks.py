"""Which entities may be one: pairs that have an address or a name in common, or nearly.

Only those are compared that share a block (a mail, a whole name, a word of the name in one place),
so that a hundred thousand take seconds (Christen 2012, Data Matching, chapter 4). A block that too
many share says nothing and is taken apart by place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from graph.model.records import Entity, Value
from graph.model.text import fold, search_forms
from graph.model.words import mark
from graph.store.judgements import pair

MAIL: Final = mark("the same e-mail address")
PHONE: Final = mark("the same telephone number")
SITE: Final = mark("the same website")
NAME: Final = mark("the same name")
ALIAS: Final = mark("a name of one is an alias of the other")
LETTERS: Final = mark("the same name in another script or spelling of its letters")
NEAR: Final = mark("a similar name in the same place")
SIMILAR: Final = mark("a similar name, of one no place is known")
SHORT: Final = mark("the same name of one word")
TIES: Final = mark("tied to the same others")
# The strongest first; how strong each is, is a judgement.
STRENGTH: Final = {
    MAIL: 3,
    NAME: 3,
    ALIAS: 3,
    LETTERS: 3,
    PHONE: 3,
    SITE: 2,
    NEAR: 2,
    TIES: 2,
    SHORT: 1,
    SIMILAR: 1,
}
MOST: Final = 40  # of one block; more have that in common by chance
_VALUES: Final = {  # what is compared as an address, under the names that lists give it
    MAIL: ("email", "e-mail", "mail"),
    PHONE: ("phone", "telephone", "mobile"),
    SITE: ("website", "url", "site"),
}
# Sites on which many have a page: there the whole address counts.
_SHARED: Final = re.compile(
    r"(\w+\.)?(facebook|twitter|x|instagram|linkedin|youtube|github|medium|google|vk|ok)\.(com|ru)"
    r"|t\.me|youtu\.be|linktr\.ee"
)
_NEARLY, _VERY = 78.0, 90.0  # of 100, how alike names are spelled
_WORD: Final = re.compile(r"\w+")

Pair = tuple[str, str]
Reasons = dict[Pair, dict[str, str]]  # by pair of ids: each reason, and what is in common


class _Called(NamedTuple):
    """One name of an entity: its words in Latin letters, sorted, and how it is written."""

    id: str
    words: tuple[str, ...]
    folded: str
    text: str
    alias: bool

    @property
    def form(self) -> str:
        return " ".join(self.words)


def alike(entities: Iterable[Entity], places: Mapping[str, frozenset[str]]) -> Reasons:
    """Pairs of one kind that may be one, with the reasons. `places`: by id, where each is and to
    what it belongs.

    O(n) blocks, of each at most `MOST`² / 2 pairs.
    """
    by_kind: defaultdict[str, list[Entity]] = defaultdict(list)
    for one in entities:
        by_kind[one.kind].append(one)
    reasons: defaultdict[Pair, dict[str, str]] = defaultdict(dict)
    for some in by_kind.values():
        for ends, reason, text in _of_kind(some, places):
            reasons[ends].setdefault(reason, text)
    return {ends: _strongest(why) for ends, why in reasons.items()}


def _of_kind(
    entities: Sequence[Entity], places: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Pair, str, str]]:
    for reason in _VALUES:
        yield from _addresses(entities, reason)
    called = [name for one in entities for name in _names(one)]
    yield from _same_names(called, places)
    yield from _similar_names(called, places)


def _addresses(entities: Iterable[Entity], reason: str) -> Iterator[tuple[Pair, str, str]]:
    blocks: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in entities:
        for key in _VALUES[reason]:
            for text in _texts(one.values.get(key)):
                if address := _address(reason, text):
                    blocks[address].setdefault(one.id, text)
    for block in blocks.values():
        if len(block) <= MOST:
            for a, b in combinations(sorted(block), 2):
                yield (a, b), reason, block[a]


def _address(reason: str, text: str) -> str:
    """A text as addresses are compared; "": it is none."""
    bare = text.casefold().strip()
    if reason == PHONE:
        digits = re.sub(r"\D", "", bare).lstrip("0")
        return digits if len(digits) > 6 else ""
    if reason == MAIL:
        return bare.removeprefix("mailto:") if "@" in bare else ""
    bare = re.sub(r"^(https?://)?(www\.)?", "", bare)
    host, _, rest = bare.partition("/")
    if "." not in host:
        return ""
    return f"{host}/{rest.strip('/')}" if _SHARED.fullmatch(host) else host


def _names(one: Entity) -> Iterator[_Called]:
    texts = [one.name or "", *_texts(one.values.get("aliases"))]
    for n, text in enumerate(texts):
        words = tuple(sorted(_WORD.findall(search_forms(text)[-1])))
        if words:
            folded = " ".join(sorted(_WORD.findall(fold(text))))
            yield _Called(one.id, words, folded, text, n > 0)


def _same_names(
    called: Iterable[_Called], places: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Pair, str, str]]:
    blocks: defaultdict[tuple[str, ...], list[_Called]] = defaultdict(list)
    for name in called:
        blocks[name.words].append(name)
    for block in _small(blocks.values(), places):
        for a, b in combinations(block, 2):
            if a.id == b.id:
                continue
            if a.alias or b.alias:
                reason = ALIAS
            elif len(a.words) < 2 and a.id.startswith("per:"):
                reason = SHORT
            else:
                reason = NAME if a.folded == b.folded else LETTERS
            yield pair(a.id, b.id), reason, a.text if a.alias else b.text


def _small(
    blocks: Iterable[list[_Called]], places: Mapping[str, frozenset[str]]
) -> Iterator[list[_Called]]:
    """The blocks that say something; one of too many in parts, by place."""
    for block in blocks:
        if len(block) <= MOST:
            yield block
            continue
        by_place: defaultdict[str, list[_Called]] = defaultdict(list)
        for name in block:
            for place in places.get(name.id, ()):
                by_place[place].append(name)
        yield from (some for some in by_place.values() if len(some) <= MOST)


def _similar_names(
    called: Sequence[_Called], places: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Pair, str, str]]:
    """Names that are spelled alike: in one place, or one of them in none that is known."""
    blocks: defaultdict[tuple[str, str], list[_Called]] = defaultdict(list)
    for name in called:
        begins = " ".join(word[:2] for word in name.words)
        for key in {begins, *(word for word in name.words if len(word) > 2)}:
            blocks["", key].append(name)
            for place in places.get(name.id, ()):
                blocks[place, key].append(name)
    for (place, _), block in blocks.items():
        if 1 < len(block) <= MOST:
            for a, b, alike in _spelled_alike(block):
                unplaced = not (places.get(a.id) and places.get(b.id))
                if place and _similar(a, b):
                    yield pair(a.id, b.id), NEAR, f"{a.text} / {b.text}"
                elif not place and unplaced and alike >= _VERY and _similar(a, b):
                    yield pair(a.id, b.id), SIMILAR, f"{a.text} / {b.text}"


def _spelled_alike(block: Sequence[_Called]) -> Iterator[tuple[_Called, _Called, float]]:
    """Pairs of a block whose names are nearly, but not quite, the same, and how nearly."""
    forms = [name.form for name in block]
    alike = process.cdist(forms, forms, scorer=fuzz.ratio, score_cutoff=_NEARLY)
    for i, j in np.argwhere(np.triu(alike, 1) > 0).tolist():
        a, b = block[i], block[j]
        if a.id != b.id and a.words != b.words:
            yield a, b, float(alike[i, j])


def _similar(a: _Called, b: _Called) -> bool:
    """Whether two names may be one, spelled or shortened otherwise. A number makes two of them.

    >>> def called(name: str) -> _Called:
    ...     return next(_names(Entity("Person", "per:1", name)))
    >>> [_similar(called("Jan Petr Novak"), called(name))
    ...  for name in ("Jan Novak", "Jan P. Novak", "Jan Petr Nowak", "Eva Petr Novak")]
    [True, True, True, False]
    """
    first, second = set(a.words) - set(b.words), set(b.words) - set(a.words)
    if any(word.isdigit() for word in first | second):
        return False
    if not first or not second:  # a middle name, or a word that was left out
        return min(len(a.words), len(b.words)) > 1
    if len(first) != len(second):
        return fuzz.ratio(a.form, b.form) >= _VERY
    return all(_one_word(x, y) for x, y in zip(sorted(first), sorted(second), strict=True))


def _one_word(x: str, y: str) -> bool:
    """Whether two words may be one, misspelt or cut off."""
    short, long = sorted((x, y), key=len)
    return long.startswith(short) or fuzz.ratio(x, y) >= _NEARLY - 3


def _strongest(reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons, strongest first; of those that names give, only the strongest."""
    names = [r for r in (NAME, LETTERS, ALIAS, SHORT, NEAR, SIMILAR) if r in reasons]
    order = list(STRENGTH)
    left = (reason for reason in reasons if reason not in names[1:])
    ranked = sorted(left, key=lambda reason: (-STRENGTH[reason], order.index(reason)))
    return {reason: reasons[reason] for reason in ranked}


def _texts(value: Value | None) -> list[str]:
    return value if isinstance(value, list) else [str(value)] if value else []
