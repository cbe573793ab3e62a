"""How long an order under doubt takes, beside the textbook version of the same; run by hand:

python -m tests.benchmarks.bench_ranks

190 governments × 8 factors × 10,000 draws, a fifth of the facts missing, all others in doubt. The
peer draws everything at once with Beta values and ranks draw by draw (`scipy.stats.rankdata`), as
published SMAA-2 code does. Seconds of this process, the best of some runs; both give the chance of
being first, and how far the two differ says whether they do the same work.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from scipy.stats import rankdata

from graph.approach.rank_uncertainty import CONCENTRATION, Floats, standing

N, K, DRAWS, TARGET = 190, 8, 10_000, 1.0
SPREAD = 0.1


def inputs(seed: int = 0) -> tuple[Floats, Floats, Floats, Floats]:
    rng = np.random.default_rng(seed)
    value = 0.2 + 0.6 * rng.random((N, K))
    value[:3] += 0.09  # a few are better than most
    low, high = value - SPREAD, value + SPREAD
    missing = rng.random((N, K)) < 0.2
    value[missing], low[missing], high[missing] = np.nan, 0, 1
    return value, low, high, np.arange(1.0, K + 1)


def textbook(value: Floats, low: Floats, high: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The chance of each rank, and of each to be above each other one."""
    rng = np.random.default_rng(1)
    w = rng.dirichlet(CONCENTRATION * weights / weights.sum(), DRAWS)
    ranks, above = np.zeros((N, N)), np.zeros((N, N))
    sd = (high - low) / 2 / 1.2815515655446004
    n = np.where(np.isnan(value), 1.0, value * (1 - value) / np.maximum(sd, 1e-9) ** 2 - 1)
    a, b = np.where(np.isnan(value), 1.0, (value * n, (1 - value) * n))
    for draw in range(DRAWS):
        total = rng.beta(a, b) @ w[draw]
        place = rankdata(-total, "ordinal") - 1
        ranks[np.arange(N), place] += 1
        above += place[:, None] < place[None, :]
    return ranks / DRAWS, above / DRAWS


def best(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    arguments = inputs()
    ids = [str(i) for i in range(N)]
    ours = best(lambda: standing(ids, *arguments, draws=DRAWS), 5)
    begun = time.process_time()
    ranks, above = textbook(*arguments)
    theirs = time.process_time() - begun
    standings = standing(ids, *arguments, draws=DRAWS)
    print(
        f"{N} governments × {K} factors × {DRAWS:,} draws: {ours:.2f} s "
        f"(target {TARGET:.0f} s: {'met' if ours <= TARGET else 'missed'})"
    )
    print(f"textbook version: {theirs:.2f} s, {theirs / ours:.1f} times as long")
    mine = standings.above(range(20))
    print(
        f"chance of being first differs by at most {abs(standings.first - ranks[:, 0]).max():.3f}, "
        f"of being above another by at most {abs(mine - above[:20, :20]).max():.3f}"
    )


if __name__ == "__main__":
    main()
