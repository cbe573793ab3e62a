"""The document that a browser is sent first: Streamlit's own, which also names what our pages need.

Left alone, a browser learns of each file only when that is to be drawn, and Streamlit asks at two
addresses where its server is before it connects (`assets/begin.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.responses import HTMLResponse

from queries.render.browser.server import App, Receive, Scope, Send

_WORKSPACE: Final = "/workspace"  # the one page that needs more than Streamlit's own parts
_PAGE: Final = re.compile(r"/(?!vis$|assets$)(?:[a-z][a-z-]*)?")  # the start, and any other
_STREAMLIT: Final = Path(st.__file__).parent / "static"
_OWN: Final = Path(__file__).parents[1] / "assets" / "workspace"
_DRAWN: Final = ("Html", "MenuButton", "BidiComponent")  # of Streamlit, on every page of ours
_IMPORTED: Final = re.compile(r"""(?:from|import) ?["'`]\./([\w.-]+\.js)["'`]""")


class FirstDocument:
    """Answers whoever opens a page; passes on everything else."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and _opens(str(scope["path"])):
            await HTMLResponse(document(scope["path"] == _WORKSPACE))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _opens(path: str) -> bool:
    """Whether a page is at a path: where it is Streamlit's document that would be answered."""
    return bool(_PAGE.fullmatch(path)) and not st.config.get_option("server.baseUrlPath")


@cache
def document(workspace: bool) -> str:
    """The HTML; `workspace`: with the workspace's own parts.

    >>> ["/assets/workspace/main.js" in document(workspace) for workspace in (True, False)]
    [True, False]
    """
    html = (_STREAMLIT / "index.html").read_text("utf-8")
    html = html.replace("<title>Streamlit</title>", "<title>Demarche</title>")
    begin = '<script type="module" src="/assets/begin.js"></script>\n    '
    html = html.replace('<script type="module"', f'{begin}<script type="module"', 1)
    tags = [
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in _streamlit_parts()
        if f"/{name}" not in html
    ]
    if workspace:
        modules = [f"/assets/workspace/{name}" for name in _with_imports(_OWN, ["main.js"])]
        modules.append("/vis/vis-network.min.js")
        tags += [f'<link rel="modulepreload" href="{path}">' for path in modules]
        styles = sorted(path.name for path in _OWN.glob("*.css"))
        tags += [f'<link rel="preload" as="style" href="/assets/workspace/{s}">' for s in styles]
    return html.replace("</head>", "\n".join([*tags, "</head>"]), 1)


def _streamlit_parts() -> Iterator[str]:
    """Files whose names change with every release; none, where that names them otherwise."""
    folder = _STREAMLIT / "static" / "js"
    return _with_imports(folder, [p.name for part in _DRAWN for p in folder.glob(f"{part}.*.js")])


def _with_imports(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """Modules of a folder, and all that they import of it."""
    waiting = list(names)
    for name in waiting:
        yield name
        for other in _IMPORTED.findall((folder / name).read_text("utf-8")):
            if other not in waiting:
                waiting.append(other)
