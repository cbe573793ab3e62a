"""An answer as JSON, for programs."""

from __future__ import annotations

from typing import TextIO

from queries.answer import Answer, Block
from queries.render.format import format_file


@format_file("application/json", button="Download the whole answer as JSON")
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """The whole answer as one document, whichever block is looked at."""
    out.write(answer.json().decode())
