"""Where each actor stands towards a case: five bands, dated, with what was said before.

The spectrum of allies (Lakey; Training for Change): from active opposition to active ally; the aim
is to move each by one step, and where somebody stands is to be checked again and again. A stance
that nobody has confirmed for some months, by a word or by a deed in the case, is stale: it is shown
as such and not relied upon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.campaign.ledger import approaches
from graph.model.records import Tie
from graph.model.schema import POSITIONS, TIES
from graph.network.tie_strength import YEAR
from graph.view import View

MONTH = YEAR / 12  # days


@dataclass(frozen=True, slots=True)
class Position:
    """One actor's stances towards a case, the newest last; each holds from its day on."""

    id: str
    stances: tuple[Tie, ...]
    deed: str = ""  # the last day on which it asked or signed something in the case

    @property
    def now(self) -> Tie:
        return self.stances[-1]

    @property
    def band(self) -> int:
        """From -2, active opposition, to 2, active ally."""
        return band(self.now)

    @property
    def confirmed(self) -> str | None:
        """The last day of which somebody says so, or of a deed since; None: undated."""
        days = [
            day.last
            for tie in self.stances
            if band(tie) == self.band
            for day in (tie.since, tie.origin.known)
            if day
        ]
        last_day = max(days, default=None)
        return max(last_day, self.deed) if last_day else None

    def stale(self, today: date, months: float) -> bool:
        """Whether nobody has confirmed it for so many months; an undated one is."""
        last_day = self.confirmed
        return last_day is None or (today - date.fromisoformat(last_day)).days > months * MONTH

    def at(self, day: date) -> Tie | None:
        """The stance that held on a day; None: none was recorded by then."""
        before = [t for t in self.stances if t.begun(day.isoformat())]
        return before[-1] if before else None


def band(tie: Tie) -> int:
    """The band that a tie says: its stance, else that of its kind.

    >>> band(Tie("SUPPORTS", "org:a", "cas:1")), band(Tie("OPPOSES", "org:a", "cas:1"))
    (1, -1)
    """
    stance = tie.values.get("stance")
    return max(-2, min(2, stance)) if isinstance(stance, int) else TIES[tie.kind].stance or 0


def positions(view: View, case: str) -> list[Position]:
    """Where everybody stands as of the view, by id; of two stances on one day the more hostile."""
    today = view.today.isoformat()
    stances: dict[str, list[Tie]] = {}
    for tie in view.ties(*POSITIONS, of=[case]):
        if tie.target == case and tie.in_force(today):
            stances.setdefault(tie.source, []).append(tie)
    deeds = _deeds(view, case)
    return [
        Position(id, tuple(_ordered(ties)), deeds.get(id, ""))
        for id, ties in sorted(stances.items())
    ]


def _deeds(view: View, case: str) -> dict[str, str]:
    """For each actor the last day, not after the view's, of an ask made or a paper signed."""
    today = view.today.isoformat()
    done = [
        (by, day.last)
        for one in approaches(view, case)
        if one.status == "made" and (day := one.day("date"))
        for by in one.by
    ]
    papers = {tie.source for tie in view.ties("ABOUT", of=[case]) if tie.target == case}
    done += [(t.source, t.since.last) for t in view.ties("SIGNED", of=papers) if t.since]
    return dict(sorted((who, day) for who, day in done if day <= today))


def _ordered(stances: Iterable[Tie]) -> list[Tie]:
    """By day, the more hostile of one day last, so that it counts."""
    return sorted(
        stances, key=lambda t: (t.since.first if t.since else "", -band(t), t.origin.confidence)
    )
