"""An extract as flat rows, for the formats that have a row for each entity and each tie.

What a file says of itself comes first, then the values of the kind. A value whose name is one of
ours already ("kind" of an event) is called value_kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graph.campaign.extract import Extract, LeavingEntity, LeavingTie
from graph.model.records import Confidence, Origin, Value
from graph.model.schema import TIES, Label
from queries.answer import WATERMARK

SEPARATOR: Final = "|"  # of the parts of a list in one text
_OURS: Final = frozenset(
    [
        *("id", "label", "name", "type", "source", "target", "key", "weight", "start", "end"),
        *("kind", "directed", "since", "until", "strength", "tie_id"),
        *("source_url", "known", "retrieved", "confidence", "tlp", "named", "watermark"),
    ]
)


# What is called in our lists as it is called here, so that a file can be brought back.
_AS_IN_LISTS: Final = {
    "contact": "contact_rule",
    "functions": "can_do",
    "treason": "accused_of_treason",
    "signatories": "number_of_signatories",
}
_OF_A_KIND: Final = {"Case": {"since": "detained_since"}, "Event": {"place": "city"}}


def entity_cells(one: LeavingEntity, extract: Extract) -> dict[str, Value]:
    """What is said of an entity beside its code and its name."""
    as_in_lists = _AS_IN_LISTS | _OF_A_KIND.get(one.kind, {})
    values = {as_in_lists.get(key, key): value for key, value in one.values.items()}
    cells: dict[str, Value] = {"kind": one.kind, **_apart(values)}
    cells |= _origin_cells(one.origin, one.label, extract)
    return cells if one.named else {**cells, "named": False}


def tie_cells(tie: LeavingTie, extract: Extract) -> dict[str, Value]:
    """What is said of a tie beside its code and its ends."""
    cells: dict[str, Value] = {"kind": tie.kind, "directed": tie.directed}
    cells |= {"since": str(tie.since)} if tie.since else {}
    cells |= {"until": str(tie.until)} if tie.until else {}
    cells |= {} if tie.strength is None else {"strength": tie.strength}
    return cells | _apart(tie.values) | _origin_cells(tie.origin, tie.label, extract)


def phrase(tie: LeavingTie) -> str:
    """A tie as it is read aloud, in English."""
    return TIES[tie.kind].phrase


def _apart(values: Mapping[str, Value]) -> dict[str, Value]:
    return {f"value_{key}" if key in _OURS else key: value for key, value in values.items()}


def _origin_cells(origin: Origin, label: Label, extract: Extract) -> dict[str, Value]:
    cells: dict[str, Value] = {"source_url": origin.url} if origin.url else {}
    cells |= {"known": str(origin.known)} if origin.known else {}
    cells |= {"retrieved": origin.retrieved.isoformat()} if origin.retrieved else {}
    if origin.confidence is not Confidence.UNKNOWN:
        cells["confidence"] = origin.confidence.title
    return cells | {"tlp": label.title} | ({"watermark": WATERMARK} if extract.invented else {})


def columns_of(rows: Iterable[Mapping[str, Value]]) -> list[str]:
    """All names that some of these rows have, in the order in which they come first."""
    return list(dict.fromkeys(name for row in rows for name in row))


def joined(value: Value) -> str | int | float | bool:
    """A list as one text; a part that holds the separator has a broken bar for it.

    >>> joined(["a", "b|c"]), joined(0.5)
    ('a|b¦c', 0.5)
    """
    if isinstance(value, list):
        return SEPARATOR.join(part.replace(SEPARATOR, "¦") for part in value)
    return value


def plain_text(value: Value | None) -> str:
    """A value as the text of a cell; what is missing is empty.

    >>> plain_text(True), plain_text(None), plain_text(["a", "b"])
    ('true', '', 'a|b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(joined(value))
