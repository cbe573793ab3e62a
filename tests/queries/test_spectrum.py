"""The spectrum: bands, days, what is stale, who moved; and the sample's golden text."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from graph.campaign.contacts import stances
from graph.campaign.spectrum import positions
from graph.model.errors import QuestionError
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.answer import Answer, Matrix, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_introductions import DAY, SURE, but, person, tie


def answer_of(
    store: Store, day: date = DAY, audience: Label = Label.RED, **parameters: Any
) -> Answer:
    return ask("spectrum", store, {"case": "cas:1", **parameters}, audience, day)


def stance(who: str, value: int, day: str, url: str | None = "https://example.org") -> Tie:
    kind = "OPPOSES" if value < 0 else "SUPPORTS"
    known = Origin(url, known=PartialDate(day))
    return Tie(kind, who, "cas:1", day, PartialDate(day), values={"stance": value}, origin=known)


def case() -> list[Record]:
    always = Origin("https://example.org")
    return [
        Entity("Case", "cas:1", "Case One"),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Organization", "org:watch", "Watch"),
        Entity("Organization", "org:press", "Press"),
        person("Ada"),
        Tie("DETAINS", "gov:BLR", "cas:1", origin=always),
        Tie("WORKS_ON", "org:watch", "cas:1", origin=always),
    ]


def rows(answer: Answer, id: str = "stances") -> dict[str, Row]:
    block = answer.block(id)
    assert isinstance(block, Table)
    return {str(row["name"]): row for row in block.rows}


def test_the_newest_stance_counts_and_the_old_one_is_kept(empty: Store) -> None:
    write(
        empty, *case(), stance("org:watch", 1, "2026-03-01"), stance("org:watch", 2, "2026-10-01")
    )
    row = rows(answer_of(empty))["Watch"]
    assert (row["stance"], row["since"], row["before"]) == (
        "active ally",
        "2026-10-01",
        "passive ally",
    )
    matrix = answer_of(empty).block("spectrum")
    assert isinstance(matrix, Matrix)
    assert {(row["band"], row["state"]) for row in matrix.rows} == {
        ("active ally", "now"),
        ("passive ally", "before"),
    }
    assert rows(answer_of(empty, date(2026, 9, 30)))["Watch"]["stance"] == "passive ally"


def test_who_moved_since_a_day(empty: Store) -> None:
    write(
        empty,
        *case(),
        stance("org:watch", 1, "2026-03-01"),
        stance("org:watch", 2, "2026-10-01"),
        stance("org:press", 0, "2026-10-05"),
    )
    answer = answer_of(empty, since="2026-06-01")
    assert {(r["from"], r["to"], r["direction"]) for r in rows(answer, "moves").values()} == {
        ("passive ally", "active ally", "towards us")
    }
    moves = answer.block("moves")
    assert isinstance(moves, Table)
    assert moves.note == "No stance known before that day: Press."
    assert "Since 1 June 2026 Watch moved from passive ally to active ally" in answer.sentence
    later = answer_of(empty, since="2026-10-02")
    assert rows(later, "moves") == {}
    assert "Nobody is known to have moved" in later.sentence
    away = [*case(), stance("org:watch", 1, "2026-03-01"), stance("org:watch", -1, "2026-11-01")]
    write(empty, *away)
    assert rows(answer_of(empty), "moves")["Watch"]["direction"] == "away from us"


def test_what_nobody_confirmed_is_stale_until_somebody_does(empty: Store) -> None:
    old = [*case(), stance("org:watch", 2, "2026-03-01")]
    write(empty, *old)
    assert rows(answer_of(empty))["Watch"]["stale"] is True
    assert "Check again where Watch stands" in answer_of(empty).sentence
    assert rows(answer_of(empty, stale_after=12))["Watch"]["stale"] is False
    assert rows(answer_of(empty, date(2026, 8, 1)))["Watch"]["stale"] is False
    call = Entity("Approach", "app:1", "call", {"status": "made", "date": "2026-11-01"}, SURE)
    deed = [call, tie("CONCERNS", "app:1", "cas:1"), tie("MADE_BY", "app:1", "org:watch")]
    write(empty, *old, *deed)
    assert rows(answer_of(empty))["Watch"]["stale"] is False  # a deed says so too


def test_no_stance_recorded_is_not_neutral(empty: Store) -> None:
    write(empty, *case())
    answer = answer_of(empty)
    assert "nobody’s stance on Case One is recorded yet" in answer.sentence
    assert rows(answer) == {}
    assert rows(answer, "unknown")["Watch"]["part"] == "works on it"
    write(empty, *case(), stance("org:watch", 0, "2026-11-01"))
    assert rows(answer_of(empty), "unknown") == {}


def test_whoever_holds_the_office_that_decides_decides(empty: Store) -> None:
    office = Entity("Office", "off:1", "Chancellor", {}, SURE)
    write(
        empty,
        *case(),
        office,
        tie("DECIDES", "off:1", "cas:1"),
        tie("HOLDS_OFFICE", "per:ada", "off:1"),
        stance("per:ada", -1, "2026-11-01"),
    )
    answer = answer_of(empty)
    assert rows(answer)["Ada"]["decides"] is True
    assert "Chancellor" not in rows(answer, "unknown")


@pytest.mark.parametrize(
    "values",
    [
        {"contact": "do not contact"},
        {"safe_to_tell": "no"},
        {"role": "relative", "opted_in": []},
        {"minor": True, "opted_in": []},
    ],
)
def test_people_to_be_left_alone_are_not_listed_and_not_counted(
    empty: Store, values: dict[str, Any]
) -> None:
    watch = stance("org:watch", 2, "2026-11-01")
    records = but(case(), person("Ada", **values), watch)
    write(empty, *records)
    without = answer_of(empty)
    write(empty, *records, stance("per:ada", 2, "2026-11-02"))
    answer = answer_of(empty)
    assert "Ada" not in answer.json().decode()
    assert answer.sentence == without.sentence
    assert answer.blocks == without.blocks


def test_a_judgement_on_somebody_who_wavers_is_not_exported(empty: Store) -> None:
    for value in (-2, -1, 0, 1, 2):
        write(empty, *case(), stance("per:ada", value, "2026-11-01"))
        answer = answer_of(empty)
        assert answer.exportable == (abs(value) == 2)
        if not answer.exportable:
            with pytest.raises(QuestionError, match="not exported"):
                answer.export("csv")
    write(empty, *case(), stance("org:watch", 0, "2026-11-01"))
    assert answer_of(empty).exportable


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_it_agrees_with_the_rule_that_others_use(seed: int, empty: Store) -> None:
    """graph.campaign.contacts decides by the same stances who is against the case."""
    rng = random.Random(seed)
    claims: dict[tuple[str, ...], Record] = {}
    for _ in range(12):
        day = f"2026-{rng.randint(1, 12):02d}-{rng.choice(['01', '15'])}"
        one = stance(rng.choice(["org:watch", "org:press", "per:ada"]), rng.randint(-2, 2), day)
        claims[one.identity] = one
    write(empty, *case(), *claims.values())
    view = View(empty, Label.RED, DAY)
    assert {one.id: one.band for one in positions(view, "cas:1")} == stances(view, "cas:1")


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("spectrum", campaign, {"case": "Swallow"}, Label.STRICT, DAY))
