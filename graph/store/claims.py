"""How a claim is written down, the same in every store, so that every store gives the same answer.

A claim's indexed facts (ends, dates, level) are columns or properties; all else is its body, JSON
with sorted keys, so that two claims are equal exactly when their bodies and columns are.

For whoever writes a store: `distinct` on the way in, `uncollected`; columns, `known` and the body
in the database; `entity`, `tie` and `table` on the way out; `compare` for what a change did.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypedDict

import msgspec
from msgspec.structs import replace

from graph.model.errors import InvalidRecord
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import TIES, Label
from graph.model.text import search_forms
from graph.model.words import say
from graph.store.base import Report
from graph.store.columns import Columns

_encode = msgspec.json.Encoder(order="deterministic", enc_hook=dict).encode
_decode = msgspec.json.Decoder().decode


# A loader asks for it, and then the store: (record, body, content).
_last: tuple[Record | None, bytes, int] = (None, b"", 0)


def comparable(record: Record) -> tuple[bytes, int]:
    """(body, content): all of a claim that is not indexed, as JSON, and a number by which claims of
    one identity are compared.

    Python's own hash is enough: a collision would let one contradiction in 2^64 pass as a repeat,
    and identities themselves are compared exactly.
    """
    global _last
    before, data, content = _last
    if before is not record:
        data, day = _body(record), record.origin.known
        rest = () if isinstance(record, Entity) else (record.since, record.until, record.strength)
        content = hash((data, day, *rest))
        _last = record, data, content
    return data, content


def body(record: Record) -> bytes:
    """All of a claim that is not indexed, as JSON."""
    return comparable(record)[0]


def _body(record: Record) -> bytes:
    o = record.origin
    # The column says from when a claim is known for sure; a month or a year is kept here as it was.
    partial = str(o.known) if o.known and len(o.known) < 10 else None
    rest: tuple[Any, ...] = (
        record.values,
        record.labels,
        o.url,
        o.retrieved,
        o.confidence,
        o.label,
        partial,
    )
    return _encode((*rest, record.name) if isinstance(record, Entity) else rest)


def known(record: Record) -> str | None:
    """The first day on which a claim was certainly public, as ISO text."""
    return record.origin.known.last if record.origin.known else None


def _parts(
    data: bytes | str, day: str | None, dataset: str, audience: Label
) -> tuple[dict[str, Any], dict[str, Label], Origin, str | None]:
    values, labels, url, retrieved, confidence, label, partial, *name = _decode(data)
    origin = _origin(url, retrieved, partial or day, confidence, label, dataset)
    if not labels:
        return values, labels, origin, name[0] if name else None
    shown = {key: Label(level) for key, level in labels.items() if level <= audience}
    if len(shown) < len(labels):
        for key in labels.keys() - shown.keys():
            values.pop(key, None)
            if key == "name":
                name = [None]
    return values, shown, origin, name[0] if name else None


@lru_cache(4096)
def _origin(
    url: str | None,
    retrieved: str | None,
    day: str | None,
    confidence: int,
    label: int | None,
    dataset: str,
) -> Origin:
    """Many claims of one list share it, and then whoever reads them needs to look at it once."""
    return Origin(
        url=url,
        retrieved=date.fromisoformat(retrieved) if retrieved else None,
        known=PartialDate(day) if day else None,
        confidence=Confidence(confidence),
        label=None if label is None else Label(label),
        dataset=dataset,
    )


def entity(
    id: str, kind: str, day: str | None, data: bytes | str, dataset: str, audience: Label
) -> Entity:
    """An entity's claim, without the values that the audience may not see."""
    values, labels, origin, name = _parts(data, day, dataset, audience)
    return Entity(kind, id, name=name, values=values, origin=origin, labels=labels)


def tie(
    kind: str,
    source: str,
    target: str,
    key: str,
    since: str | None,
    until: str | None,
    strength: float | None,
    day: str | None,
    data: bytes | str,
    dataset: str,
    audience: Label,
) -> Tie:
    """A tie's claim, without the values that the audience may not see."""
    values, labels, origin, _ = _parts(data, day, dataset, audience)
    return Tie(
        kind,
        source,
        target,
        key,
        since=PartialDate(since) if since else None,
        until=PartialDate(until) if until else None,
        strength=strength,
        values=values,
        origin=origin,
        labels=labels,
    )


def table(
    rows: Iterable[tuple[Any, ...]], audience: Label, only: Collection[str] | None = None
) -> Columns:
    """Rows of (kind, source, target, key, since, until, strength, known, level, dataset, body) as
    columns, with one for each value (or only these); what a claim does not say is missing, never
    zero."""
    read = _reader(None if only is None else frozenset(only))
    fields = ["source", "target", "key", "since", "until", "strength", "known", "level", "dataset"]
    with uncollected():  # a hundred thousand rows at once, none of which is garbage
        _, *heads, bodies = zip(*rows, strict=True) if (rows := list(rows)) else [()] * 11
        # Most claims of a large table say what another says too: each body is read once.
        values_of: dict[bytes | str, Mapping[str, Any]] = {}
        for body in dict.fromkeys(bodies):
            claim = read(body)
            for name, level in claim.labels.items():
                if level > audience:
                    claim.values.pop(name, None)
            values_of[body] = claim.values
        columns = dict(zip(fields, map(list, heads), strict=True))
        names = sorted({name for values in values_of.values() for name in values} - {*fields})
        cells = {body: [values.get(n) for n in names] for body, values in values_of.items()}
        rest = zip(*(cells[body] for body in bodies), strict=True)
        return Columns(columns | dict(zip(names, map(list, rest), strict=True)))


