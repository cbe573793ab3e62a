"""What stands around the blocks of an answer: who may see it, its downloads, its sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from graph.model.schema import Label
from graph.model.words import ENGLISH, count, mark, number, say, written
from graph.view import View
from queries.answer import NOT_EXPORTED, NOT_KNOWN, Answer, Block, NetworkMap, Source, Tabular
from queries.render.browser import anew, printed, words
from queries.render.format import formats
from queries.shared.map_leaving import FilePreview, map_preview
from queries.shared.tables_leaving import tables_preview

READERS = {
    Label.CLEAR: mark("Anybody"),
    Label.GREEN: mark("Our community, not the public"),
    Label.AMBER: mark("Those who need to know"),
    Label.STRICT: mark("Our organization only"),
    Label.RED: mark("Named persons only"),
}


def readers(label: Label) -> str:
    """Who may see what has a label.

    >>> readers(Label.RED)
    'Named persons only (TLP:RED)'
    """
    return say("{readers} ({label})", readers=say(READERS[label]), label=label.title)


def known_on(as_of: date | None) -> str:
    """As of when something is shown.

    >>> known_on(None), known_on(date(2026, 3, 1))
    ('as known today', 'as known on 1 March 2026')
    """
    return say("as known on {day}", day=written(as_of)) if as_of else say("as known today")


def label(answer: Answer) -> None:
    """Who may see this answer, and what it is as of."""
    shown = say("May be shown to: {readers}", readers=readers(answer.label))
    words.chips([shown, known_on(answer.as_of)])


def downloads(answer: Answer, view: View, in_english: Callable[[], Answer]) -> None:
    """A closed part with a button for every format that the answer, or a block of it, may leave in.

    `view` is what it was asked of; `in_english`: the same answer for programs, asked when somebody
    presses the button.
    """
    if answer.exportable:
        key = f"{answer.question}.downloads"
        anew.closed(say("Downloads"), key, partial(_downloads, answer, view, in_english))
    else:
        words.box(say(NOT_EXPORTED), "caution")


def _downloads(answer: Answer, view: View, in_english: Callable[[], Answer]) -> None:
    if preview := tables_preview(view, answer):
        _leaving(preview)
    with st.container(horizontal=True):
        _buttons(answer, None, in_english)
    for block in answer.blocks:
        empty = isinstance(block, Tabular) and not block.rows
        empty |= isinstance(block, NetworkMap) and not block.entities
        if not empty and any(form.has_button(block) for form in formats()):
            words.quiet(block.title)
            if isinstance(block, NetworkMap):
                _leaving(map_preview(view, answer, block))
            with st.container(horizontal=True):
                _buttons(answer, block, in_english)


def _leaving(preview: FilePreview) -> None:
    """Before the buttons: who gets this file gets all of it."""
    words.quiet(preview.sentence)
    for text in preview.cautions:
        words.box(text, "caution")


def _buttons(answer: Answer, block: Block | None, in_english: Callable[[], Answer]) -> None:
    for form in formats():
        if form.has_button(block):
            name = f"{answer.question}.{block.id}" if block else answer.question
            other = in_english if form.for_programs and answer.language != ENGLISH else None
            st.download_button(
                say(form.button),
                partial(_export, other or (lambda: answer), form.name, block),
                file_name(answer, block, form.ending),
                form.media,
                key=f"{name}.{form.name}",
                on_click="ignore",
                type="tertiary" if block else "secondary",
            )


def _export(answer: Callable[[], Answer], form: str, block: Block | None) -> bytes:
    return answer().export_bytes(form, block)


def file_name(answer: Answer, block: Block | None, ending: str) -> str:
    """A name from the question's and the block's, never from what was asked about.

    >>> file_name(Answer("…", question="embassies"), None, "json")
    'embassies.json'
    """
    return f"{answer.question}{'-' + block.id if block else ''}.{ending}"


def sources(answer: Answer) -> None:
    """Where the answer comes from and how old that is; on paper in short."""
    title = say("Sources ({n})", n=number(len(answer.sources)))
    anew.closed(title, f"{answer.question}.sources", partial(_sources, answer))
    today = answer.as_of or date.today()
    printed.lines(
        say("{source} (newest fact used: {day})", source=one.title, day=aged(one.known, today))
        if one.known
        else one.title
        for one in answer.sources
    )


def _sources(answer: Answer) -> None:
    for source in answer.sources:
        words.facts(_source(source, answer.as_of or date.today()))
    if not answer.sources:
        words.quiet(say("Nothing in the store was used."))


def _source(source: Source, today: date) -> list[tuple[str, str]]:
    facts = [
        (say("Dataset"), source.title),
        (say("Publisher"), source.publisher),
        (say("Address"), source.url),
        (say("Licence"), source.licence),
        (say("Newest fact used"), aged(source.known, today)),
        (say("Copied on"), aged(source.retrieved, today)),
    ]
    return [(name, text) for name, text in facts if text]


def aged(day: str | None, today: date) -> str:
    """A partial date with its age.

    >>> aged("2022-11", date(2026, 1, 1)), aged(None, date(2026, 1, 1))
    ('November 2022 (4 years ago)', 'not known')
    """
    if day is None:
        return say(NOT_KNOWN)
    years = today.year - int(day[:4])
    if years < 1:
        return say("{day} (this year)", day=written(day))
    if years == 1:
        return say("{day} (last year)", day=written(day))
    return count("{day} ({n} year ago)", "{day} ({n} years ago)", years, day=written(day))
