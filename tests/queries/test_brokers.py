"""Brokers: who stands between others, with which measures; the best few; and people by role."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from graph.model.errors import QuestionError
from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.reading import misread
from tests.queries.test_introductions import DAY, SURE, but, person, tie


def brokers(store: Store, audience: Label = Label.RED, **parameters: Any) -> Answer:
    return ask("brokers", store, {"case": "cas:1", **parameters}, audience, DAY)


def rows(answer: Answer, id: str) -> list[Row]:
    block = answer.block(id)
    assert isinstance(block, Table)
    return list(block.rows)


def two_camps() -> list[Record]:
    """Three of Watch and three of Press all know each other; only Mia, a mediator, joins them."""
    watch, press = ("Ada", "Bo", "Cy"), ("Dee", "Eve", "Fay")
    records: list[Record] = [
        Entity("Case", "cas:1", "Case One", {}, SURE),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Organization", "org:watch", "Watch", {"sector": "ngo"}, SURE),
        Entity("Organization", "org:press", "Press", {"sector": "media"}, SURE),
        person("Mia", role="mediator"),
        tie("DETAINS", "gov:BLR", "cas:1"),
        tie("WORKS_ON", "org:watch", "cas:1"),
        tie("WORKS_ON", "org:press", "cas:1"),
    ]
    for body, names in (("org:watch", watch), ("org:press", press)):
        for n, name in enumerate(names):
            records += [
                person(name, role="activist"),
                tie("WORKS_FOR", f"per:{name.lower()}", body),
            ]
            records += [
                tie("KNOWS", f"per:{name.lower()}", f"per:{other.lower()}")
                for other in names[n + 1 :]
            ]
    records += [tie("KNOWS", "per:ada", "per:mia"), tie("KNOWS", "per:dee", "per:mia")]
    return records


def test_who_joins_two_camps_stands_between_them(empty: Store) -> None:
    write(empty, *two_camps())
    answer = brokers(empty)
    first = rows(answer, "brokers")[0]
    assert first["name"] == "mediator"
    assert "A mediator connects others most often" in answer.sentence
    G = nx.Graph([("ada", "mia"), ("dee", "mia")])
    for body, names in (("watch", "ada bo cy"), ("press", "dee eve fay")):
        G.add_edges_from(nx.complete_graph([body, *names.split()]).edges)
    n = len(G)
    between = nx.betweenness_centrality(G, normalized=False)["mia"]
    assert first["share"] == pytest.approx(2 * between / ((n - 1) * (n - 2)))
    assert first["size"] == pytest.approx(nx.effective_size(G)["mia"])
    assert first["ties"] == 2


def test_the_roles_follow_the_groups(empty: Store) -> None:
    write(empty, *two_camps())
    named = {str(row["name"]): row for row in rows(brokers(empty), "roles")}
    assert named["mediator"]["liaison"] == 2  # between ngo and media, once in each direction
    assert named["mediator"]["coordinator"] == named["mediator"]["gatekeeper"] == 0
    at_home = [tie("RESIDES_IN", f"per:{name}", "gov:BLR") for name in ("mia", "ada", "dee")]
    write(empty, *two_camps(), *at_home)  # all three have agreed, so they count there too
    named = {str(row["name"]): row for row in rows(brokers(empty, by="country"), "roles")}
    assert named["mediator"]["coordinator"] == 2


def test_the_best_few_reach_more_than_the_first_few(empty: Store) -> None:
    write(empty, *two_camps())
    answer = brokers(empty, together=2)
    best = answer.block("best_set")
    assert isinstance(best, Table)
    assert len(best.rows) == 2
    assert "everybody has a direct tie to one of them" in answer.sentence  # one of either camp
    assert "reach is 1.00" in best.note


def test_only_who_has_agreed_is_in_the_best_set(empty: Store) -> None:
    quiet = [
        person(name, role="activist", opted_in=[])
        for name in ("Ada", "Bo", "Cy", "Dee", "Eve", "Fay")
    ]
    records = {record.identity: record for record in [*two_camps(), *quiet]}
    write(empty, *records.values())
    results = {row["name"] for row in rows(brokers(empty, together=3), "best_set")}
    assert results == {"mediator", "Watch", "Press"}


def middle(*more: Record) -> list[Record]:
    """Cove is tied to Inlet and to Reef, who are not tied to each other."""
    names = ("Cove", "Inlet", "Reef")
    bodies = [
        Entity("Organization", f"org:{name.lower()}", name, {"sector": "ngo"}, SURE)
        for name in names
    ]
    return [
        Entity("Case", "cas:1", "Case One", {}, SURE),
        *bodies,
        tie("WORKS_ON", "org:cove", "cas:1"),
        *(tie("COORDINATES_WITH", "org:cove", f"org:{name}") for name in ("inlet", "reef")),
        *more,
    ]


def test_two_separate_circles_are_told_as_two(empty: Store) -> None:
    """Of two ties 0.5 is the least that constraint can be: it says nothing of the two."""
    write(empty, *middle())
    answer = brokers(empty)
    (row,) = rows(answer, "brokers")
    assert row["constraint"] == pytest.approx(0.5)
    words = str(row["in_words"])
    assert words.startswith("Its 2 ties lead to 2 separate circles")
    assert "tied to each other" not in words
    assert answer.sentence.startswith(
        "To reach everyone, work with “Cove”: everybody has a direct tie to them."
    )
    assert [row["name"] for row in rows(answer, "fragmentation")] == ["Cove"]
    assert not misread(answer)


def test_who_is_tied_to_each_other_is_counted(empty: Store) -> None:
    far = Entity("Organization", "org:far", "Far", {"sector": "ngo"}, SURE)
    write(
        empty,
        *middle(
            far,
            tie("COORDINATES_WITH", "org:inlet", "org:reef"),
            tie("COORDINATES_WITH", "org:cove", "org:far"),
        ),
    )
    (row,) = rows(brokers(empty), "brokers")
    assert row["size"] == pytest.approx(3 - 2 / 3)
    assert str(row["in_words"]).startswith(
        "Its 3 ties lead to 2 to 3 separate circles. Of the 3 pairs among them 1 is tied directly."
    )


def test_no_loss_that_changes_nothing_is_listed(empty: Store) -> None:
    write(empty, *middle(tie("COORDINATES_WITH", "org:inlet", "org:reef")))
    answer = brokers(empty)
    assert rows(answer, "fragmentation") == []
    assert "losing any one organization would not change that" in answer.block("fragmentation").note  # type: ignore[union-attr]


def test_what_breaks_it_apart_is_said_of_organizations_only(empty: Store) -> None:
    people = [person(name) for name in ("Mia", "Ada", "Bo")]  # who only Mia holds together
    write(
        empty,
        *middle(
            *people,
            tie("WORKS_FOR", "per:mia", "org:reef"),
            tie("KNOWS", "per:ada", "per:mia"),
            tie("KNOWS", "per:bo", "per:mia"),
        ),
    )
    results = rows(brokers(empty, together=2), "fragmentation")
    assert [row["name"] for row in results] == ["Reef"]  # without Mia more would fall apart


def test_who_is_at_risk_is_in_no_count(empty: Store) -> None:
    barred = person("Mia", role="mediator", contact="do not contact")
    records = {record.identity: record for record in [*two_camps(), barred]}
    write(empty, *records.values())
    answer = brokers(empty)
    assert "mediator" not in answer.json().decode()
    without = [r for r in two_camps() if "per:mia" not in r.identity]
    write(empty, *without)
    assert brokers(empty).json() == answer.json()


def test_it_is_for_named_recipients_and_never_exported(empty: Store) -> None:
    write(empty, *two_camps())
    answer = brokers(empty)
    assert answer.label is Label.RED
    assert "per:ada" not in answer.json().decode()
    assert '"Ada"' not in answer.json().decode()
    for one in (answer, brokers(empty, Label.AMBER)):
        with pytest.raises(QuestionError, match="not exported"):
            one.export("csv")


def test_nobody_tied_is_a_sentence(empty: Store) -> None:
    write(empty, Entity("Case", "cas:1", "Case One", {}, SURE))
    assert "nobody here is tied to anybody" in brokers(empty).sentence


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("brokers", campaign, {"case": "Swallow"}, Label.RED, DAY))


def test_for_who_is_free_nobody_is_proposed_to_work_with(empty: Store) -> None:
    write(empty, *two_camps())
    assert "work with" in brokers(empty).sentence
    freed = Entity("Case", "cas:1", "Case One", {"stage": "released"}, SURE)
    write(empty, *but(two_camps(), freed))
    assert "work with" not in brokers(empty).sentence


def test_a_row_of_a_body_leads_on_and_that_of_a_person_does_not(empty: Store) -> None:
    write(empty, *two_camps())
    block = brokers(empty).block("brokers")
    assert isinstance(block, Table)
    people = [row for row in block.rows if str(row["id"]).startswith("per:")]
    assert all(row["body"] is None and row["changes"] is None for row in people)
    bodies = [row for row in block.rows if not str(row["id"]).startswith("per:")]
    assert all(row["changes"] == [f"remove {row['body']}"] for row in bodies)
