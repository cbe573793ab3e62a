"""Names in sentences, and how old and how sure a tie is."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from graph.model.records import Confidence, Tie
from graph.model.words import ENGLISH, count, language, say, written
from graph.network.tie_strength import YEAR, last_seen

_WITH_THE = frozenset(
    ["Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles"]
)

FIRST_LINE: Final = 35  # words that are read at a glance, and alone above a map
# Where a sentence ends and the next begins; not after an initial or a short title of a name.
_BETWEEN: Final = re.compile(r"(?<=\w{3}[.!?…。؟]|\w{2}[)”»’][.!?])\s+")


def on_lines(text: str) -> str:
    """The same sentences, as many on the first line as it may have words, the rest on the next.

    >>> on_lines("Ask Norway first. Then wait.")
    'Ask Norway first. Then wait.'
    >>> on_lines(f"Ask Norway first. Then{' wait' * 34}.").partition("\\n")[0]
    'Ask Norway first.'
    """
    first, newline, rest = text.partition("\n")
    if len(first.split()) <= FIRST_LINE:
        return text
    head, *more = _BETWEEN.split(first)
    while more and len(f"{head} {more[0]}".split()) <= FIRST_LINE:
        head = f"{head} {more.pop(0)}"
    return "\n".join(filter(None, [head, " ".join(more)])) + newline + rest


def the(name: str) -> str:
    """A government's name as it stands in a sentence; only English wants an article.

    >>> the("Netherlands"), the("Marshall Islands"), the("Norway")
    ('the Netherlands', 'the Marshall Islands', 'Norway')
    """
    first, last = name.partition(" ")[0], name.rpartition(" ")[2]
    article = name in _WITH_THE or first in {"United", "Holy"} or last in {"Islands", "Republic"}
    return f"the {name}" if article and language() == ENGLISH else name


def in_a_row(name: str) -> str:
    """A name as one of several in a sentence: in quotation marks where it holds a comma itself.

    >>> in_a_row("Amber Circle"), in_a_row("Human-rights desk, Norway")
    ('Amber Circle', '“Human-rights desk, Norway”')
    """
    return say("“{name}”", name=name) if ", " in name else name


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
