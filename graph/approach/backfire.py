"""The risk that an ask in public hurts: a gate beside the order, never added into it.

    B = .35 · how far apart both vote at the UN, among all + .25 · open conflict
      + .20 · accused as a traitor or foreign agent + .20 · struck back within a year

Shares and cut-offs are judgement and not validated (README.md). Why they count: pressure from a
rival breeds defiance where neutral voices do not (Gruffydd-Jones; Snyder 2020). What is not known
may be anything, so B is a range; nothing recorded means not known, never low.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from graph.campaign.ledger import LedgerEntry, ledgers
from graph.model.ids import government_id, is_kind, iso3_of
from graph.model.words import count, mark, number, percent, say, written
from graph.record.history import Known
from graph.view import View

APART, CONFLICT, FRAMED, STRUCK = 0.35, 0.25, 0.20, 0.20
HIGH, RAISED = 0.6, 0.4
LEVELS: Final = (mark("high"), mark("raised"), mark("not known"))
COUNTER: Final = frozenset({"worse", "reprisal"})  # effects


class Counter(NamedTuple):
    """A public or private ask that was made about somebody whom this state holds."""

    approach: LedgerEntry
    public: bool
    struck: bool  # retaliation, reprisal, or worse treatment afterwards
    own: bool  # in this very case


@dataclass(frozen=True, slots=True)
class Backfire:
    """The risk of an ask in public by one government; `least` to `most` is the range of B."""

    level: str
    least: float
    most: float
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]


def counters(view: View, host: str, case: str | None) -> list[Counter]:
    """All asks on record that were made in cases of this state, and whether it struck back."""
    cases = {t.target for t in view.ties("DETAINS", of=[host]) if is_kind(t.target, "Case")}
    if case is not None:
        cases.add(case)
    return [
        Counter(one, bool(one.ask.values.get("public")), has_struck(one), about == case)
        for about, asks in ledgers(view, cases).items()
        for one in asks
        if one.status == "made"
    ]


def struck_back(known_counters: Iterable[Counter]) -> str | None:
    """Why nothing public is proposed, if this state struck back at a public ask; with n."""
    in_public = [one for one in known_counters if one.public]
    struck = [one for one in in_public if one.struck]
    if not struck:
        return None
    days = sorted(str(d) for one in struck if (d := one.approach.day("response_date")))
    worse = _worse(len(struck), len(in_public))
    month = written(days[-1][:7]) if days else None
    if any(one.own for one in struck):
        return (
            say("{worse}, in this case, last in {month}", worse=worse, month=month)
            if month
            else say("{worse}, in this case", worse=worse)
        )
    return (
        say(
            "{worse}, in another case of this government, last in {month}",
            worse=worse,
            month=month,
        )
        if month
        else say("{worse}, in another case of this government", worse=worse)
    )


def _worse(struck: int, asks: int) -> str:
    """After how many of the asks in public things got worse, as a clause."""
    if struck == asks:
        return count(
            "things got worse after the one public ask on record",
            "things got worse after all {n} public asks on record",
            asks,
        )
    return say(
        "things got worse after {struck} of the {asks} public asks on record",
        struck=number(struck),
        asks=number(asks),
    )


def backfire(
    view: View,
    host: str,
    apart: Mapping[str, Known],
    known_counters: Sequence[Counter],
    framed: bool | None,
    members: frozenset[str] = frozenset(),
) -> dict[str, Backfire]:
    """By government (id) that is known to `apart` (by ISO3) or to be in open conflict.

    `apart`: how far each votes from the host; `framed`: accused as a traitor or foreign agent, None
    where not known; `members`: of the EU, whose sanctions are their conflict too.
    """
    rivals = _conflicts(view, host, members)
    year_ago = view.today.replace(year=view.today.year - 1, day=min(view.today.day, 28)).isoformat()
    struck = {
        to
        for one in known_counters
        if one.struck and one.public
        for to in one.approach.to
        if str(one.approach.day("response_date") or "") >= year_ago
    }
    far = sorted(known.value for known in apart.values())
    ids = {government_id(iso3) for iso3 in apart} | set(rivals)
    return {
        id: _gate(apart.get(iso3_of(id)), far, rivals.get(id), framed, id in struck)
        for id in sorted(ids)
        if id != host
    }


def unknown_risk(framed: bool | None) -> Backfire:
    """That of a government of which nothing is known."""
    return _gate(None, [], None, framed, False)


def _gate(
    apart: Known | None,
    far: Sequence[float],
    conflict: str | None,
    framed: bool | None,
    struck: bool,
) -> Backfire:
    parts: list[tuple[float, str]] = []
    unknown: list[tuple[float, str]] = []
    if apart is None:
        unknown.append((APART, say("how far apart they vote at the UN")))
    else:
        share = bisect_left(far, apart.value) / max(1, len(far) - 1)
        further = (
            say(
                "at the UN it votes further from the detaining government than all others ({year})",
                year=apart.year,
            )
            if share == 1
            else say(
                "at the UN it votes further from the detaining government than {share} of others "
                "({year})",
                share=percent(share),
                year=apart.year,
            )
        )
        parts.append((APART * share, further))
    if conflict:
        parts.append((CONFLICT, conflict))
    else:
        unknown.append((CONFLICT, say("whether they are in open conflict")))
    if framed:
        parts.append((FRAMED, say("the prisoner is accused as a traitor or foreign agent")))
    elif framed is None:
        unknown.append(
            (FRAMED, say("whether the prisoner is accused as a traitor or foreign agent"))
        )
    if struck:
        parts.append(
            (
                STRUCK,
                say("the detaining government struck back at a public ask of it within a year"),
            )
        )
    else:
        unknown.append(
            (STRUCK, say("how the detaining government would react to a public ask of it"))
        )
    least = sum(weight for weight, _ in parts)
    level = LEVELS[0] if least >= HIGH else LEVELS[1] if least >= RAISED else LEVELS[2]
    reasons = sorted((part for part in parts if part[0] > 0.05), key=lambda part: -part[0])
    return Backfire(
        level,
        least,
        least + sum(weight for weight, _ in unknown),
        tuple(words for _, words in reasons[:2]),
        tuple(words for _, words in unknown),
    )


def has_struck(entry: LedgerEntry) -> bool:
    """Whether the state answered an ask by retaliation, or things became worse after it."""
    return entry.response == "retaliation" or entry.ask.values.get("effect") in COUNTER


def _conflicts(view: View, host: str, members: frozenset[str]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    today = view.today.isoformat()
    for tie in view.ties("SANCTIONS", of=[host]):
        if not tie.in_force(today):
            continue
        other = tie.target if tie.source == host else tie.source
        words = (
            say("it sanctions the detaining government")
            if tie.target == host
            else say("the detaining government sanctions it")
        )
        for id in members if other == "org:EU" else (other,):
            if is_kind(id, "Government"):
                reasons.setdefault(id, words)
    return reasons
