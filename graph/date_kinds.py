"""The kinds of date that a case has, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DateKind:
    """A kind of date in a case. `ahead`: it is known before it comes, so that one can prepare."""

    id: str
    title: str
    ahead: bool


DATE_KINDS: Final = (
    DateKind("arrest", "arrest", False),
    DateKind("last proof of life", "last proof of life", False),
    DateKind("detention renewal", "renewal of the detention", True),
    DateKind("hearing", "hearing", True),
    DateKind("verdict", "verdict", True),
    DateKind("appeal limit", "last day to appeal", True),
    DateKind("medical review", "medical review", True),
    DateKind("hunger-strike day", "day of a hunger strike", False),
    DateKind("visit", "visit", True),
    DateKind("amnesty holiday", "holiday on which amnesties are given", True),
    DateKind("government reply due", "government reply due", True),
    DateKind("rights dialogue", "human-rights dialogue", True),
    DateKind("NGO submission", "NGO submission before a UN review", True),
    DateKind("pre-session", "pre-session of a UN review", True),
    DateKind("review", "UN review", True),
    DateKind("Council session", "Human Rights Council session", True),
)
