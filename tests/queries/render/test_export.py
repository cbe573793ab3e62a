"""What leaves the program: marked where it is invented, never where it must not, and mere text."""

from __future__ import annotations

import ast
import csv
import io
import json
from pathlib import Path

import pytest

from graph.model.errors import QuestionError
from graph.store.base import Store
from queries.__main__ import main
from queries.answer import WATERMARK, Answer, Table, columns
from queries.question import ask, load
from queries.render import formats as folder
from queries.render.format import format_of, formats, names
from tests.browser.drawn import drawn, opened
from tests.graph.model.test_printable import HOSTILE
from tests.queries.natural import natural
from tests.queries.render.test_pages import asking

ROOT = Path(__file__).parents[3]
EXPORTS = [form.name for form in formats() if form.leaves and form.whole and not form.binary]
ALL = [form.name for form in formats() if form.leaves and form.whole]
FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "x;=1+1", "a; @b"]


def answer(*cells: str, **more: bool) -> Answer:
    rows = [{"a": cell, "b": cell} for cell in cells]
    return Answer("Said.", [Table("t", "Things", columns("a", "b"), rows)], **more)


def test_no_cell_begins_a_formula_whatever_separates_them() -> None:
    text = answer(*FORMULAS).export("csv")
    for separator in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            for cell in row:
                assert not cell.strip().startswith(("=", "+", "-", "@", "＝")), (separator, row)


def test_numbers_stay_numbers_and_every_cell_is_quoted() -> None:
    table = Table("t", "Things", columns("a"), [{"a": -0.5, "b": None, "c": ["x", "y"]}])
    assert Answer("Said.", [table]).export("csv", table) == '"a","b","c"\r\n"-0.5","","x; y"\r\n'


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_exported_acts_on_a_terminal(text: str) -> None:
    for form in EXPORTS:
        printed = answer(f"{text}\nnext").export(form)
        assert all(line.isprintable() for line in printed.replace("\r\n", "\n").split("\n"))


@pytest.mark.parametrize("form", EXPORTS)
def test_every_format_is_marked_and_refused_alike(form: str) -> None:
    marked = answer("Ada", invented=True).export(form)
    assert WATERMARK in marked if form == "csv" else json.loads(marked)["invented"]
    assert WATERMARK not in answer("Ada").export(form)
    with pytest.raises(QuestionError, match="not exported"):
        answer("Ada", exportable=False).export(form)


def test_there_is_no_format_of_another_name() -> None:
    assert {"text", "json", "csv"} <= set(names())
    with pytest.raises(QuestionError, match="no format “paper”"):
        answer("Ada").export("paper")


LINES = '''"""Tables as lines, for a test."""

from typing import TextIO

from queries.answer import Answer, Block, Table
from queries.render.format import format_file


@format_file("text/x-lines", button="Download as lines", blocks=(Table,))
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    out.write(f"{answer.watermark}: {block.title if block else answer.sentence}")
'''


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file more in the folder of formats: `lines`."""
    (tmp_path / "lines.py").write_text(LINES, "utf-8")
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])


@pytest.mark.slow
@pytest.mark.usefixtures("lines")
def test_a_format_is_one_file_which_the_command_and_the_page_offer(
    filled: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "lines" in names()
    command = ["embassies", "--target", "BLR", "--store", filled.url]
    assert main([*command, "--format", "lines"]) == 0
    sentence = ask("embassies", filled, {"target": "BLR"}).sentence
    assert capsys.readouterr().out == f": {sentence}"
    assert "Download as lines" in _buttons(filled, "embassies", target="gov:BLR")
    assert _buttons(filled, "brokers") == []
    with pytest.raises(QuestionError, match="not exported"):
        answer("Ada", exportable=False).export("lines")


def _buttons(store: Store, name: str, **parameters: str) -> list[str]:
    """What the download buttons of a question's page say."""
    test = opened(asking(name, store, **parameters), name)
    return [button.label for button in drawn(test).get("download_button")]


@pytest.mark.parametrize("name", ["weak-points", "brokers"])
def test_target_lists_stay_here(name: str, filled: Store) -> None:
    parameters = natural(load(name))
    for form in ALL:
        with pytest.raises(QuestionError, match="list of targets"):
            ask(name, filled, parameters).export_bytes(form)


@pytest.mark.slow
def test_there_is_no_other_way_out() -> None:
    """Only `Answer.write` calls a format."""
    files = [ROOT / "app.py", *(ROOT / "queries").rglob("*.py"), *(ROOT / "loaders").rglob("*.py")]
    ways: set[tuple[str, str]] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node) != "msgspec.json":
                ways |= {(file.name, "json")} if node.attr == "json" else set()
            elif isinstance(node, ast.Name) and node.id == format_of.__name__:
                ways.add((file.name, node.id))
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                folder.__name__
            ):
                ways |= {(file.name, name.name) for name in node.names}
    assert ways == {("json.py", "json"), ("answer.py", "format_of"), ("format.py", "format_of")}
