"""What a View shows, to whom, and as of when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.model.errors import NotFound
from graph.model.merging import merge
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store import remembered as memory
from graph.store.base import Scope, Store
from graph.view import View
from tests.conftest import small_network, write


@pytest.fixture
def store(empty: Store) -> Store:
    write(empty, *small_network())
    return empty


def names(view: View, text: str) -> list[str]:
    return [entity.title for entity in view.find(text)]


def test_a_stricter_audience_sees_more(store: Store) -> None:
    visible = {
        label: {e.id for e in View(store, label).entities("Person", "Family", "Case")}
        for label in Label
    }
    assert visible[Label.CLEAR] == set()
    assert visible[Label.AMBER] == {"cas:1"}
    assert visible[Label.STRICT] == {"cas:1", "per:ada"}
    assert visible[Label.RED] == {"cas:1", "per:ada", "per:bo", "fam:1"}


def test_a_value_names_only_what_the_audience_may_see(empty: Store) -> None:
    cases = [Entity("Case", f"cas:{label.name}", origin=Origin(label=label)) for label in Label]
    agreed = ["cas:CLEAR", "cas:STRICT", "cas:RED", "cas:never"]
    person = Entity("Person", "per:ada", "Ada", {"opted_in": agreed}, Origin(label=Label.CLEAR))
    write(empty, *cases, person)
    for label, ids in (
        (Label.CLEAR, agreed[:1]),
        (Label.STRICT, agreed[:2]),
        (Label.RED, agreed[:3]),
    ):
        view = View(empty, label)
        assert view.get("per:ada").values == {"opted_in": ids}
        assert [claim.values for claim in view.claims("per:ada")] == [{"opted_in": ids}]
    assert View(empty, Label.RED).get("cas:RED").id == "cas:RED"


def test_ties_to_what_is_hidden_are_hidden(store: Store) -> None:
    ties = {(t.kind, t.source, t.target) for t in View(store, Label.STRICT).ties(of=["per:ada"])}
    assert ties == {("MEMBER_OF", "per:ada", "org:watch")}


def test_a_value_with_a_stricter_label_is_not_there(store: Store) -> None:
    assert "phone" not in View(store, Label.AMBER).get("org:press").values
    assert View(store, Label.RED).get("org:press").values["phone"] == "1"


def test_what_was_not_known_yet_is_not_there(store: Store) -> None:
    before, after = (View(store, Label.RED, date(2024, 2, day)) for day in (1, 29))
    assert before.find("Watch") == after.find("Watch") == []
    assert names(after.at(date(2024, 3, 1)), "Watch") == ["Watch"]


def test_what_may_not_be_seen_is_not_found_and_not_told_apart(store: Store) -> None:
    with pytest.raises(NotFound) as hidden:
        View(store, Label.AMBER).get("fam:1")
    with pytest.raises(NotFound) as absent:
        View(store, Label.AMBER).get("fam:2")
    assert str(hidden.value).replace("fam:1", "fam:2") == str(absent.value)


def test_search_ranks_exact_before_beginning_before_part(empty: Store) -> None:
    titles = ["Press", "Press Freedom House", "House of the Press", "Expression"]
    write(empty, *(Entity("Organization", f"org:{n}", name) for n, name in enumerate(titles)))
    assert names(View(empty), "press") == titles


def test_search_finds_names_in_other_scripts(empty: Store) -> None:
    write(
        empty,
        Entity("Organization", "org:a", "مركز الحرية"),
        Entity("Organization", "org:b", "Свобода"),
    )
    assert names(View(empty), "svoboda") == ["Свобода"]
    assert names(View(empty), "الحرية") == ["مركز الحرية"]


def test_claims_merge_by_reliability_then_age(empty: Store) -> None:
    sure = Origin(confidence=Confidence.HIGHLY_RELIABLE, known=PartialDate("2020"))
    newer = Origin(confidence=Confidence.UNSURE, known=PartialDate("2024"))
    write(empty, Entity("Organization", "org:a", "Old", {"city": "Oslo"}, sure), dataset="one")
    write(
        empty,
        Entity("Organization", "org:a", "New", {"city": "Rome", "x": 1}, newer),
        dataset="two",
    )
    merged = View(empty).get("org:a")
    assert (merged.name, merged.values["city"], merged.values["x"]) == ("Old", "Oslo", 1)
    assert merged.values["aliases"] == ["New"]
    assert [c.origin.dataset for c in View(empty).claims("org:a")] == ["one", "two"]


def test_a_judgement_joins_two_and_undoing_it_parts_them(store: Store) -> None:
    load = write(store, Tie("SAME_AS", "org:press", "org:watch"), dataset="judged")
    joined = View(store, Label.STRICT)
    assert joined.get("org:watch").id == "org:press"
    assert {t.target for t in joined.ties("MEMBER_OF")} == {"org:press"}
    network = joined.network(["per:ada"], 2)
    assert {e.id for e in network.entities} >= {"per:ada", "org:press", "cas:1"}
    assert load is not None
    store.undo(load)
    assert View(store, Label.STRICT).get("org:watch").id == "org:watch"


def test_a_view_that_has_read_something_sees_what_changed(store: Store) -> None:
    view = View(store, Label.RED)

    def press_and_watch() -> tuple[str, str, int]:
        press, watch = view.get("org:press"), view.get("org:watch")
        return press.title, watch.id, len(view.ties("WORKS_ON", of=["org:press"]))

    before = press_and_watch()
    assert before == ("Press", "org:watch", 0)
    load = write(store, Tie("SAME_AS", "org:press", "org:watch"), dataset="judged")
    assert press_and_watch() == ("Press", "org:press", 1)
    assert load is not None
    store.undo(load)
    assert press_and_watch() == before


def test_a_change_in_the_middle_of_a_read_is_no_error(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, read = View(store, Label.RED), store.read
    ids = ["cas:1", "org:press", "org:watch"]
    view.get("org:press")

    def changed(scope: Scope) -> Iterator[Record]:
        memory.forget_all(store)  # as when somebody else's load is committed just now
        return read(scope)

    monkeypatch.setattr(store, "read", changed)
    assert [entity.id for entity in view.several(ids)] == ids


def test_what_a_failed_read_left_out_is_not_taken_for_hidden(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View(store, Label.RED)
    view.get("org:press")
    with monkeypatch.context() as broken:
        broken.setattr(store, "read", lambda scope: 1 / 0)
        for id in ("org:watch", "cas:1"):
            with pytest.raises(ZeroDivisionError):
                view.get(id)
    assert [view.get(id).title for id in ("org:watch", "cas:1")] == ["Watch", "Case One"]


def test_the_label_and_sources_of_what_was_used(store: Store) -> None:
    view = View(store, Label.RED)
    view.get("gov:FRA")
    assert (view.used.label, set(view.used.datasets)) == (Label.CLEAR, {"test"})
    view.get("org:press")
    assert view.used.label is Label.RED


def test_a_map_that_was_cut_says_so(store: Store) -> None:
    assert View(store, Label.RED).network(["cas:1"], 3, 3).truncated
    whole = View(store, Label.RED).network(["cas:1"], 4, 30)
    assert (len(whole.entities), whole.truncated) == (8, False)


def test_merge_does_not_depend_on_the_order_of_claims() -> None:
    a = Entity("Organization", "org:a", "A", {"x": 1}, Origin(dataset="p"))
    b = Entity("Organization", "org:a", "B", {"x": 2, "y": 3}, Origin(dataset="q"))
    assert merge("org:a", [a, b]) == merge("org:a", [b, a])
