"""Texts of files that would do something if they were taken for markup, an address or a direction:
in the workspace they run nothing, lead nowhere and turn nobody else's words, wherever they show.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from graph.model.records import Entity, Origin, Tie
from graph.store.opening import open_store
from tests.browser.running import Visit, served, until, visiting
from tests.browser.test_workspace import COMPONENT, lens, opened, panel, sentence
from tests.conftest import write

# Each begins with a word by which it is known in a picture, where names are set over several lines.
CASE = "Heron <img src=x onerror=globalThis.ran=1> [x](http://evil.example)"
BODY = 'Circle "><script>globalThis.ran=2</script><b onmouseover=globalThis.ran=3>'
PERSON = "Marenka javascript:globalThis.ran=4 {{constructor.constructor('globalThis.ran=5')()}}"
PLACE = "Prison \u202eevitutitsni\u2066 <svg/onload=globalThis.ran=6>"
NOTE = "Noted </style></textarea><iframe src=javascript:globalThis.ran=7> \u202eon"
SOURCE = "javascript:globalThis.ran=8//https://example.org"
TEXTS = (CASE, BODY, PERSON, PLACE, NOTE, SOURCE)

# In every tree of the page: what markup of theirs would have made; all that is shown or read out;
# and what of it turns the words around it.
_WALK = """
  const roots = [document], all = [];
  while (roots.length) {
    for (const one of roots.pop().querySelectorAll("*")) {
      all.push(one);
      if (one.shadowRoot) roots.push(one.shadowRoot);
    }
  }
