"""What the ranking of embassies rests on, in words: why this order, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph.model.ids import iso3_of
from graph.model.records import Entity
from graph.model.words import count, listed, mark, number, percent, say, written
from graph.record.history import History, Known
from graph.record.public_acts import Outlook
from graph.record.sessions import opens
from queries.answer import Note
from queries.wording import the

CHANCE: Final = mark(
    "If governments act publicly for such a prisoner: the chance that this one is among them"
)


def why(host: Entity, rows: Sequence[Mapping[str, Any]], chances: Outlook, weighing: str) -> str:
    """What orders the list, and how sure that is."""
    state = the(host.title)
    if not rows:
        return say("No government on record can be ranked for {host}.", host=state)
    names = listed([the(str(row["name"])) for row in rows[:3]])
    if weighing:
        return say("First by the factors that you weighed: {names}.", names=names)
    if not chances.comparable.any():
        return say(
            "No comparable public act is on record. First by what they raise at UN reviews of "
            "governments like {host}: {names}.",
            host=state,
            names=names,
        )
    if not chances.stated:
        return say(
            "Strongest record of public acts for prisoners of governments like {host}: {names}.",
            host=state,
            names=names,
        )
    return say(
        "Strongest record of speaking up for prisoners of governments like {host}: {names}.",
        host=state,
        names=names,
    )


def _first_chance(rows: Sequence[Mapping[str, Any]], chances: Outlook) -> str:
    """How likely the first of the ranking is to speak up; "": no chance is given."""
    if not rows or not chances.stated:
        return ""
    first = rows[0]
    return say(
        "Where governments act, the chance that {government} is among them is {chance} ({low} to "
        "{high}); in a small act, {small}.",
        government=the(str(first["name"])),
        chance=percent(first["chance"]),
        low=percent(first["low"]),
        high=percent(first["high"]),
        small=percent(first["small_chance"]),
    )


def ranking_note(rows: Sequence[Mapping[str, Any]], chances: Outlook, all_: int) -> str:
    """How to read the ranking: `rows` of `all_` governments."""
    shown = len(rows)
    sentences = [
        _first_chance(rows, chances),
        say("{chance}.", chance=say(CHANCE)),
        say("Ranges: {share}.", share=percent(0.8)),
        say("The order was tested against history; the rest was not."),
        _stale(chances),
        say("The first {n} of {all} governments are shown.", n=number(shown), all=number(all_))
        if shown < all_
        else "",
    ]
    return " ".join(filter(None, sentences))


def _stale(chances: Outlook) -> str:
    if chances.stated:
        return ""
    if chances.newest is None:
        return say(
            "No chance is given, as no public act is on record; the order is that of UN reviews."
        )
    return say(
        "No chance is given, only the order, as the newest act on record is of {day}.",
        day=written(chances.newest),
    )


def accepted(past: History, sender: str, host: Entity) -> str | None:
    """The same as `heard`, as short as a cell."""
    accepted, answered = past.heard.get((sender, iso3_of(host.id)), (0, 0))
    if not answered:
        return None
    return say("{accepted} of {n} accepted", accepted=number(accepted), n=number(answered))


def heard(past: History, sender: str, host: Entity) -> str | None:
    """What became of this sender's own recommendations to this government, on these subjects."""
    accepted, answered = past.heard.get((sender, iso3_of(host.id)), (0, 0))
    if not answered:
        return None
    if accepted == answered:
        return count(
            "{host} accepted its one recommendation on this",
            "{host} accepted all {n} of its recommendations on this",
            answered,
            host=host.title,
        )
    return count(
        "{host} did not accept its one recommendation on this",
        "{host} accepted {accepted} of its {n} recommendations on this",
        answered,
        host=host.title,
        accepted=number(accepted),
    )


def limits(past: History, chances: Outlook, host: Entity) -> Note:
    """How sure the ranking is, and what it does not see."""
    acts = chances.acting.acts
    return Note(
        "limits",
        say("How sure this is"),
        " ".join(
            [
                *_size(past, chances, int((acts.usable <= chances.day.toordinal()).sum())),
                _compared(chances, host),
                say(
                    "The acts are a sample of what public pages report, richest for famous cases "
                    "and Western governments: open the address before you quote one."
                ),
                say(
                    "Governments change: ask the embassy what its government would do today. Quiet "
                    "diplomacy leaves no trace in any of this."
                ),
            ]
        ),
        "caution",
    )


def _size(past: History, chances: Outlook, acts: int) -> list[str]:
    """How much the record holds, and up to when."""
    acts_until = (
        count(
            "The record has {n} public act for prisoners, of {month}.",
            "The record has {n} public acts for prisoners, the last of {month}.",
            acts,
            month=written(f"{chances.newest:%Y-%m}"),
        )
        if chances.newest
        else count(
            "The record has {n} public act for prisoners.",
            "The record has {n} public acts for prisoners.",
            acts,
        )
        if acts
        else say("The record has no public act for prisoners.")
    )
    newest = opens(int(past.reviews.session[-1]))
    reviews = count(
        "It has {n} UN review, of {month}.",
        "It has {n} UN reviews, the last of {month}.",
        len(past.reviews.session),
        month=written(f"{newest:%Y-%m}"),
    )
    return [acts_until, reviews]


def _compared(chances: Outlook, host: Entity) -> str:
    """By what the detaining government was compared with others."""
    target = chances.target
    return say(
        "{host} was compared with others by its UN votes (ideal point {theta}), its electoral "
        "democracy ({democracy}) and its UN group ({group}).",
        host=host.title,
        theta=_measured(target.theta),
        democracy=_measured(target.p),
        group=target.region or say("not known"),
    )


def _measured(known: Known) -> str:
    if not known.year:
        return say("not known")
    return say("{value} in {year}", value=number(known.value, 2), year=known.year)
