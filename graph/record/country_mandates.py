"""Whom the UN has charged with watching one country, as the table made by hand tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate
from graph.model.words import mark
from graph.view import View

MANDATE: Final = "country mandate"  # the kind of such an Agreement
KINDS: Final = (
    mark("special rapporteur"),
    mark("independent expert"),
    mark("group of experts"),
    mark("fact-finding mission"),
    mark("commission of inquiry"),
    mark("investigative mechanism"),
    mark("office of the High Commissioner"),
)


@dataclass(frozen=True, slots=True)
class CountryMandate:
    """One mandate on a country. `until`: to when it was extended, as far as was read."""

    entity: Entity
    kind: str
    created_by: str | None
    since: str | None
    until: str | None

    def lapsed(self, today: str) -> bool:
        """Whether all that was read of it ends before a day (ISO 8601)."""
        return self.until is not None and PartialDate(self.until).last < today


def country_mandates(view: View, state: str) -> list[CountryMandate]:
    """The mandates on a state by name; those of which what was read has ended come last."""
    about = view.ties(
        "ABOUT", of=[state], end="target", where=lambda t: is_kind(t.source, "Agreement")
    )
    mandates = [
        CountryMandate(
            entity=one,
            kind=str(one.values["mandate"]),
            created_by=_text(one, "created_by"),
            since=_text(one, "since"),
            until=_text(one, "until"),
        )
        for one in view.several(t.source for t in about if t.target == state)
        if one.values.get("kind") == MANDATE
    ]
    today = view.today.isoformat()
    return sorted(mandates, key=lambda one: (one.lapsed(today), one.entity.title))


def _text(entity: Entity, value: str) -> str | None:
    return str(entity.values[value]) if value in entity.values else None
