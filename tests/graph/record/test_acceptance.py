"""Acceptance: the model against arithmetic, an invented world, the future and the real answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, logit

from graph.record.acceptance import LADDER, Heeding, Recommendations, as_of, by_action, fit, judged
from graph.record.evaluation import auc, brier
from tests.graph import real_upr

NAN = float("nan")
EFFECT = np.array([2.0, 1.5, -0.5, 0.5, -1.0])


def world(seed: int, n: int = 8_000, slope: float = -0.8, spread: float = 1.2) -> Recommendations:
    """30 targets, each reviewed twice in 8 sessions; answers follow action, distance, habit."""
    rng = np.random.default_rng(seed)
    target = rng.integers(30, size=n)
    session = target % 4 + 1 + 4 * rng.integers(2, size=n)
    order = np.argsort(session, kind="stable")
    target, session = target[order], session[order]
    action, distance = rng.integers(1, 6, size=n), rng.exponential(1, size=n)
    habit = rng.normal(0.3, spread, 30)[target]
    chance = expit(habit + EFFECT[action - 1] + slope * (distance - 1))
    distance[rng.random(n) < 0.05] = NAN
    return Recommendations(session, target, rng.random(n) < chance, action, distance)


@pytest.fixture(scope="module")
def invented() -> Recommendations:
    return world(0)


def test_a_targets_own_rate_is_drawn_to_the_base_rate_by_five() -> None:
    recommendations = Recommendations(
        [1] * 6, [0, 0, 0, 2, 2, 2], [1, 1, 1, 0, 0, 1], [4] * 6, [NAN] * 6
    )
    fitted = fit(recommendations)
    assert fitted.base == pytest.approx(4 / 6)
    expected = [(3 + 5 * 4 / 6) / 8, 4 / 6, (1 + 5 * 4 / 6) / 8, 4 / 6]
    assert fitted.past([0, 1, 2, 7]) == pytest.approx(expected)
    assert fitted.to_each.tolist() == [3, 0, 3]


def test_the_chance_is_the_stated_formula() -> None:
    fitted = Heeding(0.6, np.array([9]), np.array([0.8, 0.6]), EFFECT, -0.5, 1.2)
    assert fitted.chance(0, 5, 2.2) == pytest.approx(expit(logit(0.8) - 1.0 - 0.5))
    assert fitted.chance(0, 5) == fitted.chance(0, 5, NAN) == fitted.chance(0, 5, 1.2)
    assert fitted.chance([0, 1], [1, 2], [0, NAN]).shape == (2,)


def test_effects_and_slope_of_the_invented_world_are_found(invented: Recommendations) -> None:
    fitted = fit(invented)
    assert fitted.effect - fitted.effect.mean() == pytest.approx(EFFECT - EFFECT.mean(), abs=0.2)
    assert fitted.slope == pytest.approx(-0.8, abs=0.1)


def test_a_category_always_accepted_is_not_certain() -> None:
    recommendations = Recommendations(
        [1] * 6, [0] * 6, [1, 1, 1, 0, 1, 0], [1, 1, 1, 5, 5, 5], [NAN] * 6
    )
    assert 0.7 < fit(recommendations).chance(0, 1) < 0.95
    assert fit(recommendations).slope == 0  # nothing known of distance


def test_an_unseen_category_has_no_effect() -> None:
    recommendations = Recommendations([1] * 4, [0] * 4, [1, 0, 1, 0], [4] * 4, [0.1, 0.2, 0.3, 0.4])
    assert fit(recommendations).effect[[0, 1, 2, 4]] == pytest.approx(0, abs=1e-9)


def test_nothing_from_the_session_or_later_changes_a_chance(invented: Recommendations) -> None:
    now = invented.session == 6
    rng = np.random.default_rng(1)
    changed = replace(
        invented,
        accepted=np.where(invented.session >= 6, rng.integers(2, size=len(now)), invented.accepted),
        action=np.where(invented.session > 6, 1, invented.action),
        distance=np.where(invented.session > 6, 0, invented.distance),
    )
    before = invented.session <= 6
    one, other = as_of(invented)[:, before], as_of(changed)[:, before]
    assert np.array_equal(one, other, equal_nan=True)
    assert not np.isnan(one[:, now[before]]).any()
    earlier = replace(invented, accepted=np.where(now, 1 - invented.accepted, invented.accepted))
    assert not np.array_equal(as_of(earlier), as_of(invented), equal_nan=True)


def test_only_targets_with_an_earlier_review_are_judged(invented: Recommendations) -> None:
    assert np.array_equal(~np.isnan(as_of(invented)).any(axis=0), invented.session > 4)


def test_the_estimates_are_the_plain_measures(invented: Recommendations) -> None:
    chances, judgement = as_of(invented), judged(invented, draws=50)
    for rung, chance in zip(LADDER, chances, strict=True):
        assert judgement[rung].auc.mean == pytest.approx(auc(chance, invented.accepted), abs=1e-12)
        assert judgement[rung].brier.mean == pytest.approx(
            brier(chance, invented.accepted), abs=1e-12
        )
        assert judgement[rung].auc.n == 30


def test_a_resample_of_reviews_is_measured_as_if_they_were_repeated() -> None:
    recommendations = world(2, n=600)
    chance = as_of(recommendations)[3]
    rows = np.flatnonzero(~np.isnan(chance))
    reviews = sorted(
        set(zip(recommendations.session[rows], recommendations.target[rows], strict=True))
    )
    n = len(reviews)
    (times,) = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=1)
    drawn = dict(zip(reviews, times.tolist(), strict=True))
    again = np.repeat(
        rows, [drawn[recommendations.session[i], recommendations.target[i]] for i in rows]
    )
    judgement = judged(recommendations, draws=1, seed=0)[
        "own past, wording and distance"
    ]  # one draw: both bounds are its value
    expected = auc(chance[again], recommendations.accepted[again])
    assert judgement.auc.low == judgement.auc.high == pytest.approx(expected, abs=1e-12)
    assert judgement.auc.mean != judgement.auc.low
    assert judgement.brier.low == pytest.approx(
        brier(chance[again], recommendations.accepted[again])
    )


def test_each_rung_that_matters_adds_and_one_that_does_not_adds_nothing() -> None:
    def scores(recommendations: Recommendations) -> list[float]:
        return [judgement.auc.mean for judgement in judged(recommendations, draws=20).values()]

    _, own, action, distance = scores(world(3))
    assert 0.55 < own < action - 0.03 < distance - 0.04
    _, own, action, distance = scores(world(3, slope=0))
    assert distance == pytest.approx(action, abs=0.005)


def test_answers_by_lot_are_forecast_no_better_than_by_lot(invented: Recommendations) -> None:
    rng = np.random.default_rng(4)
    lot = replace(invented, accepted=rng.permutation(invented.accepted))
    for judgement in judged(lot, draws=200).values():
        assert judgement.auc.mean == pytest.approx(0.5, abs=0.03)


def test_nothing_to_judge_is_nan_and_not_zero() -> None:
    once = Recommendations([1, 1], [0, 1], [1, 0], [4, 5], [0.2, 0.4])
    assert all(
        np.isnan(judgement.auc.mean) and judgement.auc.n == 0 for judgement in judged(once).values()
    )
    with pytest.raises(ValueError, match="accepted and noted"):
        fit(once.before(1))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"session": [2, 1]}, "in order"),
        ({"target": [0, -1]}, "from 0"),
        ({"accepted": [1, NAN]}, "0 or 1"),
        ({"action": [0, 5]}, "1 to 5"),
        ({"distance": [-0.1, 0]}, "negative"),
        ({"distance": [0.1]}, "same recommendations"),
    ],
)
def test_recommendations_refuse_what_is_none(change: dict[str, object], message: str) -> None:
    good = Recommendations([1, 2], [0, 1], [1, 0], [4, 5], [0.2, NAN])
    with pytest.raises(ValueError, match=message):
        replace(good, **change)


@real_upr.present
def test_the_real_answers() -> None:
    recommendations, core = real_upr.answered_recommendations()
    marks = {"all": (0.97, 0.95, 0.58, 0.83, 0.55), "CORE": (1.0, 0.88, 0.58, 0.78, 0.54)}
    for name, part in {"all": recommendations, "CORE": recommendations.only(core)}.items():
        rates: list[float] = [rate.accepted for rate in by_action(part)]
        print(name, *(f"{rate:.3f}" for rate in rates))
        assert rates == pytest.approx(marks[name], abs=0.02)
        for rung, judgement in judged(part).items():
            for measure, e in zip(judgement._fields, judgement, strict=True):
                print(f"  {rung:13} {measure:6} {e.mean:.3f} [{e.low:.3f}, {e.high:.3f}] n={e.n}")
