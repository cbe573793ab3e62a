"""Every page and lens as people with a large, a middling and a small screen see it, and on paper:
pictures for who changes something to look at. What a test can say of them it says here: nothing is
cut off, and nothing keeps out whoever reads by ear, by keyboard or in colours of their own (axe).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looking import lens_pages, open_page, pages
from tests.browser.running import Visit

SIZES = ((1440, 900), (1024, 768), (360, 800))
LOOKED_INTO = 1440  # the width at which axe is asked; and once more at the last, in forced colours
GRAVE = {"serious", "critical"}
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}
# Streamlit’s own menu on a small screen, whose lists hold their headings; it is read for all that.
CONTEXT = {"exclude": [["[data-testid=stSidebarNav]"]]}
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


# Of each table on paper: where it ends, and how wide its narrowest column is.
PRINTED = """() => [...document.querySelectorAll(".printed table")].map((table) => [
  table.getBoundingClientRect().right,
  Math.min(...[...table.tHead.rows[0].cells].map((cell) => cell.getBoundingClientRect().width)),
])"""
PAPER, LONG = 720, 2_400  # as A4 between its margins, and some sheets of it
NARROW = 40  # a column in which words are not broken into letters


def grave(visit: Visit) -> list[str]:
    """What is wrong on the page as it is now, and where."""
    problems = Axe().run(visit.page, CONTEXT, OPTIONS).response["violations"]
    return [
        f"{problem['id']} {node['target']} {node['html'][:160]}"
        for problem in problems
        if problem["impact"] in GRAVE
        for node in problem["nodes"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*pages(), *lens_pages()])
def test_a_page_fits_every_screen_and_reader(visit: Visit, tmp_path: Path, name: str) -> None:
    folder = Path(os.environ.get("DEMARCHE_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    open_page(visit, name)
    assert visit.page.title().endswith("Demarche")
    for wide, high in SIZES:
        visit.page.set_viewport_size({"width": wide, "height": high})
        visit.rest()
        visit.page.screenshot(path=folder / f"{name}-{wide}.png")
        assert visit.page.evaluate(OVER) <= 0, (name, wide)
        assert not visit.page.evaluate(COVERED), (name, wide)
        if wide == LOOKED_INTO:
            assert grave(visit) == [], (name, wide)
    visit.page.emulate_media(forced_colors="active")
    assert grave(visit) == [], name
    visit.page.emulate_media(media="print", forced_colors="none")
    visit.page.set_viewport_size({"width": PAPER, "height": LONG})
    visit.rest()
    visit.page.screenshot(path=folder / f"{name}-paper.png")
    assert visit.page.locator(".zoom:visible").count() == 0, name  # there is nothing to press
    for right, narrowest in visit.page.evaluate(PRINTED):
        assert right <= PAPER, name
        assert narrowest >= NARROW, name


@pytest.mark.slow
def test_paper_shows_every_column_of_the_embassies(visit: Visit) -> None:
    open_page(visit, "embassies")
    visit.page.emulate_media(media="print")
    table = visit.page.locator(".printed table").first
    header = table.locator("th").all_inner_texts()
    assert {
        "Government",
        "Speaks up",
        "Heard before",
        "Embassy or mission",
        "Our way there",
    } <= set(header)
    assert table.locator("tbody tr").count() == 20
    visit.page.set_viewport_size({"width": PAPER, "height": LONG})
    box = table.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PAPER
    for gone in ("stDataFrame", "stButton", "stSelectbox", "stAppHeader", "stPopover"):
        for one in visit.page.get_by_test_id(gone).all():
            assert not one.is_visible(), gone
