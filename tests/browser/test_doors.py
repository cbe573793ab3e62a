"""Who gets into a running app: only this computer's own names, and only from the app's own pages.

All of it with a proxy in the app's surroundings that notes whoever is asked: nobody is.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.running import FLAGS, ROOT, executable, port, served, until, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
SECRET = ("Demarche answers only", "Open http://localhost")  # how a refusal begins
# Host and Origin; {p}: the app's port, {q}: another one. Which of them a websocket may have.
PAIRS = {
    ("localhost:{p}", "http://localhost:{p}"): True,
    ("127.0.0.1:{p}", "http://127.0.0.1:{p}"): True,
    ("[::1]:{p}", "http://[::1]:{p}"): True,
    ("LOCALHOST:{p}", "http://localhost:{p}"): True,
    ("localhost:{p}", None): False,  # of HTTP: every page that is opened
    ("localhost:{p}", "http://127.0.0.1:{p}"): False,
    ("localhost:{p}", "https://localhost:{p}"): False,
    ("localhost:{p}", "http://localhost:{q}"): False,
    ("localhost:{p}", "http://localhost"): False,
    ("localhost:{p}", "null"): False,
    ("localhost:{p}", "http://evil.example:{p}"): False,
    ("localhost:{p}", "http://localhost.evil:{p}"): False,
    ("localhost:{p}", "chrome-extension://abcdefghijklmnopabcdefghijklmnop"): False,
    ("evil.example:{p}", "http://evil.example:{p}"): False,
    ("evil.example:{p}", None): False,
    ("localhost.evil:{p}", "http://localhost.evil:{p}"): False,
    ("localhost:{q}", "http://localhost:{q}"): False,
    ("localhost", "http://localhost"): False,
    ("127.1:{p}", "http://127.1:{p}"): False,
    ("0.0.0.0:{p}", "http://0.0.0.0:{p}"): False,
    ("", "http://localhost:{p}"): False,
}
HANDSHAKE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@dataclass
class Proxy:
    """Notes the first line of whatever asks it, and answers nobody."""

    requests: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                visitor, _ = self.door.accept()
            except OSError:
                return
            with visitor:
                visitor.settimeout(2)
                try:
                    self.requests.append(visitor.recv(200).partition(b"\r\n")[0])
                except OSError as problem:
                    self.requests.append(repr(problem).encode())


@pytest.fixture(scope="module")
def proxy() -> Iterator[Proxy]:
    proxy = Proxy()
    yield proxy
    proxy.door.close()


@pytest.fixture(scope="module")
def app(filled_file: Path, tmp_path_factory: pytest.TempPathFactory, proxy: Proxy) -> Iterator[str]:
    store = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("doors") / "store.sqlite"))
    around = {**dict.fromkeys(PROXIES, proxy.address), "NO_PROXY": "", "no_proxy": ""}
    with served(store, **around, DEMARCHE_HOSTS="map.example, other.example:8443") as address:
        yield address


@pytest.fixture(autouse=True)
def _nobody_is_asked(proxy: Proxy) -> Iterator[None]:
    yield
    assert proxy.requests == []


def status(address: str, path: str, host: str, origin: str | None, **more: str) -> tuple[int, str]:
    """The answer to a request with these headers and no others."""
    connection = HTTPConnection("127.0.0.1", urlsplit(address).port or 0, timeout=30)
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    headers = {"Host": host, **({} if origin is None else {"Origin": origin}), **more}
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    text = "" if answer.status == 101 else answer.read().decode()
    connection.close()
    return answer.status, text


def test_the_proxy_would_note_whoever_asks() -> None:
    own = Proxy()
    code = "import urllib.request as u; u.urlopen('http://map.example/', timeout=5)"
    around = os.environ | dict.fromkeys(PROXIES, own.address) | {"NO_PROXY": "", "no_proxy": ""}
    subprocess.run([sys.executable, "-c", code], env=around, check=False, capture_output=True)
    assert own.requests == [b"GET http://map.example/ HTTP/1.1"]
    own.door.close()


@pytest.mark.parametrize(("host", "origin"), PAIRS)
def test_of_all_pairs_of_host_and_origin_only_ours_get_in(
    app: str, host: str, origin: str | None
) -> None:
    ports = {"p": urlsplit(app).port, "q": port()}
    ours = PAIRS[host, origin]
    host, origin = host.format(**ports), origin and origin.format(**ports)
    opened = origin is None and host.startswith("localhost")
    for path in ("/_stcore/health", "/", "/assets/world.json", "/_stcore/agent/schema"):
        got, text = status(app, path, host, origin)
        assert (got == 403) is not (ours or opened), path
        if got == 403:
            assert text.startswith(SECRET)
            assert "evil" not in text
    for path in ("/_stcore/stream", "/anything"):
        got, _ = status(app, path, host, origin, **HANDSHAKE)
        assert got == (101 if ours and path == "/_stcore/stream" else 403), path


def test_names_that_are_named_get_in_and_only_they(app: str) -> None:
    for host, origin, ours in (
        ("map.example", "http://map.example", True),
        ("map.example", "https://map.example", True),  # TLS ends before it reaches the app
        ("other.example:8443", "https://other.example:8443", True),
        ("other.example", "https://other.example", False),
        ("map.example:8443", "https://map.example:8443", False),
        ("map.example", "https://other.example:8443", False),
        ("map.example", None, False),
    ):
        got, _ = status(app, "/_stcore/stream", host, origin, **HANDSHAKE)
        assert got == (101 if ours else 403), (host, origin)


def test_no_copy_of_data_stays_in_the_browser_and_no_other_page_may_embed_it(app: str) -> None:
    host = urlsplit(app).netloc
    for path, allowed in (
        ("/", False),
        ("/_stcore/health", False),
        ("/media/nothing.csv", False),
        ("/loads", False),
        ("/assets/world.json", True),
    ):
        connection = HTTPConnection("127.0.0.1", urlsplit(app).port or 0, timeout=30)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert (answer.headers["Cache-Control"] == "no-store") is not allowed, path
        if path == "/":
            script = answer.read().decode().partition("/static/")[2].partition('"')[0]
            connection.request("GET", f"/static/{script}", headers={"Host": host})
            assert "immutable" in connection.getresponse().headers["Cache-Control"]
        connection.close()


TRY = """
async (urls) => {
  const got = [];
  for (const url of urls) {
    if (url.startsWith("ws")) {
      got.push(await new Promise((done) => {
        const socket = new WebSocket(url, ["streamlit"]);
        socket.onopen = () => done("open");
        socket.onmessage = () => done("message");
        socket.onerror = () => done("");
      }));
    } else {
      try {
        const answer = await fetch(url, {cache: "no-store"});
        got.push(answer.ok ? await answer.text() : "");
      } catch (problem) { got.push(""); }
    }
  }
  return got;
}
"""


def test_a_page_of_another_name_gets_nothing(app: str, chromium: Browser) -> None:
    at = urlsplit(app).port
    rule = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=executable(), args=[*FLAGS, rule])
    page = browser.new_page()
    opened = page.goto(f"http://evil.example:{at}/")
    assert opened is not None
    assert opened.status == 403
    text = page.inner_text("body")
    assert text.startswith(SECRET)
    assert text.count(".") <= 4
    paths = ("/", "/_stcore/health", "/_stcore/host-config", "/assets/world.json", "/loads")
    # The same name and port (it resolved to somebody else's server before), and another server.
    for origin in (f"http://evil.example:{at}", f"http://evil.example:{port()}"):
        page.route(
            f"{origin}/evil.html",
            lambda route: route.fulfill(
                content_type="text/html", body="<!doctype html><title>evil</title>"
            ),
        )
        page.goto(f"{origin}/evil.html")
        assert page.title() == "evil"
        for name in ("evil.example", "localhost", "127.0.0.1"):
            urls = [f"http://{name}:{at}{path}" for path in paths]
            urls.append(f"ws://{name}:{at}/_stcore/stream")
            assert page.evaluate(TRY, urls) == [""] * len(urls), (origin, name)
    # The same attempts by a page of our own do get something, so the test would notice.
    page.goto(f"{app}/assets/world.json")
    own = page.evaluate(TRY, [f"{app}/_stcore/health", f"ws://localhost:{at}/_stcore/stream"])
    assert own == ["ok", "open"]
    browser.close()


def test_pages_uploads_and_downloads_work_behind_the_doors(app: str, chromium: Browser) -> None:
    visit = visiting(chromium, app)
    visit.go("/loads")
    sample = ROOT / "loaders" / "samples" / "organizations.csv"
    visit.choose("What is in your file?", "Organizations")
    visit.page.set_input_files("input[type=file]", sample)
    visit.page.get_by_text("The first lines, as they are read").wait_for()
    visit.page.get_by_text("Its columns, and templates to fill in").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download an empty template").click()
    assert b"name" in Path(download.value.path()).read_bytes()
    visit.nothing_left_this_machine()
    visit.page.context.close()


def test_another_address_is_refused_at_the_start_unless_it_is_trusted(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    around = os.environ | {"DEMARCHE_STORE": f"sqlite:///{tmp_path / 'store.sqlite'}"}
    for address in ("0.0.0.0", "::", _own_address()):
        refused = subprocess.run(
            [*command, "--server.port", str(port()), "--server.address", address],
            cwd=ROOT,
            env=around,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "listens to this computer only" in refused.stderr + refused.stdout, address
        assert refused.returncode != 0
        assert not (tmp_path / "store.sqlite").exists()


def test_by_whatever_it_was_started_no_request_from_outside_is_answered(tmp_path: Path) -> None:
    """Started by another server the address it listens on is not Streamlit's setting."""
    at = port()
    around = os.environ | {
        "DEMARCHE_STORE": f"sqlite:///{tmp_path / 'store.sqlite'}",
        "STREAMLIT_SERVER_PORT": str(at),
    }
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "0.0.0.0", "--port", str(at)]
    mine = _own_address()
    for trust, expected in (("no", 403), ("yes", 200)):
        app = subprocess.Popen(
            command,
            cwd=ROOT,
            env=around | {"DEMARCHE_TRUST_NETWORK": trust},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            until(lambda: _status(mine, at) is not None, 90, "it did not start")
            assert _status(mine, at) == expected
            assert _status("127.0.0.1", at) == 200
        finally:
            app.terminate()
            app.wait(30)


def _own_address() -> str:
    """An address of this machine that is not loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            any_socket.connect(("192.0.2.1", 9))  # sends nothing
            address = str(any_socket.getsockname()[0])
        except OSError:
            address = "127.0.0.1"
    if address.startswith("127."):
        pytest.skip("this machine has no address but loopback")
    return address


def _status(address: str, at: int) -> int | None:
    try:
        connection = HTTPConnection(address, at, timeout=5)
        connection.request("GET", "/_stcore/health", headers={"Host": f"localhost:{at}"})
        return connection.getresponse().status
    except OSError:
        return None
