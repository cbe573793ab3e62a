"""Whom a field of a form may name: those of its kinds that the audience sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from graph.model.errors import DemarcheError
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.schema import ENTITIES
from graph.model.words import say
from graph.view import View
from loaders.countries import territories

# Listed where any may be meant; of ten thousand missions only those where the case is.
_NAMED: Final = (
    *("Person", "Organization", "Government", "Office", "Coalition", "Campaign", "Case"),
    *("Family", "Statement", "Approach"),
)
_TODAY: Final = frozenset({"state", "observer", "territory", "partially recognized", "invented"})


def named_in(view: View, kinds: Collection[str], case: str, also: Collection[str]) -> list[Entity]:
    """Those whom a field lists, by name. `case`: whose embassies are listed where missions may be
    meant; `also`: ids that stand in the field already."""
    wanted = [kind for kind in (kinds or _NAMED) if kind != "Mission"]
    there = {one.id: one for one in view.entities(*wanted)}
    if (not kinds or "Mission" in kinds) and case:
        there |= {one.id: one for one in _missions(view, case)}
    there |= {one.id: one for one in view.several(also)}
    return sorted(there.values(), key=lambda one: (one.title.casefold(), one.id))


def _missions(view: View, case: str) -> list[Entity]:
    """The missions in the state that detains, and those accredited to it."""
    try:
        view.get(case)
    except DemarcheError:
        return []
    states = {tie.source for tie in view.ties("DETAINS", of=[case])}
    if not states:
        return []
    near = view.ties("LOCATED_IN", "ACCREDITED_TO", of=states)
    return view.several({t.source for t in near if is_kind(t.source, "Mission")})


def titles_of(view: View, entities: Collection[Entity]) -> Mapping[str, str]:
    """What to call each in a list, by id; namesakes with what tells them apart."""
    counts: dict[str, int] = {}
    for one in entities:
        counts[one.title] = counts.get(one.title, 0) + 1
    alike = [one for one in entities if counts[one.title] > 1]
    apart = dict(zip([one.id for one in alike], view.apart(alike), strict=True))
    return {
        one.id: apart.get(one.id)
        or say("{name} · {kind}", name=one.title, kind=say(ENTITIES[one.kind].label))
        for one in entities
    }


def country_names() -> list[str]:
    """The countries and territories of today, by name."""
    return sorted(one.name for one in territories().values() if one.kind in _TODAY)
