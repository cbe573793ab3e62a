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
from queries.answer import EXPORTS, WATERMARK, Answer, Table, columns
from queries.question import ask, load
from queries.render.csv import write
from tests.graph.model.test_printable import HOSTILE
from tests.queries.natural import natural

ROOT = Path(__file__).parents[3]
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


@pytest.mark.parametrize("name", ["weak-points", "brokers"])
def test_target_lists_stay_here(name: str, filled: Store) -> None:
    parameters = natural(load(name))
    for form in EXPORTS:
        with pytest.raises(QuestionError, match="list of targets"):
            ask(name, filled, parameters).export(form)


@pytest.mark.slow
def test_there_is_no_other_way_out() -> None:
    """Only `Answer.export` calls a format."""
    files = [ROOT / "app.py", *(ROOT / "queries").rglob("*.py"), *(ROOT / "loaders").rglob("*.py")]
    ways: set[tuple[str, str]] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node) != "msgspec.json":
                ways |= {(file.name, "json")} if node.attr == "json" else set()
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("queries.render.csv", "queries.render.json")
            ):
                ways |= {(file.name, name.name) for name in node.names}
    assert {way for way in ways if way[1] in {"json", write.__name__}} == {("json.py", "json")}
