"""A brief on the page: its draft to be changed, the page beside it, and the page as a file.

What is changed stays in this session: nothing of it is stored, and none of it is in an address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import msgspec
import streamlit as st

from graph.model.words import mark, say
from queries.answer import Answer
from queries.brief_document import Brief, BriefLine, BriefSection, renumbered
from queries.render import brief_html, brief_pdf
from queries.render.brief_page import FittedBrief
from queries.render.browser import anew, words
from queries.render.plain import plain

_CHANGED: Final = "brief.changed"  # of the session: what was changed, by draft and part
_DRAFTS: Final = 8  # whose changes are kept
# Our own words: a label is read as Markdown, so that no name from a file may stand in it.
LABELS: Final[Mapping[str, str]] = {
    "title": mark("Title"),
    "about": mark("Who is held"),
    "ask": mark("The one ask"),
    "happened": mark("What happened"),
    "law": mark("What binds the state"),
    "why": mark("Why this government"),
    "who_else": mark("Who else"),
    "introduces": mark("Who introduces us"),
    "please_not": mark("Please not"),
    "refused": mark("If it cannot be done"),
    "answer": mark("Whom to answer"),
}


def show(block: Brief, page: str, of: Answer | None) -> None:
    """Draw the draft and the page; a change draws both anew, and nothing else."""
    answer = of or Answer("")
    _part(answer, block)


@anew.fragment()
def _part(answer: Answer, draft: Brief) -> None:
    if draft.note:
        words.box(draft.note, "caution")
    left, right = st.columns([2, 3])
    with left:
        brief = _edited(draft)
    page = brief_pdf.one_page(answer, brief)
    with right:
        if page.sentence:
            words.box(page.sentence, "caution" if page.too_long else "info")
        _downloads(answer, brief, page)
        st.html(brief_html.preview(answer, page))


def _downloads(answer: Answer, brief: Brief, page: FittedBrief) -> None:
    if page.too_long:
        return
    why_not = brief_pdf.unprintable(answer, page)
    with st.container(horizontal=True):
        if not why_not:
            st.download_button(
                say("Download as PDF"),
                partial(answer.export_bytes, "pdf", brief),
                "brief.pdf",
                "application/pdf",
                type="primary",
                on_click="ignore",
                key="brief.pdf",
            )
        st.download_button(
            say("Download as HTML"),
            partial(answer.export_bytes, "html", brief),
            "brief.html",
            "text/html",
            on_click="ignore",
            key="brief.html",
        )
    if why_not:
        words.quiet(why_not)


def _edited(draft: Brief) -> Brief:
    """The draft with what was changed; which sections are on the page."""
    changed = _changes(draft)
    key = f"brief.{_digest(draft)}"
    title = _text("title", draft.title, changed, key)
    about = _text("about", draft.about, changed, key)
    sections = []
    for one in draft.sections:
        label = say(LABELS.get(one.id, "Further"))
        on = st.checkbox(label, bool(changed.get(f"{one.id}.on", True)), key=f"{key}.{one.id}.on")
        changed[f"{one.id}.on"] = on
        if on:
            before = "\n".join(line.text for line in one.lines)
            text = _text(one.id, before, changed, key, area=True)
            sections.append(_section(one, text))
    return renumbered(
        replace(
            draft,
            title=title,
            about=about,
            sections=[one for one in sections if one.lines],
            chain=draft.chain if any(one.id == "introduces" for one in sections) else (),
        )
    )


def _section(draft: BriefSection, text: str) -> BriefSection:
    """Lines as they were keep their sources; what somebody has changed has none, and stays."""
    by_text = {line.text: line for line in draft.lines}
    lines = [line.strip() for line in text.splitlines()]
    return replace(draft, lines=[by_text.get(one, BriefLine(one)) for one in lines if one])


def _text(id: str, before: str, changed: dict[str, Any], key: str, *, area: bool = False) -> str:
    label, value = say(LABELS.get(id, "Further")), str(changed.get(id, before))
    if area:
        lines = sum(1 + len(line) // 60 for line in value.splitlines())
        text = st.text_area(
            label,
            value,
            height=40 + 26 * min(max(lines, 1), 8),
            key=f"{key}.{id}",
            label_visibility="collapsed",
        )
    else:
        text = st.text_input(label, value, key=f"{key}.{id}")
    changed[id] = text
    return text


def _changes(draft: Brief) -> dict[str, Any]:
    """What this session changed of this very draft; of the drafts before, the last few are kept."""
    drafts: dict[str, dict[str, Any]] = st.session_state.setdefault(_CHANGED, {})
    digest = _digest(draft)
    drafts[digest] = drafts.pop(digest, {})
    while len(drafts) > _DRAFTS:
        del drafts[next(iter(drafts))]
    return drafts[digest]


def _digest(draft: Brief) -> str:
    return hashlib.sha256(msgspec.json.encode(plain(draft))).hexdigest()[:16]
