"""Whoever a form names and who is not on record is written down with it: all of it, or nothing."""

from __future__ import annotations

import pytest

from graph.model.errors import LoadRefused
from graph.model.schema import Label
from graph.store.base import SAMPLE, Scope, Store
from graph.view import View
from loaders.edits.newcomers import Newcomer, newcomers, save_with
from loaders.edits.saving import Entry, save


def refusal(store: Store, entry: Entry) -> list[Newcomer]:
    with pytest.raises(LoadRefused) as refused:
        save(store, entry, audience=Label.STRICT, accept_unencrypted=True)
    return newcomers(entry, refused.value.problems)


def test_a_prisoner_is_written_down_with_the_case(copy_of_filled: Store) -> None:
    store = copy_of_filled
    cells = {"name": "Rowan", "detained by": "Zaveria", "persons": "Ada Lund", "stage": "trial"}
    case = Entry("case", cells)
    assert refusal(store, case) == [Newcomer("Ada Lund", ("person",))]
    ada = Entry("person", {"name": "Ada Lund", "role": "prisoner"})
    # Who may not be seen by whoever writes (a prisoner is TLP:RED) is named by the case anyway.
    save_with(store, [ada], case, audience=Label.STRICT, accept_unencrypted=True)
    view = View(store, Label.RED)
    (rowan,) = view.find("Rowan", "Case")
    people = [tie.target for tie in view.ties("CONCERNS", of=[rowan.id])]
    assert [one.name for one in view.several(people) if one.kind == "Person"] == ["Ada Lund"]
    # Both are as invented as the state that detains.
    assert [load.dataset for load in store.loads()[-2:]] == [
        f"{SAMPLE}edits/activists",
        f"{SAMPLE}edits/cases",
    ]


def test_with_a_problem_in_one_nothing_is_written(empty: Store) -> None:
    tie = Entry("tie", {"from": "Ada", "kind": "KNOWS", "to": "Watch"})
    ways = ("person", "organization", "case")
    assert refusal(empty, tie) == [Newcomer("Ada", ways), Newcomer("Watch", ways)]
    ada = Entry("person", {"name": "Ada", "role": "activist"})
    with pytest.raises(LoadRefused):
        save_with(empty, [ada], tie, audience=Label.RED)
    assert list(empty.read(Scope())) == []
