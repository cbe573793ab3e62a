"""A person in the store: where he or she is, and how to erase that in every load.

Erased are what is said of the person (or family), and of whoever is judged to be the same; every
tie to and from; and each mention of a name or alias in the text of others, which is replaced by
`[erased]`: in notes, titles, sources, file names. A consent that the person gave stays with its
case, without the giver: a no goes on holding, a yes counts as unset, for nobody is left to ask. The
names of other people are left alone, for they
may be namesakes, and so is what governments are called; a name of one word is no mention in the
title of something else, nor in a public table. What is left alone is listed, as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from msgspec import structs
from rapidfuzz import process

from graph.model.errors import InputError
from graph.model.mentions import ERASED, Mentions
from graph.model.records import Entity, Record, Tie, Value
from graph.model.schema import ENTITIES, Label
from graph.model.text import fold, search_forms
from graph.model.words import count, listed, say
from graph.store.base import Load, Report, Scope, Store

KINDS = frozenset({"Person", "Family"})
GIVEN, UNSET = "given", "unset"  # of the states of a consent (graph.vocabulary)
_OF_A_CONSENT = ("use", "note")  # what stays of one that is unset


@dataclass(slots=True)
class Somebody:
    """A person or a family, as all loads tell of them."""

    id: str
    names: dict[str, None] = field(default_factory=dict)  # and aliases and codes, first the newest
    about: dict[str, None] = field(default_factory=dict)  # what tells namesakes apart
    loads: dict[str, None] = field(default_factory=dict)

    def __str__(self) -> str:
        what = ", ".join(self.about) or say(ENTITIES[kind_of_id(self.id)].label).lower()
        return say(
            "{name} ({what}; {loads})",
            name=next(iter(self.names), "") or say("without a name"),
            what=what,
            loads=", ".join(self.loads),
        )


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whom to erase: these ids, and every mention of these names."""

    people: tuple[Somebody, ...]  # one, and whoever is judged to be the same
    names: tuple[str, ...]
    ids: frozenset[str]
    mentions: Mentions
    consents: frozenset[str] = frozenset()  # that one of them gave, refused or withdrew

    def remains(self, record: Record) -> Record | None:
        """What stays of a claim; the same object if it holds nothing of the person."""
        if isinstance(record, Tie):
            if record.source in self.ids or record.target in self.ids:
                return None
            if record.key and self.mentions.inside(record.key, full=True):
                return None
        elif record.id in self.ids:
            return None
        elif record.kind == "Government":
            return record
        changes = dict(self.changes(record))
        if isinstance(record, Entity) and self.gave(record):
            about = {
                key: changes.get(key, record.values[key])
                for key in _OF_A_CONSENT
                if key in record.values
            }
            return structs.replace(record, values={**about, "state": UNSET})
        if not changes:
            return record
        values = {**record.values, **{k: v for k, v in changes.items() if k in record.values}}
        origin = record.origin
        if "source" in changes:
            origin = structs.replace(origin, url=ERASED)
        if isinstance(record, Entity) and "name" in changes:
            return structs.replace(record, name=str(changes["name"]), values=values, origin=origin)
        return structs.replace(record, values=values, origin=origin)

    def gave(self, record: Entity) -> bool:
        """Whether a claim is a consent that the person gave."""
        return record.id in self.consents and record.values.get("state") == GIVEN

    def account(self, load: Load) -> Load:
        """A load without the person in its files' names and in what it says of itself."""
        files = tuple(self.mentions.without(file, full=True) for file in load.files)
        about = {key: self.mentions.without(text, full=True) for key, text in load.about.items()}
        return replace(load, files=files, about=about)

    def changes(self, record: Record) -> Iterator[tuple[str, Value]]:
        """The texts of a claim of something else that name the person, without that."""
        person = record.kind == "Person"
        name = record.name if isinstance(record, Entity) and not person else None
        if name and (rest := self._title(name)) != name:
            yield "name", rest
        # Public tables name no private person by one word, but many a city.
        text = self._full if record.level is Label.CLEAR else self.mentions.without
        for key, value in record.values.items():
            if key != "aliases" or not person:
                other = _each(value, self._title if key == "aliases" else text)
                if other != value:
                    yield key, other
        url = record.origin.url
        if url and any(self.mentions.inside(text, full=True) for text in (url, unquote(url))):
            yield "source", ERASED

    def _title(self, text: str) -> str:
        return ERASED if self.mentions.whole(text) else self._full(text)

    def _full(self, text: str) -> str:
        return self.mentions.without(text, full=True)


