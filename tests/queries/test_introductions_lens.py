"""The lens of introductions: numbered steps from us, and who would first have to agree."""

from __future__ import annotations

from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Table
from queries.lens import Lens
from tests.conftest import write
from tests.queries.test_introductions import SURE, answer_of, but, person, tie, two_ways


def lens_of(answer: Answer) -> Lens:
    assert answer.lens is not None
    assert isinstance(answer.block(answer.lens.list), Table)
    return answer.lens


def standing(lens: Lens) -> set[tuple[str, str, int | None]]:
    return {(one.id, one.role, one.order) for one in lens.entities}


def test_steps_are_numbered_from_us_and_the_best_introduction_is_the_first(empty: Store) -> None:
    write(empty, *two_ways())
    lens = lens_of(answer_of(empty, to="per:eve"))
    assert standing(lens) == {
        ("cas:1", "start", None),
        ("org:watch", "step", 1),
        ("per:ada", "step", 2),
        ("per:bo", "step", None),
        ("per:cy", "step", None),
        ("per:eve", "goal", None),
    }
    steps = [(one.source, one.target, one.order, one.way) for one in lens.lines]
    assert steps == [
        ("cas:1", "org:watch", 1, 1),
        ("org:watch", "per:ada", 2, 1),
        ("per:ada", "per:eve", 3, 1),
        ("org:watch", "per:bo", 2, 2),
        ("per:bo", "per:cy", 3, 2),
        ("per:cy", "per:eve", 4, 2),
    ]
    assert all(one.directed and one.words.endswith("%") for one in lens.lines)


def test_whoever_would_have_to_agree_could(empty: Store) -> None:
    records = two_ways()[:-3]  # without what leads to Eve past Ada
    write(empty, *but(records, person("Ada", opted_in=[])), tie("KNOWS", "per:ada", "per:eve"))
    lens = lens_of(answer_of(empty, to="per:eve"))
    assert ("per:ada", "could", None) in standing(lens)
    assert {one.role for one in lens.lines} == {"could"}


def test_it_shows_nobody_whom_the_audience_may_not_see(empty: Store) -> None:
    write(empty, *two_ways())
    before = lens_of(answer_of(empty, Label.STRICT, to="per:eve"))
    origin = type(SURE)("https://example.org", known=SURE.known, label=Label.RED)
    dov = Entity("Person", "per:dov", "Dov", {"opted_in": ["cas:1"]}, origin)
    knows = [tie("KNOWS", "per:ada", "per:dov"), tie("KNOWS", "per:dov", "per:eve")]
    write(empty, *two_ways(), dov, *knows)
    assert lens_of(answer_of(empty, Label.STRICT, to="per:eve")) == before
