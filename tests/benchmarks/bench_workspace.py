"""The marks of the workspace in one run, with the number of lines drawn beside each; by hand:

python -m tests.benchmarks.bench_workspace [--json] [--only sample,record,hub] [--store FILE]

A real Chromium and the real app; on the sample, on Belarus (a country without a case), and on
invented campaigns of 300, 1,000 and 5,000 around one case; beside a bare Streamlit page. `--store`:
a filled store to copy, which saves filling one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from graph.model.records import Entity
from graph.store.base import SAMPLE, Store
from graph.store.opening import open_store
from loaders.loading import fill
from queries.render.layout import positions
from tests.benchmarks import hub_campaign
from tests.benchmarks.workspace_page import WorkspacePage, workspace_page
from tests.benchmarks.workspace_walks import embassies_page, journey
from tests.browser.running import (
    answers,
    executable,
    launched,
    port,
    served,
    start,
    until,
    visiting,
)
from tests.queries.render.drawn_networks import grouped

PARTS = ("sample", "record", "hub")
SIZES = (300, 1000, 5000)
CLICKS = 12
TIMES = 1.5 / 0.8  # the limit and the bare page where the limit was set, of a faster machine
BARE = 'import streamlit as st\nst.title("Bare")\n'
_TITLED = """
const look = () => document.querySelector("h1") ? globalThis.titled = performance.now()
  : requestAnimationFrame(look);
