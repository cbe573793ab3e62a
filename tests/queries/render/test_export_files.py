"""Every format read back by somebody else's reader holds what leaves; no text in it acts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import networkx as nx
import openpyxl
import pytest

from graph.campaign.extract import Extract, ExtractChoice, extract
from graph.model.errors import QuestionError
from graph.model.printable import harmless, in_line
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import ENTITIES, Label
from graph.store.base import Store
from graph.view import View
from queries.answer import WATERMARK
from queries.render import exports as folder
from queries.render.export_file import export_format, export_names
from tests.conftest import write
from tests.graph.model.test_printable import HOSTILE

OPEN = Origin("https://example.org/a", label=Label.GREEN)
NAMES = [
    "=HYPERLINK(1)",
    "+1; =2",
    "</script><script>alert(1)</script>",
    "<b>&amp;\"quoted\" 'name'",
    "عدالة ‏نادية",
    "Ünïcode 政治犯",
    "]]><!-- GML [ ] #comment",
    "a|b",
    *HOSTILE.values(),
]


def records() -> list[Record]:
    """Bodies of hostile names in a ring, of lists and numbers, and parallel and mutual ties."""
    bodies = [
        Entity(
            "Organization",
            f"org:{number:020x}",
            name,
            {"languages": ["a|b", name], "kind": name, "aliases": [name], "sector": "ngo"},
            OPEN,
        )
        for number, name in enumerate(NAMES)
    ]
    state = Entity("Government", "gov:FRA", "France", {"latitude": 48.85, "un_member": True})
    ties: list[Record] = []
    for one, other in pairwise(bodies):
        ties += [
            Tie("ALLIED_WITH", one.id, other.id, since=PartialDate("2020-05"), origin=OPEN),
            Tie("FUNDS", one.id, other.id, "1", strength=0.25, origin=OPEN),
            Tie("FUNDS", one.id, other.id, "2", until=PartialDate("2024"), origin=OPEN),
        ]
    first = bodies[0].id
    return [*bodies, state, *ties, Tie("LOCATED_IN", first, "gov:FRA", values={"note": NAMES[0]})]


@pytest.fixture
def leaving(empty: Store) -> Extract:
    write(empty, *records())
    return extract(View(empty), ExtractChoice(layers=("campaign", "places")))


def exported(name: str, of: Extract) -> bytes:
    export_format(name).write(of, out := io.BytesIO())
    return out.getvalue()


def nodes(of: Extract) -> set[tuple[str, str]]:
    return {(one.code, one.name) for one in of.entities}


def links(of: Extract) -> list[tuple[str, str, str]]:
    return sorted((tie.source, tie.kind, tie.target) for tie in of.ties)


def of_graph(graph: Any, code: str = "") -> tuple[set[tuple[str, str]], list[tuple[str, ...]]]:
    """What NetworkX has read: nodes with their names, edges with their kinds."""
    codes = {id: data[code] if code else id for id, data in graph.nodes(data=True)}
    names = {(codes[id], data["label"]) for id, data in graph.nodes(data=True)}
    edges = graph.edges(data=True)
    return names, sorted((codes[a], data["kind"], codes[b]) for a, b, data in edges)


def test_networkx_reads_back_the_network(leaving: Extract) -> None:
    assert len(nodes(leaving)) == len(NAMES) + 1
    expected = nodes(leaving), links(leaving)
    graphml = nx.read_graphml(io.BytesIO(exported("graphml", leaving)), force_multigraph=True)
    assert of_graph(graphml) == expected
    assert of_graph(nx.node_link_graph(json.loads(exported("node-link", leaving)))) == expected
    gml = nx.parse_gml(exported("gml", leaving).decode("ascii"), label="id")
    assert of_graph(gml, "code") == expected
    gexf = nx.read_gexf(io.BytesIO(exported("gexf", leaving)))
    back = [(t.target, t.kind, t.source) for t in leaving.ties if not t.directed]
    assert of_graph(gexf) == (expected[0], sorted([*expected[1], *back]))


def test_values_keep_their_types(leaving: Extract) -> None:
    graph = nx.read_graphml(io.BytesIO(exported("graphml", leaving)), force_multigraph=True)
    state = graph.nodes["gov:FRA"]
    assert (state["latitude"], state["un_member"]) == (48.85, True)
    (strength,) = {d["strength"] for *_, d in graph.edges(data=True) if "strength" in d}
    assert strength == 0.25
    gml = nx.parse_gml(exported("gml", leaving).decode("ascii"), label="id")
    (state,) = [data for _, data in gml.nodes(data=True) if data["code"] == "gov:FRA"]
    assert (state["latitude"], state["un_member"]) == (48.85, 1)
    document = json.loads(exported("node-link", leaving))
    one = next(node for node in document["nodes"] if node["label"] == "a|b")
    assert (one["languages"], one["value_kind"]) == (["a|b", "a|b"], "a|b")


def test_gexf_has_days_of_one_sort_and_tells_parallel_ties_apart(leaving: Extract) -> None:
    text = exported("gexf", leaving).decode()
    assert 'start="2020-05-01"' in text
    assert 'end="2024-12-31"' in text
    assert "timestamp" not in text
    assert 'type="undirected"' not in text
    kinds = {tie.kind for tie in leaving.ties}
    assert all(f'kind="{kind}"' in text for kind in kinds)


@pytest.mark.parametrize(("name", "of_id"), [("kumu-json", "id"), ("cytoscape", "id")])
def test_json_of_tools(name: str, of_id: str, leaving: Extract) -> None:
    document = json.loads(exported(name, leaving))
    if name == "kumu-json":
        elements, ties = document["elements"], document["connections"]
        assert {(one["id"], one["label"]) for one in elements} == nodes(leaving)
        assert sorted((t["from"], t["kind"], t["to"]) for t in ties) == links(leaving)
        assert {t["direction"] for t in ties} == {"directed", "mutual"}
    else:
        parts = document["elements"]
        assert {(n["data"]["id"], n["data"]["name"]) for n in parts["nodes"]} == nodes(leaving)
        edges = [edge["data"] for edge in parts["edges"]]
        assert sorted((e["source"], e["kind"], e["target"]) for e in edges) == links(leaving)


def test_followthemoney_has_a_line_for_each_with_both_ends(leaving: Extract) -> None:
    lines = [json.loads(line) for line in exported("followthemoney", leaving).splitlines()]
    entities = {line["id"]: line for line in lines if "name" in line["properties"]}
    codes = {id: one["demarche"].get("id", id) for id, one in entities.items()}
    assert {(codes[id], one["properties"]["name"][0]) for id, one in entities.items()} == nodes(
        leaving
    )
    assert all(one["schema"] == ENTITIES[one["demarche"]["kind"]].ftm for one in entities.values())
    relations = [line for line in lines if line["id"] not in entities]
    ends = [
        [codes[value[0]] for value in line["properties"].values() if value[0] in entities]
        for line in relations
    ]
    assert sorted(ends) == sorted([tie.source, tie.target] for tie in leaving.ties)
    assert all(isinstance(v, list) for line in lines for v in line["properties"].values())


@pytest.mark.parametrize("code", ["gov:FRA", "ä", "-", "a b", "a-b", "per-1"])
def test_ids_of_followthemoney_are_such_as_it_reads(code: str, empty: Store) -> None:
    people = [
        Entity("Person", f"per:{number:020x}", f"P{number}", {"code": own}, OPEN)
        for number, own in enumerate([code, "a-b2", "x"])
    ]
    write(empty, *people)
    of = extract(View(empty), ExtractChoice())
    lines = [json.loads(line) for line in exported("followthemoney", of).splitlines()]
    ids = [line["id"] for line in lines]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", id) for id in ids)
    assert {line["demarche"].get("id", line["id"]) for line in lines} == {code, "a-b2", "x"}


def of_archive(content: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))


def unguarded(text: str) -> str:
    """A cell of CSV without what keeps it from being a formula."""
    return text.removeprefix("'").replace("; '", "; ")


def test_pairs_of_csv_hold_the_network(leaving: Extract) -> None:
    content = exported("gephi-csv", leaving)
    edges = of_archive(content, "edges.csv")
    assert {(row["Id"], unguarded(row["Label"])) for row in of_archive(content, "nodes.csv")} == {
        (code, in_line(name)) for code, name in nodes(leaving)
    }
    assert sorted((e["Source"], e["kind"], e["Target"]) for e in edges) == links(leaving)
    assert {e["Time Interval"] for e in edges} == {
        "",
        "<[2020-05-01, Infinity]>",
        "<[-Infinity, 2024-12-31]>",
    }
    content = exported("neo4j-csv", leaving)
    links_back = of_archive(content, "relationships.csv")
    assert {row["id:ID"] for row in of_archive(content, "nodes.csv")} == {
        code for code, _ in nodes(leaving)
    }
    assert sorted((e[":START_ID"], e[":TYPE"], e[":END_ID"]) for e in links_back) == links(leaving)


def test_the_workbook_for_kumu(leaving: Extract) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported("kumu", leaving)))
    assert book.sheetnames == ["Elements", "Connections", "About (ignore)"]
    header, *elements = book["Elements"].values
    assert header[:3] == ("Label", "Type", "ID")
    assert {(row[2], row[0]) for row in elements} == nodes(leaving)
    labels = {row[0]: row[2] for row in elements}
    header, *ties = book["Connections"].values
    assert header[:4] == ("From", "To", "Type", "Direction")
    kind = header.index("kind")
    assert sorted((labels[t[0]], t[kind], labels[t[1]]) for t in ties) == links(leaving)
    assert {cell.data_type for row in book["Elements"].iter_rows() for cell in row} <= {"s", "n"}


def test_two_of_one_name_are_told_apart_for_kumu(empty: Store) -> None:
    twins = [Entity("Organization", f"org:{n:020x}", "Watch", {}, OPEN) for n in range(2)]
    write(empty, *twins)
    of = extract(View(empty), ExtractChoice())
    assert export_format("kumu").losses(of) == [
        "1 name stands for another entity too: its code is added to it."
    ]
    book = openpyxl.load_workbook(io.BytesIO(exported("kumu", of)))
    assert [row[0] for row in book["Elements"].values][1:] == ["Watch (org-1)", "Watch (org-2)"]


def texts(content: bytes) -> Iterator[str]:
    """All texts of a file, of an archive those of each file in it."""
    if content[:2] != b"PK":
        yield content.decode()
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("name", export_names())
def test_no_text_acts_and_the_bytes_are_the_same_again(name: str, leaving: Extract) -> None:
    content = exported(name, leaving)
    assert content == exported(name, leaving)
    for text in texts(content):
        lines = text.replace("\r\n", "\n")
        assert harmless(lines) == lines
        assert "</script" not in text or text.startswith('"')  # of CSV, which no browser runs
    assert "2026" not in "".join(texts(content))  # no day of making


@pytest.mark.parametrize("name", export_names())
def test_every_format_has_its_label_and_the_watermark(name: str, filled: Store) -> None:
    of = extract(View(filled), ExtractChoice())
    assert of.invented
    text = "".join(texts(exported(name, of)))
    assert WATERMARK in text
    assert of.label.title in text


def test_what_a_format_cannot_hold_is_counted(leaving: Extract) -> None:
    lists = 2 * len(NAMES)
    assert export_format("gml").losses(leaving)[0].startswith(f"{lists} values are lists")
    assert not any("lists" in line for line in export_format("node-link").losses(leaving))
    partial = [line for line in export_format("gexf").losses(leaving) if "to the month" in line]
    assert partial[0].startswith(f"{2 * (len(NAMES) - 1)} dates")


def test_an_export_format_is_one_file(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, leaving: Extract
) -> None:
    place = tmp_path_factory.mktemp("exports")
    (place / "lines_only.py").write_text(ONE_FILE, "utf-8")
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(place)])
    assert "lines-only" in export_names()
    assert exported("lines-only", leaving) == f"{len(leaving.ties)}".encode()
    with pytest.raises(QuestionError, match="no format “paper”"):
        export_format("paper")


ONE_FILE = '''"""Ties as a number, for a test."""

from queries.render.export_file import export_file


@export_file("Lines", ending="txt", media="text/plain")
def write(extract, out):
    out.write(str(len(extract.ties)).encode())
'''
