"""Whom the rows of a load name: by name, alias, code or id, exactly and never by guessing.

First among the entities of this load, then in the store without what this load takes away: a few
are searched for there, for many its names are read once. Who is not found is a problem with
candidates; where several could be meant, with what tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from msgspec.structs import replace

from graph.model.errors import RowProblem, UnknownName
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.schema import Label, kinds_in_words
from graph.model.text import fold
from graph.model.words import count, listed, say
from graph.store.base import Scope, Store
from graph.store.namesakes import coded_ids, described, keyed_id
from loaders.candidates import Candidates
from loaders.loader import Ref, Row
from loaders.names import names_of
from loaders.stored_names import StoredNames

# Of a row, what tells who it is from others of that name.
_TELLING = ("role", "sector", "city", "country", "affiliation", "relation")
_FEW = 100  # look-ups in the store: as many take as long as to read its names as a whole


class References:
    """The entities of one load as they come, and the search for whoever is named."""

    def __init__(self, store: Store, key: bytes, audience: Label) -> None:
        self.store, self.key = store, key
        self.audience = audience  # who reads the candidates
        # The entities of this load, with their rows, or where these stand.
        self.places: dict[str, Row | tuple[str, int] | None] = {}
        self.leaving: Mapping[str, Entity] = {}  # of the store, that this load takes away
        self.kinds: dict[str, str] = {}  # folded name → kind, of this load
        self.cases: dict[str, Entity] = {}
        self._names: dict[str, tuple[str, ...]] = {}  # folded name → ids, of this load
        self._codes: dict[str, tuple[str, ...]] = {}  # folded code → ids, of this load
        self._titles: dict[str, str] = {}  # folded name → the name that is offered for it
        self._stored_names = StoredNames(store, audience)
        self._look_ups = 0
        self._candidates: dict[tuple[str, ...], Candidates] = {}  # by kinds
        # Of a file of which only the beginning is read: whether a later row tells of somebody.
        self.comes_later: Callable[[str], bool] = lambda _: False
        self._offers: dict[tuple[tuple[str, ...], str], list[str]] = {}

    def add(self, entity: Entity, row: Row | tuple[str, int] | None, names: Iterable[str]) -> None:
        """An entity of this load, and its names as they are compared; with its row, an error can
        show what tells it apart."""
        self.places.setdefault(entity.id, row)
        if entity.kind == "Case":
            self.cases[entity.id] = entity
        if entity.name and row is not None:
            self.kinds[fold(entity.name)] = entity.kind
        if code := fold(str(entity.values.get("code", ""))):
            ids = self._codes.get(code, ())
            self._codes[code] = ids if entity.id in ids else (*ids, entity.id)
        for name in names:
            same = self._names.get(name, ())
            if entity.id not in same:
                self._names[name] = (*same, entity.id)
            self._titles.setdefault(name, entity.name or name)

    def opted(self, entity: Entity) -> Entity:
        """The same, its opt-ins for a case by name turned to the case's id where a code makes it;
        an opt-in for what is not known yet stays as its text says."""
        cases = entity.values.get("opted_in")
        if not isinstance(cases, list) or not self._coded_cases.keys() & set(cases):
            return entity
        ids = [self._coded_cases.get(id, id) for id in cases]
        return replace(entity, values={**entity.values, "opted_in": list(dict.fromkeys(ids))})

    @cached_property
    def _coded_cases(self) -> dict[str, str]:
        scope = Scope(kinds=frozenset({"Case"}), ties=frozenset())
        cases = (one for one in self.store.read(scope) if isinstance(one, Entity))
        return {
            keyed_id(self.key, "Case", name): one.id
            for one in cases
            if one.values.get("code")
            for name in names_of(one)
        }

    def here(self, text: str) -> set[str]:
        """The ids of all of this load that a text names, codes or is."""
        wanted = fold(text)
        ids = {*self._names.get(wanted, ()), *self._codes.get(wanted, ())}
        return ids | {text} if text in self.places else ids

    def find(self, ref: Ref) -> str:
        """The id of the one that is meant. RowProblem: nobody, or more than one."""
        wanted = fold(ref.text)
        here = {id for id in self.here(ref.text) if _is_of(ref.kinds, id)}
        stored = set() if here else self._stored(ref, coded_ids(self.key, ref.kinds, ref.text))
        if len(here or stored) == 1:
            return next(iter(here or stored))
        what = kinds_in_words(ref.kinds)
        problem: RowProblem
        if here or stored:
            each = sorted(self._in_words(id) for id in here) or self._readable(stored)
            several = (
                say("This names more than one {kind}: {each}.", kind=what, each="; ".join(each))
                if what
                else say("This names more than one: {each}.", each="; ".join(each))
            )
            advice = say(
                "Write the code of the one that is meant; who has none gets one in the column "
                "“code” of their own list."
            )
            problem = RowProblem(f"{several} {advice}", value=ref.text)
        else:
            problem = self._unknown(ref, what or say("name"), wanted)
        problem.column = ref.column
        raise problem

    def _stored(self, ref: Ref, coded: Collection[str]) -> set[str]:
        """The ids in the store that a text is, names or codes, without those that leave it."""
        self._look_ups += 1
        names = self._stored_names
        if self._look_ups > _FEW or names.are_read(ref.kinds):
            ids = names.ids(ref.kinds, ref.text) | names.known(ref.kinds, coded)
            return ids - self.leaving.keys()
        kinds = frozenset(ref.kinds) if ref.kinds else None
        scope, wanted = Scope(kinds=kinds, ties=frozenset()), fold(ref.text)
        near = self.store.candidates(ref.text, scope)
        ids = {e.id for e in near if e.id == ref.text or wanted in names_of(e)}
        by_code = Scope(ids=frozenset(coded), ties=frozenset())
        ids |= {e.id for e in self.store.read(by_code) if isinstance(e, Entity)} if coded else set()
        return ids - self.leaving.keys()

    def _readable(self, ids: Collection[str]) -> list[str]:
        """What tells those of the store apart, as far as the audience may see them."""
        scope = Scope(self.audience, ids=frozenset(ids), ties=frozenset())
        claims = {e.id: e for e in self.store.read(scope) if isinstance(e, Entity)}
        hidden = len(ids) - len(claims)
        texts = sorted(described(self.store, Scope(self.audience), list(claims.values())))
        if hidden:
            texts.append(
                count("{n} whom you may not see", "{n} whom you may not see", hidden),
            )
        return texts

    def _in_words(self, id: str) -> str:
        """An entity of this load, by its row."""
        row = self.places[id]
        if row is None:
            return id
        if isinstance(row, tuple):
            return say("{file} row {row}", file=row[0], row=row[1])
        cells = [row.maybe(column) for column in _TELLING if column in row.columns]
        code = row.maybe("code") if "code" in row.columns else ""
        telling = [*filter(None, cells), *([say("code “{code}”", code=code)] if code else [])]
        return ", ".join([say("{file} row {row}", file=row.file, row=row.number), *telling])

    def _unknown(self, ref: Ref, what: str, wanted: str) -> RowProblem:
        parts = [part.strip() for part in ref.text.split(",") if part.strip()]
        if len(parts) > 1 and all(self._is_known(Ref(ref.kinds, p, ref.column)) for p in parts):
            return RowProblem(
                say(
                    "This is not known as one {kind}, but {names} are: separate several with |, "
                    "as in {example}.",
                    kind=what,
                    names=listed(parts, most=len(parts)),
                    example=" | ".join(parts),
                ),
                value=ref.text,
            )
        if wanted in self._leaving_names:
            return RowProblem(
                say(
                    "This was in the list before, and this file takes it away: keep its row, or "
                    "name somebody else here."
                ),
                value=ref.text,
            )
        offers = [] if self.comes_later(ref.text) else self.offered(ref)
        return UnknownName(what, ref.text, offers)

    @cached_property
    def _leaving_names(self) -> set[str]:
        return {name for one in self.leaving.values() for name in names_of(one)}

    def offered(self, ref: Ref) -> list[str]:
        """Names that may have been meant, the likeliest first: of this load and of the store, as
        far as the audience may see it; without what this load takes away."""
        if ref.kinds not in self._candidates:
            stored = self._stored_names.readable(ref.kinds)
            names = [(text, name) for id, text, name in stored if id not in self.leaving]
            names += [
                (name, self._titles[name])
                for name, ids in self._names.items()
                if any(_is_of(ref.kinds, id) for id in ids)
            ]
            self._candidates[ref.kinds] = Candidates(names)
        offer = ref.kinds, ref.text
        if offer not in self._offers:
            self._offers[offer] = self._candidates[ref.kinds].near(ref.text)
        return self._offers[offer]

    def _is_known(self, ref: Ref) -> bool:
        try:
            self.find(ref)
        except UnknownName:
            return False
        except RowProblem:  # more than one
            return True
        return True


def _is_of(kinds: Collection[str], id: str) -> bool:
    """Whether an id is of one of these kinds; none given: of any."""
    return not kinds or is_kind(id, *kinds)
