"""Every page in a real Chromium in the pseudo-language: nothing but names and data escapes it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from graph.model.words import ENGLISH, PSEUDO
from graph.store.base import Store
from graph.view import View
from queries.question import load, questions
from tests.browser.looking import DATA
from tests.browser.running import Visit
from tests.queries.escaping import Data, escapes, located
from tests.queries.natural import natural

# What is left, by page: it only ever gets shorter. Rows for a file have the file's own words.
ROWS_FOR_A_FILE = (
    "from|kind|to|since|until|source|reliability|highly reliable|is part of|is a member of|works on"
    "|leads"
)
# A letter on a key is the same in every language.
LEFT: dict[str, set[str]] = {"what-if": set(ROWS_FOR_A_FILE.split("|")), "workspace": {"h"}}
# Streamlit's own words, in the language that it has; what its charts call themselves is left out.
OF_STREAMLIT = frozenset(
    """AM|Browse files|Choose an option|Choose date|Clear selection|Close|Copy to clipboard
    Clear all|Remove|Selected values
    Copy Vega-Lite spec|Ctrl|Decrement|Deploy|Download as PNG|Drag and drop|Enter|Excel|Fullscreen
    Help for|Increment|Open|Press Enter to apply|Press|Search|Shortcut Ctrl|Show|Show data
    Skip to main content|Stop|Upload|day|file upload|hide columns|month|per file|year|yyyy
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
READ = """() => {
  const texts = [];
  const read = (root, within) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const around = walker.currentNode.parentElement;
      const ours = !around.closest(
        "style, script, noscript, code, svg, .vega-embed, [data-testid=stIconMaterial]"
      );
      if (ours) texts.push(walker.currentNode.textContent);
    }
    for (const element of root.querySelectorAll(within))
      if (!element.closest("svg, .vega-embed, [data-testid=stVegaLiteChart]"))
      for (const name of ["aria-label", "title", "placeholder", "alt"])
        if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) read(shadowRoot, "*");
  };
  read(document.body, "[data-testid=stMain] *");
  return texts.join("\\n");
}"""


@pytest.fixture(scope="module")
def data(filled: Store) -> Data:
    return Data(filled)


def rest(visit: Visit, data: Data, page: str) -> str:
    """What has escaped on a page, and where it seems to be written."""
    pieces = set(escapes(str(visit.page.evaluate(READ)), data))
    return "\n".join(sorted(map(located, pieces - OF_STREAMLIT - LEFT.get(page, set()))))


@pytest.mark.parametrize("page", ["", *DATA, *sorted(questions())])
def test_of_a_page_nothing_escapes(visit: Visit, data: Data, page: str) -> None:
    asked_for = natural(load(page)) if page in questions() else {}
    visit.go(f"/{page}?{urlencode({'language': PSEUDO, **asked_for})}")
    assert rest(visit, data, page) == ""


@pytest.mark.parametrize("of", ["", "embassies", "functions", "spectrum", "changes"])
def test_of_the_workspace_nothing_escapes(visit: Visit, filled: Store, data: Data, of: str) -> None:
    case = next(one for one in View(filled).entities("Case") if one.title == "Swallow").id
    visit.go(f"/workspace?{urlencode({'language': PSEUDO, 'subject': case, 'lens': of})}")
    visit.page.locator(".workspace .panel-head").first.wait_for()
    assert rest(visit, data, "workspace") == ""


def test_a_language_stays_from_page_to_page_and_leaves_when_it_is_told_to(visit: Visit) -> None:
    def root(what: str) -> str:
        return str(visit.page.evaluate(f"document.documentElement.{what}"))

    visit.go(f"/?language={PSEUDO}")
    assert (root("lang"), root("dir")) == ("en-XA", "ltr")
    visit.page.get_by_test_id("stTopNavSection").last.click()
    visit.page.get_by_test_id("stTopNavDropdownLink").last.click()
    visit.rest()
    assert "⟦" in visit.page.get_by_role("heading", level=1).inner_text()
    assert f"language={PSEUDO}" in visit.page.url
    visit.go(f"/?language={ENGLISH}")
    assert "⟦" not in visit.text()
    assert root("lang") == "en-GB"


OVERLAP = """() => {
  const box = (one) => one.getBoundingClientRect();
  const bar = box(document.querySelector(".st-key-looking-bar"));
  const menu = [...document.querySelectorAll(
    "[data-testid=stTopNavLink], [data-testid=stTopNavSection]"
  )].filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  return [menu.length, menu.map(box).filter(
    (one) => one.right > bar.left && one.bottom > bar.top && one.left < bar.right
  ).length, bar.right - bar.left];
}"""


@pytest.mark.parametrize("wide", [1310, 1366, 1440])
def test_long_words_of_menu_and_bar_do_not_lie_over_each_other(visit: Visit, wide: int) -> None:
    visit.page.set_viewport_size({"width": wide, "height": 768})
    visit.go(f"/?language={PSEUDO}")
    shown, over, across = visit.page.evaluate(OVERLAP)
    assert shown > 4
    assert over == 0
    assert across > 300
