"""An answer as a workbook: a sheet for a table, cells of text and numbers, no day of making."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from graph.model.errors import QuestionError
from graph.model.printable import harmless
from graph.store.base import Store
from queries.__main__ import main
from queries.answer import WATERMARK, Answer, Bars, Table, Tabular, columns
from queries.question import ask
from queries.render.workbook import workbook
from tests.graph.model.test_printable import HOSTILE
from tests.queries.render.test_export import FORMULAS


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_of(answer: Answer, title: str) -> list[tuple[Any, ...]]:
    return list(opened(answer.export_bytes("xlsx"))[title].values)


def answer(*cells: str, **more: bool) -> Answer:
    rows = [{"a": cell, "b": 0.5, "c": None, "d": ["x", "y"]} for cell in cells]
    table = Table("t", "Things: [all]/*?", columns("a", "b", "c", "d"), rows, note="Mind this.")
    return Answer("First.\nThen.", [table], title="What there is", **more)


def test_every_table_is_a_sheet_with_its_titles_and_rows(campaign: Store) -> None:
    one = ask("due", campaign, {})
    book = opened(one.export_bytes("xlsx"))
    tables = [block for block in one.blocks if isinstance(block, Tabular)]
    assert len(book.sheetnames) == len(tables) + 1
    assert one.label.title == book.worksheets[0]["A1"].value
    for table, sheet in zip(tables, book.worksheets[1:], strict=True):
        shown = list(sheet.values)
        head = next(number for number, row in enumerate(shown) if row[0] == table.columns[0].title)
        assert [row[0] for row in shown[:head]][:2] == [one.label.title, WATERMARK]
        first = [row[0] for row in shown[head + 1 :]]
        assert first == [row.get(table.columns[0].id) for row in table.rows]


def test_cells_are_texts_numbers_or_empty() -> None:
    shown = sheet_of(answer("2026-11-29", "https://example.org", "0012"), "Things   all")
    assert [row[0] for row in shown[:3]] == ["TLP:CLEAR", "Things: [all]/*?", "Mind this."]
    assert shown[4:] == [
        (text, 0.5, None, "x|y") for text in ("2026-11-29", "https://example.org", "0012")
    ]


def test_only_what_has_a_title_is_there_and_bars_say_whose_they_are() -> None:
    rows = [{"id": "gov:FRA", "name": "France", "size": 3, "for_programs": "x"}]
    table = Table("t", "Governments", columns("name", "size"), rows, of="id", hidden=["size"])
    parts = [{"of": "gov:FRA", "part": "Votes", "share": 0.5}]
    bars = Bars("b", "Made of", columns("part", "share"), parts, of="of")
    one = Answer("First.", [table, bars], title="What there is")
    assert sheet_of(one, "Governments")[2:] == [("Name",), ("France",)]
    assert sheet_of(one, "Made of")[2:] == [("Of whom", "Part", "Share"), ("France", "Votes", 0.5)]


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE.values(), "</script>", "\ufffe"])
def test_no_cell_acts(text: str) -> None:
    book = opened(content := answer(text).export_bytes("xlsx"))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        assert not any("worksheets/_rels" in name for name in archive.namelist())  # no links
    assert "<f>" not in sheet
    assert harmless(sheet.replace("\r\n", "\n")) == sheet.replace("\r\n", "\n")


def test_the_same_answer_gives_the_same_bytes() -> None:
    content = answer("Ada").export_bytes("xlsx")
    assert content == answer("Ada").export_bytes("xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"20" + b"26" not in archive.read("docProps/core.xml")


def test_it_is_marked_and_refused_as_every_other_format() -> None:
    marks = [row[0] for row in sheet_of(answer("Ada", invented=True), "Answer")]
    assert marks == ["TLP:CLEAR", WATERMARK, "What there is", "First.", "Then."]
    with pytest.raises(QuestionError, match="not exported"):
        answer("Ada", exportable=False).export_bytes("xlsx")


def test_titles_of_sheets_are_short_and_unlike() -> None:
    with workbook(out := io.BytesIO()) as sheets:
        for title in ("a" * 40, "a" * 50, "'History'", "history", "::", "A" * 31):
            sheets.sheet(title, ["x"], [["1"]])
    names = opened(out.getvalue()).sheetnames
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 and name.casefold() != "history" for name in names)


def test_the_command_writes_it_as_bytes(
    campaign: Store, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = ["due", "--store", campaign.url, "--format", "xlsx"]
    assert main(command) == 0
    book = opened(capfdbinary.readouterr().out)
    assert "Answer" in book.sheetnames
