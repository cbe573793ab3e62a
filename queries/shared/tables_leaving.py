"""What leaves with the tables of an answer, and what they could still tell, in words: read before
they are saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from graph.campaign.disclosure import map_disclosure
from graph.model.ids import kind_of
from graph.model.records import Entity
from graph.model.schema import ENTITIES, Label
from graph.model.words import count, say
from graph.view import View
from queries.answer import Answer, Tabular
from queries.shared.leaving_words import (
    lone_words,
    mentions_words,
    relatives_words,
    unconsented,
    unconsented_words,
)
from queries.shared.map_leaving import FilePreview

_PEOPLE: Final = ("Person", "Family")
_PREFIXES: Final = tuple(f"{ENTITIES[kind].prefix}:" for kind in _PEOPLE)


def tables_preview(view: View, answer: Answer) -> FilePreview | None:
    """The preview of all tables of this answer, which this view was asked for; None: it has none.

    By name stand those whose id a row has, for programs, and people whose name is in any cell.
    """
    blocks = [block for block in answer.blocks if isinstance(block, Tabular) and block.rows]
    if not blocks:
        return None
    texts = {block.title: [*_texts(row.values() for row in block.rows)] for block in blocks}
    among = {one.id: one.title for one in _named(view, [*chain(*texts.values())])}
    people = sum(id.startswith(_PREFIXES) for id in among)
    sentence = say(
        "{rows} in {tables} leave, whole lists even where the page shows only their beginning; "
        "{people}.",
        rows=count("{n} row", "{n} rows", sum(len(block.rows) for block in blocks)),
        tables=count("{n} table", "{n} tables", len(blocks)),
        people=count("{n} person or family is named", "{n} people and families are named", people)
        if people
        else say("nobody is named"),
    )
    return FilePreview(sentence, [*_cautions(view, answer, among, texts)])


def _cautions(
    view: View, answer: Answer, among: dict[str, str], texts: dict[str, list[str]]
) -> Iterator[str]:
    if answer.label >= Label.STRICT:
        yield say(
            "What leaves is {label}, and says so: who has the file has all of it. Nothing here can "
            "call it back.",
            label=answer.label.title,
        )
    if silent := unconsented(view, among):
        yield unconsented_words([among[id] for id in silent])
    free = {f" {title}": " ".join(each) for title, each in texts.items()}  # no id begins so
    disclosure = map_disclosure(view, among | free)
    shown = among | {key: say("“{title}”", title=key.strip()) for key in free}
    if disclosure.mentions:
        yield mentions_words([shown[key] for key in disclosure.mentions])
    if disclosure.lone:
        yield lone_words([among[id] for id in disclosure.lone])
    if disclosure.relatives:
        yield relatives_words([among[id] for id in disclosure.relatives])


def _named(view: View, texts: list[str]) -> Iterator[Entity]:
    """Whom rows name by an id, or, of people, in words."""
    ids = {text for text in texts if ":" in text and " " not in text and kind_of(text)}
    yield from view.several(ids)
    whole = "\n".join(texts)
    for one in view.entities(*_PEOPLE):
        if one.id not in ids and one.name and one.name in whole:
            yield one


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(value.values())
        elif isinstance(value, Iterable):
            yield from _texts(value)
