"""From the sample campaign to a way, to a what-if that breaks it, to the gap that it opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from graph.store.opening import open_store
from loaders.loading import fill
from tests.browser.running import HEADER, Visit, served, until
from tests.browser.test_browser import coloured

RAPPORTEUR = "Benno Askervale"
CAUCUS = "Caucus for Free Letters"
BETWEEN = [
    CAUCUS,
    "Assembly of the Amber Coast",
    "Special Rapporteur on Free Letters, Assembly of the Amber Coast",
]
LOST = ["parliaments", "expert and peer bodies"]
ORGANIZATION, PERSON, LACKING = (0xE6, 0x9F, 0x00), (0x00, 0x9E, 0x73), (0xD5, 0x5E, 0x00)
TWO_LINES = 70  # pixels of a row that holds long texts
# What is written on a canvas since it was last cleared, which each drawing begins with.
WATCH = """
const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
Object.assign(CanvasRenderingContext2D.prototype, {
  clearRect(...box) { this.canvas.written = []; return clearRect.apply(this, box); },
  fillText(text, x, y, ...rest) {
    (this.canvas.written ??= []).push({ text, x, y });
    return fillText.call(this, text, x, y, ...rest);
  },
});
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app on a store with a known secret: where names find room on a map hangs on the ids."""
    path = tmp_path_factory.mktemp("journey") / "store.sqlite"
    store = open_store(f"sqlite:///{path}")
    store.set("secret", "5a" * 32)
    fill(store)
    store.close()
    with served(path) as served_address:
        yield served_address


class Drawn:
    """A network map as it is seen: its names, and the colours beside them."""

    def __init__(self, visit: Visit, part: str) -> None:
        heading = visit.page.locator(f"#part-{part}")
        expect(heading).to_be_visible()
        maps = visit.page.locator(".network-map")
        below = [n for n in range(maps.count()) if _top(maps.nth(n)) > _top(heading)]
        self.whole = maps.nth(min(below, key=lambda n: _top(maps.nth(n))))
        self.canvas = self.whole.locator(".canvas")
        self.canvas.scroll_into_view_if_needed()
        visit.page.wait_for_timeout(800)  # until it lies still

    def written(self) -> list[dict[str, Any]]:
        """Each name's lines, with the place of the first."""
        lines: list[dict[str, Any]] = self.canvas.locator("canvas").evaluate("(c) => c.written")
        return lines

    def names(self) -> str:
        """All that is written on it; the lines of a name follow one another."""
        return " ".join(line["text"] for line in self.written())

    def shows(self, *names: str) -> None:
        """Wait until all of these are written on it."""
        until(lambda: all(name in self.names() for name in names), otherwise=f"not all of {names}")

    def place(self, name: str) -> tuple[float, float]:
        """Where the first line of a name stands."""
        first = next(line for line in self.written() if name.startswith(line["text"]))
        return first["x"], first["y"]

    def pixels(self, colour: tuple[int, int, int]) -> set[tuple[int, int]]:
        """Where it has a colour."""
        return {(x, y) for x, y in coloured(self.canvas, colour).tolist()}

    def beside(self, name: str, pixels: set[tuple[int, int]]) -> int:
        """How many of some pixels lie beside a name, as those of its entity do."""
        left, top = self.place(name)
        return sum(abs(x - left) < 120 and abs(y - top) < 80 for x, y in pixels)

    def legend(self) -> str:
        return self.whole.locator(".legend").inner_text()


def _top(shown: Locator) -> float:
    box = shown.bounding_box()
    assert box is not None
    return box["y"]


def table(visit: Visit, part: str) -> Locator:
    """The table under the heading of a part."""
    heading = visit.page.locator(f"#part-{part}")
    tables = visit.page.get_by_test_id("stDataFrame").all()
    return min((one for one in tables if _top(one) > _top(heading)), key=_top)


def scrolled_to(shown: Locator, name: str) -> str:
    """The row of a table in which a name stands; only those in sight are drawn."""
    shown.scroll_into_view_if_needed()
    shown.hover()
    row = shown.locator("canvas tbody tr").filter(has_text=name)

    def in_sight() -> bool:
        shown.page.mouse.wheel(0, 2 * TWO_LINES)
        shown.page.wait_for_timeout(500)
        return row.count() > 0

    until(in_sight, otherwise=f"no row “{name}”")
    return row.first.inner_text()


