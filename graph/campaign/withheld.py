"""Names that do not leave: of whoever the audience may not see, and of a prisoner whose naming
nobody allowed, wherever somebody wrote them.

Names of more than one word are looked for whatever their case, accents and alphabet. A name of one
word ("Linden", "Anna") may mean somebody else or something: of a prisoner it is withheld where it
is spelled exactly so, of others only pointed at (disclosure.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from graph.model.ids import is_kind
from graph.model.mentions import Mentions
from graph.model.records import Entity
from graph.model.schema import Label
from graph.model.text import search_forms
from graph.view import View

NAMELESS: Final = "[name withheld]"  # what stands where a name stood
_SOMEBODY: Final = ("Person", "Family", "Organization", "Coalition", "Campaign", "Case")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Whose names do not leave. `unnamed`: ids of cases and people whose naming nobody allowed."""

    unnamed: frozenset[str]
    index: NameIndex
    exact: re.Pattern[str] | None  # of one word each, as spelled
    single: frozenset[str]  # names of one word of whoever is hidden

    def without(self, text: str) -> str:
        """A text with `NAMELESS` where such a name stood."""
        text = self.index.without(text)
        return self.exact.sub(NAMELESS, text) if self.exact else text


class NameIndex:
    """Many names, of which a text is asked only for those whose first word it holds."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        self._cleared: dict[str, str] = {}  # most texts of a store stand in it many times
        unspaced = []
        for name in names:
            for form in search_forms(name):
                words = _WORD.findall(form)
                if words and any(c.lower() != c.upper() for c in form):
                    self._by_word.setdefault(words[0], []).append(name)
                elif words:  # letters without case may stand without a space before them
                    unspaced.append(name)
        self._unspaced = Mentions(unspaced)

    def without(self, text: str) -> str:
        """The text with `NAMELESS` in the place of each name of more than one word.

        >>> NameIndex(["Назрин Овелак"]).without("Ask Nazrin OVELAK's aunt.")
        "Ask [name withheld]'s aunt."
        """
        if text not in self._cleared:
            self._cleared[text] = self._without(text)
        return self._cleared[text]

    def _without(self, text: str) -> str:
        words = {word for form in search_forms(text) for word in _WORD.findall(form)}
        names = [name for word in words & self._by_word.keys() for name in self._by_word[word]]
        if names:
            text = Mentions(names).without(text, full=True, instead=NAMELESS)
        if self._unspaced and not text.isascii():
            text = self._unspaced.without(text, full=True, instead=NAMELESS)
        return text


def withheld(view: View, silent: Collection[str]) -> Withheld:
    """What does not leave of this view, where nobody allowed these cases to be named.

    Reads what the audience of the view may not see, so that its names can be looked for: nothing
    of it but `NAMELESS` comes into a file.
    """
    whole = View(view.store, Label.RED, language=view.language)
    unnamed = set(silent) | _prisoners(whole, silent)
    everybody = whole.entities(*_SOMEBODY)
    shown = [one for one in view.entities(*_SOMEBODY) if one.id not in unnamed]
    visible = {name for one in shown for name in names_of(one)}
    hidden = {name for one in everybody for name in names_of(one)} - visible
    own = {name for one in everybody if one.id in unnamed for name in names_of(one)}
    return Withheld(
        unnamed=frozenset(unnamed),
        index=NameIndex(sorted(hidden | own)),
        exact=_spelled(name for name in own if _single(name)),
        single=frozenset(name for name in hidden - own if _single(name)),
    )


def names_of(one: Entity) -> list[str]:
    """An entity's name and other names."""
    aliases = one.values.get("aliases")
    own = [one.name] if one.name else []
    return [*own, *(aliases if isinstance(aliases, list) else [])]


def _prisoners(whole: View, cases: Collection[str]) -> set[str]:
    """Those whom these cases concern, seen by the audience or not."""
    ties = whole.ties("CONCERNS", of=cases) if cases else []
    return {t.target for t in ties if t.source in cases and is_kind(t.target, "Person")}


def _single(name: str) -> bool:
    return len(_WORD.findall(name)) == 1


def _spelled(names: Iterable[str]) -> re.Pattern[str] | None:
    each = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![^\W_])(?:{each})(?![^\W_])") if each else None
