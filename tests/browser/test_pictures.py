"""Pictures of every page as people with a large, a middling and a small screen see it, and on
paper: for who changes something to look at. What a test can say of them it says here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.looking import open_page, pages
from tests.browser.running import Visit

SIZES = ((1440, 900), (1024, 768), (360, 800))
OVER = "document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
# Whether the control of who looks lies over the menu.
COVERED = """() => {
  const box = (one) => one?.getBoundingClientRect();
  const control = box(document.querySelector(".st-key-looking-bar"));
  const covers = ({ left, right, top, bottom, width }) =>
    width && left < control.right && right > control.left && top < control.bottom &&
    bottom > control.top;
  const menu = "[data-testid=stTopNavLink], [data-testid=stTopNavSection], header button";
  return [...document.querySelectorAll(menu)].map(box).some(covers);
}"""


@pytest.mark.slow
def test_every_page_fits_every_screen(visit: Visit, tmp_path: Path) -> None:
    folder = Path(os.environ.get("DEMARCHE_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    for name in pages():
        open_page(visit, name)
        assert visit.page.title().endswith(" · Demarche")
        for wide, high in SIZES:
            visit.page.set_viewport_size({"width": wide, "height": high})
            visit.rest()
            visit.page.screenshot(path=folder / f"{name}-{wide}.png")
            assert visit.page.evaluate(OVER) <= 0, (name, wide)
            assert not visit.page.evaluate(COVERED), (name, wide)
        visit.page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
        visit.page.pdf(path=folder / f"{name}.pdf", format="A4", print_background=True)


@pytest.mark.slow
def test_paper_shows_every_column_of_the_embassies(visit: Visit) -> None:
    open_page(visit, "embassies")
    visit.page.emulate_media(media="print")
    table = visit.page.locator(".printed table").first
    header = table.locator("th").all_inner_texts()
    assert {"Government", "Speaks up", "Heard before", "Embassy or mission", "City"} <= set(header)
    assert table.locator("tbody tr").count() == 20
    visit.page.set_viewport_size({"width": 720, "height": 1000})  # as A4 between its margins
    box = table.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 720
    for gone in ("stDataFrame", "stButton", "stSelectbox", "stAppHeader", "stPopover"):
        for one in visit.page.get_by_test_id(gone).all():
            assert not one.is_visible(), gone
