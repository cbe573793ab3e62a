"""What stays behind when a page is closed, or the app is killed: nothing of anybody."""

from __future__ import annotations

import shutil
import signal
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.running import answers, port, served, start, until, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "Quillon Brasketh"


def large(folder: Path) -> Path:
    """A list of three megabytes, which Streamlit would lay aside; each row names somebody."""
    path = folder / "list.csv"
    rows = (f"{NAME} {n},ngo,France,{NAME * 60}" for n in range(3_000))
    path.write_text("\n".join(["name,sector,country,remarks", *rows]), encoding="utf-8")
    assert path.stat().st_size > 2_500_000
    return path


def test_after_the_app_was_killed_no_upload_lies_anywhere(
    filled_file: Path, tmp_path: Path, chromium: Browser
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    store = Path(shutil.copy(filled_file, tmp_path / "store.sqlite"))
    at = port()
    app = start(store, at, TMPDIR=str(temporary), TEMP=str(temporary), TMP=str(temporary))
    try:
        until(lambda: answers(f"http://localhost:{at}"), 90, "the app did not start")
        visit = visiting(chromium, f"http://localhost:{at}")
        visit.go("/loads")
        visit.choose("What is in your file?", "Organizations")
        visit.page.set_input_files("input[type=file]", large(tmp_path))
        visit.page.get_by_text("The first lines, as they are read").wait_for()
        during = [path for path in temporary.rglob("*") if path.is_file()]
    finally:
        app.send_signal(signal.SIGKILL)
        app.wait(20)
    visit.page.context.close()
    assert during == []
    assert [path for path in temporary.rglob("*") if path.is_file()] == []


def test_what_a_page_offered_for_download_goes_when_the_page_has_gone(
    filled_file: Path, tmp_path: Path, chromium: Browser
) -> None:
    store = Path(shutil.copy(filled_file, tmp_path / "store.sqlite"))
    with served(store) as address:
        visit = visiting(chromium, address)
        visit.go("/loads")
        visit.choose("What is in your file?", "Organizations")
        visit.page.get_by_text("Its columns, and templates to fill in").click()
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name="Download an empty template").click()
        offered = download.value.url
        assert "/media/" in offered
        assert status(offered) == 200
        visit.page.context.close()
        until(lambda: status(offered) == 404, 90, "it is still there")


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        return problem.code
