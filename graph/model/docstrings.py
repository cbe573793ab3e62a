"""What a docstring tells people: paragraphs, and a line for each thing that is explained.

Questions and loaders are explained by their docstrings, on pages and command lines. A paragraph is
one text, which is translated as a whole however it is broken into lines.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_LINE: Final = re.compile(r"    (\S[^:\n]*?)( \(needed\))?: (\S.*)")


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
    r"""A docstring in its parts. A paragraph of which each line explains something is no prose; one
    with a colon somewhere in it is.

    >>> explained("Who?\n\n    More: it\n    all.\n\n    most (needed): how many\n    ")[:3]
    ('Who?', ('More: it all.',), {'most': 'how many'})
    """
    prose, lines = list[str](), list[re.Match[str]]()
    for part in re.split(r"\n[ \t]*\n", doc or ""):
        each = [_LINE.fullmatch(line.rstrip()) for line in part.split("\n") if line.strip()]
        if each and all(each):
            lines += filter(None, each)
        elif each:
            prose.append(" ".join(part.split()))
    summary, *more = prose or [""]
    needed = frozenset(line[1] for line in lines if line[2])
    return Explained(summary, tuple(more), {line[1]: line[3] for line in lines}, needed)
