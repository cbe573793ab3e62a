"""The backtest: the published marks, from the shipped tables and from the original files alike."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import QuestionError
from graph.store.base import Store
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import load
from queries.answer import Answer
from queries.question import ask

pytestmark = pytest.mark.slow

REFERENCE = Path(__file__).parents[2] / "loaders" / "reference"


def rows(answer: Answer, block: str) -> dict[str, dict[str, Any]]:
    table = answer.block(block)
    return {next(iter(row.values())): dict(row) for row in table.rows}


@pytest.fixture(scope="module")
def shipped(filled: Store) -> Answer:
    return ask("backtest", filled, {"sessions": "10-17"})


def test_the_recency_kernel_is_as_good_as_published(shipped: Answer) -> None:
    kernel = rows(shipped, "backtest")["recency kernel"]
    assert kernel["reviews"] == 119
    assert kernel["map"] >= 0.598
    assert kernel["p10"] >= 0.620
    assert kernel["auc"] >= 0.908
    assert kernel["brier"] <= 0.057


@pytest.mark.parametrize(
    ("ranker", "map", "p10", "auc"),
    [
        ("most frequent on these subjects", 0.554, 0.587, 0.898),
        ("kernel without recency", 0.566, 0.597, 0.901),
    ],
)
def test_the_simpler_rankers_are_where_they_were(
    shipped: Answer, ranker: str, map: float, p10: float, auc: float
) -> None:
    by_measure = rows(shipped, "backtest")[ranker]
    assert (by_measure["map"], by_measure["p10"], by_measure["auc"]) == pytest.approx(
        (map, p10, auc), abs=0.002
    )


def test_the_weighed_order_is_tested_too_whatever_comes_of_it(shipped: Answer) -> None:
    mixture = rows(shipped, "backtest")["usual mixture of factors"]
    assert mixture["auc"] > rows(shipped, "backtest")["furthest in UN votes"]["auc"]
    gain = rows(shipped, "differences")["usual mixture of factors"]
    assert gain["map_low"] < gain["map"] < gain["map_high"]


def test_the_gain_is_above_zero_and_the_control_is_chance(shipped: Answer) -> None:
    gain = rows(shipped, "differences")["most frequent on these subjects"]
    assert 0 < gain["map_low"] < gain["map"] < gain["map_high"]
    checks = rows(shipped, "checks")
    assert checks["permuted outcomes, AUC"]["value"] == pytest.approx(0.5, abs=0.02)
    assert 0.7 <= checks["ranges that hold"]["value"] <= 0.9  # of 80 % ranges
    assert rows(shipped, "backtest")["random"]["auc"] == pytest.approx(0.5, abs=0.02)


def test_calibration_is_listed_by_tenths(shipped: Answer) -> None:
    tenths = list(rows(shipped, "calibration").values())
    assert [round(row["from"], 1) for row in tenths] == [n / 10 for n in range(10)]
    for row in tenths:
        assert row["from"] <= row["said"] <= row["from"] + 0.1
        if row["n"] > 200:
            assert row["observed"] == pytest.approx(row["said"], abs=0.05)


def test_who_is_heeded_is_foreseen_from_earlier_sessions_only(shipped: Answer) -> None:
    table = [dict(row) for row in shipped.block("heeded").rows]
    core = {row["from"]: row for row in table if row["subjects"] != "any subject"}
    assert list(core) == [
        "base rate",
        "own past",
        "own past and wording",
        "own past, wording and distance",
    ]
    for row in table:
        assert row["auc_low"] < row["auc"] < row["auc_high"]
        assert row["brier_low"] < row["brier"] < row["brier_high"]
        assert row["reviews"] > 50
    assert (
        core["own past"]["auc"]
        < core["own past and wording"]["auc"]
        < core["own past, wording and distance"]["auc"]
    )


def test_the_original_files_give_the_same(originals: Store, shipped: Answer) -> None:
    answer = ask("backtest", originals, {"sessions": "10-17"})
    assert [repr(block) for block in answer.blocks] == [repr(block) for block in shipped.blocks]
    assert answer.sentence == shipped.sentence


def test_later_sessions_are_tested_as_soon_as_they_are_loaded(
    filled_file: Path, tmp_path: Path
) -> None:
    """Sessions 18 and 19, made of those of four years before as reviews come round again."""
    with (REFERENCE / "upr.csv").open(newline="") as file:
        published = list(csv.DictReader(file))
    later = tmp_path / "later.csv"
    with later.open("w", newline="") as file:
        writer = csv.DictWriter(file, published[0].keys())
        writer.writeheader()
        for row in published:
            if row["Session"] in ("12", "13"):
                writer.writerow(row | {"Session": str(int(row["Session"]) + 6)})
    path = tmp_path / "store.sqlite"
    path.write_bytes(filled_file.read_bytes())
    store = open_store(f"sqlite:///{path}")
    load(named("upr"), [REFERENCE / "upr.csv", later], store)
    answer = ask("backtest", store, {"sessions": "18-19"})
    by_measure = rows(answer, "backtest")
    assert by_measure["recency kernel"]["reviews"] > 20
    assert by_measure["recency kernel"]["map"] > 3 * by_measure["random"]["map"]
    store.close()


@pytest.mark.parametrize("sessions", ["1-3", "17-10", "ten", "40-41"])
def test_a_span_without_reviews_to_test_is_a_sentence(filled: Store, sessions: str) -> None:
    with pytest.raises(QuestionError):
        ask("backtest", filled, {"sessions": sessions})
