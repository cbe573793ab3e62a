"""The form of a question, from its signature: one widget for each parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from graph.model.records import Entity
from graph.model.schema import ENTITIES, kinds_in_words
from graph.model.words import say
from graph.view import View
from queries.parameters import Parameter
from queries.question import Question
from queries.render.browser import words

_MOST_CANDIDATES = 50
_SPAN = 100  # widest range that a slider shows well
_ACROSS = 3
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)  # Streamlit's own are ten years around
# Where anything may be named: what a campaign enters itself, and governments. All else (ten
# thousand missions) is found by a search.
_LISTED = tuple(name for name, kind in ENTITIES.items() if not kind.public or name == "Government")
_SEARCHED = ("Mission", "Measure")


def fields(
    question: Question, view: View, at_first: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    """Draw the widgets; what they hold, by parameter, and whether an answer is wanted.

    `at_first`: what they hold at first.
    """
    values: dict[str, Any] = {}

    def draw(p: Parameter) -> None:
        before = at_first.get(p.name, p.default)
        values[p.name] = _field(p, view, before, f"{question.name}.")

    first = _first(question.parameters)
    with st.container(key=f"form.{question.name}"):
        shares = [*[3] * len(first), 2.5]
        *columns, last = st.columns(shares, vertical_alignment="bottom")
    for column, parameter in zip(columns, first, strict=True):
        with column:
            draw(parameter)
    with last, st.container(horizontal=True):
        pressed = st.button(
            say("Answer"),
            type="primary",
            key=f"{question.name}.answer",
            shortcut="Ctrl+Enter",
            help=say("Ctrl + Enter"),
        )
        if rest := [p for p in question.parameters if p not in first]:
            with st.popover(say("More choices")):
                for parameter in rest:
                    draw(parameter)
    return values, pressed


def _first(parameters: Sequence[Parameter]) -> list[Parameter]:
    """Those that stand beside each other on the page: what it is about, as far as there is room."""
    about = [p for p in parameters if p.required or p.of is not None or p.choices]
    about += [p for p in parameters if p not in about]
    return [p for p in parameters if p in about[:_ACROSS]]


def _field(p: Parameter, view: View, before: Any, prefix: str) -> Any:
    key, help = prefix + p.name, say(p.help) or None
    title = say("{title} (needed)", title=say(p.title)) if p.required else say(p.title)
    if p.of is not None:
        return _entity(p, view, before, key, title)
    if p.choices:
        return _choice(p, {choice: say(choice) for choice in p.choices}, before, key, title)
    if p.kind is str:
        return _texts(p, before, key, title)
    # What is counted says more than the parameter's name.
    title = _capital(say(p.help)) or title
    if p.kind is bool:
        return st.checkbox(title, bool(before), key=key)
    if p.kind not in (int, float):
        return st.date_input(title, before, _EARLIEST, _LATEST, key=key, format="YYYY-MM-DD")
    low, high = (p.between.low, p.between.high) if p.between else (None, None)
    if low is not None and high is not None and before is not None and high - low < _SPAN:
        return st.slider(title, low, high, before, key=key)
    return st.number_input(title, low, high, before, key=key, help=help if p.between else None)


def _texts(p: Parameter, before: Any, key: str, title: str) -> Any:
    """A text; several are written with semicolons between them."""
    shown = "; ".join(before or ()) if p.several else before or ""
    text = st.text_input(title, shown, key=key, help=say(p.help) or None)
    if not p.several:
        return text or None
    return [part.strip() for part in text.split(";") if part.strip()]


def _entity(p: Parameter, view: View, before: Any, key: str, title: str) -> Any:
    """A searchable list of the visible entities; of very many, of those that a search finds."""
    kinds = p.of.kinds if p.of else ()
    searched = not kinds or any(kind in _SEARCHED for kind in kinds)
    listed = [kind for kind in kinds or _LISTED if kind not in _SEARCHED]
    text = str(st.session_state.get(f"{key}.search", "")).strip() if searched else ""
    entities = view.find(text, *kinds, most=_MOST_CANDIDATES) if text else []
    if not text and listed:
        entities = sorted(view.entities(*listed), key=lambda one: (one.title.casefold(), one.id))
    chosen = before if p.several else [before] if before else []
    missing = set(chosen or ()) - {entity.id for entity in entities}
    entities = [*view.several(sorted(missing)), *entities]
    value = _choice(
        p=p,
        names=names_of(entities, kinds),
        before=before,
        key=key,
        title=title,
        hint=_hint(kinds),
    )
    if searched:
        st.text_input(
            say("Not in the list? Search everything"),
            key=f"{key}.search",
            placeholder=say("A name or part"),
        )
        if text and not entities:
            words.quiet(say("Nothing has such a name, for this audience and on this day."))
    return value


def _choice(
    p: Parameter, names: Mapping[str, str | None], before: Any, key: str, title: str, hint: str = ""
) -> Any:
    """One of a few, or several where the parameter takes them."""
    options = list(names)
    shared: dict[str, Any] = {
        "format_func": lambda option: names.get(option) or str(option),
        "key": key,
        "help": say(p.help) or None,
        "placeholder": hint or None,
    }
    if p.several:
        return st.multiselect(title, options, [o for o in before or () if o in names], **shared)
    first = options.index(before) if before in names else None
    if hint:
        shared["filter_mode"] = "contains"
    return st.selectbox(title, options, first, **shared)


def names_of(entities: Sequence[Entity], kinds: Sequence[str] = ()) -> dict[str, str]:
    """What to call each in a list: with its kind where there may be several, and namesakes by the
    beginning of their id."""
    titles = {
        e.id: e.title if len(kinds) == 1 else f"{e.title} · {say(ENTITIES[e.kind].label)}"
        for e in entities
    }
    in_use = list(titles.values())
    return {
        id: title if in_use.count(title) == 1 else f"{title} ({id.partition(':')[2][:8]})"
        for id, title in titles.items()
    }


def _hint(kinds: Sequence[str]) -> str:
    names = kinds_in_words(kinds)
    return say("Choose: {kinds}", kinds=names) if names else say("Choose")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
