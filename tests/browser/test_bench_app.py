"""The benchmark of the app still runs; how long anything takes is not asked here."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

from playwright.sync_api import Browser

from tests.benchmarks.bench_app import DRAWN, started
from tests.browser.running import ROOT


def test_a_start_an_answer_and_a_selection(
    chromium: Browser, filled_file: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store.sqlite"
    copyfile(filled_file, store)
    first, later = started(chromium, store, ROOT / "app.py", DRAWN)
    assert len(first) == len(DRAWN)
    assert len(later) == 2
    assert min(first + later) > 0
