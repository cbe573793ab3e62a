"""Meetings: who is proposed to whom and why, who never is, and the sample's golden text."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.model.vocabulary import FUNCTIONS
from graph.store.base import Store
from graph.store.opening import open_store
from queries.answer import Answer, NetworkMap, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.neo4j import server
from tests.queries import golden
from tests.queries.test_functions import body, works
from tests.queries.test_introductions import DAY, SURE, but, person, tie
from tests.queries.test_safety import campaign as people_of_every_sort

SECRET = Origin("https://example.org", known=PartialDate("2026-11-01"), label=Label.STRICT)


def answer_of(store: Store, audience: Label = Label.RED, **parameters: Any) -> Answer:
    return ask("meetings", store, {"case": "cas:1", **parameters}, audience, DAY)


def rows(answer: Answer, id: str = "pairs") -> list[Row]:
    table = answer.block(id)
    assert isinstance(table, Table)
    return list(table.rows)


def proposed(answer: Answer) -> set[tuple[str, str]]:
    """Every pair that is brought together, settled or new."""
    some = [*rows(answer), *rows(answer, "newcomers")]
    return {(str(row["first_id"]), str(row["second_id"])) for row in some}


def introducers(answer: Answer) -> set[str]:
    """Everybody who would introduce somebody."""
    people = set()
    for row in (*rows(answer), *rows(answer, "newcomers")):
        by = row["by_ids"]
        people |= set(by) if isinstance(by, list) else set()
    return people


def coalition() -> list[Record]:
    """Clinic (Ada) needs what Archive (Bo) has; Cy knows Ada and Bo."""
    return [
        Entity("Case", "cas:1", "Case One", {}, SURE),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Government", "gov:FRA", "France"),
        body("Clinic", "international law", languages=["French"]),
        body("Archive", "documentation", languages=["French", "Dutch"]),
        person("Ada"),
        person("Bo"),
        person("Cy"),
        tie("DETAINS", "gov:BLR", "cas:1"),
        works("org:clinic"),
        works("org:archive"),
        tie("LEADS", "per:ada", "org:clinic"),
        tie("WORKS_FOR", "per:bo", "org:archive"),
        tie("KNOWS", "per:ada", "per:cy"),
        tie("KNOWS", "per:bo", "per:cy"),
    ]


PAIR = {("org:archive", "org:clinic")}


def test_who_needs_what_the_other_has_is_brought_together(empty: Store) -> None:
    write(empty, *coalition())
    answer = answer_of(empty)
    (row,) = rows(answer)
    assert proposed(answer) == PAIR
    assert "a complaint needs evidence" in str(row["why"])
    assert "Both work in French" in str(row["why"])
    assert row["by"] == ["Cy, tied to Bo and Ada (about 20% that it works)"]
    assert "bring Archive (Bo) and Clinic (Ada) together first" in answer.sentence
    assert "Cy could introduce them" in answer.sentence
    drawn = answer.block("map")
    assert isinstance(drawn, NetworkMap)
    ties = {(t["source"], t["phrase"], t["target"], t["sourced"]) for t in drawn.ties}
    assert ("org:archive", "should come to know", "org:clinic", False) in ties


@pytest.mark.parametrize(
    "known",
    [
        tie("PARTNERS_WITH", "org:archive", "org:clinic"),
        tie("KNOWS", "per:ada", "per:bo"),
        tie("MEMBER_OF", "org:archive", "org:clinic"),
        tie("MEMBER_OF", "per:bo", "org:clinic"),
    ],
)
def test_who_knows_each_other_is_not(empty: Store, known: Tie) -> None:
    write(empty, *coalition(), known)
    assert proposed(answer_of(empty)) == set()
    assert "no two allies are known who need each other" in answer_of(empty).sentence
    over = Tie(known.kind, known.source, known.target, until=PartialDate("2025"), origin=SURE)
    write(empty, *coalition(), over)
    assert proposed(answer_of(empty)) == PAIR


def test_one_coalition_is_a_place_where_they_meet(empty: Store) -> None:
    table = Entity("Coalition", "coa:1", "Table", {}, SURE)
    both = [tie("MEMBER_OF", id, "coa:1") for id in ("org:archive", "org:clinic")]
    write(empty, *coalition(), table, *both)
    assert proposed(answer_of(empty)) == set()


def test_somebody_who_has_not_agreed_still_knows_the_other(empty: Store) -> None:
    """Then the two need no introduction, and nobody's name is given for it."""
    dan = person("Dan", opted_in=[])
    write(
        empty,
        *coalition(),
        dan,
        tie("WORKS_FOR", "per:dan", "org:archive"),
        tie("KNOWS", "per:dan", "per:ada"),
    )
    assert proposed(answer_of(empty)) == set()
    assert "Dan" not in answer_of(empty).json().decode()


