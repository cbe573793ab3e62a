"""A brief on one A4 page: what every renderer of it draws, and what goes where it would be more.

The rules, in this order: the letters become smaller, by half a point down to 9; then the line that
weighs most is left out, the last of these first, and so on; where nothing may be left out any more,
the longest section is named. Nothing is ever cut off.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from graph.model.errors import QuestionError
from graph.model.words import count, say, written
from queries.answer import Answer, Block
from queries.brief_document import KEEP, Brief, BriefLine, BriefSection, renumbered

SIZES: Final = (10.5, 10.0, 9.5, 9.0)  # points of the page's letters, the usual first
_WIDE: Final = 516.0  # points of a line between the margins of A4
_HIGH: Final = 780.0  # points of lines between its head and its foot
_GAP: Final = 20.0  # points between two halves
_LINE: Final = 1.5  # heights of letters
_AROUND: Final = 2.2  # of a section beside its lines: its title, the room around it
_RTL: Final = ("R", "AL")


@dataclass(frozen=True, slots=True)
class FittedBrief:
    """A brief that is one page long with letters of `size` points, or would be if `too_long`, the
    longest section, were shorter. `left_out`: what had to go."""

    brief: Brief
    size: float
    left_out: Sequence[str] = ()
    too_long: str = ""

    @property
    def sentence(self) -> str:
        """What became of it, for whoever takes it along; "": all of it is there."""
        if self.too_long:
            return say(
                "This is more than one page: shorten “{section}” first.", section=self.too_long
            )
        if not self.left_out:
            return ""
        return count(
            "To keep it to one page, {n} line was left out: {lines}",
            "To keep it to one page, {n} lines were left out: {lines}",
            len(self.left_out),
            lines=" · ".join(self.left_out),
        )


def fitted(brief: Brief, pages: Callable[[Brief, float], int]) -> FittedBrief:
    """The brief as one page, by the rules above. `pages`: how many pages it is at a size; asked
    few times, as each is a page that is laid out."""
    for size in SIZES:
        if pages(brief, size) <= 1:
            return FittedBrief(brief, size)
    order, smallest = _order(brief), SIZES[-1]

    def fits(gone: int) -> bool:
        return pages(without(brief, order[:gone]), smallest) <= 1

    most = len(order)
    if not fits(most):
        longest = max(brief.sections, key=lambda one: sum(len(x.text) for x in one.lines))
        return FittedBrief(brief, smallest, (), longest.title)
    fewest = bisect_left(range(1, most), True, key=fits) + 1
    left_out = [line.text for _, line in order[:fewest]]
    return FittedBrief(without(brief, order[:fewest]), smallest, left_out)


_Place = tuple[int, int]  # of a section on the page, and of a line in it


def _order(brief: Brief) -> list[tuple[_Place, BriefLine]]:
    """The lines that may be left out, in the order in which they go."""
    lines = [
        ((n, m), line)
        for n, section in enumerate(brief.sections)
        for m, line in enumerate(section.lines)
        if line.weight > KEEP
    ]
    lines.reverse()  # of equals the last first
    return sorted(lines, key=lambda one: -one[1].weight)


def without(brief: Brief, lines: Sequence[tuple[_Place, BriefLine]]) -> Brief:
    """The brief without some of its lines; a section that has no other goes with them."""
    gone = {place for place, _ in lines}
    sections = [
        replace(one, lines=[line for m, line in enumerate(one.lines) if (n, m) not in gone])
        for n, one in enumerate(brief.sections)
    ]
    return renumbered(replace(brief, sections=[one for one in sections if one.lines]))


def estimated(brief: Brief, size: float) -> int:
    """How many pages it is, estimated from how wide letters are at most: rather too many."""
    high = 1.6 * 1.4 * size * _lines(brief.title, 1.6 * size, _WIDE - 100)
    high += _LINE * size * _lines(brief.about, size, _WIDE - 100)
    for row in rows(brief.sections):
        wide = _WIDE if len(row) == 1 else (_WIDE - _GAP) / 2
        high += max(_section(one, size, wide) for one in row)
    if brief.chain:
        high += 2.4 * size * _lines("     ".join(brief.chain), size, _WIDE)
    foot = " · ".join([*brief.sources, brief.foot])
    high += 11.5 * _lines(foot, 8.2, _WIDE) + 20
    return ceil(high / _HIGH)


def _section(one: BriefSection, size: float, wide: float) -> float:
    texts = [line.text for line in one.lines]
    if one.look != "plain":
        texts[0] = f"{one.title} {texts[0]}"
        wide -= 25
    lines = sum(_lines(text, size, wide - 1.2 * size) for text in texts)
    return _LINE * size * (lines + _AROUND)


def _lines(text: str, size: float, wide: float) -> int:
    ems = sum(em(letter) for letter in text)
    return max(1, ceil(ems * size / wide))


def em(letter: str) -> float:
    """About how wide a letter is, in ems."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.85 if "\u1200" <= letter <= "\u139f" else 0.7 if letter.isupper() else 0.56


