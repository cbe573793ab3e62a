"""How long people wait for the app: its first start of all, later starts, an answer, a selection.

python -m tests.benchmarks.bench_app

Beside it, in the same run: the start of a bare Streamlit page in the same browser.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tests.browser.running import (
    HEADER,
    ROOT,
    ROW,
    Visit,
    answers,
    executable,
    launched,
    port,
    start,
    until,
    visiting,
)

BARE = 'import streamlit as st\nst.title("Bare")\n'
# The page is there to be read at once; its doors open when the store is filled.
DRAWN = ("h1", ".st-key-start\\.sample, [class*=st-key-start-sample]")


def started(
    chromium: Browser, store: Path, script: Path, drawn: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Seconds from the command to each thing drawn; then of an answer and of two selections."""
    at, begin = port(), perf_counter()
    app = start(store, at, script)
    try:
        address = f"http://localhost:{at}"
        until(lambda: answers(address), 120)
        visit = visiting(chromium, address)
        visit.page.goto(address)
        first = []
        for thing in drawn:
            until(lambda thing=thing: visit.page.locator(thing).count() > 0, 120)
            first.append(perf_counter() - begin)
        later = waits(visit) if script.name == "app.py" else []
        visit.page.context.close()
        return first, later
    finally:
        app.terminate()
        app.wait(20)


def waits(visit: Visit) -> list[float]:
    """Seconds from the address of an answer to its sentence; from a click to the row in full."""
    begin = perf_counter()
    visit.page.goto(f"{visit.address}/embassies?target=BLR")
    until(lambda: visit.page.locator("p.sentence:visible").count() > 0, 120)
    answer = perf_counter() - begin
    visit.rest()
    clicks = []
    table, row = (
        visit.page.get_by_test_id("stDataFrame").first,
        visit.page.locator("h3.named").first,
    )
    table.scroll_into_view_if_needed()
    for number in (1, 2, 3):
        before, begin = row.inner_text(), perf_counter()
        table.click(position={"x": 16, "y": HEADER + ROW * number + ROW / 2})
        until(lambda before=before: row.inner_text() != before, 60)
        clicks.append(perf_counter() - begin)
        visit.rest()
    return [answer, median(clicks)]


def main() -> int:
    path = executable()
    if path is None:
        print("There is no Chromium on this machine.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        store, bare = Path(folder) / "data" / "store.sqlite", Path(folder) / "bare.py"
        bare.write_text(BARE, "utf-8")
        chromium = launched(playwright, path)
        (baseline,), _ = started(chromium, store, bare, ["h1"])
        (read, first), _ = started(chromium, store, ROOT / "app.py", DRAWN)
        (_, again), (answer, click) = started(chromium, store, ROOT / "app.py", DRAWN)
        chromium.close()
    print(
        f"a bare Streamlit page {baseline:.1f} s; first start, from an empty data folder to the "
        f"page drawn {read:.1f} s ({read / baseline:.1f} × bare), to its doors open {first:.1f} s "
        f"({first / baseline:.1f} ×); later starts {again:.1f} s ({again / baseline:.1f} ×); "
        f"first answer {answer:.1f} s; a selection {click:.2f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
