"""The app as it runs for people, and a page of it in a browser that notes all it asks for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
PATIENCE = 60_000  # milliseconds: a busy machine is slow, not wrong
HEADER, ROW = 36, 70  # pixels of a table whose longest cell takes two lines
# What the policy of app.py refuses is noted too: a request that it stops was still attempted.
NOTE_REFUSALS = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (e) => window.refused.push(e.blockedURI));
"""


@dataclass
class Visit:
    """A page of the app, and all that it asked for."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, path: str = "/") -> None:
        self.page.goto(f"{self.address}{path}")
        self.rest()

    def rest(self, seconds: float = 90) -> None:
        """Wait until nothing is being computed or drawn any more."""
        until(self._resting, seconds, "the page never came to rest")

    def _resting(self) -> bool:
        busy = (
            "[data-testid=stApp][data-test-script-state=running], [data-stale=true], "
            "[data-testid=stSkeleton], [data-testid=stSpinner]"
        )
        drawn = f"document.querySelector('h1') && !document.querySelector('{busy}')"
        quiet = 0
        while quiet < 4 and self.page.evaluate(f"!!({drawn})"):
            quiet += 1
            time.sleep(0.1)
        return quiet == 4

    def text(self) -> str:
        return str(self.page.evaluate("document.body.innerText"))

    def choose(self, label: str, text: str) -> None:
        """Choose in a searchable list by typing."""
        self.page.locator(f'input[aria-label="{label}"]').click()
        self.page.keyboard.type(text)
        self.page.get_by_role("option", name=text).first.click()
        self.rest()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.rest()

    def unfold(self, title: str) -> None:
        """Open a part of the page that is closed at first."""
        self.page.locator("summary").filter(has_text=title).first.click()
        self.rest()

    def open(self, name: str, section: str = "") -> None:
        """Open a page from the bar at the top; in a section, from the menu of that."""
        if section:
            self.page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
            self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=name).click()
        else:
            self.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
        self.rest()

    def nothing_left_this_machine(self) -> None:
        host = urlsplit(self.address).netloc
        local = {"data", "blob", "about"}
        outside = [
            url
            for url in self.requests
            if urlsplit(url).scheme not in local and urlsplit(url).netloc != host
        ]
        assert outside == []
        refused = set(self.page.evaluate("window.refused ?? []"))
        # Streamlit tries these itself and goes on without them; no address is among them.
        assert refused <= {"inline", "wasm-eval"}
        assert self.errors == []


def until(
    true: Callable[[], Any], seconds: float = PATIENCE / 1000, otherwise: str = "it never was so"
) -> None:
    """Wait until something is true. (Playwright's own waiting needs `eval`, which is refused.)"""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)


def executable() -> str | None:
    """Where Chromium is on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def launched(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def visiting(chromium: Browser, address: str) -> Visit:
    """A page on an old laptop's screen."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(NOTE_REFUSALS)
    context.set_default_timeout(PATIENCE)
    visit = Visit(context.new_page(), address)
    context.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on(
        "websocket", lambda socket: visit.requests.append(socket.url.replace("ws://", "http://"))
    )
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("dialog", lambda dialog: visit.errors.append(dialog.message))
    return visit


def port() -> int:
    """A port of this machine that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start(
    store: Path, at: int, script: Path = ROOT / "app.py", **surroundings: str
) -> subprocess.Popen[bytes]:
    """The app as the README starts it, on a port of this machine; no window opens.

    `surroundings`: of its environment, what is different from this one.
    """
    environment = {
        "DEMARCHE_STORE": f"sqlite:///{store}",
        "STREAMLIT_SERVER_HEADLESS": "true",
        **surroundings,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(at)],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def served(store: Path, **surroundings: str) -> Iterator[str]:
    """The address of an app that runs on a store, for as long as it is needed."""
    at = port()
    app = start(store, at, **surroundings)
    try:
        # "localhost", as the browser is told: its address must be the one that the policy means.
        until(lambda: answers(f"http://localhost:{at}"), 60, "the app did not start")
        yield f"http://localhost:{at}"
    finally:
        app.terminate()
        app.wait(20)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
