"""The form of a question, from its signature: one widget for each parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from graph.records import Entity
from graph.schema import ENTITIES
from graph.view import View
from queries.question import Parameter, Question

_MANY = 1500  # entities from which a list is searched before it is shown
_FOUND = 50
_SPAN = 100  # widest range that a slider shows well
_ACROSS = 3


def fields(asked: Question, view: View, given: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the widgets; what they hold, by parameter. `given`: what they hold at first."""
    values: dict[str, Any] = {}
    columns: Sequence[Any] = []
    for number, parameter in enumerate(asked.parameters):
        if number % _ACROSS == 0:
            columns = st.columns(min(_ACROSS, len(asked.parameters) - number))
        with columns[number % _ACROSS]:
            before = given.get(parameter.name, parameter.default)
            values[parameter.name] = _field(parameter, view, before, f"{asked.name}.")
    return values


def _field(p: Parameter, view: View, before: Any, prefix: str) -> Any:
    key, help, title = prefix + p.name, p.help or None, p.title + (" *" if p.required else "")
    if p.of is not None:
        return _entity(p, view, before, key, title)
    if p.choices:
        first = p.choices.index(before) if before in p.choices else None
        return st.selectbox(title, p.choices, first, key=key, help=help)
    if p.kind is bool:
        return st.checkbox(title, bool(before), key=key, help=help)
    if (
        p.kind is int
        and p.between
        and before is not None
        and p.between.high - p.between.low < _SPAN
    ):
        return st.slider(title, p.between.low, p.between.high, before, key=key, help=help)
    if p.kind in (int, float):
        low, high = (p.between.low, p.between.high) if p.between else (None, None)
        return st.number_input(title, low, high, before, key=key, help=help)
    return st.text_input(title, before or "", key=key, help=help) or None


def _entity(p: Parameter, view: View, before: Any, key: str, title: str) -> str | None:
    """A searchable list of the visible entities; of many, of those that a search finds."""
    kinds = p.of.kinds if p.of else ()
    found = view.entities(*kinds) if kinds else []
    if not kinds or len(found) > _MANY:
        text = st.text_input(f"Search: {p.title.lower()}", key=f"{key}.search", help=p.help or None)
        found = view.find(text, *kinds, most=_FOUND) if text else []
        if before and before not in {entity.id for entity in found}:
            found = [*view.several([before]), *found]
    else:
        found = sorted(found, key=lambda entity: (entity.title.casefold(), entity.id))
    names = names_of(found)
    ids = list(names)
    return st.selectbox(
        title,
        ids,
        ids.index(before) if before in names else None,
        format_func=lambda id: names.get(id, str(id)),
        key=key,
        help=p.help or None,
        placeholder=f"Choose {_what(kinds)}" if ids or kinds else "Search first",
        filter_mode="contains",
    )


def names_of(entities: Sequence[Entity]) -> dict[str, str]:
    """What to call each in a list; namesakes are told apart by their kind, then by their id."""
    titles: dict[str, int] = {}
    for entity in entities:
        titles[entity.title] = titles.get(entity.title, 0) + 1
    return {
        e.id: e.title
        if titles[e.title] == 1
        else f"{e.title} ({ENTITIES[e.kind].label}, {e.id.partition(':')[2][:8]})"
        for e in entities
    }


def _what(kinds: Sequence[str]) -> str:
    names = " or ".join(ENTITIES[kind].label.lower() for kind in kinds) or "entity"
    return f"an {names}" if names[0] in "aeio" else f"a {names}"