def test_the_same_target_is_a_reason(empty: Store) -> None:
    def ask_of(id: str, by: str, status: str) -> list[Record]:
        one = Entity("Approach", id, "letter", {"status": status, "instrument": "letter"}, SURE)
        return [
            one,
            tie("CONCERNS", id, "cas:1"),
            tie("MADE_TO", id, "gov:FRA"),
            tie("MADE_BY", id, by),
        ]

    plain = but(coalition(), body("Clinic", languages=["French"]), body("Archive"))
    write(empty, *plain, *ask_of("app:1", "org:clinic", "made"))
    assert proposed(answer_of(empty)) == set()
    write(
        empty,
        *plain,
        *ask_of("app:1", "org:clinic", "made"),
        *ask_of("app:2", "org:archive", "planned"),
    )
    (row,) = rows(answer_of(empty))
    assert "Both want to reach France" in str(row["why"])
    write(
        empty,
        *plain,
        *ask_of("app:1", "org:clinic", "made"),
        *ask_of("app:2", "org:archive", "given up"),
    )
    assert proposed(answer_of(empty)) == set()


def test_opponents_and_who_has_not_agreed_are_not_brought_together(empty: Store) -> None:
    against = tie(
        "OPPOSES", "org:archive", "cas:1", since=PartialDate("2026"), values={"stance": -1}
    )
    write(empty, *coalition(), against)
    assert proposed(answer_of(empty)) == set()
    alone = person("Eve", role="expert", opted_in=[])
    write(empty, *coalition(), alone, works("per:eve", "sanctions"))
    answer = answer_of(empty)
    assert all("per:eve" not in pair for pair in proposed(answer))
    assert [(row["name"], row["reason"]) for row in rows(answer, "withheld")] == [
        ("Eve", "has not agreed to introductions for this case")
    ]
    agreed = person("Eve", role="expert")
    write(empty, *coalition(), agreed, works("per:eve", "sanctions"))
    assert ("org:archive", "per:eve") in proposed(answer_of(empty))


def test_what_is_for_us_only_is_told_to_nobody_else(empty: Store) -> None:
    quiet = Entity(
        "Organization", "org:archive", "Archive", {"functions": ["documentation"]}, SECRET
    )
    write(empty, *but(coalition(), quiet))
    answer = answer_of(empty)
    assert proposed(answer) == set()
    assert [row["name"] for row in rows(answer, "withheld")] == ["Archive"]
    undisclosed = Tie("WORKS_ON", "org:archive", "cas:1", origin=SECRET)
    write(empty, *but(coalition(), undisclosed))
    assert proposed(answer_of(empty)) == set()
    assert answer_of(empty, Label.AMBER).label <= Label.AMBER
    both = Tie("WORKS_ON", "org:clinic", "cas:1", origin=SECRET)
    write(empty, *but(coalition(), undisclosed, both))
    assert proposed(answer_of(empty)) == PAIR


def test_a_tie_that_is_for_named_recipients_introduces_nobody(empty: Store) -> None:
    red = Origin("https://example.org", known=PartialDate("2026-11-01"), label=Label.RED)
    write(empty, *but(coalition(), Tie("KNOWS", "per:bo", "per:cy", origin=red)))
    (row,) = rows(answer_of(empty))
    assert row["by_ids"] == []
    assert "Cy" not in answer_of(empty).sentence


