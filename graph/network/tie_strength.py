"""How much one tie is believed, as of a date.

    p = strength · confidence · ½^(age / half-life)

is the chance that the tie works when somebody asks to be introduced along it. All three factors
are judgements, not measurements: say so wherever a number made of them is shown. Age runs from
the last day on which the claim says that the tie held; a tie that its own claim says is still in
force has not aged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from graph.model.records import Confidence, PartialDate, Tie
from graph.model.schema import TIES

# How much of a tie's strength a claim of this reliability keeps: the means of Beta(9, 1) for a
# confirmed tie and Beta(2, 2) for one weak source, the others placed between and below. Judgement.
CONFIDENCE: Final[Mapping[Confidence, float]] = {
    Confidence.HIGHLY_RELIABLE: 0.9,
    Confidence.LIKELY_RELIABLE: 0.75,
    Confidence.UNSURE: 0.5,
    Confidence.UNKNOWN: 0.5,  # nobody said: no better than unsure
    Confidence.LIKELY_UNRELIABLE: 0.25,
    Confidence.HIGHLY_UNRELIABLE: 0.1,
}
UNDATED: Final = 0.5  # a fading tie without any date counts as one half-life old
YEAR: Final = 365.25  # days


class Belief(NamedTuple):
    """The three factors of a tie's chance, each in (0, 1]."""

    strength: float
    confidence: float
    fading: float

    @property
    def p(self) -> float:
        return self.strength * self.confidence * self.fading


def belief(tie: Tie, as_of: date) -> Belief:
    """Why a tie weighs what it does. ValueError: ties of this kind carry no influence.

    >>> from graph.model.records import Origin, PartialDate
    >>> tie = Tie("KNOWS", "per:a", "per:b", since=PartialDate("2021-05-31"),
    ...           origin=Origin(confidence=Confidence.LIKELY_RELIABLE))
    >>> [round(factor, 2) for factor in belief(tie, date(2024, 5, 31))]
    [0.5, 0.75, 0.5]
    """
    kind = TIES[tie.kind]
    if kind.influence is None:
        raise ValueError(f"{tie.kind} carries no influence")
    confidence = CONFIDENCE[tie.origin.confidence]
    return Belief(tie.strength or kind.influence, confidence, _fading(tie, kind.half_life, as_of))


def last_seen(tie: Tie, as_of: date | None = None) -> str | None:
    """The last day on which a claim says that its tie held, as ISO text; None: undated.

    `since` is when it began; the value `confirmed` says until when somebody found it to hold, and
    counts unless that is after `as_of`. The day on which the source was read says when the tie held
    only where nothing else does: an old report read today confirms nothing about today.

    >>> from graph.model.records import PartialDate
    >>> last_seen(Tie("KNOWS", "per:a", "per:b", since=PartialDate("2021"),
    ...               values={"confirmed": "2026-05"}))
    '2026-05-31'
    """
    days = [day.last for day in (tie.since, tie.origin.known) if day]
    if confirmed := tie.values.get("confirmed"):
        day = PartialDate(str(confirmed))
        if as_of is None or day.first <= as_of.isoformat():
            days.append(day.last)
    if not days and tie.origin.retrieved:
        days.append(tie.origin.retrieved.isoformat())
    return max(days, default=None)


def best_claim(claims: Sequence[Tie], as_of: date) -> tuple[Tie, float] | str:
    """Of the claims of one tie the one that makes it likeliest as of a date, with its p.

    Or in a word why there is none: "ended", "not begun". A claim that records no end does not say
    that the tie goes on: it is over too, if another claim records an end after it was last seen.
    """
    today = as_of.isoformat()
    if len(claims) == 1:  # by far the most frequent
        tie = claims[0]
        if not tie.begun(today):
            return "not begun"
        return "ended" if tie.over(today) else (tie, belief(tie, as_of).p)
    ended = max((t.until.last for t in claims if t.until and t.over(today)), default="")
    reason, best = "not begun", None
    for tie in claims:
        if not tie.begun(today):
            continue
        # Over by another claim of the same tie, unless this one was seen to hold since.
        elsewhere = ended != "" and (last_seen(tie) or "") <= ended
        if tie.over(today) if tie.until else elsewhere:
            reason = "ended"
            continue
        p = belief(tie, as_of).p
        if best is None or p > best[1]:
            best = (tie, p)
    return best or reason


def _fading(tie: Tie, half_life: float | None, as_of: date) -> float:
    if half_life is None or (tie.until and not tie.over(as_of.isoformat())):
        return 1.0
    last_day = last_seen(tie, as_of)
    if last_day is None:
        return UNDATED
    days = max(0, as_of.toordinal() - _ordinal(last_day))
    return float(0.5 ** (days / YEAR / half_life))


@lru_cache(maxsize=65536)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
