"""What a question is, and how one is asked. The page, the command and the help follow from it.

A question is a plain function in a file of its own in this folder:

    @question("Embassies to approach", section="Influence")
    def embassies(view: View, case: CaseId | None = None, most: Count = 20) -> Answer:
        \"\"\"Which embassies should we approach?

        case: the case, by name or id
        most: how many rows to show
        \"\"\"

Its first line is the question in words, its `name: text` lines explain the parameters, their types
say what may be given. Audience and date belong to the View, so no question declares them.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Literal

import queries
from graph.model.docstrings import explained
from graph.model.errors import QuestionError
from graph.model.ids import is_kind
from graph.model.schema import OURS, Label
from graph.model.words import ENGLISH, say, speaking
from graph.store.base import SAMPLE, Store
from graph.store.remembered import remembered
from graph.view import View
from queries.answer import Answer, Note, Source
from queries.parameters import Bounds, Of, Parameter
from queries.shared.differing import differences
from queries.shared.placing import placed, sample_apart
from queries.wording import on_lines

SECTIONS = ("Influence", "Coalition", "Campaign", "Explore", "Evidence")  # others come after these
_IN_MEMORY: Final = 60  # answers
AUDIENCE = OURS  # what a page or command shows unless told otherwise


@dataclass(frozen=True, slots=True)
class Question:
    """A registered question: all that its page and its command are made of.

    Its words are as they are written in its file, and are said where they are shown.
    """

    name: str
    title: str
    section: str
    ask: Callable[..., Answer]
    cypher: str
    summary: str  # the question in words
    more: tuple[str, ...]  # the paragraphs that follow it in the docstring
    parameters: tuple[Parameter, ...]
    lens: str  # what it is called above the workspace's map, to be said; "": it is no lens there
    place: int  # among the lenses


_QUESTIONS: dict[str, Question] = {}


def question(
    title: str, *, section: str, cypher: str = "", lens: str = "", place: int = 99
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Register a question; the function comes back unchanged.

    `cypher`: the same question for the Neo4j Browser, where Cypher can put it. `lens`, `place`:
    its short name and its place above the map of the workspace, if its answers have a Lens.
    """

    def register(ask: Callable[..., Answer]) -> Callable[..., Answer]:
        doc = explained(ask.__doc__)
        texts = dict(doc.lines)
        kinds = typing.get_type_hints(ask, include_extras=True)
        parameters = tuple(
            _parameter(p, kinds[p.name], texts.pop(p.name, ""))
            for p in list(inspect.signature(ask).parameters.values())[1:]
        )
        name = ask.__name__.replace("_", "-")
        _QUESTIONS[name] = Question(
            name=name,
            title=title,
            section=section,
            ask=ask,
            cypher=cypher,
            summary=doc.summary,
            more=doc.more,
            parameters=parameters,
            lens=lens,
            place=place,
        )
        return ask

    return register


def _parameter(declared: inspect.Parameter, kind: Any, help: str) -> Parameter:
    options = [o for o in typing.get_args(kind) if o is not type(None)]
    if type(None) in typing.get_args(kind):
        kind = options[0] if len(options) == 1 else kind
    several = typing.get_origin(kind) in (list, tuple, Sequence)
    if several:  # list[GovernmentId], tuple[CaseId, ...]
        kind = typing.get_args(kind)[0]
    marks = kind.__metadata__ if typing.get_origin(kind) is Annotated else ()
    base = typing.get_args(kind)[0] if marks else kind
    choices = typing.get_args(base) if typing.get_origin(base) is Literal else ()
    required = declared.default is inspect.Parameter.empty
    return Parameter(
        name=declared.name,
        kind=str if choices else base,
        help=help,
        default=None if required else declared.default,
        required=required,
        of=next((m for m in marks if isinstance(m, Of)), None),
        between=next((m for m in marks if isinstance(m, Bounds)), None),
        choices=choices,
        several=several,
    )


@cache
def questions() -> Mapping[str, Question]:
    """All questions, found because they lie in this folder; by section and title."""
    for module in pkgutil.iter_modules(queries.__path__):
        if not module.name.startswith("_"):
            importlib.import_module(f"queries.{module.name}")
    ordered = sorted(_QUESTIONS.values(), key=lambda q: (q.section, q.title))
    return {question.name: question for question in ordered}


