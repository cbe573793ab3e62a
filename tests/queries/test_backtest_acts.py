"""Who acts for prisoners: the figures of the frozen definition, on its table and on the shipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
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
from tests.loaders.read import DATA

pytestmark = pytest.mark.slow

FROZEN = DATA / "acts" / "acts_2026-11-28_v2.csv"
CUT = date(2024, 7, 1)
SPANS = {"before": {"until": CUT}, "from": {"since": CUT}, "all": {}}
WITH, WITHOUT = "acts and record", "acts and record, without the region"
# By span: acts scored, their weight, then MAP, P@10 and AUC by ranker.
SHIPPED: dict[str, tuple[int, float, dict[str, tuple[float, float, float]]]] = {
    "before": (
        100,
        84.0,
        {
            WITH: (0.666, 0.621, 0.949),
            WITHOUT: (0.650, 0.597, 0.942),
            "UN reviews": (0.486, 0.519, 0.880),
        },
    ),
    "from": (
        43,
        28.0,
        {
            WITH: (0.641, 0.590, 0.964),
            WITHOUT: (0.623, 0.570, 0.958),
            "UN reviews": (0.444, 0.457, 0.893),
        },
    ),
    "all": (
        143,
        112.0,
        {
            WITH: (0.660, 0.613, 0.953),
            WITHOUT: (0.643, 0.590, 0.946),
            "UN reviews": (0.476, 0.504, 0.883),
        },
    ),
}
V2: dict[str, tuple[int, dict[str, tuple[float, float, float]]]] = {
    "before": (
        59,
        {
            WITH: (0.645, 0.601, 0.948),
            WITHOUT: (0.639, 0.593, 0.944),
            "UN reviews": (0.529, 0.547, 0.902),
            "UN frequency": (0.515, 0.536, 0.889),
            "ideal point": (0.486, 0.420, 0.914),
            "polyarchy": (0.446, 0.420, 0.901),
            "signatures so far": (0.585, 0.549, 0.927),
        },
    ),
    "from": (
        32,
        {
            WITH: (0.629, 0.609, 0.958),
            WITHOUT: (0.611, 0.562, 0.951),
            "UN reviews": (0.469, 0.495, 0.896),
            "UN frequency": (0.478, 0.516, 0.883),
            "ideal point": (0.426, 0.363, 0.899),
            "polyarchy": (0.408, 0.405, 0.892),
            "signatures so far": (0.599, 0.558, 0.937),
        },
    ),
}


@pytest.fixture(scope="module")
def frozen(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The filled store with the table on which the definition was frozen."""
    if not FROZEN.exists():
        pytest.skip("the real files (../shared/data) are absent")
    path = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("frozen") / "store.sqlite"))
    store = open_store(f"sqlite:///{path}")
    load(named("acts"), [FROZEN], store)
    yield store
    store.close()


def ranked(answer: Answer) -> dict[str, dict[str, Any]]:
    return {str(row["ranker"]): dict(row) for row in answer.block("acts_backtest").rows}


@pytest.fixture(scope="module")
def shipped(filled: Store) -> dict[str, Answer]:
    return {span: ask("backtest", filled, {"on": "acts", **SPANS[span]}) for span in SPANS}


@pytest.mark.parametrize("span", SPANS)
def test_the_shipped_table_gives_the_published_figures(
    shipped: dict[str, Answer], span: str
) -> None:
    acts, weight, figures = SHIPPED[span]
    by_ranker = ranked(shipped[span])
    assert next(iter(by_ranker)) == WITH
    for ranker, expected in figures.items():
        row = by_ranker[ranker]
        assert (row["acts"], row["weight"]) == (acts, pytest.approx(weight))
        assert (row["map"], row["p10"], row["auc"]) == pytest.approx(expected, abs=0.0012)


