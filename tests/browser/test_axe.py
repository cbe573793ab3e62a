"""Nothing on any page keeps out whoever reads it by ear, by keyboard or in colours of their own."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looking import open_page, pages
from tests.browser.running import Visit

WIDTHS = (1366, 360)
GRAVE = {"serious", "critical"}
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}
# Streamlit's own menu on a small screen: its lists hold their headings, which are read all the same.
CONTEXT = {"exclude": [["[data-testid=stSidebarNav]"]]}


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
def test_no_page_has_what_axe_calls_serious(visit: Visit) -> None:
    found: dict[str, list[str]] = {}
    for name in pages():
        open_page(visit, name)
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 800})
            visit.rest()
            found[f"{name} at {width}"] = grave(visit)
        visit.page.emulate_media(forced_colors="active")
        found[f"{name} in forced colours"] = grave(visit)
        visit.page.emulate_media(forced_colors="none")
        visit.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    assert {page: problems for page, problems in found.items() if problems} == {}
