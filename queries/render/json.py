"""An answer as JSON, for programs."""

from __future__ import annotations

from queries.answer import Answer, Block


def write(answer: Answer, block: Block | None = None) -> str:
    """The whole answer as one document, whichever block is looked at."""
    return answer.json().decode()
