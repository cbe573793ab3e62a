"""Whether a paper may name the prisoner; and that, where it may not, nothing on it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.approach.gate import Gate
from graph.campaign.consent import NO
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.text import fold, search_forms
from graph.model.words import say
from graph.view import View

_SHORT = 4  # letters of a word that still tells whom it is about


@dataclass(frozen=True)
class PrisonerNames:
    """Whom a case is about, as far as the view sees them, and whether they may be named."""

    case: Entity
    persons: Sequence[Entity]
    allowed: bool

    @property
    def who(self) -> str:
        """The prisoners by name, with Latin letters where another spelling is recorded; "": they
        may not be named, or the reader may not see who they are.

        Nobody under age is named.
        """
        if not self.allowed:
            return ""
        grown = [one for one in self.persons if one.values.get("minor") is not True]
        return ", ".join(map(name_of, grown)) if grown else ""

    def names(self, text: str) -> bool:
        """Whether a sentence has one of their names, or the case's, in any spelling."""
        forms = search_forms(text)
        return any(name in form for name in self._whole for form in forms)

    def hints(self, text: str) -> bool:
        """Whether a name from a list has a word of theirs: “Friends of …”."""
        forms = search_forms(text)
        return self.names(text) or any(word in form for word in self._words for form in forms)

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(form for name in self._names() for form in search_forms(name) if form)

    @cached_property
    def _words(self) -> frozenset[str]:
        words = (word for form in self._whole for word in form.split())
        return frozenset(word for word in words if len(word) >= _SHORT)

    def _names(self) -> Iterable[str]:
        for one in (self.case, *self.persons):
            yield from names_of(one)


def prisoner_names(view: View, about: Entity, gate: Gate) -> PrisonerNames:
    """Who is held in a case. Named are they only with consent for embassies, and where nobody said
    no to the name's being used."""
    ties = view.ties("CONCERNS", of=[about.id], where=lambda tie: tie.source == about.id)
    persons = view.several(tie.target for tie in ties if is_kind(tie.target, "Person"))
    name = gate.consents.get("name")
    allowed = gate.may("embassies") and (name is None or name.state not in NO)
    return PrisonerNames(about, persons, allowed)


def names_of(one: Entity) -> list[str]:
    """Every name of somebody: as it is called, its other spellings, its code."""
    aliases, code = one.values.get("aliases"), one.values.get("code")
    more = aliases if isinstance(aliases, list) else []
    return [one.title, *([one.name] if one.name else []), *more, *([str(code)] if code else [])]


def name_of(one: Entity) -> str:
    """A name in its own letters, and in Latin ones where such a spelling is recorded."""
    if fold(one.title).isascii():
        return one.title
    aliases = one.values.get("aliases")
    latin = [name for name in (aliases if isinstance(aliases, list) else []) if _latin(name)]
    return say("{name} ({latin})", name=one.title, latin=latin[0]) if latin else one.title


def _latin(name: str) -> bool:
    return fold(name).isascii()