look();
"""


@dataclass(frozen=True)
class Mark:
    """What was measured, on what; `at`: the limit is the "most" or the "least" that is right."""

    mark: str
    on: str
    value: float
    unit: str
    limit: float | None
    at: str
    entities: int | None = None
    lines: int | None = None

    @property
    def missed(self) -> bool:
        if self.limit is None:
            return False
        return self.value > self.limit if self.at == "most" else self.value < self.limit


def on_workspace(chromium: Browser, address: str, on: str, subject: str) -> Iterator[Mark]:
    """What is measured of any subject."""
    path = f"/workspace?subject={subject}&lens=embassies"
    with workspace_page(chromium, address) as first:
        first.open(path)  # so that what follows is warm
        first.rest()
    with workspace_page(chromium, address) as shown:
        paint = shown.open(path)
        shown.rest()
        drawn = shown.sizes()
        yield Mark("first paint", on, paint, "s", 1.5, "most", *drawn)
        yield from _clicks(shown, on, drawn)
        yield Mark("redraws while moved", on, shown.frames(), "a second", 30, "least", *drawn)
        yield Mark("lines drawn", on, drawn[1], "lines", 600, "most", *drawn)
        yield Mark("map", on, shown.number(_LARGEST) / 1000, "KB", 100, "most", *drawn)
        yield from _moves(shown, on)


_LARGEST = """Math.max(...performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("/map/")).map(({ encodedBodySize }) => encodedBodySize))"""


def _clicks(shown: WorkspacePage, on: str, drawn: tuple[int, int]) -> Iterator[Mark]:
    clicks = [click for id in shown.in_view(CLICKS) if (click := shown.click(id))]
    if clicks:
        seconds, received = zip(*clicks, strict=True)
        yield Mark("click to panel", on, median(seconds), "s", 0.3, "most", *drawn)
        yield Mark("click to panel, slowest", on, max(seconds), "s", None, "most", *drawn)
        yield Mark("received a click", on, median(received) / 1000, "KB", 10, "most", *drawn)


def _moves(shown: WorkspacePage, on: str) -> Iterator[Mark]:
    """How far those who are there move when others come, and when the page is loaded again."""
    before = after = shown.places()
    for id in shown.in_view(CLICKS):
        shown.page.evaluate("(id) => workspaceStore.expand(id)", id)
        shown.rest()
        after = shown.places()
        if new := len(after.keys() - before.keys()):
            far = [_far(before[id], after[id]) for id in before.keys() & after.keys()]
            name = f"moved by an expansion that brings {new}"
            yield Mark(name, on, median(far), "px", 10, "most", *shown.sizes())
            break
    before = after
    shown.reload()
    shown.rest()
    again = shown.places()
    lost = len(before.keys() ^ again.keys())
    far = [_far(before[id], again[id]) for id in before.keys() & again.keys()]
    yield Mark("moved by a reload", on, max(far, default=0.0), "px", 0, "most", *shown.sizes())
    yield Mark("come or gone by a reload", on, lost, "entities", 0, "most", *shown.sizes())


def _far(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


# All are asked for: seconds until they are drawn, and of these since the map was received.
_ALL = """async () => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const [begin, before] = [performance.now(), workspaceStore.map];
  performance.clearResourceTimings();
  workspaceStore.set({ most: 5000 });
  for (let n = 0; n < 9000 && workspaceStore.map === before; n += 1) await frame();
  await frame();
  await frame();
  const all = performance.getEntriesByType("resource");
  const maps = all.filter(({ name }) => name.includes("/map/"));
  maps.sort((one, other) => other.decodedBodySize - one.decodedBodySize);
  const end = performance.now();
  return [(end - begin) / 1000, (end - maps[0].responseEnd) / 1000];
}"""


def all_drawn(chromium: Browser, address: str, on: str, subject: str) -> Iterator[Mark]:
    """A map of thousands, from the document to the picture; and its layout alone."""
    with workspace_page(chromium, address) as shown:
        shown.open(f"/workspace?subject={subject}")
        shown.rest()
        whole, seconds = shown.page.evaluate(_ALL)
        drawn = shown.sizes()
        yield Mark("drawn, once received", on, seconds, "s", 2.5, "most", *drawn)
        yield Mark("from “show all” to drawn", on, whole, "s", None, "most", *drawn)
        yield Mark("redraws while moved", on, shown.frames(), "a second", None, "least", *drawn)
    ids, lines = grouped(SIZES[-1])
    durations = []
    for _ in range(3):
        begun = time.perf_counter()
        positions(ids, lines)
        durations.append(time.perf_counter() - begun)
    size = (len(ids), len(lines))
    yield Mark("laid out", f"{size[0]:,}", min(durations), "s", 0.5, "most", *size)


def bare(chromium: Browser, folder: Path) -> Mark:
    """The least that a Streamlit page takes here: from the address to its title."""
    script, at = folder / "bare.py", port()
    script.write_text(BARE, "utf-8")
    app = start(folder / "unused.sqlite", at, script)
    try:
        address = f"http://localhost:{at}"
        until(lambda: answers(address), 120)
        seconds = 0.0
        for _ in range(2):  # the second one is warm
            visit = visiting(chromium, address)
            visit.page.context.add_init_script(_TITLED)
            visit.page.goto(address)
            until(lambda page=visit.page: page.evaluate("globalThis.titled !== undefined"), 120)
            seconds = float(visit.page.evaluate("globalThis.titled / 1000"))
            visit.page.context.close()
        return Mark("first paint", "a bare Streamlit page", seconds, "s", None, "most")
    finally:
        app.terminate()
        app.wait(20)


def marks(chromium: Browser, base: Path, folder: Path, only: Sequence[str]) -> Iterator[Mark]:
    """All of them; each first paint also as so many times that of the bare page of this run."""
    peer = bare(chromium, folder)
    yield peer
    for mark in _of_the_workspace(chromium, base, folder, only):
        yield mark
        if mark.mark == peer.mark:
            ratio = mark.value / peer.value
            yield replace(
                mark, mark="first paint beside a bare page", value=ratio, unit="times", limit=TIMES
            )


def _of_the_workspace(
    chromium: Browser, base: Path, folder: Path, only: Sequence[str]
) -> Iterator[Mark]:
    if {"sample", "record"} & set(only):
        store = open_store(f"sqlite:///{shutil.copy(base, folder / 'first.sqlite')}")
        case = _sample_case(store)
        store.close()
        with served(folder / "first.sqlite") as address:
            if "sample" in only:
                yield from on_workspace(chromium, address, "the sample", case.id)
                for name, value, unit, limit in embassies_page(chromium, address, case.id):
                    yield Mark(name, "the sample", value, unit, limit, "most")
                clicks = journey(chromium, address)
                yield Mark("from start to what to ask", "the sample", clicks, "clicks", 7, "most")
            if "record" in only:
                yield from on_workspace(chromium, address, "Belarus", "gov:BLR")
    for size in SIZES if "hub" in only else ():
        store = open_store(f"sqlite:///{shutil.copy(base, folder / f'{size}.sqlite')}")
        for dataset in sorted({load.dataset for load in store.loads()}):
            if dataset.startswith(SAMPLE):
                store.forget(dataset)
        subject = hub_campaign.written(store, size)
        store.close()
        with served(folder / f"{size}.sqlite") as address:
            yield from on_workspace(chromium, address, f"a campaign of {size:,}", subject)
            if size > SIZES[0]:
                yield from all_drawn(chromium, address, f"a campaign of {size:,}, all", subject)


def _sample_case(store: Store) -> Entity:
    """The one that the start page opens: of which most is known."""
    from graph.view import View
    from queries.question import AUDIENCE

    view = View(store, AUDIENCE)
    cases = [one for one in view.entities("Case") if one.origin.dataset.startswith(SAMPLE)]
    return max(cases, key=lambda one: (len(view.ties(of=[one.id])), one.title))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench_workspace", description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="a line of JSON a mark")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, apart by commas")
    parser.add_argument("--store", type=Path, help="a filled store to copy")
    chosen = parser.parse_args(arguments)
    path = executable()
    if path is None:
        print("There is no Chromium on this machine.", file=sys.stderr)
        return 1
    missed = 0
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        base = chosen.store
        if base is None:
            base = folder / "base.sqlite"
            store = open_store(f"sqlite:///{base}")
            fill(store)
            store.close()
        chromium = launched(playwright, path)
        for mark in marks(chromium, base, folder, chosen.only.split(",")):
            missed += mark.missed
            print(json.dumps(asdict(mark)) if chosen.json else _line(mark), flush=True)
        chromium.close()
    if not chosen.json:
        print(f"{missed} missed")
    return 0


def _line(mark: Mark) -> str:
    limit = "" if mark.limit is None else f"at {mark.at} {mark.limit:g}"
    drawn = "" if mark.lines is None else f"{mark.entities:,} entities, {mark.lines:,} lines"
    value = f"{mark.value:.3g} {mark.unit}"
    verdict = "MISSED" if mark.missed else ""
    return f"{mark.on:26} {mark.mark:40} {value:>14} {limit:>13} {verdict:6} {drawn}"


if __name__ == "__main__":
    sys.exit(main())
