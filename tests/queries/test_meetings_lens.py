"""The lens of those who should meet: suggested ties, and who could introduce them."""

from __future__ import annotations

from graph.model.records import Origin
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Table
from queries.lens import Lens
from queries.question import ask
from tests.conftest import write
from tests.queries.test_introductions import DAY, SURE, person, tie
from tests.queries.test_meetings import answer_of, coalition, rows


def lens_of(store: Store, audience: Label = Label.RED) -> Lens:
    lens = answer_of(store, audience).lens
    assert lens is not None
    return lens


def test_a_pair_is_a_suggested_tie_and_whoever_could_introduce_it_a_step(empty: Store) -> None:
    write(empty, *coalition())
    lens = lens_of(empty)
    assert lens.list == "pairs"
    assert [(one.id, one.role, one.order) for one in lens.entities] == [
        ("org:archive", "shown", None),
        ("org:clinic", "shown", None),
        ("per:cy", "step", None),
    ]
    assert [(one.source, one.target, one.role, one.order) for one in lens.lines] == [
        ("org:archive", "org:clinic", "could", 1),
        ("per:cy", "org:archive", "shown", None),
        ("per:cy", "org:clinic", "shown", None),
    ]


def test_it_shows_nobody_whom_the_audience_may_not_see(empty: Store) -> None:
    write(empty, *coalition())
    before = lens_of(empty, Label.STRICT)
    red = Origin("https://example.org", known=SURE.known, label=Label.RED)
    dov = person("Dov")
    dov = type(dov)(dov.kind, dov.id, dov.name, dov.values, red)
    knows = [tie("KNOWS", "per:ada", "per:dov"), tie("KNOWS", "per:bo", "per:dov", strength=1.0)]
    write(empty, *coalition(), dov, *knows)
    assert lens_of(empty, Label.STRICT) == before
    assert "per:dov" in {one.id for one in lens_of(empty).entities}


def test_what_if_takes_up_every_pair(empty: Store) -> None:
    write(empty, *coalition())
    table = answer_of(empty).block("pairs")
    assert isinstance(table, Table)
    (lead,) = table.onward
    changes = rows(answer_of(empty))[0][lead.of_row["changes"]]
    assert isinstance(changes, list)
    parameters = {**lead.parameters, "changes": "; ".join(changes)}
    supposed = ask(lead.question, empty, parameters, Label.RED, DAY)
    (change,) = rows(supposed, "supposed")
    assert change["change"] == "the tie “Archive works together with Clinic” is new"
