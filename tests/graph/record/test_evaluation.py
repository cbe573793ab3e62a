"""The measures against brute force, and the record kernel against what happened at the UN."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record.evaluation import (
    Measures,
    RangeCoverage,
    auc,
    average_precision,
    bootstrap,
    brier,
    calibration,
    earlier,
    measures,
    permuted,
    platts,
    precision,
    range_coverage,
    ranking,
)
from graph.record.forecast import STEADY, AsOf, Bools, Floats, Platt, Reviews, as_of, interval
from tests.graph import real_upr

NAN = float("nan")
IDS = np.array(["DDD", "BBB", "AAA", "CCC"])
quick = settings(max_examples=60)
grades = st.sampled_from([0.1, 0.2, 0.2 + 1e-14, 0.7, NAN, float("-inf")])
judged = st.lists(st.tuples(grades, st.booleans()), min_size=1, max_size=9)


@quick
@given(judged)
def test_auc_is_the_share_of_pairs_in_order(pairs: list[tuple[float, bool]]) -> None:
    known = [(round(score, 12), hit) for score, hit in pairs if score == score]
    hits, misses = ([s for s, hit in known if hit == kind] for kind in (True, False))
    won = [(hit > miss) + (hit == miss) / 2 for hit in hits for miss in misses]
    area = auc(np.array([s for s, _ in pairs]), np.array([float(hit) for _, hit in pairs]))
    assert area == pytest.approx(sum(won) / len(won) if won else NAN, nan_ok=True)


@quick
@given(judged)
def test_average_precision_is_the_mean_precision_at_the_hits(
    pairs: list[tuple[float, bool]],
) -> None:
    hits = np.array([float(hit) for _, hit in pairs])
    each = [precision(hits, i + 1) for i in range(len(hits)) if hits[i]]
    expected = sum(each) / len(each) if each else NAN
    assert average_precision(hits) == pytest.approx(expected, nan_ok=True)


def test_equal_is_tied_and_ties_are_in_the_order_of_ids() -> None:
    assert IDS[ranking(np.full(4, 0.3), IDS)].tolist() == ["AAA", "BBB", "CCC", "DDD"]
    scores = np.array([0.3, 0.3 + 1e-14, NAN, float("-inf")])
    assert IDS[ranking(scores, IDS)].tolist() == ["BBB", "DDD", "CCC"]


def test_each_review_is_measured_and_one_without_a_hit_is_left_out() -> None:
    scores = np.array([[0.9, 0.5, 0.5, NAN], [0.9, 0.5, 0.5, 0.1]])
    spoke = np.array([[0.0, 0, 1, 0], [0, 0, 0, 0]])
    results = measures(scores, spoke, IDS, most=2)
    assert [column[0] for column in results] == [0.5, 0.5, 0.25]
    assert [np.isnan(column[1]) for column in results] == [True] * 3


def test_earlier_sums_earlier_sessions_only() -> None:
    results = earlier(np.array([1, 1, 2, 5, 5]), np.array([[1, 0], [1, 1], [0, 1], [1, 1], [1, 1]]))
    assert results.tolist() == [[0, 0], [0, 0], [2, 1], [2, 2], [2, 2]]


def test_the_bootstrap_covers_the_mean_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    estimates = [bootstrap(rng.normal(3, 1, 50), level=0.8, draws=400) for _ in range(200)]
    assert 0.7 < np.mean([e.low <= 3 <= e.high for e in estimates]) < 0.9
    assert bootstrap(np.array([1.0, NAN, 3.0])).mean == 2
    assert bootstrap(np.array([1.0, NAN, 3.0])).n == 2
    assert bootstrap(np.array([NAN])).n == 0


def test_brier_counts_every_candidate_once() -> None:
    assert brier(np.array([[0.5, NAN], [1, 0]]), np.array([[1, 0], [1, 1]])) == pytest.approx(
        1.25 / 3
    )
    assert np.isnan(brier(np.array([NAN]), np.array([0.0])))


def test_calibration_keeps_one_with_the_last_tenth() -> None:
    results = calibration(np.array([0.0, 0.95, 1.0, NAN]), np.array([0.0, 0, 1, 1]))
    assert [(d.low, d.n, d.observed) for d in results] == [(0, 1, 0), (0.9, 2, 0.5)]
    assert results[1].chance == pytest.approx(0.975)


def test_coverage_counts_cells_of_one_session_and_one_tenth() -> None:
    chance = np.array([[0.15] * 4 + [NAN], [0.15] * 4 + [0.95]])
    spoke = np.array([[0, 0, 0, 1, 1], [1, 1, 1, 1, 1]])
    covered = range_coverage(chance, chance - 0.1, chance + 0.15, spoke, np.array([1, 2]), fewest=2)
    assert covered == RangeCoverage(within=1, cells=2)
    assert covered.share == 0.5
    assert np.isnan(RangeCoverage(0, 0).share)


def test_platt_is_refitted_on_earlier_sessions_only() -> None:
    rng = np.random.default_rng(3)
    session, chance = np.array([1, 2, 2, 3, 4]), rng.uniform(0.1, 0.9, (5, 40))
    spoke = (rng.random((5, 40)) < chance**2).astype(float)
    chance[0] = NAN
    curves = platts(session, chance, spoke)
    assert curves[1] == curves[2] == Platt()
    assert curves[3] == Platt.fit(chance[1:3], spoke[1:3])
    assert curves[4] == Platt.fit(chance[1:4], spoke[1:4])
    spoke[3:] = 1 - spoke[3:]
    again = platts(session, chance, spoke)
    assert again[3] == curves[3]
    assert again[4] != curves[4]


def test_permuted_keeps_how_many_spoke_and_never_the_government_itself() -> None:
    rng = np.random.default_rng(5)
    own = np.eye(6, 8, dtype=bool)
    spoke = np.where(own, 0.0, rng.integers(2, size=(6, 8)))
    shuffled = permuted(spoke, own, seed=1)
    assert (shuffled.sum(axis=1) == spoke.sum(axis=1)).all()
    assert not shuffled[own].any()
    assert not np.array_equal(shuffled, spoke)
    assert not np.array_equal(shuffled, permuted(spoke, own, seed=2))


# What happened at the Universal Periodic Review, sessions 10-17.


@pytest.fixture(scope="module")
def real() -> real_upr.Real:
    return real_upr.read()


@pytest.fixture(scope="module")
def recent(real: real_upr.Real) -> AsOf:
    return as_of(real.reviews)


@pytest.fixture(scope="module")
def calibrated(real: real_upr.Real, recent: AsOf) -> tuple[Floats, Floats, Floats]:
    """The calibrated chance and its interval, low and high; each (n, m)."""
    session = real.reviews.session
    curves = platts(session, recent.chance, real.reviews.spoke)
    rows = [
        (curves[int(s)](chance), *interval(chance, n, curves[int(s)]))
        for s, chance, n in zip(session, *recent, strict=True)
    ]
    middle, low, high = (np.array(column) for column in zip(*rows, strict=True))
    return middle, low, high


def late(reviews: Reviews) -> Bools:
    return reviews.session >= 10


def frequency(reviews: Reviews) -> Floats:
    """How often each sender spoke up at earlier reviews, whoever was under review."""
    n = earlier(reviews.session, np.ones(len(reviews.session)))
    return (earlier(reviews.session, reviews.spoke) + 0.5) / (n[:, None] + 1)


def judge(reviews: Reviews, scores: Floats) -> Measures:
    rows = late(reviews)
    scores = np.where(reviews.own, NAN, scores)[rows]
    return measures(scores, reviews.spoke[rows], reviews.senders)


@real_upr.present
def test_the_real_reviews_are_those_of_the_reference(real: real_upr.Real) -> None:
    reviews = real.reviews
    assert late(reviews).sum() == 120
    assert reviews.spoke.shape == (263, 195)
    nobody = ~reviews.spoke.any(axis=1)
    silent = zip(reviews.target[nobody].tolist(), reviews.session[nobody].tolist(), strict=True)
    assert set(silent) == {("FIN", 1), ("IDN", 1), ("TUV", 16)}


@real_upr.present
@pytest.mark.parametrize(
    ("ranker", "expected"),
    [
        ("recency kernel", (0.600, 0.622, 0.910)),
        ("kernel, no recency", (0.566, 0.597, 0.901)),
        ("most frequent, CORE", (0.554, 0.587, 0.898)),
        ("most frequent, all issues", (0.484, 0.505, 0.881)),
        ("ideal point, far first", (0.214, 0.276, 0.604)),
    ],
)
def test_the_table_of_rankers(
    real: real_upr.Real, recent: AsOf, ranker: str, expected: tuple[float, ...]
) -> None:
    reviews = real.reviews
    far = np.abs(real.theta - reviews.theta[:, None])
    scores = {
        "recency kernel": lambda: recent.chance,
        "kernel, no recency": lambda: as_of(reviews, STEADY).chance,
        "most frequent, CORE": lambda: frequency(reviews),
        "most frequent, all issues": lambda: earlier(reviews.session, real.count),
        "ideal point, far first": lambda: np.where(np.isnan(far), -np.inf, far),
    }
    estimates = [bootstrap(column) for column in judge(reviews, scores[ranker]())]
    print(ranker, *(f"{e.mean:.4f} [{e.low:.3f}, {e.high:.3f}]" for e in estimates))
    assert [e.n for e in estimates] == [119] * 3
    assert [e.mean for e in estimates] == pytest.approx(expected, abs=0.002)


@real_upr.present
def test_chance_ranks_at_chance(real: real_upr.Real) -> None:
    shape = real.reviews.spoke.shape
    draws = (np.random.default_rng(seed).random(shape) for seed in range(20))
    results = np.nanmean([judge(real.reviews, draw) for draw in draws], axis=(0, 2))
    assert results == pytest.approx((0.114, 0.091, 0.500), abs=0.01)


@real_upr.present
def test_the_kernel_beats_the_most_frequent_at_the_same_reviews(
    real: real_upr.Real, recent: AsOf
) -> None:
    kernel, frequent = (
        judge(real.reviews, recent.chance),
        judge(real.reviews, frequency(real.reviews)),
    )
    gain = bootstrap(kernel.average_precision - frequent.average_precision)
    print(f"MAP over the most frequent: {gain.mean:.4f} [{gain.low:.4f}, {gain.high:.4f}]")
    assert gain.low > 0


@real_upr.present
def test_with_the_outcomes_shuffled_nothing_is_left(real: real_upr.Real) -> None:
    areas = []
    for seed in range(20):
        shuffled = permuted(real.reviews.spoke, real.reviews.own, seed)
        reviews = replace(real.reviews, spoke=shuffled)
        areas.append(np.nanmean(judge(reviews, as_of(reviews).chance).auc))
    print(f"AUC of shuffled outcomes: {np.mean(areas):.4f}, SD of a seed {np.std(areas):.4f}")
    assert np.mean(areas) == pytest.approx(0.5, abs=0.02)


@real_upr.present
def test_the_calibrated_chance_has_the_lowest_error(
    real: real_upr.Real, calibrated: tuple[Floats, Floats, Floats]
) -> None:
    reviews, rows = real.reviews, late(real.reviews)
    candidates = (~reviews.own).sum(axis=1).astype(float)
    hits = earlier(reviews.session, reviews.spoke.sum(axis=1))
    rate = hits[rows] / earlier(reviews.session, candidates)[rows]
    chances = {
        "base rate": np.where(reviews.own[rows], NAN, rate[:, None]),
        "frequency": np.where(reviews.own, NAN, frequency(reviews))[rows],
        "recency kernel": calibrated[0][rows],
    }
    briers = {name: brier(chance, reviews.spoke[rows]) for name, chance in chances.items()}
    print({name: round(value, 5) for name, value in briers.items()})
    assert briers["base rate"] == pytest.approx(0.0833, abs=0.0002)
    assert briers["frequency"] == pytest.approx(0.0608, abs=0.0002)
    assert briers["recency kernel"] <= 0.057
    for tenth in calibration(calibrated[0][rows], reviews.spoke[rows]):
        assert tenth.observed == pytest.approx(tenth.chance, abs=0.1)


@real_upr.present
def test_the_ranges_contain_the_chance_and_mostly_what_happened(
    real: real_upr.Real, calibrated: tuple[Floats, Floats, Floats]
) -> None:
    rows = late(real.reviews)
    chance, low, high = (column[rows] for column in calibrated)
    known = ~np.isnan(chance)
    assert np.array_equal(known, ~real.reviews.own[rows])
    assert ((low <= chance) & (chance <= high))[known].all()
    covered = range_coverage(
        chance, low, high, real.reviews.spoke[rows], real.reviews.session[rows]
    )
    print(
        f"Within the stated 80 % range: {covered.within} of {covered.cells} cells, "
        f"{covered.share:.2f}"
    )
    assert covered.share > 0.5
