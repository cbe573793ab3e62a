"""The app in a real Chromium: its doors, a selection on both maps, a wrong file, hostile names."""

from __future__ import annotations

import io
import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from queries.answer import WATERMARK
from tests.browser.drawn import EVIL
from tests.browser.running import HEADER, ROOT, ROW, Visit, answers, served, until, visiting

ORANGE, BLUE = (0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2)  # what is selected; governments
GREEN = (0x00, 0x9E, 0x73)  # people
ARABIC = "طاولة الحروف الحرة"
AUSTRALIA = 4  # its row for China: a large state, alone in its corner of the world map


def pick(visit: Visit, title: str, number: int) -> None:
    """Choose a row of the table under a heading."""
    table = visit.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.click(position={"x": 16, "y": HEADER + ROW * number + ROW / 2})
    visit.rest()


def coloured(shown: Locator, colour: tuple[int, int, int]) -> np.ndarray:
    """The places (x, y) of a picture's pixels that have nearly this colour."""
    shown.scroll_into_view_if_needed()
    pixels = np.asarray(Image.open(io.BytesIO(shown.screenshot())).convert("RGB")).astype(int)
    return np.argwhere(np.abs(pixels - colour).sum(axis=2) < 24)[:, ::-1]


def network(visit: Visit) -> Locator:
    return visit.page.locator(".network-map .canvas").first


def world(visit: Visit) -> Locator:
    return visit.page.get_by_test_id("stVegaLiteChart").first


def world_size(visit: Visit) -> tuple[float, float]:
    box = world(visit).bounding_box()
    assert box is not None
    return box["width"], box["height"]


def selected(visit: Visit, name: str) -> None:
    """An entity is the selected one in the row told in full and on the network map."""
    expect(visit.page.locator("h3.named").first).to_have_text(name)
    label = network(visit)
    until(lambda: f"Selected: {name}." in str(label.get_attribute("aria-label")))


def test_the_first_door_a_states_record_and_a_selection_on_both_maps(visit: Visit) -> None:
    visit.go()
    visit.choose("Which government detains?", "China")
    visit.press("Show the embassies")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Workspace")
    expect(visit.page.get_by_role("heading", name="China").first).to_be_visible()
    visit.go("/embassies?target=gov:CHN")
    until(lambda: "speaking up for prisoners of governments like China" in visit.text())
    visit.rest()
    assert "Invented" not in visit.text()
    names = [visit.page.locator("h3.named").first.inner_text()]
    until(lambda: len(coloured(world(visit), ORANGE)) > 20)
    visit.unfold("More on this")
    places = [np.median(coloured(world(visit), ORANGE), axis=0)]
    selected(visit, names[0])
    for row in (1, AUSTRALIA):  # from the table to both maps
        pick(visit, "Governments", row)
        until(lambda: visit.page.locator("h3.named").first.inner_text() != names[-1])
        names.append(visit.page.locator("h3.named").first.inner_text())
        selected(visit, names[-1])
        until(lambda: len(coloured(world(visit), ORANGE)) > 20)
        visit.page.wait_for_timeout(500)
        outline = coloured(world(visit), ORANGE)
        places.append(np.median(outline, axis=0))
    assert len(set(names)) == 3
    assert all(np.abs(one - other).max() > 5 for one, other in pairwise(places))

    # From the network map to the table and the world map: the government farthest from the middle.
    blue = coloured(network(visit), BLUE)
    middle = np.median(blue, axis=0)
    x, y = blue[np.abs(blue - middle).sum(axis=1).argmax()]
    inward = np.sign(middle - (x, y)) * 4
    network(visit).click(position={"x": float(x + inward[0]), "y": float(y + inward[1])})
    visit.rest()
    until(lambda: "Selected:" in str(network(visit).get_attribute("aria-label")))
    chosen = visit.page.locator("h3.named").first.inner_text()
    selected(visit, chosen)
    assert chosen != names[-1]

    # From the world map to the table: into the middle of Australia, as it was outlined.
    assert names[2] == "Australia"
    box = outline[(outline / world_size(visit) > (0.6, 0.5)).all(axis=1)]
    x, y = (box.min(axis=0) + box.max(axis=0)) / 2
    world(visit).click(position={"x": float(x), "y": float(y)})
    visit.rest()
    selected(visit, "Australia")
    assert "CHN" in visit.page.url
    assert "case" not in visit.page.url


