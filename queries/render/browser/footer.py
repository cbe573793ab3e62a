"""What stands around the blocks of an answer: who may see it, its downloads, its sources."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from graph.model.schema import Label
from queries.answer import NOT_EXPORTED, Answer, Block, Source, Tabular
from queries.render.browser import words
from queries.render.cells import MISSING
from queries.render.format import formats

READERS = {
    Label.CLEAR: "Anybody",
    Label.GREEN: "Our community, not the public",
    Label.AMBER: "Those who need to know",
    Label.STRICT: "Our organization only",
    Label.RED: "Named persons only",
}


def readers(label: Label) -> str:
    """Who may see what has a label.

    >>> readers(Label.RED)
    'Named persons only (TLP:RED)'
    """
    return f"{READERS[label]} ({label.title})"


def label(answer: Answer) -> None:
    """Who may see this answer, and what it is as of."""
    known = f"as known on {answer.as_of}" if answer.as_of else "as known today"
    words.chips([f"May be shown to: {readers(answer.label)}", known])


def downloads(answer: Answer, block: Block | None = None) -> None:
    """A button for every format of a block, or of the answer as a whole, that it may leave in."""
    empty = isinstance(block, Tabular) and not block.rows
    if empty or not answer.exportable:
        return
    for form in formats():
        if form.has_button(block):
            name = f"{answer.question}.{block.id}" if block else answer.question
            st.download_button(
                form.button,
                partial(answer.export, form.name, block),
                file_name(answer, block, form.name),
                form.media,
                key=f"{name}.{form.name}",
                on_click="ignore",
                type="tertiary" if block else "secondary",
            )


def file_name(answer: Answer, block: Block | None, ending: str) -> str:
    """A name from the question's and the block's, never from what was asked about.

    >>> file_name(Answer("…", question="embassies"), None, "json")
    'embassies.json'
    """
    return f"{answer.question}{'-' + block.id if block else ''}.{ending}"


def sources(answer: Answer) -> None:
    """Where the answer comes from and how old that is; the answer as a whole to take along."""
    with st.expander(f"Sources ({len(answer.sources)})"):
        for source in answer.sources:
            words.facts(_source(source, answer.as_of or date.today()))
        if not answer.sources:
            words.quiet("Nothing in the store was used.")
    if not answer.exportable:
        words.box(NOT_EXPORTED, "caution")
    downloads(answer)


def _source(source: Source, today: date) -> list[tuple[str, str]]:
    facts = [
        ("Dataset", source.title),
        ("Publisher", source.publisher),
        ("Address", source.url),
        ("Licence", source.licence),
        ("Newest fact used", aged(source.known, today)),
        ("Copy of", aged(source.retrieved, today)),
    ]
    return [(name, text) for name, text in facts if text]


def aged(day: str | None, today: date) -> str:
    """A partial date with its age.

    >>> aged("2022-11", date(2026, 1, 1))
    '2022-11 (4 years ago)'
    """
    if day is None:
        return MISSING
    years = today.year - int(day[:4])
    age = "this year" if years < 1 else "last year" if years == 1 else f"{years} years ago"
    return f"{day} ({age})"
