"""Which known names somebody may have meant by a text that is none: offered, never taken.

In this order: the same words however they stand, one name that begins the other, the same words in
short ("Amnesty Intl"), the initials, then what is only spelled alike. Aliases and Latin letters
count as the name does, and it is the name that is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from graph.model.text import search_forms
from graph.model.trigrams import Trigrams

OFFERED: Final = 3
_COMPARED: Final = 25  # names that are compared closely with a text
_ALIKE: Final = 70.0  # of 100: what is spelled less alike is no candidate
_SHORT: Final = 3  # letters; fewer begin too many names
# Words that initials leave out.
_SMALL: Final = frozenset(
    {"a", "and", "de", "der", "des", "di", "du", "e", "et", "for", "in", "la", "le", "of", "on"}
    | {"the", "to", "und", "y"}
)
_WORD: Final = re.compile(r"\w+")


class _Spelling(NamedTuple):
    """A way in which a name is spelled: its words, and the name to be offered."""

    words: tuple[str, ...]
    name: str
    initials: bool


class Candidates:
    """An index over names, made once; each text then takes less than a millisecond."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: pairs of what somebody is called and the name that is offered for it."""
        spellings = {each: None for text, name in names for each in _spellings(text, name)}
        self._spellings = sorted(spellings)
        self._index = Trigrams([" ".join(each.words) for each in self._spellings])

    def near(self, text: str, most: int = OFFERED) -> list[str]:
        """At most so many names that may have been meant, the likeliest first.

        >>> known = Candidates((name, name) for name in ("Amnesty International", "Article 19"))
        >>> known.near("Amnesty Intl"), known.near("Intl. Amnesty"), known.near("Hollow Tree")
        (['Amnesty International'], ['Amnesty International'], [])
        """
        best: dict[str, tuple[float, float]] = {}
        for each in _spellings(text, ""):
            for at in self._index.near(" ".join(each.words), _COMPARED):
                spelling = self._spellings[at]
                rank = _rank(each, spelling)
                if rank is not None:
                    best[spelling.name] = min(rank, best.get(spelling.name, rank))
        return sorted(best, key=lambda name: (best[name], name))[:most]


def _spellings(text: str, name: str) -> list[_Spelling]:
    """As it is written and in Latin letters, and its initials."""
    spellings = list[_Spelling]()
    for form in search_forms(text):
        if words := tuple(_WORD.findall(form)):
            spellings.append(_Spelling(words, name, initials=False))
            initials = "".join(word[0] for word in words if word not in _SMALL)
            if len(initials) > 2:
                spellings.append(_Spelling((initials,), name, initials=True))
    return spellings


def _rank(wanted: _Spelling, known: _Spelling) -> tuple[float, float] | None:
    """How near two spellings are, the nearest least; None: not near enough."""
    one, other = " ".join(wanted.words), " ".join(known.words)
    alike = fuzz.ratio(one, other)
    if wanted.initials or known.initials:
        if wanted.initials and known.initials:
            return None  # of two long names: chance
        return (3, -alike) if alike >= 90 else (5, -alike) if alike >= 80 else None
    if sorted(wanted.words) == sorted(known.words):
        return 0, -alike
    if min(len(one), len(other)) >= _SHORT and (one.startswith(other) or other.startswith(one)):
        return 1, -alike
    if _abbreviates(wanted.words, known.words):
        return 2, -alike
    alike = max(alike, fuzz.token_sort_ratio(one, other))
    return (4, -alike) if alike >= _ALIKE else None


def _abbreviates(wanted: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether each word of one stands for one of the other's, whole at least once."""
    few, many = (wanted, known) if len(wanted) <= len(known) else (known, wanted)
    if not {word[0] for word in few} <= {word[0] for word in many}:
        return False
    left, whole = list(many), False
    for word in few:
        at = next((n for n, other in enumerate(left) if word == other), None)
        if at is None:
            at = next((n for n, other in enumerate(left) if _in_short(word, other)), None)
        else:
            whole = True
        if at is None:
            return False
        del left[at]
    return whole


def _in_short(word: str, other: str) -> bool:
    """Whether a word is another in short, or the reverse: its letters in order, the first first.

    >>> _in_short("intl", "international"), _in_short("watch", "water")
    (True, False)
    """
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    if len(short) < 2 or short[0] != long[0] or short[-1] not in long:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)
