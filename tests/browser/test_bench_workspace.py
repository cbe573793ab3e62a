"""The benchmark of the workspace runs, and what does not hang on how fast this machine is holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import Browser

from tests.benchmarks.bench_workspace import marks


def test_the_marks_of_the_sample(chromium: Browser, filled_file: Path, tmp_path: Path) -> None:
    measured = {
        (one.on, one.mark): one for one in marks(chromium, filled_file, tmp_path, ["sample"])
    }
    assert {mark for on, mark in measured if on == "the sample"} >= {
        "first paint",
        "click to panel",
        "received a click",
        "redraws while moved",
        "map",
        "from start to what to ask",
    }
    steady = {
        "lines drawn",
        "map",
        "moved by a reload",
        "come or gone by a reload",
        "words of the sentence",
        "the first row's lower edge",
        "from start to what to ask",
    }
    assert [one for (_, name), one in measured.items() if name in steady and one.missed] == []
    assert all(json.loads(json.dumps(asdict(one)))["value"] >= 0 for one in measured.values())
    assert all(one.lines for (_, name), one in measured.items() if name == "click to panel")
