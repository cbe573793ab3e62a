"""Files too large to be held: JSON record by record, and a workbook row by row."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from graph.model.errors import RowProblem, UnreadableFile
from loaders.files import json_records, large_workbooks, sheets
from loaders.files.sheets import beginning
from tests.loaders.public import uhri_exports as exports


def records(path: Path, content: str | bytes) -> list[dict[str, str]]:
    file = path / "given.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    numbered = list(json_records.records(file))
    assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
    return [dict(record) for _, record in numbered]


@pytest.mark.parametrize(
    "content",
    [
        '[{"a": "x"}, {"a": "y"}]',
        '\ufeff [\n{"a": "x"}\n,\n{"a": "y"}\n]\n',
        '{"a": "x"}\n{"a": "y"}',
        '{"a": "x"}\r\n\r\n{\n "a": "y"}\n',
    ],
)
def test_an_array_and_a_record_a_line_are_the_same(tmp_path: Path, content: str) -> None:
    assert records(tmp_path, content) == [{"a": "x"}, {"a": "y"}]


def test_values_are_text_as_they_are_written(tmp_path: Path) -> None:
    content = '[{"a": 46125.50, "b": null, "c": ["x", 1], "d": true, "e": {"é": 1}, "f": "]},{"}]'
    assert records(tmp_path, content) == [
        {"a": "46125.50", "b": "", "c": "x\n1", "d": "yes", "e": '{"é": "1"}', "f": "]},{"}
    ]


@pytest.mark.parametrize(
    ("content", "row", "begins"),
    [
        ('[{"a": 1}, {"a": ', 2, '{"a": '),
        ('[{"a": 1}, ', 2, ""),  # broken off between two records
        ('[{"a": 1}]\n[{"a": 2}]', 2, '[{"a": 2}]'),
        ('{"a": 1}\nand so on', 2, "and so on"),
        ('[{"a": 1}, [2]]', 2, "[2]]"),
        ('{"a": 1}\n"b"', 2, '"b"'),
        ("[1]", 1, "1]"),
    ],
)
def test_what_is_no_record_is_a_problem_with_its_place(
    tmp_path: Path, content: str, row: int, begins: str
) -> None:
    with pytest.raises(RowProblem) as problem:
        records(tmp_path, content)
    assert (problem.value.row, problem.value.value) == (row, begins)


def test_what_is_not_utf_8_or_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        records(tmp_path, '[{"a": "é"}]'.encode("latin-1"))
    with pytest.raises(UnreadableFile, match="brackets"):
        records(tmp_path, '[{"a": ' + "[" * 200_000)


def test_records_are_whole_wherever_a_block_ends(tmp_path: Path) -> None:
    rng = random.Random(1)
    rows = [{"n": str(n), "text": "é“\\\n" * rng.randrange(900)} for n in range(1500)]
    assert records(tmp_path, json.dumps(rows, ensure_ascii=False)) == rows
    assert records(tmp_path, "\n".join(map(json.dumps, rows))) == rows


def book(path: Path, rows: str, shared: str = "") -> Path:
    file = path / "book.xlsx"
    exports.workbook(file, [])
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xmlns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {xmlns}><sheetData>{rows}</sheetData></worksheet>"
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    parts["xl/sharedStrings.xml"] = f"<sst {xmlns}>{shared}</sst>".encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ('<row r="3"><c r="B3"><v>1.50</v></c></row>', [(3, ["", "1.50"])]),
        ("<row><c><v>1</v></c><c/><c><v>2</v></c></row>", [(1, ["1", "", "2"])]),
        ('<row r="2"/><row><c s="4" r="AB3"><v>7</v></c></row>', [(3, [""] * 27 + ["7"])]),
        ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>', None),
        (
            '<row><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c></row>',
            [(1, ["yes", "no"])],
        ),
        ('<row><c t="str"><f>A1&amp;"&lt;"</f><v>a&lt;b</v></c></row>', [(1, ["a<b"])]),
        ('<row><c t="inlineStr"><is><t>a</t><r><t>b</t></r></is></c></row>', [(1, ["ab"])]),
        ('<row r="1"><c r="A1"/></row><row r="2"></row>', []),
        ("", []),
    ],
)
def test_cells_stand_where_they_say(
    tmp_path: Path, rows: str, cells: list[tuple[int, list[str]]] | None
) -> None:
    shared = (
        "<si><t>a &amp; b_x000A_c</t></si><si><r><t>ri</t></r><r><t xml:space='preserve'>ch</t></r>"
    )
    shared += "<rPh sb='0' eb='1'><t>not this</t></rPh></si>"
    if cells is None:
        cells = [(1, ["a & b\nc", "rich"])]
    names: list[str] = []
    assert list(large_workbooks.sheet(book(tmp_path, rows, shared), names)) == cells
    assert names == ["Recommendations"]


def test_it_reads_what_the_reader_of_all_workbooks_reads(tmp_path: Path) -> None:
    rng = random.Random(2)
    texts = ["", "a", "“é” & <b>", "line\nline", "- x"]
    rows = [{f"c{n}": rng.choice(texts) for n in range(16)} for _ in range(300)]
    file = tmp_path / "book.xlsx"
    for own in (False, True):
        exports.workbook(file, rows, own=own)
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        right = {n: [str(x) for x in row] for n, row in enumerate(sheet.to_python(), 1)}
        for number, cells in large_workbooks.sheet(file, []):
            assert cells == right[number][: len(cells)]
            assert not any(right.pop(number)[len(cells) :])
        assert not any(any(row) for row in right.values())


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    for content in (b"PK\x03\x04 and so on", b""):
        file.write_bytes(content)
        with pytest.raises(UnreadableFile, match=r"cannot be read|not a workbook|is empty"):
            list(large_workbooks.sheet(file, []))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(UnreadableFile, match="not a workbook"):
        list(large_workbooks.sheet(file, []))
    with pytest.raises(UnreadableFile, match="702 columns"):
        list(large_workbooks.sheet(book(tmp_path, '<row><c r="AAA1"><v>1</v></c></row>'), []))
    with pytest.raises(UnreadableFile, match="not a workbook"):  # a text that is not there
        list(large_workbooks.sheet(book(tmp_path, '<row><c t="s"><v>9</v></c></row>'), []))


def test_of_a_large_workbook_the_beginning_is_read_without_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"a": str(n), "b": "x"} for n in range(5000)]
    exports.workbook(tmp_path / "large.xlsx", rows)
    whole = beginning(tmp_path / "large.xlsx")
    monkeypatch.setattr(sheets, "LARGE", 1000)
    assert beginning(tmp_path / "large.xlsx") == whole
    assert whole is not None
    assert (whole[0], len(whole)) == ((1, ["a", "b"]), 11)
