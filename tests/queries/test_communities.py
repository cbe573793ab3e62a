"""Computed groups against declared coalitions; what is not stable is said not to be."""

from __future__ import annotations

from typing import Any

from graph.model.records import Entity, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.answer import Answer, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_brokers import two_camps
from tests.queries.test_introductions import DAY, SURE, but, person, tie


def communities(store: Store, audience: Label = Label.RED, **parameters: Any) -> Answer:
    return ask("communities", store, {"case": "cas:1", **parameters}, audience, DAY)


def rows(answer: Answer, id: str) -> list[Row]:
    block = answer.block(id)
    assert isinstance(block, Table)
    return list(block.rows)


def declared(*members: str, **more: Any) -> list[Record]:
    coalition = Entity("Coalition", "coa:1", "The Table", {}, SURE)
    return [coalition, *(tie("MEMBER_OF", id, "coa:1", strength=0.05, **more) for id in members)]


def test_two_camps_are_two_groups(empty: Store) -> None:
    sure = [
        tie("KNOWS", t.source, t.target, strength=1.0) for t in two_camps() if t.kind == "KNOWS"
    ]
    write(empty, *but(two_camps(), *sure))
    groups = {frozenset(row["members"]) - {"Mia"} for row in rows(communities(empty), "groups")}  # type: ignore[arg-type]
    assert groups == {
        frozenset({"Watch", "Ada", "Bo", "Cy"}),
        frozenset({"Press", "Dee", "Eve", "Fay"}),
    }
    assert {row["steady"] for row in rows(communities(empty), "groups")} == {"stable"}
    assert "All of them are stable." in communities(empty).sentence


def test_the_lens_gives_everybody_the_number_of_their_group(empty: Store) -> None:
    write(empty, *two_camps())
    answer = communities(empty)
    assert answer.lens is not None
    marked = {(one.id, one.role, one.order) for one in answer.lens.entities}
    groups = {row["group"]: set(row["members"]) for row in rows(answer, "groups")}
    names = {one.id: one.title for one in View(empty, Label.RED, DAY).entities("Person")}
    assert {role for _, role, _ in marked} == {"group"}
    assert len({id for id, _, _ in marked}) == len(marked)
    assert all(names[id] in groups[order] for id, _, order in marked if id in names)
    assert sum(len(members) for members in groups.values()) == len(marked)


def test_what_is_not_found_again_is_not_stable(empty: Store) -> None:
    weak = [
        tie("KNOWS", t.source, t.target, strength=0.05) for t in two_camps() if t.kind == "KNOWS"
    ]
    work = [
        tie("WORKS_FOR", t.source, t.target, strength=0.05)
        for t in two_camps()
        if t.kind == "WORKS_FOR"
    ]
    write(empty, *but(two_camps(), *weak, *work))
    answer = communities(empty)
    assert {row["steady"] for row in rows(answer, "groups")} == {"unstable"}
    assert "None of them is stable, so do not rely on any" in answer.sentence


def test_a_coalition_is_compared_with_the_group_most_like_it(empty: Store) -> None:
    write(empty, *two_camps(), *declared("per:ada", "per:bo", "per:cy", "per:fay"))
    answer = communities(empty)
    table = rows(answer, "coalitions")[0]
    assert (table["coalition"], table["members"], table["shared"]) == ("The Table", 4, 3)
    assert table["of_coalition"] == 0.75
    assert table["outside"] == ["Fay"]
    assert "The Table does not hold together as one group: 3 of its 4 members" in answer.sentence


def test_a_member_who_left_is_none(empty: Store) -> None:
    left = tie("MEMBER_OF", "per:fay", "coa:1", until=PartialDate("2025"))
    write(empty, *two_camps(), *declared("per:ada", "per:bo", "per:cy"), left)
    table = rows(communities(empty), "coalitions")[0]
    assert (table["members"], table["outside"]) == (3, [])
    assert "Every declared coalition lies within one group." in communities(empty).sentence


def test_people_between_groups_are_counted_not_named(empty: Store) -> None:
    write(empty, *two_camps())
    between = communities(empty).block("between")
    assert isinstance(between, Table)
    assert all(not str(row["id"]).startswith("per:") for row in between.rows)
    assert "are not named here" in between.note
    assert communities(empty).exportable


def test_who_is_at_risk_is_in_no_group(empty: Store) -> None:
    barred = person("Ada", safe_to_tell="no", opted_in=[])
    write(empty, *but(two_camps(), barred))
    answer = communities(empty)
    assert "Ada" not in answer.json().decode()
    write(empty, *[r for r in two_camps() if "per:ada" not in r.identity])
    assert communities(empty).json() == answer.json()


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("communities", campaign, {"case": "Swallow"}, Label.STRICT, DAY))


def test_a_coalition_that_nobody_wrote_down_is_compared_too(empty: Store) -> None:
    """Its ties carry no chain, so neither it nor they are in the network; its members are."""
    bare = Entity("Coalition", "coa:1", "The Table")
    ties = [Tie("MEMBER_OF", id, "coa:1") for id in ("per:ada", "per:bo", "per:fay")]
    write(empty, *two_camps(), bare, *ties)
    for parameters in ({}, {"case": ""}):
        answer = communities(empty, **parameters)
        (row,) = rows(answer, "coalitions")
        assert (row["coalition"], row["members"], row["shared"]) == ("The Table", 3, 2)
        assert (
            "The Table does not hold together as one group: 2 of its 3 members are"
            in answer.sentence
        )


def test_one_group_is_told_as_one(empty: Store) -> None:
    ada, bo = person("Ada"), person("Bo")
    work = [tie("WORKS_ON", "org:watch", "cas:1"), tie("WORKS_FOR", "per:ada", "org:watch")]
    bodies = [r for r in two_camps() if r.identity in (("cas:1",), ("gov:BLR",), ("org:watch",))]
    write(empty, *bodies, ada, bo, *work, tie("KNOWS", "per:ada", "per:bo"))
    answer = communities(empty)
    assert answer.sentence.startswith("All 3 people and organizations are one group")
    assert "Everybody is in a group." in answer.block("groups").note  # type: ignore[union-attr]
