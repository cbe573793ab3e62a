"""The day of a public act as people write it; some are spans of days or months."""

from __future__ import annotations

from graph.model.words import say, written


def span(day: str) -> str:
    """A date, or one “A to B”, in words.

    >>> span("2025-11-20"), span("2025-03 to 2025-05")
    ('20 November 2025', 'March 2025 to May 2025')
    """
    first, _, last = day.partition(" to ")
    if not last:
        return written(first)
    return say("{first} to {last}", first=written(first), last=written(last))
