"""Orders under doubt: equals are tied, whoever dominates is first, and the chances add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.approach.rank_uncertainty import Floats, RankChances, standing


def stand(
    value: Floats,
    spread: float = 0.0,
    weights: Floats | None = None,
    seed: int = 0,
    draws: int = 2_000,
) -> RankChances:
    missing = np.isnan(value)
    low = np.where(missing, 0, np.clip(value - spread, 0, 1))
    high = np.where(missing, 1, np.clip(value + spread, 0, 1))
    ids = [f"gov:{n}" for n in range(len(value))]
    w = np.ones(value.shape[1]) if weights is None else weights
    return standing(ids, value, low, high, w, draws=draws, seed=seed)


def inputs() -> st.SearchStrategy[Floats]:
    cell = st.one_of(st.just(np.nan), st.floats(0, 1, width=16))
    return st.tuples(st.integers(2, 7), st.integers(1, 4)).flatmap(
        lambda shape: st.lists(
            st.lists(cell, min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        ).map(lambda rows: np.array(rows, np.float64))
    )


@settings(max_examples=60)
@given(inputs(), st.floats(0, 0.3), st.integers(0, 5))
def test_the_chances_of_ranks_add_up_and_any_two_are_compared_once(
    value: Floats, spread: float, seed: int
) -> None:
    ranking = stand(value, spread, seed=seed, draws=300)
    assert ranking.ranks.sum(axis=1) == pytest.approx(1, abs=1e-9)
    assert ranking.ranks.sum(axis=0) == pytest.approx(1, abs=1e-9)
    above = ranking.above(range(len(value)))
    assert above + above.T == pytest.approx(1 - np.eye(len(value)), abs=1e-12)
    assert (ranking.rank(0.1) <= ranking.rank()).all()
    assert (ranking.rank() <= ranking.rank(0.9)).all()


@pytest.mark.parametrize("spread", [0.0, 0.1])
@pytest.mark.parametrize("cell", [0.0, 0.4, np.nan])
def test_equals_are_all_tied(cell: float, spread: float) -> None:
    ranking = stand(np.full((6, 3), cell), spread)
    assert ranking.tied(range(6)).tolist() == (~np.eye(6, dtype=bool)).tolist()
    assert (ranking.rank(0.1), ranking.rank(0.9)) == (pytest.approx(1), pytest.approx(6))
    assert ranking.first == pytest.approx(1 / 6, abs=0.05)
    assert len(set(ranking.total.tolist())) == 1


def test_whoever_dominates_is_first_in_every_draw() -> None:
    value = np.array([[0.2, 0.3, 0.1], [0.9, 0.95, 0.8], [0.3, 0.2, np.nan]])
    value[2, 2] = 0.7
    ranking = stand(value)
    assert (ranking.rank(0.1)[1], ranking.rank()[1], ranking.rank(0.9)[1]) == (1, 1, 1)
    assert ranking.first.tolist() == [0, 1, 0]
    assert not ranking.tied([0, 1]).any()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    value = np.random.default_rng(3).random((12, 4))
    value[2, 1] = np.nan
    one, again, other = (stand(value, 0.2, seed=s) for s in (7, 7, 8))
    for field in ("total", "ranks", "place", "central"):
        assert getattr(one, field).tobytes() == getattr(again, field).tobytes()
    assert one.ranks.tobytes() != other.ranks.tobytes()


def test_two_who_differ_by_weights_only_are_first_where_their_side_weighs_more() -> None:
    ranking = stand(np.array([[1.0, 0.0], [0.0, 1.0]]), draws=10_000)
    assert ranking.first == pytest.approx(0.5, abs=0.02)
    assert ranking.tied([0, 1])[0, 1]
    assert ranking.central[0, 0] > 0.5 > ranking.central[1, 0]
    heavy = stand(np.array([[1.0, 0.0], [0.0, 1.0]]), weights=np.array([9.0, 1.0]))
    assert heavy.first[0] > 0.99


def test_what_is_drawn_has_the_range_that_was_given() -> None:
    # With one criterion the order is that of the values: .5 ± against a certain value at an end.
    for end, share in ((0.3, 0.9), (0.9, 0.1)):
        value, low, high = (np.array([[x], [end]]) for x in (0.5, 0.3, 0.9))
        low[1], high[1] = end, end
        ranking = standing(["a", "b"], value, low, high, np.ones(1), draws=20_000)
        assert ranking.first[0] == pytest.approx(share, abs=0.01)


def test_what_is_missing_is_anything_in_its_range() -> None:
    value, low = np.array([[np.nan], [0.1]]), np.array([[0.0], [0.1]])
    for most, share in ((1.0, 0.9), (0.4, 0.75), (0.1, 0.0)):
        high = np.array([[most], [0.1]])
        ranking = standing(["a", "b"], value, low, high, np.ones(1), draws=20_000)
        assert ranking.first[0] == pytest.approx(share, abs=0.01)
        assert ranking.total[0] == pytest.approx(most / 2)


def test_a_criterion_without_weight_moves_nothing() -> None:
    value = np.array([[0.9, 0.0], [0.1, 1.0]])
    assert stand(value, weights=np.array([1.0, 0.0])).first.tolist() == [1, 0]


def test_more_alternatives_than_a_byte_can_number() -> None:
    value = np.linspace(0, 1, 300)[:, None]
    ranking = stand(value, draws=50)
    assert ranking.rank().tolist() == list(range(300, 0, -1))


@pytest.mark.parametrize(
    ("value", "weights"),
    [([[1.2]], [1]), ([[-0.1]], [1]), ([[0.5]], [-1]), ([[0.5]], [0]), ([[0.5]], [1, 1])],
)
def test_what_makes_no_sense_is_refused(value: list[list[float]], weights: list[float]) -> None:
    x = np.array(value)
    with pytest.raises(ValueError, match=r"weight|range"):
        standing(["a"], x, x, x, np.array(weights, np.float64))
