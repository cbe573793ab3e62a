"""A brief: one page to be taken along into a meeting, as plain data. Its renderers draw it.

What is on it is already what its reader may read: the question `brief` leaves out whom nobody may
name, and whoever edits it before it is printed answers for what they write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal

KEEP: Final = 0  # the weight of a line that is never left out to save room
Look = Literal["plain", "ask", "caution"]


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A sentence of a section. `sources` are numbers in the page's list, from 1; of the lines that
    may be left out, the one that weighs most goes first where the page is full."""

    text: str
    sources: tuple[int, ...] = ()
    weight: int = KEEP


@dataclass(frozen=True, slots=True)
class BriefSection:
    """A part of the page; `half`: it takes half of its width, beside the next one that does."""

    id: str
    title: str
    lines: Sequence[BriefLine]
    look: Look = "plain"
    half: bool = False


@dataclass(frozen=True, slots=True)
class Locator:
    """A small map: the state that detains, and the one that is asked; shapes of world.json."""

    states: Sequence[str]  # their shapes, the detaining state's first
    alt: str  # what is drawn, for whoever does not see it


@dataclass(frozen=True, slots=True)
class Brief:
    """The page of one case, for one government or for anybody."""

    type: ClassVar[str] = "brief"
    id: str
    title: str  # says the ask
    whom: str  # for whom it is, as the page's head says it
    about: str  # who is held by whom since when, or that nobody is named
    sections: Sequence[BriefSection]
    chain: Sequence[str] = ()  # from us to them: names, in order
    locator: Locator | None = None
    sources: Sequence[str] = ()
    foot: str = ""
    note: str = ""  # for whoever takes it along; not on the page

    @property
    def texts(self) -> list[str]:
        """Every text that is printed, besides the label and the mark of what is invented."""
        lines = [line.text for section in self.sections for line in section.lines]
        titles = [section.title for section in self.sections]
        once = [self.title, self.whom, self.about, self.foot]
        return [*once, *titles, *lines, *self.chain, *self.sources]


def renumbered(brief: Brief) -> Brief:
    """The brief with those of its sources that a line still names, in the order of its lines."""
    used = dict.fromkeys(
        number for section in brief.sections for line in section.lines for number in line.sources
    )
    new = {old: n for n, old in enumerate(used, 1)}
    sections = [
        replace(
            section,
            lines=[
                replace(line, sources=tuple(sorted(new[old] for old in line.sources)))
                for line in section.lines
            ],
        )
        for section in brief.sections
    ]
    return replace(brief, sections=sections, sources=[brief.sources[old - 1] for old in used])