def rows(sections: Sequence[BriefSection]) -> Iterator[Sequence[BriefSection]]:
    """The sections as they lie on the page: two halves beside each other, all others alone."""
    waiting: list[BriefSection] = []
    for one in sections:
        if waiting and not one.half:
            yield waiting
            waiting = []
        waiting.append(one)
        if not one.half or len(waiting) == 2:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def head(answer: Answer, brief: Brief) -> str:
    """Who may read it, for whom it is, and as of when where that is not today."""
    day = say("as known on {day}", day=written(answer.as_of)) if answer.as_of else ""
    return " · ".join(filter(None, [answer.label.title, brief.whom, day]))


def invented(answer: Answer) -> str:
    """The mark of what is invented; "": it is not."""
    return say("Invented: the sample campaign") if answer.invented else ""


def foot(brief: Brief) -> str:
    """Its sources with their dates, by number, and what stands at the end of the page."""
    numbered = [f"{n} {source}" for n, source in enumerate(brief.sources, 1)]
    text = say("Sources, with dates: {sources}.", sources=" · ".join(numbered)) if numbered else ""
    return " ".join(filter(None, [text, brief.foot]))


def right_to_left(text: str) -> bool:
    """Whether a text is read from right to left: so are most of its letters that have a direction,
    and the first of them.

    Not the first alone: an English sentence may begin with a name in Arabic letters. Nor most
    alone: it may end with a long charge in these, in quotation marks.

    >>> right_to_left("نورام الزافيري, 5 May"), right_to_left("نورام, held by Zaveria")
    (True, False)
    >>> right_to_left("Charge: “نورام الزافيري”")
    False
    """
    strong = [one for one in map(unicodedata.bidirectional, text) if one in (*_RTL, "L")]
    against = sum(one != "L" for one in strong)
    return 2 * against > len(strong) and strong[0] != "L"


def anchored(text: str) -> str:
    """A text that is read from the left with a mark after each run of letters that are not, so that
    a comma or a number after a name in Arabic letters stays after it.

    >>> anchored("نورام, held since 18 May") == "نورام\u200e, held since 18 May"
    True
    >>> anchored("Ada, 18 May"), anchored("نورام") == "نورام", anchored("")
    ('Ada, 18 May', True, '')
    """
    if right_to_left(text):
        return text
    strong = [
        (n, one in _RTL)
        for n, letter in enumerate(text)
        if (one := unicodedata.bidirectional(letter)) in (*_RTL, "L")
    ]
    following = [*(is_against for _, is_against in strong[1:]), False][: len(strong)]
    ends = {
        n
        for (n, is_against), more in zip(strong, following, strict=True)
        if is_against and not more
    }
    return "".join(f"{letter}\u200e" if n in ends else letter for n, letter in enumerate(text))


def the_brief(answer: Answer, block: Block | None) -> Brief:
    """The brief to be written. QuestionError: the answer has none."""
    for one in [block] if block else answer.blocks:
        if isinstance(one, Brief):
            return one
    raise QuestionError(say("Only a brief can be written so, and this answer has none."))
