"""Where a person is named in a text, and the text without it.

Whatever the case, the accents and what stands between the words; in the name's own letters and in
Latin ones. Not found: a form that the language bends (“Назрина”), a misspelling, a part of a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from anyascii import anyascii

from graph.model.text import fold, search_forms

ERASED = "[erased]"  # what stands where a name stood
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name."""

    first: str  # its first word, by which most texts are passed over
    pattern: re.Pattern[str]
    full: bool  # long enough to mean this person, and not somebody of the same first name


class Mentions:
    """The mentions of these names. What is one letter, or a number, is not looked for."""

    def __init__(self, names: Iterable[str]) -> None:
        words = {
            tuple(_WORD.findall(form)): None
            for name in names
            for form in search_forms(name)
            if len(form) > 1 and any(map(str.isalpha, form))
        }
        self._forms = [_form(each) for each in words if each]
        self._firsts = {form.first for form in self._forms}

    def __bool__(self) -> bool:
        return bool(self._forms)

    def inside(self, text: str, *, full: bool = False) -> bool:
        """Whether a text names the person; `full`: by more than a single word."""
        return bool(self._spans(text, full))

    def without(self, text: str, *, full: bool = False, instead: str = ERASED) -> str:
        """The text with `instead` in the place of each mention.

        >>> Mentions(["Nuram al-Zaviri"]).without("Ask NURAM  Al Zavirí first.")
        'Ask [erased] first.'
        """
        for begin, end in reversed(self._spans(text, full)):
            text = f"{text[:begin]}{instead}{text[end:]}"
        return text

    def whole(self, text: str) -> bool:
        """Whether a text is one of the names and nothing else."""
        return self.without(text).strip() == ERASED

    def _spans(self, text: str, full: bool) -> list[tuple[int, int]]:
        if text.isascii():  # most texts, and most of these name nobody
            plain = text.casefold()
            if not any(first in plain for first in self._firsts):
                return []
        spans: list[tuple[int, int]] = []
        for plain, folded in _versions(text):
            near = [form for form in self._forms if form.first in plain and form.full >= full]
            if near:
                spans += _places(near, text, folded)
        return _joined(sorted(spans))


def _form(words: tuple[str, ...]) -> _Form:
    joined = "".join(words)
    apart = any(c.lower() != c.upper() for c in joined)
    # Letters without case are often written without spaces between words, or with what belongs to
    # the word before it: there a name may begin and end anywhere.
    between = r"[\W_]{1,3}" if apart else r"[\W_]{0,3}"
    pattern = between.join(map(re.escape, words))
    if apart:
        pattern = rf"(?<![^\W_]){pattern}(?![^\W_])"
    return _Form(words[0], re.compile(pattern), len(words) > 1 or (not apart and len(joined) > 2))


def _versions(text: str) -> Iterator[tuple[str, Callable[[str], str]]]:
    """The text as it is compared, in its own letters and in Latin ones, and how a letter of it is
    brought to that form."""
    yield fold(text), _folded
    if not text.isascii():
        yield fold(anyascii(text)), lambda letter: _folded(anyascii(letter))


def _folded(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _places(
    forms: list[_Form], text: str, folded: Callable[[str], str]
) -> Iterator[tuple[int, int]]:
    """Where they stand in the text itself, which may have more letters than what is compared."""
    letters = [(c, at) for at, letter in enumerate(text) for c in folded(letter)]
    compared = "".join(c for c, _ in letters)
    places = [at for _, at in letters] + [len(text)]
    for form in forms:
        for match in form.pattern.finditer(compared):
            yield places[match.start()], max(places[match.end()], places[match.end() - 1] + 1)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined
