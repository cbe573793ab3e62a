"""Every place in a store that holds a person, and what of it erasing leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.model.records import Entity, Record, Tie, Value
from graph.model.schema import ENTITIES, TIES
from graph.model.words import count, listed, say
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
    whole: bool = False  # all of a claim, and not only a mention in it

    @property
    def state(self) -> str:
        load = self.load
        return state(load)


def state(load: Load) -> str:
    """What has become of a load."""
    if load.undone:
        return say("undone")
    return say("live") if load.live else say("replaced by a later load")


def traces(store: Store, whom: Erasure) -> list[Trace]:
    """Every place that holds the person, load by load, also what erasing leaves."""
    places: list[Trace] = []
    others: list[tuple[int, Tie]] = []
    for load in store.loads():
        if whom.mentions.inside(load.dataset, full=True):
            places.append(Trace(load, say("name of the dataset"), load.dataset, stays=True))
        account = whom.account(load)
        places += [
            Trace(load, say("name of a file"), file)
            for file, rest in zip(load.files, account.files, strict=True)
            if rest != file
        ]
        places += [
            Trace(load, say("{key} of the load", key=key), text)
            for key, text in load.about.items()
            if account.about[key] != text
        ]
        for _, record in store.records_of(load.id):
            for trace in _traces(load, record, whom):
                if isinstance(record, Tie) and trace.whole:
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
        yield Trace(load, say("tie"), say(TIES[record.kind].phrase), whole=True)
        return
    if isinstance(record, Entity) and rest is None:
        content = {"name": record.name or "", **record.values, "source": record.origin.url or ""}
        if isinstance(cases := content.pop("opted_in", None), list):  # they are ids
            content["opted in"] = count("for {n} case", "for {n} cases", len(cases))
        summary = "; ".join(f"{key}: {_plain(value)}" for key, value in content.items() if value)
        yield Trace(load, say(ENTITIES[record.kind].label).lower(), _short(summary), whole=True)
        return
    if isinstance(record, Entity) and whom.gave(record):
        unset = say("{use}: the yes counts as unset from then on", use=record.values.get("use"))
        yield Trace(load, say("consent"), unset)
    kind = ENTITIES[record.kind].label if isinstance(record, Entity) else TIES[record.kind].phrase
    name = (record.name or "") if isinstance(record, Entity) else ""
    what = f"{say(kind)} {name}".strip()
    for key in dict(whom.changes(record)):
        text = {"name": name, "source": record.origin.url}.get(
            key, _plain(record.values.get(key, ""))
        )
        mention = say("{key} of “{what}”: {text}", key=key, what=what, text=text)
        yield Trace(load, say("mention"), _short(mention))


def _left(load: Load, record: Entity, whom: Erasure) -> Iterator[Trace]:
    """What erasing leaves in a claim of something else, though it is the same name."""
    names = [record.name or "", *aliases_of(record)] if record.kind == "Person" else []
    shared = [name for name in names if whom.mentions.inside(name, full=True)]
    if shared:
        text = say("{names}: somebody else", names=listed(shared, len(shared)))
        yield Trace(load, say("name of another person"), text, stays=True)
    if whom.mentions.inside(record.id, full=True):
        yield Trace(load, say("id"), record.id, stays=True)


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
            titles.get(end) or say(ENTITIES[kind_of_id(end)].label).lower()
            for end in (tie.source, tie.target)
        )
        note = "".join(f"; {key}: {_plain(value)}" for key, value in tie.values.items())
        phrase = say(TIES[tie.kind].phrase)
        text = _short(say("{source} {tie} {target}", source=a, tie=phrase, target=b) + note)
        places[at] = replace(places[at], text=text)
    return places


def _plain(value: Value) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
