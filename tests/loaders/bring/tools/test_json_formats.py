"""JSON of Kumu, Cytoscape, LittleSis, Oligrapher, Graph Commons, NetworkX, D3 and others."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from loaders.bring.tools.registry import recognized
from tests.loaders.bring.tools.reading import (
    connections,
    elements,
    ends,
    file,
    network,
    problems,
)

KUMU = {
    "elements": [
        {"id": "e1", "label": "Embassy of X", "type": "Embassy", "tags": ["EU", "near"]},
        {"id": "e2", "label": "Ilse Korn", "type": "Person", "Country": "X"},
        {"id": "e3", "label": "Twin"},
        {"id": "e4", "label": "Twin"},
    ],
    "connections": [
        {"id": "c1", "from": "e2", "to": "e1", "type": "works for", "direction": "directed"},
        {"from": "Ilse Korn", "to": "Embassy of X"},
        {"from": "Ilse Korn", "to": "Twin", "type": "knows"},
    ],
}


def test_kumu_by_ids_and_by_labels_of_which_one_alone_has_it() -> None:
    tables = network(KUMU)
    assert elements(tables)[0] == {
        "id": "e1",
        "name": "Embassy of X",
        "kind": "Embassy",
        "tags": "EU|near",
    }
    assert [(row["from"], row["to"], row["tie"]) for row in connections(tables)] == [
        ("e2", "e1", "works for"),
        ("e2", "e1", "is linked to"),
        ("e2", "Twin", "knows"),
    ]
    assert problems(tables) == [(3, "to", "Twin")]


def test_a_backup_of_a_project_of_kumu() -> None:
    tables = network(
        {
            "elements": [
                {"_id": "1", "attributes": {"label": "A", "element type": "Person"}},
                {"_id": "2", "attributes": {"label": "B", "element type": "Person"}},
            ],
            "connections": [
                {
                    "_id": "9",
                    "direction": "directed",
                    "reversed": True,
                    "attributes": {"connection type": "knows"},
                    "from": "1",
                    "to": "2",
                }
            ],
            "loops": [{"_id": "x"}],
        }
    )
    assert [row["kind"] for row in elements(tables)] == ["Person", "Person"]
    assert [(row["from"], row["to"], row["kind"]) for row in connections(tables)] == [
        ("2", "1", "knows")
    ]
    assert tables[0].lost == ("Loops, notes and views of the project: 1.",)


A, B = {"id": "a", "label": "A"}, {"id": "b", "name": "B"}
TIE = {"id": "t", "source": "a", "target": "b", "label": "knows"}
SHAPES: dict[str, Any] = {
    "cytoscape, in groups": {
        "elements": {"nodes": [{"data": A}, {"data": B}], "edges": [{"data": TIE}]}
    },
    "cytoscape, in one list": {"elements": [{"data": A}, {"data": B}, {"data": TIE}]},
    "cytoscape, bare": [{"data": A, "group": "nodes"}, {"data": B}, {"data": TIE}],
    "st-link-analysis": {"nodes": [{"data": A}, {"data": B}], "edges": [{"data": TIE}]},
    "networkx 2": {"directed": True, "multigraph": False, "nodes": [A, B], "links": [TIE]},
    "networkx 3": {"directed": True, "multigraph": False, "nodes": [A, B], "edges": [TIE]},
    "vis.js": {"nodes": [A, B], "edges": [{"from": "a", "to": "b", "label": "knows"}]},
    "graphology": {
        "attributes": {},
        "options": {"type": "directed"},
        "nodes": [{"key": "a", "attributes": {"label": "A"}}, {"key": "b", "attributes": B}],
        "edges": [{"source": "a", "target": "b", "attributes": {"label": "knows"}}],
    },
    "json graph format": {
        "graph": {
            "nodes": {"a": {"label": "A"}, "b": {"label": "B"}},
            "edges": [{"source": "a", "target": "b", "relation": "knows"}],
        }
    },
    "oligrapher": {
        "graph": {
            "nodes": {"a": {"name": "A", "edgeIds": ["t"]}, "b": {"name": "B"}},
            "edges": {"t": {"node1_id": "a", "node2_id": "b", "label": "knows"}},
            "captions": {},
        }
    },
    "oligrapher 3": {
        "nodes": {"a": {"name": "A", "edgeIds": ["t"]}, "b": {"name": "B"}},
        "edges": {"t": {"node1_id": "a", "node2_id": "b", "label": "knows"}},
    },
    "graph commons, exported": {
        "graph": {"nodes": [A, B], "edges": [{"from": "a", "to": "b", "name": "knows"}]}
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_network_in_many_shapes(shape: str) -> None:
    tables = network(SHAPES[shape])
    assert {(row["id"], row["name"]) for row in elements(tables)} == {("a", "A"), ("b", "B")}
    (tie,) = connections(tables)
    assert (tie["from"], tie["to"], tie["kind"], tie["tie"]) == ("a", "b", "knows", "knows")
    assert problems(tables) == []


def test_d3_names_ends_by_their_place_or_by_their_name() -> None:
    nodes = [{"name": "Myriel", "group": 1}, {"name": "Napoleon", "group": 1}]
    assert ends(network({"nodes": nodes, "links": [{"source": 1, "target": 0}]})) == {("1", "0")}
    named = network({"nodes": nodes, "links": [{"source": "Myriel", "target": "Napoleon"}]})
    assert ends(named) == {("Myriel", "Napoleon")}
    drawn = {"nodes": [{"id": "x"}, {"id": "y"}], "links": [{"source": {"id": "x"}, "target": "y"}]}
    assert ends(network(drawn)) == {("x", "y")}


def test_networkx_writes_what_is_read() -> None:
    graph = nx.karate_club_graph()
    tables = network(nx.node_link_data(graph, edges="links"))
    assert len(elements(tables)) == graph.number_of_nodes()
    assert ends(tables) == {(str(a), str(b)) for a, b in graph.edges}
    assert {row["directed"] for row in connections(tables)} == {"undirected"}
    cytoscape = network(nx.cytoscape_data(graph))
    assert ends(cytoscape) == ends(tables)


def test_littlesis_by_categories_with_days_that_are_not_known() -> None:
    entity = {"id": 5, "name": "Ada", "primary_ext": "Person", "start_date": "1950-12-00"}
    tie = {"entity1_id": 5, "entity2_id": 6, "category_id": 1, "description1": "Chair"}
    tie |= {"start_date": "2018-00-00", "is_current": None}
    answer = {
        "data": [
            {"type": "entities", "id": 5, "attributes": entity, "links": {"self": "x"}},
            {"type": "entities", "id": 6, "attributes": {"id": 6, "primary_ext": "Org"}},
            {"type": "relationships", "id": 9, "attributes": {"id": 9, **tie}},
            {"type": "relationships", "id": 8, "attributes": {**tie, "category_id": 12}},
        ]
    }
    for content in (answer, answer["data"]):
        tables = network(content)
        assert [(row["id"], row["kind"]) for row in elements(tables)] == [
            ("5", "Person"),
            ("6", "Org"),
        ]
        assert [(r["kind"], r["tie"], r["since"], r["position"]) for r in connections(tables)] == [
            ("Position", "works for", "2018", "Chair"),
            ("Generic", "is linked to", "2018", "Chair"),
        ]
    assert elements(network({"data": answer["data"][0]}))[0]["since"] == "1950-12"


def test_signals_of_graph_commons_make_the_ends_of_an_edge() -> None:
    edge = {"action": "edge_create", "name": "FUNDS", "from_type": "NGO", "from_name": "A"}
    edge |= {"to_type": "NGO", "to_name": "B", "properties": {"year": 2020}}
    update = {"action": "node_update", "id": "x"}
    tables = network({"signals": [edge, update]})
    assert [(row["id"], row["name"], row["kind"]) for row in elements(tables)] == [
        ("NGO: A", "A", "NGO"),
        ("NGO: B", "B", "NGO"),
    ]
    assert [(r["from"], r["to"], r["tie"], r["year"]) for r in connections(tables)] == [
        ("NGO: A", "NGO: B", "funds", "2020")
    ]
    assert tables[0].lost == ("Steps that change or delete what was made before: 1.",)


@pytest.mark.parametrize("content", ["[1, 2]", '{"a": 1}', '[{"name": "A"}]', "{}", "[]", '"x"'])
def test_other_json_is_nobodys(content: str) -> None:
    assert recognized(file(content)) is None
