"""Every question on a campaign of 300 people: it answers, and what it says reads as it should."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from graph.errors import DemarcheError
from graph.schema import Label
from graph.store import SAMPLE, Store, open_store
from queries.question import ask, questions
from tests.queries import campaign_300, golden, reading
from tests.queries.campaign_300 import CASES, DETAINING

DAY = date(2026, 11, 28)
_CASES = (CASES[0], CASES[3], CASES[9], CASES[11])  # of several stages, with and without allies
_EACH = [{"case": case} for case in _CASES]
_ONE = [{"case": CASES[0]}]
GIVEN: Mapping[str, Sequence[Mapping[str, str]]] = {
    "overview": [{}],
    "timeline": _EACH,
    "due": [{}],
    "communities": [{}, *_ONE],
    "weak-points": [*_ONE, {"case": CASES[3], "to": "Amber Circle"}],
    "functions": [*_EACH, {"case": CASES[0], "governments": "Norway;Japan"}],
    "brokers": [{"by": "country"}, *_ONE],
    "meetings": _EACH,
    "spectrum": [*_EACH, {"case": CASES[0], "since": "2021-01-01"}],
    "backtest": [{}],
    "coverage": [*_ONE, {"target": DETAINING[2]}],
    "neighbourhood": [{"entity": "Lantern Table", "hops": "0"}, {"entity": "Amber Circle"},
                      {"entity": CASES[3], "hops": "2"}, {"entity": "Marenka Hexwell"}],
    "state": [{"government": DETAINING[3]}],
    "dyad": [{"government": "Norway", "target": state} for state in DETAINING],
    "embassies": [*_EACH, {"target": DETAINING[4]}],
    "hooks": [*_ONE, {"target": DETAINING[2]}],
    "record": [{"government": "Ireland", "target": state} for state in DETAINING],
    "what-if": [{"case": CASES[0], "changes": "remove Amber Circle; remove Lantern Table"},
                {"case": CASES[3], "changes": "add person Nemo Trelawn"}],
    "introductions": [{"case": case, "to": to} for case in _CASES[:2]
                      for to in ("Norway", "Amber Circle")],
}  # fmt: skip
# What needs no campaign says the same to everybody; it is asked once.
PUBLIC = ("backtest", "state", "dyad", "record")


@pytest.fixture(scope="module")
def three_hundred(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The public record and the campaign, without the sample."""
    folder = tmp_path_factory.mktemp("three_hundred")
    store = open_store(f"sqlite:///{shutil.copy(filled_file, folder / 'store.sqlite')}")
    for dataset in sorted({one.dataset for one in store.loads()}):
        if dataset.startswith(SAMPLE):
            store.forget(dataset)
    campaign_300.loaded(store, folder)
    yield store
    store.close()


def test_every_question_is_asked() -> None:
    assert set(GIVEN) == set(questions())


@pytest.mark.parametrize("name", list(GIVEN))
def test_what_it_says_reads_as_it_should(three_hundred: Store, name: str) -> None:
    wrong = set()
    for audience in Label if name not in PUBLIC else (Label.RED,):
        for given in GIVEN[name]:
            try:
                answer = ask(name, three_hundred, given, audience, DAY)
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
