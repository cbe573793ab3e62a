"""The brief on its page: what is changed is on the sheet and in the files, and nowhere else."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from graph.store.base import Store
from tests.browser.drawn import drawn, keys, words
from tests.queries.render.test_pages import asking


def opened_page(store: Store) -> AppTest:
    return drawn(asking("brief", store, case="Swallow", government="Norway"))


def sheet(test: AppTest) -> str:
    """The page as it is to be printed."""
    return next(b.proto.body for b in test.get("html") if "brief-preview" in b.proto.body)


def test_each_part_can_be_changed_and_taken_out(filled: Store) -> None:
    test = opened_page(filled)
    assert "The one ask" in sheet(test)
    assert {"brief.pdf", "brief.html"} <= keys(test)
    area = next(one for one in test.text_area if one.label == "The one ask")
    assert "trial observation" in area.value
    area.set_value("that you be in the room <b>on the day</b>")
    drawn(test)
    assert "that you be in the room &lt;b&gt;on the day&lt;/b&gt;" in sheet(test)
    assert "through its embassy" not in sheet(test)
    before = sheet(test).count("<sup>")
    part = next(one for one in test.checkbox if one.label == "What happened")
    part.uncheck()
    drawn(test)
    assert "Arrested on" not in sheet(test)
    assert sheet(test).count("<sup>") < before
    assert "Cases, 18 January" not in sheet(test)  # nor its source
    assert "be in the room" in sheet(test)


def test_what_is_changed_is_in_no_address(filled: Store) -> None:
    test = opened_page(filled)
    next(one for one in test.text_input if one.label == "Title").set_value("Ada is waiting")
    drawn(test)
    assert "Ada is waiting" in sheet(test)
    assert "Ada" not in str(dict(test.query_params))


def test_what_is_too_long_is_said_and_not_printed(filled: Store) -> None:
    test = opened_page(filled)
    area = next(one for one in test.text_area if one.label == "Please not")
    area.set_value("A very long sentence about it. " * 400)
    drawn(test)
    assert "shorten “Please not” first" in words(test)
    assert not {"brief.pdf", "brief.html"} & keys(test)


def test_a_character_without_a_font_leaves_the_html(filled: Store) -> None:
    test = opened_page(filled)
    next(one for one in test.text_input if one.label == "Title").set_value("A dove \U0001f54a")
    drawn(test)
    assert "dove of peace" in words(test)
    assert "brief.pdf" not in keys(test)
    assert "brief.html" in keys(test)
