"""Before the tables of an answer are saved: who is named in them, and whom they could give away."""

from __future__ import annotations

from graph.model.records import Entity, Origin, Tie
from graph.model.schema import Label
from graph.store.base import Load, Store
from graph.view import View
from queries.answer import Answer, NetworkMap, Table, columns
from queries.shared.map_leaving import map_preview
from queries.shared.tables_leaving import tables_preview

SHOWN, RED = Origin(label=Label.GREEN), Origin(label=Label.RED)


def filled(store: Store) -> View:
    people = [Entity("Person", f"per:{n}", n, {}, SHOWN) for n in ("Ada Vell", "Bo Osk", "Cy Tarn")]
    records = [
        *people,
        Entity("Person", "per:H", "Hid", {}, RED),
        Entity("Case", "cas:1", "Swift", {}, SHOWN),
        Tie("KNOWS", "per:Ada Vell", "per:H", origin=RED),
    ]
    store.write(Load("test"), (("", one) for one in records))
    return View(store, Label.STRICT)


def answer(*rows: dict[str, object], label: Label = Label.GREEN) -> Answer:
    table = Table("t", "What to do", columns("what"), list(rows))
    return Answer("…", [table], question="due", label=label)


def test_rows_and_people_are_counted_by_id_and_by_name(empty: Store) -> None:
    view = filled(empty)
    rows = [{"what": "Write to Bo Osk", "id": "per:Ada Vell"}, {"what": ["nothing"], "id": None}]
    preview = tables_preview(view, answer(*rows))
    assert preview
    assert preview.sentence.startswith("2 rows in 1 table leave")
    assert preview.sentence.endswith("2 people and families are named.")
    assert tables_preview(view, answer()) is None


def test_whom_tables_could_give_away_is_told_without_the_name(empty: Store) -> None:
    view = filled(empty)
    rows = [
        {"what": "Ask the friends of Hid", "id": "per:Ada Vell"},
        {"what": "Swift", "id": "cas:1"},
    ]
    preview = tables_preview(view, answer(*rows, label=Label.STRICT))
    assert preview
    label, consent, word, lone = preview.cautions
    assert label.startswith("What leaves is TLP:AMBER+STRICT")
    assert consent.startswith("Swift: no consent is recorded")
    assert word.startswith("A word in what is said of “What to do” is the name")
    assert lone.startswith("Ada Vell: the only one to whom somebody is tied")
    assert not any("Hid" in text for text in preview.cautions)


def test_a_case_on_a_map_without_consent_for_its_name_is_told(empty: Store) -> None:
    view = filled(empty)
    case = {"id": "cas:1", "name": "Swift", "kind": "Case"}
    block = NetworkMap("m", "M", [case], [])
    cautions = map_preview(view, Answer("…", [block], label=Label.GREEN), block).cautions
    assert [text.partition(":")[0] for text in cautions] == ["Swift"]