def somebody_in(store: Store) -> list[Somebody]:
    """Every person and family in any load, live or not."""
    people: dict[str, Somebody] = {}
    for load in reversed(store.loads()):
        for _, record in store.records_of(load.id, KINDS):
            if not isinstance(record, Entity):
                continue
            somebody = people.setdefault(record.id, Somebody(record.id))
            aliases, code = record.values.get("aliases"), record.values.get("code")
            others = aliases if isinstance(aliases, list) else []
            names = [record.name, *others, code]
            somebody.names.update(dict.fromkeys(str(name) for name in names if name))
            telling = [record.values.get(key) for key in ("role", "city", "code")]
            somebody.about.update(dict.fromkeys(str(each) for each in telling if each))
            source = ", ".join(load.files) or load.dataset
            somebody.loads[say("load {number}: {source}", number=load.id, source=source)] = None
    return list(people.values())


def erasure(store: Store, text: str, *, alone: bool = False) -> Erasure:
    """What erasing the person of this id, name, alias or code means; with whoever is judged to be
    the same, unless `alone`. A text that is nobody's name stands for its mentions.

    InputError: several people, with what tells them apart; or it is the name of something else.
    """
    people = somebody_in(store)
    wanted = set(search_forms(text)) - {""}
    if not wanted:
        raise InputError(say("Say whom: an id, a name, an alias or a code."))
    named = [one for one in people if one.id == text or wanted & _forms(one)]
    groups = {_group(store, one.id) if not alone else (one.id,) for one in named}
    if len(groups) > 1:
        lines = "\n".join(f"- {one}: {one.id}" for one in sorted(named, key=lambda x: x.id))
        raise InputError(
            count(
                "“{text}” names {n} person. Say which one, by the id at the end of its line:",
                "“{text}” names {n} people. Say which one, by the id at the end of its line:",
                len(named),
                text=text,
            )
            + f"\n{lines}"
        )
    ids = frozenset(groups.pop()) if groups else frozenset()
    chosen = tuple(one for one in people if one.id in ids)
    if not chosen:
        _refuse_others(store, text, people)
    names = list(dict.fromkeys(name for one in chosen for name in one.names)) or [text]
    consents = frozenset(
        tie.source
        for load in store.loads()
        for _, tie in store.records_of(load.id, {"MADE_BY"})
        if isinstance(tie, Tie) and tie.target in ids and kind_of_id(tie.source) == "Consent"
    )
    return Erasure(chosen, tuple(names), ids, Mentions(names), consents)


def erase(store: Store, whom: Erasure) -> Report:
    """Erase it in every load. Loading a list that still names the person brings it back."""
    return store.erase(whom.remains, whom.account)


def _group(store: Store, id: str) -> tuple[str, ...]:
    """Whoever is judged to be the same, by what is live."""
    group, new = {id}, {id}
    while new:
        scope = Scope(ids=frozenset(new), ties=frozenset({"SAME_AS"}), kinds=frozenset())
        ties = [record for record in store.read(scope) if isinstance(record, Tie)]
        new = {end for tie in ties for end in (tie.source, tie.target)} - group
        group |= new
    return tuple(sorted(group))


def _refuse_others(store: Store, text: str, people: Sequence[Somebody]) -> None:
    """A name of something else, or of nobody but like somebody's, is no person to erase."""
    wanted = fold(text)
    for entity in store.candidates(text, Scope()):
        if entity.kind not in KINDS and wanted in map(
            fold, (entity.name or "", *aliases_of(entity))
        ):
            raise InputError(
                say(
                    "“{text}” is not a person ({kind}), and only people are erased here. To erase "
                    "all that a list says, forget the list.",
                    text=text,
                    kind=say(ENTITIES[entity.kind].label).lower(),
                )
            )
    if Mentions([text]) and any(True for _ in _mentioned(store, text)):
        return
    names = {name: fold(name) for one in people for name in one.names}
    near = [
        name
        for name, _, _ in process.extract(wanted, list(names.values()), limit=3, score_cutoff=70)
    ]
    meant = [name for name, folded in names.items() if folded in near][:3]
    nobody = say("Nobody in any load is called “{text}”, and no text mentions it.", text=text)
    hint = [say("Did you mean {names}?", names=listed(meant, either=True))] if meant else []
    raise InputError(" ".join([nobody, *hint]))


def _mentioned(store: Store, text: str) -> Iterator[Record]:
    whom = Erasure((), (text,), frozenset(), Mentions([text]))
    for load in store.loads():
        for _, record in store.records_of(load.id):
            if whom.remains(record) is not record:
                yield record


def _each(value: Value, change: Callable[[str], str]) -> Value:
    if isinstance(value, str):
        return change(value)
    return list(dict.fromkeys(map(change, value))) if isinstance(value, list) else value


def _forms(somebody: Somebody) -> set[str]:
    return {form for name in somebody.names for form in search_forms(name)}


def aliases_of(entity: Entity) -> list[str]:
    aliases = entity.values.get("aliases")
    return aliases if isinstance(aliases, list) else []


def kind_of_id(id: str) -> str:
    prefix = id.partition(":")[0]
    return next(kind.name for kind in ENTITIES.values() if kind.prefix == prefix)
