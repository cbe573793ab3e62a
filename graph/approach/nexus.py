"""What binds a government to a case (nexus), and to the state that detains (ties of history).

How much each bond counts is a judgement (README.md): a national gives a right to consular access
(Vienna Convention on Consular Relations, article 36), a relative or a home there makes the case a
government's own, an employer gives it somebody at home who asks. No relative is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.model.schema import MEMBERSHIPS
from graph.model.words import say
from graph.view import View

NATIONAL, FAMILY, HOME, EMPLOYER = 1.0, 0.6, 0.6, 0.4
HISTORY: Final[Mapping[str, float]] = {
    "BORDERS": 0.4,
    "COLONIZED": 0.3,
    "SHARES_LANGUAGE_WITH": 0.3,
}


class Evidence(NamedTuple):
    """What is known of one factor for one government; value, low and high from 0 to 1."""

    value: float
    low: float
    high: float
    sentence: str
    source: str  # dataset
    year: int | None  # None: timeless or not dated


def exact(value: float, sentence: str, ties: Iterable[Tie]) -> Evidence:
    """Evidence without a range of its own, resting on these ties."""
    rests = list(ties)
    years = [int(t.origin.known[:4]) for t in rests if t.origin.known]
    source = min((t.origin.dataset for t in rests), default="")
    return Evidence(
        value=value,
        low=value,
        high=value,
        sentence=sentence,
        source=source,
        year=max(years, default=None),
    )


def nexus(view: View, case: str, host: str) -> dict[str, Evidence]:
    """By government: the strongest bond of the prisoners to it; the host's own left out."""
    about = view.ties("CONCERNS", "NATIONAL_OF", of=[case])
    prisoners = {t.target for t in about if t.kind == "CONCERNS" and is_kind(t.target, "Person")}
    today = view.today.isoformat()
    near = view.ties(
        "NATIONAL_OF",
        "RESIDES_IN",
        "KIN_OF",
        *MEMBERSHIPS,
        of=prisoners,
        where=lambda tie: tie.begun(today),
    )
    kin = {end for t in near if t.kind == "KIN_OF" for end in (t.source, t.target)} - prisoners
    bodies = {t.target for t in near if t.kind in MEMBERSHIPS and t.source in prisoners}
    by_government: dict[str, Evidence] = {}

    def add(value: float, sentence: str, tie: Tie) -> None:
        known = by_government.get(tie.target)
        if tie.target != host and (known is None or known.value < value):
            by_government[tie.target] = exact(value, sentence, [tie])

    for tie in (*about, *near):
        if tie.kind == "NATIONAL_OF" and tie.source in {case, *prisoners}:
            add(
                NATIONAL,
                say("The prisoner is its national (Vienna Convention on Consular Relations)."),
                tie,
            )
        elif is_kind(tie.target, "Facility"):
            continue  # a territory has no government that could act
        elif tie.kind == "RESIDES_IN" and tie.source in prisoners:
            add(HOME, say("The prisoner has lived there."), tie)
    for tie in view.ties("NATIONAL_OF", "RESIDES_IN", of=kin, now=True):
        if tie.source in kin and is_kind(tie.target, "Government"):
            add(FAMILY, say("A close relative lives there or is its national."), tie)
    for tie in view.ties("LOCATED_IN", of=bodies, now=True):
        if tie.source in bodies and is_kind(tie.target, "Government"):
            add(EMPLOYER, say("An employer or association of the prisoner is there."), tie)
    return by_government


def dual(view: View, case: str, host: str) -> bool:
    """Whether a prisoner of the case is a national of the host, which may then let nobody in."""
    about = view.ties("CONCERNS", of=[case])
    prisoners = {t.target for t in about if t.source == case and is_kind(t.target, "Person")}
    ties = view.ties("NATIONAL_OF", of=[case, *prisoners])
    return any(t.target == host and t.source in {case, *prisoners} for t in ties)


def neighbours(view: View, host: str) -> frozenset[str]:
    """The governments that share a border with the host."""
    ends = [{tie.source, tie.target} for tie in view.ties("BORDERS", of=[host])]
    return frozenset(id for pair in ends for id in pair - {host})


def ties_of_history(view: View, host: str) -> dict[str, Evidence]:
    """By government: borders, languages and a colonial past shared with the host."""
    ties_by_kind: dict[str, dict[str, Tie]] = {}
    for tie in view.ties(*HISTORY, of=[host]):
        other = tie.target if tie.source == host else tie.source
        if other != host:
            ties_by_kind.setdefault(other, {}).setdefault(tie.kind, tie)
    return {
        other: exact(
            round(sum(HISTORY[kind] for kind in kinds), 6),
            " ".join(_sentence(tie, host) for _, tie in sorted(kinds.items())),
            kinds.values(),
        )
        for other, kinds in ties_by_kind.items()
    }


def _sentence(tie: Tie, host: str) -> str:
    if tie.kind == "BORDERS":
        return say("It borders the detaining country.")
    if tie.kind == "SHARES_LANGUAGE_WITH":
        return say("It shares a language with the detaining country.")
    if tie.source == host:
        return say("It was once ruled by the detaining country.")
    return say("It once ruled the detaining country.")
