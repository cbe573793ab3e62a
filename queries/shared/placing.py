"""Of what a question is asked: real cases, or the sample campaign, never both in one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.model.errors import NotFound, Unchosen
from graph.model.records import Entity
from graph.model.schema import Label
from graph.model.words import say
from graph.store.apart import Worlds
from graph.store.base import Scope, Store
from graph.view import View
from queries.answer import Note
from queries.parameters import Parameter


def sample_apart() -> Note:
    """That an answer about all cases leaves the sample campaign out."""
    return Note(
        "apart",
        say("The sample campaign is left out"),
        say(
            "You have cases of your own, so answers about all cases leave the invented ones out. "
            "Ask about one of these by its name, or remove the sample campaign on the Loads page."
        ),
    )


def placed(
    question: str,
    parameters: Sequence[Parameter],
    texts: Mapping[str, Any],
    store: Store,
    audience: Label,
    as_of: date | None,
) -> tuple[View, dict[str, Any], bool]:
    """What a question is asked of (`graph.store.apart`), its parameters, and whether the sample is
    left out of an answer about all cases."""
    worlds = Worlds(store, audience)
    view = View(worlds.all, audience, as_of)
    try:
        values = _parsed(question, parameters, texts, view)
    except NotFound as problem:
        view = View(worlds.sample, audience, as_of)
        try:
            return view, _parsed(question, parameters, texts, view), False
        except NotFound:
            raise problem from None
    named = {p.name: values[p.name] for p in parameters if p.of and values.get(p.name)}
    if worlds.mixed or not worlds.invented:
        about_all = any(p.of and "Case" in p.of.kinds for p in parameters)
        return view, values, worlds.mixed and about_all and not named
    if not named.keys() & {"case", "target"}:
        return view, values, False
    ids = [id for ids in named.values() for id in ([ids] if isinstance(ids, str) else ids)]
    groups = [frozenset(view.group(id)) for id in ids]  # of those judged to be the same
    scope = Scope(audience, as_of, ids=frozenset().union(*groups), ties=frozenset())
    real = {claim.id for claim in worlds.real.read(scope) if isinstance(claim, Entity)}
    if all(group & real for group in groups):
        return View(worlds.real, audience, as_of), values, False
    return view, values, False


def _parsed(
    question: str, parameters: Sequence[Parameter], texts: Mapping[str, Any], view: View
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for p in parameters:
        value = texts.get(p.name)
        if value is None or value in ("", [], ()):
            if p.required:
                raise Unchosen(
                    say(
                        "Choose {what} (“{parameter}” of {question}).",
                        what=say(p.help),
                        parameter=p.name,
                        question=question,
                    ),
                    say("Choose {what}.", what=say(p.help)),
                )
            continue
        values[p.name] = p.parse(value, view) if isinstance(value, str) else value
    return values
