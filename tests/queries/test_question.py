"""What holds for every question: its JSON, its command, its help; the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.schema import ENTITIES, Label
from graph.store.base import Store
from queries.__main__ import main
from queries.question import ask, load, questions
from tests.queries.natural import natural

NAMES = [name for name in questions() if name != "backtest"]  # which has its own, slower tests
DAY = date(2026, 11, 25)
TABULAR = {"table", "bars", "timeline"}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_its_json_has_the_agreed_shape(filled: Store, name: str) -> None:
    answer = ask(name, filled, natural(load(name)), Label.RED, DAY)
    document = json.loads(answer.json())
    assert list(document) == [
        "version",
        "question",
        "parameters",
        "sentence",
        "as_of",
        "audience",
        "label",
        "invented",
        "blocks",
        "sources",
        "lens",
    ]
    assert (document["version"], document["question"], document["as_of"]) == (1, name, "2026-11-25")
    assert document["sentence"].endswith((".", "?", "!"))
    ids = [block["id"] for block in document["blocks"]]
    assert len(set(ids)) == len(ids)
    for block in document["blocks"]:
        assert list(block)[:3] == ["type", "id", "title"]
        if block["type"] in TABULAR:
            columns = [column["id"] for column in block["columns"]]
            assert len(set(columns)) == len(columns)
            assert all({"id", "title", "unit"} <= column.keys() for column in block["columns"])
            assert all(set(columns) <= row.keys() for row in block["rows"])
    for source in document["sources"]:
        assert source["dataset"]
    assert b"NaN" not in answer.json()
    assert answer.json() == ask(name, filled, natural(load(name)), Label.RED, DAY).json()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_its_words_are_those_of_its_users(filled: Store, name: str) -> None:
    question = load(name)
    answer = ask(name, filled, natural(question), Label.RED, DAY)
    texts = (question.title, question.summary, *question.more, answer.sentence)
    words = " ".join(texts).lower().split()
    assert not {"node", "nodes", "edge", "edges", "score", "power"} & {
        w.strip(".,:;") for w in words
    }
    assert all(parameter.help for parameter in question.parameters)
    assert not any(f"{kind.prefix}:" in answer.sentence for kind in ENTITIES.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_its_command_prints_each_format(
    filled_file: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parameters = [
        part
        for key, value in natural(load(name)).items()
        for part in (f"--{key.replace('_', '-')}", value)
    ]
    common = [name, *parameters, "--store", f"sqlite:///{filled_file}", "--as-of", "2026-11-25"]
    assert main([*common, "--format", "text"]) == 0
    text = capsys.readouterr().out
    assert len(text.splitlines()) > 1
    assert "Traceback" not in text
    exported = {form: main([*common, "--format", form]) for form in ("json", "csv")}
    output = capsys.readouterr()
    if exported["json"]:  # people in the wrong hands: refused in every format that travels
        assert exported == {"json": 1, "csv": 1}
        assert output.out == ""
        assert output.err


def test_csv_is_read_back_as_a_table(filled_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "embassies",
                "--target",
                "BLR",
                "--format",
                "csv",
                "--store",
                f"sqlite:///{filled_file}",
            ]
        )
        == 0
    )
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    header = next(row for row in rows if "Rank" in row or "rank" in row)
    first = rows[rows.index(header) + 1]
    assert first[header.index(next(h for h in header if h.lower() == "rank"))] == "1"


def test_list_names_every_question_and_what_it_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    output = capsys.readouterr().out
    for name, question in questions().items():
        assert f"{name} " in output or f"{name}\n" in output
        assert question.summary in output


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["embassy"], "There is no question “embassy”"),
        (["embassies", "--target", "Nigera"], "There is no government or place “Nigera” here"),
        (["embassies", "--target", "BLR", "--as-of", "soon"], "“soon” is not a day"),
        (["embassies", "--target", "BLR", "--as-of", "1999-01-01"], "on record by that day"),
    ],
)
def test_a_wrong_command_is_a_sentence(
    filled_file: Path, capsys: pytest.CaptureFixture[str], command: list[str], sentence: str
) -> None:
    store = ["--store", f"sqlite:///{filled_file}"] if len(command) > 1 else []
    assert main([*command, *store]) == 1
    output = capsys.readouterr()
    assert sentence in output.err
    assert output.out == ""


@pytest.mark.slow
def test_an_empty_store_is_filled_first(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'new.sqlite'}"
    command = [
        sys.executable,
        "-m",
        "queries",
        "record",
        "--government",
        "FRA",
        "--target",
        "BLR",
        "--store",
        store,
        "--format",
        "json",
    ]
    root = Path(__file__).parents[2]
    done: Any = subprocess.run(
        command,
        cwd=root,
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert "the store is empty" in done.stderr
    again: Any = subprocess.run(
        command,
        cwd=root,
        env=os.environ | {"PYTHONHASHSEED": "8"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert again.stderr == ""
    assert again.stdout == done.stdout
