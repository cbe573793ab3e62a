"""A real app and a real Chromium, which notes every request that a page makes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.browser.running import PATIENCE, Visit, executable, launched, served, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser; where there is none the tests are skipped, but not in CI."""
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        _absent("playwright is not installed")
    path = executable()
    if path is None:
        _absent("there is no Chromium on this machine; install the package “chromium”")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = launched(playwright, path)
        yield browser
        browser.close()


def _absent(reason: str) -> NoReturn:
    if os.environ.get("DEMARCHE_CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def address(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running app on a store of its own."""
    store = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("app") / "store.sqlite"))
    with served(store) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """A page on an old laptop's screen; afterwards, nothing it asked for lay elsewhere."""
    visits = visiting(chromium, address)
    yield visits
    visits.nothing_left_this_machine()
    visits.page.context.close()
