"""What is due: relative to the view's date, what has passed drops out, and the golden text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Row, Table, Timeline
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_introductions import DAY, SURE, but, person, tie


def answer_of(
    store: Store, day: date = DAY, audience: Label = Label.RED, **parameters: Any
) -> Answer:
    return ask("due", store, {"case": "cas:1", **parameters}, audience, day)


def rows(answer: Answer) -> list[Row]:
    table = answer.block("due")
    assert isinstance(table, Table)
    return list(table.rows)


def steps(answer: Answer) -> list[tuple[str, str, str]]:
    return [(str(row["by"]), str(row["when"]), str(row["what"])) for row in rows(answer)]


def event(id: str, kind: str, day: str, about: str = "cas:1", **values: Any) -> list[Record]:
    one = Entity("Event", f"eve:{id}", kind, {"kind": kind, "date": day, **values}, SURE)
    return [one, tie("CONCERNS", one.id, about)]


def consented(use: str, state: str = "given", **values: Any) -> list[Record]:
    one = Entity("Consent", f"con:{use}", None, {"use": use, "state": state, **values}, SURE)
    return [one, tie("CONCERNS", one.id, "cas:1")]


def approach(id: str, to: str, by: str = "org:watch", **values: Any) -> list[Record]:
    one = Entity("Approach", f"app:{id}", "call", {"instrument": "call", **values}, SURE)
    return [
        one,
        tie("CONCERNS", one.id, "cas:1"),
        tie("MADE_TO", one.id, to),
        tie("MADE_BY", one.id, by),
    ]


def case() -> list[Record]:
    return [
        Entity("Case", "cas:1", "Case One", {}, SURE),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Government", "gov:FRA", "France"),
        Entity("Organization", "org:watch", "Watch", {}, SURE),
        person("Ada"),
        tie("DETAINS", "gov:BLR", "cas:1"),
        tie("WORKS_ON", "org:watch", "cas:1", values={"functions": ["local defence"]}),
        *consented("embassies"),
    ]


def test_an_event_is_prepared_in_time_and_then_drops_out(empty: Store) -> None:
    write(empty, *case(), *event("h", "hearing", "2026-12-16"))
    observer = "ask embassies to send an observer"
    for day, when in (
        ("2026-11-20", "soon"),
        ("2026-11-30", "this week"),
        ("2026-12-03", "overdue"),
        ("2026-12-16", "overdue"),
    ):
        assert ("2026-12-02", when, observer) in steps(answer_of(empty, date.fromisoformat(day)))
    after = answer_of(empty, date(2026, 12, 17))
    assert steps(after) == []
    ahead = after.block("ahead")
    assert isinstance(ahead, Timeline)
    assert ahead.rows == []
    assert "Nothing is due for Case One" in after.sentence


def test_what_is_far_is_left_out_unless_asked_for(empty: Store) -> None:
    write(empty, *case(), *event("r", "review", "2027-11", about="gov:BLR"))
    assert steps(answer_of(empty)) == []
    submission, lobbying = rows(answer_of(empty, days=400))  # both stopped: no consent for the UN
    assert (lobbying["by"], lobbying["before"]) == ("2027-09-02", "review, November 2027")
    assert (submission["by"], submission["when"]) == ("2027-04-05", "stopped")
    ahead = answer_of(empty).block("ahead")
    assert isinstance(ahead, Timeline)
    assert [one["date"] for one in ahead.rows] == ["2027-11"]


def test_an_answer_that_is_late_stays_due_and_one_that_came_does_not(empty: Store) -> None:
    late = approach("1", "gov:FRA", status="made", date="2026-09-01", due="2026-10-01")
    write(empty, *case(), *late)
    ((by, when, what),) = steps(answer_of(empty))
    assert (by, when) == ("2026-10-01", "overdue")
    assert "chase the missing answer to “" in what
    for response in ("done", "declined", "denied by host"):
        write(
            empty,
            *but(
                [*case(), *late],
                *approach("1", "gov:FRA", status="made", due="2026-10-01", response=response),
            ),
        )
        assert steps(answer_of(empty)) == []
    sought = approach(
        "1", "gov:FRA", status="made", due="2026-10-01", response="instructions sought"
    )
    write(empty, *but([*case(), *late], *sought))
    assert len(steps(answer_of(empty))) == 1
    write(empty, *case(), *approach("2", "gov:FRA", status="given up", due="2026-10-01"))
    assert steps(answer_of(empty)) == []


def test_an_ask_that_is_under_way_is_not_proposed_again(empty: Store) -> None:
    under_way = approach(
        "1", "gov:FRA", status="planned", instrument="trial observation", due="2026-12-01"
    )
    write(empty, *case(), *event("h", "hearing", "2026-12-16"), *under_way)
    actions = [what for _, _, what in steps(answer_of(empty))]
    assert "ask embassies to send an observer" not in actions
    assert any(what.startswith("make the planned ask") for what in actions)


def test_governments_with_an_embassy_are_named_but_not_who_was_asked(empty: Store) -> None:
    def embassy(id: str, government: str) -> list[Record]:
        one = Entity("Mission", f"mis:{id}", f"Embassy {id}", {"type": "embassy"}, SURE)
        return [
            one,
            tie("REPRESENTS", one.id, government),
            tie("LOCATED_IN", one.id, "gov:BLR"),
            tie("ACCREDITED_TO", one.id, "gov:BLR"),
        ]

    germany = [Entity("Government", "gov:DEU", "Germany"), *embassy("Q2", "gov:DEU")]
    records = [*case(), *germany, *embassy("Q1", "gov:FRA"), *event("h", "hearing", "2026-12-16")]
    write(empty, *records)
    (row,) = (row for row in rows(answer_of(empty)) if "observer" in str(row["what"]))
    assert row["whom"] == ["Germany", "France"]  # in no order: no record of reviews is loaded
    assert "Embassy Q1 (embassy; as listed on" in str(row["how"])
    declined = approach(
        "1", "gov:DEU", status="made", instrument="trial observation", response="declined"
    )
    write(empty, *records, *declined)
    (row,) = (row for row in rows(answer_of(empty)) if "observer" in str(row["what"]))
    assert row["whom"] == ["France"]


def test_without_consent_it_says_so_and_a_consent_is_asked_for_again(empty: Store) -> None:
    withdrawn = consented("embassies", "withdrawn")
    write(empty, *but([*case(), *event("h", "hearing", "2026-12-16")], *withdrawn))
    answer = answer_of(empty)
    assert answer.sentence.startswith("Consent for embassies was withdrawn")
    (row,) = (row for row in rows(answer) if "observer" in str(row["what"]))
    assert (row["when"], row["reason"]) == ("stopped", "consent was withdrawn")
    assert "Stopped, so not to be done: ask embassies to send an observer" in answer.sentence
    write(empty, *but(case(), *consented("embassies", review="2026-12-31")))
    assert steps(answer_of(empty)) == [
        ("2026-12-31", "later", "ask again about consent for embassies")
    ]
    lapsed = answer_of(empty, date(2027, 1, 5))
    assert steps(lapsed)[0][1] == "overdue"
    assert "ask again" in lapsed.sentence


def test_whoever_must_be_left_alone_is_in_no_row(empty: Store) -> None:
    records = [*case(), *approach("1", "per:ada", status="made", due="2026-10-01")]
    write(empty, *records)
    assert "Ada" in answer_of(empty).json().decode()
    for values in (
        {"contact": "do not contact"},
        {"safe_to_tell": "no"},
        {"role": "relative", "opted_in": []},
    ):
        write(empty, *but(records, person("Ada", **values)))
        assert "Ada" not in answer_of(empty).json().decode()
    by = [*case(), *approach("1", "gov:FRA", "per:ada", status="made", due="2026-10-01")]
    write(empty, *but(by, person("Ada", contact="do not contact")))
    (row,) = rows(answer_of(empty))
    assert row["ours"] is None


def test_a_date_that_no_event_explains_is_asked_about(empty: Store) -> None:
    dated = Entity("Case", "cas:1", "Case One", {"next_date": "2026-12-01"}, SURE)
    write(empty, *but(case(), dated))
    ((by, _, what),) = steps(answer_of(empty))
    assert by == "2026-12-01"
    assert "find out what" in what
    write(empty, *but(case(), dated), *event("v", "Council session", "2026-12-01"))
    assert all("find out what" not in what for _, _, what in steps(answer_of(empty)))


def test_without_a_case_all_are_told_of_and_without_any_it_says_so(empty: Store) -> None:
    with pytest.raises(QuestionError, match="No case is on record"):
        answer_of(empty, case="")
    other = [Entity("Case", "cas:2", "Case Two", {}, SURE), tie("DETAINS", "gov:BLR", "cas:2")]
    write(
        empty,
        *case(),
        *other,
        *event("a", "appeal limit", "2026-12-10"),
        *event("b", "appeal limit", "2026-12-08", about="cas:2"),
    )
    answer = answer_of(empty, case="")
    assert [row["case"] for row in rows(answer)] == ["Case Two", "Case One"]
    assert "for Case Two" in answer.sentence


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("due", campaign, {"case": "Swallow"}, Label.STRICT, DAY))


def test_for_the_dead_only_the_family_asks(empty: Store) -> None:
    mother = person("Mother", role="relative")
    write(
        empty,
        *but(case(), Entity("Case", "cas:1", "Case One", {"stage": "died in custody"}, SURE)),
        mother,
        *approach("hers", "gov:FRA", mother.id, status="planned", due=str(DAY)),
        *approach("ours", "gov:FRA", status="planned", due=str(DAY)),
    )
    assert {row["id"]: row["when"] == "stopped" for row in rows(answer_of(empty))} == {
        "app:hers": False,
        "app:ours": True,
    }
