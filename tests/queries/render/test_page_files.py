"""The files that pages are made of are answered as they are on the disk, and nothing else is."""

from __future__ import annotations

import asyncio
import mimetypes
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse

from queries.render.browser import page_files
from queries.render.browser.page_files import PageFiles

OTHERS = "others answer"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "assets"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside" / "main.js").write_text("let name = 'Wójcik';" * 200, "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return folder


def answers(folder: Path, *requested: tuple[str, dict[str, str]]) -> list[httpx.Response]:
    app = PageFiles(PlainTextResponse(OTHERS), {"/assets": folder})

    async def each() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return [await client.get(path, headers=headers) for path, headers in requested]

    with ThreadPoolExecutor() as thread:  # a browser may have left a loop running in this one
        return thread.submit(asyncio.run, each()).result()


def test_a_file_is_answered_whole_with_its_kind_and_not_packed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(mimetypes.types_map, ".js", "application/javascript")  # as Streamlit does
    script, picture = answers(folder, ("/assets/inside/main.js", {}), ("/assets/picture.png", {}))
    assert script.content == (folder / "inside" / "main.js").read_bytes()
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "content-encoding" not in script.headers
    assert picture.headers["content-type"] == "image/png"


def test_whoever_has_it_is_told_that_it_is_the_same_until_it_changes(folder: Path) -> None:
    file = folder / "picture.png"
    (first,) = answers(folder, ("/assets/picture.png", {}))
    known = {"If-None-Match": first.headers["etag"]}
    (same,) = answers(folder, ("/assets/picture.png", known))
    assert (same.status_code, same.content) == (304, b"")
    file.write_bytes(b"\x89PNG, an update")
    (changed,) = answers(folder, ("/assets/picture.png", known))
    assert (changed.status_code, changed.content) == (200, file.read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets//etc/passwd",
        "/assets/inside",
        "/assets/nothing.js",
        "/assets",
        "/secret.txt",
    ],
)
def test_what_is_no_file_of_the_folder_is_for_others(folder: Path, path: str) -> None:
    (answer,) = answers(folder, (path, {}))
    assert answer.text == OTHERS


def test_a_piece_of_a_file_and_a_large_one_are_for_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (piece,) = answers(folder, ("/assets/picture.png", {"Range": "bytes=0-1"}))
    assert piece.text == OTHERS
    monkeypatch.setattr(page_files, "LARGEST", 3)
    (large,) = answers(folder, ("/assets/picture.png", {}))
    assert large.text == OTHERS