def test_the_second_door_the_sample_says_that_it_is_invented(visit: Visit) -> None:
    visit.go()
    visit.press("Open the sample case")
    expect(visit.page.get_by_text("Invented").first).to_be_visible()
    visit.open("Embassies to approach", "Influence")
    expect(visit.page.locator(".invented:visible")).to_be_visible()
    visit.unfold("Downloads")
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="Download as CSV").first.click()
    text = Path(saved.value.path()).read_text("utf-8")
    assert all(line.endswith(f'"{WATERMARK}"') for line in text.splitlines()[1:])
    assert "Swallow" not in visit.page.url
    visit.open("Start")
    visit.press("See who surrounds it")
    expect(visit.page.get_by_role("heading", name="Swallow").first).to_be_visible()
    until(lambda: len(coloured(visit.page.locator(".workspace canvas"), GREEN)) > 100)  # people


def test_what_is_never_exported_has_no_button_that_saves_it(visit: Visit) -> None:
    """Not ours, and not the one that Streamlit puts above each table; elsewhere there is ours."""
    visit.go()
    visit.press("Open the sample case")
    visit.press("Our organization only")
    visit.choose("Shown to", "Named persons only")  # to others it shows no table at all
    visit.page.keyboard.press("Escape")
    visit.open("Single points of failure", "Coalition")
    table = visit.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover()
    toolbar = visit.page.get_by_test_id("stElementToolbar").first
    expect(toolbar.locator("button").first).to_be_attached()  # there to search, not to save
    for page in ("weak points", "loads"):
        assert visit.page.locator("[aria-label^=Download]").count() == 0, page
        if page == "weak points":
            assert visit.page.get_by_test_id("stDownloadButton").count() == 0
            visit.open("Loads", "Data")
            visit.page.get_by_test_id("stDataFrame").first.hover()


def test_the_third_door_a_wrong_file_then_a_right_one(visit: Visit, tmp_path: Path) -> None:
    visit.go()
    visit.press("Load your own")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(f"name,sector,country\nOpen Hand,ngo,Nigera\n{EVIL},ngoo,France\n", "utf-8")
    visit.page.set_input_files("input[type=file]", wrong)
    expect(visit.page.get_by_text("This cannot be loaded.")).to_be_visible()
    visit.rest()
    cells = visit.page.locator("canvas td")
    for text in ("wrong.csv", "country", "Nigera", "This is not a known country."):
        until(lambda text=text: cells.filter(has_text=text).count() > 0)
    expect(visit.page.get_by_role("button", name="Load it")).to_have_count(0)


def test_hostile_names_stay_text_on_every_page_and_ask_for_nothing(
    visit: Visit, tmp_path: Path
) -> None:
    visit.go("/loads")
    good = tmp_path / "mine.csv"
    good.write_text(f'name,sector,country\n"{EVIL}",ngo,France\n', "utf-8")
    visit.page.set_input_files("input[type=file]", good)
    expect(visit.page.get_by_role("button", name="Load it")).to_be_visible()
    visit.press("Load it")
    expect(visit.page.get_by_text("Done.", exact=True)).to_be_visible()
    visit.open("Explore the network", "Explore")
    visit.choose("Entity (needed)", "<img src=x")
    visit.press("Answer")
    assert EVIL in visit.text()
    until(lambda: len(coloured(network(visit), (0xE6, 0x9F, 0x00))) > 50)
    for summary in visit.page.locator("summary").all():
        summary.click()
    visit.rest()
    network(visit).hover()
    assert visit.page.locator("img[src=x], img[src*=evil], a[href*=evil]").count() == 0
    assert not any("evil.example" in url or url.endswith("/x") for url in visit.requests)


