"""Every place in a store that holds a person, and what of it erasing leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.model.records import Entity, Record, Tie, Value
from graph.model.schema import ENTITIES, TIES
from graph.store.base import Load, Scope, Store
from loaders.person.erasure import Erasure, aliases_of, kind_of_id

SHOWN = 160  # letters of a text that a list shows


@dataclass(frozen=True, slots=True)
class Trace:
    """One place in the store that holds a person."""

    load: Load
    kind: str  # of what: a claim, a tie, a mention, a name of a file …
    text: str
    stays: bool = False  # erasing the person leaves it

    @property
    def state(self) -> str:
        load = self.load
        return "undone" if load.undone else "live" if load.live else "superseded"


def traces(store: Store, whom: Erasure) -> list[Trace]:
    """Every place that holds the person, load by load, also what erasing leaves."""
    places: list[Trace] = []
    others: list[tuple[int, Tie]] = []
    for load in store.loads():
        if whom.mentions.inside(load.dataset, full=True):
            places.append(Trace(load, "name of the dataset", load.dataset, stays=True))
        account = whom.account(load)
        places += [
            Trace(load, "name of a file", file)
            for file, rest in zip(load.files, account.files, strict=True)
            if rest != file
        ]
        places += [
            Trace(load, f"{key} of the load", text)
            for key, text in load.about.items()
            if account.about[key] != text
        ]
        for _, record in store.records_of(load.id):
            for trace in _traces(load, record, whom):
                if isinstance(record, Tie) and trace.kind == "tie":
                    others.append((len(places), record))
                places.append(trace)
    return _titled(store, whom, places, others)


def files(places: Iterable[Trace]) -> list[str]:
    """The files that the person came from, which may still lie somewhere."""
    return list(dict.fromkeys(file for place in places for file in place.load.files))


def _traces(load: Load, record: Record, whom: Erasure) -> Iterator[Trace]:
    rest = whom.remains(record)
    if isinstance(record, Entity) and rest is not None:
        yield from _left(load, record, whom)
    if rest is record:
        return
    if isinstance(record, Tie) and rest is None:
        yield Trace(load, "tie", TIES[record.kind].phrase)
        return
    if isinstance(record, Entity) and rest is None:
        content = {"name": record.name or "", **record.values, "source": record.origin.url or ""}
        if isinstance(cases := content.pop("opted_in", None), list):  # they are ids
            content["opted in"] = f"for {len(cases)} case{'s' * (len(cases) != 1)}"
        summary = "; ".join(f"{key}: {_plain(value)}" for key, value in content.items() if value)
        yield Trace(load, record.kind.lower(), _short(summary))
        return
    if isinstance(record, Entity) and whom.gave(record):
        unset = f"{record.values.get('use')}: the yes counts as unset from then on"
        yield Trace(load, "consent", unset)
    what = ENTITIES[record.kind].label if isinstance(record, Entity) else TIES[record.kind].phrase
    title = f" {record.name}" if isinstance(record, Entity) and record.name else ""
    for key in dict(whom.changes(record)):
        text = {"name": title.strip(), "source": record.origin.url}.get(
            key, _plain(record.values.get(key, ""))
        )
        yield Trace(load, "mention", _short(f"{key} of “{what}{title}”: {text}"))


def _left(load: Load, record: Entity, whom: Erasure) -> Iterator[Trace]:
    """What erasing leaves in a claim of something else, though it is the same name."""
    names = [record.name or "", *aliases_of(record)] if record.kind == "Person" else []
    shared = [name for name in names if whom.mentions.inside(name, full=True)]
    if shared:
        text = f"{', '.join(shared)}: somebody else"
        yield Trace(load, "name of another person", text, stays=True)
    if whom.mentions.inside(record.id, full=True):
        yield Trace(load, "id", record.id, stays=True)


def _titled(
    store: Store, whom: Erasure, places: list[Trace], ties: Sequence[tuple[int, Tie]]
) -> list[Trace]:
    """The ties with what stands at their other end."""
    ends = {end for _, tie in ties for end in (tie.source, tie.target)}
    titles = {one.id: next(iter(one.names), "") for one in whom.people}
    if ends:
        for record in store.read(Scope(ids=frozenset(ends), ties=frozenset())):
            if isinstance(record, Entity) and record.name:
                titles.setdefault(record.id, record.name)
    for at, tie in ties:
        a, b = (
            titles.get(end) or ENTITIES[kind_of_id(end)].label.lower()
            for end in (tie.source, tie.target)
        )
        note = "".join(f"; {key}: {_plain(value)}" for key, value in tie.values.items())
        text = _short(f"{a} {TIES[tie.kind].phrase} {b}{note}")
        places[at] = replace(places[at], text=text)
    return places


def _plain(value: Value) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