"""
PLANTED = f"""() => {{{_WALK}
  const leads = /^(src|href|action|data|srcdoc)$/;
  const acts = ({{ name, value }}) =>
    name.startsWith("on") || (leads.test(name) && /^\\s*javascript:|evil|^x$/i.test(value));
  const theirs = (one) => one.matches("iframe, object, embed")
    || (one.matches("script, style") && one.textContent.includes("globalThis.ran"));
  return all.filter((one) => theirs(one) || [...one.attributes].some(acts))
    .map((one) => one.outerHTML.slice(0, 200));
}}"""
TURNING = f"""() => {{{_WALK}
  const texts = all.flatMap((one) => [...one.childNodes, ...one.attributes])
    .filter(({{ nodeType }}) => nodeType === Node.TEXT_NODE || nodeType === Node.ATTRIBUTE_NODE)
    .map(({{ nodeValue }}) => nodeValue);
  const turns = /[\\u202a-\\u202e\\u2066-\\u2069]/;
  return [...texts, ...globalThis.written].filter((text) => turns.test(text));
}}"""
# What is written on a canvas, which no tree of elements holds.
ON_CANVAS = """
globalThis.written = new Set();
const { fillText } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
  globalThis.written.add(text);
  return fillText.call(this, text, ...where);
};
"""


@pytest.fixture
def visit(chromium: Browser, filled_file: Path, tmp_path: Path) -> Iterator[Visit]:
    """A store in which a case, a body, a person, a place and what is noted of them are hostile."""
    path = Path(shutil.copy(filled_file, tmp_path / "store.sqlite"))
    origin = Origin(url=SOURCE)
    store = open_store(f"sqlite:///{path}")
    write(
        store,
        Entity("Case", "cas:evil", CASE, {"stage": NOTE, "note": NOTE}, origin),
        Entity("Organization", "org:evil", BODY, {"sector": NOTE, "note": NOTE}, origin),
        Entity("Person", "per:evil", PERSON, {"role": NOTE, "aliases": [NOTE, BODY]}, origin),
        Entity("Facility", "fac:evil", PLACE, {"city": PLACE, "note": NOTE}, origin),
        Tie("WORKS_ON", "org:evil", "cas:evil", values={"functions": [NOTE]}, origin=origin),
        Tie("MEMBER_OF", "per:evil", "org:evil", values={"note": NOTE}, origin=origin),
        Tie("LINKED_TO", "org:evil", "fac:evil", key=NOTE, values={"note": NOTE}, origin=origin),
        Tie("DETAINS", "gov:BLR", "cas:evil"),
    )
    store.close()
    with served(path) as address:
        visit = visiting(chromium, address)
        visit.page.context.add_init_script(ON_CANVAS)
        yield visit
        nothing_came_of_it(visit)
        visit.nothing_left_this_machine()
        visit.page.context.close()


def nothing_came_of_it(visit: Visit) -> None:
    """Of what is on the page now, and of all that it asked for."""
    assert visit.page.evaluate("globalThis.ran") is None
    assert visit.page.evaluate(PLANTED) == []
    assert visit.page.evaluate(TURNING) == []
    assert not [url for url in visit.requests if urlsplit(url).path.endswith("/x")]


def on_screen(text: str) -> str:
    """As it is shown: where something would turn the words around it, that it stood there."""
    return text.replace("\u202e", "�").replace("\u2066", "�")


@pytest.mark.parametrize(
    ("id", "name"),
    [("cas:evil", CASE), ("org:evil", BODY), ("per:evil", PERSON), ("fac:evil", PLACE)],
)
def test_the_panel_shows_them_as_text(visit: Visit, id: str, name: str) -> None:
    opened(visit, f"/workspace?subject=cas:evil&lens=embassies&selected={id}")
    expect(panel(visit).locator(".panel-head h2").first).to_have_text(on_screen(name))
    expect(panel(visit)).to_contain_text("Noted </style></textarea>")
    nothing_came_of_it(visit)


def test_the_map_its_tips_and_its_other_pictures_show_them_as_text(visit: Visit) -> None:
    opened(visit, "/workspace?subject=cas:evil&lens=embassies&kinds=Government,Mission")
    for word in ("Heron", "Circle", "Marenka", "Prison"):
        until(lambda word=word: word in " ".join(visit.page.evaluate("[...written]")))
    box = visit.page.locator(f"{COMPONENT} canvas").first.bounding_box()
    assert box is not None
    tips = set()
    for x in range(1, 40):
        for y in range(1, 24):
            spot = (box["x"] + box["width"] * x / 40, box["y"] + box["height"] * y / 24)
            visit.page.mouse.move(*spot)
            tips.add(visit.page.locator(f"{COMPONENT} .tip").inner_text())
    assert any(CASE in tip for tip in tips), tips
    assert any(on_screen(PLACE) in tip and "is linked to" in tip for tip in tips), tips
    for picture in ("List", "Power", "World", "Network"):
        visit.page.get_by_role("button", name=picture, exact=True).click()
        visit.rest()
        nothing_came_of_it(visit)
        if picture == "List":
            for name in (CASE, BODY, PERSON, on_screen(PLACE)):
                row = visit.page.locator(f"{COMPONENT} .rows-name", has_text=name)
                expect(row.first).to_be_visible()


def test_search_the_list_of_what_is_hidden_and_every_question_show_them_as_text(
    visit: Visit,
) -> None:
    opened(visit, "/workspace?subject=cas:evil&lens=embassies")
    field = visit.page.locator(f"{COMPONENT} .finding input")
    field.fill("Circle")
    result = visit.page.locator(f"{COMPONENT} [role=option] .name", has_text=BODY)
    expect(result.first).to_be_visible()
    nothing_came_of_it(visit)
    result.first.click()
    expect(panel(visit).locator(".panel-head h2").first).to_have_text(BODY)
    visit.page.keyboard.press("h")  # which hides them
    expect(visit.page.locator(f"{COMPONENT} .ws-rail")).to_contain_text(BODY)
    nothing_came_of_it(visit)
    for question in ("Introductions", "Who should meet", "Embassies"):
        lens(visit, question)
        until(lambda: sentence(visit).inner_text())
        visit.rest()
        nothing_came_of_it(visit)


@pytest.mark.parametrize("text", TEXTS)
def test_an_address_that_holds_them_shows_nobody_and_keeps_none(visit: Visit, text: str) -> None:
    hostile = quote(text)
    names = ("subject", "lens", "selected", "expanded", "hidden", "kinds", "layers", "centre", "to")
    visit.go("/workspace?" + "&".join(f"{name}={hostile}" for name in (*names, "day", "language")))
    visit.rest()
    nothing_came_of_it(visit)
    visit.go(f"/workspace?subject=cas:evil&selected={hostile}&hidden={hostile}&day={hostile}")
    expect(panel(visit).locator("h2").first).to_have_text(CASE)
    nothing_came_of_it(visit)
    assert hostile not in str(visit.page.evaluate("location.href")).replace("+", "%20")
