"""Real files of other tools and of campaigns, brought by hand in a real Chromium, as they are."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.browser.drawn import EVIL
from tests.browser.running import ROOT, Visit
from tests.browser.test_every_page import OVER, grave

SHARED = ROOT.parent / "shared"
HOSTILE = f"name,sector,country,can do\n{EVIL},ngoo,Belaruss,{EVIL}\nمنظمة الحرية,ngo,France,\n"


def bring(visit: Visit, *files: Path | dict[str, Any], page: str = "bring") -> None:
    """Choose files on a page."""
    visit.go(f"/{page}")
    sent: Any = list(files)
    visit.page.locator("input[type=file]").set_input_files(sent)
    visit.page.get_by_test_id("stFileChip").first.wait_for()
    visit.rest()


def load(visit: Visit) -> str:
    """Load what is on the page; what it says then."""
    visit.press("Load it")
    if "This list holds people at risk" in visit.text():
        visit.page.get_by_text("I know. They may be kept in this store.").click()
        visit.rest()
        visit.press("Load it")
    visit.page.get_by_text("Done.", exact=True).wait_for()
    return visit.text()


def shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip("the real files (../shared) are absent")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "rows"),
    [
        (("data", "followthemoney", "t1_entities.ftm.json"), None),
        (
            ("data", "suffragettes", "covert_44_0.graphml"),
            "84 in “People”, 1 in “Offices, missions, places and others” and 166 in “Ties”.",
        ),
        (("data", "graph_files", "Les Miserables.gexf"), "77 in “People” and 254 in “Ties”."),
        (
            ("faults", "15-kumu-as-missions", "kumu.xlsx"),
            "2 in “Organizations”, 1 in “People” and 2 in “Ties”",
        ),
    ],
)
def test_a_file_of_another_tool_is_brought_as_it_is(
    visit: Visit, place: tuple[str, ...], rows: str | None
) -> None:
    bring(visit, shared(*place))
    visit.page.get_by_text("This can be loaded. Nothing was written yet.").wait_for()
    text = visit.text()
    assert "A file of " in text
    if rows:
        assert rows in text
    done = load(visit)
    assert " new" in done
    visit.press("See it among the loads")
    assert visit.page.get_by_role("heading", level=1).inner_text() == "Loads"


@pytest.mark.slow
def test_signatures_become_letters_with_their_counts(visit: Visit) -> None:
    file = shared("data", "campaign_open_letter", "signatories.csv")
    with file.open(encoding="utf-8") as lines:
        letters = Counter(row["letter"] for row in csv.DictReader(lines))
    bring(visit, file)
    assert f"A table: {sum(letters.values())} rows" in visit.text()
    assert f"{len(letters)} in “Letters and statements”" in visit.text()
    load(visit)


@pytest.mark.slow
def test_prisoners_on_loads_become_cases_and_no_coalitions(visit: Visit) -> None:
    bring(visit, shared("faults", "18-guess-coalitions", "az1.csv"), page="loads")
    assert "No list has such a header" in visit.text()
    assert "Load it" not in visit.text()
    visit.choose("Which state holds these prisoners?", "Azerbaijan")
    assert "3 in “People” and 3 in “Cases”." in visit.text()
    assert "Coalitions:" not in visit.text()
    load(visit)
    assert "az1" not in visit.page.url


@pytest.mark.slow
def test_wrong_cells_are_corrected_on_the_page_and_hostile_ones_are_text(visit: Visit) -> None:
    file = {"name": "hostile.csv", "mimeType": "text/csv", "buffer": HOSTILE.encode()}
    bring(visit, file)
    assert "3 problems are left" in visit.text()
    assert visit.page.locator("[data-testid=stMain] img[src=x]").count() == 0
    for width, height in ((1440, 900), (360, 800)):
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.rest()
        assert visit.page.evaluate(OVER) <= 0, width
        assert grave(visit) == [], width
    visit.page.set_viewport_size({"width": 1366, "height": 768})
    cells = visit.page.locator('input[aria-label^="Instead, in row"]')
    instead = {"“sector”": "ngo", "“country”": "Belarus", "“can do”": "media"}
    sentences = visit.page.locator("[data-testid=stForm] [data-testid=stText]").all_inner_texts()
    for n, sentence in enumerate(sentences):
        text = next(text for column, text in instead.items() if sentence.startswith(column))
        cells.nth(n).click()
        visit.page.keyboard.type(text)
        visit.page.keyboard.press("Enter")
    visit.press("Correct and look again")
    assert "3 cells are corrected here" in visit.text()
    assert "2 in “Organizations”" in visit.text()
    load(visit)