@pytest.mark.parametrize("state", ["given", "refused", "withdrawn", None])
def test_a_family_is_met_only_with_its_consent_and_among_its_own(
    empty: Store, state: str | None
) -> None:
    sister = person("Fay", role="family spokesperson")
    counsel = person("Gil", role="local counsel")
    records = [
        *coalition(),
        sister,
        counsel,
        works("per:fay", "family"),
        works("per:gil", "consent"),
    ]
    if state:
        paper = Entity("Consent", "con:1", None, {"use": "name", "state": state}, SURE)
        records += [paper, tie("CONCERNS", "con:1", "cas:1")]
    write(empty, *records)
    answer = answer_of(empty)
    with_family = {pair for pair in proposed(answer) if "per:fay" in pair}
    assert with_family == ({("per:fay", "per:gil")} if state == "given" else set())
    if state != "given":
        reasons = {row["name"]: row["reason"] for row in rows(answer, "withheld")}
        assert reasons["Fay"] == "the family has given no consent to be named"


def test_what_comes_before_is_said(empty: Store) -> None:
    careful = but(
        coalition(),
        body("Archive", "documentation", contact="ask first"),
        person("Cy", contact="ask first"),
        person("Ada", opted_in=[]),
        tie("LOCATED_IN", "org:archive", "gov:BLR"),
    )
    write(empty, *careful)
    (row,) = rows(answer_of(empty), "newcomers")  # nobody who agreed ties the clinic to anybody
    before = str(row["before"])
    assert "Archive: ask for leave first" in before
    assert "Archive is where the prisoner is held" in before
    assert "Clinic: none of its people has agreed yet" in before
    assert "find an interpreter" in before
    assert "Cy" not in before  # without Ada nobody introduces anybody
    assert row["risk"] == pytest.approx(1 - 0.9 * 0.7)
    write(empty, *but(coalition(), person("Cy", contact="ask first")))
    assert "Cy, who would introduce them: ask for leave first" in str(
        rows(answer_of(empty))[0]["before"]
    )


def test_who_only_supports_is_a_newcomer_and_ranked_by_what_it_does(empty: Store) -> None:
    support = tie("SUPPORTS", "org:press", "cas:1", since=PartialDate("2026"), values={"stance": 1})
    write(empty, *coalition(), body("Press", "media"), support)
    answer = answer_of(empty)
    assert proposed(answer) == PAIR | {("org:archive", "org:press")}
    (row,) = rows(answer, "newcomers")
    assert row["by_ids"] == []


WORDS = [function.id for function in FUNCTIONS]


def busy(seed: int) -> tuple[list[Record], set[str], set[str]]:
    """A random campaign in which many work; who must be left alone; who introduces nobody."""
    records, rng = people_of_every_sort(seed), Random(seed)
    work = [works(id, *rng.sample(WORDS, 3)) for id in records.people if rng.random() < 0.6]
    work += [works(f"org:{n}", *rng.sample(WORDS, 3)) for n in range(4)]
    left_alone = records.barred | records.at_risk
    loose = [
        r
        for r in records.records
        if r.identity[0] not in ("WORKS_FOR", "MEMBER_OF") or rng.random() < 0.3
    ]
    return but(loose, *work), left_alone, records.silent | left_alone


@pytest.mark.slow
@settings(
    max_examples=25,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**31))
def test_whoever_must_be_left_alone_might_as_well_not_be_there(seed: int, folder: Path) -> None:
    """No name, no suggestion, no count: the answer is the one of a world without them."""
    records, left_alone, silent = busy(seed)
    store = open_store(f"sqlite:///{folder / f'{next(_NUMBER)}.sqlite'}")
    write(store, *records)
    answer = answer_of(store, most=100)
    text = answer.json().decode()
    assert not any(f"Name{id[4:]}" in text or id in text for id in left_alone)
    brought = {id for pair in proposed(answer) for id in pair}
    assert not (brought | introducers(answer)) & silent
    write(store, *(record for record in records if not left_alone & set(record.identity)))
    assert json.loads(answer_of(store, most=100).json()) == json.loads(text)
    store.close()


@pytest.mark.slow
def test_the_random_campaigns_have_meetings_and_both_stores_say_the_same(tmp_path: Path) -> None:
    records, _, _ = busy(7)
    store = open_store(f"sqlite:///{tmp_path / 'busy.sqlite'}")
    write(store, *records)
    here = answer_of(store, most=100)
    store.close()
    assert len(proposed(here)) > 10
    assert introducers(here)
    server.require()
    other = open_store(server.empty())
    write(other, *records)
    assert json.loads(answer_of(other, most=100).json()) == json.loads(here.json())
    other.close()


_NUMBER = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("meetings")


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("meetings", campaign, {"case": "Swallow"}, Label.STRICT, DAY))
