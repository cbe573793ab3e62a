"""Tables of Kumu, Gephi, Neo4j and LittleSis, known by their headers; and GML."""

from __future__ import annotations

import pytest

from loaders.bring.tools.registry import labelled
from tests.loaders.bring.tools.reading import (
    ALL_PEOPLE,
    connections,
    elements,
    network,
    plain,
    problems,
    told_apart,
)


def test_both_sheets_of_kumu_with_several_targets_in_a_cell() -> None:
    tables = told_apart(
        "Label,Type,Description,Tags\n"
        "Ilse Korn,Person,Lawyer,a|b\nFree Words,NGO,,\nTom,Person,,\n",
        "From,To,Type,Direction,Strength\n"
        "Ilse Korn,Free Words|Tom,works for,mutual,Strong\n"
        "Tom,Tom,knows,,\n",
    )
    assert [(table.tool, table.role) for table in tables] == [
        ("Kumu", "entities"),
        ("Kumu", "ties"),
    ]
    assert elements(tables)[0] == {
        "name": "Ilse Korn",
        "kind": "Person",
        "description": "Lawyer",
        "tags": "a|b",
    }
    assert [(row["from"], row["tie"], row["to"]) for row in connections(tables)] == [
        ("Ilse Korn", "works for", "Free Words"),
        ("Free Words", "works for", "Ilse Korn"),  # as it is mutual
        ("Ilse Korn", "is linked to", "Tom"),  # nobody works for a person here
    ]
    assert connections(tables)[0]["weight"] == "Strong"
    assert tables[1].lost == (
        "Ties that lead from an element to itself, which say nothing here: 1.",
    )


def test_one_sheet_of_kumu_with_connections_below_the_elements() -> None:
    tables = told_apart(
        "Label,Type\nIlse Korn,Person\nTom,Person\nFrom,To,Type,Direction,Strength\n"
        "Ilse Korn,Tom,knows,directed,0.5\n"
    )
    assert [row["name"] for row in elements(tables)] == ["Ilse Korn", "Tom"]
    (tie,) = connections(tables)
    assert (tie["from"], tie["to"], tie["tie"], tie["strength"]) == (
        "Ilse Korn",
        "Tom",
        "knows",
        "0.5",
    )


def test_countries_of_a_file_are_those_of_the_store() -> None:
    tables = told_apart(
        "ID,Label,Type\n1,France,Country\n2,Ilse Korn,Person\n",
        "From,To,Type\n2,1,works for\n",
    )
    assert [(row["from"], row["to"], row["tie"]) for row in connections(tables)] == [
        ("2", "gov:FRA", "works for")
    ]


def test_nodes_and_edges_of_gephi_with_time() -> None:
    tables = told_apart(
        'Id,Label,timeset,party\n1,Ilse,"<[2010.0, 2012.0]>",x\n2,Tom,,\n',
        "Source,Target,Type,Id,Label,Weight\n1,2,Undirected,0,knows,2.0\n",
    )
    assert elements(tables)[0] == {
        "id": "1",
        "name": "Ilse",
        "timeset": "<[2010.0, 2012.0]>",
        "party": "x",
        "since": "2010",
        "until": "2012",
    }
    (tie,) = connections(tables)
    assert (tie["from"], tie["to"], tie["kind"], tie["tie"]) == ("1", "2", "knows", "knows")
    assert (tie["directed"], tie["weight"]) == ("Undirected", "2.0")


def test_the_type_of_an_edge_that_is_no_direction_is_its_kind() -> None:
    (tie,) = connections(told_apart("source,target,type\na,b,funded by\n"))
    assert (tie["from"], tie["to"], tie["tie"]) == ("b", "a", "funds")


def test_neo4j_keeps_ids_apart_by_their_spaces() -> None:
    tables = told_apart(
        "personId:ID(P),name,tags:string[],:LABEL,x:IGNORE\n1,Ann,a;b,Person;Actor,q\n",
        "id:ID(O),title,:LABEL\n1,Club,NGO\n",
        ":START_ID(P),role,:END_ID(O),:TYPE\n1,chair,1,MEMBER_OF\n",
    )
    first, second = elements(tables)
    assert (first["id"], first["name"], first["kind"]) == ("P:1", "Ann", "Person")
    assert (first["labels"], first["tags"]) == ("Person|Actor", "a|b")
    assert (second["id"], second["name"]) == ("O:1", "Club")
    (tie,) = connections(tables)
    assert (tie["from"], tie["tie"], tie["to"]) == ("P:1", "is a member of", "O:1")
    assert tie["position"] == "chair"
    assert tables[0].lost == ("Columns marked :IGNORE: 1.",)


def test_a_list_for_littlesis_says_that_it_lacks_to_whom_it_belongs() -> None:
    header = "name,blurb,primary_ext,description1,description2,start_date,end_date,is_current,notes"
    (table,) = told_apart(f"{header}\nAda,writer,Person,member,,,,,x\n")
    assert elements([table])[0]["kind"] == "Person"
    assert "no tie is made" in table.lost[0]


@pytest.mark.parametrize(
    "text",
    [
        "Type,Country,City,Note\nNGO,France,Paris,x\n",
        "Name,Role,Source\nA,b,c\n",
        "Label,Address\nA,b\n",
        "From,To,Text\na,b,c\n",
    ],
)
def test_an_ordinary_table_stays_one(text: str) -> None:
    assert labelled([plain(text)]) is None


GML = """Creator "x"
graph [
  directed 1
  node [ id 0 label "A &quot;q&quot; &#233;" graphics [ x 1 y 2 ] born 1950 ]
  node [ id 1
    label "two
lines" tag "a" tag "b" ]
  edge [ source 0 target 1 label "knows" since "2018" ]
  edge [ source 0 target 7 ]
]"""


def test_gml_with_entities_lines_and_lists() -> None:
    tables = network(GML)
    assert elements(tables) == [
        {"id": "0", "name": 'A "q" é', "born": "1950"},
        {"id": "1", "name": "two\nlines", "tags": "a|b"},
    ]
    assert connections(tables)[0] == {
        "from": "0",
        "to": "1",
        "directed": "directed",
        "since": "2018",
        "kind": "knows",
        "tie": "knows",
    }
    assert tables[0].lost == ("Colours, sizes, shapes and positions of the drawing: 1.", ALL_PEOPLE)
    assert problems(tables) == [(9, "to", "7")]
