"""The command: says what a file is, asks what it cannot know, and brings it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store.base import Store
from loaders.__main__ import main
from tests.loaders.bring.conftest import Write
from tests.loaders.conftest import Run

PRISONERS = "Name,Date of arrest,Charge,Prison\nAles,22.11.2013,Art. 9,P1\n"
GROUPS = "Organization name,Can do,Country\nFree Words,Letters,France\n"


@pytest.fixture
def run(states: Store, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command on a store that knows the states: exit code, what it prints, complains."""

    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["bring", *map(str, words), "--store", states.url])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def datasets(store: Store) -> set[str]:
    return {load.dataset for load in store.loads()}


def test_it_says_what_it_would_make_of_a_file(run: Run, write: Write, states: Store) -> None:
    code, printed, _ = run(write(GROUPS, "groups.csv"), "--dry-run")
    assert code == 0
    assert "groups.csv: Columns tell of groups" in printed
    assert "country ← “Country”" in printed
    assert "Words of which nothing comes: “letters”." in printed
    assert "row 2: Free Words (organization)" in printed
    assert "groups" not in datasets(states)


def test_what_it_says_is_what_it_proposes(run: Run, write: Write) -> None:
    """Of a column whose words nobody knows, too: its rows come, so nothing is “not taken”."""
    file = write(
        "<gexf><graph><attributes class='node'><attribute id='0' title='type'/></attributes>"
        "<nodes><node id='a' label='Ada Vell'><attvalues><attvalue for='0' value='zug'/>"
        "</attvalues></node></nodes></graph></gexf>",
        "one.gexf",
    )
    code, printed, _ = run(file, "--dry-run")
    assert code == 0
    assert "People (where “type” is “zug”): name ← “name”" in printed
    assert "Not taken: id, name and type" not in printed


def test_without_a_yes_nothing_is_written(run: Run, write: Write, states: Store) -> None:
    code, _, complaint = run(write(GROUPS, "groups.csv"))
    assert code == 1
    assert "add --yes" in complaint
    assert "groups" not in datasets(states)
    assert run(write(GROUPS, "groups.csv"), "--yes")[0] == 0
    assert "groups" in datasets(states)


def test_what_it_cannot_know_it_asks_for(run: Run, write: Write, states: Store) -> None:
    file = write(PRISONERS, "az.csv")
    code, _, complaint = run(file, "--yes")
    assert code == 1
    assert "Which state holds these prisoners? Say it with --set “detained by=…”." in complaint
    code, _, complaint = run(file, "--yes", "--set", "detained by=Belarus")
    assert code == 1
    assert "--accept-unencrypted" in complaint  # a yes to what is proposed is none to that
    code, printed, _ = run(
        file, "--yes", "--set", "detained by=Belarus", "--accept-unencrypted", "--name", "Minsk"
    )
    assert (code, "Minsk" in datasets(states)) == (0, True)
    assert "Minsk: 1 row read from az.csv" in printed


def test_a_mapping_is_saved_and_taken(
    run: Run, write: Write, states: Store, tmp_path: Path
) -> None:
    saved = tmp_path / "map.json"
    file = write(PRISONERS, "az.csv")
    assert run(file, "--dry-run", "--set", "detained by=Belarus", "--save-map", saved)[0] == 0
    code, printed, _ = run(write(PRISONERS, "later.csv"), "--dry-run", "--map", saved)
    assert code == 0
    assert "detained by ← always “Belarus”" in printed


def test_what_was_brought_once_is_proposed_again(run: Run, write: Write) -> None:
    words = ("--yes", "--accept-unencrypted")
    assert run(write(PRISONERS, "az.csv"), *words, "--set", "detained by=Belarus")[0] == 0
    code, printed, _ = run(write(PRISONERS, "later.csv"), "--dry-run")
    assert code == 0
    assert "later.csv: A mapping was saved for this header." in printed


def test_problems_are_told_all_at_once(run: Run, write: Write) -> None:
    file = write("name,sector,country\nA,ngoo,Belaruss\nB,ngo,Frannce\n")
    code, _, complaint = run(file, "--yes")
    assert code == 1
    assert complaint.count("theirs.csv, row") == 3
    assert "Did you mean Belarus?" in complaint


def test_what_is_no_table_is_told(run: Run, write: Write) -> None:
    code, _, complaint = run(write(b"%PDF-1.7 x", "list.pdf"), "--yes")
    assert code == 1
    assert "list.pdf is a PDF, not a table." in complaint


def test_an_encoding_is_asked_for_and_guessed_only_with_a_yes(run: Run, write: Write) -> None:
    file = write(GROUPS.replace("Free Words", "Élan").encode("cp1252"), "groups.csv")
    code, _, complaint = run(file)
    assert (code, "cp1252: “" in complaint) == (1, True)
    code, printed, _ = run(file, "--yes")
    assert code == 0
    assert "it is read as cp1252" in printed
    assert "Élan (organization)" in printed


def test_an_answer_that_is_none_is_refused_with_those_that_are(run: Run, write: Write) -> None:
    code, _, complaint = run(write(GROUPS), "--yes", "--rows", "spies")
    assert code == 1
    assert "prisoners" in complaint
    code, _, complaint = run(write(GROUPS), "--yes", "--set", "shoe size=43")
    assert code == 1
    assert "fits nothing that is asked" in complaint


def test_the_halves_of_a_network_are_one_load(run: Run, write: Write, states: Store) -> None:
    nodes = write("Id;Label;Type\nn1;Free Words;Organization\nn2;Ada Ovelak;Person\n", "nodes.csv")
    edges = write("Source;Target;Type;Label\nn2;n1;Directed;works for\n", "edges.csv")
    code, printed, complaint = run(nodes, edges, "--yes")
    assert code == 0, complaint
    assert "left out" not in printed.lower()
    (load,) = (load for load in states.loads() if "nodes" in "".join(load.files))
    assert {record.kind for _, record in states.records_of(load.id)} == {
        "Organization",
        "Person",
        "WORKS_FOR",
    }


def test_two_networks_of_one_header_are_two_lists(run: Run, write: Write, states: Store) -> None:
    for name, person in (("first", "Ada Ovelak"), ("second", "Bo Dastel")):
        network = (
            f'{{"nodes": [{{"id": 1, "name": "{person}", "type": "person"}}, '
            '{"id": 2, "name": "Free Words", "type": "organization"}], '
            '"links": [{"source": 1, "target": 2, "type": "works for"}]}'
        )
        code, _, complaint = run(write(network, f"{name}.json"), "--yes")
        assert code == 0, complaint
    assert {"first", "second"} <= datasets(states)
