"""A catalogue for translators, and whether a translation of it can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from graph.languages.extraction import Message

if TYPE_CHECKING:
    from babel.messages.catalog import Message as Entry


def catalogue(messages: Iterable[Message]) -> Catalog:
    """Each text once, with every place where it is written."""
    texts = Catalog(project="Demarche", charset="utf-8", fuzzy=False)
    for one in messages:
        id = (one.text, one.plural) if one.plural else one.text
        flags = ["python-brace-format"] if placeholders(one.text + one.plural) else []
        texts.add(id, locations=[(one.file, one.line)], flags=flags)
    return texts


def written(texts: Catalog) -> str:
    """The catalogue as a .pot file."""
    out = BytesIO()
    write_po(out, texts, omit_header=False, width=100, sort_by_file=True)
    return out.getvalue().decode()


def placeholders(template: str) -> set[str]:
    """The names of what is put into a text.

    >>> sorted(placeholders("Ask {who} by {day}."))
    ['day', 'who']
    """
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def wrong(translation: Catalog) -> Iterator[str]:
    """Translations that would fail when they are shown, or leave something out."""
    for entry in translation:
        if entry.id:
            yield from _wrong(entry)


def _wrong(entry: Entry) -> Iterator[str]:
    originals = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
    wanted = placeholders(originals[-1])
    for text in filter(None, texts):
        try:
            there = placeholders(text)
        except ValueError as problem:
            yield f"“{text}”: {problem}"
            continue
        # One thing may be written out: "one embassy" for "{n} embassy".
        if not wanted - ({"n"} if len(texts) > 1 else set()) <= there <= wanted:
            yield f"“{text}” has {sorted(there)}, not {sorted(wanted)} as “{originals[-1]}” has"
