"""The workspace's strip of time, power and world map, what-if bar and sheet, in a real Chromium."""

from __future__ import annotations

from urllib.parse import parse_qs

from playwright.sync_api import expect

from tests.browser.running import Visit, until
from tests.browser.test_workspace import COMPONENT, go_on, lens, opened, panel, row


def address(visit: Visit) -> dict[str, list[str]]:
    """What stands in it now: asked of the page, whose news come only with an answer."""
    return parse_qs(str(visit.page.evaluate("location.search")).lstrip("?"))


def test_the_strip_goes_back_in_time_and_to_today(visit: Visit) -> None:
    opened(visit)
    page, slider = visit.page, visit.page.locator(".strip-slider")
    slider.focus()
    page.keyboard.press("PageDown")  # the first of a month
    until(lambda: "day" in address(visit))
    assert address(visit)["day"][0].endswith("-01")
    assert str(slider.get_attribute("aria-valuetext")).startswith("1 ")  # written out
    page.get_by_role("button", name="Back to today").click()
    until(lambda: "day" not in address(visit))


def test_a_stance_and_a_state_are_chosen_by_keyboard(visit: Visit) -> None:
    opened(visit)
    page, head = visit.page, panel(visit).locator(".panel-head h2")
    page.get_by_role("button", name="Power", exact=True).click()
    first = page.locator(".power-mark[tabindex='0']")
    first.focus()
    name = str(first.get_attribute("aria-label")).partition(". ")[0]
    page.keyboard.press("Enter")
    expect(head).to_have_text(name)
    page.get_by_role("button", name="World", exact=True).click()
    chosen = page.locator(".world-mark.state[data-id='gov:NOR']")
    chosen.focus()
    page.keyboard.press("Enter")
    expect(head).to_have_text("Norway")  # the selection goes with whoever changes the picture
    expect(page.locator(".world-arcs path").first).to_be_attached()


def test_what_is_supposed_is_kept_in_the_tab_or_leaves_no_trace(visit: Visit) -> None:
    opened(visit)
    row(visit, "Norway").get_by_role("button").first.click()
    expect(panel(visit).locator(".panel-head h2")).to_have_text("Norway")
    go_on(visit, "What if they were gone")
    bar = visit.page.locator(f"{COMPONENT} .supposed")
    expect(bar).to_contain_text("Norway")
    bar.get_by_role("button", name="Keep in this tab").click()
    bar.get_by_role("button", name="Discard").click()
    until(lambda: address(visit)["lens"] == ["embassies"])
    assert not any("remove" in "".join(values) for values in address(visit).values())
    bar.locator("select").select_option("0")
    until(lambda: address(visit)["lens"] == ["what-if"])
    expect(bar.get_by_role("button", name="Discard")).to_be_visible()


def test_on_a_phone_the_panel_is_a_sheet(visit: Visit) -> None:
    opened(visit)
    page, sheet = visit.page, visit.page.locator(".panel-sheet")
    page.set_viewport_size({"width": 360, "height": 740})
    expect(sheet).to_have_attribute("data-height", "low")
    handle = page.get_by_role("button", name="Show more of the panel")
    handle.click()
    expect(sheet).to_have_attribute("data-height", "half")
    page.keyboard.press("Escape")
    expect(sheet).to_have_attribute("data-height", "low")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


# What is there when the first name is written on the map.
FIRST_NAME = """
const { fillText } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (...given) {
  const around = () => this.canvas.getRootNode().querySelector(".ws-panel").childElementCount;
  const { width, height } = this.canvas;
  globalThis.firstName ??= { around: around(), width, height };
  return fillText.apply(this, given);
};
"""


def test_the_map_is_drawn_first_and_once_and_the_server_is_not_searched_for(visit: Visit) -> None:
    visit.page.context.add_init_script(FIRST_NAME)
    visit.go("/workspace?subject=gov:BLR&lens=embassies")
    expect(panel(visit).locator("h2").first).to_be_visible()
    visit.rest()
    first = visit.page.evaluate("firstName")
    assert first["around"] == 0
    size = "(({ width, height }) => ({ width, height }))"
    now = visit.page.locator(f"{COMPONENT} .network canvas").first.evaluate(size)
    assert {"width": first["width"], "height": first["height"]} == now
    assert not [url for url in visit.requests if "/workspace/_stcore/" in url]


# Of each list beside the map: how much wider it is than its place, and its columns.
LISTED = """() => [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)
  .flatMap((root) => [...root.querySelectorAll(".lens-list")])
  .map(({ offsetWidth, parentElement: place, tHead }) =>
    [offsetWidth - place.clientWidth, tHead.rows[0].cells.length])"""


def test_no_column_of_a_list_is_cut_where_the_panel_is_narrow(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1024, "height": 768})
    opened(visit)
    for name in ("Introductions", "Gaps", "Who should meet", "Stance", "Changes", "Embassies"):
        lens(visit, name)
        visit.rest()
        until(lambda: [over <= 0 for over, _ in visit.page.evaluate(LISTED)] == [True], 20, name)
    # Where there is room again, what had none has its column.
    ((_, narrow),) = visit.page.evaluate(LISTED)
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    until(lambda: [columns for _, columns in visit.page.evaluate(LISTED)] == [narrow + 1])
    ((over, _),) = visit.page.evaluate(LISTED)
    assert over <= 0


def test_a_sentence_is_read_as_most_of_its_letters_are(visit: Visit) -> None:
    opened(visit)
    texts = ["نورام الزافيري", "نورام الزافيري could introduce you to them.", "Ada", "2026"]
    directions = visit.page.evaluate(
        """async (texts) => {
          const { make } = await import(location.origin + "/assets/workspace/elements.js");
          return texts.map((text) => make("p", { dir: "auto", text }).dir);
        }""",
        texts,
    )
    assert directions == ["rtl", "ltr", "ltr", "auto"]
