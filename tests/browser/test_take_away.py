"""The page Take away in a real Chromium: what leaves is told, then a file is saved, and no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from queries.answer import WATERMARK
from tests.browser.running import Visit, until


@pytest.mark.parametrize("width", [1440, 360])
def test_what_leaves_is_told_before_a_file_is_saved(
    width: int, visit: Visit, tmp_path: Path
) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.go("/take-away")
    text = visit.text()
    assert "Invented: this shows the sample campaign" in text
    assert "Nothing that is TLP:RED leaves" in text
    assert "What could still give somebody away" in text
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.choose("For which tool?", "JSON of nodes")
    visit.choose("What stands around which case?", "Swallow")
    save = visit.page.get_by_role("button", name="Save the file")
    expect(save).to_be_disabled()
    visit.page.get_by_text("I have looked at what leaves").click()
    visit.rest()
    expect(save).to_be_enabled()
    with visit.page.expect_download() as download:
        save.click()
    assert download.value.suggested_filename == "take-away-node-link.json"
    download.value.save_as(tmp_path / "out.json")
    document = json.loads((tmp_path / "out.json").read_bytes())
    assert document["graph"]["watermark"] == WATERMARK
    sentence = f"{len(document['nodes'])} entities and {len(document['edges'])} ties leave"
    assert sentence in visit.text()
    # Somebody else's network is another file: it is looked at anew.
    visit.choose("What stands around which case?", "Lantern")
    until(lambda: "1 case leaves without a name" in visit.text())
    expect(save).to_be_disabled()


def test_an_answer_leaves_as_a_workbook(visit: Visit, tmp_path: Path) -> None:
    visit.go("/due")
    visit.unfold("Downloads")
    until(lambda: "leave, whole lists even where the page shows only" in visit.text())
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download as a workbook").click()
    assert download.value.suggested_filename == "due.xlsx"
    download.value.save_as(tmp_path / "due.xlsx")
    assert (tmp_path / "due.xlsx").read_bytes()[:2] == b"PK"
