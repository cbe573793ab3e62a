"""The published files, as they are: counts as NetworkX and a search of the text give them."""

from __future__ import annotations

import json
from collections import Counter

import networkx as nx
import pytest

from loaders.bring.table import ForeignTable
from loaders.bring.tools.registry import recognized
from tests.loaders.bring.tools.reading import connections, elements, ends
from tests.loaders.read import DATA

FAULTS = DATA.parent / "faults"
NETWORKS = [*sorted(DATA.glob("graph_files/*")), *sorted(DATA.glob("suffragettes/*.graphml"))]
present = pytest.mark.skipif(not DATA.exists(), reason="../shared/data is absent")


def tables_of(path: object) -> tuple[ForeignTable, ...]:
    tables = recognized(path)  # type: ignore[arg-type]
    assert tables is not None
    return tables


@present
@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.name)
def test_networks_have_the_elements_and_ties_that_networkx_reads(path: object) -> None:
    assert hasattr(path, "suffix")
    graph = nx.read_gexf(path) if path.suffix == ".gexf" else nx.read_graphml(path)
    tables = tables_of(path)
    assert {row["id"] for row in elements(tables)} == set(graph.nodes)
    read = {frozenset(pair) for pair in ends(tables)}
    assert read == {frozenset(pair[:2]) for pair in graph.edges if pair[0] != pair[1]}
    text = path.read_text("utf-8")
    assert (len(elements(tables)), len(connections(tables))) == (
        text.count("<node "),
        text.count("<edge ") - sum(1 for a, b in graph.edges() if a == b),
    )
    assert [problem for table in tables for problem in table.problems] == []


@present
def test_names_of_the_suffragettes_are_names() -> None:
    graph = nx.read_graphml(DATA / "suffragettes/covert_44_0.graphml")
    names = {row["id"]: row["name"] for row in elements(tables_of(NETWORKS[3]))}
    assert names == dict(graph.nodes(data="name"))
    assert names["22"] == "Elsie Howey"


@present
def test_les_miserables_has_77_people_and_254_ties() -> None:
    tables = tables_of(DATA / "graph_files/Les Miserables.gexf")
    assert (len(elements(tables)), len(connections(tables))) == (77, 254)


@present
@pytest.mark.parametrize("name", ["zala", "t1", "parteispenden"])
def test_follow_the_money_by_plain_json(name: str) -> None:
    path = DATA / f"followthemoney/{name}_entities.ftm.json"
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    schemata = Counter(record["schema"] for record in records)
    tables = tables_of(path)
    of_ties = {"Ownership", "Directorship", "Family", "Payment", "Sanction"}
    things = schemata.keys() - of_ties - {"Address", "Passport"}
    assert Counter(row["kind"] for row in elements(tables)) == {
        schema: schemata[schema] for schema in things
    }
    pairs = Counter(
        record["schema"]
        for record in records
        for _ in range(len(record["properties"].get("beneficiary", [1])))
        if record["schema"] in of_ties
    )
    assert Counter(row["kind"] for row in connections(tables)) == pairs
    names = {row["name"] for row in elements(tables)}
    assert names <= {one for record in records for one in record["properties"].get("name", [])}
    assert [problem for table in tables for problem in table.problems] == []


@present
def test_the_file_of_the_faults_is_read() -> None:
    tables = tables_of(FAULTS / "16-gephi-gexf/gephi.gexf")
    assert {row["name"] for row in elements(tables)} == {"Vasna Centre", "Irena Vasko"}
    assert [(row["from"], row["tie"], row["to"]) for row in connections(tables)] == [
        ("1", "is a member of", "0")
    ]
