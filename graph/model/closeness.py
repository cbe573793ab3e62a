"""How closely an entity's names fit a text that somebody typed. No corpus statistics: what the
reader may not see moves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.ids import code_of
from graph.model.records import Entity
from graph.model.text import search_forms


def closeness(entity: Entity, text: str, wanted: Sequence[str]) -> int:
    """0 the id or code itself, then a whole name, its beginning, its whole words, 4 a part of it.

    `wanted`: the forms in which the text is searched for (`search_forms`).
    """
    if entity.id == text or code_of(entity.id) == text.upper():
        return 0
    aliases = entity.values.get("aliases")
    names = [entity.name or "", *(aliases if isinstance(aliases, list) else [])]
    forms = {form for name in names for form in search_forms(name)}
    for rank, fits in enumerate((_exact, _begins, _words), 1):
        if any(fits(form, want) for form in forms for want in wanted):
            return rank
    return 4


def _exact(form: str, want: str) -> bool:
    return form == want


def _begins(form: str, want: str) -> bool:
    return form.startswith(want)


def _words(form: str, want: str) -> bool:
    return set(want.split()) <= set(form.split())
