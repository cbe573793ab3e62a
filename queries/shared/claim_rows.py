"""What is on record of an entity: a row for each value that a dataset claims of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.model.ids import kind_of
from graph.model.records import Entity
from graph.model.words import say
from graph.view import View
from queries.answer import Row
from queries.shared.dataset_titles import dataset_titles
from queries.shared.value_words import value_title, value_words


def claim_rows(view: View, id: str) -> list[Row]:
    """What each dataset says of an entity, most reliable first: what, value, dataset, source,
    known, reliability."""
    claims, title = view.claims(id), dataset_titles(view)
    names = _named(view, claims)
    return [row for one in claims for row in _claims(one, names, title)]


def _named(view: View, claims: Sequence[Entity]) -> Mapping[str, str]:
    """The names of those whom a value refers to by id, such as cases somebody has agreed for."""
    listed = (value for one in claims for value in one.values.values() if isinstance(value, list))
    ids = {item for items in listed for item in items if _is_id(item)}
    return {one.id: one.title for one in view.several(ids)}


def _claims(claim: Entity, names: Mapping[str, str], title: Callable[[str], str]) -> list[Row]:
    values = {"name": claim.name, **claim.values} if claim.name else dict(claim.values)
    return [
        {
            "what": value_title(key),
            "value": _listed(value, names) if isinstance(value, list) else value,
            "dataset": title(claim.origin.dataset),
            "source": claim.origin.url,
            "known": claim.origin.known,
            "reliability": say(claim.origin.confidence.title),
        }
        for key, bare in values.items()
        for value in (value_words(key, bare),)
    ]


def _listed(items: Sequence[str], names: Mapping[str, str]) -> str:
    """A list of words, or of those referred to; whom the reader may not see is left out."""
    return ", ".join(names.get(item, item) for item in items if item in names or not _is_id(item))


def _is_id(text: str) -> bool:
    return ":" in text and kind_of(text) is not None
