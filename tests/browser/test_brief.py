"""The brief in a real Chromium: its file prints on one page and asks nobody for anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from queries.render.brief_html import page
from queries.render.brief_page import estimated, fitted
from queries.render.brief_pdf import one_page
from tests.browser.drawn import EVIL
from tests.browser.running import Visit
from tests.queries.render.test_brief_pdf import ANSWER, SCRIPTS, brief, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("measured", [True, False])
def test_a_file_prints_on_one_page_and_asks_nobody(
    measured: bool, chromium: Browser, tmp_path: Path
) -> None:
    context = chromium.new_context()
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    sheets = [brief(*texts, more=60) for texts in SCRIPTS.values()]
    files = []
    for n, sheet in enumerate([*sheets, brief(EVIL, EVIL, 3)]):
        shown = one_page(ANSWER, sheet) if measured else fitted(sheet, estimated)
        path = tmp_path / f"{n}.html"
        path.write_text(page(ANSWER, shown), "utf-8")
        files.append(path)
        tab = context.new_page()
        tab.goto(path.as_uri())
        assert tab.title() == "Brief"
        assert pages(tab.pdf(prefer_css_page_size=True, print_background=True)) == 1, n
        tab.close()
    assert requests == [path.as_uri() for path in files]
    context.close()


def test_from_an_embassy_to_a_page_in_the_hand(visit: Visit) -> None:
    from playwright.sync_api import expect

    tab = visit.page
    tab.goto(f"{visit.address}/brief?case=Swallow&government=Norway")
    button = tab.get_by_role("button", name="Download as PDF")
    expect(button).to_be_visible()
    title = tab.get_by_label("Title")
    title.fill("Please be in the room")
    title.press("Enter")
    expect(tab.locator(".brief-preview h1")).to_have_text("Please be in the room")
    with tab.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "brief.pdf"
    content = Path(waiting.value.path()).read_bytes()
    assert pages(content) == 1
    assert re.search(rb"/Title\s*\(Please be in the room\)", content)
    assert "room" not in tab.url
