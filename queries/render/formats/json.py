"""An answer as JSON, for programs."""

from __future__ import annotations

from typing import TextIO

from graph.model.words import mark
from queries.answer import Answer, Block
from queries.render.format import format_file


@format_file(
    "application/json", button=mark("Download the whole answer as JSON"), for_programs=True
)
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """The whole answer as one document, whichever block is looked at."""
    out.write(answer.json().decode())
