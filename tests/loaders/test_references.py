"""Whom rows name is the same whether the store is searched for each or its names are read once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.model.errors import RowProblem, UnknownName
from graph.model.records import Entity, Origin
from graph.model.schema import Label
from graph.store.base import Store, secret
from graph.store.namesakes import keyed_id
from loaders import references
from loaders.loader import Ref
from loaders.references import References
from tests.conftest import write

RED = Origin(label=Label.RED)
TEXTS = ["amnesty international", "ai elan", "Open Margin", "org:2", "per:1", "A7", "org:9"]
TEXTS += ["Amnesty Intl", "Nobody", "Open Margin, Coded"]
Make = Callable[[bool], References]


@pytest.fixture
def make(empty: Store, monkeypatch: pytest.MonkeyPatch) -> Make:
    """References over a small store; `many`: as after many look-ups."""
    key = secret(empty)
    write(
        empty,
        Entity("Organization", "org:1", "Amnesty International", {"aliases": ["AI Élan"]}),
        Entity("Organization", "org:2", "Open Margin"),
        Entity("Organization", "org:3", "open  margin"),
        Entity("Organization", "org:4", "Amnesty Intl. Secret Office", {}, RED),
        Entity("Organization", keyed_id(key, "Organization", "A7"), "Coded", {"code": "A7"}),
        Entity("Person", "per:1", "Open Margin"),
        Entity("Facility", keyed_id(key, "Facility", "", "P1"), "Prison One", {"code": "P1"}),
    )

    def of(many: bool) -> References:
        monkeypatch.setattr(references, "_FEW", 0 if many else 30)
        return References(empty, key, Label.STRICT)

    return of


def outcome(of: References, text: str, kinds: tuple[str, ...]) -> object:
    try:
        return of.find(Ref(kinds, text, "name"))
    except RowProblem as problem:
        return type(problem), str(problem)


@pytest.mark.parametrize("kinds", [("Organization",), ("Person",), ("Organization", "Person"), ()])
@pytest.mark.parametrize("text", TEXTS)
def test_few_and_many_look_ups_mean_the_same(make: Make, text: str, kinds: tuple[str, ...]) -> None:
    assert outcome(make(True), text, kinds) == outcome(make(False), text, kinds)


def test_a_code_of_a_place_is_found_as_one_of_a_person_is(make: Make) -> None:
    """A place is of a kind of public record, but this one is a campaign's own."""
    for many in (True, False):
        of = make(many)
        assert of.find(Ref(("Facility",), "P1", "to")) == keyed_id(of.key, "Facility", "", "P1")


def test_what_the_reader_may_not_see_is_no_candidate(make: Make) -> None:
    for many in (True, False):
        with pytest.raises(UnknownName) as problem:
            make(many).find(Ref(("Organization",), "Amnesty Intl", "name"))
        assert problem.value.candidates == ("Amnesty International",)


def test_what_a_load_takes_away_is_neither_named_nor_offered(make: Make) -> None:
    for many in (True, False):
        of = make(many)
        of.leaving = {"org:1": Entity("Organization", "org:1", "Amnesty International")}
        with pytest.raises(RowProblem, match="takes it away"):
            of.find(Ref((), "Amnesty International", "name"))
        with pytest.raises(UnknownName) as problem:
            of.find(Ref((), "Amnesty Intl", "name"))
        assert problem.value.candidates == ()
