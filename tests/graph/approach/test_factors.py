"""Factors: contributions add up, what is missing is not zero, and too little is apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.approach.factors import (
    BY_ID,
    KINDS,
    WEIGHED,
    Factor,
    enough,
    factors,
    known_share,
    stand,
    total,
    weights,
)
from graph.approach.nexus import Evidence
from graph.approach.tipping_fact import Fact, decisive, facts, sources
from graph.model.errors import QuestionError

DAY = date(2026, 11, 25)
IDS = ["gov:A", "gov:B", "gov:C", "gov:D"]
share = st.floats(0, 1)
cells = st.dictionaries(
    st.sampled_from([kind.id for kind in KINDS]), st.dictionaries(st.sampled_from(IDS), share)
)
loads = st.dictionaries(
    st.sampled_from([kind.id for kind in KINDS]), st.floats(0.01, 100), min_size=1
)


def evidence(values: dict[str, dict[str, float]]) -> dict[str, dict[str, Evidence]]:
    return {
        kind: {id: Evidence(v, v, v, "It is so.", "upr", None) for id, v in of.items()}
        for kind, of in values.items()
    }


@given(cells, loads)
def test_taking_a_factor_away_changes_the_total_by_what_it_was_shown_to_add(
    values: dict[str, dict[str, float]], weighting: dict[str, float]
) -> None:
    for one in factors(IDS, evidence(values), weighting, DAY).values():
        whole = total(one)
        assert 0 <= whole <= 1 + 1e-9
        assert sum(factor.weight for factor in one) == pytest.approx(1)
        for gone in one:
            rest = [factor for factor in one if factor is not gone]
            assert total(rest) == pytest.approx(whole - gone.contribution, abs=1e-9)


@given(cells)
def test_what_is_not_known_is_never_zero(values: dict[str, dict[str, float]]) -> None:
    for id, one in factors(IDS, evidence(values), WEIGHED, DAY).items():
        for factor in one:
            known = id in values.get(factor.name, {})
            assert (factor.value is not None) == known
            if not known:
                assert factor.low == 0 < factor.high == BY_ID[factor.name].most
                assert factor.contribution == factor.weight * factor.high / 2
                assert factor.year is None
                assert factor.source is None
                assert factor.sentence == BY_ID[factor.name].missing


def test_a_fact_is_the_less_sure_the_older_and_a_timeless_one_is_not() -> None:
    def factor(year: int | None, kind: str = "mission") -> Factor:
        known = {kind: {"gov:A": Evidence(0.5, 0.5, 0.5, "It is so.", "x", year)}}
        return next(f for f in factors(["gov:A"], known, WEIGHED, DAY)["gov:A"] if f.name == kind)

    assert (factor(None).low, factor(2026).low, factor(None).high) == (0.5, 0.5, 0.5)
    assert factor(2016).low == pytest.approx(0.5 - 10 * 0.02 * 1.2815515655)
    assert factor(2016).high - 0.5 == pytest.approx(0.5 - factor(2016).low)
    assert (factor(1900).low, factor(1900).high) == (0, 1)
    assert factor(2013, "chance").low == 0.5  # its range holds its age already


def test_less_than_sixty_percent_of_the_weight_known_has_no_place() -> None:
    weighting = {"chance": 59.9, "mission": 40.1}
    known = {"chance": {"gov:A": 0.9, "gov:B": 0.5}, "mission": {"gov:B": 0.5}}
    results = factors(["gov:A", "gov:B"], evidence(known), weighting, DAY)
    assert known_share(results["gov:A"]) == pytest.approx(0.599)
    assert (enough(results["gov:A"]), enough(results["gov:B"])) == (False, True)
    assert stand(results).ids == ("gov:B",)
    exactly = factors(["gov:A"], evidence(known), {"chance": 60, "mission": 40}, DAY)
    assert enough(exactly["gov:A"])
    with pytest.raises(QuestionError, match="Not enough is known"):
        stand({"gov:A": results["gov:A"]})


def test_the_default_order_is_the_chance_alone() -> None:
    assert weights("") == {"chance": 1}
    known = {"chance": {"gov:A": 0.9, "gov:B": 0.5}, "mission": {"gov:B": 1.0}}
    results = factors(["gov:A", "gov:B"], evidence(known), weights(""), DAY)
    assert [total(results[id]) for id in ("gov:A", "gov:B")] == [0.9, 0.5]
    assert stand(results).first.tolist() == [1, 0]


def test_the_weights_of_the_weighed_order_add_up_and_the_tested_one_is_the_largest() -> None:
    assert sum(WEIGHED.values()) == pytest.approx(1)
    assert max(WEIGHED, key=WEIGHED.__getitem__) == "chance"
    assert weights("all") == WEIGHED


@pytest.mark.parametrize("text", ["chance", "luck 3", "chance -1", "chance 0", "chance 60 mission"])
def test_what_is_no_weight_is_a_sentence(text: str) -> None:
    with pytest.raises(QuestionError, match=r"weight"):
        weights(text)


# What the first place hangs on
@given(cells, loads, st.lists(st.floats(0, 0.3), max_size=4), st.floats(0, 0.5))
def test_the_decisive_fact_is_the_least_one_that_is_worth_more_than_the_lead(
    values: dict[str, dict[str, float]],
    weighting: dict[str, float],
    reviews: list[float],
    lead: float,
) -> None:
    one = factors(["gov:A"], evidence(values), weighting, DAY)["gov:A"]
    behind = [Fact(f"review {n}", "upr", 2013, loss) for n, loss in enumerate(reviews)]
    tipping = decisive(facts(one, behind), lead)
    # By brute force: take each away, and look whether the total falls below the second's.
    losses: list[float] = []
    for factor in one:
        rest = total([f for f in one if f is not factor])
        if factor.name == "chance":
            losses += [factor.weight * fact.loss for fact in behind]
        elif factor.value is not None and factor.weight:
            unknown = factor.weight * BY_ID[factor.name].most / 2
            losses.append(total(one) - (rest + unknown))
    # As totals are told apart: to nine decimals.
    if tipping is None:
        assert max(losses, default=0) <= lead + 1e-9
    else:
        assert tipping.loss > lead
        assert min(abs(loss - tipping.loss) for loss in losses) < 1e-9
        assert not any(lead + 1e-9 < loss < tipping.loss - 1e-9 for loss in losses)


def test_what_a_total_rests_on() -> None:
    known = {
        "chance": {"gov:A": Evidence(0.9, 0.9, 0.9, "x", "upr", 2013)},
        "mission": {"gov:A": Evidence(1, 1, 1, "x", "missions", 2022)},
    }
    both = factors(["gov:A"], known, WEIGHED, DAY)["gov:A"]
    assert sources(both) == ["missions", "upr"]
    assert sources(factors(["gov:A"], known, weights(""), DAY)["gov:A"]) == ["upr"]
