"""What was written and taken back: every answer is what it was, to the byte."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from loaders.edits.on_record import Writing
from loaders.edits.saving import Entry, begun, save
from loaders.edits.what_we_wrote import undo
from queries.question import ask, load, questions
from tests.queries.natural import IN_SHORT, natural

pytestmark = pytest.mark.slow

DAY = date.today()


def answers(store: Store, *names: str) -> dict[str, bytes]:
    """The answer of each question (none named: of all) about the sample campaign, as JSON."""
    by_name = {}
    for name in names or sorted(questions()):
        values = natural(load(name)) | IN_SHORT.get(name, {})
        try:
            by_name[name] = ask(name, store, values, Label.RED, DAY).json()
        except DemarcheError as problem:
            by_name[name] = str(problem).encode()
    return by_name


def test_undo_restores_every_answer(copy_of_filled: Store) -> None:
    store = copy_of_filled
    before = answers(store)
    view = View(store, Label.RED)
    swallow = view.find("Swallow", "Case")[0].id
    body = view.find("Open Margin", "Organization")[0].id
    forms = [
        Writing("case", {"stage": "released", "posture": "silent"}, swallow),
        Writing("organization", {"contact rule": "do not contact"}, body),
        Writing("ask", {"case": swallow, "made to": "gov:CAN", "ask": "letter"}),
        Writing("stance", {"case": swallow, "who": body, "stance": "-2"}),
        Writing("tie", {"from": body, "to": "gov:CAN", "kind": "PARTNERS_WITH"}),
        Writing("date", {"case": swallow, "kind": "hearing", "date": "2027-01-02"}),
    ]
    numbers = []
    for writing in forms:
        cells = {**begun(View(store, Label.RED), writing), **writing.cells}
        entry = Entry(writing.form, cells, writing.edited)
        report = save(store, entry, audience=Label.RED, accept_unencrypted=True)
        assert report.claims.load is not None
        numbers.append(report.claims.load)
    between = answers(store, "due", "ledger", "neighbourhood")
    assert all(before[name] != answer for name, answer in between.items())
    for number in reversed(numbers):
        undo(store, number)
    assert answers(store) == before