def test_a_name_in_arabic_is_joined_within_a_sentence_that_is_read_from_the_left(
    visit: Visit,
) -> None:
    visit.go("/neighbourhood")
    visit.choose("Entity (needed)", ARABIC)
    visit.press("Answer")
    sentence = visit.page.locator("p.sentence:visible")
    expect(sentence).to_contain_text(ARABIC)
    assert sentence.evaluate("(p) => getComputedStyle(p).direction") == "ltr"
    joined, apart = visit.page.evaluate(
        """([word]) => {
            const ctx = document.createElement("canvas").getContext("2d");
            ctx.font = "20px " + getComputedStyle(document.body).fontFamily;
            const width = (text) => ctx.measureText(text).width;
            return [width(word), [...word].reduce((sum, letter) => sum + width(letter), 0)];
        }""",
        [ARABIC.split()[0]],
    )
    assert 0 < joined < apart


def test_whoever_starts_it_for_the_first_time_is_asked_for_no_address(tmp_path: Path) -> None:
    new = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    windowed = {"STREAMLIT_SERVER_HEADLESS": "false", "BROWSER": "true"}  # which opens nothing
    with served(tmp_path / "store.sqlite", **new, **windowed) as address:
        assert answers(address)  # and does not wait in the terminal for an e-mail address


def test_at_a_first_start_there_is_something_to_read_until_the_doors_open(
    chromium: Browser, tmp_path: Path
) -> None:
    with served(tmp_path / "data" / "store.sqlite") as address:
        visit = visiting(chromium, address)
        visit.page.goto(address)
        filling = visit.page.get_by_text("The first start: ")
        until(lambda: filling.count() > 0)
        assert "The sample campaign" in visit.text()
        until(lambda: visit.page.get_by_role("button", name="Open the sample case").count() > 0, 90)
        visit.rest()
        assert not filling.count()
        assert visit.page.get_by_role("heading", name="The sample campaign").count() == 1
        visit.page.context.close()


def test_who_looks_goes_along_to_every_page(visit: Visit) -> None:
    visit.go()
    visit.press("Our organization only")
    visit.choose("Shown to", "Anybody")
    for name, section in (("Explore the network", "Explore"), ("Start", "")):
        visit.page.keyboard.press("Escape")
        visit.open(name, section)
        assert visit.page.get_by_role("button", name="Anybody · as known today").count() == 1
        assert "Open the sample case" not in visit.text()


def test_positions_and_zoom_of_a_map_outlive_a_change_of_page(visit: Visit) -> None:
    visit.go("/neighbourhood")
    visit.choose("Entity (needed)", "Open Margin")
    visit.press("Answer")
    visit.page.wait_for_timeout(800)
    visit.press("Zoom in")
    visit.page.wait_for_timeout(800)
    before = len(coloured(network(visit), (0xE6, 0x9F, 0x00)))
    visit.open("Start")
    visit.open("Explore the network", "Explore")
    visit.page.wait_for_timeout(1200)
    after = len(coloured(network(visit), (0xE6, 0x9F, 0x00)))
    assert abs(after - before) <= 0.1 * before


def test_every_page_opens_on_a_narrow_screen_without_running_over(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/", "/embassies?target=BLR", "/loads"):
        visit.go(path)
        over = visit.page.evaluate(
            "document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
        )
        assert over <= 0, path


def test_the_headers_are_sent_with_the_page_itself(visit: Visit) -> None:
    answer = visit.page.goto(visit.address)
    assert answer is not None
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    visit.rest()


@pytest.mark.skipif(
    "DEMARCHE_PICTURE" not in os.environ, reason="set DEMARCHE_PICTURE=1 to draw the README's"
)
def test_picture_for_the_readme(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1366, "height": 860})
    visit.go()
    visit.press("Open the sample case")
    visit.page.locator(".lens-list").get_by_role("button", name="Canada").click()
    visit.page.wait_for_timeout(4000)
    picture = Image.open(io.BytesIO(visit.page.screenshot()))
    few = picture.convert("RGB").quantize(255, dither=Image.Dither.NONE)
    path = ROOT / "queries" / "render" / "assets" / "workspace.png"
    few.save(path, optimize=True)
    assert path.stat().st_size <= 200_000
