"""The map's own route: it answers one session, as one audience sees the store as it is now."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from graph.store.opening import open_store
from tests.browser.running import Visit, served, until, visiting


@pytest.fixture(scope="module")
def store_file(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that these tests may change."""
    return Path(shutil.copy(filled_file, tmp_path_factory.mktemp("route") / "store.sqlite"))


@pytest.fixture(scope="module")
def address(store_file: Path) -> Iterator[str]:
    with served(store_file) as served_address:
        yield served_address


@pytest.fixture
def opened(visit: Visit) -> Visit:
    """The workspace on Belarus, drawn."""
    visit.go("/workspace?subject=gov:BLR")
    until(lambda: len(offered(visit)) >= 3)
    return visit


def offered(visit: Visit) -> list[str]:
    """What the page has fetched from the route, in order."""
    visit.page.wait_for_timeout(100)
    return list(dict.fromkeys(url for url in visit.requests if "/map/" in url))


def status(url: str, **headers: str) -> int:
    return httpx.get(url, headers=headers).status_code


def test_its_own_session_is_answered_with_the_headers_of_data(opened: Visit) -> None:
    documents: list[Any] = []
    for url in offered(opened):
        answer = httpx.get(url)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        documents.append(answer.json())
    (drawn,) = (one for one in documents if "nodes" in one)
    assert len(drawn["nodes"]) > 50
    assert "token" not in opened.page.url
    assert offered(opened)[0].split("/map/")[1].split("/")[0] not in opened.page.url


def test_a_wrong_token_hash_host_or_origin_is_not(opened: Visit) -> None:
    url = offered(opened)[-1]
    base, token, name = url.rsplit("/", 2)
    assert len(token) == 32  # 24 bytes, that is 192 bits
    assert status(f"{base}/{token[::-1]}/{name}") == 404
    assert status(f"{base}/{token}/{name[::-1]}") == 404
    assert status(url, Host="evil.example") == 403
    assert status(url, Origin="http://evil.example") == 403
    assert status(url, Origin="null") == 403
    assert status(url) == 200


def test_after_the_tab_is_closed_nothing_is_answered(chromium: Browser, address: str) -> None:
    visit = visiting(chromium, address)
    visit.go("/workspace?subject=gov:BLR")
    until(lambda: len(offered(visit)) >= 3)
    url = offered(visit)[-1]
    assert status(url) == 200
    visit.page.context.close()
    until(lambda: status(url) == 404, 20, "the route still answers")


def test_after_another_audience_is_chosen_the_old_address_is_dead(opened: Visit) -> None:
    before = offered(opened)
    opened.press("Our organization only")
    opened.choose("Shown to", "Anybody")
    opened.page.keyboard.press("Escape")
    until(lambda: offered(opened) != before)
    opened.rest()
    new = [url for url in offered(opened) if url not in before]
    assert new
    assert {status(url) for url in before} == {404}
    assert {status(url) for url in new[-1:]} == {200}


def test_after_the_store_has_changed_the_old_address_is_dead(
    opened: Visit, store_file: Path
) -> None:
    before = offered(opened)
    store = open_store(f"sqlite:///{store_file}")
    last = store.loads()[-1].id
    store.undo(last)
    try:
        assert {status(url) for url in before} == {404}
    finally:
        store.redo(last)
        store.close()
