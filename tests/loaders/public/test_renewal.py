"""Every public table says when it is out of date, and where its newest file is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.model.records import Entity
from graph.store.ages import AGEING, CHECKED, DUE, NEWEST, ages
from graph.store.base import Store
from loaders.loader import all_loaders, named
from loaders.loading import load
from tests.conftest import write
from tests.loaders.conftest import Run

PUBLIC = {name: one for name, one in all_loaders().items() if one.section == "public"}
MISSIONS = "operator,country,city,type,snapshot,label\n"
PLEDGES = "government,code,title,kind,source,retrieved,checks next\n"


@pytest.fixture
def states(empty: Store) -> Store:
    """A store with a few governments."""
    write(
        empty, *(Entity("Government", f"gov:{x}", x) for x in ["ARG", "AUT", "DEU", "FRA", "NOR"])
    )
    return empty


def test_every_public_loader_says_how_its_table_is_renewed() -> None:
    assert [name for name, one in PUBLIC.items() if not one.about.get("renew")] == []
    assert [name for name, one in PUBLIC.items() if one.about.get("kind") not in AGEING] == []
    for name, one in PUBLIC.items():
        renew = one.about["renew"]
        assert renew[0].isupper(), name
        assert renew.endswith("."), name
        assert len(renew.split()) <= 50, name


def test_every_shipped_table_has_a_day(filled: Store) -> None:
    shipped = {x.dataset for x in filled.loads() if x.dataset in PUBLIC and x.live}
    today = date.today()
    tables = ages(filled.loads(), today)
    assert {one.dataset for one in tables} == shipped
    assert all(one.last <= today and one.renew for one in tables)


def test_the_days_of_a_table_are_recorded_as_it_is_loaded(states: Store, tmp_path: Path) -> None:
    file = tmp_path / "missions.csv"
    file.write_text(
        f"{MISSIONS}France,Norway,Oslo,embassy,2022-11-16,\n"
        "Germany,Norway,Oslo,embassy,2024-02-03,AMBER\n",
        "utf-8",
    )
    load(named("missions"), [file], states)
    # Of what not everybody may see nobody learns even the day.
    assert states.loads()[-1].counts[NEWEST] == 20221116
    (age,) = ages(states.loads(), date.today())
    assert (age.loader, age.last) == ("missions", date(2022, 11, 16))


def test_a_table_of_parts_has_a_day_and_an_earlier_part_is_no_older_table(
    states: Store, tmp_path: Path
) -> None:
    header = "To,From,Core,Detention,Response,Action,Hash,Session\n"
    for session in (17, 8):
        file = tmp_path / f"s{session}.csv"
        file.write_text(f"{header}ARG,AUT,yes,no,Accepted,2,f56c2e98aa46,{session}\n", "utf-8")
        load(named("upr"), [file], states, encoding="utf-8-sig", agreed=False)
    (age,) = ages(states.loads(), date.today())
    assert age.last == date(2013, 10, 21)


@pytest.mark.parametrize(
    ("next_", "due"),
    [
        (["Demarche, before 2027-05", "whoever reads it, 2027-02-10"], 20270210),
        (["nobody", ""], None),
        (["Demarche, 2027-13-45", "in 2028"], 20280101),
    ],
)
def test_who_checks_next_says_by_when(
    states: Store, tmp_path: Path, next_: list[str], due: int | None
) -> None:
    file = tmp_path / "pledges.csv"
    rows = [
        f'FRA,t{n},Text {n},pledge,https://example.org,2026-0{n + 3}-01,"{text}"'
        for n, text in enumerate(next_)
    ]
    file.write_text(PLEDGES + "\n".join(rows) + "\n", "utf-8")
    load(named("pledges"), [file], states, today=date(2026, 11, 29))
    counts = states.loads()[-1].counts
    assert counts[CHECKED] == 20260401
    assert counts.get(DUE) == due


def test_the_command_tells_each_table_and_what_is_not_loaded(
    run: Run, copy_of_filled: Store
) -> None:
    copy_of_filled.forget("missions")
    code, out, _ = run("stale")
    assert code == 0
    assert "ideal_points: UN ideal points, to 31 December 20" in out
    assert PUBLIC["treaties"].about["renew"] in out
    assert "missions: " not in out
    absent = out.rpartition("Not loaded: ")[2]
    assert {"missions", "terror_scale"} <= set(
        absent.replace(".", ",").replace(" and ", ", ").split(", ")
    )
    assert "treaties" not in absent
