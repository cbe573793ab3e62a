"""The record kernel against its formula, and against the future."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isnan, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from graph.record.evaluation import platts, ranking
from graph.record.forecast import (
    FLATTEST,
    RECENT,
    SLOW,
    STEADY,
    STEEPEST,
    Kernel,
    Platt,
    Reviews,
    as_of,
    forecast,
    interval,
    logistic,
    weights,
)

NAN = float("nan")
quick = settings(max_examples=40)
SENDERS = ["AAA", "BBB", "CCC", "DDD"]
KERNELS = st.sampled_from([RECENT, STEADY, SLOW, Kernel(1.5, 4, 2, 0.7, 0.1, 2, 1.1, 0.3)])
thetas = st.just(NAN) | st.floats(-3, 3)
shares = st.just(NAN) | st.floats(0, 1)
regions = st.sampled_from(["", "North", "South"])
targets = st.sampled_from([*SENDERS[:2], "XZA", "XZB"])


@st.composite
def histories(draw: st.DrawFn, most: int = 10) -> Reviews:
    """Reviews with some senders among the targets, gaps between sessions, values missing."""
    sessions = sorted(draw(st.lists(st.integers(1, 6), min_size=1, max_size=most)))
    n = len(sessions)
    named = [draw(targets) for _ in sessions]
    bits = draw(st.lists(st.booleans(), min_size=n * len(SENDERS), max_size=n * len(SENDERS)))
    spoke = np.array(bits, float).reshape(n, len(SENDERS))
    spoke[np.array(named)[:, None] == np.array(SENDERS)] = 0
    columns = ([draw(kind) for _ in sessions] for kind in (thetas, shares, regions))
    return Reviews(named, sessions, *columns, SENDERS, spoke)


def by_hand(past: Reviews, theta: float, p: float, region: str, kernel: Kernel) -> list[float]:
    """The kernel in plain Python, one sender and one review at a time."""
    newest = max(past.session.tolist())
    w, v = [], []
    for then, theta_then, p_then, region_then in zip(
        past.session.tolist(), past.theta.tolist(), past.p.tolist(), past.region, strict=True
    ):
        gap = abs(theta - theta_then)
        gap = kernel.missing_theta if isnan(gap) else gap
        gap_p = abs(p - p_then)
        gap_p = kernel.missing_p if isnan(gap_p) else gap_p
        k = exp(-((gap / kernel.bandwidth_theta) ** 2) / 2)
        k *= exp(-((gap_p / kernel.bandwidth_p) ** 2) / 2)
        k *= kernel.region_factor if region and region == region_then else 1
        w.append(k * 0.5 ** ((newest - then) / kernel.half_life))
        v.append(0.5 ** ((newest - then) / kernel.prior_half_life))
    w = [x / max(w) for x in w]
    chances = []
    for i in range(len(past.senders)):
        y = past.spoke[:, i].tolist()
        prior = (sum(a * b for a, b in zip(v, y, strict=True)) + 0.5) / (sum(v) + 1)
        chance = sum(a * b for a, b in zip(w, y, strict=True))
        chances.append((chance + kernel.strength * prior) / (sum(w) + kernel.strength))
    return chances


@quick
@given(histories(), thetas, shares, regions, KERNELS)
def test_the_chance_is_the_formula_of_plain_python(
    past: Reviews, theta: float, p: float, region: str, kernel: Kernel
) -> None:
    chances = forecast(past, theta, p, region, kernel).chance
    assert chances == pytest.approx(by_hand(past, theta, p, region, kernel), abs=1e-12)


@quick
@given(histories(), KERNELS)
def test_as_of_is_the_formula_on_earlier_sessions(reviews: Reviews, kernel: Kernel) -> None:
    result = as_of(reviews, kernel)
    for i, session in enumerate(reviews.session):
        rows = [j for j, then in enumerate(reviews.session) if then < session]
        if not rows:
            assert np.isnan(result.chance[i]).all()
            assert isnan(result.evidence[i])
            continue
        past = Reviews(
            *(c[rows] for c in (reviews.target, reviews.session, reviews.theta, reviews.p)),
            reviews.region[rows],
            SENDERS,
            reviews.spoke[rows],
        )
        expected = by_hand(past, reviews.theta[i], reviews.p[i], str(reviews.region[i]), kernel)
        expected = [
            NAN if s == reviews.target[i] else x for s, x in zip(SENDERS, expected, strict=True)
        ]
        assert result.chance[i] == pytest.approx(expected, abs=1e-12, nan_ok=True)


@st.composite
def two_futures(draw: st.DrawFn) -> tuple[Reviews, Reviews, int]:
    """Two histories that agree before a session, and on whom that session reviews."""
    reviews = draw(histories())
    session = draw(st.sampled_from(sorted(set(reviews.session.tolist()))))
    other = draw(histories())
    past_rows, spoke = reviews.session <= session, reviews.spoke.copy()
    bits = draw(st.lists(st.booleans(), min_size=spoke.size, max_size=spoke.size))
    later = (reviews.session >= session)[:, None] & ~reviews.own
    spoke = np.where(later, np.array(bits, float).reshape(spoke.shape), spoke)
    planted = other.session > session
    columns = (
        np.concatenate([getattr(reviews, name)[past_rows], getattr(other, name)[planted]])
        for name in ("target", "session", "theta", "p", "region")
    )
    merged = np.concatenate([spoke[past_rows], other.spoke[planted]])
    return reviews, Reviews(*columns, SENDERS, merged), session


@quick
@given(two_futures(), KERNELS)
def test_nothing_from_the_session_or_later_changes_a_forecast(
    futures: tuple[Reviews, Reviews, int], kernel: Kernel
) -> None:
    one, other, session = futures
    n = int((one.session <= session).sum())
    first, second = as_of(one, kernel), as_of(other, kernel)
    assert np.array_equal(first.chance[:n], second.chance[:n], equal_nan=True)
    assert np.array_equal(first.evidence[:n], second.evidence[:n], equal_nan=True)
    for a, b in zip(first.chance[:n], second.chance[:n], strict=True):
        assert ranking(a, one.senders).tolist() == ranking(b, other.senders).tolist()
    curves = [
        {s: curve for s, curve in platts(r.session, f.chance, r.spoke).items() if s <= session}
        for r, f in ((one, first), (other, second))
    ]
    assert curves[0] == curves[1]


def test_a_fact_from_the_session_before_does_change_the_forecast() -> None:
    one = Reviews(["XZA", "XZB"], [1, 2], [0, 0], [0, 0], ["", ""], SENDERS, np.zeros((2, 4)))
    other = replace(one, spoke=[[1, 0, 0, 0], [0, 0, 0, 0]])
    assert as_of(other).chance[1, 0] > as_of(one).chance[1, 0]
    assert np.array_equal(as_of(other).chance[1, 1:], as_of(one).chance[1, 1:])


@quick
@given(histories(), thetas, shares, regions, KERNELS)
def test_the_explanation_sums_to_the_chance(
    past: Reviews, theta: float, p: float, region: str, kernel: Kernel
) -> None:
    forecasts = forecast(past, theta, p, region, kernel)
    for i, sender in enumerate(SENDERS):
        why = forecasts.explain(sender)
        assert abs(why.reviews.sum() + why.habit - forecasts.chance[i]) < 1e-12
        assert (why.reviews[past.spoke[:, i] == 0] == 0).all()
        assert why.spoke.tolist() == past.spoke[:, i].tolist()
        assert forecasts.evidence == pytest.approx(forecasts.weight.sum() + kernel.strength)


def past_of(theta: list[float], p: list[float], region: list[str]) -> Reviews:
    n = len(theta)
    return Reviews(["XZA"] * n, [1] * n, theta, p, region, SENDERS, np.zeros((n, 4)))


def test_a_missing_value_counts_as_its_stated_distance_and_never_as_zero() -> None:
    past = past_of([1.0, NAN, 1.8], [0.5, 0.5, 0.5], [""] * 3)
    at_gap = exp(-(0.8**2) / 2)
    assert weights(past, 1.0, 0.5, "", STEADY) == pytest.approx([1, at_gap, at_gap])
    assert weights(past, NAN, 0.5, "", STEADY) == pytest.approx([1, 1, 1])
    past = past_of([1.0] * 3, [0.4, NAN, 0.6], [""] * 3)
    assert weights(past, 1.0, 0.4, "", STEADY) == pytest.approx([1, exp(-0.5), exp(-0.5)])


def test_two_missing_regions_are_not_the_same_region() -> None:
    past = past_of([0.0, 0.0], [0.5, 0.5], ["", "North"])
    assert weights(past, 0, 0.5, "", STEADY).tolist() == [1, 1]
    assert weights(past, 0, 0.5, "North", STEADY) == pytest.approx([0.25, 1])


def test_the_farthest_of_targets_still_has_a_forecast() -> None:
    past = past_of([50.0], [0.0], ["North"])
    assert weights(past, -50.0, 1.0, "South", RECENT).tolist() == [1]


def test_recent_reviews_count_more_from_the_newest_session_of_the_history() -> None:
    past = Reviews(["XZA"] * 3, [3, 5, 7], [0] * 3, [0] * 3, [""] * 3, SENDERS, np.zeros((3, 4)))
    assert weights(past, 0, 0, "", RECENT) == pytest.approx([0.25, 0.5, 1])
    assert weights(past, 0, 0, "", STEADY).tolist() == [1, 1, 1]


def test_a_review_of_the_sender_itself_stays_in_its_history_as_a_no() -> None:
    spoke = [[0, 1, 0, 0], [1, 1, 0, 0]]
    past = Reviews(["AAA", "XZA"], [1, 1], [0, 0], [0, 0], ["", ""], SENDERS, spoke)
    forecasts = forecast(past, 0, 0, "", STEADY)
    assert forecasts.prior[:2] == pytest.approx([1.5 / 3, 2.5 / 3])
    assert forecasts.chance[:2] == pytest.approx([(1 + 8 * 1.5 / 3) / 10, (2 + 8 * 2.5 / 3) / 10])


def test_the_government_under_review_is_no_candidate() -> None:
    forecasts = forecast(past_of([0.0], [0.0], [""]), 0, 0, "", target="BBB")
    assert np.isnan(forecasts.chance).tolist() == [False, True, False, False]
    with pytest.raises(ValueError, match="BBB is itself under review"):
        forecasts.explain("BBB")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"session": [2, 1]}, "in order"),
        ({"senders": ["AAA", "AAA", "CCC", "DDD"]}, "occur once"),
        ({"spoke": [[1, 0, 0, 0], [0, 0, 0, 0]]}, "under review itself"),
        ({"spoke": [[0, NAN, 0, 0], [0, 0, 0, 0]]}, "0 or 1"),
        ({"spoke": [[0, 0, 0, 0]]}, "same reviews"),
        ({"theta": [float("inf"), 0]}, "infinite"),
        ({"region": ["North", None]}, "must be text"),
    ],
)
def test_reviews_refuse_what_is_no_history(change: dict[str, object], message: str) -> None:
    good = Reviews(["AAA", "X"], [1, 2], [0, 0], [0, 0], ["", ""], SENDERS, np.zeros((2, 4)))
    with pytest.raises(ValueError, match=message):
        replace(good, **change)


def test_no_past_is_said_and_a_setting_of_zero_refused() -> None:
    past = past_of([0.0], [0.0], [""])
    with pytest.raises(ValueError, match="no earlier review"):
        forecast(past.before(1), 0, 0, "")
    with pytest.raises(ValueError, match="half_life must be above 0"):
        Kernel(half_life=0, prior_half_life=1, strength=4)


outcomes = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30)
curves = st.builds(Platt, st.floats(FLATTEST, STEEPEST), st.floats(-5, 5))


@quick
@given(outcomes)
def test_the_platt_curve_never_turns_the_order_round(pairs: list[tuple[float, bool]]) -> None:
    curve = Platt.fit([chance for chance, _ in pairs], [hit for _, hit in pairs])
    assert FLATTEST <= curve.slope <= STEEPEST
    assert np.isfinite(curve.intercept)
    assert (np.diff(curve(np.linspace(0, 1, 101))) >= 0).all()
    assert isnan(float(curve(NAN)))


def test_the_platt_curve_is_the_likeliest() -> None:
    rng = np.random.default_rng(0)
    chance = rng.uniform(0.05, 0.95, 500)
    hit = rng.random(500) < Platt(0.7, -0.4)(chance)
    best = Platt.fit(chance, hit)

    def loss(curve: Platt) -> float:
        p = curve(chance)
        return float(-np.log(np.where(hit, p, 1 - p)).sum())

    for slope, intercept in ((1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3)):
        assert loss(Platt(best.slope + slope, best.intercept + intercept)) > loss(best)
    assert best(chance).mean() == pytest.approx(hit.mean())
    assert Platt.fit([*chance, NAN], [*hit, 1]) == best


def test_outcomes_of_one_kind_leave_the_chance_as_it_is() -> None:
    assert Platt.fit([0.2, 0.4], [1, 1]) == Platt.fit([], []) == Platt()
    assert float(Platt()(0.3)) == pytest.approx(0.3)


def test_logistic_of_separated_rows_is_large_and_finite() -> None:
    (slope,) = logistic(np.array([[-1.0, 1.0]]), np.zeros(2), np.array([0.0, 1.0]))
    assert 10 < slope < np.inf


def test_logistic_takes_an_offset_and_shares() -> None:
    (step,) = logistic(np.ones((1, 2)), np.full(2, log(3)), np.array([0.5, 0.5]))
    assert step == pytest.approx(-log(3))


@quick
@given(st.floats(0, 1), st.floats(0.5, 300), curves, st.sampled_from([0.5, 0.8, 0.95]))
def test_the_interval_contains_the_chance(p: float, n: float, curve: Platt, level: float) -> None:
    low, high = interval(p, n, curve, level)
    assert 0 <= low <= curve(p) <= high <= 1


def test_the_interval_is_that_of_the_beta_distribution_through_the_curve() -> None:
    chance, n, curve = (
        np.array([[0.1, 0.5], [0.9, NAN]]),
        np.array([[6.0], [40.0]]),
        Platt(0.9, 0.2),
    )
    low, high = interval(chance, n, curve)
    law = beta(chance * n + 0.5, (1 - chance) * n + 0.5)
    assert low == pytest.approx(curve(law.ppf(0.1)), nan_ok=True)
    assert high == pytest.approx(curve(law.ppf(0.9)), nan_ok=True)
    assert np.isnan(low[1, 1])


def test_more_evidence_makes_a_narrower_interval() -> None:
    low, high = interval(0.3, [5, 20, 80], Platt())
    assert (np.diff(high - low) < 0).all()
