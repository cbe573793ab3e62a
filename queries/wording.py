"""How answers put lists, chances and ages into words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.model.records import Confidence, Tie
from graph.network.tie_strength import YEAR, last_seen

_WITH_THE = frozenset(
    ["Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles"]
)


def the(name: str) -> str:
    """A government's name as it stands in a sentence.

    >>> the("Netherlands"), the("Marshall Islands"), the("Norway")
    ('the Netherlands', 'the Marshall Islands', 'Norway')
    """
    first, last = name.partition(" ")[0], name.rpartition(" ")[2]
    article = name in _WITH_THE or first in {"United", "Holy"} or last in {"Islands", "Republic"}
    return f"the {name}" if article else name


def listed(names: Sequence[str], most: int = 5, word: str = "and") -> str:
    """Names as people say them.

    >>> listed(["Ada", "Bo", "Cy"]), listed(["Ada"]), listed(["Ada", "Bo", "Cy"], most=2)
    ('Ada, Bo and Cy', 'Ada', 'Ada, Bo and 1 more')
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return f" {word} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


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


def written(day: str) -> str:
    """A date as people write it, and no more precise than it is known.

    >>> written("2026-12-02"), written("2026-12"), written("2026")
    ('2 December 2026', 'December 2026', '2026')
    """
    year, month, of_month = f"{day}--".split("-")[:3]
    name = date(int(year), int(month), 1).strftime("%B") if month else ""
    return " ".join(filter(None, [of_month.lstrip("0"), name, year]))


def chance(p: float) -> str:
    """A chance in whole percent: more would pretend to a precision that judgements lack.

    >>> chance(0.107), chance(0.004), chance(0.0), chance(0.999)
    ('11 %', 'under 1 %', '0 %', 'over 99 %')
    """
    if 0 < p < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < p < 1 else f"{100 * p:.0f} %"


def age(tie: Tie, today: date) -> float | None:
    """Years since a claim last says that its tie held; None: undated."""
    last_day = last_seen(tie, today)
    if last_day is None:
        return None
    return max(0.0, (today - date.fromisoformat(last_day)).days / YEAR)


def doubts(tie: Tie, today: date) -> str:
    """Why a tie is believed no more than it is: its age, and how reliable its source is."""
    last_day, years, sure = last_seen(tie, today), age(tie, today), tie.origin.confidence
    parts = ["undated"] if last_day is None or years is None else []
    if last_day and years and years >= 1:
        parts.append(f"last confirmed {last_day[:4]}")
    if sure is Confidence.UNKNOWN:
        parts.append("reliability not filled in")
    elif sure > Confidence.LIKELY_RELIABLE:
        parts.append(sure.title)
    return ", ".join(parts)


def aged(tie: Tie, today: date) -> str:
    """How old what is known of a tie is."""
    years = age(tie, today)
    if years is None:
        return "undated"
    return (
        f"last seen {last_seen(tie, today)}"
        if years < 1
        else f"not confirmed for {years:.0f} years"
    )
