"""GEXF and GraphML, good and bad."""

from __future__ import annotations

import io

import networkx as nx

from tests.loaders.bring.tools.reading import (
    ALL_PEOPLE,
    connections,
    elements,
    ends,
    network,
    problems,
)

GEXF = """<?xml version="1.0"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph mode="dynamic" defaultedgetype="directed" timeformat="date">
<attributes class="node"><attribute id="0" title="type" type="string"><default>Person</default>
</attribute><attribute id="1" title="type" type="string"/></attributes>
<attributes class="edge"><attribute id="0" title="proof" type="string"/></attributes>
<nodes>
<node id="a" label="Embassy" start="2020-01-01"><attvalues><attvalue for="0" value="Embassy"/>
<attvalue for="1" value="x"/></attvalues><viz:color r="1" g="2" b="3"/></node>
<node id="b" label="Ilse"><spells><spell start="2018-03-01" end="2019-01-01"/>
<spell start="2017-01-01" end="2021-05-01"/></spells><nodes><node id="c"/></nodes></node>
</nodes>
<edges>
<edge id="1" source="b" target="a" weight="2" kind="works for" start="2021-01-01"/>
<edge id="2" source="b" target="a" kind="works for" type="mutual"><attvalues>
<attvalue for="0" value="letter"/></attvalues></edge>
<edge id="3" source="b" target="b"/>
<edge id="4" source="b" target="nobody" label="knows"/>
</edges></graph></gexf>"""


def test_gexf_says_what_its_elements_and_ties_are() -> None:
    tables = network(GEXF)
    assert elements(tables) == [
        {"id": "a", "name": "Embassy", "kind": "Embassy", "type 2": "x", "since": "2020-01-01"},
        {"id": "c", "name": "c", "kind": "Person", "inside": "b"},
        {
            "id": "b",
            "name": "Ilse",
            "kind": "Person",
            "since": "2017-01-01",
            "until": "2021-05-01",
        },
    ]
    first, second, third, fourth = connections(tables)
    assert first["since"] == "2021-01-01"
    assert (first["weight"], first["kind"], first["tie"]) == ("2", "works for", "works for")
    assert (second["directed"], second["proof"]) == ("mutual", "letter")
    assert [(one["from"], one["to"]) for one in (second, third)] == [("b", "a"), ("a", "b")]
    assert fourth["label"] == "knows"


def test_gexf_says_what_its_tables_lack_and_what_cannot_be_right() -> None:
    tables = network(GEXF)
    assert [table.lost for table in tables] == [
        (
            "Colours, sizes, shapes and positions of the drawing: 1.",
            "Elements without a name, which go by their id: 1.",
            "Those with several spans of time, of which the first day and the last are taken: 1.",
        ),
        ("Ties that lead from an element to itself, which say nothing here: 1.",),
    ]
    assert problems(tables) == [(18, "to", "nobody")]


def test_attributes_of_gexf_that_were_never_declared_go_by_their_id() -> None:
    text = (
        "<gexf><graph><nodes><node id='a' label='A'><attvalues><attvalue for='7' value='x'/>"
        "<attvalue for='7' value='y'/></attvalues></node></nodes></graph></gexf>"
    )
    (table,) = tables = network(text)
    assert elements(tables) == [{"id": "a", "name": "A", "7": "y"}]
    changing = "Values that change over time, of which the last is taken: 1."
    assert table.lost == (changing, ALL_PEOPLE)


GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://yworks.com">
<graph edgedefault="directed">
<node id="n0"><data key="d0">Ilse Korn</data><data key="d9">odd</data></node>
<node id="n1"><graph edgedefault="undirected"><node id="n1::n0"><data key="d0">Inner</data></node>
<edge source="n1::n0" target="n0"/></graph></node>
<node id="n2"><data key="y"><y:ShapeNode><y:Geometry x="1"/><y:NodeLabel>Drawn
 label</y:NodeLabel></y:ShapeNode></data><port name="p"/></node>
<edge id="e0" source="n0" target="n2" directed="false"><data key="d1">member of</data></edge>
<edge source="n0" target="gone"/>
<hyperedge><endpoint node="n0"/><endpoint node="n1"/><endpoint node="n2"/></hyperedge>
<key id="d0" for="node" attr.name="name" attr.type="string"/>
</graph>
<key id="d1" for="edge" attr.name="relation"><default>knows</default></key>
<key id="y" for="node" yfiles.type="nodegraphics"/>
</graphml>"""


def test_graphml_with_keys_after_their_use_and_graphs_in_nodes() -> None:
    tables = network(GRAPHML)
    assert elements(tables) == [
        {"id": "n0", "name": "Ilse Korn", "d9": "odd"},
        {"id": "n1::n0", "name": "Inner", "inside": "n1"},
        {"id": "n1", "name": "n1"},
        {"id": "n2", "name": "Drawn label"},
    ]
    assert [(t["from"], t["to"], t["directed"], t["kind"]) for t in connections(tables)] == [
        ("n1::n0", "n0", "undirected", "knows"),
        ("n0", "n2", "undirected", "member of"),
        ("n0", "gone", "directed", "knows"),
    ]
    assert [table.lost for table in tables] == [
        (
            "Values whose key the file never declares, named by that key: 1.",
            "Elements without a name, which go by their id: 1.",
            "Ports, the places of elements where ties begin in a drawing: 1.",
            "Drawings of elements and ties, of which the labels alone are taken: 1.",
            ALL_PEOPLE,
        ),
        ("Ties of more than two elements (hyperedges), which no tie here has: 1.",),
    ]
    assert problems(tables) == [(9, "to", "gone")]


def test_an_id_that_two_elements_have_is_a_problem_of_the_second() -> None:
    tables = network(
        "<gexf><nodes><node id='1' label='A'/>\n<node id='1' label='B'/></nodes></gexf>"
    )
    assert problems(tables) == [(2, "id", "1")]
    assert [row["name"] for row in elements(tables)] == ["A", "B"]


def test_what_networkx_writes_comes_back() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", label="Ä & <b>", kind="Person")
    graph.add_node("b", label="=1+1", kind="NGO")
    graph.add_edge("a", "b", type="funds", strength=0.5)
    graph.add_edge("a", "b", type="leads")
    graph.add_edge("b", "a", type="employs")
    for write in (nx.write_gexf, nx.write_graphml):
        out = io.BytesIO()
        write(graph, out)
        tables = network(out.getvalue())
        assert {(row["id"], row["name"], row["kind"]) for row in elements(tables)} == {
            ("a", "Ä & <b>", "Person"),
            ("b", "=1+1", "NGO"),
        }
        assert {
            (row["kind"], row["tie"], row["from"], row["to"]) for row in connections(tables)
        } == {
            ("funds", "funds", "a", "b"),
            ("leads", "leads", "a", "b"),
            ("employs", "works for", "a", "b"),  # turned: Ilse works for whom employs her
        }
        assert [row.get("strength") for row in connections(tables)].count("0.5") == 1
    text = "\n".join(nx.generate_gml(graph))
    assert ends(network(text)) == {("0", "1")}  # NetworkX counts the nodes in GML