def by_section() -> Mapping[str, Sequence[Question]]:
    """All questions under their sections; what a campaign needs first comes first."""
    usual = {section: place for place, section in enumerate(SECTIONS)}
    sections: dict[str, list[Question]] = {}
    for question in questions().values():
        sections.setdefault(question.section, []).append(question)
    return dict(sorted(sections.items(), key=lambda item: usual.get(item[0], len(usual))))


def lenses() -> Sequence[Question]:
    """The questions that are lenses of the workspace, in their order."""
    return sorted((q for q in questions().values() if q.lens), key=lambda q: (q.place, q.name))


def load(name: str) -> Question:
    """One question, importing only its own file. QuestionError: there is none of that name."""
    module = name.replace("-", "_")
    there = (one.name for one in pkgutil.iter_modules(queries.__path__))
    if name not in _QUESTIONS and module.isidentifier() and module in there:
        importlib.import_module(f"queries.{module}")
    if name not in _QUESTIONS:
        raise QuestionError(
            say(
                "There is no question “{name}”. All of them: {command}",
                name=name,
                command="python -m queries list",
            )
        )
    return _QUESTIONS[name]


def ask(
    name: str,
    store: Store,
    parameters: Mapping[str, Any],
    audience: Label = AUDIENCE,
    as_of: date | None = None,
    language: str = ENGLISH,
) -> Answer:
    """Ask a question of a store; texts among the parameters are parsed as a command line's are.

    Asked again if a load came in meanwhile, so that no answer mixes two states.
    """
    with speaking(language):
        return _answer(load(name), store, parameters, audience, as_of)


def answer_of(view: View, question: Question, values: Mapping[str, Any]) -> Answer:
    """The answer; who asks the same of the same store again is given it at once."""

    def answer(_: View) -> Answer:
        return ask(question.name, view.store, values, view.audience, view.as_of, view.language)

    key = (question.name, json.dumps(values, default=str))
    return view.remembered("answer", key, answer, most=_IN_MEMORY)


def _answer(
    question: Question,
    store: Store,
    parameters: Mapping[str, Any],
    audience: Label,
    as_of: date | None,
) -> Answer:
    unknown = set(parameters) - {p.name for p in question.parameters}
    if unknown:
        raise QuestionError(
            say(
                "“{question}” has no parameter “{name}”.", question=question.name, name=min(unknown)
            )
        )
    for _ in range(10):
        revision = store.revision()
        view, values, apart = placed(
            question=question.name,
            parameters=question.parameters,
            texts=parameters,
            store=store,
            audience=audience,
            as_of=as_of,
        )
        answer = question.ask(view, **values)
        cases = [id for id in values.values() if isinstance(id, str) and is_kind(id, "Case")]
        if differ := differences(view, cases):  # on every page of a case
            note = Note("sources_differ", say("Where sources differ"), differ, "caution")
            answer = replace(answer, blocks=[note, *answer.blocks])
        if store.revision() == revision:
            break
    filled = {p.name: values.get(p.name, p.default) for p in question.parameters}
    if apart:
        answer = replace(answer, blocks=[*answer.blocks, sample_apart()])
    return replace(
        answer,
        sentence=on_lines(answer.sentence),
        question=question.name,
        title=say(question.title),
        parameters=filled,
        as_of=as_of,
        audience=audience,
        language=view.language,
        label=max(answer.label, view.used.label),
        sources=_sources(store, view),
        invented=any(dataset.startswith(SAMPLE) for dataset in view.used.datasets),
    )


def _sources(store: Store, view: View) -> list[Source]:
    loads = remembered(store, "loads", (), store.loads, most=2)
    about = {load.dataset: load.about for load in loads if load.live}
    return [
        Source(
            dataset=dataset,
            title=about.get(dataset, {}).get("title") or dataset,
            publisher=about.get(dataset, {}).get("publisher"),
            url=about.get(dataset, {}).get("url"),
            licence=about.get(dataset, {}).get("licence"),
            retrieved=retrieved or about.get(dataset, {}).get("retrieved"),
            known=known,
        )
        for dataset, (known, retrieved) in sorted(view.used.datasets.items())
    ]
