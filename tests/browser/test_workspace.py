"""The workspace in a real Chromium: three jobs without a typed id, by mouse and by keyboard."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.running import Visit, until, visiting

COMPONENT = ".workspace"


def panel(visit: Visit) -> Locator:
    return visit.page.locator(f"{COMPONENT} .ws-panel")


def title(visit: Visit) -> Locator:
    """Of what the panel is about."""
    return panel(visit).locator(".panel-head h2").first


def sentence(visit: Visit) -> Locator:
    return visit.page.locator(f"{COMPONENT} .say .sentence")


def lens(visit: Visit, name: str) -> None:
    """Ask another question of the same map."""
    header = visit.page.locator(f"{COMPONENT} .ws-header")
    button = header.locator(".lenses button:visible", has_text=name)
    if button.count():
        button.click()
    else:
        header.locator("select.further").select_option(label=name)
    expect(header.locator(".lenses button[aria-pressed=true]")).to_have_text(name)


def go_on(visit: Visit, name: str) -> None:
    """One of the buttons that say what to do next; those beyond the first few come with a press."""
    steps = panel(visit).locator(".panel-next")
    button, further = steps.get_by_role("button", name=name), steps.locator(".further")
    expect(button.or_(further).first).to_be_visible()
    if not button.count():
        further.click()
    button.first.click()


def row(visit: Visit, name: str) -> Locator:
    return panel(visit).locator(".lens-list tbody tr", has_text=name).first


def address(visit: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visit.page.url).query)


def shown(visit: Visit) -> int:
    """How many stand on the map, as the rail says."""
    text = visit.page.locator(f"{COMPONENT} .ws-rail").inner_text()
    count = re.search(r"(\d+) of (\d+)", text)
    return int(count[1]) if count else 0


def opened(visit: Visit, path: str = "") -> None:
    """The workspace on the sample case, or as an address says."""
    if path:
        visit.go(path)
    else:
        visit.go()
        visit.press("Open the sample case")
    expect(title(visit)).to_be_visible()
    until(lambda: shown(visit) > 0)


def test_strategist_from_a_country_to_what_to_ask(visit: Visit) -> None:
    """Country, embassy, why; then, of a case, who introduces us, and what to ask."""
    visit.go()
    visit.choose("Which government detains?", "Belarus")
    visit.press("Show the embassies")
    expect(title(visit)).to_be_visible()
    expect(sentence(visit)).to_contain_text("Start with")
    row(visit, "Canada").get_by_role("button").first.click()
    expect(panel(visit).locator(".panel-head h2")).to_have_text("Canada")
    expect(panel(visit)).to_contain_text("What this rests on")
    assert address(visit)["selected"] == ["gov:CAN"]
    assert set(address(visit)) <= {"subject", "lens", "selected", "layers"}


def test_strategist_of_the_sample_in_seven_clicks_and_no_typed_name(visit: Visit) -> None:
    visit.go()
    visit.press("Open the sample case")  # 1
    expect(sentence(visit)).to_contain_text("Start with Canada")
    row(visit, "Norway").get_by_role("button").first.click()  # 2: why
    expect(panel(visit).locator(".panel-head h2")).to_have_text("Norway")
    expect(panel(visit)).to_contain_text("What this rests on")
    go_on(visit, "Who introduces us")  # 3
    expect(sentence(visit)).to_contain_text("To reach Norway")
    lens(visit, "Embassies")  # 4
    expect(sentence(visit)).to_contain_text("ask for trial observation by 2 December")
    assert visit.errors == []


def test_coalition_builder_lets_two_meet_and_goes_back(visit: Visit) -> None:
    opened(visit)
    lens(visit, "Who should meet")
    expect(sentence(visit)).to_contain_text("together first")
    row(visit, "Open Margin").get_by_role("button").first.click()
    expect(panel(visit).locator(".panel-head h2")).to_have_text("2 selected")
    go_on(visit, "What if they met")
    expect(sentence(visit)).to_contain_text("Nothing was stored")
    assert "supposed" not in address(visit)
    visit.page.get_by_role("button", name="Discard").first.click()  # back to the question before
    expect(sentence(visit)).to_contain_text("together first")


def test_explorer_expands_hides_goes_back_and_shares_the_address(
    visit: Visit, chromium: Browser
) -> None:
    opened(visit)
    first = shown(visit)
    page = visit.page
    page.get_by_role("button", name="List", exact=True).click()
    page.get_by_role("listbox").first.focus()
    page.keyboard.type("Abb")  # letters jump
    page.keyboard.press("Enter")
    expect(panel(visit).locator(".panel-head h2")).to_have_text("Abbey of Saint Orrin")
    page.get_by_role("button", name="Network", exact=True).click()
    page.keyboard.press("h")  # hide
    until(lambda: shown(visit) == first - 1)
    expect(page.locator(f"{COMPONENT} .ws-rail")).to_contain_text("Hidden by you")
    copied = page.url
    assert "Abbey" not in copied
    names = drawn(visit)
    other = visiting(chromium, visit.address)
    other.page.goto(copied)
    expect(title(other)).to_be_visible()
    until(lambda: shown(other) == first - 1)
    assert drawn(other) == names  # the same picture: who, and where
    other.nothing_left_this_machine()
    other.page.context.close()
    page.keyboard.press(",")  # back
    until(lambda: shown(visit) == first)


def drawn(visit: Visit) -> Any:
    """Who is on the map and where, from what its adapter was given."""
    return visit.page.evaluate(
        """async () => {
          const { store } = await import(location.origin + "/assets/workspace/main.js");
          return store?.visible().map(({ id, x, y }) => [id, x, y]).sort();
        }"""
    )


@pytest.mark.parametrize("key", ["?", "/"])
def test_keys_open_the_sheet_and_the_search(visit: Visit, key: str) -> None:
    opened(visit)
    visit.page.locator(f"{COMPONENT} canvas").first.click(position={"x": 5, "y": 5})
    visit.page.keyboard.press(key)
    if key == "?":
        expect(visit.page.get_by_role("dialog")).to_be_visible()
        visit.page.keyboard.press("Escape")
        expect(visit.page.get_by_role("dialog")).not_to_be_visible()
    else:
        visit.page.keyboard.type("Ember")
        expect(visit.page.get_by_role("option", name="Ember Fund").first).to_be_visible()
        visit.page.keyboard.press("Enter")
        expect(panel(visit).locator(".panel-head h2")).to_have_text("Ember Fund")


def test_by_keyboard_alone_one_reaches_reads_and_selects(visit: Visit) -> None:
    opened(visit)
    page = visit.page
    page.keyboard.press("4")  # the list
    box = page.get_by_role("listbox").first
    expect(box).to_be_visible()
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    live = page.locator(f"{COMPONENT} .live")
    until(lambda: "selected" in live.inner_text())
    expect(panel(visit).locator(".panel-head h2").first).to_be_visible()
    page.keyboard.press("Escape")
    until(lambda: "selected" not in address(visit))


def test_it_stays_mounted_while_another_page_is_read(visit: Visit) -> None:
    opened(visit)
    canvas = f"{COMPONENT} canvas"
    visit.page.evaluate("document.querySelector('.st-key-workspace-place').dataset.mine = 'yes'")
    fetched = sum("/map/" in url for url in visit.requests)
    visit.open("What is due", "Campaign")
    expect(visit.page.locator(canvas).first).not_to_be_visible()
    visit.open("Workspace")
    expect(visit.page.locator(canvas).first).to_be_visible()
    place = visit.page.locator(".st-key-workspace-place")
    assert place.get_attribute("data-mine") == "yes"
    assert sum("/map/" in url for url in visit.requests) == fetched
