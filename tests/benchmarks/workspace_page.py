"""The workspace in a real browser, watched from inside: when it painted, what it draws and gets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser

from tests.browser.running import Visit, until, visiting

# vis-network's own object, to know where on the screen somebody stands; when a name was first
# written on the map; when the pointer was last pressed.
_WATCH = """
globalThis.vis = new Proxy({}, { get(library, key) {
  if (key !== "Network" || !library.Network) return library[key];
  return class extends library.Network {
    constructor(...given) { super(...given); globalThis.drawnNetwork = this; }
  };
}});
const { fillText } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (...given) {
  globalThis.painted ??= performance.now();
  return fillText.apply(this, given);
};
addEventListener("pointerdown", (event) => { globalThis.pressed = event.timeStamp; }, true);
"""
# What the parts of the workspace share, which is a constant of their module. (To change the module
# on its way would keep the browser from keeping any file.)
_SHARE = """async () => {
  const { store } = await import(location.origin + "/assets/workspace/main.js");
  globalThis.workspaceStore = store;
}"""
_PANEL = """async (id) => {
  const there = () => {
    const { data, state } = workspaceStore;
    return data?.panel?.key === id && state.selected[0] === id;
  };
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  for (let n = 0; n < 3000 && !there(); n += 1) await frame();
  await frame();
  return there() ? performance.now() - globalThis.pressed : null;
}"""
_REDRAWN = """async (seconds) => {
  const view = drawnNetwork.getViewPosition();
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const begin = performance.now();
  let frames = 0;
  while (performance.now() - begin < 1000 * seconds) {
    frames += 1;
    drawnNetwork.moveTo({ position: { x: view.x + 40 * Math.sin(frames / 5), y: view.y } });
    drawnNetwork.body.emitter.emit("_redraw");
    await frame();
  }
  const passed = (performance.now() - begin) / 1000;
  drawnNetwork.moveTo({ position: view });
  return frames / passed;
}"""
_ON_SCREEN = """(id) => {
  const { x, y } = workspaceStore.node(id);
  const spot = drawnNetwork.canvasToDOM({ x, y });
  const { left, top } = drawnNetwork.canvas.frame.getBoundingClientRect();
  return [left + spot.x, top + spot.y];
}"""


class WorkspacePage:
    """A visit to the workspace, and the bytes that it received."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page
        self.received = 0
        self.page.context.add_init_script(_WATCH)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        self.page.on("response", lambda answer: self._count(answer.headers.get("content-length")))

    def _count(self, payload: Any) -> None:
        if payload is not None:
            self.received += int(payload) if str(payload).isdigit() else len(payload)

    def open(self, address: str) -> float:
        """Seconds from asking for the address until the first names stood on the map."""
        self.page.goto(f"{self.visit.address}{address}")
        self._watch()
        return float(self.page.evaluate("globalThis.painted / 1000"))

    def reload(self) -> None:
        self.page.reload()
        self._watch()

    def _watch(self) -> None:
        self.until("globalThis.painted !== undefined")
        self.page.evaluate(_SHARE)
        self.until("workspaceStore.map")

    def until(self, condition: str, seconds: float = 180) -> None:
        until(lambda: self.page.evaluate(f"!!({condition})"), seconds, f"never: {condition}")

    def rest(self) -> None:
        """Until Python and the browser have nothing left to do."""
        self.until("workspaceStore.map && workspaceStore.lens && !workspaceStore.waiting()")
        self.page.wait_for_timeout(400)

    def number(self, what: str) -> float:
        return float(self.page.evaluate(what))

    def sizes(self) -> tuple[int, int]:
        """Entities and lines drawn."""
        return int(self.number("workspaceStore.visible().length")), int(
            self.number("workspaceStore.lines().length")
        )

    def places(self) -> dict[str, tuple[float, float]]:
        rows = self.page.evaluate("workspaceStore.visible().map(({id, x, y}) => [id, x, y])")
        return {id: (x, y) for id, x, y in rows}

    def in_view(self, most: int) -> list[str]:
        """Ids that can be clicked, spread over the map; not the subject."""
        ids = self.page.evaluate(
            "workspaceStore.visible().map(({id}) => id)"
            ".filter((id) => id !== workspaceStore.state.subject)"
        )
        step = max(1, len(ids) // most)
        return [str(id) for id in ids[::step][:most]]

    def click(self, id: str) -> tuple[float, int] | None:
        """Seconds from the press to the panel about somebody, and the bytes that came for it;
        None: somebody else lies over it."""
        x, y = self.page.evaluate(_ON_SCREEN, id)
        before = self.received
        self.page.mouse.click(x, y)
        self.page.wait_for_timeout(20)
        if not self.page.evaluate("(id) => workspaceStore.state.selected[0] === id", id):
            self.rest()
            return None
        passed = self.page.evaluate(_PANEL, id)
        self.rest()
        return (passed / 1000, self.received - before) if passed is not None else None

    def frames(self, seconds: float = 3) -> float:
        """Whole redraws a second while the map is moved."""
        return float(self.page.evaluate(_REDRAWN, seconds))


@contextmanager
def workspace_page(chromium: Browser, address: str) -> Iterator[WorkspacePage]:
    visit = visiting(chromium, address)
    try:
        yield WorkspacePage(visit)
    finally:
        visit.page.context.close()
