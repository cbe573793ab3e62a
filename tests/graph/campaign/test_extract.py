"""What leaves of a view: nothing RED, nobody whose naming nobody allowed, no keyed id."""

from __future__ import annotations

from typing import Any

import pytest

from graph.campaign.disclosure import disclosure
from graph.campaign.extract import Extract, ExtractChoice, extract
from graph.campaign.withheld import NAMELESS
from graph.model.errors import NotFound
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

LAYERS = ("campaign", "asks", "papers", "dates", "places")
OPEN = Origin(label=Label.GREEN)
CASE = "cas:" + "c" * 20
ADA = "per:" + "a" * 20
PRISONER = "per:" + "b" * 20
WATCH = "org:" + "d" * 20


def campaign() -> list[Record]:
    """A case named after the prisoner, whom nobody may see; a person, a body, a hearing."""
    return [
        Entity("Case", CASE, "Nadia Orlinde", {"stage": "trial", "code": "N1"}, OPEN),
        Entity("Person", PRISONER, "Nadia Orlinde", {"aliases": ["Нада"], "role": "prisoner"}),
        Entity("Person", ADA, "Ada Berg", {"role": "activist", "opted_in": [CASE]}, OPEN),
        Entity("Organization", WATCH, "Watch", {"sector": "ngo", "code": "W"}, OPEN),
        Entity("Event", "eve:1", "Hearing of NADIA  ORLINDÉ and Нада", {"place": "Graz"}, OPEN),
        Entity("Government", "gov:BLR", "Belarus"),
        Tie("CONCERNS", CASE, PRISONER),
        Tie("CONCERNS", "eve:1", CASE, origin=OPEN),
        Tie("DETAINS", "gov:BLR", CASE, origin=OPEN),
        Tie("WORKS_ON", WATCH, CASE, values={"functions": ["monitoring"]}, origin=OPEN),
        Tie("MEMBER_OF", ADA, WATCH, since=PartialDate("2020"), origin=OPEN),
        Tie("KIN_OF", ADA, PRISONER, origin=OPEN),
    ]


def naming(state: str) -> list[Record]:
    values = {"use": "name", "state": state, "date": "2026-01-01"}
    paper = Entity("Consent", "con:1", "Consent: name", values, OPEN)
    return [paper, Tie("CONCERNS", "con:1", CASE, origin=OPEN)]


def leaving(store: Store, audience: Label = Label.RED, **choice: Any) -> Extract:
    return extract(View(store, audience), ExtractChoice(layers=("campaign", "dates"), **choice))


def rows(of: Extract) -> set[tuple[str, str, str]]:
    return {(one.code, one.kind, one.name) for one in of.entities}


def links(of: Extract) -> set[tuple[str, str, str]]:
    return {(tie.source, tie.kind, tie.target) for tie in of.ties}


def test_what_stands_around_a_case_leaves_under_codes_of_the_file(empty: Store) -> None:
    write(empty, *campaign(), *naming("given"))
    of = leaving(empty, case=CASE)
    assert rows(of) == {
        ("N1", "Case", "Nadia Orlinde"),
        ("per-1", "Person", "Ada Berg"),
        ("W", "Organization", "Watch"),
        ("eve-1", "Event", "Hearing of NADIA  ORLINDÉ and Нада"),  # as the case may be called
        ("gov:BLR", "Government", "Belarus"),
    }
    assert links(of) == {
        ("eve-1", "CONCERNS", "N1"),
        ("gov:BLR", "DETAINS", "N1"),
        ("W", "WORKS_ON", "N1"),
        ("per-1", "MEMBER_OF", "W"),
    }
    assert of.label is Label.GREEN
    assert [one.values["opted_in"] for one in of.entities if one.code == "per-1"] == [["N1"]]


@pytest.mark.parametrize("state", ["refused", "unset", ""])
def test_a_case_whose_naming_nobody_allowed_leaves_without_a_name(empty: Store, state: str) -> None:
    write(empty, *campaign(), *(naming(state) if state else []))
    of = leaving(empty, case=CASE)
    case = next(one for one in of.entities if one.kind == "Case")
    assert (case.code, case.name, case.named, dict(case.values)) == (
        "cas-1",
        "Case",
        False,
        {"stage": "trial"},
    )
    assert ("eve-1", "Event", f"Hearing of {NAMELESS} and {NAMELESS}") in rows(of)
    assert "orlind" not in repr((of.entities, of.ties)).casefold()
    assert of.unnamed == {"cas-1"}


def test_a_prisoner_whom_the_audience_may_see_has_no_name_either(empty: Store) -> None:
    shown = [
        Entity("Person", PRISONER, "Nadia Orlinde", {"role": "prisoner", "code": "P"}, OPEN),
        Tie("CONCERNS", CASE, PRISONER, origin=OPEN),
    ]
    write(empty, *campaign())
    write(empty, *shown, dataset="open")
    of = leaving(empty, case=CASE)
    assert ("per-2", "Person", "prisoner") in rows(of) or ("per-1", "Person", "prisoner") in rows(
        of
    )
    assert "Orlinde" not in repr((of.entities, of.ties))
    risks = disclosure(View(empty, Label.RED), ExtractChoice(CASE, ("campaign", "dates")), of)
    assert [one.name for one in of.entities if one.code in risks.relatives] == ["Ada Berg"]


