"""In the pseudo-language nothing but names and data is without accents: all texts are said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from graph.model.schema import Label
from graph.model.words import ENGLISH, PSEUDO, pseudo, speaking
from graph.store.base import Store
from loaders.loader import all_loaders
from queries.__main__ import parser
from queries.answer import Answer, NetworkMap, Tabular, WorldMap
from queries.question import ask, questions
from queries.render import format
from queries.render.browser.world_map import _spec as drawn_world
from queries.render.network_map import build
from tests.queries.escaping import Data, Recorder, escapes, located
from tests.queries.natural import natural

pytestmark = pytest.mark.slow
DAY = date(2026, 6, 1)
# What is left, by question: it only ever gets shorter.
LEFT: dict[str, set[str]] = {}


@pytest.fixture(scope="module")
def data(filled: Store) -> Data:
    return Data(filled)


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder()
        patch.setattr("graph.model.words.pseudo", recorder)
        yield recorder


def texts(answer: Answer) -> Iterator[str]:
    """All that people read of an answer: the terminal, the workbook, each CSV, each map."""
    if answer.question == "what-if":  # rows as files hold them: codes, columns by their names
        blocks = [block for block in answer.blocks if block.id not in all_loaders()]
        answer = replace(answer, blocks=blocks)
    yield answer.export("text")
    if answer.exportable:
        book = openpyxl.load_workbook(io.BytesIO(answer.export_bytes("xlsx")))
        rows = (row for sheet in book for row in sheet.values)
        yield from (cell for row in rows for cell in row if isinstance(cell, str))
    with speaking(answer.language):
        for block in answer.blocks:
            if isinstance(block, Tabular) and answer.exportable:
                yield from shown_cells(answer, block)
            elif isinstance(block, NetworkMap):
                drawn = build(block)
                yield from (str(node["title"]) for node in drawn["nodes"])
                yield from (str(edge["title"]) for edge in drawn["edges"])
                yield from (sign["text"] for sign in drawn["legend"])
            elif isinstance(block, WorldMap):
                yield from tooltips(drawn_world(block))


def shown_cells(answer: Answer, block: Tabular) -> Iterator[str]:
    """The cells of a CSV but for those that are for programs."""
    header, *rows = csv.reader(io.StringIO(answer.export("csv", block)))
    hidden = set(getattr(block, "hidden", ()))
    shown = {column.id for column in block.columns} - hidden | {"watermark"}
    for row in rows:
        yield from (cell for name, cell in zip(header, row, strict=True) if name in shown)


def tooltips(spec: object) -> Iterator[str]:
    if isinstance(spec, dict):
        yield from (str(one["title"]) for one in spec.get("tooltip", ()) if "title" in one)
        for value in spec.values():
            yield from tooltips(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from tooltips(value)


@pytest.mark.parametrize("name", sorted(questions()))
def test_of_an_answer_nothing_escapes(
    filled: Store,
    data: Data,
    recorder: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "4000")
    answer = ask(name, filled, natural(questions()[name]), Label.RED, DAY, PSEUDO)
    found_pieces = {piece for text in texts(answer) for piece in escapes(text, data)}
    rest = found_pieces - LEFT.get(name, set())
    assert rest == set(), "\n" + "\n".join(sorted(map(located, rest)))
    assert LEFT.get(name, set()) <= found_pieces, "no longer left: take it out"
    assert recorder.unknown() == []


@pytest.mark.parametrize("name", sorted(questions()))
def test_of_a_commands_help_nothing_escapes(data: Data, name: str) -> None:
    with speaking(PSEUDO):
        text = parser(questions()[name]).format_help()
    choices = {c for p in questions()[name].parameters for c in p.choices}
    formats = {one.replace("_", " ") for one in format.names()}
    named = {name, name.replace("-", " "), "strict", "URL", "yes", "no"}
    technical = named | formats | choices
    assert set(escapes(text, data)) - technical == set()


def test_json_is_english_whatever_is_spoken(filled: Store) -> None:
    parameters = natural(questions()["due"])
    with speaking(PSEUDO):
        english = ask("due", filled, parameters, Label.RED, DAY)
        other = ask("due", filled, parameters, Label.RED, DAY, PSEUDO)
        assert english.language == ENGLISH
        assert english.json().decode().isascii() or "⟦" not in english.json().decode()
        assert english.export("json") == english.json().decode()
    assert other.sentence.startswith(pseudo("")[0])
    with pytest.raises(ValueError, match="ask in English"):
        other.export("json")
    with speaking(ENGLISH):  # a download is fetched later, where no language is set
        assert "⟦" in other.export("text")