@pytest.mark.parametrize("span", V2)
def test_the_frozen_table_gives_the_figures_of_the_definition(frozen: Store, span: str) -> None:
    acts, figures = V2[span]
    by_ranker = ranked(ask("backtest", frozen, {"on": "acts", **SPANS[span]}))
    for ranker, expected in figures.items():
        row = by_ranker[ranker]
        assert row["acts"] == acts
        assert (row["map"], row["p10"], row["auc"]) == pytest.approx(expected, abs=0.0012)


@pytest.mark.parametrize(
    ("target", "day", "first", "figures"),
    [
        (
            "TZA",
            "2025-12-05",
            "NLD USA GBR CAN DEU",
            {"USA": (0.644, 0.858), "CRI": (0.137, 0.324)},
        ),
        (
            "BLR",
            "2025-09-01",
            "GBR CAN USA NOR NLD",
            {"GBR": (0.823, 0.639), "JPN": (0.156, 0.361)},
        ),
        ("EGY", "2021-01-17", "NLD DEU FRA GBR USA", {"DEU": (0.762, 0.742)}),
        (
            "BLR",
            "2026-11-28",
            "GBR CAN NLD USA DEU",
            {"GBR": (0.734, 0.639), "CHN": (0.003, 0.027)},
        ),
    ],
)
def test_embassies_as_of_a_day_give_the_rows_of_the_definition(
    frozen: Store, target: str, day: str, first: str, figures: dict[str, tuple[float, float]]
) -> None:
    answer = ask(
        "embassies", frozen, {"target": f"gov:{target}", "most": 200}, as_of=date.fromisoformat(day)
    )
    rows = {row["government"]: row for row in answer.block("ranking").rows}
    assert list(rows)[:5] == first.split()
    for code, expected in figures.items():
        row = rows[code]
        assert (row["chance"], row["habit"]) == pytest.approx(expected, abs=0.001)
        assert row["low"] <= row["chance"] <= row["high"]


def test_within_the_americas_neighbours_of_the_region_come_first(filled: Store) -> None:
    answer = ask("embassies", filled, {"target": "gov:VEN", "most": 10}, as_of=date(2025, 12, 20))
    rows = {row["government"]: row for row in answer.block("ranking").rows}
    assert list(rows) == ["CAN", "USA", "CRI", "CHL", "ARG", "PRY", "ECU", "GBR", "PER", "URY"]
    assert rows["CRI"]["chance"] == pytest.approx(0.711, abs=0.001)
    assert rows["GBR"]["chance"] == pytest.approx(0.574, abs=0.001)


def test_the_first_sentence_is_for_people(shipped: dict[str, Answer]) -> None:
    assert shipped["all"].sentence.startswith("Of its ten suggestions 6.1 acted; by chance 0.9")
    assert "release" not in shipped["all"].sentence


def test_the_curves_in_use_are_those_that_these_acts_give(shipped: dict[str, Answer]) -> None:
    small, large = shipped["before"].block("curves").rows
    assert (small["slope_here"], small["intercept_here"]) == pytest.approx((1.36, -1.73), abs=0.01)
    assert (large["slope_here"], large["intercept_here"]) == pytest.approx((1.17, 0.82), abs=0.01)
    for row in (small, large):
        assert row["brier"] < row["brier_plain"]


def test_older_evidence_ranks_worse_and_its_ranges_still_hold(shipped: dict[str, Answer]) -> None:
    rows = shipped["all"].block("ageing").rows
    assert [row["age"] for row in rows] == [0, 1.5, 3]
    ranks = [float(str(row["map"])) for row in rows]
    assert ranks == sorted(ranks, reverse=True)
    for row in rows:
        assert 0.75 <= float(str(row["within"])) <= 0.98  # of 80 % ranges: a little wide


def test_days_without_an_act_are_a_sentence(filled: Store) -> None:
    with pytest.raises(QuestionError, match="no act"):
        ask("backtest", filled, {"on": "acts", "until": date(2001, 1, 1)})
