"""The files that pages are made of, answered from memory.

A first visit asks for a hundred of them. Left alone, the server reads each anew, in another thread,
and packs those that are ours each time: 1 ms a file and 11 ms for vis-network, and several times
that while a page is being computed. From memory it is a third of a millisecond. They cross no
network, so nothing is packed; where something in front of the app brings them over one, that does.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response

from queries.render.browser.server import App, Receive, Scope, Send

LARGEST: Final = 2**20  # bytes; what is larger is not kept
_FOREVER: Final = "public, immutable, max-age=31536000"  # of names that change with their content


@dataclass(frozen=True, slots=True)
class _PageFile:
    """A file as it was when it was read."""

    content: bytes
    stamp: tuple[int, int]  # when it was changed last, in nanoseconds, and its size
    headers: Mapping[str, str]


class PageFiles:
    """Answers whoever asks for a file of some folders; passes on everything else.

    `folders`: by the path that they are at, such as `/assets`. Only what lies in them when the
    server begins is ever answered, by its whole name: no path is put together from an address.
    """

    def __init__(self, app: App, folders: Mapping[str, Path]) -> None:
        self.app = app
        self._files = {
            f"{path}/{file.relative_to(folder).as_posix()}": file
            for path, folder in folders.items()
            for file in folder.rglob("*")
            if file.is_file()
        }
        self._read: dict[str, _PageFile] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        there = None
        if scope["type"] == "http" and scope["method"] == "GET":
            headers = Headers(scope=scope)
            if "range" not in headers:
                there = self._file(str(scope["path"]))
        if there is None:
            await self.app(scope, receive, send)
        elif headers.get("if-none-match") == there.headers["etag"]:
            await Response(status_code=304, headers=there.headers)(scope, receive, send)
        else:
            await Response(there.content, headers=there.headers)(scope, receive, send)

    def _file(self, path: str) -> _PageFile | None:
        """The file at the path of an address; None: it is for others to answer."""
        if (file := self._files.get(path)) is None:
            return None
        try:
            status = file.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            before = self._read.get(path)
            if before is not None and before.stamp == stamp:
                return before
            if status.st_size > LARGEST:
                return None
            content = file.read_bytes()
        except OSError:  # it has gone since
            return None
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if path.endswith(".js"):  # which systems, and Streamlit, call by an older name (RFC 9239)
            kind = "text/javascript"
        headers = {
            "content-type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
            "etag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
            "cache-control": _FOREVER,  # `server.SecurityHeaders` says otherwise of our own
        }
        self._read[path] = _PageFile(content, stamp, headers)
        return self._read[path]
