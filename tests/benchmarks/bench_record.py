"""How long the record takes at the size of the UN: `python -m tests.benchmarks.bench_record`."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from graph.record.acceptance import Recommendations, fit, judged
from graph.record.evaluation import bootstrap, measures, platts
from graph.record.forecast import Platt, Reviews, as_of, forecast, interval

REVIEWS, SENDERS, SESSIONS, RECOMMENDATIONS = 263, 195, 17, 33_000


def world(rng: np.random.Generator) -> Reviews:
    session = np.sort(np.arange(REVIEWS) % SESSIONS + 1)
    target = rng.integers(SENDERS, size=REVIEWS)
    zeal = rng.beta(0.3, 3, SENDERS)
    spoke = (rng.random((REVIEWS, SENDERS)) < zeal).astype(float)
    spoke[np.arange(REVIEWS), target] = 0
    names = np.array([f"G{i:03}" for i in range(SENDERS)])
    theta, p = rng.normal(size=REVIEWS), rng.random(REVIEWS)
    region = np.array(list("ABCDE"))[rng.integers(5, size=REVIEWS)]
    return Reviews(names[target], session, theta, p, region, names, spoke)


def timed(what: str, call: Callable[[], object], times: int = 5) -> None:
    took = []
    for _ in range(times):
        start = perf_counter()
        call()
        took.append(perf_counter() - start)
    print(f"{what:44} {1000 * min(took):9.2f} ms")


def main() -> None:
    rng = np.random.default_rng(0)
    reviews = world(rng)
    forecasts = as_of(reviews)
    one = forecast(reviews, 0.3, 0.4, "A")
    curve = Platt.fit(forecasts.chance, reviews.spoke)
    timed("forecast of one target, all history", lambda: forecast(reviews, 0.3, 0.4, "A"))
    timed("explain one sender", lambda: one.explain("G007"))
    timed("interval of all senders", lambda: interval(one.chance, one.evidence, curve))
    timed("as_of, 17 sessions", lambda: as_of(reviews))
    timed("one Platt curve on all history", lambda: Platt.fit(forecasts.chance, reviews.spoke))
    timed(
        "Platt curves of 17 sessions",
        lambda: platts(reviews.session, forecasts.chance, reviews.spoke),
    )
    scores = measures(forecasts.chance, reviews.spoke, reviews.senders)
    timed("measures", lambda: measures(forecasts.chance, reviews.spoke, reviews.senders))
    timed("bootstrap of one measure", lambda: bootstrap(scores.auc))
    target = rng.integers(SENDERS, size=RECOMMENDATIONS)
    session = target % 14 + 1 + 14 * rng.integers(3, size=RECOMMENDATIONS)  # three cycles
    order = np.argsort(session)
    recommendations = Recommendations(
        session[order],
        target[order],
        rng.integers(2, size=RECOMMENDATIONS),
        rng.integers(1, 6, size=RECOMMENDATIONS),
        rng.exponential(size=RECOMMENDATIONS),
    )
    timed("heeded: fit", lambda: fit(recommendations))
    timed("heeded: judged, two cycles", lambda: judged(recommendations), times=1)


if __name__ == "__main__":
    main()
