"""What has changed since a day: who came, went, moved, answered; and the lens that says it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_introductions import DAY, but, person, two_ways
from tests.queries.test_spectrum import stance
from tests.queries.test_what_if_lens import assert_leads

EARLIER = date(2026, 9, 1)


def known(day: str) -> Origin:
    sure = Confidence.HIGHLY_RELIABLE
    return Origin("https://example.org", known=PartialDate(day), confidence=sure)


def changes(store: Store, since: date | None = EARLIER, **more: Any) -> Answer:
    return ask("changes", store, {"case": "cas:1", "since": since, **more}, Label.RED, DAY)


def rows(answer: Answer) -> set[tuple[object, object]]:
    return {(row["kind"], row["who"]) for row in table(answer)}


def table(answer: Answer) -> list[Row]:
    block = answer.block("changes")
    assert isinstance(block, Table)
    return list(block.rows)


def marks(answer: Answer) -> set[tuple[str, str, int | None]]:
    assert answer.lens is not None
    return {(one.id, one.role, one.order) for one in answer.lens.entities}


def early() -> list[Record]:
    """What was known on 1 June: Watch works on the case, Press does too, Ada is of Watch."""
    day = known("2026-06-01")
    return [
        Entity("Case", "cas:1", "Case One", {}, day),
        Entity("Organization", "org:watch", "Watch", {}, day),
        Entity("Organization", "org:press", "Press", {}, day),
        Entity("Person", "per:ada", "Ada", {"opted_in": ["cas:1"]}, day),
        Tie("WORKS_ON", "org:watch", "cas:1", origin=day),
        Tie("WORKS_ON", "org:press", "cas:1", until=PartialDate("2026-10-05"), origin=day),
        Tie("WORKS_FOR", "per:ada", "org:watch", origin=day),
    ]


def later() -> list[Record]:
    """What was learnt on 1 October: Bo is of Watch and knows Ada."""
    day = known("2026-10-01")
    return [
        Entity("Person", "per:bo", "Bo", {"opted_in": ["cas:1"]}, day),
        Tie("WORKS_FOR", "per:bo", "org:watch", since=PartialDate("2026-09-15"), origin=day),
        Tie("KNOWS", "per:ada", "per:bo", origin=day),
    ]


def test_nothing_new_is_said_as_such(empty: Store) -> None:
    write(empty, *two_ways())
    answer = changes(empty, date(2026, 11, 10))
    assert "Nothing on record has changed around Case One" in answer.sentence
    assert (table(answer), marks(answer)) == ([], set())


def test_who_came_and_who_went(empty: Store) -> None:
    write(empty, *early(), *later())
    answer = changes(empty)
    assert rows(answer) == {("new", "Bo"), ("ended", "Press")}
    assert marks(answer) == {("per:bo", "new", None), ("org:press", "gone", None)}
    assert answer.lens is not None
    assert {(line.source, line.target, line.role) for line in answer.lens.lines} == {
        ("per:bo", "org:watch", "new"),
        ("per:ada", "per:bo", "new"),
        ("org:press", "cas:1", "gone"),
    }
    (bo,) = (row for row in table(answer) if row["who"] == "Bo")
    assert (bo["when"], bo["detail"]) == (
        "2026-09-15",
        "Ada knows Bo and Bo works for Watch",
    )


def test_a_tie_among_those_who_were_there_is_told_alone(empty: Store) -> None:
    day = known("2026-10-01")
    write(empty, *early(), Tie("PARTNERS_WITH", "org:watch", "org:press", origin=day))
    assert ("new", "Watch works together with Press") in rows(changes(empty))
    assert not {role for _, role, _ in marks(changes(empty))} & {"new"}


def test_a_stance_that_is_another_has_moved_and_a_first_one_has_not(empty: Store) -> None:
    write(
        empty,
        *early(),
        stance("org:watch", 1, "2026-06-01"),
        stance("org:watch", 2, "2026-10-01"),
        stance("per:ada", 1, "2026-10-01"),
    )
    answer = changes(empty)
    assert {("moved", "Watch"), ("new", "Ada")} <= rows(answer)
    assert {("org:watch", "moved", None), ("per:ada", "shown", None)} <= marks(answer)
    details = {row["who"]: row["detail"] for row in table(answer)}
    assert details["Watch"] == "active ally, was passive ally"
    assert details["Ada"] == "first stance on record: passive ally"
    assert not answer.exportable  # it judges a person


def test_an_answer_that_came_marks_whoever_gave_it(empty: Store) -> None:
    values: dict[str, Any] = {
        "status": "made",
        "date": "2026-08-01",
        "response": "done",
        "response_date": "2026-10-02",
    }
    answer_of = Entity("Approach", "app:1", "letter", values, known("2026-10-02"))
    ends = [("CONCERNS", "cas:1"), ("MADE_TO", "org:watch")]
    ties = [Tie(kind, "app:1", end, origin=known("2026-08-01")) for kind, end in ends]
    write(empty, *early(), answer_of, *ties)
    answer = changes(empty, date(2026, 10, 1))
    assert ("answered", "letter: Watch") in rows(answer)
    assert ("org:watch", "shown", None) in marks(answer)
    assert "Around Case One since 1 October 2026: 1 answer came" in answer.sentence


def test_a_consent_that_is_withdrawn_comes_first(empty: Store) -> None:
    day = known("2026-10-02")
    values: dict[str, Any] = {"use": "media", "state": "withdrawn", "date": "2026-10-02"}
    consent = Entity("Consent", "con:1", None, values, day)
    write(empty, *early(), *later(), consent, Tie("CONCERNS", "con:1", "cas:1", origin=day))
    answer = changes(empty)
    assert table(answer)[0]["who"] == "Consent for the media: withdrawn"
    assert "2026: 1 consent changed" in answer.sentence


@pytest.mark.parametrize("values", [{"contact": "do not contact"}, {"safe_to_tell": "no"}])
def test_who_must_be_left_alone_is_no_news(empty: Store, values: dict[str, Any]) -> None:
    write(empty, *early(), *later())
    bo = person("Bo", **values)
    write(empty, *but([*early(), *later()], bo), stance("per:bo", 1, "2026-10-03"))
    answer = changes(empty)
    assert "Bo" not in answer.json().decode()
    assert "per:bo" not in answer.json().decode()


def test_the_day_must_lie_before_that_of_the_view(empty: Store) -> None:
    write(empty, *early())
    with pytest.raises(QuestionError, match="Choose an earlier day"):
        changes(empty, DAY)


@pytest.mark.parametrize("stage", ["released", "died in custody"])
def test_for_who_is_free_or_dead_nothing_is_proposed(empty: Store, stage: str) -> None:
    over = Entity("Case", "cas:1", "Case One", {"stage": stage}, known("2026-06-01"))
    write(empty, *but(early(), over), *later())
    answer = changes(empty)
    assert "ask" not in answer.sentence.lower().replace("asks for", "")
    assert ("new", "Bo") in rows(answer)


def test_every_row_leads_somewhere(campaign: Store) -> None:
    assert_leads(ask("changes", campaign, {"case": "Swallow"}, Label.RED, DAY), campaign)


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("changes", campaign, {"case": "Swallow"}, Label.STRICT, DAY))


def test_what_only_came_within_reach_is_no_news(empty: Store) -> None:
    """A case of October, and whoever its friends have known since June."""
    june, october = known("2026-06-01"), known("2026-10-01")
    write(
        empty,
        Entity("Organization", "org:watch", "Watch", {}, june),
        Entity("Organization", "org:press", "Press", {}, june),
        Tie("PARTNERS_WITH", "org:watch", "org:press", origin=june),
        Entity("Case", "cas:1", "Case One", {}, october),
        Tie("WORKS_ON", "org:watch", "cas:1", origin=october),
    )
    assert rows(changes(empty)) == {("new", "Watch")}
