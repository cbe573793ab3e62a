"""A campaign's own files: what the sample's rows become."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable

import pytest

from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import SAMPLE, Store
from graph.view import View
from loaders.loader import all_loaders, named

CAMPAIGN = sorted(name for name, one in all_loaders().items() if one.section == "campaign")
Set = set[tuple[str, str]]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a sample."""
    with named(name).sample.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def view(filled: Store) -> View:
    return View(filled, Label.RED)


@pytest.fixture(scope="module")
def names(view: View) -> dict[str, str]:
    kinds = (
        "Person",
        "Family",
        "Organization",
        "Case",
        "Coalition",
        "Statement",
        "Approach",
        "Event",
        "Office",
        "Government",
        "Consent",
        "Mission",
    )
    return {entity.id: entity.title for entity in view.entities(*kinds)}


@pytest.fixture(scope="module")
def tied(view: View, names: dict[str, str]) -> Callable[..., Set]:
    """(source, target) of the sample's ties of one kind, by name."""

    def of(kind: str) -> Set:
        ours = view.ties(kind, where=lambda tie: tie.origin.dataset.startswith(SAMPLE))
        return {(names[tie.source], names[tie.target]) for tie in ours}

    return of


def of(view: View, kind: str, name: str) -> Entity:
    (entity,) = (e for e in view.find(name, kind) if e.name == name)
    return entity


def test_the_sample_is_loaded_whole(filled: Store) -> None:
    loads = {load.dataset: load for load in filled.loads()}
    for name in CAMPAIGN:
        assert loads[f"{SAMPLE}{name}"].live


def test_the_cast_is_invented_and_has_names_in_several_scripts(view: View) -> None:
    cast = [
        e
        for e in view.entities("Person", "Organization")
        if e.origin.dataset.startswith(SAMPLE) and e.name
    ]
    assert 25 <= len(cast) <= 45
    scripts = {unicodedata.name(name[0]).split()[0] for e in cast if (name := e.name)}
    assert {"LATIN", "CYRILLIC", "ARABIC"} <= scripts
    assert all("invented" in (entity.origin.url or "") for entity in cast)


def test_the_state_that_detains_has_a_user_assigned_code_and_figures(view: View) -> None:
    holders = {tie.source for tie in view.ties("DETAINS")}
    assert holders == {"gov:XZV"}  # XA to XZ and X?? are never given to a state
    assert view.get("gov:XZV").values["invented"] is True
    measured = {tie.target for tie in view.ties("MEASURED", of=["gov:XZV"])}
    assert measured >= {"msr:ideal-point", "msr:polyarchy"}


def test_real_governments_are_only_planned_or_silent(view: View) -> None:
    by_case: dict[str, set[str]] = {}
    for tie in view.ties("MADE_TO"):
        if tie.target.startswith("gov:") and tie.target != "gov:XZV":
            by_case.setdefault(tie.source, set()).add(tie.target)
    assert len(by_case) >= 3
    for approach in view.several(by_case):
        assert (
            approach.values["status"] == "planned" or approach.values["response"] == "no reply"
        ), approach
    stances = view.ties("SUPPORTS", "OPPOSES")
    assert {tie.source for tie in stances if tie.source.startswith("gov:")} == {"gov:XZV"}


def test_a_case_says_who_is_held_by_whom_and_who_decides(
    view: View, tied: Callable[..., Set]
) -> None:
    case = of(view, "Case", "Swallow")
    assert case.values["stage"] == "appeal"
    assert case.values["profile"] == ["journalist", "poet"]
    assert case.values["treason"] is False
    assert ("Zaveria", "Swallow") in tied("DETAINS")
    assert ("Swallow", "Назрин Овелак") in tied("CONCERNS")
    assert ("Chancellor of Clemency, Zaveria", "Swallow") in tied("DECIDES")
    assert ("Odette Harrowmere", "Swallow") in tied("REPRESENTS")


def test_who_works_on_a_case_has_functions_and_may_have_lapsed(view: View) -> None:
    case, works = of(view, "Case", "Swallow"), {}
    for tie in view.ties("WORKS_ON", of=[case.id]):
        works[view.get(tie.source).title] = tie
    assert works["Гарен Тумилак"].values["functions"] == ["local defence"]
    assert str(works["Lanterna Medical Circle"].until) == "2026-07-31"
    assert works["Open Margin"].until is None


def test_people_have_roles_languages_and_rules(view: View, tied: Callable[..., Set]) -> None:
    exile = of(view, "Person", "نورام الزافيري")
    assert exile.values["role"] == "exile"
    assert "Nuram al-Zaviri" in exile.values["aliases"]
    assert exile.values["languages"] == ["Zaverian", "Arabic", "German", "English"]
    assert (exile.values["contact"], exile.values["safe_to_tell"]) == ("ask first", "yes")
    assert len(exile.values["opted_in"]) == 2
    assert ("نورام الزافيري", "Zaverian House") in tied("LEADS")
    assert ("نورام الزافيري", "Germany") in tied("RESIDES_IN")


