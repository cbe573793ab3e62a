"""Words on the page. The only way for text that came from a file to reach the screen in prose.

Streamlit's own `markdown`, `write`, `error`, `caption` and button labels read Markdown, in which a
cell could make the browser fetch an image. Here everything is escaped, so that text stays text, and
each piece takes the direction of most of its letters.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from graph.model.errors import Unchosen
from graph.model.printable import straight
from graph.model.words import say
from queries.render.brief_page import right_to_left

STYLE = Path(__file__).parents[1] / "assets" / "page.css"


def style() -> None:
    """The page's few styles; once per page."""
    st.html(STYLE)


def heading(text: str, anchor: str = "") -> None:
    """The title of a block; it may hold a name."""
    mark = f" id='{plain(anchor)}'" if anchor else ""
    st.html(f"<h2 class='heading' {direction(text)}{mark}>{plain(text)}</h2>")


def name(text: str) -> None:
    """Whom or what the lines below it are about."""
    _show("h3", "named", text)


def sentence(text: str) -> None:
    """The answer: what to do first, and on lines of their own why, and what the risk is."""
    first, _, rest = text.partition("\n")
    _show("p", "sentence", first)
    if rest:
        _show("p", "said", rest)


def prose(text: str) -> None:
    _show("p", "said", text)


def quiet(text: str) -> None:
    """What a reader may need, but not first."""
    _show("p", "quiet", text)


def invented() -> None:
    """The watermark of every page and export that rests on the sample campaign."""
    _show(
        "div",
        "invented",
        say(
            "Invented: this shows the sample campaign. Its people, organizations and state do not "
            "exist."
        ),
    )


def box(text: str, weight: str = "info", title: str = "") -> None:
    """A text in a box by its weight: info, done, caution or warning."""
    role = "alert" if weight == "warning" else "note"
    head = f"<strong {direction(title)}>{plain(title)}</strong>" if title else ""
    kind = f"class='box {plain(weight)}' role='{role}' {direction(text)}"
    st.html(f"<div {kind}>{head}{plain(text)}</div>")


def problem(error: Exception) -> None:
    """What went wrong and what to do, as its author wrote it."""
    if isinstance(error, Unchosen):
        box(error.advice, "info")
    else:
        box(str(error), "warning")


def facts(pairs: Iterable[tuple[str, str]], style: str = "facts") -> None:
    """Names and values under each other; readable on a small screen where a table is not."""
    rows = "".join(f"<dt>{plain(n)}</dt><dd {direction(v)}>{plain(v)}</dd>" for n, v in pairs)
    st.html(f"<dl class='{plain(style)}'>{rows}</dl>")


def chips(texts: Iterable[str]) -> None:
    """Short facts side by side."""
    items = "".join(f"<li {direction(text)}>{plain(text)}</li>" for text in texts)
    st.html(f"<ul class='chips'>{items}</ul>")


def within(titles: Iterable[str]) -> None:
    """What a closed part holds."""
    _show("p", "quiet within", " · ".join(titles))


def contents(titles: Iterable[tuple[str, str]]) -> None:
    """Links to the parts of a page: (anchor, title)."""
    links = "".join(
        f"<a href='#{plain(to)}' {direction(text)}>{plain(text)}</a>" for to, text in titles
    )
    label = plain(say("On this page"))
    st.html(f"<nav class='contents' aria-label='{label}'>{links}</nav>")


def direction(text: str) -> str:
    """How a text is read, as an attribute. By its first letter, as browsers decide it, an English
    sentence that begins with a name in Arabic letters would be set from the right.

    >>> direction("نورام الزافيري"), direction("نورام, held by Zaveria"), direction("2026")
    ("dir='rtl'", "dir='ltr'", "dir='auto'")
    """
    if right_to_left(text):
        return "dir='rtl'"
    return "dir='ltr'" if any(letter.isalpha() for letter in text) else "dir='auto'"


def plain(text: str) -> str:
    """A text that HTML shows as it is.

    >>> plain("<img src=x> ![](http://x) & :material/home:")
    '&lt;img src=x&gt; ![](http://x) &amp; :material/home:'
    """
    return html.escape(straight(text), quote=True)


def _show(tag: str, style: str, text: str) -> None:
    st.html(f"<{tag} class='{style}' {direction(text)}>{plain(text)}</{tag}>")
