"""Pages drawn without a browser, and what they say."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

# What would do something where it was taken for HTML, Markdown or a directive.
EVIL = (
    "<img src=x onerror=alert(1)> ![](http://evil.example/a.png) :red[x] [y](http://evil.example)"
)


def drawn(test: AppTest) -> AppTest:
    """Run until it rests; nothing may have gone wrong."""
    test.run(timeout=120)
    assert not test.exception, test.exception
    return test


def words(test: AppTest) -> str:
    """All that stands in our own words' HTML and in Streamlit's texts."""
    parts = [block.proto.body for block in test.get("html")]
    for kind in ("text", "title", "subheader", "error", "success", "warning", "info"):
        parts += [element.value for element in test.get(kind)]
    return "\n".join(parts)


def keys(test: AppTest) -> set[str | None]:
    """The buttons there are, those that save a file among them."""
    return {button.key for button in (*test.button, *test.download_button)}


def map_data(test: AppTest, index: int = 0) -> dict[str, Any]:
    """What a network map on the page was sent."""
    sent: dict[str, Any] = json.loads(test.get("bidi_component")[index].proto.json)
    return sent


def opened(test: AppTest, question: str) -> AppTest:
    """With all parts of a question's page open that are closed at first."""
    for part in ("more", "how_sure", "sources", "downloads", "explained"):
        test.session_state[f"{question}.{part}"] = True
    return test
