"""Files exactly as Cytoscape, Neo4j's APOC and Gephi write them: CX, CX2, XGMML, SIF, a CSV of
everything, JSON lines, labels in GraphML, lists in GEXF."""

from __future__ import annotations

import json

from loaders.bring.table import ForeignTable
from loaders.bring.tools.registry import labelled, recognized
from tests.loaders.bring.tools.reading import connections, elements, file, network, plain

CX2 = json.dumps(
    [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": [{"elementCount": 2, "name": "nodes"}]},
        {
            "attributeDeclarations": [
                {
                    "nodes": {
                        "name": {"d": "string", "a": "n"},
                        "kind": {"d": "string", "v": "NGO"},
                        "selected": {"d": "boolean"},
                    },
                    "edges": {"interaction": {"a": "i", "d": "string"}},
                }
            ]
        },
        {
            "nodes": [
                {"id": 1, "x": 1.0, "y": 2.0, "v": {"n": "Ada Vell", "kind": "person"}},
                {"id": 2, "v": {"n": "Free Words", "selected": False}},
            ]
        },
        {"edges": [{"id": 3, "s": 1, "t": 2, "v": {"i": "works for"}}]},
        {"status": [{"success": True}]},
    ]
)
CX = json.dumps(
    [
        {"numberVerification": [{"longNumber": 281474976710655}]},
        {"nodes": [{"@id": 1, "n": "Ada Vell"}, {"@id": 2, "n": "Free Words"}]},
        {"edges": [{"@id": 3, "s": 1, "t": 2, "i": "works for"}]},
        {
            "nodeAttributes": [
                {"po": 1, "n": "kind", "v": "person"},
                {"po": 2, "n": "kind", "v": "NGO"},
            ]
        },
        {"edgeAttributes": [{"po": 3, "n": "name", "v": "Ada Vell (works for) Free Words"}]},
    ]
)
XGMML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<graph id="52" label="net" directed="1" xmlns:cy="http://www.cytoscape.org"
 xmlns="http://www.cs.rpi.edu/XGMML">
<att name="networkMetadata"><x/></att>
<node id="1" label="Ada Vell"><att name="shared name" value="Ada Vell" type="string"/>
<att name="kind" value="person" type="string"/>
<graphics x="1" y="2" type="ELLIPSE"><att name="NODE_TOOLTIP" value="drawn"/></graphics></node>
<node id="2" label="Free Words"><att name="kind" value="NGO"/>
<att name="langs" type="list"><att value="en" name="langs"/><att value="lt" name="langs"/></att>
</node>
<edge id="3" label="Ada Vell (works for) Free Words" source="1" target="2" cy:directed="1">
<att name="interaction" value="works for"/></edge></graph>"""
SIF = "Ada Vell\tworks for\tFree Words\nLone One\n"
APOC = (
    '"_id","_labels","born","name","_start","_end","_type","since"\n'
    '"0",":Person:Judge","1964","Ada Vell",,,,\n"1",":Organization","","Free Words",,,,\n'
    ',,,,"0","1","WORKS_FOR","2019"\n'
)
APOC_JSON = (
    '{"type":"node","id":"0","labels":["Person","Judge"],"properties":{"name":"Ada Vell"}}\n'
    '{"type":"node","id":"1","labels":["Organization"],"properties":{"name":"Free Words"}}\n'
    '{"id":"9","type":"relationship","label":"WORKS_FOR","properties":{"since":2019},'
    '"start":{"id":"0","labels":["Person"]},"end":{"id":"1","labels":["Organization"]}}\n'
)
APOC_GRAPHML = """<graphml><key id="name" for="node" attr.name="name"/>
<key id="labels" for="node" attr.name="labels"/><key id="label" for="edge" attr.name="label"/>
<graph id="G" edgedefault="directed">
<node id="n0" labels=":Person:Judge"><data key="labels">:Person:Judge</data>
<data key="name">Ada Vell</data></node>
<node id="n1"><data key="labels">:Organization</data><data key="name">Free Words</data></node>
<edge id="e0" source="n0" target="n1" label="WORKS_FOR"><data key="label">WORKS_FOR</data></edge>
</graph></graphml>"""


def whole(tables: tuple[ForeignTable, ...]) -> tuple[set[tuple[str, str]], set[tuple[str, ...]]]:
    """Names and kinds of the elements; the ties by the names of their ends."""
    names = {row["id"]: row["name"] for row in elements(tables)}
    kinds = {(row["name"], row.get("kind", "")) for row in elements(tables)}
    ties = {(names[row["from"]], row["tie"], names[row["to"]]) for row in connections(tables)}
    return kinds, ties


ONE_TIE = {("Ada Vell", "works for", "Free Words")}


def test_cytoscape_as_cx_cx2_and_xgmml() -> None:
    for text in (CX2, CX, XGMML):
        assert whole(network(text)) == ({("Ada Vell", "person"), ("Free Words", "NGO")}, ONE_TIE)
    assert network(CX2)[0].lost == ("Positions of the drawing: 1.",)
    assert elements(network(XGMML))[1]["langs"] == "en|lt"


def test_sif_by_the_name_of_the_file() -> None:
    tables = recognized(file(SIF, "net.SIF"))
    assert tables
    assert {row["name"] for row in elements(tables)} == {"Ada Vell", "Free Words", "Lone One"}
    assert whole(tables)[1] == ONE_TIE
    blanks = recognized(file("Ada works_for Words Crown\n", "net.sif"))
    assert blanks
    assert len(connections(blanks)) == 2
    assert recognized(file(SIF, "net.txt")) is None


def test_neo4j_as_apoc_exports_it() -> None:
    as_csv = labelled([plain(APOC)])
    assert as_csv
    kinds = {("Ada Vell", "Judge"), ("Free Words", "Organization")}
    for tables in (as_csv, network(APOC_JSON), network(APOC_GRAPHML)):
        assert whole(tables) == (kinds, ONE_TIE)
    assert elements(as_csv)[0]["labels"] == "Person|Judge"
    assert [row["since"] for row in connections(as_csv)] == ["2019"]


def test_lists_of_gexf_are_several_values() -> None:
    tables = network(
        "<gexf><graph><attributes class='node'><attribute id='0' title='langs' type='liststring'/>"
        "</attributes><nodes><node id='a' label='A'><attvalues>"
        "<attvalue for='0' value='[English, &quot;Vasna, old&quot;]'/></attvalues></node></nodes>"
        "</graph></gexf>"
    )
    assert elements(tables)[0]["langs"] == "English|Vasna, old"
