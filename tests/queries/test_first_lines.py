"""Every text of every question, for a campaign of any state: short at first, nothing raw in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import DemarcheError
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.opening import open_store
from graph.view import View
from queries.answer import Answer, Note
from queries.question import Question, ask, questions
from queries.wording import FIRST_LINE
from tests.benchmarks.hub_campaign import written
from tests.conftest import write

DAY = date(2026, 11, 25)
# A value that nobody turned to words, a word twice, a figure that nobody rounded.
RAW = re.compile(r"\b(?:nan|NaN|None(?! of))\b|\b(?!that |had )(\w{3,}) \1\b|\d\.\d{4,}")
SUBJECTS = ("Swallow", "Wren", "Plain", "Heron", "Heron of the Hub", "gov:BLR")


@pytest.fixture(scope="module")
def texts(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Answer]]:
    """The answer of every question about the sample, a released prisoner, an empty campaign, a
    refused consent, a campaign of 300 and a country."""
    path = shutil.copy(filled_file, tmp_path_factory.mktemp("texts") / "store.sqlite")
    store = open_store(f"sqlite:///{path}")
    origin = Origin("https://example.org", known=PartialDate("2026-10-01"))
    refused = {"use": "embassies", "state": "refused", "date": "2026-10-01", "speaks": "prisoner"}
    write(
        store,
        Entity("Case", "cas:r", "Wren", {"stage": "released"}, origin),
        Entity("Case", "cas:e", "Plain", {"stage": "trial"}, origin),
        Entity("Case", "cas:n", "Heron", {"stage": "trial"}, origin),
        *(Tie("DETAINS", "gov:BLR", f"cas:{id}", origin=origin) for id in "ren"),
        Entity("Consent", "con:n", "Consent", refused, origin),
        Tie("CONCERNS", "con:n", "cas:n", origin=origin),
    )
    written(store, 300)
    cases = {one.title: one.id for one in View(store, Label.RED, DAY).entities("Case")}
    answers = []
    for question in questions().values():
        before: list[dict[str, Any]] = []  # some questions are of no case and no country
        for name in SUBJECTS:
            values = _parameters(question, cases.get(name, name))
            if values in before or question.name == "backtest":  # it has tests of its own, and time
                continue
            before.append(values)
            try:
                answer = ask(question.name, store, values, Label.RED, DAY)
            except DemarcheError:  # it is of a case, or of a country
                continue
            answers.append((f"{question.name} of {name}", answer))
    store.close()
    return answers


def _parameters(question: Question, subject: str) -> dict[str, Any]:
    values = {
        "case" if subject.startswith("cas:") else "target": subject,
        "entity": subject,
        "government": "gov:FRA",
        "to": "gov:CAN",
        "changes": ["remove gov:FRA"],
    }
    return {p.name: values[p.name] for p in question.parameters if p.name in values}


def shown(answer: Answer) -> Iterator[str]:
    yield answer.sentence
    yield from (block.text for block in answer.blocks if isinstance(block, Note))


@pytest.mark.slow
def test_the_first_line_is_read_at_a_glance(texts: list[tuple[str, Answer]]) -> None:
    assert len({name.partition(" of ")[0] for name, _ in texts}) > 15
    long = [
        (name, first)
        for name, answer in texts
        if len((first := answer.sentence.partition("\n")[0]).split()) > FIRST_LINE
    ]
    assert long == []


@pytest.mark.slow
def test_nothing_raw_stands_in_a_text(texts: list[tuple[str, Answer]]) -> None:
    raw = [
        (name, match[0])
        for name, answer in texts
        for text in shown(answer)
        if (match := RAW.search(text))
    ]
    assert raw == []
