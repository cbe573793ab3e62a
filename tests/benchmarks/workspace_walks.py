"""What people do: read the page of embassies, and walk from the start to what to ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Browser, Locator

from tests.browser.running import Visit, until, visiting

ROW = 40  # pixels of a row of a table, at most


def embassies_page(
    chromium: Browser, address: str, case: str
) -> Iterator[tuple[str, float, str, float]]:
    """(mark, value, unit, at most) of the page of embassies, as it opens on an old laptop."""
    visit = visiting(chromium, address)
    visit.page.goto(f"{address}/embassies?case={case}")
    until(lambda: visit.page.locator("p.sentence:visible").count() > 0, 120)
    visit.rest()
    high = visit.page.viewport_size["height"] if visit.page.viewport_size else 768
    words = len(visit.page.locator("p.sentence:visible").first.inner_text().split())
    yield "words of the sentence", words, "words", 35
    more = visit.page.get_by_text("More on this").first
    yield "until “More on this”", _top(more) / high, "screens", 2
    table = visit.page.get_by_test_id("stDataFrame").first
    yield "the first row's lower edge", _top(table) + 2 * ROW, "px", high
    visit.page.context.close()


def _top(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return float(box["y"])


def journey(chromium: Browser, address: str) -> int:
    """Clicks from the start by way of the sample, an embassy, why it is ranked and who introduces
    us, back to what to ask of it; no name is typed."""
    visit = visiting(chromium, address)
    visit.go("/")
    walk = _Walk(visit)
    walk.click("button", "Open the sample case", ".lens-list tbody tr")
    walk.press(".lens-list tbody tr", ".panel-next button")  # why it is ranked stands there too
    walk.click("button", "Who introduces us", ".ws-centre .sentence b:text-matches('reach')")
    walk.click("button", "Embassies", ".ws-centre .sentence b:text-matches('ask for')")
    visit.page.context.close()
    return walk.clicks


class _Walk:
    """Clicks are counted; each is over when what it is for can be read."""

    def __init__(self, visit: Visit) -> None:
        self.page, self.clicks = visit.page, 0

    def click(self, role: Literal["button"], name: str, then: str) -> None:
        self._pressed(self.page.get_by_role(role, name=name, exact=True), name, then)

    def press(self, what: str, then: str) -> None:
        self._pressed(self.page.locator(what), what, then)

    def _pressed(self, element: Locator, name: str, then: str) -> None:
        until(lambda: element.count() > 0, 120, f"nobody can press “{name}”")
        self.page.wait_for_timeout(500)
        element.first.click()
        self.clicks += 1
        until(lambda: self.page.locator(then).count() > 0, 120, f"“{name}” led nowhere")
