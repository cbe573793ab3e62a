"""Introductions: who is on a chain, who never is, what is said; and the sample's golden text."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from queries.answer import Answer, NetworkMap, Note, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 20)
SURE = Origin(
    "https://example.org", known=PartialDate("2026-11-01"), confidence=Confidence.HIGHLY_RELIABLE
)
CHANCELLOR = "Chancellor of Clemency, Zaveria"


def answer_of(store: Store, audience: Label = Label.RED, **parameters: Any) -> Answer:
    return ask("introductions", store, {"case": "cas:1", **parameters}, audience, DAY)


def ways(answer: Answer) -> list[list[str]]:
    """Whom each way goes through."""
    table = {block.id: block for block in answer.blocks}.get("ways")
    return [row["through"] for row in table.rows] if isinstance(table, Table) else []


def in_short(answer: Answer) -> str:
    return {block.id: block for block in answer.blocks if isinstance(block, Note)}["in_short"].text


def person(name: str, **values: Any) -> Entity:
    return Entity("Person", f"per:{name.lower()}", name, {"opted_in": ["cas:1"], **values}, SURE)


def tie(kind: str, source: str, target: str, **more: Any) -> Tie:
    return Tie(kind, source, target, origin=SURE, **more)


def two_ways() -> list[Record]:
    """Case One; Watch works on it; to Eve lead Watch–Ada–Eve and, less surely, Watch–Bo–Cy–Eve."""
    return [
        Entity("Case", "cas:1", "Case One", {}, SURE),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Organization", "org:watch", "Watch", {}, SURE),
        person("Ada"),
        person("Bo"),
        person("Cy"),
        person("Eve"),
        tie("DETAINS", "gov:BLR", "cas:1"),
        tie("WORKS_ON", "org:watch", "cas:1", strength=1.0),
        tie("WORKS_FOR", "per:ada", "org:watch"),
        tie("WORKS_FOR", "per:bo", "org:watch"),
        tie("KNOWS", "per:ada", "per:eve"),
        tie("KNOWS", "per:bo", "per:cy"),
        tie("KNOWS", "per:cy", "per:eve"),
    ]


def but(records: list[Record], *changed: Record) -> list[Record]:
    """The records, with these in place of those of the same identity."""
    return [*{record.identity: record for record in [*records, *changed]}.values()]


def test_the_most_reliable_way_first_then_one_that_is_unlike_it(empty: Store) -> None:
    write(empty, *two_ways())
    answer = answer_of(empty, to="per:eve")
    assert ways(answer) == [["Watch", "Ada"], ["Watch", "Bo", "Cy"]]
    assert "ask Watch first, then Ada." in answer.sentence
    drawn = answer.block("map")
    assert isinstance(drawn, NetworkMap)
    assert {"per:ada", "per:bo", "per:cy", "per:eve", "org:watch", "cas:1"} == {
        entity["id"] for entity in drawn.entities
    }


@pytest.mark.parametrize(
    "values",
    [
        {"contact": "do not contact"},
        {"safe_to_tell": "no"},
        {"role": "prisoner", "opted_in": []},
        {"role": "relative", "opted_in": []},
        {"minor": True, "opted_in": []},
        {"opted_in": []},
        {"opted_in": ["cas:2"]},
    ],
)
def test_who_may_not_introduce_is_on_no_way(empty: Store, values: dict[str, Any]) -> None:
    write(empty, *but(two_ways(), person("Ada", **values)))
    answer = answer_of(empty, to="per:eve")
    assert ways(answer) == [["Watch", "Bo", "Cy"]]
    agreed_elsewhere = values in ({"opted_in": []}, {"opted_in": ["cas:2"]})
    opens = [block for block in answer.blocks if block.id == "would_open"]
    assert bool(opens) == agreed_elsewhere  # who is at risk is not even asked to agree
    assert ("Ada" in answer.json().decode()) == agreed_elsewhere


def test_who_lives_under_the_detaining_government_or_is_against_carries_none(empty: Store) -> None:
    inside = person("Ada", opted_in=[])
    write(empty, *but(two_ways(), inside), tie("RESIDES_IN", "per:ada", "gov:BLR"))
    assert ways(answer_of(empty, to="per:eve")) == [["Watch", "Bo", "Cy"]]
    stance = tie("OPPOSES", "per:ada", "cas:1", since=PartialDate("2026"), values={"stance": -1})
    write(empty, *two_ways(), stance)
    assert ways(answer_of(empty, to="per:eve")) == [["Watch", "Bo", "Cy"]]


def test_an_end_that_could_be_hurt_is_refused(empty: Store) -> None:
    records = but(two_ways(), person("Eve", contact="do not contact"))
    write(empty, *records)
    answer = answer_of(empty, to="per:eve")
    assert "Eve is not to be contacted" in answer.sentence
    assert ways(answer) == []
    write(empty, *but(two_ways(), person("Eve", role="relative", opted_in=[])))
    assert "an approach could hurt them" in answer_of(empty, to="per:eve").sentence
    write(empty, *but(two_ways(), person("Bo", safe_to_tell="no")))
    with pytest.raises(QuestionError, match="begin elsewhere"):
        answer_of(empty, to="per:eve", start="per:bo")


def test_no_way_is_said_and_who_is_nearest(empty: Store) -> None:
    cut = [r for r in two_ways() if "per:eve" not in r.identity[1:3]]
    far = tie("KNOWS", "per:ada", "per:eve", until=PartialDate("2020"))
    write(
        empty,
        *cut,
        person("Fay"),
        far,
        tie("ADOPTED", "per:eve", "cas:1"),
        tie("FUNDS", "per:fay", "org:watch", strength=0.001),
    )
    answer = answer_of(empty, to="per:eve")
    assert "No introduction to Eve is known yet" in answer.sentence
    poor = answer_of(empty, to="per:fay")
    assert "Only weak introductions are on record" in poor.sentence  # as weak, never as none
    assert "The weakest step of the best introduction is from Watch to Fay" in in_short(poor)
    nearest = poor.block("nearest")
    assert isinstance(nearest, Table)
    assert (nearest.rows[0]["name"], nearest.rows[0]["ties"]) == ("Watch", 1)


def test_an_office_is_reached_at_its_present_holder(empty: Store) -> None:
    office = Entity("Office", "off:desk", "Desk", {}, SURE)
    old = tie("HOLDS_OFFICE", "per:cy", "off:desk", until=PartialDate("2025-12-31"))
    new = tie("HOLDS_OFFICE", "per:ada", "off:desk", since=PartialDate("2026-01-01"))
    write(empty, *two_ways(), office, old, new)
    answer = answer_of(empty, to="off:desk")
    assert "Desk (held by Ada since 1 January 2026)" in answer.sentence
    assert all(way[-1] == "Ada" for way in ways(answer))  # not Cy, who held it before
    assert (
        "Cy no longer holds the office of Desk (until 31 December 2025)" in answer.json().decode()
    )


def test_a_tie_without_source_counts_only_when_asked_for(empty: Store) -> None:
    bare = Tie("KNOWS", "per:ada", "per:eve", since=PartialDate("2026"))
    write(empty, *but(two_ways(), bare))
    assert ways(answer_of(empty, to="per:eve")) == [["Watch", "Bo", "Cy"]]
    assert "1 without a source" in answer_of(empty, to="per:eve").json().decode()
    assert ["Watch", "Ada"] in ways(answer_of(empty, to="per:eve", unsourced="yes"))


def test_who_opened_many_doors_already_is_pointed_out(empty: Store) -> None:
    asks: list[Record] = []
    for n, response in enumerate(("no reply", "acknowledged", "declined")):
        id = f"app:{n}"
        asks.append(Entity("Approach", id, "call", {"status": "made", "response": response}, SURE))
        asks.append(
            Tie("MADE_BY", id, "per:ada", "introducer", values={"part": "introducer"}, origin=SURE)
        )
    write(empty, *two_ways(), *asks)
    table = answer_of(empty, to="per:eve").block("asked")
    assert isinstance(table, Table)
    loads = {
        row["name"]: (row["open_asks"], "carry 2 open asks" in str(row["before"]))
        for row in table.rows
    }
    assert loads["Ada"] == (2, True)
    assert loads["Bo"] == (0, False)


def test_withdrawn_consent_opens_the_answer(empty: Store) -> None:
    withdrawn = Entity("Consent", "con:1", None, {"use": "embassies", "state": "withdrawn"}, SURE)
    write(empty, *two_ways(), withdrawn, tie("CONCERNS", "con:1", "cas:1"))
    answer = answer_of(empty, to="per:eve")
    assert answer.sentence.startswith("Consent for embassies was withdrawn")
    assert "Do not name the prisoner" in answer.json().decode()


def test_what_the_audience_may_not_see_carries_nothing(empty: Store) -> None:
    secret = Entity(
        "Person",
        "per:ada",
        "Ada",
        {"opted_in": ["cas:1"]},
        Origin("https://example.org", known=PartialDate("2026-11-01"), label=Label.RED),
    )
    write(empty, *but(two_ways(), secret))
    assert "Ada" in answer_of(empty, to="per:eve").sentence
    hidden = answer_of(empty, Label.STRICT, to="per:eve")
    assert "Ada" not in hidden.json().decode()
    assert hidden.label <= Label.STRICT


def test_the_wrong_ends_are_a_sentence(empty: Store) -> None:
    write(empty, *two_ways())
    with pytest.raises(QuestionError, match="where the introduction begins"):
        answer_of(empty, to="per:eve", start="per:eve")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_nobody_at_risk_is_on_any_way(seed: int, tmp_path: Path) -> None:
    """Random campaigns: what the generator made untouchable never carries, what it barred is gone.

    The rules are those of DESIGN 8, written down here once more and by other means.
    """
    rng = random.Random(seed)
    rules: list[dict[str, Any]] = [
        {},
        {},
        {},
        {"contact": "do not contact"},
        {"safe_to_tell": "no"},
        {"role": "prisoner"},
        {"role": "source"},
        {"minor": True},
        {"contact": "ask first"},
    ]
    people = [f"per:{n:02d}" for n in range(16)]
    values = {
        id: {**rng.choice(rules), "opted_in": ["cas:1"] * (rng.random() < 0.7)} for id in people
    }
    barred = {
        id
        for id, v in values.items()
        if v.get("contact") == "do not contact" or v.get("safe_to_tell") == "no"
    }
    silent = {id for id, v in values.items() if not v["opted_in"]} | barred
    names = {id: f"Name{id[4:]}" for id in people}
    records = [r for r in two_ways() if "per:" not in str(r.identity)]
    records += [Entity("Person", id, names[id], values[id], SURE) for id in people]
    records += [tie("WORKS_FOR", id, "org:watch") for id in rng.sample(people, 5)]
    pairs = [sorted(rng.sample(people, 2)) for _ in range(40)]
    records += but([tie("KNOWS", a, b, strength=0.9) for a, b in pairs])
    store = open_store(f"sqlite:///{tmp_path / 'world.sqlite'}")
    write(store, *records)
    between = 0
    for id in people:
        answer = answer_of(store, to=id)
        text = answer.json().decode()
        if id not in barred:
            assert not any(names[one] in text for one in barred)
        for block in json.loads(text)["blocks"]:
            if block["id"] == "steps":
                carriers = {row["who_id"] for row in block["rows"]}
                assert not carriers & silent
                between += len(carriers)
            if block["id"] == "would_open":
                assert not any(
                    names[one] in str(block["rows"])
                    for one in people
                    if one in silent and (values[one].get("role") or values[one].get("minor"))
                )
    assert between
    store.close()


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    parameters = {"case": "Swallow", "to": CHANCELLOR}
    golden.check(ask("introductions", campaign, parameters, Label.STRICT, DAY))
