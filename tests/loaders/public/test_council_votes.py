"""Votes of the Human Rights Council: who voted how, and on which state."""

from __future__ import annotations

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from loaders.public.council_votes import situation
from tests.loaders.read import one

BALLOT = {
    "record_id": "3930107",
    "symbol": "A/HRC/RES/47/19",
    "date": "2021-07-13",
    "title": "Situation of human rights in Belarus",
    "iso3": "FRA",
    "vote": "Y",
    "amendment": "0",
}


def vote(**cells: str) -> tuple[Entity, Tie]:
    paper, tie = one("council_votes", BALLOT | cells)[1]
    assert isinstance(paper, Entity)
    assert isinstance(tie, Tie)
    return paper, tie


def test_a_vote_ties_a_member_to_the_resolution() -> None:
    paper, tie = vote()
    assert (paper.kind, paper.name, paper.values["symbol"]) == (
        "Statement",
        "Situation of human rights in Belarus",
        "A/HRC/RES/47/19",
    )
    assert (tie.kind, tie.source, tie.target) == ("VOTED", "gov:FRA", paper.id)
    assert tie.values == {"vote": "yes", "situation": "BLR"}
    assert (tie.since, tie.origin.known) == ("2021-07-13", "2021-07-13")
    assert {paper.level, tie.level} == {Label.CLEAR}


def test_all_votes_of_a_record_are_on_one_paper() -> None:
    assert vote()[0] == vote(iso3="CHN", vote="N")[0]
    assert vote()[0].id != vote(record_id="3930108")[0].id


def test_of_an_amendment_nothing_is_concluded() -> None:
    assert vote(vote="N", amendment="1")[1].values == {"vote": "no", "amendment": True}


@pytest.mark.parametrize("letter", [".", "-"])
def test_absence_is_no_vote(letter: str) -> None:
    row, claims = one("council_votes", BALLOT | {"vote": letter})
    assert (claims, row.skipped) == ([], "no vote cast")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("vote", ""),
        ("vote", "X"),
        ("iso3", "XXX"),
        ("date", "2999-01-01"),
        ("date", ""),
        ("amendment", "2"),
    ],
)
def test_what_cannot_be_used_names_its_column(column: str, text: str) -> None:
    with pytest.raises(RowProblem) as problem:
        one("council_votes", BALLOT | {column: text})
    assert problem.value.column == column


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("Situation of human rights in Belarus in the run-up to the 2020 election", "BLR"),
        ("Situation of human rights in the Islamic Republic of Iran : resolution", "IRN"),
        ("The human rights situation in the Syrian Arab Republic", "SYR"),
        ("Situation of human rights in the Democratic People's Republic of Korea", "PRK"),
        ("Situation of human rights of Rohingya Muslims and other minorities in Myanmar", "MMR"),
        ("Promotion and protection of human rights in Nicaragua", "NIC"),
        ("Promoting reconciliation, accountability and human rights in Sri Lanka", "LKA"),
        ("Debate on the situation of human rights in Xinjiang, China", "CHN"),
        ("Situation of human rights in Ukraine stemming from the Russian aggression", "RUS"),
        ("Human rights situation in the Occupied Palestinian Territory", None),
        ("Human rights in the occupied Syrian Golan", None),
        ("Technical assistance and capacity-building in human rights in Mali", None),
        ("Human rights in the administration of justice, including juvenile justice", None),
        ("Human rights and unilateral coercive measures", None),
        ("Cooperation with Georgia", None),
    ],
)
def test_the_state_whose_situation_it_is_about(title: str, state: str | None) -> None:
    assert situation(title) == state