def test_nothing_red_leaves_whoever_looks(empty: Store) -> None:
    write(
        empty, *campaign(), Entity("Family", "fam:1", "Orlinde"), Tie("PART_OF", PRISONER, "fam:1")
    )
    for audience in (Label.RED, Label.STRICT, Label.GREEN):
        of = leaving(empty, audience, case=CASE)
        assert max(one.label for one in (*of.entities, *of.ties)) < Label.RED
        assert not {"Family", "prisoner"} & {one.kind for one in of.entities}


def test_values_for_fewer_eyes_stay(empty: Store) -> None:
    note = {"note": Label.RED, "city": Label.STRICT}
    values = {"note": "Ask her aunt.", "city": "Graz", "sector": "ngo"}
    write(empty, Entity("Organization", WATCH, "Watch", values, OPEN, note))
    (one,) = leaving(empty).entities
    assert dict(one.values) == {"city": "Graz", "sector": "ngo"}
    assert one.label is Label.STRICT
    (one,) = leaving(empty, Label.GREEN).entities
    assert dict(one.values) == {"sector": "ngo"}


def test_the_same_in_two_datasets_is_one_tie(empty: Store) -> None:
    write(empty, *campaign())
    again = Origin("https://example.org", label=Label.GREEN)
    more = Tie("MEMBER_OF", ADA, WATCH, values={"position": "Chair"}, origin=again)
    write(
        empty,
        Entity("Person", ADA, "Ada Berg", {}, OPEN),
        Entity("Organization", WATCH, "Watch", {}, OPEN),
        more,
        dataset="other",
    )
    (tie,) = [tie for tie in leaving(empty).ties if tie.kind == "MEMBER_OF"]
    assert (tie.values["position"], tie.since, tie.origin.url) == ("Chair", "2020", again.url)


def test_texts_written_freely_can_be_left_out(empty: Store) -> None:
    write(empty, Entity("Case", CASE, "N", {"charge": "a poem", "stage": "trial"}, OPEN))
    assert leaving(empty).entities[0].values.keys() == {"stage"}  # of one that nobody may name
    write(empty, Entity("Case", CASE, "N", {}, OPEN), *naming("given"), dataset="consents")
    assert leaving(empty).entities[0].values.keys() == {"charge", "stage"}
    assert leaving(empty, texts=False).entities[0].values.keys() == {"stage"}


def test_no_other_case_comes_along(empty: Store) -> None:
    other = "cas:" + "e" * 20
    write(
        empty,
        *campaign(),
        Entity("Case", other, "Other", {}, OPEN),
        Tie("WORKS_ON", WATCH, other, origin=OPEN),
    )
    assert [one.kind for one in leaving(empty, case=CASE).entities].count("Case") == 1
    assert [one.kind for one in leaving(empty).entities].count("Case") == 2
    with pytest.raises(NotFound):
        leaving(empty, case="cas:" + "f" * 20)


def test_no_keyed_id_and_no_name_of_a_list_leaves(filled: Store) -> None:
    view = View(filled, Label.RED)
    of = extract(view, ExtractChoice(layers=LAYERS))
    assert len(of.entities) > 100
    text = repr((of.entities, of.ties))
    keyed = [one.id for one in view.entities("Person", "Case", "Organization", "Office", "Event")]
    assert [id for id in keyed if id not in of.codes and id in text] == []
    assert [id for id, code in of.codes.items() if id != code and id in text] == []
    assert "sample/" not in text
    assert of.invented


def test_what_could_still_give_somebody_away(empty: Store) -> None:
    records = [
        Entity("Person", ADA, "Ada Berg", {"role": "activist"}, OPEN),
        Entity("Person", PRISONER, "Linden", {"role": "source"}),
        Entity("Organization", WATCH, "Friends of Linden", {"purpose": "tea"}, OPEN),
        Entity("Person", "per:n", None, {"role": "exile", "city": "Graz"}, OPEN),
        Tie("KNOWS", ADA, PRISONER, origin=OPEN),
    ]
    write(empty, *records)
    choice = ExtractChoice()
    risks = disclosure(View(empty), choice, of := extract(View(empty), choice))
    names = {one.code: one.name for one in of.entities}
    assert [names[code] for code in risks.lone] == ["Ada Berg"]
    assert [names[code] for code in risks.bare] == ["Ada Berg"]
    assert [names[code] for code in risks.mentions] == ["Friends of Linden"]
    assert [(one.role, one.place, one.people) for one in risks.small] == [("exile", "Graz", 1)]
    assert risks.free_texts == 1