@lru_cache
def _reader(only: frozenset[str] | None) -> Callable[[bytes | str], Any]:
    """Reads a body's `values`, of which only these, and `labels`. A recommendation's text, which
    most tables leave out, is then never made: a third of the time."""
    named: Any = TypedDict  # whose fields are known only here
    values = (
        named("values", dict.fromkeys(only, Any), total=False)
        if only is not None
        else dict[str, Any]
    )
    fields = [("values", values), ("labels", dict[str, int])]
    return msgspec.json.Decoder(msgspec.defstruct("Told", fields, array_like=True)).decode


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles of garbage: records make none, and looking takes a tenth."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def distinct(records: Iterable[tuple[str, Record]]) -> Iterator[tuple[str, Record, bytes]]:
    """Each (part, record, body) once: exact repeats are dropped, contradictions refused.

    Also refuses a body that cannot be written, before anything is.
    """
    content_of: dict[tuple[str, ...], int] = {}
    for part, record in records:
        data, content = comparable(record)
        identity = (part, *record.identity)
        first = content_of.get(identity)
        if first is None:
            content_of[identity] = content
            yield part, record, data
        elif first != content:
            raise InvalidRecord(
                say(
                    "This load says two different things of {record}. Give parallel ties different "
                    "keys, or say it once.",
                    record=describe(record),
                )
            )


def compare(rows: Iterable[tuple[Any, str, Any, bool, bool]]) -> tuple[Report, bool]:
    """What a change does to one dataset's live claims, and whether it does anything at all.

    `rows`: (identity, part, content, live before, live after), those of one identity together and
    oldest load first. An identity's claims are what a reader gets: each content once, newest first.
    The second answer is True also when only the part that says something is another one.

    >>> compare([("a", "", 1, True, False), ("a", "", 2, False, True), ("b", "", 1, False, True)])
    (Report(created=1, changed=1, unchanged=0, removed=0, load=None), True)
    """
    created = changed = unchanged = removed = 0
    anything = False
    for _, group in groupby(rows, key=itemgetter(0)):
        claims = list(group)
        if len(claims) == 2:  # by far the most frequent: one claim takes another's place
            (_, part, what, was, now), (_, new_part, new_what, new_was, new_now) = claims
            if was and not now and new_now and not new_was:
                unchanged += what == new_what
                changed += what != new_what
                anything = anything or what != new_what or part != new_part
                continue
        if all(was == now for *_, was, now in claims):
            continue
        claims.reverse()
        before = list(dict.fromkeys((part, what) for _, part, what, was, _ in claims if was))
        after = list(dict.fromkeys((part, what) for _, part, what, _, now in claims if now))
        anything = anything or before != after
        old, new = dict.fromkeys(what for _, what in before), dict.fromkeys(w for _, w in after)
        if not old:
            created += 1
        elif not new:
            removed += 1
        elif list(old) == list(new):
            unchanged += 1
        else:
            changed += 1
    return Report(created, changed, unchanged, removed), anything


def describe(record: Record) -> str:
    """A record named for an error message, without its values."""
    if isinstance(record, Entity):
        return record.id
    return tie_in_words(record.source, record.kind, record.target)


def tie_in_words(source: str, kind: str, target: str) -> str:
    """A tie between two ids, for an error message."""
    return say("{source} {tie} {target}", source=source, tie=say(TIES[kind].phrase), target=target)


def loose_end(tie: str, id: str) -> InvalidRecord:
    """That a tie (as `describe` names it) has an end that is nowhere."""
    return InvalidRecord(
        say(
            "Load {id} first, or add it: “{tie}” needs it, but it is neither in this load nor in "
            "the store.",
            tie=tie,
            id=id,
        )
    )


def names(entity: Entity) -> set[tuple[int, str]]:
    """The folded texts under which an entity is found, each with who may find it so."""
    aliases = entity.values.get("aliases")
    by_key = {
        "name": [entity.name] if entity.name else [],
        "aliases": aliases if isinstance(aliases, list) else [],
    }
    return {
        (max(int(entity.level), int(entity.labels.get(key, 0))), form)
        for key, texts in by_key.items()
        for text in texts
        for form in search_forms(text)
        if form
    }


def relabel(record: Record, dataset: str) -> Record:
    """The record with its dataset filled in."""
    return replace(record, origin=replace(record.origin, dataset=dataset))
