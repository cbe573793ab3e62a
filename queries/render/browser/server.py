"""Who may ask the app anything: the doors of its server, as plain ASGI (nothing is buffered).

A web page of any name can make a browser send requests to this computer, and a name that somebody
else owns can resolve to it. So only the names of this computer are answered, and of what a page
sends only what comes from the app's own pages; before Streamlit sees it, which would ask an outside
service for this computer's address whenever it refuses an Origin itself.
"""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, Final

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from streamlit import runtime

from graph.model.words import mark, say

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OURS: Final = ("localhost", "127.0.0.1", "[::1]")
HOSTS: Final = "DEMARCHE_HOSTS"  # further names, as a browser sends them: name or name:port
TRUST: Final = "DEMARCHE_TRUST_NETWORK"  # "yes": something in front of the app signs people in
AWAY: Final = 30.0  # seconds that a page may be gone before all that it left is dropped
_PORTS: Final = {"http": 80, "https": 443}  # which a browser does not name
_STATIC: Final = "/static/"  # Streamlit's own, whose names change with what they hold
_ASSETS: Final = ("/vis/", "/assets/")  # parts of the program too: no data

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

_OTHER_PAGE: Final = mark("Demarche answers only its own pages.")


class SecurityHeaders:
    """Adds the headers to every answer; of what is data, no copy stays in the browser."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                path = str(scope["path"])
                if path.startswith(_ASSETS):  # asked for anew, or an update would meet old parts
                    headers["Cache-Control"] = "no-cache"
                elif not path.startswith(_STATIC):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_headers)


class Guard:
    """Refuses, for HTTP and websocket alike, every Host that is not ours and every Origin that is
    not exactly the Host asked; and whatever arrives at another address than this computer's own."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or (why := refusal(scope)) is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: 403
        else:
            refused = PlainTextResponse(why, 403, {**HEADERS, "Cache-Control": "no-store"})
            await refused(scope, receive, send)


def refusal(scope: Scope) -> str | None:
    """Why a request is not answered, in a sentence; None: it is."""
    reached = scope.get("server") or ("", None)
    # (A socket in the file system has no port: nobody reaches it over a network.)
    if reached[1] is not None and not _loopback(str(reached[0])) and not trusted():
        return _other_computers()
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    host = hosts[0].lower() if len(hosts) == 1 else ""
    secure = scope.get("scheme") in ("https", "wss")
    scheme = "https" if secure else "http"
    port = reached[1] or int(st.config.get_option("server.port"))
    own = {f"{name}:{port}" for name in OURS} | {n for n in OURS if port == _PORTS[scheme]}
    named = set(os.environ.get(HOSTS, "").lower().replace(",", " ").split())
    if host not in own | named:
        return say(
            "Open {address} on the computer that Demarche runs on: it answers only there. To let "
            "it answer at this address too, name it in {setting} and start the app again.",
            address=f"http://localhost:{port}",
            setting=HOSTS,
        )
    # Whatever answers at another name may speak TLS to the browser, and plainly to us.
    expected = {f"{scheme}://{host}"} | ({f"https://{host}"} if host in named else set())
    if not origins:
        # Browsers send none with a page that is opened, and always one with a websocket.
        return None if scope["type"] == "http" else say(_OTHER_PAGE)
    own_page = len(origins) == 1 and origins[0].lower() in expected
    return None if own_page else say(_OTHER_PAGE)


def _other_computers() -> str:
    return say(
        "Configure sign-in (the section [auth] of {file}), or write {setting} where something in "
        "front of Demarche signs people in. Until then it listens to this computer only: it shows "
        "people who could be hurt, and asks nobody who they are.",
        file=".streamlit/secrets.toml",
        setting=f"{TRUST}=yes",
    )


def say_where() -> None:
    """Tell in the terminal where the app is, and how it ends."""
    address = f"http://localhost:{st.config.get_option('server.port')}"
    print(say("Demarche is open at {address}. To end it, press Ctrl+C here.", address=address))


def answer_at_once() -> None:
    """Let no answer wait for the browser to acknowledge its first part.

    The server writes the head of an answer and its body apart. With Nagle's algorithm the second
    waits until the first is acknowledged, which takes 40 ms (RFC 1122, 4.2.3.2); and asyncio turns
    it off only for sockets that name their protocol, which Streamlit's does not. A connection has
    this from the socket that listens, to which nothing that Streamlit offers leads.
    """
    sockets = [one for one in gc.get_objects() if type(one) is socket.socket]
    for one in sockets:
        with suppress(OSError):  # one that was closed meanwhile
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def refuse_other_addresses() -> None:
    """End the program where it would listen to other computers and nobody has said that it may."""
    address = str(st.config.get_option("server.address") or "")
    if not (_loopback(address) or address == "localhost" or trusted()):
        refused = (
            say("Not started: it was to listen on the address {address}.", address=address)
            if address
            else say("Not started: it was to listen on every address of this computer.")
        )
        # A sentence and no more: leaving a starting server by an exception would print its inside.
        print(f"{refused} {_other_computers()}", file=sys.stderr, flush=True)
        os._exit(1)


def trusted() -> bool:
    """Whether people sign in, here or before they get here."""
    return os.environ.get(TRUST, "").strip().lower() == "yes" or signs_in()


def signs_in() -> bool:
    """Whether sign-in is configured; then no page is shown to whoever has not."""
    return bool(st.secrets.load_if_toml_exists() and st.secrets.get("auth"))


def _loopback(address: str) -> bool:
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return (getattr(ip, "ipv4_mapped", None) or ip).is_loopback


class Leaving:
    """When a page has been gone for a while, what its session held goes too: uploads, downloads,
    answers to be downloaded, what stood in its forms. Streamlit keeps all that until it is ended.
    """

    def __init__(self, app: App, away: float = AWAY) -> None:
        self.app, self.away = app, away
        self._sweeps: set[asyncio.Task[None]] = set()  # else nobody holds them while they wait

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        finally:
            if scope["type"] == "websocket" and runtime.exists():
                sweep = asyncio.get_running_loop().create_task(self._sweep())
                self._sweeps.add(sweep)
                sweep.add_done_callback(self._sweeps.discard)

    async def _sweep(self) -> None:
        await asyncio.sleep(self.away)
        app = runtime.get_instance()
        for one in app._session_mgr.list_sessions():
            session = one.session
            if not app.is_active_session(session.id):
                with suppress(Exception):  # a session that is just ending by itself
                    app.close_session(session.id)
                session.session_state.clear()
        # What was offered for download goes at the second call: somebody may be fetching it.
        await asyncio.sleep(min(5.0, self.away))
        app.media_file_mgr.remove_orphaned_files()


def keep_uploads_in_memory() -> None:
    """Streamlit's parser would lay what is larger than a megabyte into the temporary folder."""
    megabytes = int(st.config.get_option("server.maxUploadSize"))
    MultiPartParser.spool_max_size = (megabytes + 1) * 2**20
