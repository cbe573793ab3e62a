"""Texts as search compares them: no case, accents or width, as written and in Latin letters."""

from __future__ import annotations

import unicodedata

from anyascii import anyascii

MOST_WORDS = 100  # of a text that names somebody


def fold(text: str) -> str:
    """A text as search compares it: no case, accents, or difference of width.

    >>> fold("Élodie  ÇELİK")
    'elodie celik'
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def search_forms(text: str) -> list[str]:
    """The folded forms under which a name is found: as written, and in Latin letters."""
    folded = fold(text)
    return [folded] if text.isascii() else list(dict.fromkeys((folded, fold(anyascii(text)))))


def search_words(text: str) -> list[list[str]]:
    """The words that a name must contain to be found, for each form of the text. A text of more
    words than any name has finds nothing.

    >>> search_words("Élodie Çelik"), search_words(" ".join(map(str, range(1000))))
    ([['elodie', 'celik']], [])
    """
    forms = [list(dict.fromkeys(form.split())) for form in search_forms(text) if form]
    return [form for form in forms if len(form) <= MOST_WORDS]