def choose(visit: Visit, part: str, name: str) -> None:
    """Choose the first row in which a name stands."""
    shown = table(visit, part)
    shown.scroll_into_view_if_needed()
    visit.page.wait_for_timeout(500)  # a click while it moves would be lost
    rows: list[str] = shown.locator("canvas tbody tr").all_inner_texts()
    number = next(n for n, row in enumerate(rows) if name in row)
    shown.click(position={"x": 16, "y": HEADER + TWO_LINES * (number + 0.5)})
    visit.rest()


def test_a_way_a_what_if_that_breaks_it_and_the_gap_that_it_opens(visit: Visit) -> None:
    page = visit.page
    page.context.add_init_script(WATCH)
    visit.go()
    visit.press("Open the sample case")
    visit.open("Who can introduce us", "Influence")
    visit.choose("To (needed)", RAPPORTEUR)
    visit.press("Answer")
    expect(page.locator("p.sentence:visible")).to_contain_text(f"ask {CAUCUS} first")

    # The best way is picked, and those on it are seen.
    choose(visit, "ways", "Abbey of Saint Orrin")
    expect(page.locator("h3.named").first).to_have_text("Abbey of Saint Orrin")
    choose(visit, "ways", CAUCUS)
    expect(page.locator("h3.named").first).to_have_text(CAUCUS)
    ways = Drawn(visit, "map")
    until(lambda: f"Selected: {CAUCUS}." in str(ways.canvas.get_attribute("aria-label")))
    ways.shows(*BETWEEN, RAPPORTEUR, "Swallow")
    assert ways.beside(CAUCUS, ways.pixels(ORGANIZATION)) > 200
    assert ways.beside(RAPPORTEUR, ways.pixels(PERSON)) > 200

    # Without the one on whom it hangs.
    visit.press("What if they fell away?")
    expect(page.get_by_role("heading", level=1)).to_have_text("What if")
    expect(page.get_by_role("textbox", name="Changes (needed)")).to_have_value(f"remove {CAUCUS}")
    assert "Caucus" not in page.url
    assert "remove" not in page.url
    expect(page.locator("p.sentence:visible")).to_contain_text(
        f"No introduction to {RAPPORTEUR} would be left"
    )
    before, after = Drawn(visit, "before"), Drawn(visit, "after")
    for shown in (before, after):
        shown.shows(*BETWEEN, RAPPORTEUR)
    for name in (CAUCUS, RAPPORTEUR):  # each stands where it stood
        assert before.place(name) == pytest.approx(after.place(name), abs=2)
    emptied = before.pixels(ORGANIZATION) - after.pixels(ORGANIZATION)
    assert len(emptied) > 200
    assert before.beside(CAUCUS, emptied) > 0.9 * len(emptied)  # the rest: lines that ended there
    assert len(after.pixels(ORGANIZATION)) < len(before.pixels(ORGANIZATION)) - 200
    people = len(before.pixels(PERSON))
    assert len(after.pixels(PERSON)) == pytest.approx(people, rel=0.3)  # names may lie over some
    assert "gone" in after.legend()
    assert "gone" not in before.legend()

    # The gap that it opens, and who could close it.
    gap = Drawn(visit, "lacking")
    gap.shows(*LOST, CAUCUS, "Ysolde Fennimarr")
    assert all(gap.beside(name, gap.pixels(LACKING)) > 20 for name in LOST)
    assert gap.beside(CAUCUS, gap.pixels(ORGANIZATION)) == 0
    assert gap.beside("Ysolde Fennimarr", gap.pixels(PERSON)) > 200
    assert "nobody to rely on" in gap.legend()
    covered = f"Nobody would cover {' and '.join(LOST)} any more."
    expect(page.get_by_text(covered).first).to_be_visible()

    # Nothing was stored: on the page of functions each still hangs on the one alone.
    visit.open("What our coalition lacks", "Coalition")
    visit.press("Answer")
    gaps = table(visit, "gaps")
    for name in LOST:
        row = scrolled_to(gaps, name)
        assert "one only" in row
        assert CAUCUS in row
    now = Drawn(visit, "map")
    now.shows(CAUCUS)
    assert now.beside(CAUCUS, now.pixels(ORGANIZATION)) > 200
    assert "gone" not in now.legend()
