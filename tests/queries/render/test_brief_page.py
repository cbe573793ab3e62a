"""The brief on its page: what is changed is on the sheet and in the files, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.store.base import Store
from tests.browser.drawn import drawn, keys, words
from tests.queries.render.test_pages import asking


def opened_page(store: Store) -> AppTest:
    return drawn(asking("brief", store, case="Swallow", government="Norway"))


def sheet(test: AppTest) -> str:
    """The page as it is to be printed."""
    return next(b.proto.body for b in test.get("html") if "brief-preview" in b.proto.body)


@pytest.mark.slow
def test_each_part_can_be_changed_and_taken_out(filled: Store) -> None:
    test = opened_page(filled)
    assert {"brief.pdf", "brief.html"} <= keys(test)
    assert "trial observation" in field(test, "The one ask").value
    field(test, "The one ask").set_value("that you be in the room <b>on the day</b>")
    field(test, "Title").set_value("Ada is waiting")
    next(one for one in test.checkbox if one.label == "What happened").uncheck()
    before = sheet(test).count("<sup>")
    drawn(test)
    assert "that you be in the room &lt;b&gt;on the day&lt;/b&gt;" in sheet(test)
    assert "through its embassy" not in sheet(test)
    assert "Arrested on" not in sheet(test)
    assert "Cases, 18 January" not in sheet(test)  # nor its source
    assert sheet(test).count("<sup>") < before
    assert "Ada is waiting" in sheet(test)
    assert "Ada" not in str(dict(test.query_params))
    # What cannot be printed says why.
    field(test, "Title").set_value("A dove \U0001f54a")
    drawn(test)
    assert "“\U0001f54a”" in words(test)
    assert keys(test) & {"brief.pdf", "brief.html"} == {"brief.html"}
    field(test, "Please not").set_value("A very long sentence about it. " * 400)
    drawn(test)
    assert "shorten “Please not” first" in words(test)
    assert not {"brief.pdf", "brief.html"} & keys(test)


def field(test: AppTest, label: str) -> Any:
    return next(one for one in (*test.text_area, *test.text_input) if one.label == label)
