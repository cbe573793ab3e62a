"""What stands around the blocks of an answer: who may see it, its downloads, its sources."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from graph.model.schema import Label
from queries.answer import NOT_EXPORTED, Answer, Block, Source
from queries.render import csv
from queries.render.browser import words
from queries.render.cells import MISSING

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


def downloads(answer: Answer, block: Block) -> None:
    """A block's rows for a spreadsheet."""
    if isinstance(block, csv.Tabular) and block.rows and answer.exportable:
        st.download_button(
            "Download as CSV",
            partial(answer.export, "csv", block),
            csv.file_name(answer, block, "csv"),
            "text/csv",
            key=f"{answer.question}.{block.id}.csv",
            on_click="ignore",
            type="tertiary",
        )


def sources(answer: Answer) -> None:
    """Where the answer comes from and how old that is; the whole answer as JSON."""
    with st.expander(f"Sources ({len(answer.sources)})"):
        for source in answer.sources:
            words.facts(_source(source, answer.as_of or date.today()))
        if not answer.sources:
            words.quiet("Nothing in the store was used.")
    if not answer.exportable:
        words.box(NOT_EXPORTED, "caution")
        return
    st.download_button(
        "Download the whole answer as JSON",
        partial(answer.export, "json"),
        csv.file_name(answer, None, "json"),
        "application/json",
        key=f"{answer.question}.json",
        on_click="ignore",
    )


def _source(source: Source, today: date) -> list[tuple[str, str]]:
    told = [
        ("Dataset", source.title),
        ("Publisher", source.publisher),
        ("Address", source.url),
        ("Licence", source.licence),
        ("Newest fact used", aged(source.known, today)),
        ("Copy of", aged(source.retrieved, today)),
    ]
    return [(name, text) for name, text in told if text]


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
