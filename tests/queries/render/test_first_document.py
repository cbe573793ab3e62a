"""The document that a browser is sent first names what the page needs, and only what is there."""

from __future__ import annotations

import asyncio
import gc
import re
import runpy
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
import streamlit as st

from queries.render.browser.first_document import document
from queries.render.browser.warm import settle

ROOT = Path(__file__).parents[3]
PLACES = {  # of the addresses that it names
    "./": Path(st.__file__).parent / "static",
    "/assets/": ROOT / "queries/render/assets",
    "/vis/": Path(str((spec := find_spec("pyvis")) and spec.origin)).parent
    / "templates/lib/vis-9.1.2",
}


def named(html: str) -> Iterator[str]:
    for tag in re.findall(r"<(?:link|script)\b[^>]*>", html):
        for address in re.findall(r'(?:href|src)="([^"]+)"', tag):
            if "_stcore" not in address:  # a route, not a file
                yield address


@pytest.mark.parametrize("workspace", [False, True])
def test_all_that_it_names_is_there(workspace: bool) -> None:
    addresses = list(named(document(workspace)))
    assert len(addresses) == len(set(addresses)) > 50
    for address in addresses:
        place = next(place for place in PLACES if address.startswith(place))
        assert (PLACES[place] / address.removeprefix(place)).is_file(), address


def test_all_that_the_workspace_imports_at_once_is_named() -> None:
    addresses = set(named(document(True)))
    late = {"world.js", "world_shapes.js", "power.js", "list.js"}  # other pictures than the first
    files = {path.name for path in (PLACES["/assets/"] / "workspace").glob("*.js")}
    assert {f"/assets/workspace/{name}" for name in files - late} <= addresses
    assert not {f"/assets/workspace/{name}" for name in late} & addresses


def test_where_the_server_is_is_said_before_streamlit_begins() -> None:
    scripts = re.findall(r'<script type="module"[^>]*src="([^"]+)"', document(False))
    assert scripts[0] == "/assets/begin.js"
    assert re.fullmatch(r"\./static/js/index\.[^/]+\.js", scripts[1])


def test_it_is_answered_where_a_page_is_and_nowhere_else() -> None:
    served = runpy.run_path(str(ROOT / "app.py"), run_name="app")["app"]

    async def answer(path: str) -> httpx.Response:
        here = f"http://127.0.0.1:{st.config.get_option('server.port')}"
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(served), base_url=here
        ) as client:
            return await client.get(path)

    thread = ThreadPoolExecutor()  # a browser may have left a loop running in this one
    for path in ("/", "/workspace", "/who-is-who"):
        page = thread.submit(asyncio.run, answer(path)).result()
        assert page.text == document(path == "/workspace"), path
        assert page.headers["cache-control"] == "no-store"
        assert "default-src 'self'" in page.headers["content-security-policy"]
    for path in ("/assets/world.json", "/assets/nothing"):
        assert "<title>" not in thread.submit(asyncio.run, answer(path)).result().text


@pytest.mark.slow
def test_what_lives_as_long_as_the_server_is_left_out_of_later_collections() -> None:
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()
