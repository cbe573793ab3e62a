"""A network map in words: what an entity and a tie are called where they are read and not drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.model.words import count, say, written
from queries.answer import APART, NetworkMap, Row


def name(entity: Row) -> str:
    """An entity, and what is apart with it.

    >>> name({"name": "Ada", "state": "gone"}), name({"name": "Bo"})
    ('Ada (gone)', 'Bo')
    """
    return _with([_apart(entity)], str(entity["name"]))


def sentence(tie: Row, names: Mapping[str, str]) -> str:
    """A tie read aloud, with what a reader must know of it.

    >>> tie = {"source": "a", "target": "b", "phrase": "knows", "since": "2020", "sourced": False}
    >>> sentence(tie, {"a": "Ada", "b": "Bo"})
    'Ada knows Bo (since 2020; no source)'
    """
    plain = say(
        "{source} {phrase} {target}",
        source=names[str(tie["source"])],
        phrase=tie["phrase"],
        target=names[str(tie["target"])],
    )
    return _with([*_details(tie), _apart(tie)], plain)


def sentences(block: NetworkMap) -> list[str]:
    """Every tie of the map read aloud: the same map for those who do not see it."""
    names = {str(entity["id"]): str(entity["name"]) for entity in block.entities}
    ties = [t for t in block.ties if t["source"] in names and t["target"] in names]
    return [sentence(tie, names) for tie in ties]


def _details(tie: Row) -> Iterator[str]:
    if since := tie.get("since"):
        yield say("since {day}", day=written(str(since)))
    if until := tie.get("until"):
        yield say("until {day}", day=written(str(until)))
    if (many := int(str(tie.get("count") or 1))) > 1:
        yield count("{n} record", "{n} records", many)
    if not tie["sourced"]:
        yield say("no source")


def _apart(row: Row) -> str:
    state = row.get("state")
    return say(APART[str(state)]) if state else ""


def _with(details: list[str], text: str) -> str:
    known = "; ".join(filter(None, details))
    return say("{name} ({details})", name=text, details=known) if known else text
