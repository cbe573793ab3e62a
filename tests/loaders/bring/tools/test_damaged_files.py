"""Any file, however damaged: its tables, or a sentence, or it is another's; never a crash."""

from __future__ import annotations

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.errors import InputError
from loaders.bring.tools.registry import labelled, recognized
from tests.loaders.bring.tools.reading import file, plain
from tests.loaders.bring.tools.test_exports_of_tools import APOC_GRAPHML, APOC_JSON, CX, CX2, XGMML
from tests.loaders.bring.tools.test_json_formats import KUMU, SHAPES
from tests.loaders.bring.tools.test_table_formats import GML
from tests.loaders.bring.tools.test_xml_formats import GEXF, GRAPHML

FTM = json.dumps({"id": "a", "schema": "Person", "properties": {"name": ["A"]}})
WHOLE = [text.encode() for text in (GEXF, GRAPHML, GML, f"{FTM}\n{FTM}", json.dumps(KUMU))]
WHOLE += [text.encode() for text in (CX, CX2, XGMML, APOC_JSON, APOC_GRAPHML)]
WHOLE += [json.dumps(shape).encode() for shape in SHAPES.values()]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    (
        *("id", "key", "label", "name", "source", "target", "from", "to", "data", "attributes"),
        *("type", "direction", "node1_id", "category_id", "entity1_id", "properties", "schema"),
        *("action", "from_name", "start_date", "directed"),
    )
)
OBJECTS = st.dictionaries(FIELDS, VALUES, max_size=6)
LISTS = st.lists(OBJECTS | VALUES, max_size=4)
NAMES = st.sampled_from(("elements", "connections", "nodes", "edges", "links", "graph", "data"))
NETWORKS = st.dictionaries(NAMES, LISTS | st.dictionaries(NAMES, LISTS | OBJECTS, max_size=3))


def assert_read_or_refused(content: bytes) -> None:
    with suppress(InputError):
        for table in recognized(file(content)) or ():
            for number, cells in table.rows():
                assert number >= 0
                assert len(cells) == len(table.header) == len(set(table.header))
                assert all(isinstance(cell, str) for cell in cells)


@settings(max_examples=60)
@given(st.sampled_from(WHOLE), st.integers(0, 2000), st.integers(0, 40), st.binary(max_size=4))
def test_a_damaged_file_is_read_or_refused(whole: bytes, at: int, without: int, new: bytes) -> None:
    assert_read_or_refused(whole[:at] + new + whole[at + without :])


@settings(max_examples=60)
@given(NETWORKS | LISTS)
def test_json_of_any_sort_is_read_or_refused(content: object) -> None:
    assert_read_or_refused(json.dumps(content).encode())


@settings(max_examples=40)
@given(LISTS)
def test_lines_of_any_sort_are_read_or_refused(content: list[object]) -> None:
    assert_read_or_refused("\n".join([FTM, *map(json.dumps, content)]).encode())


HEADERS = st.lists(
    st.sampled_from(
        (
            *("Id", "Label", "From", "To", "Type", "Source", "Target", "Tags", "Time Interval"),
            *(":ID", ":LABEL", "x:ID(A)", ":START_ID", ":END_ID", ":TYPE", "a:string[]", "tie"),
            *("name", "primary_ext", "description1", "is_current", "Strength", "apart", "labels"),
        )
    ),
    min_size=1,
    max_size=7,
    unique=True,
)


@settings(max_examples=60)
@given(HEADERS, st.lists(st.sampled_from(("", "a", "b", "a|b", "mutual", "0.5", "[1, 2]"))))
def test_tables_of_any_header_are_told_apart_or_stay(header: list[str], cells: list[str]) -> None:
    width = len(header)
    lines = [cells[n : n + width] for n in range(0, len(cells) - width + 1, width)]
    text = "\n".join(",".join(line) for line in [header, *([f'"{c}"' for c in x] for x in lines)])
    for table in labelled([plain(text)]) or ():
        assert len(set(table.header)) == len(table.header)
        assert all(len(row) == len(table.header) for _, row in table.rows())
        assert table.meaning.keys() <= set(table.header)
