"""What a question can be given follows from its signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import pytest

from graph.model.errors import NotFound, QuestionError
from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries import question as registry
from queries.__main__ import parser
from queries.answer import Answer
from queries.parameters import GovernmentId, Parameter, resolve
from queries.question import Question, question
from tests.conftest import small_network, write


def probe(
    view: View,
    who: Sequence[GovernmentId],
    ways: tuple[Literal["public", "private"], ...] = ("public",),
    before: date | None = None,
) -> Answer:
    """Is it a probe?

    who: the governments
    ways: how
    before: the last day
    """
    return Answer("Yes.")


@pytest.fixture
def probe_question(monkeypatch: pytest.MonkeyPatch) -> Question:
    monkeypatch.setattr(registry, "_QUESTIONS", {})
    question("Probe", section="Test")(probe)
    return registry._QUESTIONS["probe"]


@pytest.fixture
def view(empty: Store) -> View:
    write(empty, *small_network())
    return View(empty, Label.RED)


def test_the_signature_is_the_form(probe_question: Question) -> None:
    who, ways, before = probe_question.parameters
    assert (who.required, who.several, who.of) == (True, True, registry.Of(("Government",)))
    assert (ways.choices, ways.several, ways.default) == (("public", "private"), True, ("public",))
    assert (before.kind, before.required, before.default) == (date, False, None)
    command = parser(probe_question).format_help()
    assert "ID-OR-NAME;ID-OR-NAME;…" in command
    assert "DATE" in command


def test_texts_are_parsed(probe_question: Question, view: View) -> None:
    by_name: dict[str, Parameter] = {p.name: p for p in probe_question.parameters}
    assert by_name["who"].parse("France; BLR |", view) == ["gov:FRA", "gov:BLR"]
    assert by_name["ways"].parse("private", view) == ["private"]
    assert by_name["before"].parse("2026-02-28", view) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("who", "France; Atlantis", NotFound),
        ("ways", "public|loud", QuestionError),
        ("before", "2026-02-30", QuestionError),
    ],
)
def test_what_does_not_fit_is_a_sentence(
    probe_question: Question, view: View, name: str, text: str, error: type[Exception]
) -> None:
    parameter = next(p for p in probe_question.parameters if p.name == name)
    with pytest.raises(error, match=r"There is no|cannot be|is not a day"):
        parameter.parse(text, view)


@pytest.mark.parametrize(
    ("kinds", "text", "sentence"),
    [
        (["Person", "Family"], "Nobody", "There is no person or family “Nobody” here."),
        ([], "Nobody", "Nothing here is called “Nobody”."),
        (["Person"], "Twin", "“Twin” names more than one person: "),
        ([], "Twin", "“Twin” names more than one: "),
    ],
)
def test_who_is_not_found_or_more_than_one_is_a_sentence(
    empty: Store, kinds: list[str], text: str, sentence: str
) -> None:
    write(empty, Entity("Person", "per:1", "Twin"), Entity("Person", "per:2", "Twin"))
    with pytest.raises(NotFound) as problem:
        resolve(text, kinds, View(empty, Label.RED))
    assert str(problem.value).startswith(sentence)
