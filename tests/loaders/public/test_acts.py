"""Public acts of governments for prisoners: one entity an act, one tie a signatory."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from tests.loaders.read import DATA, REFERENCE, one, real, rows

LETTER = {
    "id": "ERI-2023-05-letter",
    "date": "2023-05",
    "target": "Eritrea",
    "kind": "letter of states",
    "stance": "for",
    "complete": "yes: as printed",
    "signatories": "FRA|Iceland",
    "source": "https://example.org/letter",
}


def read(**cells: str) -> tuple[Entity, list[Tie]]:
    act, *rest = one("acts", LETTER | cells)[1]
    assert isinstance(act, Entity)
    return act, [tie for tie in rest if isinstance(tie, Tie)]


def test_an_act_is_a_statement_to_the_state_that_holds_them() -> None:
    act, ties = read()
    assert (act.kind, act.name) == ("Statement", "Letter of states, Eritrea, 2023-05")
    assert act.values["complete"] is True
    assert act.values["list"] == "as printed"
    assert [(tie.kind, tie.source) for tie in ties if tie.target == act.id] == [
        ("SIGNED", "gov:FRA"),
        ("SIGNED", "gov:ISL"),
    ]
    assert {tie.kind for tie in ties if tie.target == "gov:ERI"} == {"ABOUT", "ADDRESSED_TO"}
    assert {claim.origin.label for claim in (act, *ties)} == {Label.CLEAR}
    assert {str(tie.origin.known) for tie in ties} == {"2023-05-31"}  # public by then for sure


def test_a_deed_is_an_event_and_is_addressed_to_nobody() -> None:
    act, ties = read(kind="trial attendance", complete="no")
    assert (act.kind, act.values["complete"]) == ("Event", False)
    assert "ADDRESSED_TO" not in {tie.kind for tie in ties}


def test_rows_of_one_id_are_one_act_and_a_stricter_label_stays() -> None:
    first, _ = read(signatories="FRA")
    second, ties = read(signatories="ISL", label="AMBER")
    assert first.id == second.id
    assert {tie.origin.label for tie in ties} == {Label.AMBER}


@pytest.mark.parametrize(
    ("cells", "basis", "known"),
    [
        ({"date": "2022"}, "stated", "2022-12-31"),
        ({"date": "2025-03 to 2025-05"}, "stated", "2025-05-31"),
        ({"date_is": "day from memory (a Thursday)"}, "memory", "2023-05-31"),
        ({"date_basis": "Estimated"}, "estimated", "2023-05-31"),
    ],
)
def test_how_a_date_is_known_stays_with_it(cells: dict[str, str], basis: str, known: str) -> None:
    act, _ = read(**cells)
    assert act.values["date_basis"] == basis
    assert str(act.origin.known) == known


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"date": "2023-06 to 2023-05"}, "date", "ends before it begins"),
        ({"date": "2199"}, "date", "not come yet"),
        ({"date": "spring"}, "date", "spring"),
        ({"kind": "joint statment"}, "kind", "joint statement"),
        ({"stance": "pro"}, "stance", "pro"),
        ({"complete": "perhaps"}, "complete", "perhaps"),
        ({"signatories": "FRA|Atlantis"}, "signatories", "Atlantis"),
        ({"source": ""}, "source", "Give the source"),
    ],
)
def test_a_slip_is_told_with_its_column(cells: dict[str, str], column: str, words: str) -> None:
    with pytest.raises(RowProblem) as problem:
        read(**cells)
    assert problem.value.column == column
    assert words in str(problem.value)


@real
@pytest.mark.parametrize(
    ("file", "count", "acts"), [("acts.csv", 4_284, 405), ("acts_2026-11-28_v2.csv", 1_545, 125)]
)
def test_the_tables_load_whole(file: str, count: int, acts: int) -> None:
    signed: set[Any] = set()
    names = set[str]()
    for _, claims in rows("acts", DATA / "acts" / file):
        signed |= {r.identity for r in claims if isinstance(r, Tie) and r.kind == "SIGNED"}
        names |= {r.id for r in claims if isinstance(r, Entity)}
    assert (len(signed), len(names)) == (count, acts)


@real
def test_the_shipped_table_says_the_same_as_the_original() -> None:
    claims_of = [
        {r.identity: r for _, claims in rows("acts", file) for r in claims}
        for file in (DATA / "acts/acts.csv", REFERENCE / "acts.csv")
    ]
    assert claims_of[0] == claims_of[1]


@pytest.mark.parametrize(
    ("cell", "whole", "why"),
    [
        ("yes", True, None),
        ("yes (cases: those in the report)", True, "cases: those in the report"),
        (
            "no: 39 when tabled, 48 at adoption (rtp.pt)",
            False,
            "39 when tabled, 48 at adoption (rtp.pt)",
        ),
    ],
)
def test_why_a_list_is_whole_or_not_stays_with_it(cell: str, whole: bool, why: str | None) -> None:
    act, _ = read(complete=cell)
    assert (act.values["complete"], act.values.get("list")) == (whole, why)
