"""The pages of questions in a real Chromium: what a choice sends, what stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looking import open_page
from tests.browser.running import Visit, until
from tests.browser.test_browser import pick

if TYPE_CHECKING:
    from playwright.sync_api import WebSocket

MOST = 40_000  # bytes that a chosen row brings: its panel, its bars, and the map of the world
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
ACTIVE = "document.activeElement.getAttribute('aria-label')"


@pytest.mark.slow
def test_a_chosen_row_brings_what_shows_it_and_no_more(visit: Visit) -> None:
    received: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(len(frame)))

    visit.page.on("websocket", listen)
    open_page(visit, "embassies")
    named = visit.page.locator("h3.named").first
    before = named.inner_text()
    assert visit.page.locator("p.sentence:visible").inner_text().count(" ") < 35
    table = visit.page.get_by_test_id("stDataFrame").first.bounding_box()
    assert table is not None
    assert table["y"] + 36 + 70 <= 768  # its first row is seen without scrolling
    received.clear()
    pick(visit, "Governments", 1)
    until(lambda: named.inner_text() != before)
    visit.rest()
    assert sum(received) < MOST


@pytest.mark.slow
def test_a_map_takes_neither_the_focus_nor_the_wheel_from_the_page(visit: Visit) -> None:
    open_page(visit, "neighbourhood")
    canvas = visit.page.locator(".network-map .canvas")
    canvas.scroll_into_view_if_needed()
    visit.page.get_by_role("textbox", name="Not in the list?").focus()
    field = visit.page.evaluate(ACTIVE)
    canvas.hover()
    visit.page.mouse.move(700, 500, steps=5)
    assert field
    assert visit.page.evaluate(ACTIVE) == field
    before = visit.page.evaluate(SCROLLED)
    canvas.hover()
    visit.page.mouse.wheel(0, 200)
    until(lambda: visit.page.evaluate(SCROLLED) > before)

    canvas.scroll_into_view_if_needed()
    canvas.click(position={"x": 5, "y": 5})  # now the map was entered
    visit.page.wait_for_timeout(500)
    before = visit.page.evaluate(SCROLLED)
    visit.page.mouse.wheel(0, 200)
    visit.page.wait_for_timeout(500)
    assert visit.page.evaluate(SCROLLED) == before


@pytest.mark.slow
def test_a_closed_part_comes_when_it_is_opened_and_the_page_says_which_it_is(visit: Visit) -> None:
    open_page(visit, "embassies")
    expect(visit.page).to_have_title("Embassies to approach · Demarche")
    assert visit.page.locator("#part-standing").count() == 0
    visit.unfold("How sure this is")
    expect(visit.page.locator("#part-standing")).to_be_visible()
