"""Several lists and tables as one load, every problem by its cell, nothing half-written."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from graph.model.errors import InputError, NotAccepted, Unanswered
from graph.model.records import Entity, Tie
from graph.store.base import Scope, Store
from loaders.bring.bringing import BringRefused, bring
from loaders.bring.mapping import (
    BringMapping,
    Filling,
    ListRows,
    RowFilter,
    TableMapping,
    fingerprint,
    from_json,
    to_json,
)
from loaders.bring.previewing import preview
from loaders.bring.table import ForeignTable
from tests.loaders.bring.conftest import Write, brought, proposal_for

PRISONERS = "Name,Date of arrest,Charge,Prison\nAles,22.11.2013,Art. 9,P1\nRima,3.4.2020,,P2\n"
PEOPLE_AND_TIES = BringMapping(
    "network",
    (
        TableMapping(
            ("Id", "Label", "Sort"),
            (
                ListRows(
                    "activists",
                    {
                        "code": Filling(("Id",)),
                        "name": Filling(("Label",)),
                        "role": Filling(constant="activist"),
                    },
                    RowFilter("Sort", ("person",)),
                ),
                ListRows(
                    "organizations",
                    {
                        "code": Filling(("Id",)),
                        "name": Filling(("Label",)),
                        "sector": Filling(constant="ngo"),
                    },
                    RowFilter("Sort", ("person",), without=True),
                ),
            ),
            "elements",
        ),
        TableMapping(
            ("From", "To", "Word"),
            (
                ListRows(
                    "ties",
                    {
                        "from": Filling(("From",)),
                        "to": Filling(("To",)),
                        "kind": Filling(("Word",), words={"funds": "funds"}),
                    },
                    fit=True,
                ),
            ),
            "connections",
        ),
    ),
)


def table(name: str, text: str) -> ForeignTable:
    header, *rows = csv.reader(StringIO(text))
    return ForeignTable(name, tuple(header), lambda: enumerate(rows, 2))


def network(ties: str) -> list[ForeignTable]:
    elements = "Id,Label,Sort\n1,Ilse Korn,person\n2,Omar Lund,person\n3,Free Words,group\n"
    return [table("elements", elements), table("connections", f"From,To,Word\n{ties}")]


def everything(store: Store, dataset: str) -> list[Entity | Tie]:
    return [r for r in store.read(Scope()) if r.origin.dataset == dataset]


def names(store: Store, dataset: str, kind: str) -> set[str | None]:
    records = everything(store, dataset)
    return {r.name for r in records if isinstance(r, Entity) and r.kind == kind}


def test_prisoners_become_people_and_cases_in_one_load(states: Store, write: Write) -> None:
    before = len(states.loads())
    done = brought(write(PRISONERS, "az.csv"), states, detained_by="Belarus")
    assert done.rows == {"cases": 2, "activists": 2}
    assert len(states.loads()) == before + 1
    assert names(states, "az", "Case") == names(states, "az", "Person") == {"Ales", "Rima"}
    cases = [r for r in everything(states, "az") if isinstance(r, Entity) and r.kind == "Case"]
    assert {case.values["since"] for case in cases} == {"2013-11-22", "2020-04-03"}
    assert {case.values["note"] for case in cases} == {"Prison: P1", "Prison: P2"}
    assert all(record.level.name == "RED" for record in cases)


def test_undone_and_forgotten_it_leaves_nothing(states: Store, write: Write) -> None:
    before = list(states.read(Scope()))
    done = brought(write(PRISONERS, "az.csv"), states, detained_by="Belarus")
    assert done.report.claims.load is not None
    states.undo(done.report.claims.load)
    assert list(states.read(Scope())) == before
    states.redo(done.report.claims.load)
    states.forget("az")
    assert list(states.read(Scope())) == before
    assert "az" not in {load.dataset for load in states.loads()}


def test_ties_name_whom_another_table_tells_of_by_their_ids(states: Store) -> None:
    bring(PEOPLE_AND_TIES, network("1,2,knows\n3,1,funds\n"), "net", states)
    ties = [r for r in everything(states, "network") if isinstance(r, Tie)]
    assert {tie.kind for tie in ties} == {"KNOWS", "FUNDS"}


def test_a_kind_that_does_not_fit_its_ends_is_turned_or_a_mere_link(states: Store) -> None:
    bring(PEOPLE_AND_TIES, network("3,1,works for\n1,3,knows\n"), "net", states)
    ends = {
        (tie.kind, tie.source[:3], tie.target[:3], tie.values.get("position"))
        for tie in everything(states, "network")
        if isinstance(tie, Tie)
    }
    assert ends == {("WORKS_FOR", "per", "org", None), ("LINKED_TO", "per", "org", "knows")}


def test_every_problem_of_every_row_is_told_by_its_cell(states: Store, write: Write) -> None:
    file = write(
        "name,sector,country,founded,contact rule,can do\n"
        "A,ngoo,Belaruss,soon,never,media\nB,ngo,France,2019,ok,dancing\n"
    )
    proposal = proposal_for(file)
    with pytest.raises(BringRefused) as refused:
        bring(proposal.mapping, proposal.tables, file.name, states)
    assert {(cell.row, cell.column, cell.value) for cell in refused.value.cells} == {
        (2, "sector", "ngoo"),
        (2, "country", "Belaruss"),
        (2, "founded", "soon"),
        (2, "contact rule", "never"),
        (3, "can do", "dancing"),
    }
    offers = {cell.column: cell.candidates for cell in refused.value.cells}
    assert offers["sector"][0] == "ngo"
    assert offers["country"] == ("Belarus",)
    assert everything(states, "theirs") == []


def test_a_cell_is_corrected_without_touching_the_file(states: Store, write: Write) -> None:
    file = write("name,sector,country\nA,ngo,Belaruss\n")
    proposal = proposal_for(file)
    with pytest.raises(BringRefused) as refused:
        bring(proposal.mapping, proposal.tables, file.name, states)
    (cell,) = refused.value.cells
    fixed = {cell.place: cell.candidates[0]}
    bring(proposal.mapping, proposal.tables, file.name, states, corrections=fixed)
    assert names(states, "theirs", "Organization") == {"A"}


def test_both_unknown_ends_of_a_tie_are_told(states: Store) -> None:
    with pytest.raises(BringRefused) as refused:
        bring(PEOPLE_AND_TIES, network("7,8,knows\n"), "net", states)
    assert [(cell.column, cell.value) for cell in refused.value.cells] == [
        ("From", "7"),
        ("To", "8"),
    ]


def test_a_row_with_too_many_cells_is_one_problem_among_the_others(
    states: Store, write: Write
) -> None:
    file = write("name,sector,country\nA,ngo,France,too,many\nB,ngoo,France\n")
    proposal = proposal_for(file)
    with pytest.raises(BringRefused, match="5 cells under a header of 3") as refused:
        bring(proposal.mapping, proposal.tables, file.name, states)
    assert [cell.row for cell in refused.value.cells] == [3, 2]


def test_people_at_risk_need_a_yes_unless_it_is_only_tried(states: Store, write: Write) -> None:
    file = write(PRISONERS)
    proposal = proposal_for(file, detained_by="Belarus")
    tried = bring(proposal.mapping, proposal.tables, file.name, states, dry_run=True)
    assert tried.report.claims.created > 0
    with pytest.raises(NotAccepted):
        bring(proposal.mapping, proposal.tables, file.name, states)
    assert everything(states, "theirs") == []


def test_it_never_takes_the_name_of_a_list_of_the_campaign(states: Store, write: Write) -> None:
    file = write("name,sector,country\nA,ngo,France\n", "organizations.csv")
    proposal = proposal_for(file)
    with pytest.raises(InputError, match="Give what you bring another name"):
        bring(proposal.called("organizations").mapping, proposal.tables, file.name, states)


def test_a_file_called_as_such_a_list_is_proposed_under_another_name(
    states: Store, write: Write
) -> None:
    done = brought(write("name,sector,country\nA,ngo,France\n", "organizations.csv"), states)
    assert done.report.dataset == "brought organizations"


def test_brought_again_it_takes_the_place_of_what_was_there(states: Store, write: Write) -> None:
    many = "".join(f"G{n},ngo,France\n" for n in range(30))
    brought(write(f"name,sector,country\n{many}"), states)
    shorter = write("name,sector,country\nG1,ngo,France\nG2,ngo,France\n")
    proposal = proposal_for(shorter)
    with pytest.raises(Unanswered):
        bring(proposal.mapping, proposal.tables, "theirs.csv", states, agreed=False)
    bring(proposal.mapping, proposal.tables, "theirs.csv", states)
    assert names(states, "theirs", "Organization") == {"G1", "G2"}


def test_the_preview_shows_records_in_words_and_the_first_problems(
    states: Store, write: Write
) -> None:
    file = write(PRISONERS.replace("3.4.2020", "31.4.2020"))
    proposal = proposal_for(file, detained_by="Belarus")
    looked = preview(proposal.mapping, proposal.tables, file.name, states)
    words = [record for row in looked.rows for record in row.records]
    assert "Belarus detains Ales" in words
    assert [(cell.row, cell.column) for cell in looked.problems] == [(3, "Date of arrest")]
    assert looked.whole
    assert everything(states, "theirs") == []


def test_whom_only_later_rows_tell_of_are_no_problem_of_a_preview(states: Store) -> None:
    rows = "".join(f"{n},Person {n},person\n" for n in range(50))
    tables = [
        table("elements", f"Id,Label,Sort\n{rows}"),
        table("connections", "From,To,Word\n1,49,knows\n1,77,knows\n"),
    ]
    looked = preview(PEOPLE_AND_TIES, tables, "net", states, first=10)
    assert not looked.whole
    assert [cell.value for cell in looked.problems] == ["77"]


def test_whom_later_rows_tell_of_keep_no_problem_from_being_told(states: Store) -> None:
    """However many they are: a preview ends after a thousand problems."""
    rows = "".join(f"{n},Person {n},person\n" for n in range(2400))
    ends = "".join(f"{n},{n + 1200},knows\n" for n in range(1100))
    tables = [
        table("elements", f"Id,Label,Sort\n{rows}"),
        table("connections", f"From,To,Word\n{ends}1,7777,knows\n"),
    ]
    looked = preview(PEOPLE_AND_TIES, tables, "net", states, first=1101)
    assert [cell.value for cell in looked.problems] == ["7777"]


def test_a_state_is_called_by_its_name_where_a_file_has_its_id(states: Store, write: Write) -> None:
    file = write(
        '{"id":"a","schema":"Company","properties":{"name":["Mill"]}}\n'
        '{"id":"s","schema":"Sanction","properties":{"entity":["a"],"country":["au"]}}\n',
        "mill.ftm.json",
    )
    proposal = proposal_for(file)
    looked = preview(proposal.mapping, proposal.tables, file.name, states)
    assert ("Australia sanctions Mill",) in {row.records for row in looked.rows}


def test_a_mapping_is_plain_data() -> None:
    assert from_json(to_json(PEOPLE_AND_TIES)) == PEOPLE_AND_TIES
    with pytest.raises(InputError, match="names a list that there is not: “spies”"):
        from_json(to_json(PEOPLE_AND_TIES).replace("activists", "spies"))
    with pytest.raises(InputError, match="is not a mapping that can be read"):
        from_json(b"\xff[", "mine.json")


def test_a_fingerprint_is_of_the_columns_alone() -> None:
    assert fingerprint(["Nom", "Élève"]) == fingerprint(["ELEVE", " nom "])
    assert fingerprint(["Nom"]) != fingerprint(["Nom", "Ville"])


def test_a_word_of_the_kind_itself_is_no_position(states: Store, write: Write) -> None:
    """Of a file whose words are ours nothing is left to be kept in its own words."""
    file = write(
        "From,To,Type\nAda,Ivo,KNOWS\nAda,Ona,knows\nIvo,Ona,Acquaintance\n", "kumu-connections.csv"
    )
    people = write("name,role\nAda,activist\nIvo,activist\nOna,activist\n", "people.csv")
    brought(people, states)
    brought(file, states)
    ties = [r for r in everything(states, "kumu-connections") if isinstance(r, Tie)]
    assert sorted(str(tie.values.get("position", "")) for tie in ties) == ["", "", "Acquaintance"]
