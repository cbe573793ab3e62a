"""An answer as text for the terminal: the screen, which is not a way out of the program."""

from __future__ import annotations

from typing import TextIO

from queries.answer import Answer, Block
from queries.render.format import format_file
from queries.render.terminal import show


@format_file("text/plain", leaves=False)
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """The whole answer, as wide as the terminal is."""
    show(answer, out)