def test_a_source_has_a_code_and_no_name(view: View) -> None:
    (source,) = (e for e in view.entities("Person") if e.values.get("role") == "source")
    assert (source.name, source.title, source.level) == (None, "source", Label.RED)
    assert view.find("S1", "Person") == [source]


def test_an_office_keeps_its_ties_when_its_holder_changes(view: View) -> None:
    office = of(view, "Office", "Chancellor of Clemency, Zaveria")
    by_holder = {view.get(t.source).title: t for t in view.ties("HOLDS_OFFICE", of=[office.id])}
    assert str(by_holder["Остан Вирелло"].until) == "2026-05-31"
    assert by_holder["Мирон Дастелев"].until is None
    assert str(by_holder["Мирон Дастелев"].since) == "2026-06-01"


def test_families_say_who_speaks_and_are_red(view: View, tied: Callable[..., Set]) -> None:
    assert ("Селмира Овелак", "Linden") in tied("REPRESENTS")
    assert ("Селмира Овелак", "Swallow") in tied("REPRESENTS")
    assert ("Лиорен Овелак", "Linden") in tied("PART_OF")
    assert ("Лиорен Овелак", "Linden") not in tied("REPRESENTS")
    assert ("Селмира Овелак", "Назрин Овелак") in tied("KIN_OF")
    assert {e.level for e in view.entities("Family")} == {Label.RED}
    assert of(view, "Person", "Лиорен Овелак").level is Label.RED


def test_what_is_red_is_gone_for_others(filled: Store) -> None:
    ours = View(filled, Label.STRICT)
    assert ours.entities("Family") == []
    roles = {e.values.get("role") for e in ours.entities("Person")}
    assert not roles & {
        "prisoner",
        "co-accused",
        "family spokesperson",
        "relative",
        "source",
        "local counsel",
    }
    notes = View(filled, Label.RED).ties("KNOWS", "SUPPORTS")
    assert any("note" in tie.values for tie in notes)
    assert not any("note" in tie.values for tie in ours.ties("KNOWS", "SUPPORTS"))


def test_an_approach_has_an_ask_a_door_and_what_came_of_it(view: View) -> None:
    asks = [e for e in view.entities("Approach") if e.values.get("effect") == "worse"]
    (worse,) = asks
    assert worse.values["instrument"] == "statement"
    assert worse.values["public"] is True
    assert worse.values["effect_status"] == "corroborated"
    ends = {
        (t.kind, t.key, view.get(t.target).title)
        for t in view.ties("MADE_TO", "MADE_BY", of=[worse.id])
    }
    assert ends == {
        ("MADE_TO", "", "Assembly of the Amber Coast"),
        ("MADE_TO", "door", "Caucus for Free Letters"),
        ("MADE_BY", "", "Coalition for the Swallow"),
        ("MADE_BY", "introducer", "Ysolde Fennimarr"),
    }


def test_stances_move_and_earlier_ones_stay(view: View) -> None:
    chair = of(view, "Person", "Ysolde Fennimarr")
    ties = view.ties("SUPPORTS", of=[chair.id])
    moves = sorted((str(t.since), t.values["stance"]) for t in ties)
    assert moves == [("2026-03-15", 1), ("2026-05-02", 2)]
    assert {t.values["stance"] for t in view.ties("OPPOSES")} <= {-1, -2}


def test_coalitions_statements_events_and_consents(view: View, tied: Callable[..., Set]) -> None:
    assert ("Zaverian House", "Coalition for the Swallow") in tied("MEMBER_OF")
    assert ("Open Margin", "A cage is no place for a swallow") in tied("SIGNED")
    assert ("To three foreign ministries", "Norway") in tied("ADDRESSED_TO")
    assert ("Resolution on letters and liberty", "Swallow") in tied("ABOUT")
    dates = {e.values["date"] for e in view.entities("Event")}
    assert any(date > "2026-11-25" for date in dates)
    assert any(len(date) == 7 for date in dates)  # a month is enough
    uses = {(e.values["use"], e.values["state"]) for e in view.entities("Consent")}
    assert uses >= {("embassies", "given"), ("media", "refused"), ("photo", "withdrawn")}


def test_any_tie_by_the_names_of_its_ends(view: View, tied: Callable[..., Set]) -> None:
    assert ("Ember Fund", "Open Margin") in tied("FUNDS")
    assert ("Назрин Овелак", "Радим Полуштан") in tied("CO_ACCUSED_WITH")
    (unsourced,) = (
        tie
        for tie in view.ties("KNOWS")
        if tie.origin.url is None and tie.origin.dataset.startswith(SAMPLE)
    )
    assert unsourced.origin.known is None
    strengths = {t.strength for t in view.ties("KNOWS") if t.strength is not None}
    assert strengths == {0.9}
