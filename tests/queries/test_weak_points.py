"""Weak points: what every way hangs on, by role; what mends it; and that it goes nowhere."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from queries.__main__ import main
from queries.answer import Answer, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_introductions import DAY, SURE, but, person, tie, two_ways


def weak(store: Store, audience: Label = Label.RED, **parameters: Any) -> Answer:
    return ask(
        "weak-points", store, {"case": "cas:1", "to": "per:eve", **parameters}, audience, DAY
    )


def rows(answer: Answer, id: str) -> list[Row]:
    block = answer.block(id)
    assert isinstance(block, Table)
    return list(block.rows)


def hangs_on(answer: Answer) -> set[str]:
    return {str(row["what"]) for row in rows(answer, "points") if row["kind"] != "tie"}


def test_what_all_ways_share_is_a_weak_point(empty: Store) -> None:
    write(empty, *but(two_ways(), person("Ada", role="mediator")))
    answer = weak(empty)
    assert hangs_on(answer) == {"“Watch”"}
    only = [r for r in two_ways() if "per:bo" not in r.identity]
    write(empty, *but(only, person("Ada", role="mediator")))
    assert hangs_on(weak(empty)) == {"“Watch”", "a mediator"}
    assert "without any one of them none is left" in weak(empty).sentence


def test_without_it_a_worse_way_may_be_left(empty: Store) -> None:
    long = but(
        two_ways(),
        tie("KNOWS", "per:bo", "per:cy", strength=0.12),
        tie("KNOWS", "per:cy", "per:eve", strength=0.12),
    )
    write(empty, *but(long, person("Ada", role="mediator")))
    point = next(row for row in rows(weak(empty), "points") if row["what"] == "a mediator")
    assert point["before"] > 0.1 > point["after"] > 0  # type: ignore[operator]
    assert point["left"] == "a weaker introduction"


def test_the_new_tie_that_is_proposed_does_mend_it(empty: Store) -> None:
    """Dan, an ally, could be brought together with Cy by Flo, who knows both."""
    records = but(
        [r for r in two_ways() if "per:bo" not in r.identity],
        person("Ada", role="mediator"),
        person("Cy", role="expert"),
        person("Dan", role="journalist"),
        person("Flo", role="exile"),
        tie("WORKS_ON", "per:dan", "cas:1", strength=1.0),
        tie("KNOWS", "per:dan", "per:flo", strength=0.02),
        tie("KNOWS", "per:flo", "per:cy", strength=0.02),
    )
    write(empty, *records)
    answer = weak(empty)
    assert hangs_on(answer) == {"“Watch”", "a mediator"}
    proposed = [
        (row["between"], row["and"], row["by"], row["cost"]) for row in rows(answer, "mending")
    ]
    assert proposed == [("an expert", "a journalist", "an exile", 1)]
    write(empty, *records, tie("KNOWS", "per:dan", "per:cy", strength=0.5))
    assert hangs_on(weak(empty)) == set()


def test_nobody_who_has_not_agreed_is_proposed(empty: Store) -> None:
    records = but(
        [r for r in two_ways() if "per:bo" not in r.identity],
        person("Cy", role="expert", opted_in=[]),
        person("Dan", role="journalist", minor=True, opted_in=[]),
        tie("WORKS_ON", "per:dan", "cas:1", strength=1.0),
    )
    write(empty, *records)
    mending = str(rows(weak(empty), "mending"))
    assert "expert" not in mending
    assert "journalist" not in mending


def test_it_is_for_named_recipients_and_never_exported(empty: Store) -> None:
    write(empty, *two_ways())
    answer = weak(empty)
    assert answer.label is Label.RED
    with pytest.raises(QuestionError, match="not exported"):
        answer.export("csv")
    below = weak(empty, Label.STRICT)
    assert "named recipients only" in below.sentence
    assert below.blocks == ()
    with pytest.raises(QuestionError):
        below.export("csv")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_its_command_refuses_what_travels(
    empty: Store, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(empty, *two_ways())
    command = ["weak-points", "--case", "cas:1", "--audience", "red", "--as-of", str(DAY)]
    assert main([*command, "--format", form, "--store", empty.url]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "list of targets" in output.err


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_no_name_and_no_id_of_a_person_is_in_it(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    people = [f"per:{n:02d}x" for n in range(12)]
    records = [r for r in two_ways() if "per:" not in str(r.identity)]
    roles = ("mediator", "expert", "exile", "prisoner", "source")
    records += [
        Entity(
            "Person",
            id,
            f"Name{id[4:]}",
            {"role": rng.choice(roles), "opted_in": ["cas:1"] * (rng.random() < 0.8)},
            SURE,
        )
        for id in people
    ]
    records += [tie("WORKS_FOR", id, "org:watch") for id in rng.sample(people, 3)]
    pairs = [sorted(rng.sample(people, 2)) for _ in range(14)]
    records += but([tie("KNOWS", a, b, strength=0.9) for a, b in pairs])
    store = open_store(f"sqlite:///{tmp_path / 'world.sqlite'}")
    write(store, *records)
    passages = 0
    for id in people:
        text = weak(store, to=id).json().decode().replace(f'"to": "{id}"', "")
        assert not any(one in text or f"Name{one[4:]}" in text for one in people)
        passages += "every good introduction" in text.lower()
    assert passages
    store.close()


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("weak-points", campaign, {"case": "Swallow"}, Label.RED, DAY))


def test_the_lens_marks_weak_points_by_role(empty: Store) -> None:
    only = [r for r in two_ways() if "per:bo" not in r.identity]
    write(empty, *but(only, person("Ada", role="mediator")))
    answer = weak(empty)
    lens = answer.lens
    assert lens is not None
    roles = {one["name"]: one["id"] for one in lens.added}
    assert roles.keys() == {"mediator", "person 2"}
    ids = {(one.id, one.role, one.order) for one in lens.entities}
    assert ids == {
        ("cas:1", "start", None),
        ("org:watch", "weak", 1),
        (roles["mediator"], "weak", 2),
        (roles["person 2"], "goal", None),
    }
    assert {line.role for line in lens.lines} == {"weak"}  # each tie of the only introduction
    ends = {id for line in lens.lines for id in (line.source, line.target)}
    assert ends == {one.id for one in lens.entities}
    assert not {"per:ada", "per:eve"} & ends  # no id of a person
    assert weak(empty, Label.STRICT).lens is None


def test_what_if_takes_up_a_body_and_no_row_holds_a_person(empty: Store) -> None:
    write(empty, *two_ways())
    points = rows(weak(empty), "points")
    assert [row["without"] for row in points if row["kind"] != "tie"] == [["remove org:watch"]]
    assert all(row["to_id"] is None for row in points)  # Eve is a person
