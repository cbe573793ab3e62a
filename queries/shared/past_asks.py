"""What was asked already, in words: of whom, what came back, and how long it is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from graph.campaign.ledger import LedgerEntry
from graph.model.vocabulary import EFFECTS, RESPONSES
from graph.model.words import count, listed, mark, number, say, written
from queries.answer import NONE_ON_RECORD, Column

OVERDUE: Final = mark("overdue")
OPEN: Final = mark("open")
PLANNED: Final = mark("planned")
ANSWERED: Final = mark("answered")
GIVEN_UP: Final = mark("given up")
# What is to be done about first.
ORDER: Final = (OVERDUE, OPEN, PLANNED, ANSWERED, GIVEN_UP)
RESPONSE_TITLES = {response.id: response.title for response in RESPONSES}
_EFFECTS: Final = {effect.id: effect for effect in EFFECTS}


def standing_of(entry: LedgerEntry, today: date) -> str:
    """Whether an ask is overdue, open, planned, answered or given up: words that code compares.

    >>> from graph.model.records import Entity
    >>> values = {"status": "made", "instrument": "letter", "date": "2026-03-01"}
    >>> entry = LedgerEntry(Entity("Approach", "app:1", "letter", values))
    >>> standing_of(entry, date(2026, 3, 2)), standing_of(entry, date(2026, 8, 1))
    ('open', 'overdue')
    """
    if entry.status == "given up":
        return GIVEN_UP
    if entry.overdue(today):
        return OVERDUE
    if not entry.open or "effect" in entry.ask.values:
        return ANSWERED
    return PLANNED if entry.status == "planned" else OPEN


def response_title(id: str) -> str:
    """What came back to an ask, in words."""
    return say(RESPONSE_TITLES[id]) if id in RESPONSE_TITLES else id


def effect_title(id: str) -> str:
    """What followed, in words; what is in no list stays as somebody wrote it."""
    return say(_EFFECTS[id].title) if id in _EFFECTS else id


def in_words(entry: LedgerEntry, today: date) -> str:
    """One ask and what came of it, in a clause; nothing was asked yet where it is only planned."""
    asked_on, answered_on = entry.day("date"), entry.day("response_date")
    title = entry.ask.title
    if entry.status == "planned":
        return say("{ask}: planned", ask=title)
    if entry.response in (None, "no reply"):
        if asked_on is None:
            return say("{ask}: no reply", ask=title)
        days = (today - date.fromisoformat(asked_on.first)).days
        return count(
            "{ask}: no reply since {day}, for {n} day",
            "{ask}: no reply since {day}, for {n} days",
            max(days, 0),
            ask=title,
            day=written(str(asked_on)),
        )
    answer = response_title(str(entry.response))
    if "effect" in entry.ask.values:
        effect = effect_title(str(entry.ask.values["effect"]))
        answer = say("{answer}; then: {effect}", answer=answer, effect=effect)
    if answered_on is None:
        return say("{ask}: {answer}", ask=title, answer=answer)
    day = written(str(answered_on))
    return say("{ask}: {answer} ({day})", ask=title, answer=answer, day=day)


def past_asks(asks: Iterable[LedgerEntry], today: date) -> Mapping[str, str]:
    """By the id of who was asked: what came of it, the newest first; what was given up and what is
    only planned is left out."""
    clauses: dict[str, list[str]] = {}
    really = (entry for entry in asks if entry.status == "made")
    for entry in sorted(really, key=lambda one: str(one.day("date") or ""), reverse=True):
        for id in dict.fromkeys((*entry.to, *([entry.door] if entry.door else []))):
            clauses.setdefault(id, []).append(in_words(entry, today))
    return {id: say("We asked. {asks}.", asks="; ".join(texts)) for id, texts in clauses.items()}


def asked_before() -> list[Column]:
    """Of a ranking that is about a case: what each was asked already."""
    title = say("What we asked it already")
    return [Column("asked_before", title, place="line", missing=NONE_ON_RECORD)]


def learnt(entry: LedgerEntry, names: Mapping[str, str]) -> str | None:
    """What an ask has taught, in a sentence: who helps, who refuses; None: nothing yet."""
    to = listed([names[id] for id in entry.to if id in names])
    helper = names.get(entry.introducer or "")
    if entry.response in (None, "no reply") or not to:
        return None
    if entry.response in ("declined", "denied by host", "retaliation"):
        return say("{who} refused this: do not ask the same again.", who=to)
    if helper:
        return say("{who} answers, and {helper} helped.", who=to, helper=helper)
    return say("{who} answers.", who=to)


def public_asks(asks: int, struck: int) -> str:
    """How many asks in public are on record, and after how many things got worse."""
    if not asks:
        return say("No public ask about a prisoner of this government is on record.")
    if not struck:
        return count(
            "{n} public ask about a prisoner of this government is on record, with no word "
            "that things got worse after it.",
            "{n} public asks about prisoners of this government are on record, with no word "
            "that things got worse after any of them.",
            asks,
        )
    return count(
        "{n} public ask about a prisoner of this government is on record; things got worse after "
        "it.",
        "{n} public asks about prisoners of this government are on record; things got worse after "
        "{struck} of them.",
        asks,
        struck=number(struck),
    )
