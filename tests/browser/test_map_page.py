"""The map in one file, opened from a disk: it answers to mouse and keys and asks for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from queries.answer import Answer, NetworkMap
from tests.browser.drawn import EVIL
from tests.browser.running import visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PEOPLE = [("a", "Ada", "Person"), ("b", EVIL, "Person"), ("c", "نورام", "Person")]
ENTITIES = [*PEOPLE, ("w", "Watch", "Organization")]
TIES = [("a", "b", "knows"), ("a", "w", "is a member of"), ("c", "w", "is a member of")]
BLOCK = NetworkMap(
    "map",
    "Around Ada",
    [{"id": id, "name": name, "kind": kind, "label": kind} for id, name, kind in ENTITIES],
    [
        {"source": source, "target": target, "kind": "KNOWS", "phrase": phrase, "count": 1}
        | {"directed": True, "sourced": True, "since": None, "until": None}
        for source, target, phrase in TIES
    ],
    ["a"],
)


def shown(page: Page, what: str) -> int:
    """How many of these are drawn."""
    hidden = page.locator(f".{what}[display=none]").count()
    return page.locator(f".{what}").count() - hidden


def box(page: Page) -> list[float]:
    view: Any = page.locator(".picture svg").get_attribute("viewBox")
    return [float(side) for side in view.split()]


def test_it_moves_zooms_filters_searches_and_tells_ties(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_bytes(Answer("Said.", [BLOCK], title="Around").export_bytes("map_html", BLOCK))
    visit = visiting(chromium, file.as_uri())
    page, written = visit.page, []
    page.on("console", lambda message: written.append(message.text))
    page.goto(visit.address)
    assert (shown(page, "entity"), shown(page, "tie")) == (4, 3)

    page.get_by_role("checkbox", name="Organization").uncheck()
    assert (shown(page, "entity"), shown(page, "tie")) == (3, 1)
    page.get_by_role("checkbox", name="Organization").check()
    page.get_by_role("checkbox", name="is a member of").uncheck()
    assert (shown(page, "entity"), shown(page, "tie")) == (4, 1)
    page.get_by_role("checkbox", name="is a member of").check()

    whole = box(page)
    page.locator(".picture").focus()
    page.keyboard.press("+")
    assert box(page)[2] < whole[2]
    before = box(page)
    page.keyboard.press("ArrowRight")
    assert box(page)[0] > before[0]
    page.keyboard.press("0")
    assert box(page) == whole
    page.locator(".picture svg").hover()
    page.mouse.wheel(0, -200)
    assert box(page)[2] < whole[2]
    page.get_by_role("button", name="Show the whole map").click()

    page.locator('.entity[data-n="0"]').click()  # Ada, on the map
    sentences = page.locator(".selected li").all_text_contents()
    assert sentences == [f"Ada knows {EVIL}", "Ada is a member of Watch"]
    page.locator(".picture").focus()
    page.keyboard.press("Escape")
    assert page.locator(".selected li").count() == 0
    page.get_by_role("searchbox").fill("watch")
    assert page.locator(".names button:visible").all_text_contents() == ["Watch (Organization)"]
    page.get_by_role("searchbox").fill("nobody at all")
    assert page.get_by_text("Nobody of that name.").is_visible()

    assert visit.requests == [visit.address]
    assert (visit.errors, written) == ([], [])
    assert page.evaluate("window.refused") == []
    page.evaluate("document.body.append(Object.assign(document.createElement('img'), {src: 'x'}))")
    page.evaluate("document.body.setAttribute('onclick', 'window.ran = true')")
    page.evaluate("document.body.click()")
    assert page.evaluate("[window.refused.length > 0, window.ran]") == [True, None]
    page.context.close()
