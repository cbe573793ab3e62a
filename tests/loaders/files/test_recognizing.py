"""What a file is, from its header or its beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.errors import UnreadableFile
from loaders.files.formats import no_table
from loaders.files.recognizing import fitting
from loaders.loader import all_loaders
from loaders.loading import REFERENCE

LOADERS = list(all_loaders().values())


@pytest.mark.parametrize("name", [one.name for one in LOADERS if one.sample.exists()])
def test_every_sample_and_table_is_recognized_as_what_it_is(name: str) -> None:
    files = [all_loaders()[name].sample]
    table = REFERENCE / f"{'territories' if name == 'governments' else name}.csv"
    for file in [*files, *([table] if table.exists() else [])]:
        assert [one.name for one in fitting(file, LOADERS, None)] == [name]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'<?xml version="1.0"?>\n<gexf xmlns="x"><graph/></gexf>', "a GEXF file"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><!-- a --><graphml></graphml>', "a GraphML file"),
        ('<?xml version="1.0" encoding="UTF-16"?><graphml/>'.encode("utf-16"), "a GraphML file"),
        (b'Creator "x"\ngraph\n[\n  node [ id 1 ]\n]', "a GML file"),
        (b"graph [\n directed 1\n", "a GML file"),
        (b"*Vertices 3\n1 a\n", "a Pajek file"),
        (b"digraph G {\n a -> b\n}", "a Graphviz file"),
        (b"<!DOCTYPE html>\n<html><table></table></html>", "a web page"),
        (b"<html><body><table>", "a web page"),
        (b"<data><row/></data>", "an XML file"),
        (b'{"elements": [{"label": "A"}]}', "a JSON file of Kumu"),
        (b'{\n  "data": []\n}', "a JSON file"),
        (b'[{"name": "A"}]', "a JSON file"),
        (b'[\n  {"name": "A"}\n]', "a JSON file"),
        (b'{"name": "A"}\n{"name": "B"}\n', "a file of JSON lines"),
        (
            b'{"id":"a","schema":"Person","properties":{}}\n{"id":"b","schema":"Person"}\n',
            "a FollowTheMoney file",
        ),
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1\\ansi", "a text document"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"BEGIN:VCARD\nFN:A\n", "an address book"),
        (b"BEGIN:VCALENDAR\n", "a calendar"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, content: bytes, what: str) -> None:
    file = tmp_path / "given.csv"
    file.write_bytes(content)
    sentence = no_table(file) or ""
    assert sentence.startswith(f"given.csv is {what}")
    assert sentence.count(". ") == 1  # and then what to do
    with pytest.raises(UnreadableFile):
        fitting(file, LOADERS, None)


@pytest.mark.parametrize(
    "content",
    [
        b"name,sector\nA,ngo\n",
        b"graph,node\n1,2\n",
        b'"[a]",b\n1,2\n',
        b"[id],name\n1,2\n",
        b"Network of friends,x\n",
        b"<5 years,>5 years\n1,2\n",
        b"digraph,b\n",
        b"\xff\xfea\0,\0",
    ],
)
def test_what_may_be_a_table_is_not_taken_for_anything_else(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "given.csv"
    file.write_bytes(content)
    assert no_table(file) is None


@pytest.mark.parametrize(("ending", "what"), [(".docx", "a Word document"), (".pptx", "slides")])
def test_an_office_file_that_is_no_workbook(tmp_path: Path, ending: str, what: str) -> None:
    file = tmp_path / f"given{ending}"
    file.write_bytes(b"PK\x03\x04")
    assert what in (no_table(file) or "")
