"""A Note on the page."""

from __future__ import annotations

from queries.answer import Note
from queries.render.browser import words


def show(block: Note, page: str) -> None:
    """Draw the note by its weight, its title in bold."""
    words.box(block.text, block.weight, block.title)
