"""Elements of every kind of a network, and ties of all of them: counted as NetworkX counts them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.store.base import Scope, Store
from loaders.bring.bringing import bring
from loaders.bring.elements import LIST_OF
from loaders.bring.previewing import preview
from loaders.bring.proposing import propose
from loaders.bring.recognize import recognize
from loaders.loader import named
from loaders.loading import load
from tests.loaders.bring.conftest import Write, brought, proposal_for
from tests.loaders.read import DATA

WORDS = {  # of a tool, and what each becomes
    "person": "Person",
    "NGO": "Organization",
    "coalition": "Coalition",
    "case": "Case",
    "post": "Office",
    "embassy": "Mission",
    "family": "Family",
    "campaign": "Campaign",
    "detention": "Detention",
    "hearing procedure": "Proceeding",
    "prison": "Facility",
    "event": "Event",
    "treaty": "Agreement",
    "petition": "Statement",
    "gadget": "Organization",  # known to nobody
}


def network(folder: Path) -> tuple[nx.Graph, Path]:
    """A ring of one element of each word, two of the last without a word, as GraphML."""
    graph = nx.Graph()
    for n, word in enumerate(WORDS):
        graph.add_node(f"n{n}", label=f"Thing {n}", type=word)
    graph.add_node("blank", label="Blank")
    nodes = list(graph)
    graph.add_edges_from(zip(nodes, [*nodes[1:], nodes[0]], strict=True))
    file = folder / "ring.graphml"
    nx.write_graphml(graph, file)
    return graph, file


def read_back(store: Store, dataset: str) -> tuple[list[Entity], list[Tie]]:
    records = [r for r in store.read(Scope()) if r.origin.dataset == dataset]
    return [r for r in records if isinstance(r, Entity)], [r for r in records if isinstance(r, Tie)]


def test_every_kind_that_a_row_may_become_comes(states: Store, tmp_path: Path) -> None:
    graph, file = network(tmp_path)
    assert set(LIST_OF) == set(WORDS.values())
    done = brought(file, states)
    entities, ties = read_back(states, "ring")
    assert Counter(e.kind for e in entities) == Counter([*WORDS.values(), "Organization"])
    assert (len(entities), len(ties)) == (len(graph), graph.number_of_edges())
    titles = {e.id: e.title for e in entities}
    pairs = {frozenset((titles[tie.source], titles[tie.target])) for tie in ties}
    label = nx.get_node_attributes(graph, "label")
    assert pairs == {frozenset((label[a], label[b])) for a, b in graph.edges}
    assert any("who holds the prisoner" in sentence for sentence in done.report.warnings)


def test_what_rows_are_taken_for_is_said(states: Store, tmp_path: Path) -> None:
    _, file = network(tmp_path)
    proposal = proposal_for(file)
    assert proposal.assumed == (("gadget", "Organization"), ("", "Organization"))
    assert "“gadget” as organizations" in proposal.assumption


def test_names_tell_what_elements_are_where_nothing_else_does(
    states: Store, tmp_path: Path
) -> None:
    """Airports with their degrees are no people; a telephone and a number are no days."""
    names = {
        "Person": ("Ada Vell", "370 600 01", "1850", "Myriel"),
        "Organization": ("Vasna Centre",),
        "Family": ("Vell Family", "Famille Orrel"),
        "Facility": ("LIT(lngx=-92.224444,laty=34.729444)", "ALB (lat=42.7, lng=-73)"),
        "Event": ("3/5/1913 Meeting in the park",),
    }
    graph = nx.path_graph(each for of_kind in names.values() for each in of_kind)
    for name in graph:
        graph.nodes[name]["label"] = name
    nx.write_graphml(graph, file := tmp_path / "unsorted.graphml")
    done = brought(file, states)
    entities, ties = read_back(states, "unsorted")
    kinds = {e.name: e.kind for e in entities}
    assert kinds == {name: kind for kind, each in names.items() for name in each}
    assert len(ties) == graph.number_of_edges()
    assert any("so their names were gone by" in sentence for sentence in done.report.warnings)


def test_a_word_that_is_left_out_stays_out_and_is_counted(states: Store, tmp_path: Path) -> None:
    _, file = network(tmp_path)
    proposal = propose(recognize(file), "ring")
    (question,) = (q for q in proposal.questions if q.sort == "kinds")
    proposal = proposal.answered(question, "", "gadget").proposals_taken()
    done = bring(proposal.mapping, proposal.tables, "f", states, accept_unencrypted=True)
    assert any("“gadget” (1)" in sentence for sentence in done.report.warnings)
    assert len(read_back(states, "ring")[0]) == len(WORDS)


def test_a_case_is_for_the_fewest_where_the_file_does_not_say(states: Store, write: Write) -> None:
    file = write("Label,Type,tlp\nSwift,case,\nWren,case,TLP:AMBER\n", "kumu-elements.csv")
    brought(file, states)
    levels = {e.name: e.level for e in read_back(states, "kumu-elements")[0]}
    assert levels == {"Swift": Label.RED, "Wren": Label.AMBER}


def test_a_mission_of_the_store_is_the_one_that_ties_name(states: Store, write: Write) -> None:
    mission = "operator,country,city,type,QID\nFrance,Kenya,Nairobi,embassy,Q1\n"
    load(named("missions"), [write(mission, "missions.csv")], states)
    (stored,) = (r for r in states.read(Scope()) if isinstance(r, Entity) and r.kind == "Mission")
    graph = nx.Graph()
    graph.add_node("1", label=stored.name, type="embassy")
    graph.add_node("2", label="Embassy of Nowhere", type="embassy")
    graph.add_node("3", label="Ada Vell", type="person")
    graph.add_edges_from([("3", "1"), ("3", "2")])
    file = write(b"", "doors.graphml")
    nx.write_graphml(graph, file)
    done = brought(file, states)
    entities, ties = read_back(states, "doors")
    assert {e.name for e in entities} == {"Embassy of Nowhere", "Ada Vell"}
    assert len(ties) == 2
    assert stored.id in {end for tie in ties for end in (tie.source, tie.target)}
    assert any("the store has already" in sentence for sentence in done.report.warnings)


def test_a_number_says_what_it_is(states: Store, write: Write) -> None:
    file = write("letter,signatory,country\nFree her,Ada Vell,Kenya\nFree her,B. Vell,\n")
    proposal = proposal_for(file)
    looked = preview(proposal.mapping, proposal.tables, file.name, states)
    assert any("2 signatures" in text for row in looked.rows for text in row.records)


REAL = {  # entities and ties, by file: whoever is tied to oneself is tied to nobody
    "suffragettes/covert_44_6.graphml": {"Person": 1216, "Event": 398},
    "suffragettes/covert_44_9.graphml": {"Person": 13, "Event": 18},
    "graph_files/gephi-lite.gexf": {"Person": 18, "Organization": 29, "Statement": 12, "Event": 2},
}


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="the real files (../shared/data) are absent")
@pytest.mark.parametrize("name", REAL)
def test_real_networks_come_whole(states: Store, name: str) -> None:
    file = DATA / name
    graph = nx.read_gexf(file) if name.endswith("gexf") else nx.read_graphml(file)
    done = brought(file, states)
    entities, ties = read_back(states, done.report.dataset)
    assert Counter(e.kind for e in entities) == REAL[name]
    assert (len(entities), len(ties)) == (len(graph), graph.number_of_edges())
