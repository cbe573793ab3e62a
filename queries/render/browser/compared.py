"""Two who may be one, side by side, for the page on which they are judged."""

from __future__ import annotations

from datetime import date

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.answer import Note
from queries.question import answer_of, load
from queries.render.browser import blocks, words


def show(store: Store, audience: Label, as_of: date | None, one: str, other: str) -> None:
    """Draw what speaks for the two and against it, what both say, and where each comes from."""
    question = load("duplicates")
    try:
        answer = answer_of(View(store, audience, as_of), question, {"one": one, "other": other})
    except DemarcheError as problem:
        words.problem(problem)
        return
    words.prose(answer.sentence)
    for block in answer.blocks:
        if not isinstance(block, Note):
            words.heading(block.title)
            blocks.show(block, "who-is-who")
