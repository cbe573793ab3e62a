"""Names in sentences, how old and how sure a tie is; thin names over words.py for who uses them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.model import words
from graph.model.records import Confidence, Tie
from graph.model.words import ENGLISH, count, language, percent, say
from graph.network.tie_strength import YEAR, last_seen

written, chance = words.written, percent
_WITH_THE = frozenset(
    ["Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles"]
)


def the(name: str) -> str:
    """A government's name as it stands in a sentence; only English wants an article.

    >>> the("Netherlands"), the("Marshall Islands"), the("Norway")
    ('the Netherlands', 'the Marshall Islands', 'Norway')
    """
    first, last = name.partition(" ")[0], name.rpartition(" ")[2]
    article = name in _WITH_THE or first in {"United", "Holy"} or last in {"Islands", "Republic"}
    return f"the {name}" if article and language() == ENGLISH else name


def listed(names: Sequence[str], most: int = 5, word: str = "and") -> str:
    """Names as people say them.

    >>> listed(["Ada", "Bo"]), listed(["Ada", "Bo"], word="or")
    ('Ada and Bo', 'Ada or Bo')
    """
    return words.listed(names, most, either=word == "or")


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its word.

    >>> counted(1, "way"), counted(0, "way"), counted(2, "ally", "allies")
    ('1 way', 'no way', '2 allies')
    """
    return f"{number or 'no'} {one if number < 2 else many or one + 's'}"


def some_of(number: int, all_: int, one: str = "", many: str = "") -> str:
    """How many of all, above none, as people say it.

    >>> some_of(2, 6, "door"), some_of(6, 6), some_of(1, 1, "ally", "allies"), some_of(1, 1)
    ('2 of the 6 doors', 'all 6', 'the only ally', 'the only one')
    """
    if number == 1 and all_ == 1:
        return f"the only {one or 'one'}"
    things = f" {many or one + 's'}" if one else ""
    return f"{f'all {all_}' if number == all_ else f'{number} of the {all_}'}{things}"


def cut(shown: int, of: int, one: str, many: str = "") -> str:
    """That a list is cut, and how long it would be; "" where it is whole.

    >>> cut(10, 25, "ally", "allies"), cut(3, 3, "fact")
    (' Shown are the first 10 of 25 allies.', '')
    """
    return f" Shown are the first {shown} of {of} {many or one + 's'}." if shown < of else ""


def is_are(number: int, one: str = "is", many: str = "are") -> str:
    """The verb that fits a number, which none takes like one.

    >>> is_are(0), is_are(1), is_are(2, "rests", "rest")
    ('is', 'is', 'rest')
    """
    return one if number < 2 else many


def age(tie: Tie, today: date) -> float | None:
    """Years since a claim last says that its tie held; None: undated."""
    last_day = last_seen(tie, today)
    if last_day is None:
        return None
    return max(0.0, (today - date.fromisoformat(last_day)).days / YEAR)


def doubts(tie: Tie, today: date) -> str:
    """Why a tie is believed no more than it is: its age, and how reliable its source is."""
    last_day, years, sure = last_seen(tie, today), age(tie, today), tie.origin.confidence
    parts = [say("undated")] if last_day is None or years is None else []
    if last_day and years and years >= 1:
        parts.append(say("last confirmed {year}", year=last_day[:4]))
    if sure is Confidence.UNKNOWN:
        parts.append(say("reliability not filled in"))
    elif sure > Confidence.LIKELY_RELIABLE:
        parts.append(say(sure.title))
    return ", ".join(parts)


def aged(tie: Tie, today: date) -> str:
    """How old what is known of a tie is."""
    last_day, years = last_seen(tie, today), age(tie, today)
    if last_day is None or years is None:
        return say("undated")
    if years < 1:
        return say("last confirmed {day}", day=written(last_day))
    return count("not confirmed for {n} year", "not confirmed for {n} years", round(years))
