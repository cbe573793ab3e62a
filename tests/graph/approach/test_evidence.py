"""Evidence as it is gathered: each factor from what was known on the day, nothing from later."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.special import expit, logit

from graph.approach.embassies import doors
from graph.approach.evidence import DOORS, Ground, totals
from graph.approach.factors import CHANCE, WEIGHED
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.record.acceptance import PSEUDO, fit
from graph.record.public_acts import public_acts
from graph.record.sessions import opens
from graph.store.base import Store
from graph.view import View
from tests.conftest import write

DAY = date(2026, 11, 25)


def ground(store: Store, host: str = "gov:BLR", day: date = DAY) -> Ground:
    view = View(store, Label.STRICT, day)
    known = public_acts(view)
    chances = known.outlook(host[4:])
    return Ground(view, view.get(host), None, known.past, chances, doors(view, host))


@pytest.fixture(scope="module")
def belarus(filled: Store) -> Ground:
    return ground(filled)


def test_the_chance_is_the_history_s_with_its_range(belarus: Ground) -> None:
    senders = belarus.past.reviews.senders.tolist()
    for id, known in belarus.evidence["chance"].items():
        n = senders.index(id[4:])
        chance, low, high = (float(figure[n]) for figure in belarus.chances.acts)
        assert (known.value, known.low, known.high) == (chance, low, high)
        assert (known.source, known.year) == ("acts", 2026)
    assert "gov:BLR" not in belarus.evidence["chance"]
    assert set(belarus.senders) <= belarus.evidence["chance"].keys()


def test_a_door_is_worth_what_its_kind_is_and_without_one_it_is_not_known(belarus: Ground) -> None:
    evidence = belarus.evidence["mission"]
    assert evidence.keys() == {f"gov:{iso3}" for iso3 in belarus.at}
    for iso3, door in belarus.at.items():
        assert evidence[f"gov:{iso3}"].value == DOORS[door.kind]
        assert evidence[f"gov:{iso3}"].year == 2022


def test_receptivity_is_the_target_s_own_rate_shifted_by_distance(belarus: Ground) -> None:
    model = fit(belarus.past.recommendations(core=True))
    answered = belarus.past.answered
    mine = [r for r in answered if r.target == "BLR"]  # those of unknown wording too
    yes = sum(r.response == "accepted" for r in mine)
    own = (yes + PSEUDO * model.base) / (len(mine) + PSEUDO)
    assert model.slope < 0  # the nearer are heeded more
    evidence = belarus.evidence["receptivity"]
    for iso3, apart in belarus.apart.items():
        known = evidence[f"gov:{iso3}"]
        want = expit(logit(own) + model.slope * (apart.value - model.middle))
        assert known.value == pytest.approx(float(want), abs=1e-12)
        assert known.low <= known.value <= known.high
    near = min(belarus.apart, key=lambda iso3: belarus.apart[iso3].value)
    assert evidence[f"gov:{near}"].value == max(known.value for known in evidence.values())


def test_nothing_from_later_is_known(filled: Store) -> None:
    day = opens(14) - timedelta(days=1)
    then = ground(filled, "gov:KOR", day)
    for known in then.evidence.values():
        for one in known.values():
            assert one.year is None or one.year <= day.year
    assert then.evidence["mission"] == {}  # the list of missions is of 2022
    assert then.evidence["measure"] == {}


def test_totals_by_the_chance_alone_are_the_chances(belarus: Ground) -> None:
    sums = totals(belarus, CHANCE)
    ranked = np.isin(belarus.past.reviews.senders, [id[4:] for id in belarus.senders])
    assert np.isnan(sums[~ranked]).all()
    assert sums[ranked] == pytest.approx(belarus.chances.ranked[ranked])
    mixed = totals(belarus, WEIGHED)
    assert np.isnan(mixed).sum() > (~ranked).sum()  # of some too little is known
    assert np.nanmin(mixed) >= 0
    assert np.nanmax(mixed) <= 1


@pytest.mark.slow
def test_who_holds_prisoners_is_told_by_the_newest_year_known(copy_of_filled: Store) -> None:
    msr = "msr:political-imprisonment"
    rows = (("USA", 2019, 0), ("USA", 2020, 2), ("ESP", 2019, 2), ("ESP", 2020, 1))
    write(
        copy_of_filled,
        Entity("Measure", msr, "Political imprisonment", {}, Origin("https://example.org")),
        *(
            Tie(
                "MEASURED",
                f"gov:{code}",
                msr,
                str(year),
                values={"value": value, "year": year},
                origin=Origin("https://example.org", known=PartialDate(f"{year}-12-31")),
            )
            for code, year, value in rows
        ),
    )
    assert ground(copy_of_filled).imprisons == {"gov:ESP": ("some", 2020)}
    assert ground(copy_of_filled, day=date(2020, 6, 1)).imprisons == {"gov:USA": ("many", 2019)}
