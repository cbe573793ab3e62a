"""An emptied field: our own word goes, what a list says stays, and all of it is undone exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from graph.model.errors import LoadRefused
from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import Scope, Store
from graph.store.opening import open_store
from graph.view import View
from loaders.edits.entry_forms import FORMS
from loaders.edits.on_record import Writing, on_record
from loaders.edits.saving import Entry, begun, problems_by_column, save
from loaders.edits.taking_away import emptied
from loaders.edits.what_we_wrote import redo, undo, written_entries
from loaders.files.sources import Upload
from loaders.loader import named
from loaders.loading import load
from tests.neo4j import server

PEOPLE = "name,role,city,nationality\nAda,activist,Graz,\nBo,local counsel,,\n"


@pytest.fixture
def store(empty: Store) -> Store:
    return with_people(empty)


@pytest.fixture(params=["sqlite", "neo4j"])
def either(request: pytest.FixtureRequest, empty: Store) -> Iterator[Store]:
    """The same on either store."""
    if request.param == "sqlite":
        yield with_people(empty)
        return
    server.require()
    store = open_store(server.empty())
    yield with_people(store)
    store.close()


def with_people(store: Store) -> Store:
    upload = Upload("people.csv", PEOPLE.encode())
    load(named("activists"), [upload], store, accept_unencrypted=True)
    return store


def the(store: Store, name: str, audience: Label = Label.RED) -> Entity:
    return View(store, audience).find(name, "Person")[0]


def edit(store: Store, name: str, cells: Mapping[str, str], form: str = "person") -> int:
    """Change these cells of a form about somebody, as the dialog does."""
    view, one = View(store, Label.RED), View(store, Label.RED).find(name)[0]
    first = begun(view, Writing(form, {}, one.id))
    whole = {**first, **cells}
    entry = Entry(form, whole, one.id, emptied=emptied(first, whole))
    number = save(store, entry, audience=Label.RED).claims.load
    assert number is not None
    return number


def refused(store: Store, name: str, cells: Mapping[str, str]) -> dict[str, list[str]]:
    before = store.revision()
    with pytest.raises(LoadRefused) as refusal:
        edit(store, name, cells)
    assert store.revision() == before
    return problems_by_column(refusal.value.problems)


def test_our_word_goes_and_the_list_counts_again(either: Store) -> None:
    store = either
    edit(store, "Ada", {"city": "Oslo", "languages": "Norwegian"})
    before, claims = list(store.read(Scope())), View(store, Label.RED).claims
    number = edit(store, "Ada", {"city": "", "languages": ""})
    ada = the(store, "Ada")
    assert (ada.values["city"], "languages" in ada.values) == ("Graz", False)
    assert [one.values["city"] for one in claims(ada.id) if "city" in one.values] == ["Graz"]
    assert {"city", "languages"} & {*on_record(View(store, Label.RED), FORMS["person"], ada)} == {
        "city"
    }
    assert "City: taken away" in written_entries(store, Label.RED)[0].says
    undo(store, number)
    assert list(store.read(Scope())) == before
    assert the(store, "Ada").values["city"] == "Oslo"
    redo(store, number)
    edit(store, "Ada", {"city": "Rome"})  # what is written afterwards counts
    assert the(store, "Ada").values["city"] == "Rome"


def test_the_first_entry_can_be_taken_back_before_the_second(store: Store) -> None:
    first = edit(store, "Ada", {"city": "Oslo"})
    second = edit(store, "Ada", {"city": ""})
    undo(store, first)
    assert the(store, "Ada").values["city"] == "Graz"
    undo(store, second)
    assert the(store, "Ada").values["city"] == "Graz"
    redo(store, first)
    assert the(store, "Ada").values["city"] == "Oslo"


def test_a_needed_field_goes_where_a_list_still_says_it(store: Store) -> None:
    edit(store, "Ada", {"role": "official"})
    edit(store, "Ada", {"role": ""})
    assert the(store, "Ada").values["role"] == "activist"


def test_what_a_list_says_stays_and_the_field_says_so(store: Store) -> None:
    assert refused(store, "Ada", {"city": ""}) == {
        "city": [
            "An empty field takes away only what was written here. This is the word of “People”: "
            "write what is right, or correct that list."
        ]
    }


def test_what_nothing_may_be_without_stays(store: Store) -> None:
    entry = Entry("person", {"name": "Cy", "role": "exile"})
    save(store, entry, audience=Label.RED)
    assert list(refused(store, "Cy", {"role": ""})) == ["role"]


def test_nobody_sees_more_when_a_value_goes(store: Store) -> None:
    """A role that makes somebody TLP:RED goes, and all that was said with it stays so."""
    edit(store, "Ada", {"role": "source", "label": "RED", "note": "met in Graz"})
    edit(store, "Ada", {"role": ""})
    red, strict = the(store, "Ada"), the(store, "Ada", Label.STRICT)
    assert red.values["note"] == "met in Graz"
    assert "note" not in strict.values


def test_a_date_set_wrongly_goes(store: Store) -> None:
    entry = Entry("organization", {"name": "Watch", "sector": "ngo", "founded": "1872"})
    save(store, entry, audience=Label.RED)
    edit(store, "Watch", {"founded": ""}, "organization")
    (watch,) = View(store, Label.RED).entities("Organization")
    assert "founded" not in watch.values
    assert watch.values["sector"] == "ngo"
