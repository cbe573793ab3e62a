"""Embassies to approach: order, evidence, doors, consent, and nothing from the future."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.errors import NotFound, QuestionError
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.record.sessions import opens
from graph.store.base import Store
from graph.store.opening import open_store
from graph.view import View
from loaders.loader import named
from loaders.loading import load
from queries.answer import Answer, Table
from queries.question import ask
from tests.conftest import write

DAY = date(2026, 11, 25)


def embassies(store: Store, as_of: date | None = DAY, **parameters: Any) -> Answer:
    return ask("embassies", store, parameters, Label.STRICT, as_of)


def ranking(answer: Answer) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = list(answer.block("ranking").rows)
    return rows


@pytest.fixture(scope="module")
def belarus(filled: Store) -> Answer:
    return embassies(filled, target="BLR")


def test_each_row_says_what_it_rests_on(belarus: Answer) -> None:
    rows = ranking(belarus)
    assert [row["rank"] for row in rows] == list(range(1, 21))
    chances = [row["chance"] for row in rows]
    assert chances == sorted(chances, reverse=True)
    for row in rows:
        assert 0 <= row["low"] <= row["chance"] <= row["high"] <= 1
        assert row["review_low"] <= row["review_chance"] <= row["review_high"]
        assert row["small_chance"] < row["chance"]
        assert row["raised"] <= row["reviews"]
        joined, comparable = row["acts_joined"], row["acts_comparable"]
        assert f"Joined {joined} of {comparable} comparable acts since" in row["based_on"]
        assert 2008 <= row["first_year"] <= row["last_year"] <= 2021
        assert row["government"] not in ("BLR", "XZV")
        assert (row["distance"] is None) == (row["distance_year"] is None)
    assert not belarus.invented
    assert belarus.label is Label.CLEAR


def test_the_bars_of_a_row_add_up_to_its_chance(belarus: Answer) -> None:
    made_of = belarus.block("made_of").rows
    for row in ranking(belarus):
        parts = [part["share"] for part in made_of if part["of"] == row["id"]]
        assert len(parts) > 3
        assert sum(parts) == pytest.approx(row["chance"], abs=1e-9)


def test_governments_without_any_record_are_apart_and_not_last(belarus: Answer) -> None:
    apart = {row["id"] for row in belarus.block("no_record").rows}
    ranked = {state["id"] for state in belarus.block("world").states}
    assert {row["id"] for row in ranking(belarus)} <= ranked
    assert apart
    assert not apart & ranked
    assert len(apart | ranked) == 193 + 2 - 1  # UN members and observers, without the target


def test_targets_of_one_region_do_not_all_weigh_alike(filled: Store) -> None:
    # By region alone a government's chance would be the same for all of its targets.
    def chances(target: str) -> dict[str, float]:
        return {
            row["government"]: row["chance"]
            for row in ranking(embassies(filled, target=target, most=50))
        }

    one, other = chances("BLR"), chances("CZE")
    both = one.keys() & other.keys()
    assert len({round(one[code] - other[code], 6) for code in both}) > len(both) / 2
    limits = embassies(filled, target="BLR").block("limits").text
    newest = max(
        int(tie.key)
        for tie in View(filled).ties("MEASURED", of=["gov:BLR"])
        if tie.target == "msr:ideal-point"
    )
    assert "ideal point" in limits
    assert f" in {newest})" in limits


def test_what_to_do_comes_first_and_what_to_ask_says_that_consent_was_given(filled: Store) -> None:
    answer = embassies(filled, case="Swallow")
    first, why, risk = answer.sentence.splitlines()
    assert first.startswith("Start with Canada, through its embassy in Vesna: ask for ")
    assert len(first.split()) <= 35
    assert "governments like Zaveria" in why
    assert risk.startswith("Ask nothing in public: ")
    asks = answer.block("asks")
    assert isinstance(asks, Table)
    assert asks.note.startswith("Consent for embassies was given")
    assert answer.invented
    assert {row["id"] for row in ranking(answer)} == {
        row["id"] for row in ranking(embassies(filled, target="Zaveria"))
    }


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "either a case or a target"),
        ({"case": "Swallow", "target": "BLR"}, "either a case or a target"),
        ({"target": "Belarusia"}, "Belarusia"),
        ({"target": "BLR", "most": "many"}, "many"),
        ({"land": "BLR"}, "no parameter"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(
    filled: Store, parameters: dict[str, str], sentence: str
) -> None:
    with pytest.raises((QuestionError, NotFound), match=sentence):
        embassies(filled, **parameters)


# Doors


def test_the_embassy_in_the_host_country_is_found_though_its_city_is_a_district(
    belarus: Answer,
) -> None:
    germany = next(row for row in ranking(belarus) if row["government"] == "DEU")
    assert germany["door_kind"] == "embassy"
    assert germany["door"] == "Embassy of Germany in Belarus"
    assert germany["door_status"].startswith("unverified (16 November 2022")


@pytest.mark.slow
def test_no_door_is_invented_and_an_honorary_consulate_is_none(filled: Store) -> None:
    kinds = {"embassy", "accredited", "Geneva", "New York", "not known"}
    for target in ("ERI", "TKM", "PRK", "XZV"):
        for row in ranking(embassies(filled, target=target, most=60)):
            assert row["door_kind"] in kinds
            assert (row["door"] is None) == (row["door_kind"] == "not known")
            assert "honorary" not in (row["door"] or "").lower()
    uruguay = next(
        row
        for row in ranking(embassies(filled, target="XZV", most=60))
        if row["government"] == "URY"
    )
    assert uruguay["door_kind"] == "not known"  # the sample has an honorary consulate only


def mission(id: str, type: str, city: str, **values: Any) -> Entity:
    values = {"type": type, "city": city, "honorary": type == "honorary consulate"} | values
    origin = Origin("https://example.org/missions", known=PartialDate("2026-10-01"))
    return Entity("Mission", f"mis:{id}", f"{type} {id}", values, origin)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("present", "kind", "door"),
    [
        ({"A", "B", "C", "D", "H"}, "embassy", "mis:A"),
        ({"B", "C", "D", "H"}, "accredited", "mis:B"),
        ({"C", "D", "H"}, "Geneva", "mis:C"),
        ({"D", "H"}, "New York", "mis:D"),
        ({"H"}, "not known", None),
        ({"X", "B"}, "accredited", "mis:B"),  # a closed embassy is no door
    ],
)
def test_the_order_of_doors(
    copy_of_filled: Store, present: set[str], kind: str, door: str | None
) -> None:
    # Uruguay has no embassy in Zaveria: each door here is a planted one.
    missions = {
        "A": mission("A", "embassy", "Vesna"),
        "B": mission("B", "embassy", "Kyiv"),
        "C": mission("C", "permanent mission", "Geneva"),
        "D": mission("D", "permanent mission", "New York City"),
        "H": mission("H", "honorary consulate", "Vesna"),
        "X": mission("X", "embassy", "Vesna", status="closed"),
    }
    un = Entity("Organization", "org:UN", "United Nations", {"sector": "igo"})
    places = {"A": "gov:XZV", "H": "gov:XZV", "X": "gov:XZV", "B": "gov:UKR"}
    accredited = {"A": "gov:XZV", "B": "gov:XZV", "X": "gov:XZV", "C": "org:UN", "D": "org:UN"}
    records: list[Entity | Tie] = [un]
    for id in sorted(present):
        records += [missions[id], Tie("REPRESENTS", f"mis:{id}", "gov:URY")]
        if id in places:
            records.append(Tie("LOCATED_IN", f"mis:{id}", places[id]))
        if id in accredited:
            records.append(Tie("ACCREDITED_TO", f"mis:{id}", accredited[id]))
    write(copy_of_filled, *records, dataset="planted")
    rows = ranking(embassies(copy_of_filled, target="XZV", most=60))
    uruguay = next(row for row in rows if row["government"] == "URY")
    assert (uruguay["door_kind"], uruguay["door_id"]) == (kind, door)
    if door:
        assert uruguay["door_status"] == "unverified (1 October 2026)"


# Nothing from the future

COMPACT = ("To", "From", "Core", "Detention", "Response", "Action", "Hash", "Session")
facts = st.lists(
    st.tuples(
        st.sampled_from(["BLR", "CHN", "EGY", "FRA", "CUB", "VNM"]),  # reviewed
        st.sampled_from(["USA", "CUB", "RUS", "FRA", "ERI", "PLW"]),  # speaking
        st.sampled_from(["yes", "no"]),
        st.integers(8, 17),
    ).filter(lambda fact: fact[0] != fact[1]),
    min_size=1,
    max_size=40,
    unique=True,
)


@pytest.fixture(scope="module")
def planting_store(
    filled_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Path]]:
    folder = tmp_path_factory.mktemp("planted")
    store = open_store(f"sqlite:///{shutil.copy(filled_file, folder / 'store.sqlite')}")
    yield store, folder / "planted.csv"
    store.close()


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(facts, st.sampled_from(["BLR", "CUB", "EGY"]))
def test_facts_of_the_reviewed_session_or_later_change_no_ranking(
    planting_store: tuple[Store, Path], facts: list[tuple[str, str, str, int]], target: str
) -> None:
    store, file = planting_store
    session = min(session for *_, session in facts)
    before = opens(session) - timedelta(days=1)
    plain = embassies(store, before, target=target, most=200).json()
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COMPACT)
        for n, (to, speaker, core, when) in enumerate(facts):
            writer.writerow([to, speaker, core, core, "Accepted", 5, f"{n:012x}", when])
    load(named("upr"), [file], store, dataset="planted")
    try:
        assert embassies(store, before, target=target, most=200).json() == plain
        # … while afterwards they are known.
        late = ask(
            "record", store, {"government": facts[0][1], "target": facts[0][0]}, as_of=opens(18)
        )
        assert any(source.dataset == "planted" for source in late.sources)
    finally:
        store.forget("planted")


@pytest.mark.slow
def test_yearly_figures_count_from_the_end_of_their_year(copy_of_filled: Store) -> None:
    before = date(2012, 12, 30)
    plain = embassies(copy_of_filled, before, target="BLR").json()
    for year, theta in ((2012, 3.0), (2013, -3.0)):
        known = Origin("https://example.org", known=PartialDate(f"{year}-12-31"))
        tie = Tie(
            "MEASURED",
            "gov:BLR",
            "msr:ideal-point",
            str(year),
            values={"value": theta},
            origin=known,
        )
        write(copy_of_filled, tie, dataset=f"planted {year}")
    assert embassies(copy_of_filled, before, target="BLR").json() == plain
    assert embassies(copy_of_filled, date(2013, 1, 10), target="BLR").json() != plain


def test_the_lens_numbers_the_governments_and_ties_each_to_its_embassy(filled: Store) -> None:
    answer = embassies(filled, case="Swallow", most=6)
    lens, rows = answer.lens, ranking(answer)
    assert lens is not None
    assert answer.block(lens.list).id == "shortlist"
    ranked = [(one.id, one.order) for one in lens.entities if one.role == "ranked"]
    assert ranked == [(row["id"], row["rank"]) for row in rows]
    doors = {(row["id"], row["door_id"]) for row in rows if row["door_id"]}
    assert {(line.source, line.target) for line in lens.lines} == doors
    case = View(filled).find("Swallow", "Case")[0].id
    shown = {one.id for one in lens.entities if one.role == "shown"}
    assert shown == {door for _, door in doors} | {case, "gov:XZV"}
    assert next(one.words for one in lens.entities if one.id == "gov:CAN") == "embassy in Vesna"


def test_our_way_there_is_the_chance_and_whom_to_ask_first(filled: Store) -> None:
    by_name = {row["name"]: row for row in ranking(embassies(filled, case="Swallow"))}
    assert by_name["Norway"]["our_way"] == "13%, Wren Legal Clinic"
    assert by_name["Canada"]["our_way"] == "no good introduction"
    to = by_name["Norway"]["introductions_to"]
    case = View(filled).find("Swallow", "Case")[0].id
    way = ask("introductions", filled, {"case": case, "to": to}, Label.STRICT, DAY)
    assert way.block("ways").rows[0]["ask_first"] == "Wren Legal Clinic"
    assert way.block("ways").rows[0]["chance"] == pytest.approx(by_name["Norway"]["way_chance"])


def test_without_a_case_nobody_introduces_us(belarus: Answer) -> None:
    table = belarus.block("ranking")
    assert isinstance(table, Table)
    assert [lead.question for lead in table.onward] == ["dyad"]
    assert "our_way" not in {column.id for column in table.columns}
