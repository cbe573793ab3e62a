"""Files made to harm, or broken: a sentence each, and no more memory than their size allows."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from graph.model.errors import InputError
from loaders.bring.tools.pieces import LONGEST_CELL
from loaders.bring.tools.registry import recognized
from tests.loaders.bring.tools.reading import elements, file, network

LONG = "x" * 10_000_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTRIBUTES = "".join(f"<data key='k{n}'>x</data>" for n in range(1000))
NODE = "<node id='a' label='A'>"

HARMFUL = {
    "billion laughs": (
        f"<!DOCTYPE gexf [<!ENTITY l0 'ha'>{LAUGHS}]><gexf>{NODE}&l9;</node></gexf>",
        "declares entities",
    ),
    "a file of this computer": (
        f"<!DOCTYPE graphml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><graphml>{NODE}&x;</node>"
        "</graphml>",
        "declares entities",
    ),
    "a file elsewhere, by a parameter": (
        "<!DOCTYPE gexf [<!ENTITY % x SYSTEM 'http://example.org/x.dtd'> %x;]><gexf/>",
        "declares entities",
    ),
    "elements without end": ("<gexf>" + "<a>" * 1_000_000, "inside one another"),
    "a text without end": (f"<gexf><node id='a'>{LONG}</node></gexf>", "longer than 1,000,000"),
    "an attribute without end": (f"<gexf><node id='{LONG}'/></gexf>", "longer than 1,000,000"),
    "a file that ends": (f"<gexf>{NODE}", "not well-formed XML, or it ends too early"),
    "attributes without end": (
        f"<graphml><graph><node id='a'>{ATTRIBUTES}</node></graph></graphml>",
        "more than 702 different attributes",
    ),
    "a network of nothing": ("<gexf><graph/></gexf>", "without elements and ties"),
    "brackets without end": ('{"nodes": [{"id": 1}, ' + "[" * 200_000, "brackets in brackets"),
    "objects without end": (
        '{"elements": [{"label": "A"},' + '{"a":' * 200_000,
        "brackets in brackets",
    ),
    "a string without end": (
        '{"elements": [{"label": "A"}, {"label": "' + LONG + '"}]}',
        "longer than 4,000,000",
    ),
    "a long string": (
        '{"elements": [{"label": "' + "x" * 2_000_000 + '"}]}',
        "longer than 1,000,000",
    ),
    "JSON that ends": ('{"elements": [{"label": "A"},', "no JSON, or it ends too early"),
    "JSON in Latin": ('{"elements": [{"label": "é"}]}'.encode("latin-1"), "not written in UTF-8"),
    "JSON and more": ('{"elements": [{"label": "A"}]} {"b": 1}', "no JSON, or it ends"),
    "a line of FollowTheMoney that is none": (
        '{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\nnonsense',
        "Here the file is not a list of JSON objects",
    ),
    "brackets in FollowTheMoney": (
        '{"id": "a", "schema": "Person", "properties": {}}\n{"id":' + "[" * 200_000,
        "brackets in brackets",
    ),
    "lists of GML without end": ("graph [ " + "a [ " * 1000, "brackets in brackets"),
    "a text of GML without end": (f'graph [ node [ id 1 label "{LONG}" ] ]', "longer than"),
    "GML that ends": ("graph [ node [ id 1 ", "no GML, or it ends too early"),
    "brackets of GML": ("graph [ ] ]", "no GML, or it ends too early"),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_a_harmful_file_is_refused_in_a_sentence(what: str) -> None:
    content, sentence = HARMFUL[what]
    with pytest.raises(InputError, match=sentence) as problem:
        recognized(file(content, "map.xml"))
    assert str(problem.value).startswith(("map.xml", "Here"))
    assert len(str(problem.value)) < 400


def test_text_of_other_encodings_is_read() -> None:
    text = "<?xml version='1.0' encoding='{}'?><gexf><node id='1' label='Łódź'/></gexf>"
    for encoding in ("utf-8", "utf-16", "iso-8859-2"):
        assert elements(network(text.format(encoding).encode(encoding)))[0]["name"] == "Łódź"
    latin = 'graph [ node [ id 1 label "é" ] ]'.encode("latin-1")
    assert elements(network(latin))[0]["name"] == "é"
    assert elements(network('﻿{"elements": [{"label": "é"}]}'))[0]["name"] == "é"


def test_cells_stay_text() -> None:
    wild = '=HYPERLINK("http://x") <b>& ]]> \u202e'
    tables = network({"elements": [{"id": "1", "label": wild}]})
    assert elements(tables)[0]["name"] == wild


def large_file(folder: Path) -> Path:
    path = folder / "large.ftm.json"
    note = "n" * 10_000
    with path.open("w", encoding="utf-8") as large:
        for n in range(5_000):
            properties = {"name": [f"Somebody {n}"], "notes": [note]}
            one = {"id": f"p{n}", "schema": "Person", "properties": properties}
            large.write(json.dumps(one) + "\n")
    return path


@pytest.mark.slow
def test_a_large_file_is_never_held(tmp_path: Path) -> None:
    """50 MB of notes: what is held is a block of the file and the ids."""
    path = large_file(tmp_path)
    tracemalloc.start()
    try:
        tables = recognized(path)
        assert tables is not None
        assert sum(1 for _ in tables[0].rows()) == 5_000
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


# Brings each file of a folder; prints its name and the most memory (MB) that was resident so far:
# by VmHWM, since what getrusage says begins with that of the process that started this one.
BRING_EACH = r"""
import re, sys
from pathlib import Path
from graph.model.errors import InputError
from graph.store.opening import open_store
from loaders.bring.bringing import bring
from loaders.bring.proposing import propose
from loaders.bring.recognize import recognize

files = sorted(Path(sys.argv[1]).iterdir())
store = open_store(sys.argv[2])
for file in files:
    try:
        tables = recognize(file)
        mapping = propose(tables, file.name).proposals_taken().mapping
        done = bring(mapping, tables, file.name, store, accept_unencrypted=True).rows.total()
    except InputError:
        done = 0
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024
    print(file.name, done, peak, sep="|")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="where memory is counted so")
def test_no_file_takes_more_than_500_mb(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for what, (content, _) in HARMFUL.items():
        (folder / what).write_bytes(content if isinstance(content, bytes) else content.encode())
    large_file(folder)
    command = [sys.executable, "-c", BRING_EACH, folder, f"sqlite:///{tmp_path / 'store.sqlite'}"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    peaks = [line.split("|") for line in printed.splitlines()]
    assert len(peaks) == len(HARMFUL) + 1
    assert sum(int(done) for _, done, _ in peaks) == 5_000  # of the one that is only large
    assert [(file, peak) for file, _, peak in peaks if int(peak) > 500][:1] == []


def test_the_longest_cell_is_read() -> None:
    (row,) = elements(network({"elements": [{"label": "x" * LONGEST_CELL}]}))
    assert len(row["name"]) == LONGEST_CELL
