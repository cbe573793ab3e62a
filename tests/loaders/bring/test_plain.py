"""Plain tables as they come; and what is made to harm, with what becomes of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from graph.model.errors import InputError, RowProblem, Undecodable, UnreadableFile
from loaders.bring.plain import likely_encoding, pasted, plain_tables
from loaders.bring.table import ForeignTable
from loaders.files.sources import Upload

ROWS = [["Ilse Korn", "France"], ["Omar Lund", "Norway"]]


def only(content: bytes, encoding: str | None = None) -> ForeignTable:
    (table,) = plain_tables(Upload("theirs.csv", content), encoding)
    return table


def cells(table: ForeignTable) -> list[list[str]]:
    return [list(row) for _, row in table.rows()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_separator_encoding_and_line_end(separator: str, encoding: str, end: str) -> None:
    lines = [separator.join(row) for row in [["Name", "Country"], *ROWS]]
    table = only((end.join(lines) + end).encode(encoding))
    assert (table.header, cells(table)) == (("Name", "Country"), ROWS)


def test_a_separator_within_quotation_marks_is_no_separator() -> None:
    table = only(b'Name;Charge\n"Korn, Ilse";"a, b, c"\n"Lund, Omar";"d, e, f"\n')
    assert cells(table) == [["Korn, Ilse", "a, b, c"], ["Lund, Omar", "d, e, f"]]


def test_what_is_not_utf_8_is_asked_with_how_it_reads() -> None:
    content = "Name,Ville\nÉlodie,Besançon\n".encode("cp1252")
    with pytest.raises(Undecodable) as problem:
        cells(only(content))
    assert "Élodie" in problem.value.readings["cp1252"]
    assert cells(only(content, "cp1252")) == [["Élodie", "Besançon"]]
    assert likely_encoding(Upload("theirs.csv", content)) == "cp1252"
    assert likely_encoding(Upload("mac.csv", b"Name\rZo\x8e\r")) == "mac_roman"


def test_a_header_stands_below_titles_and_may_take_two_rows() -> None:
    table = only(b"Our list,,,\n\nName,Arrest,,Contact\n,Date,Place,Mail\nIlse,2020,X,i@x.org\n")
    assert table.header == ("Name", "Arrest Date", "Arrest Place", "Contact Mail")
    assert list(table.rows()) == [(5, ["Ilse", "2020", "X", "i@x.org"])]


def test_two_columns_of_one_name_and_one_without_are_told_apart() -> None:
    assert only(b"Name,Tie,Tie,,Note\na,b,c,d,e\nf,g,h,i,j\n").header == (
        *("Name", "Tie", "Tie 2", "#4", "Note"),
    )


def test_what_is_pasted_has_tabs() -> None:
    (table,) = pasted("Name\tCountry\nIlse Korn\tFrance\n\nOmar Lund\tNorway\n")
    assert list(table.rows()) == [(2, ROWS[0]), (4, ROWS[1])]


def test_every_sheet_is_read_and_hidden_ones_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "People"
    for row in (["Contacts of 2026"], [], ["Name", "Country"], *ROWS):
        first.append(row)
    ties = book.create_sheet("Ties")
    ties.append(["From", "To"])
    ties.append(["Ilse Korn", "Omar Lund"])
    book.create_sheet("Old").append(["Name"])
    book["Old"].sheet_state = "hidden"
    book.create_sheet("Draft (ignore)").append(["Name"])
    file = tmp_path / "book.xlsx"
    book.save(file)
    people, ties_table = plain_tables(file)
    assert (people.name, people.header, cells(people)) == ("People", ("Name", "Country"), ROWS)
    assert (ties_table.name, cells(ties_table)) == ("Ties", [["Ilse Korn", "Omar Lund"]])
    assert "“Old” and “Draft (ignore)”" in people.lost[0]


def test_a_formula_is_text_in_csv_and_its_value_in_a_workbook(tmp_path: Path) -> None:
    assert cells(only(b'Name,Note\nIlse,"=HYPERLINK(""http://x"")"\n')) == [
        ["Ilse", '=HYPERLINK("http://x")']
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Age"], ["Ilse", "=1+1"], ["Omar", 3]):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")  # as a program without a calculator leaves it: no value
    (table,) = plain_tables(tmp_path / "book.xlsx")
    assert cells(table) == [["Ilse", ""], ["Omar", "3"]]


def test_a_cell_of_ten_megabytes_is_no_cell() -> None:
    with pytest.raises(RowProblem, match=r"row 2: This line is longer than 1,000,000 bytes"):
        cells(only(b"Name,Note\nIlse," + b"x" * 10_000_000 + b"\n"))


@pytest.mark.slow
def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(401):
            part.write(bytes(2**20))
    with pytest.raises(UnreadableFile, match="more than 400 MB once it is unpacked"):
        plain_tables(bomb)


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    far = tmp_path / "far.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.cell(1, 1, "Name")
    sheet.cell(1, 16_384, "far")
    book.save(far)
    with pytest.raises(UnreadableFile, match="columns, of which 702 are read"):
        plain_tables(far)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "empty.csv", "is empty"),
        (b"\n\n \n", "blank.csv", "is empty"),
        (b"%PDF-1.7", "list.csv", "is a PDF"),
        (b"PK\x03\x04broken", "broken.xlsx", "is not a workbook that can be read"),
    ],
)
def test_what_is_no_table_is_told(content: bytes, name: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        plain_tables(Upload(name, content))
