"""What a view knows of acts: as of a day, whatever was planted on it or later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.errors import QuestionError
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.record.act import days
from graph.record.acts import KNOWN_FOR, YEAR
from graph.record.public_acts import PublicActs, public_acts
from graph.record.sessions import SESSIONS, opens
from graph.store.base import Store
from graph.store.opening import open_store
from graph.view import View
from tests.conftest import write

STATES = {"FRA": "WEOG", "NOR": "WEOG", "PER": "GRULAC", "NIC": "GRULAC", "KEN": "Africa"}
STATES |= {"UGA": "Africa"}
DAY = date(2021, 6, 15)
slow_store = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def act(
    name: str,
    day: str,
    target: str,
    who: str,
    *,
    complete: bool = True,
    stance: str = "for",
    kind: str = "joint statement",
    speech: str = "",
) -> Iterator[Record]:
    known_from = PartialDate(days(day)[1].isoformat())
    origin = Origin("https://example.org", known=known_from, label=Label.CLEAR)
    values = {"act": kind, "date": day, "complete": complete, "speech": speech or name}
    yield Entity("Statement", f"sta:{name}", name, values, origin)
    yield Tie("ABOUT", f"sta:{name}", f"gov:{target}", origin=origin)
    for code in who.split():
        yield Tie("SIGNED", f"gov:{code}", f"sta:{name}", values={"stance": stance}, origin=origin)


def review(session: int, target: str, who: str) -> Iterator[Record]:
    known = Origin("https://example.org", known=PartialDate(str(opens(session))))
    for code in who.split():
        key, values = f"{session:02d}-{code}", {"session": session, "core": True}
        ends = f"gov:{code}", f"gov:{target}"
        yield Tie("RECOMMENDED_TO", *ends, key, values=values, origin=known)


@pytest.fixture
def store(empty: Store) -> Store:
    records: list[Record] = []
    for n, (code, region) in enumerate(STATES.items()):
        values = {"region": region, "un_seat": True, "iso3": code}
        records.append(Entity("Government", f"gov:{code}", code.title(), values))
        for measure, scale in (("msr:ideal-point", 1.0), ("msr:polyarchy", 0.15)):
            for year in (2015, 2018, 2020, 2021):
                origin = Origin(known=PartialDate(f"{year}-12-31"))
                value = {"value": scale * n + (year - 2015) / 100}
                records.append(
                    Tie("MEASURED", f"gov:{code}", measure, str(year), values=value, origin=origin)
                )
    records += [Entity("Measure", "msr:ideal-point"), Entity("Measure", "msr:polyarchy")]
    records += [*review(5, "UGA", "FRA NOR"), *review(30, "NIC", "FRA PER"), *review(37, "KEN", "")]
    records += [*review(36, "KEN", "NOR"), *act("one", "2019-04-02", "UGA", "FRA NOR PER")]
    records += act("two", "2020", "NIC", "PER FRA KEN", complete=False)
    records += act("three", "2021-05", "UGA", "NOR KEN FRA")
    records += act("four", "2021-02-01", "NIC", "UGA", stance="against")
    write(empty, *records)
    return empty


def known(store: Store, day: date | None = DAY) -> PublicActs:
    return public_acts(View(store, Label.CLEAR, day))


def figures(of: PublicActs, target: str, day: date = DAY) -> list[np.ndarray]:
    outlook = of.outlook(target, day)
    return [
        outlook.ranked,
        *outlook.acts,
        *outlook.small,
        *outlook.habit[:1],
        outlook.opposing,
    ]


partial = st.builds(
    lambda ahead, cut: (DAY + timedelta(days=ahead)).isoformat()[:cut],
    st.integers(0, 900),
    st.sampled_from([4, 7, 10]),
)


@given(
    day=partial,
    target=st.sampled_from(sorted(STATES)),
    complete=st.booleans(),
    stance=st.sampled_from(["for", "against"]),
    speech=st.sampled_from(["", "one", "three"]),
    session=st.sampled_from([n for n, (_, last) in SESSIONS.items() if last >= DAY]),
)
@slow_store
def test_nothing_dated_on_that_day_or_later_changes_anything(
    store: Store, day: str, target: str, complete: bool, stance: str, speech: str, session: int
) -> None:
    """Partial dates included: what may have been later is not known, so that it is not used."""
    hosts = ("UGA", "NIC")
    before = [figures(known(store), host) for host in hosts]
    whole = [figures(known(store, None), host) for host in hosts]
    planted = [
        *act("new", day, target, "FRA KEN PER", complete=complete, stance=stance, speech=speech),
        *review(session, "NOR", "KEN UGA"),
    ]
    write(store, *planted, dataset="planted")
    try:
        for view_of in (DAY, None):
            for host, figured, again in zip(hosts, before, whole, strict=True):
                got = figures(known(store, view_of), host)
                for one, two, three in zip(got, figured, again, strict=True):
                    assert np.array_equal(one, two, equal_nan=True)
                    assert np.array_equal(one, three, equal_nan=True)
    finally:
        store.forget("planted")


def test_an_act_before_that_day_does_change_something(store: Store) -> None:
    before = figures(known(store), "UGA")[0]
    write(store, *act("new", "2021-06-14", "UGA", "FRA KEN PER"), dataset="planted")
    assert not np.array_equal(before, figures(known(store), "UGA")[0], equal_nan=True)


def test_an_incomplete_list_of_its_own_lowers_nobody(store: Store) -> None:
    before = known(store).outlook("UGA").ranked
    write(store, *act("new", "2021-06-01", "UGA", "KEN PER", complete=False), dataset="planted")
    after = known(store).outlook("UGA").ranked
    assert (np.nan_to_num(after) >= np.nan_to_num(before)).all()
    assert (np.nan_to_num(after) > np.nan_to_num(before)).sum() == 2


def test_votes_and_own_nationals_are_no_evidence(store: Store) -> None:
    before = figures(known(store), "UGA")[0]
    for n, kind in enumerate(("vote", "prisoner exchange", "consular intervention")):
        records = act(f"new{n}", "2021-06-01", "UGA", "KEN PER FRA", kind=kind)
        write(store, *records, dataset=f"planted{n}")
    assert np.array_equal(before, figures(known(store), "UGA")[0], equal_nan=True)
    assert len(known(store).all) == 7


def test_within_the_americas_members_stand_higher(store: Store) -> None:
    outlook = known(store).outlook("NIC")
    at = {code: n for n, code in enumerate(sorted(STATES))}
    assert outlook.ranked[at["PER"]] > outlook.acting.plain[at["PER"]]
    assert outlook.ranked[at["FRA"]] == outlook.acting.plain[at["FRA"]]
    assert np.isnan(outlook.ranked[at["NIC"]])
    assert not known(store).outlook("UGA").acting.shift.any()


def test_with_old_acts_only_the_order_stands(store: Store) -> None:
    newest = date(2021, 5, 31)
    day = newest + timedelta(days=int(KNOWN_FOR * YEAR))
    assert known(store, day).outlook("UGA").stated
    late = known(store, day + timedelta(days=1)).outlook("UGA")
    assert not late.stated
    assert np.nanmax(late.ranked) > 0


@pytest.mark.parametrize("target", ["UGA", "NIC", "KEN"])
def test_a_range_is_never_narrower_than_a_year_before(store: Store, target: str) -> None:
    """With the same evidence: no act and no review between."""
    start = date(2021, 8, 1)
    widths = []
    for years in range(4):
        _, low, high = (
            known(store, start + timedelta(days=round(years * YEAR))).outlook(target).acts
        )
        widths.append(np.nan_to_num(high - low))
        assert (np.nan_to_num(low) >= 0).all()
        assert (np.nan_to_num(high) <= 1).all()
    for earlier, later in pairwise(widths):
        assert (later >= earlier - 1e-12).all()


def test_without_a_review_before_it_nothing_can_be_said(store: Store) -> None:
    with pytest.raises(QuestionError, match="2009"):
        known(store).outlook("UGA", date(2009, 5, 1)).ranked.sum()


def test_another_audience_does_not_see_an_act_of_ones_own(store: Store) -> None:
    secret = [
        Entity(one.kind, one.id, one.name, one.values, Origin(label=Label.AMBER))
        if isinstance(one, Entity)
        else Tie(
            one.kind, one.source, one.target, values=one.values, origin=Origin(label=Label.AMBER)
        )
        for one in act("new", "2021-06-01", "UGA", "KEN PER FRA")
    ]
    write(store, *secret, dataset="own")
    acts_by_label = {
        label: len(public_acts(View(store, label)).all) for label in (Label.CLEAR, Label.RED)
    }
    assert acts_by_label == {Label.CLEAR: 4, Label.RED: 5}


def test_the_store_is_opened_by_its_own_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("none") / "none.sqlite"
    with pytest.raises(QuestionError, match="load the tables of governments"):
        known(open_store(f"sqlite:///{path}"))


def test_a_no_on_a_country_situation_counts_as_taking_its_side(store: Store) -> None:
    before = known(store).outlook("NIC").opposing
    for n, (day, vote) in enumerate([("2021-03-01", "no"), ("2021-07-01", "no")]):
        origin = Origin("https://example.org", known=PartialDate(day), label=Label.CLEAR)
        values = {"vote": vote, "situation": "NIC"}
        paper = Entity("Statement", f"sta:vote{n}", "A vote", {"kind": "resolution"}, origin)
        tie = Tie("VOTED", "gov:KEN", paper.id, values=values, origin=origin)
        write(store, paper, tie, dataset=f"votes{n}")
    after = known(store).outlook("NIC").opposing
    at = sorted(STATES).index("KEN")
    assert after[at] > before[at]
    assert (np.delete(after, at) == np.delete(before, at)).all()
    assert known(store).refusals(DAY)[at] == 1.0
