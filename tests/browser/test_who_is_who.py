"""The page on which two are judged: side by side, with what speaks against it; undone exactly."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from graph.model.records import Entity, Origin
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.judgements import DIFFERENT, SAME
from graph.store.opening import open_store
from graph.view import View
from queries.question import ask
from tests.browser.drawn import EVIL, drawn, words
from tests.browser.running import served, until, visiting
from tests.conftest import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ONE = Entity("Person", "per:1", "Quillon Brasketh", {"city": "Brno", "born": "1980"})
OTHER = Entity("Person", "per:2", "Brasketh, Quillon", {"city": "Oslo", "born": "1991"})
SECRET = Entity("Person", "per:3", "Quillon Brasketh", {}, Origin(label=Label.RED))


def judging_page(url: str, audience: int) -> None:
    from functools import partial

    from graph.model.schema import Label
    from graph.store.opening import open_store
    from loaders.browser import who_is_who_page
    from queries.render.browser import compared

    store = open_store(url)
    reader = Label(audience)
    who_is_who_page.show(store, reader, partial(compared.show, store, reader, None))


def page(store: Store, audience: Label = Label.STRICT) -> AppTest:
    kwargs = {"url": store.url, "audience": int(audience)}
    return drawn(AppTest.from_function(judging_page, kwargs=kwargs))


def everything(store: Store) -> list[object]:
    view = View(store, Label.RED)
    return [view.entities("Person"), view.judgements, ask("duplicates", store, {}).json()]


def test_two_are_judged_the_same_only_when_what_speaks_against_it_was_read(empty: Store) -> None:
    write(empty, ONE, OTHER)
    before = everything(empty)
    test = page(empty)
    assert "the same name" in words(test)
    assert "day of birth: 1980 and 1991" in words(test)
    assert test.button(key="judged.same").disabled
    test.checkbox(key="judged.sure.per:1.0").check()
    test.text_input(key="judged.reason.0").set_value("they told us")
    drawn(test).button(key="judged.same").click()
    assert "Quillon Brasketh" in words(drawn(test))
    assert View(empty, Label.RED).group("per:2") == ["per:1", "per:2"]
    table = test.dataframe[0].value
    assert list(table["Judged to be"]) == [SAME]
    assert list(table["Why"]) == [""]
    assert list(page(empty, Label.RED).dataframe[0].value["Why"]) == ["they told us"]
    drawn(test).button(key="judged.undo").click()
    assert "as it was before" in words(drawn(test))
    assert everything(empty) == before


def test_different_and_not_sure_ask_nothing_more(empty: Store) -> None:
    write(empty, ONE, OTHER)
    test = page(empty)
    test.button(key="judged.not sure").click()
    assert any("not sure before" in option for option in drawn(test).selectbox[0].options)
    test.button(key="judged.different").click()
    assert "that was not judged" in words(drawn(test))
    assert [*View(empty).judgements.compared.values()] == [DIFFERENT]


def test_what_an_audience_may_not_see_is_neither_proposed_nor_listed(empty: Store) -> None:
    write(empty, ONE, SECRET)
    assert "No two on record" in words(page(empty))
    test = page(empty, Label.RED)
    drawn(test).button(key="judged.different").click()
    drawn(test)
    assert "Nobody was judged yet." in words(page(empty))


def test_any_two_can_be_compared_and_a_name_does_nothing(empty: Store) -> None:
    write(empty, Entity("Organization", "org:1", EVIL), Entity("Organization", "org:2", "Watch"))
    test = page(empty)
    test.text_input(key="judged.one.0").set_value("evil.example")
    test.text_input(key="judged.other.0").set_value("Watch")
    assert "Nothing on record says" in words(drawn(test))
    test.text_input(key="judged.other.0").set_value("Zed")
    assert "Nothing on record is called “Zed”." in words(drawn(test))


def test_a_duplicate_is_reviewed_and_undone_in_a_browser(
    filled_file: Path, tmp_path: Path, chromium: Browser
) -> None:
    path = Path(shutil.copy(filled_file, tmp_path / "store.sqlite"))
    store = open_store(f"sqlite:///{path}")
    write(
        store, ONE, OTHER, Entity("Organization", "org:1", "Brasketh Watch", {"website": "b.org"})
    )
    before = everything(store)
    with served(path) as address:
        visit = visiting(chromium, address)
        visit.go("/who-is-who")
        for width in (1440, 360):
            visit.page.set_viewport_size({"width": width, "height": 800})
            visit.rest()
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert visit.page.evaluate(wide) <= 0
            visit.page.screenshot(path=tmp_path / f"who-is-who-{width}.png", full_page=True)
        assert "day of birth: 1980 and 1991" in visit.text()
        visit.page.get_by_text("I have read what speaks against it").click()
        visit.rest()
        visit.press("They are the same")
        until(lambda: View(store, Label.RED).group("per:2") == ["per:1", "per:2"])
        assert "Judged so far" in visit.text()
        visit.press("Undo this judgement")
        until(lambda: everything(store) == before)
        visit.nothing_left_this_machine()
        visit.page.context.close()
    store.close()
