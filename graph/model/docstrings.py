"""What a docstring tells people: paragraphs, and a line for each thing that is explained.

Questions and loaders are explained by their docstrings, on pages and command lines. A paragraph is
one text, which is translated as a whole however it is broken into lines.
"""

from __future__ import annotations

import inspect
import re
from typing import Final, NamedTuple

_LINE: Final = re.compile(r"^    (\S[^:\n]*?)( \(needed\))?: (\S.*)$", re.MULTILINE)


class Explained(NamedTuple):
    """A docstring in its parts; `lines` by what each explains."""

    summary: str
    more: tuple[str, ...]  # the paragraphs after it
    lines: dict[str, str]
    needed: frozenset[str]  # of these, what must be there

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is said of it."""
        return (self.summary, *self.more, *self.lines.values())


def explained(doc: str | None) -> Explained:
    r"""A docstring in its parts.

    >>> explained("Who?\n\n    More\n    of it.\n\n    most (needed): how many\n    ")[:3]
    ('Who?', ('More of it.',), {'most': 'how many'})
    """
    lines = _LINE.findall(doc or "")
    prose = inspect.cleandoc(_LINE.sub("", doc or ""))
    summary, *more = [" ".join(part.split()) for part in prose.split("\n\n") if part.strip()] or [
        ""
    ]
    needed = frozenset(name for name, mark, _ in lines if mark)
    return Explained(summary, tuple(more), {name: text for name, _, text in lines}, needed)
