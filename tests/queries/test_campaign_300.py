"""Every question on a campaign of 300 people: it answers, and what it says reads as it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from queries.question import ask, questions
from tests.queries import golden, reading
from tests.queries.campaign_300 import DAY
from tests.queries.campaign_questions import PARAMETERS, PUBLIC


def test_every_question_is_asked() -> None:
    assert set(PARAMETERS) == set(questions())


@pytest.mark.parametrize("name", list(PARAMETERS))
def test_what_it_says_reads_as_it_should(three_hundred: Store, name: str) -> None:
    wrong = set()
    for audience in Label if name not in PUBLIC else (Label.RED,):
        for parameters in PARAMETERS[name]:
            try:
                answer = ask(name, three_hundred, parameters, audience, DAY)
            except DemarcheError:  # a sentence; but whoever may see all gets an answer
                assert audience is not Label.RED
                continue
            wrong |= set(reading.misread(answer))
    assert not wrong


@pytest.mark.parametrize("path", sorted(golden.FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_golden_text_reads_as_it_should(path: Path) -> None:
    text = path.read_text("utf-8").partition(reading.FOR_LOADERS)[0]
    parts = (part for line in text.splitlines() for part in line.strip().split(" · "))
    assert not [fault for part in parts for fault in reading.faults(part)]
