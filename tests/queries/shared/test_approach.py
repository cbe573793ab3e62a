"""What an approach rests on: the blocks that stand beside the ranking of embassies."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.approach.embassies import doors
from graph.approach.evidence import Ground
from graph.approach.factors import KINDS
from graph.model.errors import QuestionError
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.model.vocabulary import ASKS
from graph.record.acts import acting
from graph.record.public_acts import public_acts
from graph.store.base import Store
from graph.store.opening import open_store
from graph.view import View
from queries.answer import Answer, Table
from queries.shared.approach import Approach, approach
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 25)
ORIGIN = Origin("https://example.org", known=PartialDate("2026-10-01"))
BY_TITLE = {ask.title: ask for ask in ASKS}


def ground(store: Store, host: str, case: str | None = None) -> Ground:
    view = View(store, Label.STRICT, DAY)
    known = public_acts(view)
    return Ground(
        view,
        view.get(host),
        view.get(case) if case else None,
        known.past,
        known.outlook(host[4:]),
        doors(view, host),
    )


def weighed_for(
    store: Store, host: str, case: str | None = None, weighing: str = "", most: int = 20
) -> Approach:
    on = ground(store, host, case)
    return approach(on.view, on.host, on.case, on.past, on.chances, on.at, most, weighing)


def rows(approach: Approach, block: str) -> list[dict[str, Any]]:
    table = next(one for one in approach.blocks if one.id == block)
    assert isinstance(table, Table)
    return [dict(row) for row in table.rows]


def swallow(store: Store) -> str:
    return View(store).find("Swallow", "Case")[0].id


@pytest.fixture(scope="module")
def belarus(filled: Store) -> Approach:
    return weighed_for(filled, "gov:BLR")


@pytest.fixture(scope="module")
def weighed(filled: Store) -> Approach:
    return weighed_for(filled, "gov:BLR", weighing="all", most=200)


# The order and its factors


def test_the_default_order_is_that_of_the_chance_alone(filled: Store, belarus: Approach) -> None:
    on = ground(filled, "gov:BLR")
    chance = dict(zip(on.past.reviews.senders.tolist(), on.chances.ranked.tolist(), strict=True))
    by_chance = sorted(belarus.order, key=lambda code: (-round(chance[code], 12), code))
    assert list(belarus.order) == by_chance
    assert all(belarus.cells[code]["total"] == chance[code] for code in belarus.order[:20])


def test_what_the_factors_add_is_the_total_and_without_one_it_is_less_by_that(
    weighed: Approach,
) -> None:
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in rows(weighed, "factors"):
        parts.setdefault(row["of"], []).append(row)
    for row in rows(weighed, "standing"):
        mine = parts[row["id"]]
        assert len(mine) == len(KINDS)
        assert sum(part["adds"] for part in mine) == pytest.approx(row["total"], abs=1e-9)
        for part in mine:
            middle = (part["low"] + part["high"]) / 2 if part["value"] is None else part["value"]
            assert part["adds"] == pytest.approx(part["weight"] * middle, abs=1e-9)
            assert (part["value"] is None) == (part["source"] is None)
            assert part["sentence"]


def test_what_the_campaign_holds_of_others_is_not_used_for_a_state(filled: Store) -> None:
    on = ground(filled, "gov:BLR")
    approach(on.view, on.host, None, on.past, on.chances, on.at, 5, "all")
    assert on.view.used.label is Label.CLEAR
    assert not [name for name in on.view.used.datasets if name.startswith("sample/")]


def test_governments_of_which_too_little_is_known_are_apart_and_not_last(
    weighed: Approach,
) -> None:
    apart = {row["id"][4:] for row in rows(weighed, "too_little")}
    assert apart
    assert not apart & set(weighed.order)
    assert all(row["known"] < 0.6 for row in rows(weighed, "too_little"))


def test_places_are_chances_and_ranges(belarus: Approach, weighed: Approach) -> None:
    for ranking in (belarus, weighed):
        for row in rows(ranking, "standing"):
            assert 1 <= row["rank_low"] <= row["rank_median"] <= row["rank_high"]
            assert 0 <= row["first"] <= row["first_five"] <= 1
    assert sum(row["first"] for row in rows(weighed, "standing")) == pytest.approx(1)
    assert all(row["one_source"] for row in rows(belarus, "standing"))


def test_the_same_question_gives_the_same_bytes(filled: Store) -> None:
    one, again = (
        Answer(a.lead, a.blocks).json() for a in (weighed_for(filled, "gov:VNM"),) * 1 * 2
    )
    assert one == again
    assert Answer((b := weighed_for(filled, "gov:VNM")).lead, b.blocks).json() == one


def test_weights_that_are_none_are_a_sentence(filled: Store) -> None:
    with pytest.raises(QuestionError, match="luck"):
        weighed_for(filled, "gov:BLR", weighing="luck 3")
    by_door = weighed_for(filled, "gov:BLR", weighing="chance 1; mission 3", most=5)
    assert all(
        row["weight"] == 0
        for row in rows(by_door, "factors")
        if row["factor_id"] not in ("chance", "mission")
    )


def test_what_an_act_adds_to_a_chance_is_what_it_would_lack_without(filled: Store) -> None:
    on, iso3 = ground(filled, "gov:BLR"), "CZE"
    outlook, acts = on.chances, on.chances.acting.acts
    n = acts.senders.tolist().index(iso3)
    facts = iter(on.signed(f"gov:{iso3}"))
    for i in range(len(acts.id)):
        if acts.joined[i, n] and outlook.acting.weight[i]:
            joined = acts.joined.copy()
            joined[i, n] = 0
            silent = acting(
                replace(acts, joined=joined),
                outlook.habit.chance,
                day=outlook.day.toordinal(),
                known=outlook.known.toordinal(),
                theta=outlook.target.theta.value,
                p=outlook.target.p.value,
                region=outlook.target.region,
                shift=outlook.of.shift("BLR"),
            ).chance[n]
            lost = outlook.ranked[n] - silent
            assert next(facts).loss == pytest.approx(float(lost), abs=1e-12)
    assert next(facts, None) is None


# Doors, the EU, and what to mind


def test_no_door_is_invented_for_a_state_with_few_missions(filled: Store) -> None:
    for host in ("gov:TUV", "gov:PRK", "gov:NRU"):
        on, approach = ground(filled, host), weighed_for(filled, host)
        at = {f"gov:{iso3}": door for iso3, door in on.at.items()}
        for row in rows(approach, "first_doors"):
            if row["id"] in at or row["role"] != "a mediator":
                assert row["door"] == at[row["id"]].name
            else:
                assert row["door"] == "not known"
        for row in rows(approach, "asks"):
            kind = at[row["id"]].kind if row["id"] in at else None
            assert row["channel"] != "embassy" or kind in ("embassy", "consulate general")


def test_the_first_doors_are_few_and_of_different_kinds(belarus: Approach) -> None:
    doors = {row["id"]: row for row in rows(belarus, "first_doors")}
    assert 3 <= len(doors) <= 5
    assert next(iter(doors.values()))["role"] == "speaks up most"
    lithuania = doors["gov:LTU"]  # a member of the EU may be the neighbour
    assert lithuania["role"] == "a neighbour, or votes alike at the UN"
    assert "Poland" in lithuania["reason"] or "gov:POL" in doors
    holy_see = doors["gov:VAT"]
    assert (holy_see["role"], holy_see["ask_id"]) == ("a mediator", "channel")
    assert "20 November 2025" in holy_see["reason"]
    assert not any("%" in str(row["reason"]) for row in doors.values())
    single = {row["id"] for row in rows(belarus, "european_union") if row["kind"] == "single"}
    acts_most = [
        id for id, row in doors.items() if row["role"] in ("speaks up most", "next in the list")
    ]
    assert sum(id in single for id in acts_most) <= 1


@pytest.mark.parametrize("host", ["gov:BLR", "gov:EGY", "gov:CHN"])
def test_the_asks_of_the_first_ten_differ_where_their_doors_differ(
    filled: Store, host: str
) -> None:
    on, asks = ground(filled, host), rows(weighed_for(filled, host, most=10), "asks")
    assert len({row["ask_id"] for row in asks}) >= 2
    assert len({(row["ask_id"], row["through"]) for row in asks}) >= 3
    ways: dict[object, set[object]] = {}
    for row in asks:
        door = on.at.get(row["id"][4:])
        place = (door.kind, door.city) if door else None
        member = row["id"] in on.members
        # Members of the EU act together, whatever doors they have.
        ways.setdefault((member, None if member else place), set()).add(
            (row["ask_id"], row["through"] if not member else None)
        )
    flat = [ask for asks_of in ways.values() for ask in asks_of]
    assert len(flat) == len(set(flat))  # no two kinds of door share an ask and a way


def test_members_of_the_eu_are_single_doors_and_one_together(belarus: Approach) -> None:
    members = rows(belarus, "european_union")
    whole = [row for row in members if row["kind"] == "coordinated"]
    assert len(whole) == 1
    assert "delegation" in whole[0]["door"]
    assert whole[0]["chance"] is None  # not a product of chances that hang together
    names = {row["name"] for row in members}
    assert {"France", "Germany", "Poland"} <= names
    assert not {"United Kingdom", "Switzerland", "Russia"} & names


def test_within_the_eu_there_is_no_common_door(filled: Store) -> None:
    assert "european_union" not in {block.id for block in weighed_for(filled, "gov:HUN").blocks}


@pytest.fixture
def planted(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{shutil.copy(filled_file, tmp_path / 'planted.sqlite')}")
    yield store
    store.close()


def test_who_holds_prisoners_itself_is_flagged_and_a_break_of_policy_told(planted: Store) -> None:
    yearly = Origin("https://example.org", known=PartialDate("2020-12-31"))
    msr = "msr:political-imprisonment"
    write(
        planted,
        Entity("Measure", msr, "Political imprisonment", {}, Origin("https://example.org")),
        *(
            Tie(
                "MEASURED",
                f"gov:{code}",
                msr,
                "2020",
                values={"value": value, "year": 2020},
                origin=yearly,
            )
            for code, value in (("JPN", 1), ("ESP", 0), ("FRA", 2))
        ),
        Tie("MEASURED", "gov:ESP", msr, "2019", values={"value": 2, "year": 2019}, origin=yearly),
        Entity(
            "Event",
            "eve:1",
            "It closed its office for human rights.",
            {"kind": "policy break", "date": "2025-03-01"},
            ORIGIN,
        ),
        Entity(
            "Event",
            "eve:2",
            "It was so long ago.",
            {"kind": "policy break", "date": "2001"},
            ORIGIN,
        ),
        Tie("CONCERNS", "eve:1", "gov:JPN", origin=ORIGIN),
        Tie("CONCERNS", "eve:2", "gov:FRA", origin=ORIGIN),
    )
    cells = weighed_for(planted, "gov:BLR", most=60).cells
    assert cells["JPN"]["mind"].startswith(
        "It held some political prisoners itself (2020). "
        "Its record may have ended: It closed its office for human rights (1 March 2025)."
    )
    assert cells["JPN"]["caveats"] == ["holds prisoners", "break of policy"]
    assert cells["ESP"]["mind"] == "It held many political prisoners itself (2020)."
    # Of many, as the shipped table has them of the United States, the two newest are told.
    mind = str(cells["USA"]["mind"])
    dates = re.findall(r"\((\d+ \w+ \d{4})\)", mind.partition("may have ended")[2])
    days = [datetime.strptime(day, "%d %B %Y") for day in dates][:2]
    assert days == sorted(days, reverse=True)
    assert len(days) == 2
    assert re.search(r" and \d more", mind)
    assert cells["FRA"]["mind"] is None
    assert cells["GBR"]["mind"] is None  # nothing on record: not known, and not cleared


@pytest.mark.slow
def test_where_it_is_not_safe_to_tell_nothing_is_asked(planted: Store) -> None:
    door = ground(planted, "gov:BLR").at["FRA"]
    write(
        planted,
        Entity("Mission", door.id, door.name, {"safe_to_tell": "no"}, ORIGIN),
        Entity("Government", "gov:CAN", "Canada", {"contact": "do not contact"}, ORIGIN),
    )
    approach = weighed_for(planted, "gov:BLR")
    for code in ("FRA", "CAN"):
        assert approach.cells[code]["ask_id"] == "do nothing"
        assert "Do not approach".lower() in approach.cells[code]["ask"].lower()
    assert not {"gov:FRA", "gov:CAN"} & {row["id"] for row in rows(approach, "first_doors")}


# Consent, in every format


def test_a_recorded_counter_strike_withholds_what_is_public_and_says_n(filled: Store) -> None:
    approach = weighed_for(filled, "gov:XZV", swallow(filled))
    assert "after 1 of the 2 public asks on record" in approach.risk
    assert not any(row["public"] for row in rows(approach, "asks"))
    risks = next(block for block in approach.blocks if block.id == "risks")
    assert isinstance(risks, Table)
    assert "things got worse after 1 of them." in risks.note
    assert "low" not in {row["level"] for row in risks.rows}


def test_the_sample_reads_like_advice(filled: Store) -> None:
    approach = weighed_for(filled, "gov:XZV", swallow(filled), most=3)
    golden.check(Answer(f"{approach.lead} {approach.risk}", approach.blocks, question="approach"))
